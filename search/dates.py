"""Date columns: filters by days, and buckets of years, months and days for histograms.

A value is an ISO prefix or an interval; it is *in* a stretch of days when all of it is: "2017" is
in 2017 but not in March 2017, and "1939/1945" in no single year. So every count is exact: the
number on a bar is the number of articles behind its link.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.entities.calendar import UNKNOWN_YEAR, first_day, has_year, last_day
from search.columns import Mask, ValueColumn

PREFIX_LENGTH = {"year": 4, "month": 7, "day": 10}
_NEVER = np.iinfo(np.int32).max


class DateColumn:
    """A multi-valued column of dates over the same documents as ``column``."""

    def __init__(self, column: ValueColumn) -> None:
        self.column = column
        self._levels: dict[str, ValueColumn] = {}

    @cached_property
    def _bounds(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """First and last day of each value, as ordinals of the proleptic Gregorian calendar; a value
        without a year (``XXXX-09-13``) is in no stretch."""
        first = [first_day(v).toordinal() if has_year(v) else -1 for v in self.column.values]
        last = [last_day(v).toordinal() if has_year(v) else _NEVER for v in self.column.values]
        return np.array(first, np.int32), np.array(last, np.int32)

    def within(self, first: str, last: str) -> Mask:
        """The documents with a date wholly within these ISO prefixes, both included, "" = open.

        Ends without a year (``XXXX-09-13``) mean that day or month, of whatever year or of none named.
        """
        if not has_year(first):
            return self.column.having(self._in_any_year(first.removeprefix(UNKNOWN_YEAR)))
        start = first_day(first).toordinal() if first else 0
        end = last_day(last).toordinal() if last else _NEVER - 1
        firsts, lasts = self._bounds
        return self.column.having((firsts >= start) & (lasts <= end))

    def _in_any_year(self, part: str) -> Mask:
        """The values that are that day or month of a year, or within that month."""
        values = self.column.values
        return np.fromiter((v[4:].startswith(part) and "/" not in v for v in values), np.bool_, len(values))

    def level(self, name: str) -> ValueColumn:
        """The same dates cut to year, month or day; what is wider than one is left out."""
        if name not in self._levels:
            self._levels[name] = _cut(self.column, PREFIX_LENGTH[name])
        return self._levels[name]

    @cached_property
    def span(self) -> tuple[str, str]:
        """First and last day of all, ISO; "" when there is no date."""
        firsts, lasts = self._bounds
        known = lasts != _NEVER
        if not known.any():
            return "", ""
        days = dt.date.fromordinal(int(firsts[known].min())), dt.date.fromordinal(int(lasts[known].max()))
        return days[0].isoformat(), days[1].isoformat()


def _cut(column: ValueColumn, length: int) -> ValueColumn:
    """Each value cut to its first ``length`` characters; intervals that stay within one are kept."""
    buckets: dict[str, int] = {}
    number = np.full(len(column.values), -1, np.int64)
    for ordinal, value in enumerate(column.values):
        start, _, end = value.partition("/")
        bucket = start[:length]
        if len(bucket) == length and has_year(value) and (end or start)[:length] == bucket:
            number[ordinal] = buckets.setdefault(bucket, len(buckets))
    bucket_of = number[column.ordinals]
    kept = bucket_of >= 0
    # One article with two days of the same month counts once for that month.
    pairs = np.unique(column.documents[kept].astype(np.int64) * max(1, len(buckets)) + bucket_of[kept])
    documents, ordinals = np.divmod(pairs, max(1, len(buckets)))
    return ValueColumn(column.size, list(buckets), documents.astype(np.int32), ordinals.astype(np.int32))
