"""Over time: up to five searches, by day, week, month or year; counts and shares, drawn and in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from search.reading.trends import LEVELS, MOST_SERIES, Level, Series, Trends, TrendsAnswer
from search.request import MAX_QUERY, Pair, Parameter, SearchRequest
from web import downloads, engine, links, plots
from web.i18n import display
from web.language import counted, lang, t
from web.openapi_schemas import BOOLEAN, COUNT, LINK, NUMBER, STRING, closed, many, one_of, said
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values
from web.views import rendering
from web.views.view import View, as_json

MEASURES = ("count", "articles", "words")
# Rows and links beyond these are for programs: a page of 100 kB is enough for a reader.
_MOST_ROWS, _MOST_LINKS = 125, 200
_VS = Parameter(
    "vs", "values", f"another query, under the same filters; repeat, {MOST_SERIES} queries in all", maximum=MAX_QUERY
)
_BY = Parameter("by", "choice", "the periods", "month", LEVELS)
_MEASURE = Parameter(
    "measure", "choice", "what the drawing shows: counts, or the share of all articles or words", "count", MEASURES
)
OPERATIONS = (
    Operation(
        "trends",
        "/api/v1/trends",
        "How often searches answer over time: articles a period, and their share of all articles and words of that period.",
        ((JSON, "Trends"),),
        (_VS, _BY, _MEASURE),
        search=True,
    ),
    Operation(
        "trends_csv",
        "/api/v1/trends.csv",
        "The same as a table, a period a row.",
        ((CSV, "Table"),),
        (_VS, _BY, *EXPORT_OPTIONS),
        search=True,
    ),
)


def _asked(wanted: SearchRequest, own: Values) -> Trends:
    level: Level = next(level for level in LEVELS if level == own["by"])
    return Trends((wanted, *(wanted.with_query(q) for q in _others(own))), level)


def _others(own: Values) -> tuple[str, ...]:
    return tuple(dict.fromkeys(q for q in own.many["vs"] if q))[: MOST_SERIES - 1]


def _share(count: int, whole: int) -> float:
    """Per thousand."""
    return round(1000 * count / whole, 3) if whole else 0.0


def _shares(counts: tuple[int, ...], wholes: tuple[int, ...]) -> list[float]:
    return [_share(count, whole) for count, whole in zip(counts, wholes, strict=True)]


def answer(wanted: SearchRequest, own: Values) -> Response:
    """For programs."""
    found = engine.searcher().ask(_asked(wanted, own))
    return as_json(
        {
            "by": found.level,
            "periods": list(found.periods),
            "articles": list(found.articles),
            "words": list(found.words),
            "thin": list(found.thin),
            "series": [
                {
                    "q": series.request.q,
                    "total": series.total,
                    "undated": series.undated,
                    "counts": list(series.counts),
                    "per_thousand_articles": _shares(series.counts, found.articles),
                    "per_thousand_words": _shares(series.words, found.words),
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
    names = [series.request.q or "*" for series in found.series]
    yield ["period", "articles", "words", *(f"{n}{what}" for n in names for what in ("", " ‰ articles", " ‰ words"))]
    for n, period in enumerate(found.periods):
        cells = [period, str(found.articles[n]), str(found.words[n])]
        for series in found.series:
            cells.append(str(series.counts[n]))
            cells.append(str(_share(series.counts[n], found.articles[n])))
            cells.append(str(_share(series.words[n], found.words[n])))
        yield cells


@dataclass(frozen=True, slots=True)
class Cell:
    """A search in a period: ``href`` leads to its articles ("" for none)."""

    count: int
    share: float
    href: str


def page(wanted: SearchRequest, own: Values) -> Response:
    """For readers."""
    found = engine.searcher().ask(_asked(wanted, own))
    cells = [[_cell(each, period, found, n) for n, period in enumerate(found.periods)] for each in found.series]
    rows = list(zip(found.periods, found.articles, found.thin, zip(*cells, strict=True), strict=True))
    drawn = _series(found, cells, own["measure"])
    linked = plots.is_linked(drawn)
    shown = _MOST_ROWS if linked else _MOST_LINKS // len(cells)
    return rendering.page(
        "trends",
        OPERATIONS,
        wanted,
        own,
        total=found.series[0].total,
        problems=found.series[0].problems,
        answer=found,
        rows=rows[:shown],
        # Each number leads to its articles once: in the drawing, or where that has no points in the table.
        linked=linked,
        left_out=max(0, len(rows) - shown),
        plot=plots.plot(t(f"trends.measure.{own['measure']}"), found.periods, drawn, found.thin) if rows else None,
        levels=[(level, _address(wanted, own, by=level)) for level in LEVELS],
        measures=[(measure, _address(wanted, own, measure=measure)) for measure in MEASURES],
        measure=own["measure"],
        others=[(q, _without(wanted, own, q)) for q in _others(own)],
        room=len(found.series) < MOST_SERIES,
    )


def _address(wanted: SearchRequest, own: Values, **changed: str) -> str:
    return links.view("trends", wanted, OPERATIONS[0].unusual(own.to_pairs(**changed)))


def _without(wanted: SearchRequest, own: Values, q: str) -> str:
    kept: list[Pair] = [pair for pair in own.to_pairs() if pair != ("vs", q)]
    return links.view("trends", wanted, OPERATIONS[0].unusual(kept))


def _cell(series: Series, period: str, found: TrendsAnswer, n: int) -> Cell:
    count = series.counts[n]
    href = links.search(_within(series.request, period, found.level)) if count else ""
    return Cell(count, _share(count, found.articles[n]), href)


def _within(request: SearchRequest, period: str, level: Level) -> SearchRequest:
    last = period
    if level == "week":
        last = (dt.date.fromisoformat(period) + dt.timedelta(days=6)).isoformat()
    return request.with_dates("date", period, last)


def _series(found: TrendsAnswer, cells: list[list[Cell]], measure: str) -> list[plots.Series]:
    def values(series: Series) -> list[float | None]:
        if measure == "count":
            return list(series.counts)
        shares = _shares(series.counts, found.articles) if measure == "articles" else _shares(series.words, found.words)
        # Of a period without any article there is no share.
        return [share if whole else None for share, whole in zip(shares, found.articles, strict=True)]

    def name(series: Series) -> str:
        return series.request.q or t("trends.everything")

    return [
        plots.Series(
            name(series),
            values(series),
            [_label(name(series), p, c) for p, c in zip(found.periods, row, strict=True)],
            [c.href for c in row],
        )
        for series, row in zip(found.series, cells, strict=True)
    ]


def _label(name: str, period: str, cell: Cell) -> str:
    share = display.number(cell.share, lang())
    return t(
        "trends.point",
        name=name,
        period=display.date(period, lang()),
        articles=counted("count.articles", cell.count),
        share=share,
    )


SCHEMAS = {
    "Trends": closed(
        by=one_of(*LEVELS),
        periods=said(many(STRING), "ISO prefixes in time order, without gaps; a week by its Monday"),
        articles=said(many(COUNT), "all articles of each period under the same dates, sources and sections"),
        words=said(many(COUNT), "their words, to some 2 %"),
        thin=said(many(BOOLEAN), "so few articles that a share says little"),
        series=many(
            closed(
                q=STRING,
                total=COUNT,
                undated=said(COUNT, "articles in no period"),
                counts=said(many(COUNT), "articles of each period"),
                per_thousand_articles=many(NUMBER),
                per_thousand_words=said(many(NUMBER), "the words of its articles, of a thousand of all"),
                url=LINK,
            )
        ),
    )
}
VIEW = View("trends", "/trends", page, OPERATIONS, {"trends": answer, "trends_csv": table}, SCHEMAS)
