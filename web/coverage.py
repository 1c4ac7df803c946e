"""The corpus by year and source: bars for the eye, figures for the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from search.result import SourceCoverage, Status
from web import links


@dataclass(frozen=True, slots=True)
class Year:
    """A year ("" = undated): its articles, ``share`` in per cent of the fullest year."""

    year: str
    count: int
    share: float
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source ("" = none given) with its years in the order of the table's columns."""

    name: str
    total: int
    years: tuple[tuple[int, str], ...]
    href: str


def years(status: Status) -> list[Year]:
    """Every year from the first to the last, empty ones too, then the undated articles."""
    counts: Counter[str] = Counter()
    for source in status.coverage:
        counts.update(_by_year(source))
    peak = max(counts.values(), default=1)
    return [
        Year(year, counts[year], round(100 * counts[year] / peak, 2), links.published(year) if year else "")
        for year in columns(status)
    ]


def columns(status: Status) -> list[str]:
    """The years to show, in time order; "" last when articles are undated."""
    found = {year for source in status.coverage for year, count in _by_year(source).items() if count}
    known, undated = sorted(found - {""}), [""] if "" in found else []
    # Beyond this many, empty years would only push the others apart.
    gapless = known and int(known[-1]) - int(known[0]) <= 150
    span = [f"{y:04d}" for y in range(int(known[0]), int(known[-1]) + 1)] if gapless else known
    return span + undated


def _by_year(source: SourceCoverage) -> Counter[str]:
    """Articles by year; what is no year counts as undated."""
    counts: Counter[str] = Counter()
    for year, count in source.years:
        counts[year if year.isascii() and year.isdecimal() else ""] += count
    return counts


def sources(status: Status) -> list[Source]:
    """The sources, the fullest first."""
    return [_source(source, columns(status)) for source in sorted(status.coverage, key=lambda s: (-s.total, s.source))]


def _source(source: SourceCoverage, shown: list[str]) -> Source:
    counts = _by_year(source)
    cells = tuple((counts[y], links.published(y, source.source) if y and source.source else "") for y in shown)
    return Source(source.source, source.total, cells, links.entity("source", source.source) if source.source else "")
