"""zip and tar → the files in them, read where they lie: nothing is ever unpacked to a folder.

Useful for: corpora sent as one file. Not for: one compressed file; see ``unpack``. A member's name only says what it is
called: "../../etc/passwd" is no path here.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from index.readers.beside import Beside, InArchive, Nothing
from index.readers.unpack import UNPACKING_ERRORS, Bounded, opened, seekable

ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
# Of a tar archive ("ustar" stands at 257, POSIX.1-1988; older ones have a checksum only, and are not told).
_TAR_MAGIC = slice(257, 262)
SUFFIXES = (".zip", ".tar", ".tgz", ".txz", ".tbz2", ".wacz")

ARCHIVE_ERRORS = (zipfile.BadZipFile, tarfile.TarError, RuntimeError, *UNPACKING_ERRORS)
"""What reading a damaged archive, or an encrypted one, may raise."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, how to open it, and what lies around it."""

    name: str
    open: Callable[[ExitStack], BinaryIO]
    beside: Beside


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so is a zip or tar archive."""
    return head.startswith((ZIP, _EMPTY_ZIP)) or head[_TAR_MAGIC] == b"ustar"


def members(stream: BinaryIO, stack: ExitStack) -> Iterator[Member]:
    """The files of an archive: of a zip in the order of their names, of a tar as they come.

    Each must be read before the next is asked for. May raise one of ``ARCHIVE_ERRORS``.
    """
    head = stream.peek(1 << 9)  # type: ignore[attr-defined]  # every stream here is a BufferedReader
    return _zip_members(stream, stack) if head.startswith(b"PK") else _tar_members(stream, stack)


def _zip_members(stream: BinaryIO, stack: ExitStack) -> Iterator[Member]:
    archive = stack.enter_context(zipfile.ZipFile(seekable(stream, stack)))
    infos = {_name(info.filename): info for info in archive.infolist() if not info.is_dir()}
    openers = {name: partial(_open_zipped, archive, info) for name, info in infos.items()}
    for name in sorted(openers):
        yield Member(name, openers[name], InArchive(name, openers))


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, stack: ExitStack) -> BinaryIO:
    inner = stack.enter_context(archive.open(info))
    return opened(cast("BinaryIO", Bounded(cast("BinaryIO", inner), lambda: info.compress_size)), stack)


def _tar_members(stream: BinaryIO, stack: ExitStack) -> Iterator[Member]:
    archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115  the stack closes it
    stack.enter_context(archive)
    for info in archive:
        # No links, no devices.
        if info.isfile() and (inner := archive.extractfile(info)) is not None:
            forward = Bounded(cast("BinaryIO", inner), lambda size=info.size: size)  # type: ignore[misc]
            yield Member(_name(info.name), partial(opened, cast("BinaryIO", forward)), Nothing())
        # The list of members that tarfile keeps would grow with the archive.
        archive.members = []  # type: ignore[attr-defined]


def _name(name: str) -> str:
    """The name, with slashes, without what leads out of the archive, and as text that can be written."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(parts).encode("utf-8", "replace").decode()
