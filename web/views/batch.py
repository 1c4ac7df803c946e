"""A list of searches at once. The one page to which something is sent: ten thousand lines fit in no address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from flask import Response, make_response, render_template, request, stream_with_context

from search.envelope import index_json, page_of
from search.reading.batch import AS, HITS, MOST_LINES, As, Batch, Line, LineAnswer
from search.request import MAX_QUERY, Parameter, SearchRequest
from web import chips, conditional, downloads, engine, links, lists
from web.negotiation import negotiated
from web.openapi_schemas import COUNT, DATE, LINK, LINK_OR_NULL, STRING, closed, many, one_of, ref, said
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values, read
from web.views.view import View

# A page of 100 kB is enough for a reader: so many lines with their first articles, so many without.
_WITH_HITS, _SHOWN = 40, 250
# What was pasted stands in the box again, unless that would fill the page.
_MOST_ECHOED = 20_000
_Q = Parameter("q", "values", "a query or a name; repeat for a small list", maximum=MAX_QUERY)
_AS = Parameter("as", "choice", "what the lines are: queries, or exact names of persons or places", "query", AS)
_TEXTS = ((lists.PLAIN, "List"), (lists.FORM, "ListForm"))
OPERATIONS = (
    Operation(
        "batch",
        "/api/v1/batch",
        "A list of searches: how many articles answer each, and the first of them. The other parameters hold for all.",
        ((JSON, "Batch"),),
        (_Q, _AS),
        search=True,
    ),
    Operation(
        "batch_csv",
        "/api/v1/batch.csv",
        "The same as a table, a line a row.",
        ((CSV, "Table"),),
        (_Q, _AS, *EXPORT_OPTIONS),
        search=True,
    ),
    Operation(
        "batch_post",
        "/api/v1/batch",
        f"The same for a list that is sent, one query or name a line, {MOST_LINES:,} at most. `Accept` may ask for CSV.",
        ((JSON, "Batch"), (CSV, "Table")),
        (_AS, *EXPORT_OPTIONS),
        search=True,
        errors=(400, 406, 413, 414, 415, 429, 503),
        cached=False,
        takes=_TEXTS,
    ),
)
_POST = OPERATIONS[2]
_HEADER = (
    "line", "text", "articles", "error", "remarks", "search",
    *(f"hit_{n}_{what}" for n in range(1, HITS + 1) for what in ("id", "title", "date", "source")),
)  # fmt: skip


def _asked(wanted: SearchRequest, own: Values, lines: Iterable[Line], hits: int = HITS) -> Iterator[LineAnswer]:
    """The answers, one after the other; ``q`` is each line's own."""
    read_as: As = next(each for each in AS if each == own["as"])
    return engine.searcher().ask(Batch(tuple(lines), wanted.with_query(""), read_as, hits))


def _given(own: Values) -> tuple[Line, ...]:
    return tuple(Line(number, text) for number, text in enumerate(own.many.get("q", ()), 1))


# --- for programs


def answer(wanted: SearchRequest, own: Values) -> Response:
    """A small list, as JSON."""
    return _json(wanted, own, _given(own))


def table(wanted: SearchRequest, own: Values) -> Response:
    """A small list, as CSV."""
    return _csv(wanted, own, _given(own))


def post() -> Response:
    """A list that was sent."""
    sent = lists.received()
    wanted, own = read(_POST, sent.pairs)
    best = negotiated(_POST)
    return _unkept((_csv if best == CSV else _json)(wanted, own, sent.lines))


def _json(wanted: SearchRequest, own: Values, lines: tuple[Line, ...]) -> Response:
    found = downloads.begun(_asked(wanted, own, lines))
    head = {"as": own["as"], "index": index_json(engine.searcher().state())}

    def text() -> Iterator[str]:
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "lines": ['
        for number, each in enumerate(found):
            yield (",\n" if number else "\n") + json.dumps(_line(each), ensure_ascii=False)
        yield "]}"

    return Response(stream_with_context(downloads.batches(text())), content_type=JSON)


def _line(each: LineAnswer) -> dict[str, object]:
    return {
        "line": each.line.number,
        "text": each.line.text,
        "total": each.total,
        "error": each.error or None,
        "remarks": list(each.remarks),
        "url": links.api("search", each.request) if each.request else None,
        "hits": [
            {"id": h.article_id, "title": h.title, "published": h.day or None, "source": h.source, "link": page_of(h.article_id)}
            for h in each.hits
        ],
    }  # fmt: skip


def _csv(wanted: SearchRequest, own: Values, lines: tuple[Line, ...]) -> Response:
    rows = chain([_HEADER], map(_row, _asked(wanted, own, lines)))
    return downloads.told(downloads.cells(rows, own, downloads.filename(wanted, "batch", "csv")), wanted)


def _row(each: LineAnswer) -> list[str]:
    hits = [cell for h in each.hits for cell in (h.article_id, h.title, h.day, h.source)]
    search = request.host_url.rstrip("/") + links.search(each.request) if each.request else ""
    total = "" if each.error else str(each.total)
    said_of_it = [each.error, " ; ".join(each.remarks)]
    cells = [str(each.line.number), each.line.text, total, *said_of_it, search, *hits]
    return cells + [""] * (len(_HEADER) - len(cells))


# --- for readers


def page(wanted: SearchRequest, own: Values) -> Response:
    """The form; below it the answers to a small list that its address has."""
    lines = _given(own)
    text = "\n".join(line.text for line in lines)
    return conditional.page(_rendered(wanted, own, lines, text), engine.searcher().state())


def post_page() -> Response:
    """The answers to a list that was sent: a page, or the file."""
    sent = lists.received()
    form = [value for name, value in sent.pairs if name == "format"]
    wanted, own = read(_POST, [pair for pair in sent.pairs if pair[0] != "format"])
    if form == ["csv"]:
        return _unkept(_csv(wanted, own, sent.lines))
    return _unkept(make_response(_rendered(wanted, own, sent.lines, sent.text)))


def _rendered(wanted: SearchRequest, own: Values, lines: tuple[Line, ...], text: str) -> str:
    hits = HITS if len(lines) <= _WITH_HITS else 0
    found = list(islice(_asked(wanted, own, lines[:_SHOWN], hits), _SHOWN))
    return render_template(
        "batch.html",
        wanted=wanted,
        found=found,
        count=len(lines),
        left_out=max(0, len(lines) - _SHOWN),
        hits=hits,
        text=text if len(text) <= _MOST_ECHOED else "",
        read_as=own["as"],
        ways=AS,
        filters=[chip.sentence for chip in chips.chips(wanted)],
        most=MOST_LINES,
        nothing=SearchRequest(),
    )


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


SCHEMAS = {
    "List": said(STRING, "one query or name a line"),
    # The page's own form also sends the parameters of the address; whoever writes a program has the address for them.
    "ListForm": closed(
        ("lines", "file"),
        lines=said(STRING, "one query or name a line"),
        file={"type": "string", "contentMediaType": "text/plain", "description": "the same as a file"},
    ),
    "Batch": closed(**{"as": one_of(*AS), "index": ref("Index"), "lines": many(ref("BatchLine"))}),
    "BatchLine": closed(
        line=said(COUNT, "its number in the list, from 1, blank lines counted"),
        text=STRING,
        total=said(COUNT, "how many articles; 0 with an error"),
        error={"type": ["string", "null"], "description": "why it could not be looked up, in French"},
        remarks=said(many(STRING), "what was understood otherwise than written, in French"),
        url=said(LINK_OR_NULL, "that very search; null when no search can be made of the line"),
        hits=many(closed(id=STRING, title=STRING, published=DATE, source=STRING, link=LINK)),
    ),
}
VIEW = View(
    "batch",
    "/batch",
    page,
    OPERATIONS,
    {"batch": answer, "batch_csv": table},
    SCHEMAS,
    tab=False,
    posts={"batch_post": post, "batch_page": post_page},
)
