"""gzip, xz, bzip2 and Zstandard → what was packed, never far more than a corpus can be.

Useful for: opening a file of any kind (``opened``, then ``unpacked``). Not for: archives of many files; see ``archives``.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tempfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any, BinaryIO, cast

from index.raw import RawReader
from index.readers.extras import needed

# Told from the first bytes of what is inside; Europresse puts a page of styles before its first article.
HEAD_SIZE = 1 << 15
# At least the sample that tells the encoding.
_BUFFER = 1 << 16
# Kept in memory of a copy that must be gone back in; larger ones go to a temporary file.
_SPOOL = 16_000_000
# Twice compressed is a mistake, more often is an attack.
_MAX_LAYERS = 2

# Text of the press shrinks to a third, pages of one template to a fiftieth. What grows by more is made to fill
# memory or time ("zip bombs" reach a thousandfold a layer); small files may be odd.
MOST_GROWTH = 200
FREE_BYTES = 100_000_000


class GrowsTooFar(Exception):
    """What is unpacked is so much larger than its file that it is taken for an attack."""


def _zstd(stream: BinaryIO) -> AbstractContextManager[Any]:
    zstandard = needed("zstandard", "Zstandard")
    reader: AbstractContextManager[Any] = zstandard.ZstdDecompressor().stream_reader(
        stream, read_across_frames=True, closefd=False
    )
    return reader


# First bytes of a compressed file → how to open it (RFC 1952; the XZ file format 1.2; bzip2; RFC 8878).
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], AbstractContextManager[Any]]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"\xfd7zXZ\x00", lzma.open),
    (b"BZh", bz2.open),
    (b"\x28\xb5\x2f\xfd", _zstd),
)
SUFFIXES = (".gz", ".xz", ".bz2", ".zst")
UNPACKING_ERRORS = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


def opened(file: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The same stream, of which the beginning can be looked at (``head_of``)."""
    return cast("BinaryIO", stack.enter_context(io.BufferedReader(cast("io.RawIOBase", file), _BUFFER)))


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that has not been read yet; they are still to be read."""
    return cast("io.BufferedReader", stream).peek(HEAD_SIZE)[:HEAD_SIZE]


def seekable(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The same stream where one can go back in it, else a copy: of formats whose table stands at their end."""
    if stream.seekable():
        return stream
    spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115  the stack closes it
    stack.enter_context(spool)
    shutil.copyfileobj(stream, spool)
    spool.seek(0)
    return cast("BinaryIO", spool)


def unpacked(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The stream of what an ``opened`` one holds, unpacked as often as its first bytes say so.

    Reading it may raise one of ``UNPACKING_ERRORS``, GrowsTooFar, ExtraMissing.
    """
    for _ in range(_MAX_LAYERS):
        head = head_of(stream)
        unpack = next((how for magic, how in _PACKED if head.startswith(magic)), None)
        if unpack is None:
            break
        counted = _Counted(stream)
        below = stack.enter_context(io.BufferedReader(counted, _BUFFER))
        inner = stack.enter_context(unpack(cast("BinaryIO", below)))
        stream = opened(cast("BinaryIO", Bounded(inner, lambda counted=counted: counted.count)), stack)  # type: ignore[misc]
    return stream


class _Counted(RawReader):
    """A stream that knows how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def take(self, size: int) -> bytes:
        data = cast("io.BufferedReader", self._stream).read1(size)
        self.count += len(data)
        return data


class Bounded(RawReader):
    """What is unpacked from ``packed()`` bytes: GrowsTooFar when it is more than ``MOST_GROWTH`` times as many."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int]) -> None:
        self._stream = stream
        self._packed = packed
        self._count = 0

    def take(self, size: int) -> bytes:
        """See ``RawReader``."""
        data = self._stream.read(size)
        self._count += len(data)
        if self._count > FREE_BYTES + MOST_GROWTH * self._packed():
            message = f"it unpacks to more than {MOST_GROWTH} times its size"
            raise GrowsTooFar(message)
        return data
