"""WARC and ARC: the web pages of a crawl (Heritrix, Browsertrix, wget, Common Crawl, the Internet Archive).

A page is what a server answered with status 200 and HTML; it is read as a web page is (``html_page``), under the address it was
fetched from unless it says another. All else passes: requests, redirects, errors, pictures, scripts, robots.txt, revisits.
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers import html_page
from index.readers.encoding import RECORD_LIMIT, encoding_of
from index.readers.extras import ExtraMissing
from index.readers.http_message import Answer, answer
from index.readers.warc_records import Record, Unreadable, may_be_page, records

NAME = "warc"
SUFFIXES = (".warc", ".arc")
MEANING = "The pages of a web crawl (WARC, ARC; WACZ is a zip of such files)."

_START = re.compile(rb"WARC/\d\.\d+\r?\n|filedesc:\S+ \S+ \d+ \S+ \d+")
_HTML = ("text/html", "application/xhtml+xml")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset|^\s*<\?xml[^>]{0,100}encoding", re.IGNORECASE)
_LONGEST_SHOWN = 200


def sniff(head: bytes) -> bool:
    """Whether these bytes begin a crawl's file."""
    return _START.match(head.lstrip(b"\r\n")) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a crawl, with the number of the record as their line; a damaged record costs that record.

    A file without any page gives one Rejected that says what it has instead.
    """
    passed: Counter[str] = Counter()
    found = False
    for record in records(stream):
        if isinstance(record, Unreadable):
            yield Rejected(origin, record.number, "not a record of a crawl; reading goes on with the next that is one")
            found = True
            continue
        page, passing = _page(record)
        if page is None:
            passed[passing] += 1
            if record.cut:
                yield Rejected(origin, record.number, "the file ends within this record; cure: fetch it anew")
            continue
        found = True
        yield from _articles(page, record, origin, mapping)
    if not found:
        had = ", ".join(f"{count:,} × {kind}" for kind, count in passed.most_common(6))
        yield Rejected(origin, 0, f"no web page in this crawl; it has {had or 'no records'}")


def _page(record: Record) -> tuple[Answer | None, str]:
    """The page a record holds; else None and what it is instead."""
    kind = record.header.get("warc-type", "record without a type")
    if not may_be_page(record.header) or not record.header.get("warc-target-uri", "").startswith("http"):
        return None, kind
    if kind == "resource":
        # Written without what the server said: the record's own type is the page's.
        page = Answer(200, {"content-type": record.header.get("content-type", "")}, record.block)
    else:
        said = answer(record.block, decoded=False)
        if said is None:
            return None, "not an answer"
        page = said
    if page.status != 200:
        return None, f"status {page.status}"
    if page.media_type not in _HTML:
        return None, page.media_type or "answer without a type"
    if record.header["warc-target-uri"].rstrip("/").endswith("/robots.txt"):
        return None, "robots.txt"
    return page, ""


def _articles(
    page: Answer, record: Record, origin: str, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    url = record.header["warc-target-uri"]
    shown = url if len(url) <= _LONGEST_SHOWN else url[:_LONGEST_SHOWN] + "…"
    if record.length > RECORD_LIMIT:
        yield Rejected(origin, record.number, f"longer than 50 MB ({shown})")
        return
    if record.header.get("warc-type") == "response":
        try:
            page = answer(record.block) or page
        except ExtraMissing as missing:
            yield Rejected(origin, record.number, f"{missing} ({shown})")
            return
    if record.cut or not page.whole:
        what = "the file ends within it" if record.cut else "its content is damaged or longer than 50 MB"
        yield Rejected(origin, record.number, f"this page is not whole: {what} ({shown}); cure: fetch it anew")
        return
    if not page.body.strip():
        yield Rejected(origin, record.number, f"an empty page ({shown})")
        return
    for article in html_page.read(io.BytesIO(_in_utf8(page)), origin, mapping, url):
        if isinstance(article, Rejected):
            yield Rejected(origin, record.number, f"{article.reason} ({shown})")
        else:
            yield replace(article, origin=f"{origin}:{record.number}")


def _in_utf8(page: Answer) -> bytes:
    """The page's bytes; in UTF-8 where only its server said how to read them."""
    body = page.body
    if not page.charset or encoding_of(body) == "utf-8" or _DECLARED.search(body[:4096]):
        return body
    try:
        codec = codecs.lookup("cp1252" if page.charset in ("iso-8859-1", "latin1", "us-ascii") else page.charset)
        return body.decode(codec.name, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError, TypeError):
        return body
