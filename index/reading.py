"""Reading the files of a run: small ones by workers, some at a time; large ones as a stream of slices.

A *slice* is what was read of one file at one go: all of it, or some of its records. A file is read by one process
only; who does makes no difference to what is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.article import Article, Rejected
from index.ledger import NAMED, PASSING, REREAD, WHOLE, Stamp
from index.ledger_writer import companions_json
from index.readers.sources import SourceFile, Watch, read_file
from index.survey import companion, stamp_of

Item = Article | Rejected

# Articles that are enriched at a time: small enough for smooth progress, large enough that queues cost nothing.
BATCH = 32
# Files of a task: some hundredths of a second of work.
_FILES = 32
_TASK_BYTES = 512 << 10
# A file of so many bytes is a task of its own. A compressed text unpacks to some six times its size.
_LARGE = 1 << 20
_UNPACKS_TO = 6
_PACKED = frozenset((
    ".gz", ".xz", ".bz2", ".zst", ".zip", ".tgz", ".txz", ".tbz2", ".wacz", ".docx", ".odt", ".epub", ".parquet",
))  # fmt: skip
# Characters of a slice: a batch of books must not fill the queue's memory.
_SLICE_CHARACTERS = 1 << 20


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be read: its absolute path, the file as readers take it, its size in bytes (-1: a pipe), and how it
    is read. ``done``: first and end of the records that an interrupted run has read, ascending, if the file's
    hash is still ``hashed``."""

    path: bytes
    file: SourceFile
    size: int
    how: int
    done: tuple[tuple[int, int], ...] = ()
    hashed: tuple[int, int] = (0, 0)

    @property
    def weight(self) -> int:
        """Bytes of text, more or less."""
        return self.size * (_UNPACKS_TO if self.file.path.suffix.lower() in _PACKED else 1)

    @property
    def origin(self) -> str:
        """How the origin of its articles begins."""
        return str(self.file.path).encode("utf-8", "replace").decode()

    def stamp(self) -> Stamp:
        """What it looks like now; one that cannot be looked at is to be read again."""
        flags = NAMED if self.file.named else 0
        found = stamp_of(self.path, self.how, flags)
        if found is not None:
            return found
        passing = PASSING if self.file.path.exists() and not self.file.path.is_file() else 0
        return Stamp(self.path, -1, 0, (0, 0), self.how, flags | REREAD | passing)


@dataclass(frozen=True, slots=True)
class Files:
    """A task: files to be read and analysed by one worker."""

    targets: tuple[Target, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(max(0, target.size) for target in self.targets)


@dataclass(frozen=True, slots=True)
class Slice:
    """A task: records read of a file, ``first`` of which came before. ``companions`` of a whole file, as the ledger
    keeps them."""

    stamp: Stamp
    origin: str
    first: int
    items: tuple[Item, ...]
    companions: bytes = b""

    @property
    def is_last(self) -> bool:
        """Whether the file ends with it."""
        return bool(self.stamp.flags & WHOLE)


Task = Files | Slice


def is_streamed(weight: int, total: int, workers: int) -> bool:
    """Whether a file is read by one process for all: one that would keep a single worker busy when the others have
    long done the rest. All others are read where they are analysed."""
    return weight < 0 or weight > max(_LARGE, total // (2 * workers))


def tasks(targets: Iterable[Target]) -> Iterator[Files]:
    """Files, small ones some at a time."""
    batch: list[Target] = []
    size = 0
    for target in targets:
        if batch and (len(batch) == _FILES or size + target.weight > _TASK_BYTES):
            yield Files(tuple(batch))
            batch, size = [], 0
        batch.append(target)
        size += target.weight
    if batch:
        yield Files(tuple(batch))


def read_slices(target: Target, mapping: Mapping[str, str] | None, watch: Watch | None = None) -> Iterator[Slice]:
    """A file in slices, without what is done. The last slice, perhaps an empty one, says that the file ends."""
    stamp = target.stamp()
    ended = _ended(stamp)
    known = iter([*(target.done if stamp.hashed == target.hashed else ()), (1 << 62, 1 << 62)])
    begin, end = next(known)
    companions = _Companions()
    items: list[Item] = []
    first = number = characters = 0
    for item in read_file(target.file, mapping, watch, companions.touched):
        if number == end:
            begin, end = next(known)
        if begin <= number < end:
            if items:
                yield Slice(stamp, target.origin, first, tuple(items))
                items, characters = [], 0
            number += 1
            first = number
            continue
        items.append(item)
        number += 1
        characters += _characters(item)
        if len(items) >= BATCH or characters >= _SLICE_CHARACTERS:
            yield Slice(stamp, target.origin, first, tuple(items))
            items, characters, first = [], 0, number
    yield Slice(ended, target.origin, first, tuple(items), companions.json())


def _characters(item: Item) -> int:
    return len(item.body) if isinstance(item, Article) else len(item.reason)


def _ended(stamp: Stamp) -> Stamp:
    return Stamp(stamp.path, stamp.size, stamp.mtime, stamp.hashed, stamp.how, stamp.flags | WHOLE)


class _Companions:
    """The other files that were opened for a file, as they were just before."""

    def __init__(self) -> None:
        self._seen: dict[Path, tuple[str, int, int]] = {}

    def touched(self, path: Path) -> None:
        if path not in self._seen:
            self._seen[path] = companion(path)

    def json(self) -> bytes:
        return companions_json([*self._seen.values()])
