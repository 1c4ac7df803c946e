"""Exports over HTTP: streamed, begun only once the first article is there.

When something fails in the middle, the error goes up to the server, which drops the connection
before the last chunk (RFC 9112, 7.1): a client sees a broken transfer, never a short file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from flask import Response
from unidecode import unidecode

from index.article import Article
from search.export import json_lines, table
from search.request import SearchRequest
from web.operation import CSV, JSON_LINES
from web.parameters import Values

T = TypeVar("T")

# Lines sent at once: some tens of kilobytes, so that a large export isn't all system calls.
_BATCH = 32
_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Windows allows 255 characters in a name, folder sharers often less.
_LONGEST_SLUG = 60


def csv(articles: Iterator[Article], options: Values) -> Response:
    """A CSV file; ``options`` are those of ``operations.EXPORT_OPTIONS``."""
    delimiter = table.DELIMITERS[options.get("delimiter", "comma")]
    rows = table.rows(begun(articles), delimiter, bom=options.get("bom") == "1")
    return _download(rows, f"{CSV}; charset=utf-8; header=present", "kiosque.csv")


def json_lines_file(articles: Iterator[Article]) -> Response:
    """A JSON Lines file."""
    return _download(json_lines.lines(begun(articles)), f"{JSON_LINES}; charset=utf-8", "kiosque.jsonl")


def cells(rows: Iterable[Sequence[str | float]], options: Values, filename: str) -> Response:
    """A CSV file of any rows, the header first; each cell guarded against being run as a formula."""
    delimiter = table.DELIMITERS[options.get("delimiter", "comma")]
    lines = table.lines(begun(rows), delimiter, bom=options.get("bom") == "1")
    return _download(lines, f"{CSV}; charset=utf-8; header=present", filename)


def filename(wanted: SearchRequest, view: str, suffix: str) -> str:
    """A file's name that tells the search: "kiosque-concordance-etat-d-urgence-2019.csv"."""
    said = [wanted.q, *(f.value for f in wanted.filters), *(d.first for d in wanted.dates)]
    slug = _NO_LETTER.sub("-", unidecode(" ".join(part for part in said if part)).lower()).strip("-")[:_LONGEST_SLUG]
    return "-".join(part for part in ("kiosque", view, slug.strip("-")) if part) + f".{suffix}"


def begun(items: Iterable[T]) -> Iterator[T]:
    """The same items; the first is fetched at once, so that what is wrong from the start shows now."""
    iterator = iter(items)
    return chain(list(islice(iterator, 1)), iterator)


def _download(lines: Iterator[str], content_type: str, filename: str) -> Response:
    response = Response(_batches(lines), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _batches(lines: Iterator[str]) -> Iterator[bytes]:
    while batch := "".join(islice(lines, _BATCH)):
        # A lone surrogate can't be UTF-8; "?" in its place is better than half a file.
        yield batch.encode("utf-8", "replace")
