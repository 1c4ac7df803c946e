"""Columns: the values each document has, as ordinals into a sorted list of values.

A value's *key* is what makes spellings one (folded: "Edouard Philippe" and "Édouard Philippe" share it);
values lie in the order of their keys, so ordinals are alphabetical and the spellings of a key adjacent.
A document has each key once, in the spelling it has first.

Sections of a column C over N documents with V values::

    C.values     the values (UTF-8): ``.bytes`` and ``.starts`` as in ``terms``; sorted by key, then value
    C.keys       their keys (UTF-8), likewise
    C.groups     u32[V]    the number of each value's key among the keys; left out when no two values share one
    C.order      u32[V]    the values' numbers in byte order
    C.counts     u32[V]    documents a value
    C.starts     u32[N+1]  where each document's ordinals begin; left out when each has exactly one
    C.ordinals   u16 or u32   the ordinals, document by document, ascending
    C.first, C.last  i32[V]   of dates: first and last day, as proleptic Gregorian ordinals
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.segment.layout import Array, SegmentFile, SegmentWriter
from index.segment.terms import write_strings

SEPARATOR = "\x1f"
"""Unit separator (ASCII 31) between the values of a document as they are stored, and as Whoosh reads them."""

Days = Callable[[str], tuple[int, int]]
"""First and last day of a date as written, as ordinals."""


@dataclass(slots=True)
class ColumnData:
    """A column in memory: ``ordinals`` are those of ``values``, ``counts`` of them a document."""

    values: list[str]
    counts: NDArray[np.int64]
    ordinals: NDArray[np.int64]


def write_column(
    writer: SegmentWriter, name: str, data: ColumnData, key: Callable[[str], str], days: Days | None = None
) -> None:
    """Write a column; values may come in any order, spellings of a key and repeats included."""
    keys = [key(value) or value for value in data.values]
    order = sorted(range(len(keys)), key=lambda n: (keys[n], data.values[n]))
    values = [data.values[n] for n in order]
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    documents = np.repeat(np.arange(len(data.counts)), data.counts)
    groups = _groups([keys[n] for n in order])
    documents, ordinals = _once_a_key(documents, place[data.ordinals], groups)
    encoded = _encoded(values)
    write_strings(writer, f"{name}.values", encoded)
    write_strings(writer, f"{name}.keys", _encoded(keys[n] for n in order))
    if len(groups) and groups[-1] + 1 < len(groups):
        writer.add(f"{name}.groups", groups.astype("<u4"))
    writer.add(f"{name}.order", np.array(sorted(range(len(values)), key=encoded.__getitem__), "<u4"))
    writer.add(f"{name}.counts", np.bincount(ordinals, minlength=len(values)).astype("<u4"))
    counts = np.bincount(documents, minlength=len(data.counts))
    if not (counts == 1).all():
        writer.add(f"{name}.starts", np.concatenate([[0], np.cumsum(counts)]).astype("<u4"))
    writer.add(f"{name}.ordinals", ordinals.astype("<u2" if len(values) <= 1 << 16 else "<u4"))
    if days is not None:
        bounds = np.array([days(value) for value in values], "<i4").reshape(-1, 2)
        writer.add(f"{name}.first", bounds[:, 0])
        writer.add(f"{name}.last", bounds[:, 1])


def _groups(keys: Sequence[str]) -> NDArray[np.int64]:
    """The number of each key, of sorted keys."""
    fresh = np.fromiter((n > 0 and keys[n] != keys[n - 1] for n in range(len(keys))), np.int64, len(keys))
    return np.cumsum(fresh)


def _once_a_key(
    documents: NDArray[np.int64], ordinals: NDArray[np.int64], groups: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs sorted by document, then ordinal; of several with one key, the one that came first."""
    if not len(ordinals):
        return documents, ordinals
    span = int(groups[-1]) + 1
    _, first = np.unique(documents * span + groups[ordinals], return_index=True)
    # Keys are in ordinal order, so what unique gives is sorted by document, then ordinal.
    return documents[first], ordinals[first]


def _encoded(strings: Iterable[str]) -> list[bytes]:
    return [string.encode("utf-8", "surrogatepass") for string in strings]


class Strings:
    """Strings of a segment, by number."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._bytes = file.array(f"{name}.bytes").data
        self._starts = file.array(f"{name}.starts").data

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return str(self._bytes[self._starts[number] : self._starts[number + 1]], "utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """All of them."""
        return [self[number] for number in range(len(self))]


class Column:
    """A column of a segment file over ``size`` documents."""

    def __init__(self, file: SegmentFile, name: str, size: int) -> None:
        self.size = size
        self.values = Strings(file, f"{name}.values")
        self.keys = Strings(file, f"{name}.keys")
        self.counts = file.array(f"{name}.counts")
        self.order = file.array(f"{name}.order")
        self.ordinals = file.array(f"{name}.ordinals")
        self.starts = file.array(f"{name}.starts") if f"{name}.starts" in file else None
        self.groups = file.array(f"{name}.groups") if f"{name}.groups" in file else None
        self._days = (f"{name}.first", f"{name}.last") if f"{name}.first" in file else None
        self._file = file

    def bounds(self) -> tuple[NDArray[np.int32], NDArray[np.int32]] | None:
        """First and last day of each value, of a column of dates."""
        if self._days is None:
            return None
        return self._file.array(self._days[0]), self._file.array(self._days[1])

    def row(self, document: int) -> list[str]:
        """The values of a document, alphabetically."""
        if self.starts is None:
            return [self.values[int(self.ordinals[document])]]
        return [self.values[int(n)] for n in self.ordinals[self.starts[document] : self.starts[document + 1]]]

    def row_counts(self) -> Array:
        """How many values each document has."""
        return np.ones(self.size, np.int64) if self.starts is None else np.diff(self.starts.astype(np.int64))

    def gather(self, documents: Array) -> tuple[Array, Array | None]:
        """The ordinals of these documents one after the other, and how many each has (None: one each)."""
        if self.starts is None:
            return self.ordinals.take(documents), None
        begin = self.starts.take(documents)
        counts = self.starts.take(documents + 1) - begin
        return self.ordinals.take(ranges(begin, counts)), counts


def ranges(begin: Array, counts: Array) -> Array:
    """begin[0], begin[0] + 1, … counts[0] numbers, then those from begin[1] on, and so on.

    >>> ranges(np.array([5, 20]), np.array([3, 2])).tolist()
    [5, 6, 7, 20, 21]
    """
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    # Each number is its place in the result, shifted by what its range is shifted.
    return np.arange(total) + np.repeat(begin - (ends - counts), counts)
