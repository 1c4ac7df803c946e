"""Europresse and Eureka (CEDROM-SNi, Cision): the articles of an export "Sauvegarder en HTML", in both its layouts.

Since 2014 every document is an ``<article>``; before, a table in which only source, header and title have names. The
number of a document (``news·20060315·LM·0q1503_1256056``) is its identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from bs4.element import Tag

from index.article import Article, Rejected
from index.readers import europresse_tables
from index.readers.clean import clean_line
from index.readers.encoding import decode
from index.readers.europresse_header import RIGHTS, day_of, header_fields, number_in, source_name
from index.readers.fields import article_from
from index.readers.markup import blocks, parse
from index.readers.pieces import Piece, cut_short, each
from index.readers.plain_text import opening_words
from index.readers.printed_dates import day_in

NAME = "europresse"
SUFFIXES = (".html", ".htm")
MEANING = "An export of Europresse or Eureka in HTML, many articles a file, in the layout before 2014 and in today's."

_ITS_MARKUP = re.compile(
    r"<(?:span|div)\s[^>]*class=[\"'][^\"']*\bDocPublicationName\b|\.DocPublicationName\s*[{,]|cedrom-sni\.com/schema"
)
_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
_SOURCE = re.compile(r"<span\s+class=[\"']?DocPublicationName\b", re.IGNORECASE)
# In the text without being of it: where else a dispatch appeared, times of a transcript, the number.
_BESIDES = frozenset((
    "apd-wrapper", "apd-sources", "rdp__newsdoc", "Doc-LegalInfo", "publiC-lblNodoc", "time", "tweet-stats",
    "img-container",
))  # fmt: skip
_TEXTS = (".docOcurrContainer", ".DocText", ".socialNetworkText", ".core-text", ".transcripts", "section")
_TITLES = (".titreArticle .titreArticleVisu", ".titreArticle .rdp__articletitle", ".titreArticle", ".titreArticleVisu",
           ".grandTitre", ".rdp__articletitle", ".socialNetworkTitle")  # fmt: skip
_PUBLISHED_IN = re.compile(r"\s*(?:Cet article est paru dans|This article (?:was published|appeared) in)\b")
_MAIL = re.compile(r"\S+@\S+")
# Longer is no byline but the first paragraph of a text.
_LONGEST_BYLINE = 300


def sniff(head: bytes) -> bool:
    """Whether a page names its parts as Europresse does."""
    named = b"DocPublicationName" in head or b"cedrom-sni.com/schema" in head
    return named and _ITS_MARKUP.search(decode(head)) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of an export, one by one; documents without title and text are Rejected with their line."""
    found = False
    for record in each(stream, origin, _mark, lambda piece: _article(piece, origin, mapping)):
        found = True
        yield record
    if not found:
        yield Rejected(origin, 0, "no article in this export; cure: export the documents themselves, not their list")


def _mark(head: str) -> re.Pattern[str]:
    """What begins a document: in the old layout, which has no ``<article>``, the name of its source."""
    old = "TitreArticleVisu" in head and not _ARTICLE.search(head)
    return _SOURCE if old else _ARTICLE


def _article(piece: Piece, origin: str, mapping: Mapping[str, str] | None) -> Iterator[Article | Rejected]:
    if _ARTICLE.match(piece.text):
        end = piece.text.rfind("</article")
        record = _record(piece.text if end < 0 else piece.text[:end])
        whole = end >= 0
    elif _SOURCE.match(piece.text):
        record = europresse_tables.record_of(piece.text)
        whole = bool(record["id"])
    else:
        return
    if piece.last and not whole and "</html" not in piece.text:
        yield cut_short(origin, piece.line)
        return
    if not (record["source"] or record["body"] or record.get("title")):
        return
    header = header_fields(record.pop("header"))
    record |= {name: value for name, value in header.items() if value or name not in record}
    record["published"] = record["published"] or day_of(record["id"])
    record["source"] = source_name(record["source"])
    record["title"] = record.get("title") or opening_words(record["body"])
    yield article_from(record, origin, piece.line, mapping, plain=True)


def _record(html: str) -> dict[str, str]:
    """The parts of a document in today's layout: as ``europresse_tables.record_of`` gives them, and its address."""
    root = parse(html)
    title = next((found for css in _TITLES for found in root.select(css) if _line(found)), None)
    link = next((a for a in root.find_all("a") if _PUBLISHED_IN.match(a.get_text())), None)
    address = str(link.get("href") or "") if link else ""
    if link:
        link.decompose()
    return {
        "source": _source(root),
        "header": _header(root),
        "title": _line(title) if title else "",
        "section": _overline(title),
        "chapo": _chapo(root, title),
        "authors": _authors(root, title),
        "body": _body(root),
        "id": number_in(root.get_text(" ")),
        "url": address,
    }


def _line(element: Tag | None) -> str:
    """The text of an element on one line."""
    return clean_line(" ".join(block.text for block in blocks(element))) if element else ""


def _source(root: Tag) -> str:
    """The source: what stands before the first line break of its element, which towns and editions follow."""
    element = root.select_one(".DocPublicationName") or root.select_one("header .sm-margin-bottom")
    return next((line for block in blocks(element) for line in block.text.split("\n")), "") if element else ""


def _header(root: Tag) -> str:
    """The line with section, date and page, wherever this kind of document has it."""
    named = "".join(element.get_text() for element in root.select(".DocHeader"))
    if named.strip():
        return named
    label = root.select_one(".DocTitreSousSection")
    if label and (beside := label.find_next_sibling("span")):
        return _line(beside)
    places = ("header .sm-margin-bottom", ".box-date", "header > div")
    return next((line for css in places for element in root.select(css)
                 if day_in(line := _line(element))), "")  # fmt: skip


def _chapo(root: Tag, title: Tag | None) -> str:
    """What stands above and under the title in the same box, and subtitles elsewhere in the header."""
    box = title.find_parent(class_="titreArticle") if title else None
    beside = box.find_all("p") if box else []
    found = [*beside, *root.select("header .rdp__subtitle"), *root.select("header b > p")]
    lines = (_line(element) for element in found if element is not title)
    return "\n\n".join(dict.fromkeys(line for line in lines if line))


def _overline(title: Tag | None) -> str:
    """The section as some papers print it in a line of its own, between header and title."""
    box = (title.find_parent(class_="titreArticle") or title) if title else None
    beside = box.find_previous_siblings(("p", "div")) if box else []
    return next(
        (
            _line(tag)
            for tag in beside
            if tag.get("class") in (None, [], ["sm-margin-bottomNews"]) and not tag.find("span")
        ),
        "",
    )


def _authors(root: Tag, title: Tag | None) -> str:
    """The byline, each of its lines an author: a box of its own, or what follows the box of the title."""
    box = (title.find_parent(class_="titreArticle") or title) if title else None
    named: Sequence[Tag] = (
        root.select(".docAuthors") or root.select(".socialNetworkAuthorTitle") or root.select(".aside-author")
    )
    if not named and box:
        beside = [tag for tag in box.find_next_siblings() if tag.name in ("p", "div")]
        named = [tag for tag in beside if tag.get("class") in (None, [], ["sm-margin-bottomNews"])][:1]
    lines = (line for element in named for block in blocks(element) for line in block.text.split("\n"))
    byline = ";".join(lines)
    return _MAIL.sub("", byline) if len(byline) <= _LONGEST_BYLINE else ""


def _body(root: Tag) -> str:
    """The paragraphs of the text, without where else it appeared, the number, and whose rights it is."""
    for css in _TEXTS:
        found = [element for element in root.select(css) if not element.find_parent(class_=css[1:])]
        lines = [block.text for element in found for block in blocks(element, _is_beside)]
        while lines and RIGHTS.fullmatch(lines[-1]):
            lines.pop()
        if lines:
            return "\n\n".join(lines)
    return ""


def _is_beside(element: Tag) -> bool:
    return element.name in ("aside", "footer", "header") or not _BESIDES.isdisjoint(element.get("class") or ())
