"""Word documents (.docx): one article a file, or an export of Nexis Uni, which has many.

Useful for: articles kept one by one, and Nexis. Not for: the older .doc, which is no archive of XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.fields import article_from
from index.readers.nexis import COUNTER
from index.readers.nexis_document import older_record, uni_record
from index.readers.nexis_labels import label_of
from index.readers.office import Paragraph, article_of, first_names, member
from index.readers.printed_dates import day_in
from index.readers.xml_stream import XmlDamaged, elements, local

NAME = "docx"
SUFFIXES = (".docx",)
MEANING = "A Word document: one article, or an export of Nexis Uni with one article or many."

_FIRST = re.compile(r"\[Content_Types\]\.xml|_rels/|word/|docProps/|customXml/")
_TITLE = re.compile(r"(?:title|titre|titel|heading ?1|titre ?1|berschrift ?1|überschrift ?1)", re.IGNORECASE)
_SUBTITLE = re.compile(r"(?:subtitle|sous-?titre|untertitel)", re.IGNORECASE)
_BOOKMARK = re.compile(r"Bookmark_\d+")
_END = re.compile(
    r"\s*(?:End of Document|Fin d[ue] document|Ende des Dokuments|Dokumentende|Fin del documento|Fine del documento|"
    r"Einde van (?:het )?document|Fim do documento)\s*",
    re.IGNORECASE,
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Between the date of a document of Nexis and its first label stand rights and an edition.
_NEAR = 12


def sniff(head: bytes) -> bool:
    """Whether a zip archive begins with the parts of a Word document."""
    names = first_names(head)
    return bool(names) and _FIRST.match(names[0]) is not None and any(name.startswith("word/") for name in names)


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The article of a document, or those of an export of Nexis Uni; Rejected when it is damaged or empty."""
    inner = member(stream, origin, "word/document.xml")
    if isinstance(inner, Rejected):
        yield inner
        return
    paragraphs: list[Paragraph] = []
    damage: Rejected | None = None
    try:
        paragraphs.extend(map(_paragraph, elements(inner, "p")))
    except XmlDamaged as error:
        damage = Rejected(origin, 0, f"the document is damaged ({error}); cure: open it and save it anew")
    documents = list(documents_of_nexis(paragraphs, origin, mapping))
    yield from documents
    if damage:
        yield damage
    elif not documents:
        yield from article_of(paragraphs, origin, mapping)


def documents_of_nexis(
    paragraphs: Sequence[Paragraph], origin: str, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    """The articles of an export of Nexis Uni, or of its predecessor, to Word; none when it is no such export."""
    for lines in _of_nexis(paragraphs):
        yield article_from(uni_record(lines), origin, 0, mapping, plain=True)
    for lines in _of_older_nexis(paragraphs):
        yield article_from(older_record(lines), origin, 0, mapping, plain=True)


def _paragraph(element: Any) -> Paragraph:
    style, marked, parts = "", False, []
    for inner in element.iter():
        name = local(inner)
        if name == "t":
            parts.append(inner.text or "")
        elif name == "pStyle":
            style = next(iter(inner.attrib.values()), "")
        elif name == "bookmarkStart":
            marked = marked or any(_BOOKMARK.fullmatch(value) for value in inner.attrib.values())
        # Text frames are written twice, once for older programs.
        elif name in _SIGNS and not any(local(up) == "tabs" for up in inner.iterancestors()):
            parts.append(_SIGNS[name])
    twice = any(local(up) == "Fallback" for up in element.iterancestors())
    subtitle = _SUBTITLE.search(style) is not None
    title = not subtitle and _TITLE.fullmatch(style) is not None
    return Paragraph("" if twice else "".join(parts), title, subtitle, marked)


def _of_nexis(paragraphs: Sequence[Paragraph]) -> Iterator[list[str]]:
    """The documents of an export of Nexis Uni, each as its lines from the title on; none when it is no such export."""
    ends = [n for n, paragraph in enumerate(paragraphs) if _END.fullmatch(paragraph.text)]
    start = 0
    for end in ends:
        document = paragraphs[start:end]
        lines = [clean_line(paragraph.text) for paragraph in document]
        first = _beginning(document, lines)
        start = end + 1
        if first is not None:
            yield [line for line in lines[first:] if line]


def _of_older_nexis(paragraphs: Sequence[Paragraph]) -> Iterator[list[str]]:
    """The documents of an export before Nexis Uni, which counts them ("1 of 10 DOCUMENTS"), each as its lines."""
    counted = [n for n, paragraph in enumerate(paragraphs) if COUNTER.fullmatch(clean_line(paragraph.text))]
    for start, end in pairwise([*counted, len(paragraphs)]):
        lines = [line for paragraph in paragraphs[start + 1 : end] if (line := clean_line(paragraph.text))]
        if any(label_of(line, capitals=True) for line in lines):
            yield lines


def _beginning(document: Sequence[Paragraph], lines: Sequence[str]) -> int | None:
    """Where the title stands, after a cover page with the list of documents: at the bookmark that the list leads to, in
    the style of a heading, or two lines above the date; None when this is no document of Nexis."""
    if not any(label_of(line, capitals=False) for line in lines):
        return None
    marked = next((n for n, paragraph in enumerate(document) if paragraph.marked), None)
    if marked is not None:
        return marked
    dates = (n for n, line in enumerate(lines) if (day := day_in(line)) and day.start <= 2)
    dated = next((n for n in dates if any(label_of(line, capitals=False) for line in lines[n : n + _NEAR])), None)
    before = [n for n, line in enumerate(lines[: dated or 0]) if line]
    heading = next((n for n, paragraph in enumerate(document[: dated or 0]) if paragraph.title), None)
    return heading if heading is not None else (before[-2:] or [0])[0]
