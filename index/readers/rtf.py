"""Rich Text Format (.rtf): what Factiva and Nexis Uni export to, many articles a file; else one article.

RTF 1.9.1. Useful for: those exports, and old documents saved so. Not for: their layout; only the text is read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers import docx, factiva
from index.readers.encoding import RECORD_LIMIT
from index.readers.office import Paragraph, article_of

NAME = "rtf"
SUFFIXES = (".rtf",)
MEANING = "Rich Text: an export of Factiva or Nexis Uni with many articles, or one article."

_MAGIC = b"{\\rtf"
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z\r\n])|([{}])|\\?\r?\n|([^\\{}\r\n]+)|\\"
)
# Groups that hold no text of the document.
_SILENT = frozenset((
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "info", "pict", "object", "header",
    "headerl",     "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "fldinst", "themedata",
    "datastore", "latentstyles", "generator", "xmlnstbl", "rsidtbl",
))  # fmt: skip
_SIGNS = {
    "par": "\n", "sect": "\n", "page": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—",
    "endash": "–",     "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_ESCAPED = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
# Deeper is no document: a group is opened for a change of letters.
_DEEPEST = 1000


def sniff(head: bytes) -> bool:
    """Whether a file begins as RTF does."""
    return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(_MAGIC)


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of an export, or the one of a document; Rejected when there is no text, or more than 50 MB."""
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        yield Rejected(origin, 0, "longer than 50 MB; cure: take its pictures out, or save its text alone")
        return
    text = text_of(data)
    as_text = text.encode("utf-8", "ignore")
    if factiva.sniff(as_text):
        yield from factiva.read(io.BytesIO(as_text), origin, mapping)
        return
    paragraphs = [Paragraph(line) for line in text.split("\n")]
    found = list(docx.documents_of_nexis(paragraphs, origin, mapping))
    yield from found or article_of(paragraphs, origin, mapping)


def text_of(data: bytes) -> str:
    """The text of a document, a line a paragraph. Never raises: what is damaged is passed over."""
    source = data.decode("latin-1")
    declared = re.search(r"\\ansicpg(\d{3,5})", source[:2000])
    reader = _Reader(f"cp{declared[1]}" if declared else "cp1252")
    for match in _TOKEN.finditer(source):
        reader.take(match)
    return reader.text()


class _Reader:
    """The text met so far, and what the open groups have set: whether they are silent, and how many characters stand
    for one that is written by its number.
    """

    def __init__(self, codec: str) -> None:
        self._codec = codec
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._groups: list[tuple[bool, int]] = []
        self._silent, self._fallback, self._skip = False, 1, 0
        self._star = False

    def take(self, match: re.Match[str]) -> None:
        word, number, byte, sign, brace, plain = match.groups()
        if byte is not None:
            self._add_byte(int(byte, 16))
        elif brace is not None:
            self._turn(brace)
        elif word is not None:
            self._control(word, number)
        elif sign is not None:
            self._star = sign == "*"
            self._silent = self._silent or self._star
            self._add(_ESCAPED.get(sign, ""))
        elif plain is not None:
            skipped, self._skip = min(self._skip, len(plain)), max(0, self._skip - len(plain))
            self._add(plain[skipped:])
        elif match[0].startswith("\\") and len(match[0]) > 1:
            self._add("\n")  # a line end behind a backslash is a paragraph's

    def text(self) -> str:
        self._flush()
        # Letters beyond the first 65,536 are written as two halves.
        return "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _turn(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            if len(self._groups) < _DEEPEST:
                self._groups.append((self._silent, self._fallback))
        elif self._groups:
            self._silent, self._fallback = self._groups.pop()

    def _control(self, word: str, number: str | None) -> None:
        self._flush()
        if word in _SILENT:
            self._silent = True
        elif word == "uc":
            self._fallback = min(int(number or 1), 9)
        elif word == "u":
            code = int(number or 0) % 65536
            self._add(chr(code))
            self._skip = self._fallback
        else:
            self._add(_SIGNS.get(word, ""))

    def _add_byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._silent:
            self._bytes.append(byte)

    def _add(self, text: str) -> None:
        self._flush()
        if text and not self._silent:
            self._parts.append(text)

    def _flush(self) -> None:
        """The bytes met one after another, which may be one character together."""
        if self._bytes:
            try:
                text = self._bytes.decode(self._codec, "replace")
            except LookupError:
                text = self._bytes.decode("cp1252", "replace")
            self._parts.append(text)
            self._bytes.clear()
