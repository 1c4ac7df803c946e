"""Compare: two searches side by side: sizes, overlap, curves, and what is distinctive of each."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from flask import Response

from index.errors import BadRequest, ParameterProblem
from search.reading.compare import FACETS, KINDS, LEVELS, WORD, Compare, CompareAnswer, Side
from search.reading.keyness import Key
from search.request import MAX_QUERY, Parameter, SearchRequest
from web import chips, downloads, engine, links, plots
from web.i18n import display
from web.language import counted, lang, t
from web.openapi_schemas import COUNT, LINK, LINK_OR_NULL, NUMBER, STRING, closed, many, one_of, ref, said
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values
from web.views import narrowing, rendering
from web.views.room import Room
from web.views.view import View, as_json

# A search with some twenty filters; more will not fit in an address twice over.
_MAX_WITH = 6_000
_WITH = Parameter("with", "text", "the other search: its query string, or its address", maximum=_MAX_WITH)
_VS = Parameter("vs", "text", "instead of with: another query, under the same filters", maximum=MAX_QUERY)
_BY = Parameter("by", "choice", "the periods of the curves", "month", LEVELS)
_LIMIT = Parameter("limit", "integer", "distinctive values of each kind, at most", "10", (), 1, 100)
_OWN = (_WITH, _VS, _BY, _LIMIT)
# So many bytes of a page are for its tables and its curves; a row or a point takes so much beside its address.
_BYTES, _ROW, _POINT = 75_000, 230, 130
_MOST_ROWS = 20
OPERATIONS = (
    Operation(
        "compare",
        "/api/v1/compare",
        "Two searches: sizes, overlap, curves, and the persons, places, sections, sources and words that are distinctive of each.",
        ((JSON, "Comparison"),),
        _OWN,
        search=True,
    ),
    Operation(
        "compare_csv",
        "/api/v1/compare.csv",
        "What is distinctive of each, one value a row.",
        ((CSV, "Table"),),
        (_WITH, _VS, _LIMIT, *EXPORT_OPTIONS),
        search=True,
    ),
)


def _other(wanted: SearchRequest, own: Values) -> SearchRequest:
    """The search to compare with: all articles where none is named."""
    if own["with"] and own["vs"]:
        raise BadRequest(ParameterProblem("vs", "donnez with ou vs, pas les deux"))
    if own["vs"]:
        return wanted.with_query(own["vs"])
    try:
        return SearchRequest.from_pairs(parse_qsl(_query_string(own["with"]), max_num_fields=500)).first_page()
    except BadRequest as error:
        raise BadRequest(
            *(ParameterProblem("with", f"dans l’autre recherche, {p.parameter} : {p.detail}") for p in error.problems)
        ) from error
    except ValueError as error:
        raise BadRequest(ParameterProblem("with", "illisible ; collez l’adresse d’une recherche")) from error


def _query_string(text: str) -> str:
    """What follows the question mark of an address; a query string as it is.

    >>> _query_string("https://kiosque.example/?q=climat"), _query_string("?q=a"), _query_string("q=quoi?")
    ('q=climat', 'q=a', 'q=quoi?')
    """
    before, mark, _ = text.partition("?")
    return urlsplit(text).query if mark and "=" not in before else text


def _found(wanted: SearchRequest, own: Values) -> CompareAnswer:
    level = next(level for level in LEVELS if level == own.get("by", _BY.default))
    return engine.searcher().ask(Compare(wanted, _other(wanted, own), level, int(own["limit"])))


def _narrowed(request: SearchRequest, kind: str, key: Key) -> SearchRequest | None:
    """The articles of a search with that value or word."""
    return narrowing.with_word(request, key.value) if kind == WORD else narrowing.having(request, (kind, key.value))


def answer(wanted: SearchRequest, own: Values) -> Response:
    """For programs."""
    found = _found(wanted, own)
    return as_json(
        {
            "by": found.level,
            "periods": list(found.periods),
            "common": {"count": found.common, "url": _api(found.common_request)},
            "jaccard": round(found.jaccard, 4),
            "first": _side(found.first),
            "second": _side(found.second),
        }
    )


def _api(request: SearchRequest | None) -> str | None:
    return None if request is None else links.api("search", request)


def _side(side: Side) -> dict[str, object]:
    return {
        "q": side.request.q,
        "total": side.total,
        "undated": side.undated,
        "counts": list(side.counts),
        "url": links.api("search", side.request),
        "only": {"count": side.only, "url": _api(side.only_request)},
        "distinctive": {
            kind: [
                {
                    "value": key.value,
                    "count": key.count,
                    "other": key.reference,
                    "likelihood": key.likelihood,
                    "log_ratio": key.ratio,
                    "url": _api(_narrowed(side.request, kind, key)),
                }
                for key in side.distinctive[kind]
            ]
            for kind in KINDS
        },
    }


def table(wanted: SearchRequest, own: Values) -> Response:
    """For spreadsheets."""
    return downloads.cells(_rows(_found(wanted, own)), own, downloads.filename(wanted, "compare", "csv"))


def _rows(found: CompareAnswer) -> Iterator[list[str | float]]:
    yield ["search", "kind", "value", "articles", "articles of the other", "log-likelihood", "log ratio"]
    for name, side in (("first", found.first), ("second", found.second)):
        for kind in KINDS:
            for key in side.distinctive[kind]:
                yield [name, kind, key.value, key.count, key.reference, key.likelihood, key.ratio]


def page(wanted: SearchRequest, own: Values) -> Response:
    """For readers."""
    found = _found(wanted, own)
    one, two = found.first, found.second
    if own["with"]:
        own = Values({**own, "with": links.query_of(two.request)}, own.many)
    room = Room(_BYTES)
    kinds = [(kind, [_keys(side, kind, room) for side in (one, two)]) for kind in KINDS]
    series = [_series(side, found, room) for side in (one, two)]
    return rendering.page(
        "compare",
        OPERATIONS,
        wanted,
        own,
        total=one.total,
        problems=one.problems,
        answer=found,
        typed={"with": own["with"], "vs": own["vs"]},
        sides=[
            (_name(side.request), side, links.search(side.request), _link(side.only_request)) for side in (one, two)
        ],
        common=_link(found.common_request),
        bar=_bar(one.only, found.common, two.only),
        swapped=links.view("compare", two.request, [("with", links.query_of(one.request))]),
        same=own["with"] == own["vs"] == "",
        levels=[
            (level, links.view("compare", wanted, OPERATIONS[0].unusual(own.to_pairs(by=level)))) for level in LEVELS
        ],
        kinds=kinds,
        plot=plots.plot(t("compare.plot"), found.periods, series) if found.periods else None,
    )


def _keys(side: Side, kind: str, room: Room) -> list[tuple[Key, str]]:
    keys = side.distinctive[kind][:_MOST_ROWS]
    return [(key, room.link(_link(_narrowed(side.request, kind, key)), around=_ROW)) for key in keys]


def _link(request: SearchRequest | None) -> str:
    return "" if request is None else links.search(request)


def _name(request: SearchRequest) -> str:
    """A search in words: its query and its filters."""
    parts = [request.q, *(chip.sentence for chip in chips.chips(request))]
    return " · ".join(part for part in parts if part) or t("compare.everything")


def _bar(*counts: int) -> list[tuple[float, float]]:
    """Where each part of a bar of 100 begins, and its width."""
    whole = sum(counts) or 1
    widths = [round(100 * count / whole, 2) for count in counts]
    return [(round(sum(widths[:n]), 2), width) for n, width in enumerate(widths)]


def _series(side: Side, found: CompareAnswer, room: Room) -> plots.Series:
    name = _name(side.request)
    days = side.request.with_dates("date", "2000-01", "2000-01")
    # All of a curve's points lead on, or none does.
    linked = room.left > sum(map(bool, side.counts)) * (len(links.search(days)) + _POINT)
    shares = [round(100 * count / side.total, 2) if side.total else 0.0 for count in side.counts]
    return plots.Series(
        name,
        shares,
        [
            t(
                "compare.point",
                period=display.date(period, lang()),
                articles=counted("count.articles", count),
                share=display.number(share, lang()),
            )
            for period, count, share in zip(found.periods, side.counts, shares, strict=True)
        ],
        [
            room.link(links.search(side.request.with_dates("date", period, period)), around=_POINT)
            if count and linked
            else ""
            for period, count in zip(found.periods, side.counts, strict=True)
        ],
    )


_SET = closed(count=COUNT, url=said(LINK_OR_NULL, "the search for them; null when no single search says it"))
SCHEMAS = {
    "Comparison": closed(
        by=one_of(*LEVELS),
        periods=said(many(STRING), "ISO prefixes in time order, without gaps"),
        common=said(_SET, "articles in both"),
        jaccard=said(NUMBER, "those in both, of all in either"),
        first=ref("ComparedSearch"),
        second=ref("ComparedSearch"),
    ),
    "ComparedSearch": closed(
        q=STRING,
        total=COUNT,
        undated=said(COUNT, "articles in no period"),
        counts=said(many(COUNT), "articles of each period"),
        url=LINK,
        only=said(_SET, "articles the other has not"),
        distinctive=closed(**{kind: many(ref("DistinctiveValue")) for kind in (*FACETS, WORD)}),
    ),
    "DistinctiveValue": closed(
        value=STRING,
        count=said(COUNT, "articles of this search that have it"),
        other=said(COUNT, "articles of the other that have it"),
        likelihood=said(NUMBER, "log-likelihood ratio G²"),
        log_ratio=said(NUMBER, "binary logarithm of one share over the other"),
        url=LINK_OR_NULL,
    ),
}
VIEW = View("compare", "/compare", page, OPERATIONS, {"compare": answer, "compare_csv": table}, SCHEMAS)
