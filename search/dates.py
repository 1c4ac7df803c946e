"""Date columns: filters by days, and counts of years, months and days for histograms.

A value is an ISO prefix or an interval; it is *in* a stretch of days when all of it is: "2017" is
in 2017 but not in March 2017, and "1939/1945" in no single year. So every count is exact: the
number on a bar is the number of articles behind its link.

Where each article has one date and segments are sorted by it, a stretch of days is a range of documents
and a bar the documents between two numbers; the few dates wider than a bar are set apart.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.entities.calendar import UNKNOWN_YEAR, first_day, has_year, last_day
from search.columns import ValueColumn
from search.docset import DocSet, Documents, Mask, of_mask, of_range, union

PREFIX_LENGTH = {"year": 4, "month": 7, "day": 10}
_NEVER = np.iinfo(np.int32).max

Ints = NDArray[np.int64]


class DateColumn:
    """A multi-valued column of dates over the same documents as ``column``."""

    def __init__(self, column: ValueColumn) -> None:
        self.column = column
        self._levels: dict[str, Level] = {}

    @cached_property
    def _bounds(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """First and last day of each value, as ordinals of the proleptic Gregorian calendar; a value
        without a year (``XXXX-09-13``) is in no stretch."""
        return self.column.bounds()

    def within(self, first: str, last: str) -> DocSet:
        """The documents with a date wholly within these ISO prefixes, both included, "" = open.

        Ends without a year (``XXXX-09-13``) mean that day or month, of whatever year or of none named.
        """
        if not has_year(first):
            return self.column.having(self._in_any_year(first.removeprefix(UNKNOWN_YEAR)))
        start = first_day(first).toordinal() if first else 0
        end = last_day(last).toordinal() if last else _NEVER - 1
        if self.runs is not None:
            return union([run.within(start, end) for run in self.runs], self.column.size) & self.column.live
        firsts, lasts = self._bounds
        return self.column.having((firsts >= start) & (lasts <= end))

    @cached_property
    def runs(self) -> list[Run] | None:
        """The dates segment by segment, when each document has one at most and they ascend."""
        rows = self.column.single()
        if rows is None:
            return None
        runs = [Run(documents, numbers, *self._bounds, self.column.size) for documents, numbers in rows]
        return runs if all(run.ascends for run in runs) else None

    def _in_any_year(self, part: str) -> Mask:
        """The values that are that day or month of a year, or within that month."""
        values = self.column.values
        return np.fromiter((v[4:].startswith(part) and "/" not in v for v in values), np.bool_, len(values))

    def level(self, name: str) -> Level:
        """The same dates cut to year, month or day."""
        if name not in self._levels:
            self._levels[name] = Level(self, PREFIX_LENGTH[name])
        return self._levels[name]

    @cached_property
    def span(self) -> tuple[str, str]:
        """First and last day of all, ISO; "" when there is no date."""
        firsts, lasts = self._bounds
        known = (lasts != _NEVER) & (self.column.count(self.column.live) > 0)
        if not known.any():
            return "", ""
        days = dt.date.fromordinal(int(firsts[known].min())), dt.date.fromordinal(int(lasts[known].max()))
        return days[0].isoformat(), days[1].isoformat()


class Level:
    """Dates cut to their first ``length`` characters; what is wider than that is left out. ``buckets`` in
    the order of time."""

    def __init__(self, dates: DateColumn, length: int) -> None:
        self._dates = dates
        column = dates.column
        cut = [_cut(value, length) for value in column.values]
        self.buckets = sorted({bucket for bucket in cut if bucket})
        number_of = {bucket: number for number, bucket in enumerate(self.buckets)}
        self._bucket = np.fromiter((number_of.get(bucket, -1) for bucket in cut), np.int32, len(cut))

    def count(self, found: DocSet) -> dict[str, int]:
        """How many of the documents have a date in each bucket, empty ones left out."""
        counts = self._counts(found)
        return {self.buckets[n]: int(counts[n]) for n in np.flatnonzero(counts)}

    def sums(self, found: DocSet, weights: NDArray[np.float32]) -> dict[str, int]:
        """The sum of the weights (one a document of the snapshot) of the documents with a date in each bucket."""
        documents = found.documents
        numbers, each = self._dates.column.rows(documents)
        bucket = self._bucket[numbers]
        kept = bucket >= 0
        summed = np.bincount(bucket[kept], np.repeat(weights[documents], each)[kept], minlength=len(self.buckets))
        return {self.buckets[n]: round(float(summed[n])) for n in np.flatnonzero(summed)}

    def _counts(self, found: DocSet) -> Ints:
        if self._runs is None:
            return self._counted(found.documents)
        if found.is_sparse:
            # One more bucket, the last, for documents in none.
            counts = np.bincount(self._bucket_of.take(found.documents), minlength=len(self.buckets) + 1)
            return counts[:-1]
        return self._between(found)

    def _counted(self, documents: Documents) -> Ints:
        """One article with two days of the same month counts once for that month."""
        numbers, each = self._dates.column.rows(documents)
        bucket = self._bucket[numbers]
        kept = bucket >= 0
        width = max(1, len(self.buckets))
        pairs = np.unique(np.repeat(np.arange(len(documents)), each)[kept] * width + bucket[kept])
        return np.bincount(pairs % width, minlength=len(self.buckets))

    @cached_property
    def _bucket_of(self) -> NDArray[np.int32]:
        """Each document's bucket; the number of buckets where it is in none."""
        found = np.full(self._dates.column.size, len(self.buckets), np.int32)
        for run in self._dates.runs or ():
            bucket = self._bucket[run.numbers]
            found[run.documents] = np.where(bucket < 0, len(self.buckets), bucket)
        return found

    @cached_property
    def _runs(self) -> list[tuple[Ints, Ints]] | None:
        """Per segment: where each of its buckets begins and the last ends, and which those buckets are.
        None when the column is not one date a document in the order of time."""
        if self._dates.runs is None:
            return None
        found = []
        for run in self._dates.runs:
            bucket = self._bucket[run.numbers]
            in_one = bucket >= 0
            filled = np.maximum.accumulate(np.where(in_one, bucket, -1)) if len(bucket) else bucket
            if not (filled[in_one] == bucket[in_one]).all():
                return None
            buckets, starts = np.unique(filled, return_index=True)
            found.append((run.documents[0] + np.append(starts, len(filled)), buckets))
        return found

    @cached_property
    def _wide(self) -> DocSet:
        """The documents that lie between those of a bucket and are in none."""
        return of_mask(self._bucket_of == len(self.buckets))

    def _between(self, found: DocSet) -> Ints:
        """By the number of documents before each boundary."""
        exact = found - self._wide
        words = exact.words
        before = np.cumsum(np.bitwise_count(words), dtype=np.int64)
        counts = np.zeros(len(self.buckets) + 1, np.int64)
        for bounds, buckets in self._runs or ():
            word, bit = bounds >> 6, (bounds & 63).astype(np.uint64)
            last = np.minimum(word, len(words) - 1)
            within = np.bitwise_count(words[last] & ((np.uint64(1) << bit) - np.uint64(1)))
            below = np.where(word > 0, before[word - 1], 0) + np.where(word < len(words), within, 0)
            # Bucket -1, the undated, is the last.
            counts[buckets] += np.diff(below)
        return counts[:-1]


def _cut(value: str, length: int) -> str:
    """The value's bucket; "" when it is in none."""
    start, _, end = value.partition("/")
    bucket = start[:length]
    fits = len(bucket) == length and has_year(value) and (end or start)[:length] == bucket
    return bucket if fits else ""


class Run:
    """One segment's dates, one a document, ascending: document ``documents[n]`` has value ``numbers[n]``."""

    def __init__(
        self,
        documents: Documents,
        numbers: NDArray[np.integer],
        firsts: NDArray[np.int32],
        lasts: NDArray[np.int32],
        size: int,
    ) -> None:
        self.documents, self.numbers, self._size = documents, numbers, size
        self._firsts, self._lasts = firsts[numbers], lasts[numbers]
        self._wide = np.flatnonzero(self._firsts != self._lasts)

    @property
    def ascends(self) -> bool:
        """Whether documents are in the order of their first days."""
        return bool((self._firsts[1:] >= self._firsts[:-1]).all())

    def within(self, start: int, end: int) -> DocSet:
        """The documents whose date lies wholly within these days."""
        if not len(self.documents):
            return of_range(0, 0, self._size)
        first, after = np.searchsorted(self._firsts, (start, end + 1))
        found = of_range(int(self.documents[0]) + int(first), int(self.documents[0]) + int(after), self._size)
        beyond = self._wide[self._lasts[self._wide] > end]
        return found - DocSet(self._size, documents=self.documents[beyond]) if len(beyond) else found
