"""Whether the answers are right: a count over the articles themselves first, then every peer against ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.engine.corpus import Item, read
from benchmarks.engine.peer import Answer, Peer, Query

_TOP = 10
# Engines round lengths differently, so that neighbours change places: so many of the ten best must be shared.
_SHARED = 7
# Some engines give every article that has a prefix one score, and add up a phrase's words in their own way.
_ORDERLESS = {"phrase", "prefix"}


@dataclass(slots=True)
class Comparison:
    """``wrong`` counts; ``ranked``: queries of which too few of the ten best are shared."""

    wrong: list[str] = field(default_factory=list)
    ranked: list[str] = field(default_factory=list)


def compare(peers: Sequence[Peer], queries: Sequence[Query], items: Path, sampled: dict[str, int]) -> Comparison:
    """All peers, the first being ours. ``sampled``: peers that hold but the first so many articles."""
    found = Comparison()
    first_of_each = list({query.kind: query for query in reversed(queries)}.values())
    known = counted(read(items), first_of_each)
    whole = [peer for peer in peers if peer.name not in sampled]
    for query in queries:
        answers = {peer.name: peer.search(query, "faceted") for peer in whole if not _too_slow(peer, query, known)}
        ours = answers[peers[0].name]
        if query in known:
            found.wrong += _told(peers[0].name, query, differing(ours, known[query]))
        for peer in whole[1:]:
            if peer.name in answers:
                found.wrong += _told(peer.name, query, differing(answers[peer.name], ours))
                found.ranked += _told(peer.name, query, ranked_otherwise(answers[peer.name], ours, query))
    for peer in peers:
        if peer.name in sampled:
            few = counted(islice(read(items), sampled[peer.name]), first_of_each)
            for query, answer in few.items():
                found.wrong += _told(peer.name, query, differing(peer.search(query, "faceted"), answer))
    return found


# They take up to seconds an answer, and are asked one query a class.
_SLOW = {"whoosh", "sqlite", "xapian"}


def _too_slow(peer: Peer, query: Query, known: dict[Query, Answer]) -> bool:
    return peer.name in _SLOW and query not in known


def _told(peer: str, query: Query, parts: Iterable[str]) -> list[str]:
    return [f"{peer}, {query}: {part}" for part in parts]


def differing(theirs: Answer, ours: Answer) -> list[str]:
    """What two faceted answers do not agree on."""
    parts = []
    if theirs.total != ours.total:
        parts.append(f"{theirs.total} articles, not {ours.total}")
    if theirs.months != ours.months:
        parts.append("other months")
    for name in ("persons", "places"):
        # Of values equally frequent at the end of the list, each engine may choose others.
        counts = [[count for _, count in getattr(answer, name)] for answer in (theirs, ours)]
        if counts[0] != counts[1]:
            parts.append(f"{name}: {counts[0]}, not {counts[1]}")
    return parts


def ranked_otherwise(theirs: Answer, ours: Answer, query: Query) -> list[str]:
    """Told when the ten best are others, for the kinds of queries that are scored alike everywhere."""
    shared = len(set(theirs.ids) & set(ours.ids))
    if query.kind in _ORDERLESS or shared >= min(_SHARED, len(ours.ids)):
        return []
    return [f"{shared} of {len(ours.ids)} best shared"]


def counted(items: Iterable[Item], queries: Sequence[Query]) -> dict[Query, Answer]:
    """What each query must give, found by reading every article; without ids."""
    totals: Counter[Query] = Counter()
    facets = {query: (Counter[str](), Counter[str](), Counter[str]()) for query in queries}
    for item in items:
        words = f" {item.tokens} "
        for query in queries:
            if holds(item, words, query):
                totals[query] += 1
                for counts, values in zip(facets[query], (item.persons, item.places, [item.day[:7]]), strict=True):
                    counts.update(values)
    return {
        query: Answer([], totals[query], persons.most_common(_TOP), places.most_common(_TOP), dict(months))
        for query, (persons, places, months) in facets.items()
    }


def holds(item: Item, words: str, query: Query) -> bool:
    """Whether an article, whose words are given between spaces, is one of the query's."""
    if query.filter and query.filter[1] not in getattr(item, query.filter[0]):
        return False
    if query.days and not query.days[0] <= item.day <= query.days[1]:
        return False
    if query.should and not any(f" {word} " in words for word in query.should):
        return False
    if query.phrase and f" {' '.join(query.phrase)} " not in words:
        return False
    return f" {query.prefix}" in words and all(f" {word} " in words for word in query.must)
