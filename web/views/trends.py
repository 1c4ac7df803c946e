"""Over time: up to five searches, by day, week, month or year; counts and shares, drawn and in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from search.reading.trends import LEVELS, MOST_SERIES, Level, Trends, TrendsAnswer
from search.request import MAX_QUERY, Parameter, SearchRequest
from web import downloads, engine, links
from web.openapi_schemas import COUNT, LINK, NUMBER, STRING, closed, many, one_of, said
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values
from web.views import rendering
from web.views.view import View, as_json

_OWN = (
    Parameter(
        "vs",
        "values",
        f"another query to compare with, under the same filters (repeat, {MOST_SERIES} in all)",
        maximum=MAX_QUERY,
    ),
    Parameter("by", "choice", "the periods", "month", LEVELS),
)
OPERATIONS = (
    Operation(
        "trends",
        "/api/v1/trends",
        "How often searches answer over time: articles a period, and their share of all articles of that period.",
        ((JSON, "Trends"),),
        _OWN,
        search=True,
    ),
    Operation(
        "trends_csv",
        "/api/v1/trends.csv",
        "The same as a table, a period a row.",
        ((CSV, "Table"),),
        (*_OWN, *EXPORT_OPTIONS),
        search=True,
    ),
)


def _asked(wanted: SearchRequest, own: Values) -> Trends:
    others = own.many.get("vs", ())[: MOST_SERIES - 1]
    level: Level = next(level for level in LEVELS if level == own["by"])
    return Trends((wanted, *(wanted.with_query(q) for q in others)), level)


def _share(count: int, articles: int) -> float:
    """Per thousand articles."""
    return round(1000 * count / articles, 3) if articles else 0.0


def answer(wanted: SearchRequest, own: Values) -> Response:
    """For programs."""
    found = engine.searcher().ask(_asked(wanted, own))
    return as_json(
        {
            "by": found.level,
            "periods": list(found.periods),
            "articles": list(found.articles),
            "series": [
                {
                    "q": series.request.q,
                    "total": series.total,
                    "undated": series.undated,
                    "counts": list(series.counts),
                    "per_thousand": [_share(c, a) for c, a in zip(series.counts, found.articles, strict=True)],
                    "url": links.api("search", series.request),
                }
                for series in found.series
            ],
        }
    )


def table(wanted: SearchRequest, own: Values) -> Response:
    """For spreadsheets."""
    found = engine.searcher().ask(_asked(wanted, own))
    return downloads.cells(_rows(found), own, downloads.filename(wanted, "trends", "csv"))


def _rows(found: TrendsAnswer) -> Iterator[list[str]]:
    names = [series.request.q for series in found.series]
    yield ["period", "articles", *(part for name in names for part in (name or "*", f"{name or '*'} ‰"))]
    for n, period in enumerate(found.periods):
        cells = [period, str(found.articles[n])]
        for series in found.series:
            cells += [str(series.counts[n]), str(_share(series.counts[n], found.articles[n]))]
        yield cells


@dataclass(frozen=True, slots=True)
class Cell:
    """A search in a period: ``href`` leads to its articles."""

    count: int
    share: float
    href: str


def page(wanted: SearchRequest, own: Values) -> Response:
    """For readers."""
    found = engine.searcher().ask(_asked(wanted, own))
    rows = [
        (
            period,
            found.articles[n],
            [_cell(series.request, period, found, series.counts[n], n) for series in found.series],
        )
        for n, period in enumerate(found.periods)
    ]
    return rendering.page(
        "trends",
        OPERATIONS,
        wanted,
        own,
        total=found.series[0].total,
        problems=found.series[0].problems,
        answer=found,
        rows=rows,
        levels=[
            (level, links.view("trends", wanted, OPERATIONS[0].unusual(own.to_pairs(by=level)))) for level in LEVELS
        ],
    )


def _cell(request: SearchRequest, period: str, found: TrendsAnswer, count: int, n: int) -> Cell:
    return Cell(
        count, _share(count, found.articles[n]), links.search(_within(request, period, found.level)) if count else ""
    )


def _within(request: SearchRequest, period: str, level: Level) -> SearchRequest:
    last = period
    if level == "week":
        last = (dt.date.fromisoformat(period) + dt.timedelta(days=6)).isoformat()
    return request.with_dates("date", period, last)


SCHEMAS = {
    "Trends": closed(
        by=one_of(*LEVELS),
        periods=said(many(STRING), "ISO prefixes in time order, without gaps; a week by its Monday"),
        articles=said(many(COUNT), "all articles of each period"),
        series=many(
            closed(
                q=STRING,
                total=COUNT,
                undated=said(COUNT, "articles in no period"),
                counts=many(COUNT),
                per_thousand=said(many(NUMBER), "of a thousand articles of the period"),
                url=LINK,
            )
        ),
    )
}
VIEW = View("trends", "/trends", page, OPERATIONS, {"trends": answer, "trends_csv": table}, SCHEMAS)
