"""The ledger: which files the index was made of, what each looked like, which articles and rejections it gave.

One flat file a generation, ``MAIN_N.ledger``, in the layout of a segment (checksums, no pickle), listed and
checked with the other files of the manifest. Files stand in order of precedence: of several records of one id that
with the highest revision is the article, among equals that of the first file, and in a file the first. What a
worker has read is a ledger too, the *part* beside its segment: its rows are slices of files, its records name the
documents of the segment.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from index.segment.layout import SegmentFile, SegmentWriter
from index.tables import Ints, Kind, Rows, Texts, joined

SUFFIX = ".ledger"

RACY = 1
"""The file was so fresh when it was read that it may change again without its time changing."""
REREAD = 2
"""The index is without something that the file gave: it is read again at the next occasion."""
NAMED = 4
"""The user named this very file."""
WHOLE = 8
"""The last slice of a file."""
LOST = 16
"""What the index still has of a file that is gone, or of former states of one: until it is pruned."""
PASSING = 32
"""Read from something that can be read but once, a pipe: its articles stay, and no file stands for them."""

NEW, SAME, OTHER, NEWER = 0, 1, 2, 3
"""What the index had under a record's id when it was read: nothing, the same, another state, one of a higher revision."""

FILES = Kind(
    {
        "key": "<u8",  # of the path, to find it
        "size": "<i8",
        "mtime": "<i8",  # nanoseconds
        "hash_a": "<u8",  # BLAKE2b-128 of its bytes
        "hash_b": "<u8",
        "how": "<u8",  # how it was read: the readers' program, the mapping
        "flags": "<u1",
        "first": "<u8",  # of a slice: how many records and rejections came before it
        "items": "<u8",  # records and rejections together
        "records": "<u4",
        "rejected": "<u4",
    },
    ("path", "companions"),
)
RECORDS = Kind(
    {
        "key_a": "<u8",  # BLAKE2b-128 of the id
        "key_b": "<u8",
        "content": "<u8",  # the first half of the article's fingerprint
        "headline": "<u8",  # of its address and title, 0 without address
        "revision": "<i8",
        "year": "<i4",  # 0 without date
        "document": "<i4",  # of the segment beside a part, -1 for none
        "known": "<u1",
    },
    ("id", "place", "source"),
)
REJECTED = Kind({"line": "<u4"}, ("place", "reason"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like just before it was read: path (absolute), size, time in nanoseconds, the two
    halves of its hash, how it was read, and flags."""

    path: bytes
    size: int
    mtime: int
    hashed: tuple[int, int]
    how: int
    flags: int


class Ledger:
    """Files with their records and rejections, in order."""

    def __init__(self, files: Rows, records: Rows, rejected: Rows) -> None:
        self.files, self.records, self.rejected = files, records, rejected

    @classmethod
    def empty(cls) -> Ledger:
        """That of an index of no files."""
        return cls(Rows.empty(FILES), Rows.empty(RECORDS), Rows.empty(REJECTED))

    @classmethod
    def read(cls, path: Path, home: Path) -> Ledger:
        """A ledger of the disk, mapped. ``home``: the folder of the index. If that lies elsewhere than when the ledger
        was written, and the files have moved with it, they are known where they are now. Errors as in
        ``SegmentFile``."""
        file = SegmentFile(path)
        files = Rows.read(file, "files", FILES)
        before, now = file.array("home").tobytes(), _home(home)
        return cls(
            files if before == now else _moved(files, before, now),
            Rows.read(file, "records", RECORDS),
            Rows.read(file, "rejected", REJECTED),
        )

    def write(self, path: Path, home: Path) -> None:
        """Write it, checksums and all, and ask the disk to keep it. ``home``: the folder of the index."""
        with SegmentWriter(path) as writer:
            writer.add("home", np.frombuffer(_home(home), np.uint8))
            self.files.write(writer, "files")
            self.records.write(writer, "records")
            self.rejected.write(writer, "rejected")

    def take(self, places: Ints) -> Ledger:
        """The files at ``places``, in that order, with what belongs to them."""
        return Ledger(
            self.files.take(places),
            self.records.take(self.records_of(places)),
            self.rejected.take(ranges(starts(self.files["rejected"])[places], self.files["rejected"][places])),
        )

    def records_of(self, places: Ints) -> Ints:
        """The places of the records of those files."""
        return ranges(starts(self.files["records"])[places], self.files["records"][places])

    def file_of_records(self) -> Ints:
        """For each record the place of its file."""
        return np.repeat(np.arange(len(self.files)), self.files["records"])

    def path(self, place: int) -> Path:
        """The path of a file."""
        return Path(os.fsdecode(self.files.texts["path"][place]))

    def with_files_whole(self) -> Ledger:
        """Slices of one file, which follow each other, as one row; it looks as it did at its last slice."""
        files = self.files
        if not len(files):
            return self
        lost = files["flags"] & LOST
        changes = (files["key"][1:] != files["key"][:-1]) | (lost[1:] != lost[:-1])
        begins = np.flatnonzero(np.concatenate([[True], changes]))
        if len(begins) == len(files):
            return self
        ends = np.append(begins[1:], len(files)) - 1
        whole = files.take(ends)
        for name in ("items", "records", "rejected"):
            whole.numbers[name] = np.add.reduceat(files[name], begins)
        whole.numbers["flags"] = np.bitwise_or.reduceat(files["flags"], begins)
        return Ledger(whole, self.records, self.rejected)

    def as_written(self) -> Ledger:
        """As the next generation's ledger is kept: files whole, without what only this run knows."""
        whole = self.with_files_whole()
        count = len(whole.records)
        files = whole.files.replaced(
            first=np.zeros(len(whole.files), np.uint64),
            flags=(whole.files["flags"] & ~np.uint8(WHOLE)).astype(np.uint8),
        )
        records = whole.records.replaced(document=np.full(count, -1, np.int32), known=np.zeros(count, np.uint8))
        return Ledger(files, records, whole.rejected)

    def equals(self, other: Ledger) -> bool:
        """Whether both say the same."""
        pairs = ((self.files, other.files), (self.records, other.records), (self.rejected, other.rejected))
        return all(mine.equals(theirs) for mine, theirs in pairs)

    def marked(self, ids: Sequence[str]) -> Ledger:
        """Without the records of these ids; the files that gave them are to be read again."""
        keys = np.array([key_of(each) for each in ids], np.uint64).reshape(-1, 2)
        numbers = numbered(np.concatenate([keys, keys_of(self.records)]))
        return self.without(np.isin(numbers[len(keys) :], numbers[: len(keys)]))

    def without(self, gone: NDArray[np.bool_], flag: int = REREAD) -> Ledger:
        """Without the records that are marked; the files that gave them get this flag."""
        if not gone.any():
            return self
        lost = np.bincount(self.file_of_records()[gone], minlength=len(self.files))
        flags = np.where(lost > 0, self.files["flags"] | flag, self.files["flags"]).astype(np.uint8)
        records = (self.files["records"] - lost).astype(np.uint32)
        files = self.files.replaced(flags=flags, records=records)
        return Ledger(files, self.records.take(np.flatnonzero(~gone)), self.rejected)


def joined_ledgers(parts: Sequence[Ledger]) -> Ledger:
    """The files of several ledgers, one after the other."""
    return Ledger(
        joined([part.files for part in parts], FILES),
        joined([part.records for part in parts], RECORDS),
        joined([part.rejected for part in parts], REJECTED),
    )


def _home(folder: Path) -> bytes:
    return os.fsencode(os.path.normpath(folder.absolute()))


def _moved(files: Rows, before: bytes, now: bytes) -> Rows:
    """The files where they lie from ``now`` as they lay from ``before``, if the first of them is there."""
    texts = files.texts["path"]
    paths = [os.path.normpath(b"/".join((now, os.path.relpath(texts[n], before)))) for n in range(len(files))]
    if not paths or not Path(os.fsdecode(paths[0])).exists():
        return files
    column = Texts(np.frombuffer(b"".join(paths), np.uint8), np.array([*map(len, paths)], np.uint32))
    found = files.replaced(key=np.array([*map(path_key, paths)], np.uint64))
    return Rows(found.kind, found.numbers, {**found.texts, "path": column})


def starts(counts: NDArray[np.integer]) -> Ints:
    """Where each of so many begins."""
    return np.cumsum(counts, dtype=np.int64) - counts


def path_key(path: bytes) -> int:
    """A number for a path: two paths of a million have the same with a chance of 1 to 37 million."""
    return int.from_bytes(hashlib.blake2b(path, digest_size=8).digest(), "little")


def key_of(article_id: str) -> tuple[int, int]:
    """Two numbers for an id (BLAKE2b-128: no two ids share them)."""
    digest = hashlib.blake2b(encoded(article_id), digest_size=16).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")


def keys_of(records: Rows) -> NDArray[np.uint64]:
    """The two numbers of each record, as rows."""
    return np.stack([records["key_a"], records["key_b"]], axis=1).astype(np.uint64, copy=False)


def numbered(keys: NDArray[np.uint64]) -> Ints:
    """A number for each row, equal for equal rows: 0, 1, 2 … without a gap."""
    if not len(keys):
        return np.empty(0, np.int64)
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    ordered = keys[order]
    fresh = np.concatenate([[False], (ordered[1:] != ordered[:-1]).any(axis=1)])
    numbers = np.empty(len(keys), np.int64)
    numbers[order] = np.cumsum(fresh)
    return numbers


def encoded(text: str) -> bytes:
    """Any text, lone surrogates too, as bytes."""
    return text.encode("utf-8", "surrogatepass")
