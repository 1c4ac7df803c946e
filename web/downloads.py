"""Exports over HTTP: streamed, begun only once the first article is there.

When something fails in the middle, the error goes up to the server, which drops the connection
before the last chunk (RFC 9112, 7.1): a client sees a broken transfer, never a short file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TypeVar

from flask import Response, request, stream_with_context

from index.article import Article
from search.export import table
from search.export.formats import FORMATS, Format
from search.export.provenance import Provenance
from search.export.provenance import filename as named
from search.request import SearchRequest
from web import engine, links
from web.operation import CSV
from web.parameters import Values

T = TypeVar("T")

# Lines sent at once: some tens of kilobytes, so that a large export isn't all system calls.
_BATCH = 32
# An index that changes while a search is counted and begun is rare, twice in a row even more so.
_TRIES = 3
_CSV_TYPE = f"{CSV}; charset=utf-8; header=present"


def articles(form: Format, wanted: SearchRequest, options: Values) -> Response:
    """All articles of a search as a file; ``options`` are those of ``operations.EXPORT_OPTIONS``, for CSV."""
    found, provenance = _found(wanted)
    if form is FORMATS["csv"]:
        lines = table.rows(begun(found), table.DELIMITERS[options["delimiter"]], bom=options["bom"] == "1")
    else:
        lines = form.write(begun(found), provenance)
    content_type = _CSV_TYPE if form is FORMATS["csv"] else f"{form.media_type}; charset=utf-8"
    name = named(wanted, "", form.suffix, provenance.version, provenance.made_on)
    response = stream(lines, content_type, name)
    response.headers.extend(provenance.headers())
    return response


def _found(wanted: SearchRequest) -> tuple[Iterator[Article], Provenance]:
    """The articles, and where they come from: counted on the very index that gives them."""
    searcher = engine.searcher()
    counted = replace(wanted.first_page(), per_page=1, facets=())
    for _ in range(_TRIES):
        total = searcher.search(counted)
        found = searcher.articles(wanted)
        if searcher.state() == total.index:
            break
    return found, Provenance(_address(wanted), wanted.q, total.total, total.index.version, today())


def _address(wanted: SearchRequest) -> str:
    """The page of that search, absolute: a file is read far from the site."""
    return request.host_url.rstrip("/") + links.scope(wanted)


def today() -> str:
    """The day that exports are dated with."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def cells(rows: Iterable[Sequence[str | float]], options: Values, filename: str) -> Response:
    """A CSV file of any rows, the header first; each cell guarded against being run as a formula."""
    delimiter = table.DELIMITERS[options.get("delimiter", "comma")]
    lines = table.lines(begun(rows), delimiter, bom=options.get("bom") == "1")
    return stream(lines, _CSV_TYPE, filename)


def file(lines: Iterator[str], content_type: str, filename: str) -> Response:
    """A file of any kind, streamed, in UTF-8."""
    return stream(begun(lines), f"{content_type}; charset=utf-8", filename)


def filename(wanted: SearchRequest, view: str, suffix: str) -> str:
    """A file's name that tells the search, the day and the index, as ``search.export.provenance.filename`` makes it."""
    return named(wanted, view, suffix, engine.searcher().state().version, today())


def told(response: Response, wanted: SearchRequest) -> Response:
    """With the headers that say which search, which index and when, where there is no total of articles to tell."""
    provenance = Provenance(_address(wanted), wanted.q, 0, engine.searcher().state().version, today())
    for name, value in provenance.headers():
        if name != "Kiosque-Total":
            response.headers.setdefault(name, value)
    return response


def begun(items: Iterable[T]) -> Iterator[T]:
    """The same items; the first is fetched at once, so that what is wrong from the start shows now."""
    iterator = iter(items)
    return chain(list(islice(iterator, 1)), iterator)


def stream(lines: Iterator[str], content_type: str, filename: str) -> Response:
    """A file that is made while it is sent."""
    # Links are made while lines are: for that the request must still be there.
    response = Response(stream_with_context(batches(lines)), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def batches(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines as bytes, some dozens at once."""
    while batch := "".join(islice(lines, _BATCH)):
        # A lone surrogate can't be UTF-8; "?" in its place is better than half a file.
        yield batch.encode("utf-8", "replace")
