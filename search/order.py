"""The order of results, and cursors: a place in that order which stays right when the index grows.

Relevance, then newest first, then by id; newest or oldest first, then by id; undated articles last.
No two articles are ever equal, so a harvest by cursor misses nothing and meets nothing twice.
"""

from __future__ import annotations

import base64
import json
import math
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.errors import BadRequest, ParameterProblem
from search.columns import Mask
from search.request import Sort
from search.snapshot import Floats, Snapshot

_FINITE = 1e18
"""Stands for "undated" in sort keys and cursors: JSON has no infinity."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Sort keys of every document, smaller first: two floats, then the rank of the id."""

    snapshot: Snapshot
    sort: Sort
    first: NDArray[np.float64]
    second: NDArray[np.float64]

    @classmethod
    def of(cls, snapshot: Snapshot, sort: Sort, scores: Floats) -> Ranking:
        """The keys for that order."""
        newest = np.where(np.isfinite(snapshot.times), -snapshot.times, _FINITE)
        if sort == "relevance":
            return cls(snapshot, sort, -scores.astype(np.float64), newest)
        times = newest if sort == "newest" else np.where(np.isfinite(snapshot.times), snapshot.times, _FINITE)
        return cls(snapshot, sort, times, np.zeros(snapshot.size))

    def all(self, mask: Mask) -> NDArray[np.int64]:
        """The documents of the mask in order."""
        return self._sorted(np.flatnonzero(mask))

    def top(self, mask: Mask, start: int, end: int) -> NDArray[np.int64]:
        """The documents at places start to end of that order, without sorting the rest."""
        documents = np.flatnonzero(mask)
        # A full sort of a few hundred costs less than finding the threshold.
        if end < len(documents) and len(documents) > 4 * end + 256:
            keys = self.first[documents]
            documents = documents[keys <= np.partition(keys, end - 1)[end - 1]]
        return self._sorted(documents)[start:end]

    def after(self, mask: Mask, cursor: str) -> Mask:
        """The documents of the mask that come after the cursor."""
        first, second, article_id = self._read(cursor)
        rank = bisect_right(self.snapshot.sorted_ids, article_id)
        later_second = (self.second > second) | ((self.second == second) & (self.snapshot.id_rank >= rank))
        later: Mask = (self.first > first) | ((self.first == first) & later_second)
        return mask & later

    def cursor(self, document: int) -> str:
        """The place of that document, opaque to callers."""
        place = [self.sort, float(self.first[document]), float(self.second[document]), self.snapshot.ids[document]]
        return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")

    def _sorted(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        keys = (self.snapshot.id_rank[documents], self.second[documents], self.first[documents])
        return documents[np.lexsort(keys)]

    def _read(self, cursor: str) -> tuple[float, float, str]:
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            sort, first, second, article_id = json.loads(raw)
            first, second = float(first), float(second)
        except (ValueError, TypeError, RecursionError) as error:
            raise BadRequest(
                ParameterProblem("cursor", "curseur illisible ; reprenez celui de la page précédente")
            ) from error
        if sort != self.sort or not isinstance(article_id, str) or not (math.isfinite(first) and math.isfinite(second)):
            raise BadRequest(ParameterProblem("cursor", "ce curseur vient d’un autre ordre de tri"))
        return first, second, article_id
