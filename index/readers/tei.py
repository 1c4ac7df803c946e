"""TEI: papers edited by scholars, one article a file, an issue of several, or a corpus; and the simple XML of TXM.

An article is a division of a type that says so (``<div type="article">``); a text without one is one article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from index.article import Article, Rejected, stable_id
from index.readers.clean import clean_line, clean_text
from index.readers.encoding import RECORD_LIMIT
from index.readers.fields import article_from
from index.readers.plain_text import opening_words
from index.readers.tei_header import Header, header_of
from index.readers.tei_text import Said, said
from index.readers.times import first_readable
from index.readers.xml_stream import XmlDamaged, elements, local, root_of

NAME = "tei"
SUFFIXES = (".xml", ".tei")
MEANING = (
    "Press edited in TEI, one article or many a file, with the persons and places it marks; also TXM's <text date=…>."
)

_ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")
_TXM_ROOTS = ("corpus", "txm", "text")
_TXM_TEXT = re.compile(rb"<text\s[^>]*\b(?:id|date|journal|titre|title)\s*=")
_DIVISIONS = ("div", "div1", "div2", "div3")
# A word of @type or @subtype that makes a division an article.
_ARTICLES = frozenset((
    "article", "articles", "breve", "brève", "depeche", "dépêche", "dispatch", "news", "newsitem", "item", "editorial", "éditorial",
    "entry", "press-article", "pressarticle", "article-presse", "chronique", "feuilleton", "letter", "lettre", "faitdivers", "fait-divers",
))  # fmt: skip
_WORDS = re.compile(r"[\s_]+")
# Attributes of TXM's texts, in French and English.
_TXM_NAMES = {
    "title": ("title", "titre"), "published": ("date", "jour"), "source": ("journal", "source", "media", "publication"),
    "authors": ("author", "auteur"), "section": ("rubrique", "section"), "page": ("page",), "url": ("url",), "lang": ("lang",),
    "id": ("id",),
}  # fmt: skip


def sniff(head: bytes) -> bool:
    """Whether these bytes begin a TEI file, or TXM's ``<text …>``."""
    root = root_of(head)
    if root is None:
        return False
    return root[1] in _ROOTS or (root[1] in _TXM_ROOTS and not root[0] and _TXM_TEXT.search(head) is not None)


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a file, in its order; its front and back matter is left out where it has articles."""
    bounded = _Bounded(stream)
    reading = _Reading(origin, mapping)
    try:
        for element in elements(
            cast("BinaryIO", bounded), "teiHeader", "text", "pb", *_DIVISIONS, wanted=reading.is_whole
        ):
            bounded.passed = 0
            yield from reading.take(element)
    except XmlDamaged as error:
        yield Rejected(origin, error.line, f"{error}; what came before is kept; cure: fetch it anew")
    except _TooLong:
        yield Rejected(origin, 0, 'an article of more than 50 MB; cure: mark articles as <div type="article">')
    else:
        if not reading.found:
            yield Rejected(origin, 0, 'no text: neither <text> nor <div type="article"> holds any')


class _TooLong(Exception):
    """More was read for one element than an article can be."""


class _Bounded:
    """A stream that is not read on for ever when no article comes to an end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.passed = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.passed += len(data)
        if self.passed > RECORD_LIMIT:
            raise _TooLong
        return data


def _is_article(element: Any) -> bool:
    kinds = f"{element.get('type', '')} {element.get('subtype', '')}".lower()
    return not _ARTICLES.isdisjoint(_WORDS.split(kinds))


@dataclass(slots=True)
class _Reading:
    """What has been read of a file: the header in force, how many articles its text has given."""

    origin: str
    mapping: Mapping[str, str] | None
    header: Header = field(default_factory=Header)
    count: int = 0
    found: bool = False
    pages: list[str] = field(default_factory=list)

    def is_whole(self, element: Any) -> bool:
        """Whether an element is taken by itself: a header, a text, a division that is an article.

        An article within an article, as where a column ends, is part of it, unless it has a headline of its own.
        """
        name = local(element)
        if name == "pb":
            # Kept in mind, since the article it stands in may be gone when the next asks where it begins.
            self.pages.append(clean_line(element.get("n") or ""))
            return False
        if name not in _DIVISIONS:
            return True
        if not _is_article(element):
            return False
        within = any(local(up) in _DIVISIONS and _is_article(up) for up in element.iterancestors())
        return not within or element.find("{*}head") is not None

    def take(self, element: Any) -> Iterator[Article | Rejected]:
        """Take in a header, or give the article that an element is."""
        name = local(element)
        if name == "teiHeader":
            self.header = header_of(element, self.header if _in_corpus(element) else Header())
            self.count = 0
        elif name == "text":
            # What a text holds beside its articles is front matter; one without articles is one.
            if self.count == 0 and (record := self._whole_text(element)):
                self.found = True
                yield self._article(record, element)
            self.count = self.count if _in_group(element) else 0
        elif record := self._division(element):
            self.found = True
            self.count += 1
            yield self._article(record, element)

    def _article(self, record: dict[str, Any], element: Any) -> Article | Rejected:
        return article_from(record, self.origin, element.sourceline or 0, self.mapping, plain=True)

    def _division(self, element: Any) -> dict[str, Any] | None:
        found = said(element, self.header.persons, self.header.places, self._page_before(element))
        if not found.body:
            # Headings that an editor has put in place for a text to come.
            return None
        record = self._record(found)
        record["title"] = found.title or opening_words(found.body)
        name = element.get("{http://www.w3.org/XML/1998/namespace}id")
        # The file's own address is that of all its articles.
        key = self.header.id or stable_id(self.header.url, self.header.source, self.header.date)
        record["id"] = f"{key}-{name or stable_id('', record['title'], found.body)}"
        return record

    def _whole_text(self, element: Any) -> dict[str, Any] | None:
        body = element.find("{*}body")
        text = element if body is None else body
        found = said(text, self.header.persons, self.header.places, self._page_before(text))
        if not found.body:
            return None
        record = self._record(found)
        txm = {field: next((v for n in names if (v := element.get(n))), "") for field, names in _TXM_NAMES.items()}
        title = txm["title"] or self.header.title or found.title
        record |= {"title": title or opening_words(found.body), "id": self.header.id}
        return record | {field: value for field, value in txm.items() if value}

    def _page_before(self, element: Any) -> str:
        """The page on which an element that has just ended begins."""
        within = sum(1 for _ in element.iter("{*}pb"))
        return self.pages[-within - 1] if len(self.pages) > within else ""

    def _record(self, found: Said) -> dict[str, Any]:
        header = self.header
        dates = [("field", (*found.dates, header.date))]
        record: dict[str, Any] = {
            "body": clean_text(found.body),
            "published": first_readable(dates)[0],
            "authors": found.authors or list(header.authors),
            "source": header.source,
            "section": found.section or header.section,
            "page": ", ".join(found.pages),
            "url": header.url,
            "lang": found.lang or header.lang,
        }
        if header.persons or found.persons:
            record["persons"] = found.persons
        if header.places or found.places:
            record["places"] = found.places
        return record


def _in_corpus(element: Any) -> bool:
    """Whether a header is one of many: what it does not say, the corpus's own does."""
    parent = element.getparent()
    return parent is not None and parent.getparent() is not None


def _in_group(element: Any) -> bool:
    return any(local(up) == "text" for up in element.iterancestors())
