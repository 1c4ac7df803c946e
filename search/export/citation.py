"""How an article is cited: in a sentence, after ISO 690, and as machines read it (Highwire tags, COinS).

Useful for: the article's page. Not for: files of many articles; see ``ris`` and ``bibtex``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from index.article import Article
from search.envelope import is_web_address
from search.export.authors import author

FormatDay = Callable[[str], str]
"""Says an ISO prefix in the reader's language: "3 mars 2019"."""


def sentence(article: Article, day: FormatDay) -> str:
    """As a note at the foot of a page has it: Zoé Roy, « Titre », *Le Journal*, 3 mars 2019, p. 4."""
    parts = [
        ", ".join(article.authors),
        f"«\u00a0{article.title}\u00a0»" if article.title else "",
        article.source,
        day(article.day) if article.day else "s.\u00a0d.",
        f"p.\u00a0{article.page}" if article.page else "",
    ]
    text = ", ".join(part for part in parts if part).removesuffix(".") + "."
    return f"{text} {article.url}" if is_web_address(article.url) else text


def iso_690(article: Article, day: FormatDay, accessed: str) -> str:
    """After ISO 690:2021, by French use: ROY, Zoé. Titre. *Le Journal* [en ligne]. 3 mars 2019, p. 4. …"""
    online = is_web_address(article.url)
    who = ", ".join(_capitals(name) for name in article.authors)
    where = (
        f"{article.source} [en ligne]"
        if online and article.source
        else article.source or ("[en ligne]" if online else "")
    )
    when = ", ".join(
        p
        for p in (day(article.day) if article.day else "s.\u00a0d.", f"p.\u00a0{article.page}" if article.page else "")
        if p
    )
    parts = [who, article.title.rstrip("."), where, when]
    text = ". ".join(part for part in parts if part) + "."
    # Typography: no full stop behind a mark that ends a sentence already.
    text = text.replace("?. ", "? ").replace("!. ", "! ").replace("…. ", "… ")
    if online:
        text += f" [Consulté le {day(accessed)}]. Disponible à l’adresse\u00a0: {article.url}"
    return text


def _capitals(name: str) -> str:
    found = author(name)
    return f"{found.family.upper()}, {found.given}" if found.given else found.family.upper()


def highwire(article: Article) -> Iterator[tuple[str, str]]:
    """Meta tags ``citation_…``, which Zotero and scholarly search engines read; names and contents."""
    pairs = [
        ("citation_title", article.title),
        *(("citation_author", author(name).inverted) for name in article.authors),
        ("citation_journal_title", article.source),
        ("citation_publication_date", article.day.replace("-", "/")),
        ("citation_firstpage", article.page),
        ("citation_language", article.lang or "fr"),
        ("citation_public_url", article.url if is_web_address(article.url) else ""),
    ]
    return ((name, content) for name, content in pairs if content)


def coins(article: Article) -> str:
    """The ``title`` of a COinS span (OpenURL 1.0, Z39.88-2004, KEV format of journal articles)."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "article"),
        ("rft.atitle", article.title),
        ("rft.jtitle", article.source),
        ("rft.date", article.day),
        ("rft.pages", article.page),
        *(("rft.au", name) for name in article.authors),
        ("rft_id", article.url if is_web_address(article.url) else ""),
        ("rft.language", article.lang or "fr"),
    ]
    return urlencode([(name, value) for name, value in pairs if value])
