"""From the sources a user names to the stream of articles: walk, open, unpack, choose the reader."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import zlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from index.article import Article, Rejected
from index.errors import CorpusError
from index.readers.fields import check_mapping
from index.readers.registry import format_of

Watch = Callable[[BinaryIO], BinaryIO]

# First bytes of a compressed file → how to open it (RFC 1952; the XZ file format 1.2; bzip2).
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], AbstractContextManager[Any]]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"\xfd7zXZ\x00", lzma.open),
    (b"BZh", bz2.open),
)
_UNPACKING_ERRORS = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)

_ABOUT = frozenset(("readme", "lisezmoi", "lisez-moi", "license", "licence", "copying", "notice", "changelog"))

# What lies beside articles in a folder and is never one: parts of saved pages, what systems leave behind.
_BESIDES = frozenset((
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".css", ".js", ".mjs", ".map", ".woff",
    ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".m4a", ".mp4", ".webm", ".mov",
))  # fmt: skip
_LEFT_BEHIND = frozenset(("thumbs.db", "desktop.ini", "icon\r"))
# Browsers put the parts of "page.html" into "page_files" or "page_fichiers", with pages of advertisements.
_PARTS = re.compile(r"(.+)[_-](?:files|fichiers)$")

# Enough to see past a licence comment to the first tag or the first record.
HEAD_SIZE = 4096
# At least the sample that tells the encoding.
_BUFFER = 1 << 16
# Twice compressed is a mistake, more often is an attack.
_MAX_LAYERS = 2


def read_sources(
    sources: Sequence[Path], mapping: Mapping[str, str] | None = None, watch: Watch | None = None
) -> Iterator[Article | Rejected]:
    """The articles of files and folders, one by one, in a stable order; what cannot be one, as Rejected.

    Folders are walked in the order of their names; hidden files and folders are skipped, and so are
    files that tell of the folder (README, LICENSE), pictures, styles and the other parts of saved pages.
    ``mapping`` maps fields of the sources to fields of Article ({"Titre_long": "title"}). ``watch`` may wrap
    each file as it is opened, for instance to count its bytes. Raises CorpusError at once, before
    anything is read, for a source that does not exist or a mapping to a field there is none of.
    """
    for source in sources:
        if not source.exists():
            raise CorpusError(f"there is no file or folder {source}; check the path")
    check_mapping(mapping)
    return (record for file in files_of(sources) for record in read_file(file, mapping, watch))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may hold articles. ``named``: the user named this very file; else it was met in a folder."""

    path: Path
    named: bool


def files_of(sources: Sequence[Path]) -> Iterator[SourceFile]:
    """The files of the sources, in a stable order: those named, and those in folders that may hold articles."""
    for source in sources:
        if source.is_dir():
            yield from (SourceFile(path, named=False) for path in _walk(source))
        else:
            yield SourceFile(source, named=True)


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder that may hold articles.

    Links to files are followed, links to folders are not: no loops.
    """
    for path, folders, names in os.walk(folder):
        pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm"))}
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or _are_parts(name, pages)))
        for name in sorted(names):
            file = Path(path, name)
            if not (name.startswith(".") or _is_besides(file) or _tells_of_folder(file)) and file.is_file():
                yield file


def _are_parts(folder: str, pages: Container[str]) -> bool:
    """Whether a folder holds the parts of one of the saved pages beside it."""
    match = _PARTS.fullmatch(folder)
    return match is not None and match[1] in pages


def _is_besides(file: Path) -> bool:
    """Whether a file is by its name no text of any kind: a picture, a style sheet, a film."""
    return file.suffix.lower() in _BESIDES or file.name.lower() in _LEFT_BEHIND


def _tells_of_folder(file: Path) -> bool:
    """Whether a file by its name describes the corpus and is no part of it."""
    return file.stem.lower() in _ABOUT and file.suffix.lower() in ("", ".md", ".txt")


def read_file(
    file: SourceFile, mapping: Mapping[str, str] | None = None, watch: Watch | None = None
) -> Iterator[Article | Rejected]:
    """The articles of one file, as ``read_sources`` gives them. Whatever is wrong with it is Rejected, never raised."""
    # A file name need not be valid UTF-8; what is written about it must be.
    origin = str(file.path).encode("utf-8", "replace").decode()
    try:
        with ExitStack() as stack:
            opened = cast("BinaryIO", stack.enter_context(file.path.open("rb")))
            stream = _unpacked(watch(opened) if watch else opened, stack)
            head = cast("io.BufferedReader", stream).peek(HEAD_SIZE)[:HEAD_SIZE]
            format_ = format_of(file.path, head, named=file.named)
            if not head:
                yield Rejected(origin, 0, "the file is empty")
            elif format_ is None:
                yield Rejected(origin, 0, "unknown format; see python -m index formats")
            else:
                yield from format_.read(stream, origin, mapping)
    except _UNPACKING_ERRORS as error:
        reason = f"the compressed file is damaged or cut short ({error}); what came before is kept; cure: fetch it anew"
        yield Rejected(origin, 0, reason)
    except OSError as error:
        yield Rejected(origin, 0, f"cannot be read: {error.strerror or error}")


def _unpacked(file: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The stream of what the file holds, unpacked as often as its first bytes say so."""
    stream = stack.enter_context(io.BufferedReader(cast("io.RawIOBase", file), _BUFFER))
    for _ in range(_MAX_LAYERS):
        head = stream.peek(8)
        unpack = next((how for magic, how in _PACKED if head.startswith(magic)), None)
        if unpack is None:
            break
        inner = stack.enter_context(unpack(cast("BinaryIO", stream)))
        stream = stack.enter_context(io.BufferedReader(inner, _BUFFER))
    return cast("BinaryIO", stream)
