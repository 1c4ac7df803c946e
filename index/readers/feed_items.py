"""An item of a feed, in XML or JSON → an article: what both kinds of feed share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.article import Article, Rejected
from index.readers.agency import Dispatch, host

# Identifiers that are one in the whole world: addresses, "urn:…", "tag:…", UUIDs. Others count in their site alone.
_UNIQUE = re.compile(r"[a-z][a-z0-9+.-]*:.+|\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|\S{32,}", re.IGNORECASE)
# What WordPress sets under each item.
_FOOT = re.compile(
    r"(?:L[’']article|Cet article|The post)\b.{1,400}?(?:est apparu en premier sur|appeared first on|first appeared on)\b.*",
    re.DOTALL,
)


@dataclass(slots=True)
class Item:
    """What a feed says of one of its items. ``content`` is the whole text, ``summary`` a teaser; either may be ""."""

    id: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    dates: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    source: str = ""
    section: str = ""
    lang: str = ""
    url: str = ""
    persons: list[Any] = field(default_factory=list)

    def article(self, origin: str, line: int, mapping: Mapping[str, str] | None) -> Article | Rejected:
        """The article: its text whole where the feed has it, else its teaser."""
        content, summary = _without_foot(self.content), _without_foot(self.summary)
        return Dispatch(
            id=self._identity(),
            title=self.title,
            chapos=[summary] if content else [],
            body=content or summary,
            dates=self.dates,
            authors=self.authors,
            sources=[self.source],
            section=self.section,
            lang=self.lang,
            url=self.url,
        ).article(origin, line, mapping)

    def _identity(self) -> str:
        """The identifier; with the site's name where it counts in that site alone ("1234")."""
        if not self.id or _UNIQUE.fullmatch(self.id):
            return self.id
        site = host(self.url) or self.source
        return f"{site}:{self.id}" if site else ""


def _without_foot(text: str) -> str:
    head, _, last = text.rpartition("\n\n")
    return head if head and _FOOT.fullmatch(last) else text
