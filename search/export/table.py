"""CSV (RFC 4180) for spreadsheets: one article a row, without its body.

The body is left out: Excel cuts a cell at 32,767 characters without a word; JSON Lines has it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from index.article import Article

COLUMNS = (
    "id", "title", "published", "source", "section", "authors", "persons", "places", "url", "chapo", "copies_of",
)  # fmt: skip
JOINT = " | "
"""Between several values in one cell: stands in no name, unlike the comma."""

Delimiter = Literal[",", ";", "\t"]
DELIMITERS: dict[str, Delimiter] = {"comma": ",", "semicolon": ";", "tab": "\t"}

BOM = "\ufeff"
# A cell that starts so is a formula to Excel, LibreOffice and Google Sheets, wherever it came from
# (CWE-1236). The full-width forms are taken as their ASCII twins by Excel in some locales.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(articles: Iterable[Article], delimiter: Delimiter = ",", *, bom: bool = False) -> Iterator[str]:
    """A header line, then a line an article, each ended by CR LF; ``bom`` makes Excel read UTF-8."""
    return lines(chain([COLUMNS], map(cells, articles)), delimiter, bom=bom)


def lines(rows: Iterable[Sequence[str | float]], delimiter: Delimiter = ",", *, bom: bool = False) -> Iterator[str]:
    """The lines of any table, its header first, each text guarded; a number is none, whatever its sign."""
    for number, row in enumerate(rows):
        line = _line([guarded(cell) if isinstance(cell, str) else str(cell) for cell in row], delimiter)
        yield (BOM if bom and not number else "") + line


def cells(article: Article) -> list[str]:
    """The cells of an article, in the order of ``COLUMNS``."""
    values = {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "source": article.source,
        "section": article.section,
        "authors": JOINT.join(article.authors),
        "persons": JOINT.join(p.value for p in article.persons or ()),
        "places": JOINT.join(p.value for p in article.places or ()),
        "url": article.url,
        "chapo": article.chapo,
        "copies_of": article.copies_of,
    }
    return [values[name] for name in COLUMNS]


def guarded(cell: str) -> str:
    """The cell, with ``'`` before it when a spreadsheet would run it as a formula.

    Blanks before the sign don't help it: spreadsheets trim.
    """
    stripped = cell.lstrip(" \u00a0")
    return f"'{cell}" if stripped.startswith(_FORMULA_STARTS) else cell


def _line(values: Iterable[str], delimiter: Delimiter) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(values)
    return line.getvalue()
