"""A ledger in the making: what a worker writes down of each file while it reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from index.article import Article, Rejected
from index.ledger import FILES, RECORDS, REJECTED, REREAD, Ledger, Stamp, encoded, key_of, path_key
from index.readers.addresses import address_key
from index.tables import Growing

EXTRA = "requirements-extra.txt"
"""What the reason says where an optional package is missing: the file is read again, for it may be there then."""

_LARGEST_LINE = (1 << 32) - 1


class LedgerWriter:
    """A ledger in the making: a file (or a slice of one), then its records and rejections, then the next."""

    def __init__(self) -> None:
        self.files, self.records, self.rejected = Growing(FILES), Growing(RECORDS), Growing(REJECTED)

    def begin(self, stamp: Stamp, first: int, companions: bytes = b"") -> None:
        """What follows is of this file; ``first``: how many records and rejections of it came before."""
        self.files.add(
            key=path_key(stamp.path), size=stamp.size, mtime=stamp.mtime, hash_a=stamp.hashed[0],
            hash_b=stamp.hashed[1], how=stamp.how, flags=stamp.flags, first=first, path=stamp.path,
            companions=companions,
        )  # fmt: skip

    def add(self, article: Article, origin: str, document: int, known: int) -> None:
        """An article of that file, whose name is ``origin``; ``document``: in the segment beside, -1 for none."""
        key_a, key_b = key_of(article.id)
        self.records.add(
            key_a=key_a, key_b=key_b, content=_content(article.fingerprint()), headline=_headline(article),
            revision=article.revision, year=_year(article.published), document=document, known=known,
            id=encoded(article.id), place=encoded(article.origin.removeprefix(origin)),
            source=encoded(article.source),
        )  # fmt: skip
        self._count("records")

    def reject(self, rejected: Rejected, origin: str) -> None:
        """A record of that file that is no article."""
        self.rejected.add(
            line=min(rejected.line, _LARGEST_LINE),
            place=encoded(rejected.origin.removeprefix(origin)),
            reason=encoded(rejected.reason),
        )
        self._count("rejected")
        if EXTRA in rejected.reason:
            place = self.files.size - 1
            self.files.set("flags", place, self.files.get("flags", place) | REREAD)

    def _count(self, name: str) -> None:
        place = self.files.size - 1
        for column in (name, "items"):
            self.files.set(column, place, self.files.get(column, place) + 1)

    def ledger(self) -> Ledger:
        """What was written; nothing may be added after."""
        return Ledger(self.files.rows(), self.records.rows(), self.rejected.rows())


def companions_json(companions: Sequence[tuple[str, int, int]]) -> bytes:
    """Companion files, each with size and time, as the ledger keeps them."""
    return json.dumps(companions, ensure_ascii=True).encode() if companions else b""


def _content(fingerprint: str) -> int:
    """A number for an article's fingerprint."""
    return int(fingerprint[:16], 16)


def _year(published: str) -> int:
    return int(published[:4]) if published[:4].isdecimal() else 0


def _headline(article: Article) -> int:
    """Equal for two states of one page: the same address and title; 0 for an article without address."""
    if not article.url:
        return 0
    text = f"{address_key(article.url)}\0{article.title.casefold()}"
    return int.from_bytes(hashlib.blake2b(encoded(text), digest_size=8).digest(), "little")
