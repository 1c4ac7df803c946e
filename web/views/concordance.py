"""The concordance: every occurrence of the search's words, one above the other, and the words that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Response

from search.envelope import public_url
from search.reading.collocates import MEASURES, SPAN, Collocate
from search.reading.concordance import (
    BYS,
    MOST_WORDS,
    PER_PAGE,
    REACH_FILE,
    REACH_PAGE,
    AllCollocates,
    AllLines,
    Concordance,
    Line,
)
from search.request import MAX_VALUE, Pair, Parameter, SearchRequest
from web import downloads, engine, links, pager
from web.concordance_json import PLACES, SCHEMAS, collocate_json, line_json
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values
from web.views import rendering
from web.views.view import View, as_json

T = TypeVar("T", bound=str)

# More lines than any corpus that one machine searches has of a word.
_MAX_PAGE = 1_000_000
# What is offered above the lines, to narrow at once.
_FIRST_COLLOCATES = 8

_BY = Parameter(
    "by",
    "choice",
    "the order of lines: by the words after the node or before it, as the articles come, or by date; "
    "a CSV file goes article by article in any case",
    "right",
    BYS,
)
_NEAR = Parameter(
    "near", "text", f"only the lines with this word at most {SPAN} words from the node", maximum=MAX_VALUE
)
_MEASURE = Parameter("measure", "choice", "what ranks the collocates", MEASURES[0], MEASURES)
_OWN = (
    _BY,
    Parameter("words", "integer", "by how many words of the context", str(MOST_WORDS), (), 1, MOST_WORDS),
    _NEAR,
    _MEASURE,
    Parameter("page", "integer", f"page of {PER_PAGE} lines, from 1", "1", (), 1, _MAX_PAGE),
)
OPERATIONS = (
    Operation(
        "concordance",
        "/api/v1/concordance",
        "Every occurrence of the search's words in its context, a page at a time, with the words most bound to them.",
        ((JSON, "Concordance"),),
        _OWN,
        search=True,
    ),
    Operation(
        "concordance_csv",
        "/api/v1/concordance.csv",
        "All lines of the concordance, article by article, however many.",
        ((CSV, "Table"),),
        (_BY, _NEAR, *EXPORT_OPTIONS),
        search=True,
    ),
    Operation(
        "collocates_csv",
        "/api/v1/collocates.csv",
        "All words that stand near the search's words, with how often where, and how strongly they are bound.",
        ((CSV, "Table"),),
        (_NEAR, _MEASURE, *EXPORT_OPTIONS),
        search=True,
    ),
)


def _one_of(value: str, choices: Sequence[T]) -> T:
    return next(choice for choice in choices if choice == value)


def _asked(wanted: SearchRequest, own: Values, reach: int) -> Concordance:
    start = (int(own["page"]) - 1) * PER_PAGE
    return Concordance(
        wanted,
        by=_one_of(own["by"], BYS),
        words=int(own["words"]),
        near=own["near"],
        start=start,
        end=start + PER_PAGE,
        measure=_one_of(own["measure"], MEASURES),
        reach=reach,
    )


# --- for programs


def answer(wanted: SearchRequest, own: Values) -> Response:
    """A page of lines, and the collocates."""
    found = engine.searcher().ask(_asked(wanted, own, REACH_FILE))
    page = int(own["page"])

    def turned(number: int, *, there: bool) -> str | None:
        pairs = OPERATIONS[0].unusual(own.to_pairs(page=str(number)))
        return links.operation(OPERATIONS[0], wanted, pairs) if there else None

    return as_json(
        {
            "q": wanted.q,
            "by": own["by"],
            "words": int(own["words"]),
            "near": own["near"],
            "total": found.total,
            "articles": found.articles,
            "without": found.without,
            "lines": found.lines,
            "page": page,
            "per_page": PER_PAGE,
            "next": turned(page + 1, there=page * PER_PAGE < found.lines),
            "prev": turned(page - 1, there=page > 1),
            "concordance": [line_json(line) for line in found.shown],
            "measure": own["measure"],
            "collocates": [collocate_json(c, _narrowed_api(wanted, own, c)) for c in found.collocates],
        }
    )


def _narrowed_api(wanted: SearchRequest, own: Values, collocate: Collocate) -> str:
    pairs = OPERATIONS[0].unusual(own.to_pairs(near=collocate.word, page="1"))
    return links.operation(OPERATIONS[0], wanted, pairs)


# --- for spreadsheets


def table(wanted: SearchRequest, own: Values) -> Response:
    """All lines."""
    found = engine.searcher().ask(AllLines(wanted, _one_of(own["by"], BYS), own["near"]))
    return downloads.cells(_rows(found), own, downloads.filename(wanted, "concordance", "csv"))


def _rows(lines: Iterator[Line]) -> Iterator[list[str]]:
    yield ["left", "node", "right", "id", "title", "source", "date", "url", "field", "offset"]
    for line in lines:
        context, article = line.context, line.article
        cells = [context.left, context.node, context.right, article.id, article.title, article.source]
        yield [*cells, article.published, public_url(article), line.field, str(context.start)]


def collocates_table(wanted: SearchRequest, own: Values) -> Response:
    """All collocates."""
    found = engine.searcher().ask(AllCollocates(wanted, own["near"], _one_of(own["measure"], MEASURES)))
    return downloads.cells(_collocate_rows(found), own, downloads.filename(wanted, "collocates", "csv"))


def _collocate_rows(found: Iterator[Collocate]) -> Iterator[list[str | float]]:
    yield ["word", "written", "lines", "left", "right", *PLACES, "frequency", "likelihood", "dice"]
    for one in found:
        counts = (one.lines, one.left, one.right, *one.at, one.frequency)
        yield [one.word, one.written, *counts, round(one.likelihood, 2), round(one.dice, 2)]


# --- for readers


@dataclass(frozen=True, slots=True)
class Shown:
    """A collocate of the page: ``href`` narrows to its lines."""

    collocate: Collocate
    href: str


def page(wanted: SearchRequest, own: Values) -> Response:
    """A page of lines, and the collocates."""
    found = engine.searcher().ask(_asked(wanted, own, REACH_PAGE))
    number = int(own["page"])
    last = pager.page_count(found.lines, PER_PAGE, _MAX_PAGE)

    def here(**changed: str) -> str:
        return links.view("concordance", wanted, _pairs(own, **changed))

    return rendering.page(
        "concordance",
        OPERATIONS[:2],
        wanted,
        own,
        total=found.total,
        problems=found.problems,
        answer=found,
        first_line=(number - 1) * PER_PAGE + 1,
        orders=[(by, here(by=by, page="1")) for by in BYS],
        depths=[(n, here(words=str(n), page="1")) for n in range(1, MOST_WORDS + 1)],
        measures=[(m, here(measure=m)) for m in MEASURES],
        chosen=own,
        collocates=[Shown(c, here(near=c.word, page="1")) for c in found.collocates],
        firsts=_FIRST_COLLOCATES,
        places=PLACES,
        everywhere=here(near="", page="1"),
        first_page=here(page="1"),
        page=number,
        pages=pager.offered(number, last) if last > 1 else [],
        page_address=lambda n: here(page=str(n)),
        before=here(page=str(number - 1)) if number > 1 else "",
        after=here(page=str(number + 1)) if number < last else "",
        collocates_csv=_collocates_csv(wanted, own),
        form_pairs=_pairs(own, near="", page="1"),
        is_beyond=bool(found.lines) and not found.shown,
    )


def _pairs(own: Values, **changed: str) -> list[Pair]:
    return OPERATIONS[0].unusual(own.to_pairs(**changed))


def _collocates_csv(wanted: SearchRequest, own: Values) -> str:
    asked = OPERATIONS[2]
    return links.operation(asked, wanted, asked.unusual(own.to_pairs()))


VIEW = View(
    "concordance",
    "/concordance",
    page,
    OPERATIONS,
    {"concordance": answer, "concordance_csv": table, "collocates_csv": collocates_table},
    SCHEMAS,
)
