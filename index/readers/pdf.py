"""PDF files with text: an article, or the documents that Europresse prints into one. ISO 32000.

Useful for: articles saved one by one. Not for: scanned pages, which are pictures until they are read by OCR. A PDF
has letters at places and no paragraphs: lines are joined as they look. The dates in its metadata are those of a
program, not of the article; they are not taken.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.encoding import RECORD_LIMIT
from index.readers.europresse_print import documents
from index.readers.extras import needed
from index.readers.fields import article_from
from index.readers.pdf_lines import paragraphs, without_furniture
from index.readers.plain_text import record_of
from index.readers.printed_dates import day_in

NAME = "pdf"
SUFFIXES = (".pdf",)
MEANING = "A PDF with text: one article, or the documents of an export of Europresse. Scans need OCR first."

_MAGIC = re.compile(rb"[\x00\s\xef\xbb\xbf]{0,1000}%PDF-\d")
# A page of a newspaper with ten thousand words takes a second.
_SECONDS_A_PAGE = 5.0
_SECONDS_TO_OPEN = 20.0
# Fewer letters than a line on all pages: stamps and page numbers on pictures.
_FEWEST_LETTERS = 30
_TITLES_LOOKED_AT = 12
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def sniff(head: bytes) -> bool:
    """Whether a file begins as PDF does."""
    return _MAGIC.match(head) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The article of a PDF, or those of an export; Rejected when it is damaged, encrypted, a scan, or takes for ever."""
    pypdf = needed("pypdf", "PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        yield Rejected(origin, 0, "longer than 50 MB; cure: take its pictures out, or save its text")
        return
    try:
        title, pages = _opened(pypdf, data)
    except _Refused as refusal:
        yield Rejected(origin, 0, str(refusal))
        return
    except Exception as error:  # noqa: BLE001  # whatever pypdf stumbles over in a damaged file
        yield Rejected(origin, 0, f"the PDF is damaged ({_reason(error)}); cure: open it, and print it anew into a PDF")
        return
    lines, furniture = without_furniture(pages, title)
    if sum(map(len, lines)) < _FEWEST_LETTERS:
        yield Rejected(origin, 0, "no text: its pages are pictures; cure: read it by OCR first (ocrmypdf)")
        return
    records = list(documents(lines))
    for record in records:
        yield article_from(record, origin, 0, mapping, plain=True)
    if not records:
        found = article_from(
            _record(lines, title, mapping) | _running(furniture), origin, 0, mapping, plain=True, file=origin
        )
        yield _dated(found, furniture)


def _running(furniture: Sequence[str]) -> dict[str, str]:
    """The address that browsers print at the foot of every page."""
    address = next((match[0] for line in furniture if (match := _ADDRESS.search(line))), "")
    return {"url": address} if address else {}


def _dated(found: Article | Rejected, furniture: Sequence[str]) -> Article | Rejected:
    """An article without a date, with the one that its newspaper prints at the head of the page, month in letters: a
    date in figures is when a browser printed it.
    """
    if isinstance(found, Rejected) or found.published:
        return found
    days = {
        day.iso for line in furniture if (day := day_in(line)) and re.search(r"[^\W\d_]{3}", line[day.start : day.end])
    }
    return replace(found, published=days.pop(), published_from="text") if len(days) == 1 else found


class _Refused(Exception):
    """A PDF that cannot be read as it is; the sentence names the cure."""


def _reason(error: Exception) -> str:
    return clean_line(f"{type(error).__name__}: {error}")[:120]


def _opened(pypdf: Any, data: bytes) -> tuple[str, list[list[str]]]:
    """The title that a PDF declares, and the lines of its pages."""
    clock = _Clock(_SECONDS_TO_OPEN)
    reader = pypdf.PdfReader(_Timed(data, clock))
    if reader.is_encrypted:
        _unlock(pypdf, reader)
    declared = reader.metadata.title if reader.metadata else ""
    pages = []
    for page in reader.pages:
        clock.restart(_SECONDS_A_PAGE)
        text = page.extract_text(visitor_operand_before=lambda *_: clock.check())
        pages.append([clean_line(line) for line in text.split("\n")])
    return clean_line(str(declared or "")), pages


def _unlock(pypdf: Any, reader: Any) -> None:
    """Open a PDF that only its owner's password protects from changes; others are refused."""
    try:
        opened = reader.decrypt("")
    except pypdf.errors.DependencyError:  # AES needs a package more
        opened = False
    if not opened:
        raise _Refused("the PDF is protected by a password; cure: save it without one")


class _Clock:
    """Ends what takes too long: pypdf may go round in circles in a damaged file."""

    def __init__(self, seconds: float) -> None:
        self.restart(seconds)

    def restart(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise _Refused("reading the PDF takes too long; cure: open it, and print it anew into a PDF")


class _Timed(io.BytesIO):
    """Bytes of which every read looks at the clock."""

    def __init__(self, data: bytes, clock: _Clock) -> None:
        super().__init__(data)
        self._clock = clock

    def read(self, size: int | None = -1) -> bytes:
        self._clock.check()
        return super().read(size)


def _record(lines: Sequence[str], declared: str, mapping: Mapping[str, str] | None) -> dict[str, str]:
    """The fields of one article: the title that the PDF declares counts where it is printed on its first page."""
    for end in range(1, min(len(lines), _TITLES_LOOKED_AT) + 1):
        for start in range(max(0, end - 4), end):
            if declared and " ".join(lines[start:end]).casefold() == declared.casefold():
                rest = [*lines[:start], "", *lines[end:]]
                return record_of("\n\n".join([declared, *paragraphs(rest)]), mapping) | {"title": declared}
    return record_of("\n\n".join(paragraphs(lines)), mapping)
