"""The bytes of an XML file as they came → XML that a parser accepts, piece by piece: one encoding, no stray signs.

Useful for: ``xml_stream``. Not for: tags that are never closed; those are damage, and are told as such.

Feeds and wires are often not quite XML. What is mended says the same before and after: an encoding that is not the one
declared, HTML's names of characters (``&eacute;``), an ampersand that stands for itself, control characters, blank
lines above the declaration. Marked sections (CDATA) are left as they are, but for control characters.
"""

from __future__ import annotations

import codecs
import io
import re
from html.entities import html5
from typing import BinaryIO

from index.readers.encoding import encoding_of

_PIECE = 1 << 16
_DECLARED = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# Python has codecs that are none of a text's ("idna", "rot13").
_SCRIPT = re.compile(r"utf-8|iso8859|iso2022|cp\d|koi8|mac-|big5|gb|euc_|shift_jis|tis-620|ascii")
# Half the characters of Latin text in UTF-16 are zeros; a byte order mark may be missing.
_UTF_16 = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MARKS = "\ufeff \t\r\n"

# XML 1.0, production 2: no others are characters of it.
_CONTROL = bytes([*range(9), 11, 12, *range(14, 32)])
_NON_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&(?:#(?:([0-9]{1,9})|[xX]([0-9A-Fa-f]{1,8}));|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_SECTION, _SECTION_END = b"<![CDATA[", b"]]>"
# A reference, or the sign of a marked section, cut by the end of a piece.
_CUT = re.compile(rb"(?:&#?[A-Za-z0-9]{0,32}|<(?:!(?:\[(?:C(?:D(?:AT?)?)?)?)?)?|<!\[CDATA|\]\]?)\Z")
_LONGEST_SIGN = 40


class Mended(io.RawIOBase):
    """A stream of XML in UTF-8, whatever its declaration says, without what no parser accepts."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder: codecs.IncrementalDecoder | None = None
        self._held = b""
        self._ready = b""
        self._ended = False
        self._in_section = False
        self._has_entities = False

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._ready and not self._ended:
            self._ready = self._next()
        wanted = len(self._ready) if size < 0 else size
        data, self._ready = self._ready[:wanted], self._ready[wanted:]
        return data

    def _next(self) -> bytes:
        piece = self._stream.read(_PIECE)
        self._ended = not piece
        data = self._held + self._in_utf8(piece)
        cut = None if self._ended else _CUT.search(data, max(0, len(data) - _LONGEST_SIGN))
        data, self._held = (data[: cut.start()], cut[0]) if cut else (data, b"")
        return b"".join(self._parts(data))

    def _in_utf8(self, piece: bytes) -> bytes:
        if self._decoder is None:
            # Entities of the file's own are the parser's business.
            self._has_entities = b"<!DOCTYPE" in piece or b"<!ENTITY" in piece
            name = _encoding(piece)
            errors = "windows-1252" if name == "utf-8" else "replace"
            self._decoder = codecs.getincrementaldecoder(name)(errors)
            text = self._decoder.decode(piece).lstrip(_MARKS)
        else:
            text = self._decoder.decode(piece, not piece)
        data = text.encode("utf-8", "ignore").translate(None, _CONTROL)
        return _NON_CHARACTER.sub(b"", data) if b"\xef\xbf" in data else data

    def _parts(self, data: bytes) -> list[bytes]:
        parts, at = [], 0
        while at < len(data):
            sign = _SECTION_END if self._in_section else _SECTION
            end = data.find(sign, at)
            part = data[at:] if end < 0 else data[at:end]
            parts.append(part if self._in_section or b"&" not in part else _REFERENCE.sub(self._reference, part))
            if end < 0:
                break
            parts.append(sign)
            self._in_section = not self._in_section
            at = end + len(sign)
        return parts

    def _reference(self, match: re.Match[bytes]) -> bytes:
        decimal, hexadecimal, name = match.groups()
        if name:
            if name in _XML_NAMES:
                return match[0]
            characters = html5.get(f"{name.decode('ascii')};")
            if characters is not None:
                return "".join(f"&#{ord(character)};" for character in characters).encode()
            return match[0] if self._has_entities else b"&amp;" + match[0][1:]
        if decimal or hexadecimal:
            return match[0] if _is_character(int(decimal) if decimal else int(hexadecimal, 16)) else b""
        return b"&amp;"


def _is_character(code: int) -> bool:
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF


def _encoding(piece: bytes) -> str:
    """The codec of a file that begins so: what its bytes are, and where they do not tell, what it declares."""
    wide = next((name for mark, name in _UTF_16.items() if piece.startswith(mark)), None)
    if wide is not None:
        return wide
    declared = _DECLARED.search(piece[:1024])
    named = _codec(declared[1].decode("ascii", "ignore")) if declared else ""
    if named and _NOT_ASCII.search(piece) is None:
        return named
    found = encoding_of(piece)
    # What is UTF-8 is not so by chance; else the declaration knows better than a guess does.
    return named if named and found != "utf-8" and named != "utf-8" else found


def _codec(name: str) -> str:
    """Python's name of a declared encoding whose ASCII is ASCII; "" for others, which these bytes contradict.

    ISO-8859-1 is read as windows-1252, its superset in print: where the two differ nobody means the first.
    """
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return ""
    if not _SCRIPT.match(codec.name) or "<?xml a?>".encode(codec.name) != b"<?xml a?>":
        return ""
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name
