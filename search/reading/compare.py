"""Two searches side by side: how many articles each and both have, when, and what is distinctive of one against the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from search.query.tree import Problem
from search.reading import combine
from search.reading.desk import Desk, Found
from search.reading.keyness import Key, Keyness
from search.reading.trends import between
from search.request import SearchRequest

Level = Literal["month", "year"]
LEVELS: tuple[Level, ...] = ("month", "year")
FACETS = ("person", "place", "section", "source")
WORD = "word"
KINDS = (*FACETS, WORD)
"""What is looked at: the values of facets, and words."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two searches. ``counts``: its articles in each period, ``undated`` in none; ``only``: how many the other
    search has not, and the search for them (None when none says it). ``distinctive``: by kind, the surest first."""

    request: SearchRequest
    total: int
    undated: int
    counts: tuple[int, ...]
    only: int
    only_request: SearchRequest | None
    distinctive: Mapping[str, tuple[Key, ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """``periods`` are ISO prefixes without gaps; ``common``: how many articles are in both, and the search for them."""

    level: Level
    periods: tuple[str, ...]
    first: Side
    second: Side
    common: int
    common_request: SearchRequest | None

    @property
    def jaccard(self) -> float:
        """What both have, of all that either has."""
        either = self.first.total + self.second.total - self.common
        return self.common / either if either else 0.0


@dataclass(frozen=True, slots=True)
class Compare:
    """A search and another; at most ``limit`` distinctive values of each kind."""

    first: SearchRequest
    second: SearchRequest
    level: Level = "month"
    limit: int = 10

    def answer(self, desk: Desk) -> CompareAnswer:
        """From sets of documents, columns and postings."""
        one, two = desk.found(self.first), desk.found(self.second)
        common = one.documents.counted(two.documents)
        level = desk.snapshot.date_columns["published"].level(self.level)
        counts = [Counter(level.count(found.documents)) for found in (one, two)]
        periods = tuple(between(self.level, sorted({*counts[0], *counts[1]})))

        def side(found: Found, other: Found, count: Counter[str]) -> Side:
            desk.budget.check()
            only = found.total - common
            return Side(
                found.request,
                found.total,
                found.total - count.total(),
                tuple(count[period] for period in periods),
                only,
                _exactly(desk, combine.without(found.request, other.request), only),
                self._distinctive(desk, found, other),
                found.problems,
            )

        return CompareAnswer(
            self.level,
            periods,
            side(one, two, counts[0]),
            side(two, one, counts[1]),
            common,
            _exactly(desk, combine.both(one.request, two.request), common),
        )

    def _distinctive(self, desk: Desk, found: Found, other: Found) -> dict[str, tuple[Key, ...]]:
        keyness = Keyness(desk.snapshot, found.documents, other.documents, self.limit)
        values = {facet: tuple(keyness.values(found.request.column(facet))) for facet in FACETS}
        return {**values, WORD: tuple(keyness.words())}


def _exactly(desk: Desk, requests: Iterator[SearchRequest], count: int) -> SearchRequest | None:
    """The first of the requests that finds so many articles."""
    return next((request for request in requests if count and desk.found(request).total == count), None)
