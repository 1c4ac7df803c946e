"""Europresse and Eureka (CEDROM-SNi, Cision): the articles of an export "Sauvegarder en HTML", in both its layouts.

Since 2014 every document is an ``<article>``; before, a table in which only source, header and title have names. The
number of a document (``news·20060315·LM·0q1503_1256056``) is its identity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from bs4.element import Tag

from index.article import Article, Rejected
from index.readers import europresse_tables
from index.readers.archives import is_archive
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
# By class, the surest first.
_TEXTS = ("docOcurrContainer", "DocText", "socialNetworkText", "core-text", "transcripts")
_TITLES = ("titreArticleVisu", "rdp__articletitle", "titreArticle", "grandTitre", "socialNetworkTitle")
_AUTHORS = ("docAuthors", "socialNetworkAuthorTitle", "aside-author")
_PUBLISHED_IN = re.compile(r"\s*(?:Cet article est paru dans|This article (?:was published|appeared) in)\b")
_MAIL = re.compile(r"\S+@\S+")
# Longer is no byline but the first paragraph of a text.
_LONGEST_BYLINE = 300


def sniff(head: bytes) -> bool:
    """Whether a page names its parts as Europresse does."""
    named = b"DocPublicationName" in head or b"cedrom-sni.com/schema" in head
    return named and not is_archive(head) and _ITS_MARKUP.search(decode(head)) is not None


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
    link = next((a for a in root.find_all("a") if _PUBLISHED_IN.match(a.get_text())), None)
    address = str(link.get("href") or "") if link else ""
    if link:
        link.decompose()
    parts = _by_class(root)
    title = next((tag for name in _TITLES for tag in parts[name] if _line(tag)), None)
    box = (title.find_parent(class_="titreArticle") or title) if title else None
    return {
        "source": _source(parts),
        "header": _header(root, parts),
        "title": _line(title),
        "section": _overline(box),
        "chapo": _chapo(parts, title, box),
        "authors": _authors(parts, box),
        "body": _body(root, parts),
        "id": number_in(root.get_text(" ")),
        "url": address,
    }


def _by_class(root: Tag) -> defaultdict[str, list[Tag]]:
    """The elements of each class, in reading order: one walk for a dozen questions."""
    parts: defaultdict[str, list[Tag]] = defaultdict(list)
    for tag in root.find_all(True):
        for name in tag.get("class") or ():
            parts[name].append(tag)
    return parts


def _line(element: Tag | None) -> str:
    """The text of an element on one line."""
    return clean_line(" ".join(block.text for block in blocks(element))) if element else ""


def _source(parts: Mapping[str, list[Tag]]) -> str:
    """The source: what stands before the first line break of its element, which towns and editions follow."""
    element = next((tag for tag in (*parts["DocPublicationName"], *_in_header(parts, "sm-margin-bottom"))), None)
    return next((line for block in blocks(element) for line in block.text.split("\n")), "") if element else ""


def _in_header(parts: Mapping[str, list[Tag]], name: str) -> list[Tag]:
    return [tag for tag in parts[name] if tag.find_parent("header")]


def _header(root: Tag, parts: Mapping[str, list[Tag]]) -> str:
    """The line with section, date and page, wherever this kind of document has it."""
    named = "".join(tag.get_text() for tag in parts["DocHeader"])
    if named.strip():
        return named
    beside = [span for tag in parts["DocTitreSousSection"] if (span := tag.find_next_sibling("span"))]
    boxes = [box for header in root.find_all("header") for box in header.find_all("div", recursive=False)]
    lines = map(_line, (*beside[:1], *_in_header(parts, "sm-margin-bottom"), *parts["box-date"], *boxes))
    return next((line for line in lines if day_in(line)), "")


def _chapo(parts: Mapping[str, list[Tag]], title: Tag | None, box: Tag | None) -> str:
    """What stands above and under the title in the same box, and subtitles elsewhere in the header."""
    header = box.find_parent("header") if box else None
    bold = [tag for tag in header.find_all("p") if tag.parent and tag.parent.name == "b"] if header else []
    beside = box.find_all("p") if box and box is not title else []
    lines = (_line(tag) for tag in (*beside, *parts["rdp__subtitle"], *bold) if tag is not title)
    return "\n\n".join(dict.fromkeys(line for line in lines if line))


def _overline(box: Tag | None) -> str:
    """The section as some papers print it in a line of its own, between header and title."""
    beside = box.find_previous_siblings(("p", "div")) if box else []
    return next((_line(tag) for tag in beside if _is_plain(tag) and not tag.find("span")), "")


def _is_plain(tag: Tag) -> bool:
    """Whether an element of the header says of itself at most that it keeps a distance."""
    return tag.get("class") in (None, [], ["sm-margin-bottomNews"])


def _authors(parts: Mapping[str, list[Tag]], box: Tag | None) -> str:
    """The byline, each of its lines an author: a box of its own, or what follows the box of the title."""
    named = next((parts[name] for name in _AUTHORS if parts[name]), [])
    if not named and box:
        named = [tag for tag in box.find_next_siblings(("p", "div")) if _is_plain(tag)][:1]
    lines = (line for element in named for block in blocks(element) for line in block.text.split("\n"))
    byline = ";".join(lines)
    return _MAIL.sub("", byline) if len(byline) <= _LONGEST_BYLINE else ""


def _body(root: Tag, parts: Mapping[str, list[Tag]]) -> str:
    """The paragraphs of the text, without where else it appeared, the number, and whose rights it is."""
    candidates = [[tag for tag in parts[name] if not tag.find_parent(class_=name)] for name in _TEXTS]
    for found in (*candidates, root.find_all("section")[:1]):
        lines = [block.text for element in found for block in blocks(element, _is_beside)]
        while lines and RIGHTS.fullmatch(lines[-1]):
            lines.pop()
        if lines:
            return "\n\n".join(lines)
    return ""


def _is_beside(element: Tag) -> bool:
    return element.name in ("aside", "footer", "header") or not _BESIDES.isdisjoint(element.get("class") or ())
