"""All texts of an index as near-copies are looked for in them: sketches and days."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from index.segment.sketches import Sketches

WINDOW_DAYS = 7
"""A dispatch is taken up within days, by weeklies within a week. Of 634 pairs of news articles that share half their
text within two months, 602 lie within seven days; the others are columns whose text returns."""
UNDATED = np.iinfo(np.int32).max
"""The days of an article without a date: after all others."""

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Texts(NamedTuple):
    """``order`` are the documents in the order of time, undated ones last. ``first``, ``last``: the days in which each
    was published, as ordinals of the proleptic Gregorian calendar (several where its date is but a month or a year).
    Those not ``living`` are as if they were not there."""

    sketches: Sketches
    order: Ints
    first: Ints
    last: Ints
    living: Mask

    def close(self, one: Ints, other: Ints) -> Mask:
        """Which pairs lie within the window; an undated article is close to any."""
        apart = np.maximum(self.first[other] - self.last[one], self.first[one] - self.last[other])
        close: Mask = (apart <= WINDOW_DAYS) | self.undated(one, other)
        return close

    def undated(self, one: Ints, other: Ints) -> Mask:
        """Which pairs have an article without a date."""
        undated: Mask = (self.first[one] == UNDATED) | (self.first[other] == UNDATED)
        return undated

    def hashes_of(self, documents: Ints) -> tuple[NDArray[np.uint32], Ints]:
        """The hashes of these documents one after the other, and how many each has."""
        begin = self.sketches.starts[documents]
        counts = self.sketches.starts[documents + 1] - begin
        return self.sketches.hashes[ranges(begin, counts)], counts
