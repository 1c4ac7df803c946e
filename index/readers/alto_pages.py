"""ALTO, the XML of optical character recognition → the pages in it, with their blocks in reading order.

Useful for: ``alto`` (a page alone) and ``mets`` (an issue and its pages). Source: the ALTO schema 1.4 to 4.4 (Library of
Congress) and the one of the Bibliothèque nationale de France (``alto_bnf-v2``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from index.readers.print_lines import Line, paragraphs, running, whole_word
from index.readers.xml_stream import XmlDamaged, elements, local

ARK = re.compile(r"ark:/?(\d{5})/([A-Za-z0-9]+)(?:/(f\d+))?")
_GALLICA = "12148"
_SIGN = re.compile("[-\u2010\u00ac\u00ad]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: its own id and those of the blocks it lies in; its paragraphs."""

    ids: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words stand in it."""
        return sum(len(text.split()) for text in self.paragraphs)


@dataclass(slots=True)
class Page:
    """A page: its number in the file's own count ("" unknown), the address of its image, its language, its blocks."""

    number: str
    url: str
    lang: str = ""
    blocks: list[Block] = field(default_factory=list)


def pages(stream: BinaryIO) -> tuple[list[Page], XmlDamaged | None]:
    """The pages of an ALTO file (mostly one), and where it is damaged: what came before is there."""
    read = _Reading()
    try:
        for element in elements(stream, "TextBlock", "Page"):
            if local(element) == "TextBlock":
                read.block(element)
            else:
                read.page(element)
    except XmlDamaged as error:
        return read.finished(), error
    return read.finished(), None


def text_of(blocks: Iterable[Block]) -> str:
    """The text of blocks one after the other, paragraphs parted by empty lines."""
    return running(text for block in blocks for text in block.paragraphs)


def gallica_url(text: str) -> str:
    """The address at Gallica of an ark in a text ("ark:/12148/bpt6k4616238h/f1"); "" when there is none.

    >>> gallica_url("ark:/12148/bpt6k4616238h/f1")
    'https://gallica.bnf.fr/ark:/12148/bpt6k4616238h/f1'
    """
    match = ARK.search(text)
    if match is None or match[1] != _GALLICA or match[2].startswith("cb"):
        return ""
    return f"https://gallica.bnf.fr/ark:/{match[1]}/{match[2]}" + (f"/{match[3]}" if match[3] else "")


class _Reading:
    """The pages met so far; the words of the current one are kept apart until its broken words are whole."""

    def __init__(self) -> None:
        self._pages: list[tuple[Any, Page]] = []
        self._blocks: list[tuple[Page, tuple[str, ...], list[_Words]]] = []
        # Where the first half of a broken word stands: its line, and the half as printed.
        self._half: tuple[_Words, str] | None = None

    def page(self, element: Any) -> Page:
        """The page that an element is, or lies in."""
        key = next((up for up in (element, *element.iterancestors()) if local(up) == "Page"), None)
        for known, page in self._pages:
            if known is key:
                return page
        attributes = {} if key is None else key.attrib
        root = element.getroottree().getroot()
        image = " ".join(root.xpath("./*[local-name()='Description']/*[local-name()='sourceImageInformation']//text()"))
        number = attributes.get("PHYSICAL_IMG_NR", "")
        page = Page(number.lstrip("0") if number.isdecimal() else "", gallica_url(image))
        self._pages.append((key, page))
        self._half = None
        return page

    def block(self, element: Any) -> None:
        """Take in a block of text; margins hold running titles and page numbers, which are no text."""
        above = [up for up in element.iterancestors() if isinstance(up.tag, str)]
        if any(local(up).endswith("Margin") for up in above):
            return
        page = self.page(element)
        page.lang = page.lang or element.get("LANG") or element.get("language") or ""
        ids = (element.get("ID", ""), *(up.get("ID", "") for up in above if local(up) == "ComposedBlock"))
        lines = [self._line(line) for line in element.iter("{*}TextLine")]
        self._blocks.append((page, ids, lines))

    def finished(self) -> list[Page]:
        """All pages, each with its blocks."""
        for page, ids, lines in self._blocks:
            found = paragraphs([line.line() for line in lines])
            if found:
                page.blocks.append(Block(tuple(name for name in ids if name), tuple(found)))
        return [page for _, page in self._pages]

    def _line(self, element: Any) -> _Words:
        words = _Words()
        for child in element:
            name = local(child)
            if name == "String":
                self._string(child, words)
            elif name == "SP":
                words.space()
            elif name == "HYP":
                words.hyphen()
        words.place(element)
        return words

    def _string(self, element: Any, words: _Words) -> None:
        content, kind, whole = (element.get(key, "") for key in ("CONTENT", "SUBS_TYPE", "SUBS_CONTENT"))
        half, self._half = self._half, None
        if kind == "HypPart2" and half is not None:
            half[0].finish(whole_word(half[1], content, whole))
            return
        if kind == "HypPart2" and whole:
            content = whole
        words.add(content, element)
        if kind == "HypPart1":
            words.broken = True
            words.texts[-1] = whole or content
            self._half = words, content


class _Words:
    """The words of one line."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.broken = False
        self._spaced = True
        self._end = 0.0
        self._place = (0.0, 0.0, 0.0)

    def add(self, text: str, element: Any) -> None:
        """A string: a word of its own, unless it touches the one before without a space between."""
        left, width = _number(element, "HPOS"), _number(element, "WIDTH")
        if self._spaced or not self.texts or left <= 0 or left > self._end:
            self.texts.append(text)
        else:
            self.texts[-1] += text
        self._spaced = False
        self._end = left + width

    def space(self) -> None:
        """What follows is another word."""
        self._spaced = True

    def hyphen(self) -> None:
        """The line ends in a word that goes on; nothing when that is known already."""
        if self.texts and not self.broken and not _SIGN.search(self.texts[-1][-1:]):
            self.texts[-1] += "-"

    def finish(self, whole: str) -> None:
        """The last word is this one."""
        self.texts[-1] = whole

    def place(self, element: Any) -> None:
        """Keep where the line stands."""
        left = _number(element, "HPOS")
        self._place = left, left + _number(element, "WIDTH"), _number(element, "HEIGHT")

    def line(self) -> Line:
        """The line as text."""
        return Line(" ".join(text for text in self.texts if text), *self._place)


def _number(element: Any, name: str) -> float:
    try:
        value = float(element.get(name) or 0)
    except ValueError:
        return 0.0
    # "inf" and "nan" are numbers to Python.
    return value if abs(value) < 1e9 else 0.0
