"""ALTO: a page of a digitised paper, read alone. Where an issue's METS lies beside it and names it, that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.alto_pages import Page, pages
from index.readers.beside import Beside
from index.readers.encoding import RECORD_LIMIT
from index.readers.fields import article_from
from index.readers.print_pages import page_document
from index.readers.xml_stream import root_of

NAME = "alto"
SUFFIXES = (".xml",)
MEANING = "A page of a digitised paper (ALTO): its text in reading order, hyphenated words made whole."

# Where issues keep their METS: beside the pages, or one folder up, or in a folder of its own there.
_FOLDERS = (".", "..", "../toc", "../METS", "../mets")
_METS = re.compile(r"(?:.*mets.*|manifest|[TM]\d+)\.xml(?:\.gz)?", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether these bytes begin an ALTO file."""
    root = root_of(head)
    return root is not None and root[1] == "alto"


def read_beside(
    stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None, beside: Beside
) -> Iterator[Article | Rejected]:
    """The page as one document; nothing when an issue beside it claims it; Rejected when it has no text."""
    if is_claimed(origin, beside):
        return
    found, damaged = pages(stream)
    documents = [page for page in found if page.blocks]
    yield from (_document(page, origin, mapping, alone=len(documents) == 1) for page in documents)
    if damaged is not None:
        yield Rejected(origin, damaged.line, f"{damaged}; what came before is kept; cure: fetch it anew")
    elif not documents:
        yield Rejected(origin, 0, "a page without text: blank, or a picture")


def _document(page: Page, origin: str, mapping: Mapping[str, str] | None, *, alone: bool) -> Article | Rejected:
    record = page_document(page, "", "") | {"url": page.url}
    # Pages are called after their issue, and mostly its day: 18140401_1-0001.xml.
    return article_from(record, origin, mapping=mapping, plain=True, file=origin if alone else "")


def is_claimed(origin: str, beside: Beside) -> bool:
    """Whether a METS file around this page names it.

    Cheap, since it is asked for each of 100,000s of pages: the METS of an issue is short, and is not parsed.
    """
    name = re.split(r"[/\\!]", origin)[-1].removesuffix(".gz").encode("utf-8", "replace")
    # Pages of one issue have the METS closest to their own name; a folder with METS files of many issues has them all.
    for folder in _FOLDERS:
        for path in beside.names(folder):
            if _METS.fullmatch(path.rpartition("/")[2]) and _names(path, name, beside):
                return True
    return False


def _names(path: str, name: bytes, beside: Beside) -> bool:
    stream = beside.open(path)
    if stream is None:
        return False
    with closing(stream):
        return name in stream.read(RECORD_LIMIT)
