"""How often searches answer over time: articles a day, week, month or year, and their share of all articles and words of then."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from search.dates import Level as DateLevel
from search.docset import DocSet
from search.query.tree import Problem
from search.reading.desk import Desk
from search.request import SearchRequest

Level = Literal["day", "week", "month", "year"]
LEVELS: tuple[Level, ...] = ("day", "week", "month", "year")
MOST_SERIES = 5


@dataclass(frozen=True, slots=True)
class Series:
    """One search: how many of its articles fall in each period, how many words these have; ``undated`` fall in none."""

    request: SearchRequest
    counts: tuple[int, ...]
    words: tuple[int, ...]
    total: int
    undated: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TrendsAnswer:
    """``periods`` are ISO prefixes in time order, without gaps (a week by its Monday); ``articles`` are all that the index
    has in each under the filters of dates, sources and sections, ``words`` what they have in all. ``thin``: so few
    articles that a share of them says little."""

    level: Level
    periods: tuple[str, ...]
    articles: tuple[int, ...]
    words: tuple[int, ...]
    thin: tuple[bool, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """Several searches over time, at a level."""

    requests: tuple[SearchRequest, ...]
    level: Level

    def answer(self, desk: Desk) -> TrendsAnswer:
        """Counted from the columns of dates."""
        # What could have been found: the same newspapers and days, whatever the words and the names.
        first = self.requests[0]
        kept = tuple(f for f in first.filters if f.facet in ("source", "section"))
        every = desk.found(replace(SearchRequest(), filters=kept, dates=first.dates)).documents
        base, words = self._counts(desk, every), self._words(desk, every)
        found = [desk.found(request) for request in self.requests]
        counts = [self._counts(desk, each.documents) for each in found]
        said = [self._words(desk, each.documents) for each in found]
        periods = tuple(between(self.level, sorted(base)))
        articles = tuple(base[period] for period in periods)
        return TrendsAnswer(
            self.level,
            periods,
            articles,
            tuple(words[period] for period in periods),
            tuple(_thin(articles)),
            tuple(
                Series(
                    each.request,
                    tuple(count[period] for period in periods),
                    tuple(spoken[period] for period in periods),
                    each.total,
                    each.total - count.total(),
                    each.problems,
                )
                for each, count, spoken in zip(found, counts, said, strict=True)
            ),
        )

    def _counts(self, desk: Desk, documents: DocSet) -> Counter[str]:
        return self._in_periods(self._dates(desk).count(documents))

    def _words(self, desk: Desk, documents: DocSet) -> Counter[str]:
        return self._in_periods(self._dates(desk).sums(documents, desk.snapshot.words))

    def _dates(self, desk: Desk) -> DateLevel:
        return desk.snapshot.date_columns["published"].level("day" if self.level == "week" else self.level)

    def _in_periods(self, counts: dict[str, int]) -> Counter[str]:
        """The counts as they are, or days gathered by weeks."""
        if self.level != "week":
            return Counter(counts)
        weeks: Counter[str] = Counter()
        for day, count in counts.items():
            weeks[_monday(dt.date.fromisoformat(day)).isoformat()] += count
        return weeks


def _thin(articles: tuple[int, ...]) -> Iterator[bool]:
    """A period is thin with less than a quarter of what is usual, or less than five articles, each a fifth of the whole."""
    usual = median(count for count in articles if count) if any(articles) else 0
    return (count < max(5, usual / 4) for count in articles)


def _monday(day: dt.date) -> dt.date:
    # The first week of all would begin before the calendar does.
    return dt.date.fromordinal(max(1, day.toordinal() - day.weekday()))


def between(level: Level, found: list[str]) -> Iterator[str]:
    """Every period from the first to the last of those found."""
    if not found:
        return
    period, last = found[0], found[-1]
    while period <= last:
        yield period
        period = _next(level, period)


def _next(level: Level, period: str) -> str:
    match level:
        case "year":
            return f"{int(period) + 1:04d}"
        case "month":
            year, month = int(period[:4]), int(period[5:7])
            return f"{year + month // 12:04d}-{month % 12 + 1:02d}"
        case "week" | "day":
            step = 7 if level == "week" else 1
            return (dt.date.fromisoformat(period) + dt.timedelta(days=step)).isoformat()
