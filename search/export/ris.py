"""RIS, which Zotero, EndNote and Mendeley read: one article a record, of type NEWS (newspaper article).

Tags after the Research Information Systems format of 2001 and Zotero's reading of it: T2 is the newspaper, DA the day as
YYYY/MM/DD/, N1 a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import Article
from search.envelope import is_web_address
from search.export.authors import author
from search.export.provenance import Provenance


def records(articles: Iterable[Article], provenance: Provenance | None = None) -> Iterator[str]:
    """One text an article, each ended by "ER  - " and an empty line; the note says where it comes from."""
    note = provenance.sentence() if provenance else ""
    for article in articles:
        lines = (f"{tag}  - {_flat(value)}" for tag, value in _fields(article, note) if value)
        yield "\r\n".join(("TY  - NEWS", *lines, "ER  - ", "", ""))


def _fields(article: Article, note: str) -> Iterator[tuple[str, str]]:
    yield "TI", article.title
    yield from (("AU", _filed(name)) for name in article.authors)
    yield "T2", article.source
    yield "PY", article.day[:4]
    # An absent part leaves its place empty: "1998//".
    parts = [*article.day.split("-"), "", ""][:3] if article.day else []
    yield "DA", "/".join([*parts, ""]) if parts else ""
    yield "SE", article.section
    yield "SP", article.page
    yield "AB", article.chapo
    yield "LA", article.lang
    yield "UR", article.url if is_web_address(article.url) else ""
    yield "ID", article.id
    yield "DB", "Kiosque"
    yield "N1", note


def _filed(name: str) -> str:
    """A name without given names ends with a comma: it is an institution's."""
    found = author(name)
    return found.inverted if found.given else f"{found.family},"


def _flat(value: str) -> str:
    return " ".join(value.split())
