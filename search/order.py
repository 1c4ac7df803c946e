"""The order of results, and cursors: a place in that order which stays right when the index grows.

Relevance, then newest first, then by id; newest or oldest first, then by id; undated articles last.
No two articles are ever equal, so a harvest by cursor misses nothing and meets nothing twice.
"""

from __future__ import annotations

import base64
import json
import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import BadRequest, ParameterProblem
from index.segment.segment import Segment
from search.best import best
from search.budget import Budget
from search.docset import DocSet, Documents, between, of_documents
from search.request import Sort
from search.scored import Scored
from search.scratch import Floats
from search.snapshot import Snapshot

_UNDATED = 1e18
"""Stands for "undated" in sort keys and cursors: JSON has no infinity."""
# Sorting so few costs less than looking for the first.
_FEW = 256

Keys = NDArray[np.float64]


class Place(NamedTuple):
    """A place in the order, as cursors hold it."""

    first: float
    second: float
    article_id: str


class Ranking:
    """The documents of ``found`` in their order; ``query`` says what they score."""

    def __init__(self, snapshot: Snapshot, sort: Sort, query: Scored, found: DocSet, budget: Budget) -> None:
        self._snapshot, self._sort, self._query, self._budget = snapshot, sort, query, budget
        self.found = found

    def all(self) -> Documents:
        """All of them."""
        return self._sorted(self.found.documents)

    def top(self, start: int, end: int) -> Documents:
        """Those at places start to end, without sorting the rest."""
        if self._sort == "relevance" and self._query.constant is None:
            documents, scores = best(self._query, self.found, end, self._budget)
            return self._sorted(documents, scores)[start:end]
        if self.found.count <= max(_FEW, end):
            return self.all()[start:end]
        return self._sorted(self._first_by_time(end))[start:end]

    def scores(self, documents: Documents) -> Floats:
        """What these documents score; 0 when they are not in the order of relevance."""
        if self._sort != "relevance":
            return np.zeros(len(documents), np.float32)
        order = np.argsort(documents)
        scores = np.empty(len(documents), np.float32)
        scores[order] = self._query.scores(documents[order])
        return scores

    # --- by time

    def _first_by_time(self, count: int) -> Documents:
        """The first ``count`` by time, ties with the last included, perhaps others."""
        newest = self._sort != "oldest"
        chosen = [self._first_of(segment, base, count, newest=newest) for segment, base in self._snapshot.places]
        return np.concatenate(chosen)

    def _first_of(self, segment: Segment, base: int, count: int, *, newest: bool) -> Documents:
        documents = self.found.documents
        first, end = between(documents, base, base + segment.size)
        inside = documents[first:end]
        if not segment.sorted or len(inside) <= count:
            return inside
        times = segment.times
        if newest:
            start = int(np.searchsorted(times, times[inside[-count] - base], "left"))
            return inside[between(inside, base + start, 0)[0] :]
        dated = inside[between(inside, base + int(np.searchsorted(times, -np.inf, "right")), 0)[0] :]
        if len(dated) <= count:
            return inside
        after = int(np.searchsorted(times, times[dated[count - 1] - base], "right"))
        return dated[: between(dated, base + after, 0)[0]]

    # --- keys

    def _keys(self, documents: Documents, scores: Floats | None = None) -> tuple[Keys, Keys]:
        """Sort keys, smaller first."""
        times = self._snapshot.times_of(documents)
        newest = np.where(np.isfinite(times), -times, _UNDATED)
        if self._sort == "relevance":
            known = self._query.scores(documents) if scores is None else scores
            return -known.astype(np.float64), newest
        first = newest if self._sort == "newest" else np.where(np.isfinite(times), times, _UNDATED)
        return first, np.zeros(len(documents))

    def _sorted(self, documents: Documents, scores: Floats | None = None) -> Documents:
        if scores is None and self._sort == "relevance":
            scores = self._query.scores(documents)
        if scores is not None and len(documents) < _FEW:
            ranked = np.argsort(-scores)
            ordered = scores[ranked]
            if not (ordered[1:] == ordered[:-1]).any():
                # No ties, as nearly always: nothing else decides.
                return documents[ranked]
        first, second = self._keys(documents, scores)
        order = np.lexsort((second, first))
        equal = (np.diff(first[order]) == 0) & (np.diff(second[order]) == 0)
        if equal.any():
            ranks = self._id_ranks(documents, order, equal)
            order = np.lexsort((ranks, second, first))
        return documents[order]

    def _id_ranks(self, documents: Documents, order: NDArray[np.int64], equal: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The order of ids among documents that have an equal neighbour; 0 for the others."""
        tied = np.zeros(len(documents), np.bool_)
        tied[1:] |= equal
        tied[:-1] |= equal
        places = order[tied]
        ids = [self._snapshot.id_of(int(n)) for n in documents[places]]
        ranks = np.zeros(len(documents), np.int64)
        ranks[places[sorted(range(len(ids)), key=ids.__getitem__)]] = np.arange(len(ids))
        return ranks

    # --- cursors

    def after(self, cursor: str) -> Ranking:
        """The same order behind the cursor."""
        place = self._read(cursor)
        documents = self.found.documents
        first, second = self._keys(documents)
        later = (first > place.first) | ((first == place.first) & (second > place.second))
        for n in np.flatnonzero((first == place.first) & (second == place.second)):
            later[n] = self._snapshot.id_of(int(documents[n])) > place.article_id
        rest = of_documents(documents[later], self.found.size)
        return Ranking(self._snapshot, self._sort, self._query, rest, self._budget)

    def cursor(self, document: int) -> str:
        """The place of that document, opaque to callers."""
        first, second = self._keys(np.array([document], np.int32))
        place = [self._sort, float(first[0]), float(second[0]), self._snapshot.id_of(document)]
        return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> Place:
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            sort, first, second, article_id = json.loads(raw)
            first, second = float(first), float(second)
        except (ValueError, TypeError, RecursionError) as error:
            raise BadRequest(
                ParameterProblem("cursor", "curseur illisible ; reprenez celui de la page précédente")
            ) from error
        if (
            sort != self._sort
            or not isinstance(article_id, str)
            or not (math.isfinite(first) and math.isfinite(second))
        ):
            raise BadRequest(ParameterProblem("cursor", "ce curseur vient d’un autre ordre de tri"))
        return Place(first, second, article_id)
