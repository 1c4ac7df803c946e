"""A sorted list of byte strings in a segment: the term dictionary, and the values of columns.

Here is a term, what is its number? ``find``: through a table of hashes, whatever the size. Which terms
begin so, or lie between these? ``prefix_range``, ``lower_bound``: by halving.

Sections of a list NAME: ``NAME.bytes`` (u8, all strings one after the other), ``NAME.starts`` (u32, one
more than there are strings), ``NAME.buckets`` (u32, where each hash bucket begins in slots, one more than
buckets) and ``NAME.slots`` (u32, numbers of strings, by bucket). A bucket is the CRC-32 modulo the buckets.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from index.segment.layout import SegmentFile, SegmentWriter


def write_terms(writer: SegmentWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write strings that are sorted, without repeats."""
    write_strings(writer, name, terms)
    buckets = 1 << max(0, len(terms) - 1).bit_length()
    bucket = np.fromiter(map(zlib.crc32, terms), np.uint32, len(terms)) & np.uint32(buckets - 1)
    slots = np.argsort(bucket, kind="stable")
    writer.add(f"{name}.buckets", np.searchsorted(bucket[slots], np.arange(buckets + 1)).astype("<u4"))
    writer.add(f"{name}.slots", slots.astype("<u4"))


def write_strings(writer: SegmentWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write strings in any order, to be found by number only: ``NAME.bytes`` and ``NAME.starts``."""
    starts = np.concatenate([[0], np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)))])
    if starts[-1] >= 1 << 32:
        message = f"the terms of {name!r} take more than 4 GiB; index the corpus in parts"
        raise ValueError(message)
    writer.add(f"{name}.bytes", np.frombuffer(b"".join(strings), np.uint8))
    writer.add(f"{name}.starts", starts.astype("<u4"))


class Terms:
    """The list of a segment, as a sequence of byte strings."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        # Memory views give Python numbers and bytes many times faster than arrays do, one at a time.
        self._bytes = file.array(f"{name}.bytes").data
        self.starts = file.array(f"{name}.starts")
        self._starts = self.starts.data
        self._buckets = file.array(f"{name}.buckets").data
        self._slots = file.array(f"{name}.slots").data
        self._mask = len(self._buckets) - 2

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._bytes[self._starts[number] : self._starts[number + 1]])

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.between(0, len(self)))

    def find(self, term: bytes) -> int:
        """The number of a string, -1 when it is not there."""
        bucket = zlib.crc32(term) & self._mask
        starts, slots = self._starts, self._slots
        for place in range(self._buckets[bucket], self._buckets[bucket + 1]):
            number = slots[place]
            if self._bytes[starts[number] : starts[number + 1]] == term:
                return int(number)
        return -1

    def lower_bound(self, term: bytes) -> int:
        """How many strings are smaller."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the first string that begins so and of the one after the last."""
        first = self.lower_bound(prefix)
        after = _successor(prefix)
        return first, len(self) if after is None else self.lower_bound(after)

    def between(self, first: int, end: int) -> list[bytes]:
        """The strings with these numbers."""
        bounds = self.starts[first : end + 1].tolist()
        if not bounds:
            return []
        base = bounds[0]
        block = bytes(self._bytes[base : bounds[-1]])
        return [block[a - base : b - base] for a, b in pairwise(bounds)]


def _successor(prefix: bytes) -> bytes | None:
    """The smallest string greater than all that begin with ``prefix``; None when there is none."""
    stem = prefix.rstrip(b"\xff")
    return stem[:-1] + bytes([stem[-1] + 1]) if stem else None
