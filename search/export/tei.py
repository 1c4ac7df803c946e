"""TEI P5 (guidelines of the Text Encoding Initiative), as TXM and other tools for corpora import it: one TEI an article in a
``teiCorpus``; persons, places and dates marked where the text has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from index.article import Article
from index.entities.mention import Mention
from search.envelope import is_web_address
from search.export.provenance import Provenance

# XML 1.0, 2.2: signs that no document may hold, escaped or not.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "http://www.tei-c.org/ns/1.0"


def documents(articles: Iterable[Article], provenance: Provenance) -> Iterator[str]:
    """The corpus's header, one TEI element an article, the end."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<teiCorpus xmlns="{_NAMESPACE}">\n<teiHeader>\n<fileDesc>\n'
        f"<titleStmt><title>{_text(provenance.asked or 'Corpus')}</title></titleStmt>\n"
        f'<publicationStmt><p>Kiosque, <date when="{provenance.made_on}">{provenance.made_on}</date></p></publicationStmt>\n'
        f"<sourceDesc><p>{_text(provenance.sentence())}</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n"
    )
    for number, article in enumerate(articles, 1):
        yield _document(article, number)
    yield "</teiCorpus>\n"


def _document(article: Article, number: int) -> str:
    day = f' when="{article.day}"' if article.day else ""
    authors = "".join(f"<author>{_text(name)}</author>" for name in article.authors)
    url = f"<ptr target={_quoted(article.url)}/>" if is_web_address(article.url) else ""
    page = f'<biblScope unit="page">{_text(article.page)}</biblScope>' if article.page else ""
    section = f'<biblScope unit="section">{_text(article.section)}</biblScope>' if article.section else ""
    lang = f" xml:lang={_quoted(article.lang)}" if article.lang else ""
    parts = [
        f'<TEI n="{number}"{lang}>\n<teiHeader><fileDesc>',
        f"<titleStmt><title>{_text(article.title)}</title>{authors}</titleStmt>",
        f"<publicationStmt><publisher>{_text(article.source)}</publisher><date{day}>{_text(article.day)}</date>",
        f'<idno type="kiosque">{_text(article.id)}</idno></publicationStmt>',
        f'<sourceDesc><bibl><title level="j">{_text(article.source)}</title>{section}{page}<date{day}/>{url}</bibl></sourceDesc>',
        "</fileDesc></teiHeader>",
        '<text><body><div type="article">',
        f"<head>{_marked(article, 'title', article.title)}</head>",
        *(f'<p rend="chapo">{part}</p>' for part in _paragraphs(article, "chapo", article.chapo)),
        *(f"<p>{part}</p>" for part in _paragraphs(article, "body", article.body)),
        "</div></body></text>\n</TEI>\n",
    ]
    return "\n".join(parts)


def _paragraphs(article: Article, field: str, text: str) -> list[str]:
    """Marks never cross a paragraph's end, so the marked text can be cut there."""
    return [part for part in _marked(article, field, text).split("\n\n") if part] if text else []


def _marked(article: Article, field: str, text: str) -> str:
    parts, at = [], 0
    for mention, opening, closing in _elements(article, field, text):
        if mention.start >= at:
            parts += [_text(text[at : mention.start]), opening, _text(text[mention.start : mention.end]), closing]
            at = mention.end
    return "".join([*parts, _text(text[at:])])


def _elements(article: Article, field: str, text: str) -> list[tuple[Mention, str, str]]:
    """What is named in a field, in the order of the text, the longer first."""
    found = [
        *((m, f"<persName key={_quoted(p.value)}>", "</persName>") for p in article.persons or () for m in p.mentions),
        *((m, f"<placeName key={_quoted(p.value)}>", "</placeName>") for p in article.places or () for m in p.mentions),
        *((m, _date(d.value), "</date>") for d in article.dates or () for m in d.mentions),
    ]
    inside = [e for e in found if e[0].field == field and "\n\n" not in text[e[0].start : e[0].end]]
    return sorted(inside, key=lambda element: (element[0].start, -element[0].end))


def _date(value: str) -> str:
    first, _, last = value.partition("/")
    if last:
        return f'<date from="{first}" to="{last}">'
    # A day of an unknown year is "--09-13" in XML Schema.
    return f'<date when="{first.replace("XXXX", "-")}">'


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text))
