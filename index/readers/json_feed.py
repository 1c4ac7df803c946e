"""JSON Feed 1.0 and 1.1: what RSS is, in JSON. Not for: other JSON; see ``json_records`` and ``ninjs``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.encoding import decode
from index.readers.feed_items import Item
from index.readers.json_records import records_of
from index.readers.names import strings
from index.readers.xml_text import html_text, plain_paragraphs

NAME = "json-feed"
SUFFIXES = (".json",)
MEANING = "JSON Feed: one article or teaser an item."

_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version', re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether a file is a JSON object that declares itself a JSON Feed."""
    text = decode(head).lstrip()
    return text.startswith("{") and _VERSION.search(text) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a JSON Feed, one an item."""
    for line, feed in records_of(stream, origin):
        if isinstance(feed, Rejected):
            yield feed
            continue
        items = feed.get("items") if isinstance(feed, dict) else None
        if not isinstance(items, list) or not items:
            yield Rejected(origin, line, "the feed has no items; cure: leave it out")
            continue
        for item in items:
            if isinstance(item, dict):
                yield _item(item, feed).article(origin, line, mapping)
            else:
                yield Rejected(origin, line, "an item that is no JSON object; cure: leave it out")


def _item(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Item:
    tags = item.get("tags")
    return Item(
        id=_text(item.get("id")),
        title=_text(item.get("title")),
        content=html_text(_text(item.get("content_html"))) or plain_paragraphs(_text(item.get("content_text"))),
        summary=plain_paragraphs(_text(item.get("summary"))),
        dates=[_text(item.get("date_published")), _text(item.get("date_modified"))],
        authors=_authors(item) or _authors(feed),
        source=_text(feed.get("title")),
        section=next(strings(tags), "") if isinstance(tags, list) else "",
        lang=_text(item.get("language")) or _text(feed.get("language")),
        url=_text(item.get("url")) or _text(item.get("external_url")),
    )


def _authors(one: Mapping[str, Any]) -> list[str]:
    """The authors of version 1.1, else the author of 1.0."""
    return list(strings(one.get("authors") or one.get("author")))


def _text(value: Any) -> str:
    """A string; a number as one, since many write identifiers so."""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
