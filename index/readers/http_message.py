"""What a web server answered, as a crawl keeps it → its status, its headers, its body as it was meant.

Useful for: WARC and ARC. Source: RFC 9112 (messages, chunks), RFC 9110 (encodings of content). Crawlers often keep the
headers of an answer whose body they have already put in order: what a header says is believed when the bytes bear it out.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from email.message import Message
from typing import Any

from index.readers.encoding import RECORD_LIMIT
from index.readers.extras import needed

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer. ``body`` is decoded, at most 50 MB and a byte; ``whole`` says whether all of it could be."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool = True

    @property
    def media_type(self) -> str:
        """The type of the body, in small letters, without parameters: "text/html"; "" when it is not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding of the body as the header has it, "" when it has none."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        try:
            return str(message.get_param("charset", "")).strip().lower()
        except (ValueError, LookupError):
            return ""


def answer(block: bytes, *, decoded: bool = True) -> Answer | None:
    """The answer in the block of a record; None when it is none. ``decoded=False``: status and headers are enough."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: dict[str, str] = {}
    for line in head.split(b"\n")[1:]:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    if not decoded:
        return Answer(int(status[1]), headers, b"")
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    content, whole = _decoded(body, headers.get("content-encoding", "").lower())
    return Answer(int(status[1]), headers, content, whole)


def _dechunked(body: bytes) -> bytes:
    """The chunks put together; the body as it is when it is not in chunks."""
    parts: list[bytes] = []
    place = 0
    while match := _CHUNK.match(body, place):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        place = match.end() + size
        while body[place : place + 1] in (b"\r", b"\n"):
            place += 1
    # Cut short, or broken further on: what came before is good.
    return b"".join(parts) if parts else body


def _decoded(body: bytes, encoding: str) -> tuple[bytes, bool]:
    """The body without its encodings, the last applied taken off first."""
    whole = True
    for name in reversed([part.strip() for part in encoding.split(",") if part.strip()][:3]):
        decompress = _decompressor(name, body)
        if decompress is not None:
            body, whole = _limited(decompress, body)
    return body, whole


def _decompressor(name: str, body: bytes) -> Any:
    """What decompresses; None for a body that is not compressed, whatever is said of it."""
    if name in ("gzip", "x-gzip"):
        return zlib.decompressobj(16 + zlib.MAX_WBITS) if body.startswith(_GZIP) else None
    if name == "deflate":
        # Meant is zlib (RFC 1950); some servers send it bare (RFC 1951).
        wrapped = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        bare = not wrapped and not body.lstrip().startswith(b"<")
        return zlib.decompressobj() if wrapped else zlib.decompressobj(-zlib.MAX_WBITS) if bare else None
    if name == "br":
        return None if body.lstrip().startswith(b"<") else _Brotli()
    if name == "zstd":
        return (
            needed("zstandard", "pages packed with Zstandard").ZstdDecompressor().decompressobj()
            if body.startswith(b"\x28\xb5\x2f\xfd")
            else None
        )
    return None


class _Brotli:
    """Brotli with the interface of zlib."""

    def __init__(self) -> None:
        brotli = needed("brotli", "pages packed with Brotli")
        self._decompressor = brotli.Decompressor()
        self.error = brotli.error

    def decompress(self, data: bytes, _: int = 0) -> bytes:
        try:
            out: bytes = self._decompressor.process(data)
        except self.error as error:
            raise zlib.error(str(error)) from error
        return out


def _limited(decompressor: Any, body: bytes) -> tuple[bytes, bool]:
    """What is decompressed, in pieces, up to the limit of a record; False when it is damaged or longer."""
    parts: list[bytes] = []
    size = 0
    # Pieces of the packed body: no step makes more than a thousandfold of one.
    for start in range(0, len(body), 1 << 14):
        try:
            part = decompressor.decompress(body[start : start + (1 << 14)])
        except (zlib.error, ValueError, RuntimeError, EOFError):
            return b"".join(parts), False
        parts.append(part)
        size += len(part)
        if size > RECORD_LIMIT:
            return b"".join(parts), False
    return b"".join(parts), True
