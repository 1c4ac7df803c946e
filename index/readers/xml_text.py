"""An element of XML or HTML → its paragraphs: what newswires, feeds and their kin hold as text.

Useful for: texts in NITF, XHTML and agencies' own dialects; HTML in fields. Not for: whole pages with menus; see
``html_body``.

A table is one paragraph, a row a line, cells parted by " | ": a league table stays one. Pictures with their captions,
programs and styles are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from index.readers.clean import clean_characters, clean_line, clean_text, is_wrapped
from index.readers.markup import looks_like_markup
from index.readers.xml_stream import local

# No text of an article: code, controls, pictures (HTML); pictures, notes to editors, sizes of tables (NITF).
SILENT = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "button", "input", "select", "textarea", "map", "math", "img", "figure", "figcaption", "picture",
    "media", "note", "nitf-table-metadata", "col", "colgroup", "bild",
))  # fmt: skip
_BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    "abstract", "block", "body.content", "body.head", "body.end", "bq", "datasource", "dateline", "byline", "hedline",
    "hl1", "hl2", "nitf", "nitf-table", "tagline",
))  # fmt: skip
# Words in a line of text. What neither list knows is one of these where it stands among words, else a block.
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "chron", "city", "classifier", "copyrite", "country", "event", "function", "location", "money", "num", "org",
    "person", "region", "state", "sublocation", "virtloc",
))  # fmt: skip
_ROW = frozenset(("tr", "nitf-table-row"))
_CELL = frozenset(("td", "th"))
_TABLE = frozenset(("table",))

_SPACES = re.compile(r"[ \t\r\n]+")
# A comma on a line of its own, below the link it follows: the file was indented by a program.
_PRINTED_APART = re.compile(r"\A[ \t]*\r?\n\s*(?=[.,)])")
_BREAKS = re.compile(r"\n[ \t\u00a0]*\n\s*")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|table|tr|td|blockquote|section|article|figure|pre)\b", re.IGNORECASE
)
_PARAGRAPH_TAG = re.compile(r"<p\b|<pre\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
_INDENT = re.compile(r"[ \t\u00a0]{2,}(?=\S)|\t(?=\S)")


def element_text(element: Any, skip: Collection[str] = ()) -> str:
    """The paragraphs of an element, parted by empty lines; those of ``skip`` (lower-case local names) left out."""
    return "\n\n".join(_paragraphs(element, skip)) if element is not None else ""


def element_line(element: Any, skip: Collection[str] = ()) -> str:
    """The text of an element as one line; "" for None."""
    return clean_line(" ".join(_paragraphs(element, skip))) if element is not None else ""


def html_text(text: str, skip: Collection[str] = ()) -> str:
    """The paragraphs of a piece of HTML, parted by empty lines. Never raises."""
    # The parser stops at NUL, and takes no halves of surrogate pairs.
    clean = clean_characters(text).encode("utf-8", "ignore").decode()
    if not clean.strip():
        return ""
    try:
        root = etree.HTML(clean, etree.HTMLParser(no_network=True, huge_tree=False))
    except etree.LxmlError:
        root = None
    return element_text(root, skip) if root is not None else ""


def html_prose(text: str) -> str:
    """The paragraphs of HTML some of whose authors left empty lines for them, as WordPress keeps its posts."""
    return html_text(text if _PARAGRAPH_TAG.search(text) else _EMPTY_LINE.sub("<br><br>", text))


def prose(text: str) -> str:
    """The paragraphs of a field that may be HTML or plain text, broken at a width or not."""
    if not looks_like_markup(text):
        return plain_paragraphs(text)
    if _BLOCK_TAG.search(text):
        return html_prose(text)
    # Words in bold only: the lines are the author's.
    return plain_paragraphs("\n".join(html_text(line) if line.strip() else "" for line in text.split("\n")))


def plain_paragraphs(text: str) -> str:
    """The paragraphs of plain text: parted by empty lines, or indented; else each line is one, unless it is wrapped."""
    lines = clean_characters(text).strip("\n").split("\n")
    full = [line for line in lines if line.strip()]
    opening = [bool(_INDENT.match(line)) for line in full]
    if len(full) == len(lines) and 0 < sum(opening) <= len(full) / 2:
        # Indented lines open paragraphs, others go on with them; where all are indented it is a margin.
        gathered: list[list[str]] = []
        for opens, line in zip(opening, full, strict=True):
            if opens or not gathered:
                gathered.append([])
            gathered[-1].append(clean_line(line))
        return "\n\n".join(map(" ".join, gathered))
    paragraphs = [part.split("\n") for part in clean_text(text).split("\n\n")]
    broken = [line for part in paragraphs for line in part[:-1]]
    join = " " if is_wrapped([*broken, ""]) else "\n"
    return "\n\n".join(join.join(part) for part in paragraphs)


def _unwrapped(paragraph: str) -> str:
    lines = paragraph.split("\n")
    return " ".join(lines) if is_wrapped(lines) else paragraph


def _paragraphs(root: Any, skip: Collection[str]) -> Iterator[str]:
    """The paragraphs below an element. An explicit stack: some are as deep as their authors are careless."""
    parts: list[str] = []
    # An element with its name, whether it is entered or left, whether it parts paragraphs.
    stack: list[tuple[Any, str, bool, bool]] = [(root, local(root).lower(), True, True)]
    while stack:
        element, name, enters, block = stack.pop()
        tail = element.tail if element is not root else None
        after = _SPACES.sub(" ", _PRINTED_APART.sub("", tail)) if tail else ""
        if enters and element is not root and (not name or name in SILENT or name in skip):
            parts.append(after)
            continue
        if block:
            yield from _flush(parts)
        if not enters:
            parts.append(after)
        elif name == "br":
            parts.append("\n" + after)
        elif name in _TABLE:
            yield from _table(element, skip)
            parts.append(after)
        else:
            parts.append(element.text or "" if name == "pre" else _SPACES.sub(" ", element.text or ""))
            stack.append((element, name, False, block))
            children = [(child, local(child).lower()) for child in reversed(element)]
            among_words = bool(children) and _holds_words(element)
            stack.extend((child, of, True, _is_block(of, among_words)) for child, of in children)


def _is_block(name: str, among_words: bool) -> bool:
    return name in _BLOCK or not (name in _INLINE or name == "br" or among_words)


def _holds_words(element: Any) -> bool:
    """Whether there are words between an element's children, as in a paragraph."""
    return any(words and words.strip() for words in (element.text, *(child.tail for child in element)))


def _flush(parts: list[str]) -> Iterator[str]:
    text = "".join(parts)
    parts.clear()
    if not text.strip():
        return
    for part in _BREAKS.split(text):
        lines = [line for raw in part.split("\n") if (line := clean_line(raw))]
        if lines:
            yield _unwrapped("\n".join(lines))


def _table(table: Any, skip: Collection[str]) -> Iterator[str]:
    """The rows of a table as lines of one paragraph; a table for layout, one cell a row, as paragraphs."""
    rows: list[list[str]] = []
    prose_like = False
    for element in table.iter():
        name = local(element).lower()
        if name == "caption" and (line := element_line(element, skip)):
            rows.append([line])
        elif name in _ROW and _nearest(element, _TABLE) is table:
            cells = [cell for cell in element if local(cell).lower() in _CELL]
            texts = [" ".join(_paragraphs(cell, skip)).replace("\n", " ") for cell in cells]
            prose_like |= len(cells) == 1 and len(texts[0]) > _LONG_CELL
            rows.append(texts)
    if prose_like and all(len(row) <= 1 for row in rows):
        for cell in table.iter():
            if local(cell).lower() in _CELL and _nearest(cell, _TABLE) is table:
                yield from _paragraphs(cell, skip)
        return
    lines = [line for row in rows if (line := clean_line(" | ".join(cell for cell in row if cell)))]
    if lines:
        yield "\n".join(lines)


# A cell longer than any name or figure holds a paragraph.
_LONG_CELL = 200


def _nearest(element: Any, names: Collection[str]) -> Any:
    """The nearest element above this one of these names, None when there is none."""
    return next((above for above in element.iterancestors() if local(above).lower() in names), None)
