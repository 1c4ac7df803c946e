"""The noun in the middle: an article, as every reader makes it and every page shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.entities.mention import Person, Place, SpokenDate

TEXT_FIELDS = ("title", "chapo", "body")

DATED_BY = ("field", "json-ld", "meta", "markup", "text", "dateline", "url", "file name")
"""Where a publication date may have been found: said by the source in a field; by a page's JSON-LD, meta tags or
markup; printed near its title; in the dateline of the text; in the address; in the name of the file."""


@dataclass(frozen=True, slots=True)
class Article:
    """One press article.

    ``body`` and ``chapo`` are plain text, paragraphs parted by an empty line. ``published`` is an
    ISO 8601 prefix whose length is its precision (``2017``, ``2017-03``, ``2017-03-09``) or a full
    date-time with offset, "" when the source gives none: none is ever invented.
    ``published_from`` says where it was found, one of ``DATED_BY``, "" without a date. ``persons``,
    ``places`` and ``dates`` are None until somebody, the source or the tagger, has filled them.
    ``page`` is where it stands in the paper ("3", "3-4"); ``revision`` counts the states that its source gave out
    of it, 0 when that is unknown: of several the highest is kept.
    ``origin`` is where it was read: ``path`` or ``path:line``. ``copies_of`` is told by an index that has
    near-copies of it: the id of the first of them to be published, its own perhaps; "" when there is none.
    """

    id: str
    title: str
    body: str
    chapo: str = ""
    published: str = ""
    published_from: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    section: str = ""
    page: str = ""
    url: str = ""
    lang: str = ""
    persons: tuple[Person, ...] | None = None
    places: tuple[Place, ...] | None = None
    dates: tuple[SpokenDate, ...] | None = None
    revision: int = 0
    origin: str = field(default="", compare=False)
    copies_of: str = field(default="", compare=False)

    @property
    def day(self) -> str:
        """The publication date without its time: an ISO prefix of at most ten characters."""
        return self.published[:10]

    def texts(self) -> Iterator[tuple[str, str]]:
        """The fields with text in reading order: ``("title", "…"), ("body", "…")``."""
        for name in TEXT_FIELDS:
            text = getattr(self, name)
            if text:
                yield name, text

    def fingerprint(self) -> str:
        """A hash of everything the source said: equal when nothing has changed."""
        parts = (
            self.id, self.title, self.chapo, self.body, self.published, self.source,
            self.section, self.page, self.url, *self.authors,
            *(p.value for p in self.persons or ()), *(p.value for p in self.places or ()),
        )  # fmt: skip
        return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not become an article: ``origin`` names the file, ``line`` counts from 1
    (0 when the format has no lines), ``reason`` says what is wrong and, where possible, the cure."""

    origin: str
    line: int
    reason: str

    @classmethod
    def from_article(cls, article: Article, reason: str) -> Rejected:
        """For an article that was read and cannot be kept: its ``origin`` ends with its line, if it has one."""
        path, colon, line = article.origin.rpartition(":")
        return cls(path, int(line), reason) if colon and line.isdecimal() else cls(article.origin, 0, reason)


def stable_id(url: str, *content: str) -> str:
    """An id for an article that brings none: from its URL, else from its content.

    The same URL, or the same content, always gives the same id (blake2b, 80 bits: a collision is
    expected only after some 10¹² articles).
    """
    key = url or "\x1f".join(content)
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=10).hexdigest()
