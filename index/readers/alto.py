"""ALTO: a page of a digitised paper, read alone. Where an issue's METS lies beside it and names it, that reads it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from os.path import commonpath
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.alto_pages import Page, pages, text_of
from index.readers.beside import Beside, content
from index.readers.encoding import RECORD_LIMIT
from index.readers.fields import article_from
from index.readers.print_pages import page_document
from index.readers.recent import Recent
from index.readers.xml_stream import root_of

NAME = "alto"
SUFFIXES = (".xml",)
MEANING = "A page of a digitised paper (ALTO): its text in reading order, hyphenated words made whole."

# Where issues keep their METS: beside the pages, or one folder up, or in a folder of its own there.
_FOLDERS = (".", "..", "../toc", "../METS", "../mets")
_METS = re.compile(r"(?:.*mets.*|manifest|[TM]\d+)\.xml(?:\.gz)?", re.IGNORECASE)
# Of a folder with the METS of many issues, only those whose names are closest to the page's are looked into.
_CLOSEST = 3
_METS_IN: Recent[list[str]] = Recent()
# A folder with its last slash, and the name of a file.
_PATH = re.compile(r"(.*[/\\])?([^/\\]*)", re.DOTALL)


def sniff(head: bytes) -> bool:
    """Whether these bytes begin an ALTO file."""
    root = root_of(head)
    return root is not None and root[1] == "alto"


def read_beside(
    stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None, beside: Beside
) -> Iterator[Article | Rejected]:
    """The page as one document; nothing when an issue beside it claims it; Rejected when it has no text."""
    if not beside.named and is_claimed(origin, beside):
        return
    found, damaged = pages(stream)
    documents = [page for page in found if page.blocks]
    yield from (_document(page, origin, mapping, alone=len(documents) == 1) for page in documents)
    if damaged is not None:
        yield Rejected(origin, damaged.line, f"{damaged}; what came before is kept; cure: fetch it anew")
    elif not documents:
        yield Rejected(origin, 0, "a page without text: blank, or a picture")


def _document(page: Page, origin: str, mapping: Mapping[str, str] | None, *, alone: bool) -> Article | Rejected:
    record = page_document(page.number, text_of(page.blocks), "", "") | {"url": page.url, "lang": page.lang}
    # Pages are called after their issue, and mostly its day: 18140401_1-0001.xml.
    return article_from(record, origin, mapping=mapping, plain=True, file=origin if alone else "")


def is_claimed(origin: str, beside: Beside) -> bool:
    """Whether a METS file around this page names it. The METS of an issue is short, and is not parsed for that."""
    match = _PATH.fullmatch(origin)
    here, name = (match[1] or "", match[2]) if match else ("", origin)
    name = name.removesuffix(".gz")
    found = [path for folder in _FOLDERS for path in _mets_in(here, folder, beside)]
    found.sort(key=lambda path: -len(commonpath((posixpath.basename(path), name))))
    page = name.encode("utf-8", "replace")
    return any(page in (content(beside, path, RECORD_LIMIT) or b"") for path in found[:_CLOSEST])


def _mets_in(here: str, folder: str, beside: Beside) -> list[str]:
    """The METS files of a folder; ``here`` is the folder of the page."""
    return _METS_IN.get(
        f"{beside.root}\0{here}{folder}",
        lambda: [path for path in beside.names(folder) if _METS.fullmatch(posixpath.basename(path))],
    )
