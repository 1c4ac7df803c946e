"""Documents of word processors: the XML in their zip archive, and one article of their paragraphs.

Useful for: ``docx`` and ``odt``. Not for: zip archives of many files; see ``archives``.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.encoding import RECORD_LIMIT
from index.readers.fields import article_from, our_field
from index.readers.plain_text import record_of

_LOCAL = b"PK\x03\x04"
# ZIP file format (APPNOTE 6.3.10, 4.3.7): a local header of 30 bytes, then the name.
_HEADER = struct.Struct("<4s5H3I2H")
_LONGEST_NAME = 300
_KEY = re.compile(r"([^\W\d_][\w’' -]{0,30}?)[ \u00a0\u202f]*:[ \t\u00a0\u202f]+\S")
# The text alone is unpacked, never more of it than of any record.
_BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, whether its style is that of a title or a subtitle, and whether a bookmark begins it."""

    text: str
    title: bool = False
    subtitle: bool = False
    marked: bool = False


def first_names(head: bytes) -> list[str]:
    """The names of the members that a zip archive begins with, as far as its first bytes show them."""
    names = []
    at = 0 if head.startswith(_LOCAL) else -1
    while 0 <= at <= len(head) - _HEADER.size:
        fields = _HEADER.unpack_from(head, at)
        start, length = at + _HEADER.size, min(fields[9], _LONGEST_NAME)
        names.append(head[start : start + length].decode("utf-8", "replace"))
        # Written as it was made, a member's size stands behind it: then the next header is looked for.
        sized = not fields[2] & 8
        after = start + fields[9] + fields[10] + (fields[7] if sized else 0)
        at = after if sized and head[after : after + 4] == _LOCAL else head.find(_LOCAL, start)
    return names


def member(stream: BinaryIO, origin: str, name: str) -> BinaryIO | Rejected:
    """What a document's archive holds under a name, unpacked; Rejected when that cannot be."""
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        return Rejected(origin, 0, "longer than 50 MB; cure: take its pictures out, or save its text alone")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as inner:
            text = inner.read(RECORD_LIMIT + 1)
    except KeyError:
        return Rejected(origin, 0, f"not a document: it has no {name}; cure: save it anew as a document with text")
    except _BAD_ZIP as error:
        reason = f"the document is damaged, cut short or encrypted ({error}); cure: open it and save it anew"
        return Rejected(origin, 0, reason)
    if len(text) > RECORD_LIMIT:
        return Rejected(origin, 0, "its text is longer than 50 MB; cure: one article a file")
    return io.BytesIO(text)


def article_of(
    paragraphs: Sequence[Paragraph], origin: str, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    """The one article of a document: title and subtitle by their styles, else as of a plain text."""
    lines = [each.text.strip() for each in paragraphs]
    text = _text_of(lines)
    if not text:
        yield Rejected(origin, 0, "the document has no text; cure: if it is a picture of text, read it by OCR first")
        return
    titles = [clean_line(each.text) for each in paragraphs if each.title and each.text.strip()]
    record = record_of(text, mapping)
    if titles and record.get("title") != titles[0]:
        record = record_of(_with_first(titles[0], lines), mapping) | {"title": titles[0]}
        record["body"] = re.sub(rf"\A{re.escape(titles[0])}(?:\n\n|\Z)", "", record["body"])
    subtitle = next((clean_line(each.text) for each in paragraphs if each.subtitle), "")
    if subtitle and record["body"].startswith(subtitle + "\n\n"):
        record |= {"chapo": subtitle, "body": record["body"].removeprefix(subtitle + "\n\n")}
    yield article_from(record, origin, 0, mapping, plain=True, file=origin)


def _with_first(title: str, lines: Sequence[str]) -> str:
    """The text with its title on top, where it may have stood below a date or a section."""
    rest = list(lines)
    if title in rest:
        rest.remove(title)
    return _text_of([title, *rest])


def _text_of(lines: Sequence[str]) -> str:
    """Paragraphs parted by empty lines; "Date : …", "Source : …", each a paragraph in Word, stay together."""
    text, before = "", False
    for line in filter(None, lines):
        key = _KEY.match(line)
        is_key = key is not None and our_field(key[1]) is not None
        text += ("" if not text else "\n" if is_key and before else "\n\n") + line
        before = is_key
    return text
