"""OpenDocument texts (.odt, LibreOffice): one article a file. OASIS OpenDocument 1.3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.office import Paragraph, article_of, first_names, member
from index.readers.xml_stream import XmlDamaged, elements, local

NAME = "odt"
SUFFIXES = (".odt",)
MEANING = "An OpenDocument text (LibreOffice): one article."

# The first member, uncompressed, says what the archive is (OpenDocument 1.3, part 2, 3.3).
_KIND = b"application/vnd.oasis.opendocument.text"
_TITLE, _SUBTITLE = ("Title", "Heading_20_1", "Titre", "Titre_20_1"), ("Subtitle", "Sous-titre")
# Comments, notes, what was struck out.
_SILENT = frozenset(("annotation", "note", "tracked-changes", "ruby-text"))


def sniff(head: bytes) -> bool:
    """Whether a zip archive says that it is an OpenDocument text."""
    return head[:4] == b"PK\x03\x04" and first_names(head)[:1] == ["mimetype"] and _KIND in head[:200]


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The article of a document; Rejected when it is damaged or empty."""
    inner = member(stream, origin, "content.xml")
    if isinstance(inner, Rejected):
        yield inner
        return
    parents: dict[str, str] = {}
    paragraphs = []
    try:
        for element in elements(inner, "style", "p", "h"):
            if local(element) == "style":
                parents[_attribute(element, "name")] = _attribute(element, "parent-style-name")
            elif not any(local(up) in _SILENT for up in element.iterancestors()):
                paragraphs.append(_paragraph(element, parents))
    except XmlDamaged as error:
        yield Rejected(origin, 0, f"the document is damaged ({error}); cure: open it and save it anew")
        return
    yield from article_of(paragraphs, origin, mapping)


def _paragraph(element: Any, parents: Mapping[str, str]) -> Paragraph:
    style = _attribute(element, "style-name")
    style = parents.get(style) or style
    heading = local(element) == "h" and _attribute(element, "outline-level") == "1"
    return Paragraph("".join(_text(element)), heading or style in _TITLE, style in _SUBTITLE)


def _text(element: Any) -> Iterator[str]:
    """The text of an element: its spaces, tabs and line breaks are elements of their own."""
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "s":
            yield " "
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _SILENT:
            yield from _text(child)
        yield child.tail or ""


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
