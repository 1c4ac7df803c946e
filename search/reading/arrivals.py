"""The articles of a search in the order in which the index met them, the last first: what feeds and alerts are made of.

An article that changes is not new; one that the index has lost and gets again is not either (``index.seen``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.article import Article
from search.query.tree import Problem
from search.reading.desk import Desk
from search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article, and when it was first seen: seconds since 1970, UTC."""

    article: Article
    second: int


@dataclass(frozen=True, slots=True)
class ArrivalsAnswer:
    """``total``: all articles of the search; ``fresh``: those first seen after the second asked for, ``arrivals`` the part of
    them asked for; ``latest``: the last second at which the index met any article."""

    request: SearchRequest
    total: int
    fresh: int
    arrivals: tuple[Arrival, ...]
    latest: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What of a search came after the second ``since`` (all: -1), from place ``start`` on, ``count`` of them."""

    request: SearchRequest
    count: int
    start: int = 0
    since: int = -1

    def answer(self, desk: Desk) -> ArrivalsAnswer:
        """Last first; of one second the latest published first, undated ones last."""
        found = desk.found(self.request)
        seen = desk.snapshot.first_seen
        documents = found.documents.documents
        documents = documents[seen[documents] > self.since]
        fresh = len(documents)
        times = desk.snapshot.times_of(documents)
        order = np.lexsort((documents, -times, -seen[documents]))[self.start : self.start + self.count]
        arrivals = (Arrival(desk.snapshot.article(n), int(seen[n])) for n in documents[order].tolist())
        live = desk.snapshot.live.documents
        return ArrivalsAnswer(
            found.request,
            found.total,
            fresh,
            tuple(arrivals),
            int(seen[live].max(initial=0)),
            found.problems,
        )
