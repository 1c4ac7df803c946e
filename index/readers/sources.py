"""From the sources a user names to the stream of articles: walk, open, unpack, choose the reader."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO, cast

from index.article import Article, Rejected
from index.errors import CorpusError
from index.readers.archives import ARCHIVE_ERRORS, is_archive, members
from index.readers.beside import Beside, InFolder
from index.readers.extras import ExtraMissing
from index.readers.fields import check_mapping
from index.readers.registry import Format, format_of
from index.readers.unpack import UNPACKING_ERRORS, GrowsTooFar, head_of, opened, unpacked
from index.readers.xml_stream import root_of

Watch = Callable[[BinaryIO], BinaryIO]

_ABOUT = frozenset(("readme", "lisezmoi", "lisez-moi", "license", "licence", "copying", "notice", "changelog"))

# What lies beside articles in a folder and is never one: parts of saved pages, what systems leave behind.
_BESIDES = frozenset((
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".css", ".js", ".mjs", ".map", ".woff",
    ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".m4a", ".mp4", ".webm", ".mov",
))  # fmt: skip
_LEFT_BEHIND = frozenset(("thumbs.db", "desktop.ini", "icon\r"))
# Browsers put the parts of "page.html" into "page_files" or "page_fichiers", with pages of advertisements.
_PARTS = re.compile(r"(.+)[_-](?:files|fichiers)$")

# An archive in an archive is how bundles are sent; more often is an attack.
_MAX_DEPTH = 2


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
    """A file that may hold articles. ``named``: the user named this very file; else it was met in a folder.

    ``root`` is the folder within which it may have companions (the pages of an issue)."""

    path: Path
    named: bool
    root: Path


def files_of(sources: Sequence[Path]) -> Iterator[SourceFile]:
    """The files of the sources, in a stable order: those named, and those in folders that may hold articles."""
    for source in sources:
        if source.is_dir():
            yield from (SourceFile(path, named=False, root=source) for path in _walk(source))
        else:
            # An issue may have its pages in a folder beside its own: "toc" and "ocr" of one issue.
            yield SourceFile(source, named=True, root=source.absolute().parent.parent)


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


def _is_besides(file: PurePath) -> bool:
    """Whether a file is by its name no text of any kind: a picture, a style sheet, a film."""
    return file.suffix.lower() in _BESIDES or file.name.lower() in _LEFT_BEHIND


def _tells_of_folder(file: PurePath) -> bool:
    """Whether a file by its name describes the corpus and is no part of it."""
    return file.stem.lower() in _ABOUT and file.suffix.lower() in ("", ".md", ".txt")


def read_file(
    file: SourceFile,
    mapping: Mapping[str, str] | None = None,
    watch: Watch | None = None,
    touched: Callable[[Path], None] = lambda _: None,
) -> Iterator[Article | Rejected]:
    """The articles of one file, as ``read_sources`` gives them. Whatever is wrong with it is Rejected, never raised.

    ``touched`` is told of every other file opened for it.
    """
    # A file name need not be valid UTF-8; what is written about it must be.
    origin = str(file.path).encode("utf-8", "replace").decode()
    try:
        with ExitStack() as stack:
            raw = cast("BinaryIO", stack.enter_context(file.path.open("rb")))
            stream = opened(watch(raw) if watch else raw, stack)
            beside = InFolder(file.path, file.root, touched, named=file.named)
            yield from _read_stream(_Stream(stream, file.path, origin, beside, file.named), mapping, 0)
    except OSError as error:
        yield Rejected(origin, 0, f"cannot be read: {error.strerror or error}")


def looked_at(file: SourceFile) -> tuple[Format | None, bytes]:
    """The format of a file and its first bytes, unpacked: None and some bytes for an archive, None and b"" for a file that
    cannot be told or opened."""
    try:
        with file.path.open("rb") as raw, ExitStack() as stack:
            head = head_of(unpacked(opened(raw, stack), stack))
    except (OSError, GrowsTooFar, ExtraMissing, *UNPACKING_ERRORS):
        return None, b""
    format_ = format_of(file.path, head, named=file.named)
    if is_archive(head) and (format_ is None or format_.general):
        return None, head
    return (format_, head) if format_ else (None, b"")


@dataclass(frozen=True, slots=True)
class _Stream:
    """An open file: of a folder, or a member of an archive."""

    stream: BinaryIO
    path: PurePath
    origin: str
    beside: Beside
    named: bool


def _read_stream(file: _Stream, mapping: Mapping[str, str] | None, depth: int) -> Iterator[Article | Rejected]:
    try:
        with ExitStack() as stack:
            stream = unpacked(file.stream, stack)
            head = head_of(stream)
            format_ = format_of(file.path, head, named=file.named)
            if not head:
                yield Rejected(file.origin, 0, "the file is empty")
            elif format_ is not None and not (format_.general and is_archive(head)):
                yield from format_.read(stream, file.origin, mapping, file.beside)
            elif is_archive(head):
                yield from _read_archive(replace(file, stream=stream), mapping, depth)
            else:
                yield Rejected(file.origin, 0, _unknown(head))
    except UNPACKING_ERRORS as error:
        reason = f"the compressed file is damaged or cut short ({error}); what came before is kept; cure: fetch it anew"
        yield Rejected(file.origin, 0, reason)
    except GrowsTooFar as error:
        reason = f"{error}, which no corpus does; what came before is kept; cure: unpack it yourself if you trust it"
        yield Rejected(file.origin, 0, reason)
    except ExtraMissing as error:
        yield Rejected(file.origin, 0, str(error))
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        # A reader should not raise. If it does, one odd file must not end a run of a million.
        reason = f"cannot be read: {type(error).__name__}: {error}; what came before is kept; please report it"
        yield Rejected(file.origin, 0, reason)


def _read_archive(file: _Stream, mapping: Mapping[str, str] | None, depth: int) -> Iterator[Article | Rejected]:
    if depth == _MAX_DEPTH:
        yield Rejected(file.origin, 0, "an archive in an archive in an archive; cure: unpack the outer ones")
        return
    try:
        with ExitStack() as stack:
            for member in members(file.stream, stack):
                path = PurePosixPath(member.name)
                if not _is_left_out(path) and not (file.path.suffix.lower() == ".wacz" and path.parts[0] != "archive"):
                    with ExitStack() as inner:
                        stream = member.open(inner)
                        within = _Stream(stream, path, f"{file.origin}/{member.name}", member.beside, named=False)
                        yield from _read_stream(within, mapping, depth + 1)
    except ARCHIVE_ERRORS as error:
        reason = f"the archive is damaged, cut short or encrypted ({error}); what came before is kept; cure: unpack it"
        yield Rejected(file.origin, 0, reason)


def _is_left_out(path: PurePosixPath) -> bool:
    """Whether a member of an archive is none of those that a folder's walk gives."""
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return hidden or _is_besides(path) or _tells_of_folder(path)


def _unknown(head: bytes) -> str:
    root = root_of(head)
    what = f"XML of an unknown kind (its root is <{root[1][:60]}>)" if root else "unknown format"
    return f"{what}; see python -m index formats"
