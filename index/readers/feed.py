"""Feeds of web sites: RSS 0.9 to 2.0 (RDF too) and Atom 0.3 and 1.0. An item is an article, or the teaser of one.

RSS 2.0 and 1.0 with the modules content, Dublin Core and slash; RFC 4287. Not for: JSON Feed; see ``json_feed``. Sounds
and pictures of items are left out.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO
from urllib.parse import urljoin

from index.article import Article, Rejected
from index.readers import nitf
from index.readers.agency import Found, PassedOver, find, find_all, host, line_at, read_each, xml_lang
from index.readers.clean import clean_line
from index.readers.feed_items import Item
from index.readers.markup import looks_like_markup
from index.readers.xml_stream import root_of
from index.readers.xml_text import element_line, element_text, html_prose, html_text, plain_paragraphs

NAME = "feed"
SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
MEANING = "A feed: RSS or Atom, one article or teaser an item."

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS_IN_RDF = (b"purl.org/rss/", b"netscape.com/rdf/simple", b"purl.org/net/rss", b"<item", b"<channel")

_ITEM_DATES = ("pubDate", "published", "issued", f"{_DC}date", f"{_TERMS}issued", f"{_TERMS}created", "created", "updated", "modified", f"{_TERMS}modified")  # fmt: skip
# RFC 822 with what clocks and languages put into it: "mar., 03 mars 2019 10:12 CET".
_LOOSE = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,?\s+)?(\d{1,2})\s+([^\W\d_]{3,9})\.?\s+(\d{2,4})\s+(\d{1,2}:\d\d(?::\d\d)?)\s*([A-Za-z]{1,5}|[+-]\d{2}:?\d{2})?"
)
_MONTHS = {
    name: english
    for english, names in {
        "Jan": "jan janv janvier january", "Feb": "feb fév fev févr fevr février fevrier february",
        "Mar": "mar mars march", "Apr": "apr avr avril april", "May": "may mai", "Jun": "jun juin june",
        "Jul": "jul juil juill juillet july", "Aug": "aug aoû aou août aout august",
        "Sep": "sep sept septembre september", "Oct": "oct octobre october", "Nov": "nov novembre november",
        "Dec": "dec déc décembre decembre december",
    }.items()
    for name in names.split()
}  # fmt: skip
_ZONES = {"CET": "+0100", "CEST": "+0200", "MET": "+0100", "MEST": "+0200", "WET": "+0000", "BST": "+0100", "Z": "+0000", "UTC": "+0000", "UT": "+0000"}  # fmt: skip
# In the export of a WordPress site, which is RSS: what is neither post nor page.
_NO_POSTS = frozenset(("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "wp_block"))
# RSS 2.0: "lawyer@boyer.net (Lawyer Boyer)".
_MAILED = re.compile(r"\S+@\S+\s*\((.+)\)")


def sniff(head: bytes) -> bool:
    """Whether a file's root is that of a feed."""
    root = root_of(head)
    if root is None:
        return False
    space, name = root
    if name == "RDF":
        return space == _RDF and any(sign in head for sign in _RSS_IN_RDF)
    return name.lower() == "rss" or (name == "feed" and (not space or "atom" in space.lower()))


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a feed, one an item or entry."""

    def make(element: Any) -> Found:
        kind = line_at(element, "post_type")
        if kind in _NO_POSTS:
            yield PassedOver(kind.replace("_", " "))
            return
        yield _item(element).article(origin, element.sourceline or 0, mapping)

    yield from read_each(stream, origin, ("item", "entry"), make)


def _item(element: Any) -> Item:
    feed = _feed(element)
    base = _base(element, feed)
    content, summary = _content(element), _summary(element)
    return Item(
        id=_line(element, "guid") or _line(element, "id") or _line(element, f"{_DC}identifier"),
        title=_title(element),
        content=content,
        summary=summary,
        dates=[rfc_date(line) for name in _ITEM_DATES if (line := _line(element, name))],
        authors=_authors(element) or _authors(feed),
        source=_source(element, feed),
        section=next(filter(None, map(_category, _all(element, "category"))), "") or _line(element, f"{_DC}subject"),
        lang=xml_lang(element)
        or _line(element, f"{_DC}language")
        or _line(feed, "language")
        or _line(feed, f"{_DC}language")
        or _root_lang(element),
        url=_absolute(base, _link(element)),
    )


def _feed(element: Any) -> Any:
    """What an item belongs to: its channel or feed; in RSS 1.0 the channel stands beside it."""
    parent = element.getparent()
    if parent is None:
        return None
    beside = find(parent, "channel")
    return parent if beside is None else beside


def _own(element: Any, name: str) -> str:
    """A name in the namespace of the element itself, so that "media:title" is no title."""
    if name.startswith("{") or not isinstance(element.tag, str):
        return name
    space, brace, _ = element.tag.rpartition("}")
    return f"{space}{brace}{name}"


def _all(element: Any, name: str) -> list[Any]:
    return element.findall(_own(element, name)) if element is not None else []


def _line(element: Any, name: str) -> str:
    return next(filter(None, map(element_line, _all(element, name))), "")


def _title(element: Any) -> str:
    for title in [*_all(element, "title"), *_all(element, f"{_DC}title")]:
        if line := clean_line(_value(title).replace("\n", " ")):
            return line
    return ""


def _content(element: Any) -> str:
    """The whole text where the item has it."""
    encoded = [html_prose(one.text or "") for one in _all(element, f"{_CONTENT}encoded")]
    bodies = [
        _value(one)
        for name in ("content", "{http://www.w3.org/1999/xhtml}body", "fulltext")
        for one in _all(element, name)
    ]
    return next(filter(None, [*encoded, *bodies]), "")


def _summary(element: Any) -> str:
    names = ("description", "summary", f"{_DC}description", f"{_TERMS}abstract", "tagline")
    excerpts = [one for one in find_all(element, "encoded") if "excerpt" in one.tag]
    given = [*(one for name in names for one in _all(element, name)), *excerpts]
    return next(filter(None, map(_value, given)), "")


def _value(element: Any) -> str:
    """The text of a construct that may be text, HTML escaped or in base64, XHTML, or NITF (AP)."""
    if element.get("src") and not (element.text or "").strip():
        return ""
    if len(element):
        wire = next(element.iter("{*}nitf"), None)
        return nitf.dispatch(wire).body if wire is not None else element_text(element)
    text = element.text or ""
    kind = (element.get("type") or "").lower()
    if (element.get("mode") or "").lower() == "base64":
        text = _decoded(text)
    elif kind.partition("/")[0] in ("image", "audio", "video", "application") and not kind.endswith(("xml", "html")):
        return ""
    if "html" in kind:
        return html_text(text)
    return html_prose(text) if looks_like_markup(text) else plain_paragraphs(text)


def _decoded(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


def _authors(element: Any) -> list[str]:
    """Dublin Core's creators, Atom's authors by name, RSS's author without the address."""
    creators = [element_line(one) for one in _all(element, f"{_DC}creator")]
    persons = [line_at(one, "name") or element_line(one) for one in _all(element, "author")]
    mailed = [match[1] if (match := _MAILED.fullmatch(person)) else person for person in persons]
    return [name for name in creators or mailed if name and "@" not in name]


def _source(element: Any, feed: Any) -> str:
    """Where an item was taken from, when another feed passes it on; else the feed's own name."""
    taken = [line_at(one, "title") if len(one) else element_line(one) for one in _all(element, "source")]
    named = [_title(feed)] if feed is not None else []
    return next(filter(None, [*taken, *named, host(_link(element))]), "")


def _category(element: Any) -> str:
    """A category's own text, or Atom's label or term; what else stands in it is none of its name."""
    return clean_line(element.text or "") or element.get("label") or element.get("term") or ""


def _link(element: Any) -> str:
    """The address of the page: RSS's link, Atom's alternate, a guid that is one; an Atom link of the entry itself."""
    links = [*_all(element, "link"), *find_all(element, "origLink")]
    for link in links:
        if (link.get("rel") or "alternate") == "alternate" and (address := link.get("href") or element_line(link)):
            return address
    for guid in _all(element, "guid"):
        if guid.get("isPermaLink", "true").lower() == "true" and element_line(guid).startswith(("http://", "https://")):
            return element_line(guid)
    about = element.get(f"{{{_RDF}}}about") or ""
    own = [link.get("href") or "" for link in links if link.get("rel") in ("self", "via")]
    return next(filter(None, [about if about.startswith("http") else "", *own]), "")


def _base(element: Any, feed: Any) -> str:
    """What a relative address of an item is relative to: xml:base on it and above it, else the feed's page."""
    bases = [base for one in (element, *element.iterancestors()) if (base := one.get(_BASE))]
    base = _link(feed) if feed is not None else ""
    for one in reversed(bases):
        base = _absolute(base, one)
    return base


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        # "http://[…": no address.
        return ""


def _root_lang(element: Any) -> str:
    return next(filter(None, map(xml_lang, element.iterancestors())), "")


def rfc_date(text: str) -> str:
    """A date of a feed in a form that is read everywhere: with an English month, four digits of year, an offset.

    >>> rfc_date("mar., 05 mars 19 10:12 CET")
    '2019-03-05T10:12:00+01:00'
    """
    match = _LOOSE.fullmatch(text.strip())
    month = _MONTHS.get(match[2].lower()) if match else None
    if match is None or month is None:
        return text
    day, _, year, time, zone = match.groups()
    zone = _ZONES.get((zone or "").upper(), (zone or "").replace(":", ""))
    try:
        found: datetime = parsedate_to_datetime(f"{day} {month} {year} {time} {zone}".strip())
    except (ValueError, TypeError):
        return text
    return found.isoformat()
