"""The files around the one being read: an issue's pages lie beside it, in a folder or in a zip archive.

Useful for: formats of several files (``read_beside``). Not for: finding the files of a corpus; see ``sources``.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from index.raw import RawReader
from index.readers.unpack import UNPACKING_ERRORS, GrowsTooFar, opened, unpacked


class Beside(Protocol):
    """The files around one file, named by their paths relative to its folder ("../ocr/X1.xml.gz").

    ``root`` names what must not be left: files of one folder have the same files around them only under the same root.
    ``named``: the user named this very file; else it was met in a folder, and so will be those around it.
    """

    root: str
    named: bool

    def open(self, name: str) -> BinaryIO | None:
        """What that file holds, unpacked; None when there is none, or when the path leads outside the source.

        To be closed by the caller.
        """

    def names(self, folder: str = ".") -> list[str]:
        """The files in a folder, in the order of their names; [] when there is no such folder in the source."""


class Nothing:
    """Of a file that stands alone: a stream, a member of a tar archive, which can only be read forward."""

    root = ""
    named = False

    def open(self, name: str) -> BinaryIO | None:
        """No file."""
        del name
        return None

    def names(self, folder: str = ".") -> list[str]:
        """No names."""
        del folder
        return []


class InFolder:
    """Of a file on disk. ``root`` is the folder that must not be left; ``touched`` is told of each file asked for."""

    def __init__(self, file: Path, root: Path, touched: Callable[[Path], None], *, named: bool = False) -> None:
        self._folder = file.parent
        self._root = root.resolve()
        self.root = str(self._root)
        self.named = named
        self._touched = touched

    def open(self, name: str) -> BinaryIO | None:
        """See ``Beside``."""
        path = self._inside(name)
        if path is None or path.is_dir():
            return None
        # Also of one that is not there yet: when it comes, the file that asked for it is another.
        self._touched(path)
        if not path.is_file():
            return None
        return _closing(
            lambda stack: unpacked(opened(cast("BinaryIO", stack.enter_context(path.open("rb"))), stack), stack)
        )

    def names(self, folder: str = ".") -> list[str]:
        """See ``Beside``."""
        path = self._inside(folder)
        if path is None or not path.is_dir():
            return []
        found = sorted(each.name for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        return [posixpath.normpath(posixpath.join(folder, name)) for name in found]

    def _inside(self, name: str) -> Path | None:
        try:
            path = self._folder / name
            return path if path.resolve().is_relative_to(self._root) else None
        except (OSError, ValueError):  # a NUL in the name, a loop of links
            return None


class InArchive:
    """Of a member of an archive that can be entered anywhere. ``openers``: what opens each member, by its name."""

    root = ""
    named = False

    def __init__(self, member: str, openers: Mapping[str, Callable[[ExitStack], BinaryIO]]) -> None:
        self._folder = posixpath.dirname(member)
        self._openers = openers

    def open(self, name: str) -> BinaryIO | None:
        """See ``Beside``."""
        opener = self._openers.get(self._path(name))
        return None if opener is None else _closing(lambda stack: unpacked(opener(stack), stack))

    def names(self, folder: str = ".") -> list[str]:
        """See ``Beside``."""
        path = self._path(folder)
        found = sorted(member for member in self._openers if posixpath.dirname(member) == path)
        return [posixpath.normpath(posixpath.join(folder, posixpath.basename(member))) for member in found]

    def _path(self, name: str) -> str:
        path = posixpath.normpath(posixpath.join(self._folder, name))
        return "" if path == "." else path


def _closing(how: Callable[[ExitStack], BinaryIO]) -> BinaryIO:
    """The stream, which closes with itself all that lies beneath."""
    with ExitStack() as stack:
        stream = how(stack)
        return cast("BinaryIO", io.BufferedReader(_Owner(stream, stack.pop_all())))


class _Owner(RawReader):
    def __init__(self, stream: BinaryIO, stack: ExitStack) -> None:
        self._stream = stream
        self._stack = stack

    def take(self, size: int) -> bytes:
        return self._stream.read(size)

    def close(self) -> None:
        self._stack.close()
        super().close()


def content(beside: Beside, name: str, limit: int) -> bytes | None:
    """What a file beside another holds, unpacked, up to ``limit`` bytes; None when there is none, or it is damaged."""
    try:
        stream = beside.open(name)
        if stream is None:
            return None
        with closing(stream):
            return stream.read(limit)
    except (OSError, GrowsTooFar, *UNPACKING_ERRORS):
        return None
