"""Times: query by query, the peers in turn, so that whatever else the machine does falls on all of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from statistics import median

from benchmarks.engine.compare import Comparison
from benchmarks.engine.indexes import tell
from benchmarks.engine.peer import LEVELS, Built, Level, Peer, Query

# A peer that takes longer over a query is asked but once, and but a few queries a class.
_SLOW_SECONDS = 0.5
# Java compiles what runs often: so many rounds before a time counts.
_ROUNDS_OF_JAVA = 20
_PROGRESS_SECONDS = 15

Times = dict[str, dict[str, dict[str, list[float]]]]
"""By peer, level and class: milliseconds of each query."""


@dataclass(slots=True)
class Measured:
    """All that was measured at one size. ``sampled``: peers that were given the first so many articles only,
    their times multiplied."""

    articles: int
    built: dict[str, Built] = field(default_factory=dict)
    analysed: dict[str, Built] = field(default_factory=dict)
    opened: dict[str, float] = field(default_factory=dict)
    hits: dict[str, list[int]] = field(default_factory=dict)
    times: Times = field(default_factory=dict)
    comparison: Comparison = field(default_factory=Comparison)
    unavailable: dict[str, str] = field(default_factory=dict)
    sampled: dict[str, int] = field(default_factory=dict)


def take_times(measured: Measured, peers: Sequence[Peer], queries: Sequence[Query], repeats: int, few: int) -> None:
    """The median of some repeats after one that does not count; ``few``: how many queries a class slow peers are asked."""
    for query in queries:
        measured.hits.setdefault(query.kind, []).append(peers[0].search(query, "total").total)
    _compile_java(peers, queries)
    first_ones = _first_of_each(queries, few)
    measured.times = {peer.name: {level: {} for level in LEVELS} for peer in peers}
    slow: set[tuple[str, Level, str]] = set()
    told = time.monotonic()
    gc.collect()
    gc.disable()
    for number, query in enumerate(queries, 1):
        for level, peer in product(LEVELS, peers):
            if (peer.name, level, query.kind) in slow and query not in first_ones:
                continue
            factor = measured.articles / measured.sampled.get(peer.name, measured.articles)
            taken = peer.timed(query, level)
            if taken * factor > _SLOW_SECONDS:
                slow.add((peer.name, level, query.kind))
            else:
                taken = median(peer.timed(query, level) for _ in range(repeats))
            measured.times[peer.name][level].setdefault(query.kind, []).append(taken * factor * 1000)
        if time.monotonic() - told > _PROGRESS_SECONDS:
            told = time.monotonic()
            tell(f"  timing: {number} of {len(queries)} queries")
    gc.enable()


def _compile_java(peers: Sequence[Peer], queries: Sequence[Query]) -> None:
    for peer in peers:
        if peer.name == "lucene":
            tell("  lucene: warming up")
            for _, level, query in product(range(_ROUNDS_OF_JAVA), LEVELS, queries):
                peer.timed(query, level)


def _first_of_each(queries: Sequence[Query], few: int) -> set[Query]:
    kinds = dict.fromkeys(query.kind for query in queries)
    return {query for kind in kinds for query in islice((q for q in queries if q.kind == kind), few)}
