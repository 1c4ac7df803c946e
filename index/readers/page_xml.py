"""PAGE XML: pages recognised or transcribed with Transkribus, eScriptorium, OCR-D: each file is a page, and a document.

Source: PAGE content format 2010 to 2019 (PRImA, University of Salford).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.fields import article_from
from index.readers.print_lines import Line, paragraphs, running
from index.readers.print_pages import page_document
from index.readers.xml_stream import XmlDamaged, elements, local, root_of

NAME = "page"
SUFFIXES = (".xml",)
MEANING = "A page recognised or transcribed in PAGE XML (Transkribus, eScriptorium): its text in reading order."

# Types of regions that are no text of the page.
_LEFT_OUT = frozenset(
    ("page-number", "header", "footer", "catch-word", "signature-mark", "marginalia", "footnote-continued")
)
# Transkribus writes the type and the place in its own notation as well: "structure {type:page-number;}".
_CUSTOM_TYPE = re.compile(r"structure\s*\{[^}]*type:\s*([\w-]+)")
_CUSTOM_PLACE = re.compile(r"readingOrder\s*\{[^}]*index:\s*(\d{1,6})")
_POINT = re.compile(r"(-?\d{1,7}(?:\.\d+)?),(-?\d{1,7}(?:\.\d+)?)")
_PAGE_NUMBER = re.compile(r"(?:page|p|f|folio|_)[ _-]?0*(\d{1,4})\D*$", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether these bytes begin a PAGE file."""
    root = root_of(head)
    return root is not None and root[1] == "PcGts"


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The page as one document; Rejected when it has no text."""
    regions: list[tuple[str, int, list[str]]] = []
    order: dict[str, int] = {}
    image = ""
    damaged: XmlDamaged | None = None
    try:
        for element in elements(stream, "TextRegion", "ReadingOrder", "Page", wanted=_outermost):
            if local(element) == "ReadingOrder":
                order = _order(element)
            elif local(element) == "TextRegion":
                regions.extend(_regions(element))
            else:
                image = image or element.get("imageFilename", "")
    except XmlDamaged as error:
        damaged = error
    # Stable: regions that no order tells of stay as they stand in the file.
    regions.sort(key=lambda region: order.get(region[0], len(order) + region[1]))
    body = running(text for _, _, texts in regions for text in texts)
    if body:
        number = _PAGE_NUMBER.search(re.sub(r"\.\w{3,4}$", "", image))
        record = page_document(number[1] if number else "", body, "", "")
        yield article_from(record, origin, mapping=mapping, plain=True, file=origin)
    if damaged is not None:
        yield Rejected(origin, damaged.line, f"{damaged}; what came before is kept; cure: fetch it anew")
    elif not body:
        yield Rejected(origin, 0, "a page without text: blank, or a picture, or not recognised yet")


def _outermost(element: Any) -> bool:
    """Whether a region stands by itself: those in it, the cells of a table or the lines of a column, are read with it."""
    return local(element) != "TextRegion" or not any(local(up) == "TextRegion" for up in element.iterancestors())


def _order(element: Any) -> dict[str, int]:
    """The place of each region, groups within groups in turn."""
    found: dict[str, int] = {}
    stack: list[Any] = [element]
    while stack:
        one = stack.pop()
        name = one.get("regionRef") if isinstance(one.tag, str) else None
        if name:
            found.setdefault(name, len(found))
        children = [child for child in one if isinstance(child.tag, str)]
        stack.extend(sorted(children, key=_index, reverse=True))
    return found


def _index(element: Any) -> int:
    value = element.get("index") or ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 0


def _regions(element: Any) -> Iterator[tuple[str, int, list[str]]]:
    """A region's id, its place by its own account, its paragraphs; then those of the regions in it."""
    for region in element.iter("{*}TextRegion"):
        custom = region.get("custom") or ""
        said, place = _CUSTOM_TYPE.search(custom), _CUSTOM_PLACE.search(custom)
        if (region.get("type") or (said[1] if said else "")) in _LEFT_OUT:
            continue
        lines = [_line(line) for line in region.iterfind("{*}TextLine")]
        texts = paragraphs([line for line in lines if line.text])
        if not lines and region.find("{*}TextRegion") is None:
            texts = [part for part in _text(region).split("\n\n") if part.strip()]
        yield region.get("id") or "", int(place[1]) if place else 0, texts


def _line(element: Any) -> Line:
    coords = element.find("{*}Coords")
    points = _POINT.findall(coords.get("points") or "") if coords is not None else []
    across, down = [float(x) for x, _ in points], [float(y) for _, y in points]
    text = _text(element) or " ".join(_text(word) for word in element.iterfind("{*}Word"))
    if not points:
        return Line(text)
    return Line(text, min(across), max(across), max(down) - min(down))


def _text(element: Any) -> str:
    """The text of a line or a region: of several readings the first by index."""
    readings = sorted(element.iterfind("{*}TextEquiv"), key=_index)
    texts = (reading.findtext("{*}Unicode") or reading.findtext("{*}PlainText") or "" for reading in readings)
    return next((text.strip() for text in texts if text.strip()), "")
