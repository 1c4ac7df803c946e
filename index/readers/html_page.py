"""HTML pages of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.encoding import decode
from index.readers.fields import article_from
from index.readers.markup import markup_text

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
MEANING = 'A web page with one article; its menus, captions and "lire aussi" are left out.'
_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether these bytes begin an HTML page."""
    return _START.search(head.replace(b"\x00", b"")) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The article of a page."""
    yield article_from({"body": markup_text(decode(stream.read()))}, origin, 0, mapping)
