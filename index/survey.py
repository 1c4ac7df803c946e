"""What lies in the sources now, beside what the ledger knows: which files are to be read, which are gone.

Only looks at names, sizes and times; a file is opened (and hashed) only when these say nothing certain: its time
has changed and its size has not, or it was written so shortly before it was read that a later change may bear the
same time ("racy", in the word of git's documentation of its index).
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import CorpusError
from index.ledger import LOST, NAMED, RACY, REREAD, Ledger, Stamp, path_key
from index.readers.fields import check_mapping
from index.readers.sources import SourceFile, files_of
from index.tables import Ints, Texts

# The coarsest clock of a common file system is FAT's, 2 seconds; networked ones may also be that late.
_GRAIN = 2_000_000_000
# A companion that was looked for and is not there; a folder, of which only the time counts.
_MISSING, _FOLDER = -1, -2
_READERS = Path(__file__).parent / "readers"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """The files of the sources, in order, each once: arrays, since there may be millions."""

    sources: tuple[Path, ...]
    roots: tuple[bytes, ...]
    paths: Texts
    keys: NDArray[np.uint64]
    sizes: Ints
    mtimes: Ints
    source: NDArray[np.uint32]
    named: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.keys)

    def file(self, place: int) -> SourceFile:
        """A file as readers take it, its path as the user would write it."""
        source = self.sources[int(self.source[place])]
        path = Path(self.shown(place))
        if self.named[place]:
            return SourceFile(path, named=True, root=source.absolute().parent.parent)
        return SourceFile(path, named=False, root=source)

    def shown(self, place: int) -> str:
        """Its path as the user would write it: within the source as that was given."""
        number = int(self.source[place])
        rest = os.fsdecode(self.paths[place][len(self.roots[number]) :]).lstrip(os.sep)
        return str(self.sources[number] / rest) if rest else str(self.sources[number])

    def holds(self, path: bytes) -> bool:
        """Whether a path is one of the sources or lies below one."""
        return any(path == root or path.startswith(root.rstrip(b"/") + b"/") for root in self.roots)


def check_sources(sources: Sequence[Path], mapping: Mapping[str, str] | None, *, missing: bool = False) -> None:
    """CorpusError for a source that is not there (unless it may be ``missing``) or a mapping to no field."""
    for source in sources:
        if not missing and not source.exists():
            raise CorpusError(f"there is no file or folder {source}; check the path")
    check_mapping(mapping)


def survey(sources: Sequence[Path]) -> Found:
    """Walk the sources; a source that is not there has no files. A file that is named twice, or named and met in
    a folder, is there once, at its first place, as named."""
    roots = tuple(os.fsencode(os.path.normpath(source.absolute())) for source in sources)
    data, lengths = bytearray(), array("I")
    keys, sizes, mtimes, source_of, named = array("Q"), array("q"), array("q"), array("I"), array("B")
    for number, (source, root) in enumerate(zip(sources, roots, strict=True)):
        if not source.exists():
            continue
        given = len(os.fsencode(source)) if str(source) != "." else 0
        for file in files_of([source]):
            rest = os.fsencode(file.path)[given:].lstrip(b"/") if not file.named else b""
            path = root.rstrip(b"/") + b"/" + rest if rest else root
            try:
                seen = file.path.stat()
            except OSError:
                # Gone between listing and looking: as if it had gone before; one that is named is told when it is read.
                if not file.named:
                    continue
                seen = None
            data += path
            lengths.append(len(path))
            keys.append(path_key(path))
            regular = seen is not None and stat.S_ISREG(seen.st_mode)
            sizes.append(seen.st_size if seen is not None and regular else -1)
            mtimes.append(seen.st_mtime_ns if seen is not None else 0)
            source_of.append(number)
            named.append(file.named)
    paths = Texts(np.frombuffer(bytes(data), np.uint8), np.array(lengths, np.uint32))
    key = np.array(keys, np.uint64)
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    kept = np.sort(first)
    is_named = np.zeros(len(first), np.bool_)
    np.logical_or.at(is_named, group, np.array(named, np.bool_))
    return Found(
        tuple(sources), roots, paths.take(kept), key[kept], np.array(sizes, np.int64)[kept],
        np.array(mtimes, np.int64)[kept], np.array(source_of, np.uint32)[kept], is_named[group[kept]],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """``known``: for each found file its place in the ledger, -1 for none; ``same``: whether it need not be read;
    ``stamps``: new stamps of files that are the same in another dress (touched, no longer racy); ``gone``: places in
    the ledger of files below the sources that are there no more, and of former states of files."""

    known: Ints
    same: NDArray[np.bool_]
    stamps: dict[int, Stamp]
    gone: Ints


def compare(found: Found, ledger: Ledger, how: Mapping[bool, int]) -> Comparison:
    """Which files are as the ledger has them. ``how``: the present way of reading, by whether a file is named."""
    files = ledger.files
    standing = np.flatnonzero((files["flags"] & LOST) == 0)
    known = places_of(found.keys, files["key"][standing])
    known = np.where(known >= 0, standing[known], -1) if len(standing) else known
    there = known >= 0
    at = np.where(there, known, 0)
    same = np.zeros(len(found), np.bool_)
    stamps: dict[int, Stamp] = {}
    if len(files):
        hows = np.where(found.named, how[True], how[False]).astype(np.uint64)
        may = there & (files["size"][at] == found.sizes) & (files["how"][at] == hows) & (found.sizes >= 0)
        may &= (files["flags"][at] & REREAD) == 0
        for place in np.flatnonzero(may & (files.texts["companions"].lengths[at] > 0)).tolist():
            may[place] = not companions_changed(files.texts["companions"][int(known[place])])
        certain = may & (files["mtime"][at] == found.mtimes) & ((files["flags"][at] & RACY) == 0)
        same |= certain
        for place in np.flatnonzero(may & ~certain).tolist():
            old = int(known[place])
            stamp = stamped(found, place, how)
            if stamp and stamp.hashed == (int(files["hash_a"][old]), int(files["hash_b"][old])):
                same[place] = True
                stamps[place] = stamp
    return Comparison(known, same, stamps, _gone(found, ledger))


def places_of(wanted: NDArray[np.uint64], keys: NDArray[np.uint64]) -> Ints:
    """For each wanted key its place among ``keys``; -1 where there is none."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    at = np.searchsorted(ordered, wanted, "right") - 1
    hit = (at >= 0) & (ordered[np.maximum(at, 0)] == wanted)
    return np.where(hit, order[np.maximum(at, 0)], -1)


def _gone(found: Found, ledger: Ledger) -> Ints:
    lost = (ledger.files["flags"] & LOST) != 0
    lost = np.flatnonzero(lost | (places_of(ledger.files["key"], found.keys) < 0))
    paths = ledger.files.texts["path"]
    below = [place for place in lost.tolist() if found.holds(paths[place]) and not _unreachable(paths[place])]
    return np.array(below, np.int64)


def _unreachable(path: bytes) -> bool:
    """Whether it cannot be told if a file is there: its folder may not be entered, its disk does not answer."""
    file = Path(os.fsdecode(path))
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    # It is there, and is none of the sources' files any more: hidden now, or a folder.
    return not os.access(file.parent, os.R_OK | os.X_OK)


def emptied(found: Found, ledger: Ledger, gone: Ints) -> list[tuple[Path, int]]:
    """The sources in which no file is left though the ledger knows some of them, and how many: an unmounted disk."""
    paths = [ledger.files.texts["path"][place] for place in gone.tolist()]
    left = set(found.source.tolist())
    lost = []
    for number, root in enumerate(found.roots):
        if number not in left:
            count = sum(path == root or path.startswith(root.rstrip(b"/") + b"/") for path in paths)
            if count:
                lost.append((found.sources[number], count))
    return lost


def stamped(found: Found, place: int, how: Mapping[bool, int]) -> Stamp | None:
    """The stamp of a found file as it is now, hashed; None when it cannot be read."""
    named = bool(found.named[place])
    return stamp_of(found.paths[place], how[named], NAMED if named else 0)


def stamp_of(path: bytes, how: int, flags: int) -> Stamp | None:
    """The stamp of a file as it is now, hashed; None when it cannot be read, or only once (a pipe).

    Looked at before it is hashed, hashed before it is read: whatever happens to it meanwhile, what is written
    down is older than what was read, and the next run sees the difference.
    """
    file_path = Path(os.fsdecode(path))
    try:
        seen = file_path.stat()
        if not stat.S_ISREG(seen.st_mode):
            return None
        fresh = _is_fresh(seen)
        digest = hashlib.blake2b(digest_size=16)
        with file_path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    hashed = digest.digest()
    racy = RACY if fresh else 0
    halves = int.from_bytes(hashed[:8], "little"), int.from_bytes(hashed[8:], "little")
    return Stamp(path, seen.st_size, seen.st_mtime_ns, halves, how, flags | racy)


def _is_fresh(seen: os.stat_result) -> bool:
    """Whether a file may change again and bear the same time."""
    return seen.st_mtime_ns > time.time_ns() - _GRAIN


def companion(path: Path) -> tuple[str, int, int]:
    """What a companion of a file looks like: its path, size and time."""
    shown = os.path.normpath(path.absolute())
    try:
        seen = path.stat()
    except OSError:
        return shown, _MISSING, 0
    # One so fresh may change again without its time changing: it will not be taken for the same.
    time_ = 0 if _is_fresh(seen) else seen.st_mtime_ns
    return shown, _FOLDER if stat.S_ISDIR(seen.st_mode) else seen.st_size, time_


def companions_changed(known: bytes) -> bool:
    """Whether one of the files that were opened for a file, as the ledger keeps them, is not as it was."""
    return any(companion(Path(path)) != (path, size, mtime) for path, size, mtime in json.loads(known))


def ways_of_reading(mapping: Mapping[str, str] | None) -> dict[bool, int]:
    """What a file's reading depends on besides the file, as a number, by whether the file is named: the readers'
    program and the mapping."""
    said = json.dumps([readers_digest(), sorted((mapping or {}).items())])
    return {
        named: int.from_bytes(hashlib.blake2b(f"{said}{named}".encode(), digest_size=8).digest(), "little")
        for named in (False, True)
    }


@cache
def readers_digest() -> str:
    """A digest of the readers' program: another version may read more, or better."""
    digest = hashlib.blake2b(digest_size=16)
    for path in _program():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _program() -> Iterator[Path]:
    yield _READERS.parent / "article.py"
    yield from sorted(path for path in _READERS.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo"))
