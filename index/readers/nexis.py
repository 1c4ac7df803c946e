"""Nexis (LexisNexis): the exports to HTML and to text, many documents a file ("1 of 10 DOCUMENTS").

Useful for: archives of the years before Nexis Uni, which exports to Word; see ``docx``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from bs4.element import Tag

from index.article import Article, Rejected
from index.readers.archives import is_archive
from index.readers.clean import clean_characters, clean_line
from index.readers.encoding import decode, peeked
from index.readers.fields import article_from
from index.readers.markup import blocks, parse
from index.readers.nexis_document import older_record
from index.readers.nexis_labels import label_of
from index.readers.pieces import Piece, cut_short, each

NAME = "nexis"
SUFFIXES = (".html", ".htm", ".txt")
MEANING = (
    "An export of Nexis (LexisNexis) in HTML or text, many documents a file, with labels in any language of its site."
)

_COUNTER = (
    r"(?:FOCUS[ ]-[ ])?(?:"
    r"\d{1,6}[ \u00a0](?:of|de|von|di|van|sur)[ \u00a0]\d{1,6}[ \u00a0](?:DOCUMENT[OIE]?S?|DOKUMENTEN?|DOCUMENTEN)|"
    r"(?:DOCUMENT[OE]?|DOKUMENT)[ \u00a0]\d{1,6}[ \u00a0](?:of|de|von|di|van|sur)[ \u00a0]\d{1,6})"
)
_COUNTER_LINE = re.compile(rf"^[ \t\u00a0\f]*{_COUNTER}[ \t\u00a0]*\r?$", re.MULTILINE | re.IGNORECASE)
COUNTER = re.compile(_COUNTER, re.IGNORECASE)
_IN_MARKUP = re.compile(r"<!--[^<>]{0,100}<DOC NUMBER=\d", re.IGNORECASE)
_COUNTER_IN_MARKUP = re.compile(rf"<(?:span|p|div)\b[^>]{{0,100}}>\s*{_COUNTER}\s*</", re.IGNORECASE)
_SORRY = re.compile(r"We are sorry but there is an error in this document|une erreur dans ce document", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether a file counts its documents as Nexis does, and has one of its labels."""
    if is_archive(head) or (b"DOC NUMBER" not in head and not re.search(rb"(?i)do[ck]ument", head)):
        return False
    text = decode(head)
    if text.lstrip()[:1] == "<":
        return _IN_MARKUP.search(text) is not None or _COUNTER_IN_MARKUP.search(text) is not None
    counter = _COUNTER_LINE.search(text)
    labels = (label_of(line, capitals=True) for line in text[counter.end() :].splitlines()) if counter else ()
    return any(labels)


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The documents of an export, one by one; those that Nexis itself could not give are Rejected."""
    head, stream = peeked(stream)
    in_markup = decode(head[:1000]).lstrip()[:1] == "<"

    def of_piece(piece: Piece) -> Iterator[Article | Rejected]:
        counted = (COUNTER if in_markup else _COUNTER_LINE).search(piece.text[:2000])
        if counted is None and not (in_markup and _IN_MARKUP.match(piece.text)):
            return
        parts = _blocks_of_markup(piece.text) if in_markup else _blocks_of_text(piece.text)
        yield _document(parts, piece, origin, mapping)

    found = False
    for record in each(stream, origin, _mark if in_markup else _COUNTER_LINE, of_piece):
        found = True
        yield record
    if not found:
        yield Rejected(origin, 0, "no document in this export; cure: export the documents themselves, not their list")


def _mark(head: str) -> re.Pattern[str]:
    return _IN_MARKUP if _IN_MARKUP.search(head) else _COUNTER_IN_MARKUP


def _document(parts: list[str], piece: Piece, origin: str, mapping: Mapping[str, str] | None) -> Article | Rejected:
    if any(_SORRY.search(part) for part in parts[:3]):
        reason = f'Nexis says of this document: "{parts[0][:120]}"; cure: download it anew'
        return Rejected(origin, piece.line, reason)
    labels = [label_of(part, capitals=True) for part in parts]
    # Every document ends with labels; one that has none after its text has lost its end.
    ended = any(label and label[0] in ("lang", "other") for label in labels) or "</html" in piece.text.lower()
    if piece.last and not ended:
        return cut_short(origin, piece.line)
    return article_from(older_record(parts), origin, piece.line, mapping, plain=True)


def _blocks_of_text(text: str) -> list[str]:
    """The blocks of a document between empty lines; the lines of its header stay, those of its text are joined."""
    parts = re.split(r"\n(?:[ \t\u00a0]*\n)+", clean_characters(text))
    found = []
    for part in parts:
        lines = [line for raw in part.split("\n") if (line := clean_line(raw))]
        if lines and not COUNTER.fullmatch(lines[0]):
            centred = part.startswith("     ")
            found.append(("\n" if centred else " ").join(lines))
        elif len(lines) > 1:
            found.append("\n".join(lines[1:]))
    return found


def _blocks_of_markup(html: str) -> list[str]:
    """The blocks of a document in HTML; the cells of a row of a table are one."""
    root = parse(html)
    for row in root.find_all("tr"):
        cells = [clean_line(" ".join(block.text for block in blocks(cell))) for cell in row.find_all(("td", "th"))]
        line = root.new_tag("p")
        line.string = " | ".join(cells)
        if isinstance(row, Tag):
            row.replace_with(line)
    found = [block.text for block in blocks(root)]
    return [part for part in found if not COUNTER.fullmatch(part)]
