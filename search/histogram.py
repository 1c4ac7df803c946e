"""Articles by year, by month of a year, by day of a month: the date facets, in time order.

Every bucket's request narrows the dates to that bucket, so the same links zoom from years to days.
Empty buckets between the first and the last are kept: a silence is an answer too.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from index.schema import Facet
from search.dates import PREFIX_LENGTH, DateColumn
from search.docset import DocSet
from search.request import DateFilter, SearchRequest
from search.result import FacetResult, FacetValue

# More years than this cannot be told apart as bars: only those with articles are given.
MAX_EMPTY_YEARS = 150


def count_dates(dates: DateColumn, facet: Facet, request: SearchRequest, found: DocSet) -> FacetResult:
    """The histogram of some documents, at the level that the request's dates call for."""
    wanted = request.date(facet.name)
    level = level_of(wanted)
    counts = dates.level(level).count(found)
    buckets = _buckets(level, wanted, sorted(counts))
    chosen = _chosen(level, wanted)
    return FacetResult(
        name=facet.name,
        values=tuple(
            FacetValue(
                value=bucket,
                label=bucket,
                count=counts.get(bucket, 0),
                selected=bucket in chosen,
                excluded=False,
                toggled=_toggled(request, facet.name, bucket, bucket in chosen),
            )
            for bucket in buckets
        ),
        total_values=sum(1 for bucket in buckets if bucket in counts),
        without=(found - dates.column.has_value).count,
        level=level,
    )


def level_of(wanted: DateFilter) -> str:
    """Days of the one month that is wanted, months of the one year, else years."""
    for level, shorter in (("day", "month"), ("month", "year")):
        length = PREFIX_LENGTH[shorter]
        if len(wanted.first) >= length and wanted.first[:length] == wanted.last[:length]:
            return level
    return "year"


def _chosen(level: str, wanted: DateFilter) -> set[str]:
    """The bucket that is the very filter, if any: one day, or one of the years."""
    length = PREFIX_LENGTH[level]
    exactly_one = wanted.first == wanted.last and len(wanted.first) == length
    return {wanted.first} if exactly_one else set()


def _toggled(request: SearchRequest, name: str, bucket: str, chosen: bool) -> SearchRequest:
    if not chosen:
        return request.with_dates(name, bucket, bucket)
    # Leaving a day goes back to its month.
    wider = bucket[:7] if len(bucket) == PREFIX_LENGTH["day"] else ""
    return request.with_dates(name, wider, wider)


def _buckets(level: str, wanted: DateFilter, found: list[str]) -> list[str]:
    """All buckets to show, in time order."""
    if level == "month":
        year = wanted.first[:4]
        return [f"{year}-{month:02d}" for month in range(1, 13)]
    if level == "day":
        start = dt.date.fromisoformat(f"{wanted.first[:7]}-01")
        return [start.replace(day=day).isoformat() for day in range(1, monthrange(start.year, start.month)[1] + 1)]
    if not found:
        return []
    first, last = int(found[0]), int(found[-1])
    if last - first > MAX_EMPTY_YEARS:
        return found
    return [f"{year:04d}" for year in range(first, last + 1)]
