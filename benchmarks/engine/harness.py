"""Builds what is missing, compares answers, then takes times: peers in turn, query by query."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.engine.corpus import CACHE, Item, read
from benchmarks.engine.peer import LEVELS, Answer, Built, Level, Peer, Query
from benchmarks.engine.peers.kiosque import Kiosque
from benchmarks.engine.peers.whoosh_stock import WhooshStock

# A peer that takes longer is not asked so often.
_SLOW_SECONDS = 0.2
_WARM_UP = 2
# Java compiles what runs often: so many rounds before a time counts.
_WARM_UP_JAVA = 20


@dataclass(slots=True)
class Measured:
    """All that was measured at one size. ``times``: by peer, level and class, milliseconds of each query."""

    articles: int
    built: dict[str, Built] = field(default_factory=dict)
    analysed: dict[str, Built] = field(default_factory=dict)
    opened: dict[str, float] = field(default_factory=dict)
    times: dict[str, dict[str, dict[str, list[float]]]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    unavailable: dict[str, str] = field(default_factory=dict)
    sampled: dict[str, int] = field(default_factory=dict)


def tell(message: str) -> None:
    """Progress, on standard error."""
    print(message, file=sys.stderr, flush=True)


def build(peer: Peer, items: Path, count: int, *, from_text: bool) -> Built:
    """The peer's index of these articles, made once; what it took is kept beside it."""
    folder = CACHE / f"{items.stem}-{peer.name}{'-text' if from_text else ''}"
    noted = folder.with_suffix(".json")
    if noted.exists() and folder.exists():
        return Built(**json.loads(noted.read_text(encoding="utf-8")))
    tell(f"  {peer.name}: indexing {count:,} articles{' from their text' if from_text else ''} …")
    made = peer.build_from_text(items, folder) if from_text else peer.build(items, folder)
    noted.write_text(json.dumps(made._asdict()), encoding="utf-8")
    tell(f"  {peer.name}: {made.seconds:,.0f} s, {made.bytes / 1e6:,.0f} MB")
    return made


def folder_of(peer: Peer, items: Path) -> Path:
    """Where the peer's index lies."""
    return CACHE / f"{items.stem}-{peer.name}"


def compare(peers: Sequence[Peer], queries: Sequence[Query], items: Path) -> list[str]:
    """What the answers differ in: each peer's against ours, and ours against a count over the articles."""
    ours, others = peers[0], [peer for peer in peers[1:] if not isinstance(peer, WhooshStock)]
    found = []
    for query in queries:
        answer = ours.search(query, "faceted")
        for peer in others:
            found += [f"{peer.name}, {query}: {part}" for part in _differing(answer, peer.search(query, "faceted"))]
    sample = [query for n, query in enumerate(queries) if n % _NAIVE_EVERY == 0]
    return found + _against_naive(ours, sample, items)


# Every so many queries are also counted by reading all articles.
_NAIVE_EVERY = 9


def _differing(ours: Answer, theirs: Answer) -> list[str]:
    parts = []
    if ours.total != theirs.total:
        parts.append(f"{ours.total} and {theirs.total} articles")
    if ours.months != theirs.months:
        parts.append("other months")
    for name in ("persons", "places"):
        # Of values equally frequent at the end of the list, each engine may choose others.
        counts = [[count for _, count in getattr(answer, name)] for answer in (ours, theirs)]
        if counts[0] != counts[1]:
            parts.append(f"{name}: {counts[0]} and {counts[1]}")
    return parts


def _against_naive(peer: Peer, queries: Sequence[Query], items: Path) -> list[str]:
    """Words, filters and days, counted from the articles themselves."""
    simple = [query for query in queries if not query.phrase and not query.prefix]
    totals = dict.fromkeys(simple, 0)
    for item in read(items):
        words = set(item.tokens.split())
        for query in simple:
            totals[query] += _holds(item, words, query)
    return [
        f"{peer.name}, {query}: {total} articles, counted {totals[query]}"
        for query in simple
        if (total := peer.search(query, "total").total) != totals[query]
    ]


def _holds(item: Item, words: set[str], query: Query) -> bool:
    if not words.issuperset(query.must) or (query.should and words.isdisjoint(query.should)):
        return False
    if query.filter and query.filter[1] not in getattr(item, query.filter[0]):
        return False
    return not query.days or query.days[0] <= item.day <= query.days[1]


def take_times(measured: Measured, peers: Iterable[Peer], queries: Sequence[Query], repeats: int, few: int) -> None:
    """Median of some repeats, query by query; ``few``: how many queries a class slow peers are asked."""
    gc.collect()
    gc.disable()
    started = time.monotonic()
    for peer in peers:
        factor = measured.articles / measured.sampled.get(peer.name, measured.articles)
        _warm_up(peer, queries)
        for level in LEVELS:
            slow = set(_first_of_each(queries, few))
            for query in queries:
                first = peer.timed(query, level)
                if first * factor > _SLOW_SECONDS and query not in slow:
                    continue
                rounds = 1 if first > _SLOW_SECONDS else repeats
                taken = median([peer.timed(query, level) for _ in range(rounds)]) * factor * 1000
                by_level = measured.times.setdefault(peer.name, {}).setdefault(level, {})
                by_level.setdefault(query.kind, []).append(taken)
        tell(f"  {peer.name}: timed ({time.monotonic() - started:.0f} s)")
    gc.enable()


def _warm_up(peer: Peer, queries: Sequence[Query]) -> None:
    level: Level
    for _ in range(_WARM_UP_JAVA if peer.name == "lucene" else 0):
        for level in LEVELS:
            for query in queries:
                peer.timed(query, level)
    if isinstance(peer, Kiosque):
        for _ in range(_WARM_UP):
            for query in queries:
                peer.timed(query, "faceted")


def _first_of_each(queries: Sequence[Query], few: int) -> list[Query]:
    kinds = dict.fromkeys(query.kind for query in queries)
    return [query for kind in kinds for query in islice((q for q in queries if q.kind == kind), few)]
