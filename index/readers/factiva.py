"""Factiva (Dow Jones): exports in HTML, in XML and as text, with the two-letter codes of its fields or without them.

Every article ends with its accession number ("Document LEMOND0020060314e23e0001b"), which is its identity. Codes: HD
title, BY author, PD date, SN source, SE and CLM section, PG page, LA language, LP and TD text. The regions and
subjects that Dow Jones adds (RE, NS) classify the article among companies and markets ("European Union Countries");
they are not taken for the places it names, which would no longer be looked for in its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from bs4.element import Tag

from index.article import Article, Rejected
from index.readers.archives import is_archive
from index.readers.clean import clean_line
from index.readers.encoding import decode, peeked
from index.readers.factiva_lines import BODY, CODES, NUMBER, body_of, coded_record, is_coded, line_record
from index.readers.fields import article_from, our_field
from index.readers.languages import language_code
from index.readers.markup import blocks, parse
from index.readers.pieces import Piece, cut_short, each, pieces, too_long
from index.readers.xml_stream import XmlDamaged, elements, local, root_of

NAME = "factiva"
SUFFIXES = (".html", ".htm", ".xml", ".txt")
MEANING = "An export of Factiva in HTML, XML or text, many articles a file."

_ROOTS = frozenset(("PPSResponse", "ppsArticleResponse", "ppsarticleResultSet", "ppsarticle"))
_PAGE = re.compile(
    r"<title>\s*(?:Dow Jones )?Factiva\b|"
    r"class=[\"'](?:article [a-z]{2,5}Article|[a-z]{2,5}Headline|articleParagraph)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"<div\b[^>]{0,100}class=[\"']article [a-z]{2,5}Article\b", re.IGNORECASE)
_NUMBER_LINE = re.compile(rf"^(?:AN[ \t\u00a0]+)?{NUMBER.pattern}[ \t\u00a0\r]*$", re.MULTILINE)
# Paragraphs of plain text inside XML: a line that is set in.
_SET_IN = re.compile(r"\n[ \t]{3,}(?=\S)|\n[ \t]*\n")


# Each beside what must be there for it: a search for those bytes costs a fiftieth of the pattern.
_CLASS = re.compile(rb"[a-z]{2}Article\b")
_CODE = re.compile(rb"^(?:HD|AN)\b", re.MULTILINE)
_SERIAL = re.compile(rb"[A-Z0-9]{2}\d{10}[a-z0-9]{4}")

Make = Callable[[Mapping[str, str], int], Article | Rejected]


def sniff(head: bytes) -> bool:
    """Whether a file is a page of Factiva, its XML, or text with its codes or its numbers."""
    root = root_of(head)
    if root is not None and root[1].lower() != "html":
        return root[1] in _ROOTS
    if is_archive(head) or not _is_likely(head):
        return False
    text = decode(head)
    if text.lstrip()[:1] == "<":
        return _PAGE.search(text) is not None
    number = _NUMBER_LINE.search(text)
    return is_coded(text) or (number is not None and line_record(text[: number.start()]) is not None)


def _is_likely(head: bytes) -> bool:
    """Whether it is worth while to decode these bytes: every file of a corpus is asked."""
    return (
        b"Factiva" in head
        or b"articleParagraph" in head
        or (b"Article" in head and _CLASS.search(head) is not None)
        or ((b"HD" in head or b"AN" in head) and _CODE.search(head) is not None)
        or _SERIAL.search(head) is not None
    )


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of an export, one by one; what is none as Rejected, with its line."""
    head, stream = peeked(stream)
    root = root_of(head)
    if root is not None and root[1] in _ROOTS:
        of_kind = _from_xml
    else:
        of_kind = _from_page if decode(head[:1000]).lstrip()[:1] == "<" else _from_text
    found = False
    for record in of_kind(stream, origin, lambda codes, line: _article(codes, origin, line, mapping)):
        found = True
        yield record
    if not found:
        yield Rejected(origin, 0, "no article in this export; cure: export the articles with their text")


def _article(codes: Mapping[str, str], origin: str, line: int, mapping: Mapping[str, str] | None) -> Article | Rejected:
    """The article of these codes. Those that a mapping names ("CR=authors") count as well."""
    number = NUMBER.search(codes.get("AN", ""))
    record = {
        "id": number[1] if number else codes.get("AN", ""),
        "title": clean_line(codes.get("HD", "")),
        "body": body_of(codes),
        "published": codes.get("PD", ""),
        "authors": codes.get("BY", ""),
        "source": codes.get("SN", ""),
        "section": codes.get("SE") or codes.get("CLM", ""),
        "page": codes.get("PG", ""),
        "lang": language_code(codes.get("LA", "")),
    }
    mapped = {code: text for code, text in codes.items() if (ours := our_field(code, mapping)) and ours[1] < 0}
    return article_from({**record, **mapped}, origin, line, mapping, plain=True)


def _from_text(stream: BinaryIO, origin: str, make: Make) -> Iterator[Article | Rejected]:
    """The articles of a text: each ends with the line of its number, with which the next piece begins."""
    before: Piece | None = None
    numbered = False
    for piece in pieces(stream, _NUMBER_LINE):
        if piece is None:
            yield too_long(origin)
            before = None
            continue
        number, _, rest = piece.text.partition("\n") if _NUMBER_LINE.match(piece.text) else ("", "", piece.text)
        numbered = numbered or bool(number)
        if number and before:
            codes = _codes_of(before.text)
            yield make({**codes, "AN": number}, before.line) if codes else _not_an_article(origin, before.line)
        before = Piece(piece.line + bool(number), rest)
    codes = _codes_of(before.text) if before else {}
    if before and codes:
        # A single article may have been copied without its number; in an export the last has lost its end.
        yield cut_short(origin, before.line) if numbered else make(codes, before.line)


def _codes_of(text: str) -> dict[str, str]:
    codes = coded_record(text)
    return codes if "HD" in codes else line_record(text) or {}


def _not_an_article(origin: str, line: int) -> Rejected:
    reason = "not an article: no title with its codes (HD …), nor number of words and date above the text"
    return Rejected(origin, line, f'{reason}; cure: export it as "article with indexing"')


def _from_page(stream: BinaryIO, origin: str, make: Make) -> Iterator[Article | Rejected]:
    def of_piece(piece: Piece) -> Iterator[Article | Rejected]:
        if not _ARTICLE.match(piece.text):
            return
        article = parse(piece.text).find("div")
        codes = _of_table(article) or _of_boxes(article) if isinstance(article, Tag) else {}
        if piece.last and "AN" not in codes and "</html" not in piece.text.lower():
            yield cut_short(origin, piece.line)
        else:
            yield make(codes, piece.line)

    return each(stream, origin, _ARTICLE, of_piece)


def _of_table(article: Tag) -> dict[str, str]:
    """The codes of an article that is a table of them."""
    codes: dict[str, str] = {}
    for row in article.find_all("tr"):
        cells = row.find_all("td", recursive=False)
        code = clean_line(cells[0].get_text()) if len(cells) == 2 else ""
        if code in CODES:
            part = "\n\n" if code in BODY else "\n"
            codes.setdefault(code, part.join(block.text for block in blocks(cells[1])))
    return codes


def _of_boxes(article: Tag) -> dict[str, str]:
    """The codes that an article displayed without them would have: boxes in a known order, then its paragraphs."""
    paragraphs = article.find_all("p")
    lines = [
        block.text for box in article.find_all("div") if not box.find("div") for block in blocks(box, _is_paragraph)
    ]
    codes = line_record("\n".join(lines)) or {}
    title, author = article.find(id="hd"), article.find(class_="author")
    texts = [text for p in paragraphs if (text := "\n".join(block.text for block in blocks(p)))]
    number = next((text for text in reversed(texts) if NUMBER.fullmatch(text)), "")
    found = {
        "HD": clean_line(title.get_text()) if title else codes.get("HD", ""),
        "BY": clean_line(author.get_text()) if author else codes.get("BY", ""),
        "TD": "\n\n".join(text for text in texts if text != number),
        "AN": number,
    }
    section = codes.get("SE", "")
    return {**codes, **found, "SE": "" if section in (found["HD"], found["BY"]) else section} if found["HD"] else {}


def _is_paragraph(element: Tag) -> bool:
    return element.name == "p"


def _from_xml(stream: BinaryIO, origin: str, make: Make) -> Iterator[Article | Rejected]:
    try:
        for article in elements(stream, "article"):
            yield make(_of_xml(article), article.sourceline or 0)
    except XmlDamaged as error:
        yield Rejected(origin, error.line, f"{error}; what came before is kept; cure: export it anew")


# Element of Factiva's XML → the code of the same field elsewhere.
_ELEMENTS = {
    "accessionNo": "AN", "headline": "HD", "byline": "BY", "sourceName": "SN", "sectionName": "SE", "section": "SE",
    "columnName": "CLM", "baseLanguage": "LA", "leadParagraph": "LP", "tailParagraphs": "TD", "pages": "PG",
    "publicationDate": "PD", "credit": "CR",
}  # fmt: skip


def _of_xml(article: Any) -> dict[str, str]:
    codes: dict[str, str] = {}
    for child in article:
        code = _ELEMENTS.get(local(child))
        if code == "PG":
            codes[code] = ", ".join(clean_line(text) for text in child.itertext() if text.strip())
        elif code == "PD":
            codes[code] = "".join(child.itertext()).strip()
        elif code:
            part = "\n\n" if code in BODY else " "
            codes.setdefault(code, part.join(_paragraphs(child)))
    return codes


def _paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs of an element: its own ``paragraph`` elements, or its text, in which they are set in."""
    inner = [child for child in element if local(child) == "paragraph"]
    for paragraph in inner or [element]:
        text = "".join(paragraph.itertext())
        parts = [text] if inner else _SET_IN.split(text)
        yield from (" ".join(part.split()) for part in parts if part.strip())
