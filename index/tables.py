"""Tables of flat arrays: columns of numbers and of byte strings, row by row, kept in one checked file.

Useful for: many thousand small facts that must be looked through at once and cost little memory (``index.ledger``).
Not for: articles; those are in segments.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from index.segment.layout import Array, SegmentFile, SegmentWriter

Ints = NDArray[np.int64]

# A byte of text that is being gathered takes a number of 8 bytes for a moment: some 8 MB at a time.
_GATHERED = 1 << 20
_CODES = {"<i8": "q", "<u8": "Q", "<u4": "I", "<i4": "i", "<u1": "B"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a table holds: the names of its columns of numbers, each with its NumPy type, and of its texts."""

    numbers: Mapping[str, str]
    texts: tuple[str, ...]


class Texts:
    """A column of byte strings: all one after the other, and the length of each."""

    __slots__ = ("_starts", "data", "lengths")

    def __init__(self, data: Array, lengths: Array) -> None:
        self.data, self.lengths = data, lengths
        self._starts: Ints | None = None

    @property
    def starts(self) -> Ints:
        """Where each begins, and where the last ends."""
        if self._starts is None:
            self._starts = np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)]).astype(np.int64)
        return self._starts

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, place: int) -> bytes:
        return bytes(self.data[self.starts[place] : self.starts[place + 1]])

    def take(self, places: Ints) -> Texts:
        """Those at ``places``, in that order."""
        lengths = self.lengths[places]
        begins = self.starts[places]
        ends = np.cumsum(lengths, dtype=np.int64)
        data = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
        first = done = 0
        while first < len(places):
            last = max(first + 1, int(np.searchsorted(ends, done + _GATHERED, "right")))
            data[done : int(ends[last - 1])] = self.data[ranges(begins[first:last], lengths[first:last])]
            first, done = last, int(ends[last - 1])
        return Texts(data, lengths)


class Rows:
    """A table."""

    __slots__ = ("kind", "numbers", "texts")

    def __init__(self, kind: Kind, numbers: dict[str, Array], texts: dict[str, Texts]) -> None:
        self.kind, self.numbers, self.texts = kind, numbers, texts

    @classmethod
    def empty(cls, kind: Kind) -> Self:
        """A table without a row."""
        return cls(
            kind,
            {name: np.empty(0, dtype) for name, dtype in kind.numbers.items()},
            {name: Texts(np.empty(0, np.uint8), np.empty(0, np.uint32)) for name in kind.texts},
        )

    def __len__(self) -> int:
        return len(next(iter(self.numbers.values())))

    def __getitem__(self, name: str) -> Array:
        """A column of numbers."""
        return self.numbers[name]

    def take(self, places: Ints) -> Rows:
        """The rows at ``places``, in that order."""
        return Rows(
            self.kind,
            {name: column[places] for name, column in self.numbers.items()},
            {name: column.take(places) for name, column in self.texts.items()},
        )

    def replaced(self, **columns: Array) -> Rows:
        """The same with other columns of numbers."""
        return Rows(self.kind, {**self.numbers, **columns}, self.texts)

    def equals(self, other: Rows) -> bool:
        """Whether both have the same rows."""
        return all(np.array_equal(column, other.numbers[name]) for name, column in self.numbers.items()) and all(
            np.array_equal(column.lengths, other.texts[name].lengths)
            and np.array_equal(column.data, other.texts[name].data)
            for name, column in self.texts.items()
        )

    def write(self, writer: SegmentWriter, name: str) -> None:
        """Write it as sections ``name.…``."""
        for column, numbers in self.numbers.items():
            writer.add(f"{name}.{column}", numbers.astype(self.kind.numbers[column], copy=False))
        for column, texts in self.texts.items():
            writer.add(f"{name}.{column}.bytes", texts.data)
            writer.add(f"{name}.{column}.lengths", texts.lengths.astype("<u4", copy=False))

    @classmethod
    def read(cls, file: SegmentFile, name: str, kind: Kind) -> Self:
        """What ``write`` wrote: views of the mapped file. IndexDamaged for a section that is missing."""
        return cls(
            kind,
            {column: file.array(f"{name}.{column}") for column in kind.numbers},
            {
                column: Texts(file.array(f"{name}.{column}.bytes"), file.array(f"{name}.{column}.lengths"))
                for column in kind.texts
            },
        )


def joined(parts: Sequence[Rows], kind: Kind) -> Rows:
    """The rows of several tables of one kind, one after the other."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Rows.empty(kind)
    return Rows(
        kind,
        {name: np.concatenate([part.numbers[name] for part in parts]) for name in kind.numbers},
        {
            name: Texts(
                np.concatenate([part.texts[name].data for part in parts]),
                np.concatenate([part.texts[name].lengths for part in parts]),
            )
            for name in kind.texts
        },
    )


class Growing:
    """A table in the making, as small in memory as the finished one."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._numbers: dict[str, array[Any]] = {name: array(_CODES[dtype]) for name, dtype in kind.numbers.items()}
        self._texts = {name: (bytearray(), array("I")) for name in kind.texts}
        self.size = 0

    def add(self, **values: int | bytes) -> int:
        """Add a row; what is not given is 0 or empty. Gives its place."""
        for name, numbers in self._numbers.items():
            numbers.append(values.get(name, 0))
        for name, (data, lengths) in self._texts.items():
            text = values.get(name, b"")
            assert isinstance(text, bytes)
            data.extend(text)
            lengths.append(len(text))
        self.size += 1
        return self.size - 1

    def set(self, name: str, place: int, value: int) -> None:
        """Give a number of an earlier row another value."""
        self._numbers[name][place] = value

    def get(self, name: str, place: int) -> int:
        """A number of an earlier row."""
        return int(self._numbers[name][place])

    def rows(self) -> Rows:
        """The finished table; nothing may be added after."""
        numbers = {
            name: np.frombuffer(column, self.kind.numbers[name]) if column else np.empty(0, self.kind.numbers[name])
            for name, column in self._numbers.items()
        }
        texts = {
            name: Texts(
                np.frombuffer(bytes(data), np.uint8), np.frombuffer(lengths, "<u4") if lengths else np.empty(0, "<u4")
            )
            for name, (data, lengths) in self._texts.items()
        }
        return Rows(self.kind, numbers, texts)
