"""A column in one segment: its ordinals in the snapshot's numbers, and the values of documents as rows.

Rows are what makes counting few documents fast: one look gives all values of nearly every document.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import Column
from index.segment.postings import Field
from search.docset import Documents, Mask

# Values of a document that are read at once, at most; so many that most documents have no more.
_PLACES = 12
_FITTING = 0.85


class _Tier(NamedTuple):
    """Rows of values; ``rank``: the row of each document that has one; ``more``: which have values beyond."""

    rows: NDArray[Any]
    rank: NDArray[np.int32]
    more: Mask


class Part:
    """The column in one segment; ``numbers`` are the snapshot's of its ordinals, None when they are the same."""

    def __init__(self, column: Column, base: int, field: Field | None) -> None:
        self.column, self.base, self.field = column, base, field
        self.numbers: NDArray[np.int32] | None = None
        # How many values the snapshot has: numbers from here on are empty places.
        self.none = 0

    def numbered(self, ordinals: NDArray[np.integer]) -> NDArray[np.integer]:
        """The snapshot's numbers of some ordinals."""
        return ordinals if self.numbers is None else self.numbers.take(ordinals)

    @cached_property
    def _tiers(self) -> list[_Tier]:
        """The values in rows: the first of every document, the next of those with more, and so on."""
        column = self.column
        numbers = self.numbered(column.ordinals)
        counts = column.row_counts()
        starts = np.cumsum(counts) - counts
        places = min(_PLACES, max(1, int(np.quantile(counts, _FITTING)))) if len(counts) else 1
        kind: Any = np.uint16 if self.none + places < 1 << 16 else np.uint32
        tiers, having = [], np.arange(column.size)
        for first in range(0, max(1, int(counts.max(initial=0))), places):
            having = having[counts[having] > first] if first else having
            # An empty place has a number of its own: counting one number again and again is slow.
            rows = np.empty((len(having), places), kind)
            rows[:] = self.none + np.arange(places, dtype=kind)
            for place in range(places):
                filled = (counts[having] > first + place).nonzero()[0]
                rows[filled, place] = numbers[starts[having[filled]] + first + place]
            rank = np.zeros(column.size, np.int32)
            rank[having] = np.arange(len(having), dtype=np.int32)
            tiers.append(_Tier(rows, rank, counts > first + places))
        return tiers

    def packed(self, documents: Documents) -> NDArray[np.integer]:
        """The numbers of the values of these documents in any order, empty places included."""
        tiers = self._tiers
        found = [tiers[0].rows.take(documents, axis=0).reshape(-1)]
        for tier, next_tier in pairwise(tiers):
            documents = documents[tier.more.take(documents)]
            if not len(documents):
                break
            found.append(next_tier.rows.take(next_tier.rank.take(documents), axis=0).reshape(-1))
        return found[0] if len(found) == 1 else np.concatenate(found)

    @cached_property
    def term_of(self) -> NDArray[np.int32]:
        """The field's term of each ordinal: terms are the values in byte order."""
        terms = np.empty(len(self.column.order), np.int32)
        terms[self.column.order] = np.arange(len(terms), dtype=np.int32)
        return terms

    @cached_property
    def members(self) -> tuple[list[int], list[int]]:
        """The ordinals by number: those of number n lie from starts[n] to starts[n + 1]."""
        assert self.numbers is not None
        order = np.argsort(self.numbers, kind="stable")
        starts = np.searchsorted(self.numbers[order], np.arange(int(self.numbers.max(initial=-1)) + 2, dtype=np.int32))
        return order.tolist(), starts.tolist()

    def ordinals_of(self, number: int) -> list[int]:
        """The spellings of a value."""
        if self.numbers is None:
            return [number] if number < len(self.column.values) else []
        order, starts = self.members
        return order[starts[number] : starts[number + 1]] if number + 1 < len(starts) else []
