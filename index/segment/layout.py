"""The segment file: named sections of flat little-endian arrays behind a checked directory.

Layout, version 1 (all numbers little-endian)::

    0   8 bytes   magic "KIOSQSEG"
    8   u32       version of this layout
    12  u32       number of sections
    16  u64       where the directory begins
    24  u64       bytes in the directory
    32  16 bytes  BLAKE2b-128 of bytes 8 to 32 and of the directory
    48            zeros up to 64
    64            the sections, each beginning at a multiple of 64
    …             the directory: per section u16 length of the name, the name (UTF-8), 3 bytes NumPy type
                  ("<u4"), u64 offset, u64 bytes, 16 bytes BLAKE2b-128 of the section

The header is written last: a file whose writing ended early has none, and one cut short has no
directory. Opening reads header and directory only, whatever the size; ``SegmentFile.damaged`` reads all.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged, IndexOutdated

MAGIC = b"KIOSQSEG"
VERSION = 1
# A cache line, and more than any type's alignment.
_ALIGN = 64
_HEADER = struct.Struct("<8sIIQQ16s")
_ENTRY = struct.Struct("<3sQQ16s")
# Streams up to this size stay in memory until they are copied into the file.
_SPOOL_BYTES = 32 << 20
_COPY_BYTES = 8 << 20

Array = NDArray[Any]


class Section(NamedTuple):
    """One entry of the directory: type, offset and length in bytes, checksum."""

    dtype: str
    offset: int
    length: int
    checksum: bytes


class SegmentWriter:
    """Writes a segment file section by section; nothing is valid before ``close``.

    A context manager: an exception inside leaves no file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._file.write(bytes(_ALIGN))
        self._sections: dict[str, Section] = {}
        self._streams: dict[str, Stream] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def add(self, name: str, array: Array) -> None:
        """Write an array as a section."""
        data = np.ascontiguousarray(array)
        begin = self._begin(name)
        raw = data.view(np.uint8).reshape(-1).data if data.size else b""
        self._file.write(raw)
        digest = hashlib.blake2b(raw, digest_size=16).digest()
        self._sections[name] = Section(_dtype_name(data), begin, data.nbytes, digest)

    def add_json(self, name: str, value: Any) -> None:
        """Write a small value as JSON."""
        self.add(name, np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8))

    def stream(self, name: str, dtype: str) -> Stream:
        """A section that grows while others are written."""
        found = self._streams[name] = Stream(dtype, self.path.parent)
        return found

    def _begin(self, name: str) -> int:
        if name in self._sections:
            message = f"section {name!r} is written twice"
            raise ValueError(message)
        self._file.write(bytes(-self._file.tell() % _ALIGN))
        return self._file.tell()

    def close(self) -> None:
        """Write streams, directory and header, and ask the disk to keep them."""
        for name, stream in self._streams.items():
            begin = self._begin(name)
            length, checksum = stream.copy_to(self._file)
            self._sections[name] = Section(stream.dtype, begin, length, checksum)
        begin = self._begin("directory")
        directory = b"".join(_entry(name, section) for name, section in self._sections.items())
        self._file.write(directory)
        checksum = _checksum_of(len(self._sections), begin, directory)
        self._file.seek(0)
        header = (MAGIC, VERSION, len(self._sections), begin, len(directory), checksum)
        self._file.write(_HEADER.pack(*header))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Leave nothing behind."""
        for close in (*(stream.close for stream in self._streams.values()), self._file.close):
            # Closing writes what is left: on a full disk that fails once more, and is not wanted here.
            with suppress(OSError):
                close()
        self.path.unlink(missing_ok=True)


class Stream:
    """A section in the making: in memory while it is small, then in a nameless file."""

    def __init__(self, dtype: str, folder: Path) -> None:
        self.dtype = dtype
        self.items = 0
        self._digest = hashlib.blake2b(digest_size=16)
        self._spool: IO[bytes] = tempfile.SpooledTemporaryFile(_SPOOL_BYTES, dir=str(folder))  # noqa: SIM115  closed by copy_to

    def append(self, array: Array) -> None:
        """Add an array's items, converted to the section's type."""
        data = np.ascontiguousarray(array, dtype=self.dtype)
        if data.size:
            raw = data.view(np.uint8).reshape(-1).data
            self._digest.update(raw)
            self._spool.write(raw)
            self.items += data.size

    def copy_to(self, target: IO[bytes]) -> tuple[int, bytes]:
        """Copy all of it and close; gives the number of bytes and their checksum."""
        self._spool.seek(0)
        length = 0
        while chunk := self._spool.read(_COPY_BYTES):
            target.write(chunk)
            length += len(chunk)
        self.close()
        return length, self._digest.digest()

    def close(self) -> None:
        """Let go of the file."""
        self._spool.close()


class SegmentFile:
    """A segment file, memory-mapped. Arrays are views of the map and stay valid while anyone holds them.

    IndexDamaged when it is none, cut short, or its directory altered; IndexOutdated when it is of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._directory, self._sections = _read_directory(path)
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes = np.frombuffer(self._map, np.uint8)

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def names(self) -> list[str]:
        """The sections."""
        return list(self._sections)

    def array(self, name: str) -> Array:
        """The section as an array; IndexDamaged when the file has no such section."""
        try:
            section = self._sections[name]
        except KeyError:
            message = f"{self.path}: section {name!r} is missing; {CURE}"
            raise IndexDamaged(message) from None
        return self._bytes[section.offset : section.offset + section.length].view(section.dtype)

    def json(self, name: str) -> Any:
        """The section's JSON value."""
        return json.loads(self.array(name).tobytes())

    def damaged(self) -> list[str]:
        """The sections whose bytes are not those that were written; "padding": what lies between them."""
        wrong = [name for name, section in self._sections.items() if self._digest(name) != section.checksum]
        return wrong if self._is_padded_with_zeros() else [*wrong, "padding"]

    def _is_padded_with_zeros(self) -> bool:
        spans = sorted((section.offset, section.offset + section.length) for section in self._sections.values())
        ends = [_HEADER.size, *(end for _, end in spans)]
        begins = [*(begin for begin, _ in spans), self._directory]
        return not any(self._bytes[end:begin].any() for end, begin in zip(ends, begins, strict=True))

    def _digest(self, name: str) -> bytes:
        section = self._sections[name]
        raw = self._bytes[section.offset : section.offset + section.length]
        return hashlib.blake2b(raw.data, digest_size=16).digest()


def identity(path: Path) -> str:
    """The checksum in the file's header, hexadecimal: it stands for all sections, whose checksums it covers."""
    with path.open("rb") as file:
        return file.read(_HEADER.size)[-16:].hex()


CURE = "re-index: python -m index build SOURCE…"


def _dtype_name(array: Array) -> str:
    name = array.dtype.newbyteorder("<").str
    return name.replace("|", "<")


def _entry(name: str, section: Section) -> bytes:
    encoded = name.encode()
    packed = _ENTRY.pack(section.dtype.encode(), section.offset, section.length, section.checksum)
    return struct.pack("<H", len(encoded)) + encoded + packed


def _checksum_of(sections: int, begin: int, directory: bytes) -> bytes:
    fixed = struct.pack("<IIQQ", VERSION, sections, begin, len(directory))
    return hashlib.blake2b(fixed + directory, digest_size=16).digest()


def _read_directory(path: Path) -> tuple[int, dict[str, Section]]:
    """Where the directory begins, and the sections it lists."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size or head[:8] not in (MAGIC, bytes(8)):
            message = f"{path}: not a segment of an index; {CURE}"
            raise IndexDamaged(message)
        magic, version, count, begin, length, checksum = _HEADER.unpack(head)
        if magic != MAGIC or (version == VERSION and begin + length > size):
            message = f"{path}: cut short ({size:,} bytes); {CURE}"
            raise IndexDamaged(message)
        if version != VERSION:
            message = f"{path}: the segment has layout {version}, this program {VERSION}; {CURE}"
            raise IndexOutdated(message)
        file.seek(begin)
        directory = file.read(length)
    if _checksum_of(count, begin, directory) != checksum:
        message = f"{path}: the directory of the segment is altered; {CURE}"
        raise IndexDamaged(message)
    return begin, _parsed(directory)


def _parsed(directory: bytes) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    at = 0
    while at < len(directory):
        (length,) = struct.unpack_from("<H", directory, at)
        name = directory[at + 2 : at + 2 + length].decode()
        dtype, offset, size, checksum = _ENTRY.unpack_from(directory, at + 2 + length)
        sections[name] = Section(dtype.decode(), offset, size, checksum)
        at += 2 + length + _ENTRY.size
    return sections
