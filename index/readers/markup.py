"""A piece of HTML → its paragraphs of text, each with what a judge of main text needs to know.

Useful for: HTML in the fields of other formats, and as the ground of ``html_body``. Not for: whole
pages with menus; see ``html_body``.
"""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import CData, NavigableString, PageElement, Tag

from index.readers.clean import clean_line

# "<p>" or "</b>" or "<br/>": a "<" in prose ("a < b", "<3") is followed by no such name.
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|figure|img|table|u|sup|sub|section|article|html|body)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li|h[1-6]|td|blockquote)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}\d?|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")

# HTML standard, "flow content" that starts a line of its own.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
# No text of an article: code, style, controls, pictures, the page's head.
SILENT = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio",
    "video", "button", "input", "select", "textarea", "map", "math",
))  # fmt: skip


# Of a thousand pages of the web the deepest nested 43 elements.
_DEEPEST = 300


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between two block boundaries, and the element it stands in.

    ``linked`` is how many of its characters are inside links.
    """

    text: str
    linked: int
    parent: Tag


def parse(text: str) -> BeautifulSoup:
    """The tree of an HTML text. Never raises; the parser stops at NUL, hence none is given to it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(text.replace("\x00", ""), builder=_Shallow())


class _Shallow(LXMLTreeBuilder):
    """Leaves out elements that nest too deep; their text stays. The time of a tag grows with its depth."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._depth = 0

    def start(self, tag: Any, attrib: Any, nsmap: Any = MappingProxyType({})) -> None:
        self._depth += 1
        if self._depth <= _DEEPEST:
            super().start(tag, attrib, nsmap)
        else:
            self.data(" ")

    def end(self, tag: Any) -> None:
        if self._depth <= _DEEPEST:
            super().end(tag)
        self._depth -= 1


def looks_like_markup(text: str) -> bool:
    """Whether a field's text is clearly HTML: it has a tag of text, or character references."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def markup_text(text: str) -> str:
    """The paragraphs of an HTML text, parted by empty lines; character references decoded.

    A text with references but no tag ("Dupont &amp; fils") keeps its lines; one with tags inside its
    lines only (``<b>``) keeps the empty lines between its paragraphs.
    """
    if _TAG.search(text) is None:
        return html.unescape(text)
    if _BLOCK_TAG.search(text) is None:
        text = _EMPTY_LINE.sub("<br><br>", text)
    return "\n\n".join(block.text for block in blocks(parse(text)))


def blocks(root: Tag, skip: Callable[[Tag], bool] = lambda _: False) -> Iterator[Block]:
    """The blocks of text below an element, in reading order, without what is silent or skipped.

    Two line breaks in a row end a block, as pages of the 2000s part their paragraphs.
    """
    gathered = _Gathered(root)
    # Explicit stack: pages are as deep as their authors are careless.
    stack: list[PageElement | tuple[Tag]] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            yield from gathered.leave(item[0])
        elif isinstance(item, Tag):
            if item.name in SILENT or skip(item):
                continue
            yield from gathered.enter(item)
            stack.append((item,))
            stack.extend(reversed(item.contents))
        elif type(item) in (NavigableString, CData):
            gathered.add(str(item))
    yield from gathered.flush()


class _Gathered:
    """The text met since the last block boundary."""

    def __init__(self, root: Tag) -> None:
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._parents = [root]

    def add(self, text: str) -> None:
        self._parts.append(re.sub(r"[ \t\r\n]+", " ", text))
        if self._links:
            self._linked += len(text.strip())

    def enter(self, tag: Tag) -> Iterator[Block]:
        if tag.name == "br":
            self._parts.append("\n")
        elif tag.name == "a":
            self._links += 1
        elif tag.name in BLOCKS:
            yield from self.flush()
            self._parents.append(tag)

    def leave(self, tag: Tag) -> Iterator[Block]:
        if tag.name == "a":
            self._links -= 1
        elif tag.name in BLOCKS:
            yield from self.flush()
            self._parents.pop()

    def flush(self) -> Iterator[Block]:
        text, linked = "".join(self._parts), self._linked
        self._parts, self._linked = [], 0
        parts = [part for part in re.split(r"\n[ \t\u00a0]*\n\s*", text) if part.strip()]
        for part in parts:
            lines = "\n".join(line for raw in part.split("\n") if (line := clean_line(raw)))
            if lines:
                # Where a run of text falls into several paragraphs its links are shared out evenly.
                yield Block(lines, linked * len(part) // max(len(text), 1), self._parents[-1])
