"""Comma-, semicolon-, tab- and bar-separated values, as spreadsheets and databases write them (RFC 4180)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.encoding import RECORD_LIMIT, decode, is_binary, is_text, text_stream
from index.readers.fields import article_from, our_field

NAME = "csv"
SUFFIXES = (".csv", ".tsv", ".tab")
MEANING = "A table whose first row names the fields; separated by comma, semicolon, tab or bar."

# Excel's own line above the names; it repeats what the names show.
_SEPARATOR_LINE = re.compile(r'\A"?sep=.?"?\r?\n', re.IGNORECASE)
_DELIMITERS = ",;\t|"

# A module-wide setting of the standard library; its own limit of 131,072 is shorter than a long read.
csv.field_size_limit(RECORD_LIMIT)


def sniff(head: bytes) -> bool:
    """Whether the first row names at least two of the fields we know."""
    return is_text(head) and _known(names(head), None) >= 2


def names(head: bytes) -> list[str]:
    """The names in the first row."""
    return _first_row(_SEPARATOR_LINE.sub("", decode(head)))


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a table; each row that is none as Rejected, with the line it begins on."""
    text, head = text_stream(stream)
    if is_binary(head):
        yield Rejected(origin, 0, "not a table of text: it has control characters; cure: export it as CSV in UTF-8")
        return
    beginning = decode(head)
    if declared := _SEPARATOR_LINE.match(beginning):
        text.readline()
        beginning = beginning[declared.end() :]
    before = 1 if declared else 0
    names = _first_row(beginning, mapping)
    if head and not _known(names, mapping):
        shown = ", ".join(names)[:200]
        yield Rejected(origin, 1 + before, f"the first row names no field we know ({shown}); cure: --map THEIRS=body")
        return
    rows = csv.reader(iter(lambda: text.readline(RECORD_LIMIT), ""), delimiter=_delimiter(beginning, mapping))
    for line, row in _numbered(rows, origin, before):
        if isinstance(row, Rejected):
            yield row
        elif line > 1 + before and any(row):
            yield _article(names, row, origin, line, mapping)


def _numbered(rows: Any, origin: str, before: int) -> Iterator[tuple[int, list[str] | Rejected]]:
    """Each row with the line it begins on: a cell in quotation marks may hold line ends."""
    while True:
        line = before + rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield line, Rejected(origin, line, f"not a row: {error}; cure: close the quotation marks")
            continue
        if row is None:
            return
        yield line, row


def _article(
    names: list[str], row: list[str], origin: str, line: int, mapping: Mapping[str, str] | None
) -> Article | Rejected:
    if any(row[len(names) :]):
        reason = (
            f"{len(row)} cells under {len(names)} names; cure: quotation marks around cells that hold the separator"
        )
        return Rejected(origin, line, reason)
    return article_from(dict(zip(names, row, strict=False)), origin, line, mapping)


def _first_row(text: str, mapping: Mapping[str, str] | None = None) -> list[str]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, mapping))
    try:
        return [clean_line(name) for name in next(rows, [])]
    except csv.Error:
        return []


def _delimiter(text: str, mapping: Mapping[str, str] | None) -> str:
    """The sign that finds the most known fields in the first line, then the one met most often in it."""
    line = text.lstrip("\r\n").split("\n", 1)[0]

    def merit(sign: str) -> tuple[int, int]:
        return _known([name.strip('" \r') for name in line.split(sign)], mapping), line.count(sign)

    return max(_DELIMITERS, key=merit)


def _known(names: list[str], mapping: Mapping[str, str] | None) -> int:
    return len({known[0] for name in names if (known := our_field(name, mapping))})
