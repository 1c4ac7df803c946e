"""Small whole numbers in 0, 1, 2, 4 or 8 bits each, with a list of the few that need more.

Frequencies, the upper bits of document numbers and of positions are nearly all tiny. A width is
chosen once for a section; a number that does not fit is written as all ones and listed with its
place (patched frame of reference: Zukowski et al., "Super-Scalar RAM-CPU Cache Compression", ICDE 2006).

Sections of a packed array NAME: ``NAME.bits`` (u8, lowest bits first), and, when any number is listed,
``NAME.at`` (u32, ascending places) and ``NAME.over`` (u32, the numbers). The width is kept by the caller.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.segment.layout import Array, SegmentFile, SegmentWriter

WIDTHS = (0, 1, 2, 4, 8)
# An exception costs its place and its value.
_EXCEPTION_BITS = 64

Bytes = NDArray[np.uint8]


def best_width(values: Array) -> int:
    """The width that takes the least room for such values."""
    if not len(values):
        return 0
    histogram = np.bincount(np.minimum(values, 256), minlength=257)

    def cost(width: int) -> int:
        return len(values) * width + int(histogram[_escape(width) :].sum()) * _EXCEPTION_BITS

    return min(WIDTHS, key=cost)


def _escape(width: int) -> int:
    """The first number that is listed: all ones, since what is to come may need it; with no bits at all, 1."""
    return max(1, (1 << width) - 1)


def pack(values: Bytes, width: int) -> Bytes:
    """Values below 2^width as bytes, the first in the lowest bits; the last byte is filled up with 0."""
    if width == 0:
        return np.empty(0, np.uint8)
    if width == 8:
        return values
    per_byte = 8 // width
    padded = np.zeros(-(-len(values) // per_byte) * per_byte, np.uint8)
    padded[: len(values)] = values
    columns = padded.reshape(-1, per_byte)
    packed = columns[:, 0].copy()
    for n in range(1, per_byte):
        packed |= columns[:, n] << np.uint8(n * width)
    return packed


@cache
def _unpacking(width: int) -> Array:
    """For each byte, its numbers side by side in one wider number."""
    per_byte = 8 // width
    byte = np.arange(256, dtype=np.uint8)
    mask = np.uint8((1 << width) - 1)
    numbers = np.stack([(byte >> np.uint8(n * width)) & mask for n in range(per_byte)], axis=1)
    return np.ascontiguousarray(numbers).view(f"<u{per_byte}").reshape(256)


class PackedWriter:
    """Appends numbers to a packed section; without a width the first chunk decides on it."""

    def __init__(self, writer: SegmentWriter, name: str, width: int | None = None) -> None:
        self.width = width
        self._count = 0
        self._bits = writer.stream(f"{name}.bits", "<u1")
        self._at = writer.stream(f"{name}.at", "<u4")
        self._over = writer.stream(f"{name}.over", "<u4")
        self._rest: Bytes = np.empty(0, np.uint8)

    def append(self, values: Array) -> None:
        """Add numbers."""
        if not len(values):
            return
        if self.width is None:
            self.width = best_width(values)
        self._append(values, self.width)
        self._count += len(values)

    def _append(self, values: Array, width: int) -> None:
        escape = _escape(width)
        large = np.flatnonzero(values >= escape)
        self._at.append(large + self._count)
        self._over.append(values[large])
        if width == 0:
            return
        small = np.minimum(values, escape).astype(np.uint8)
        small = np.concatenate([self._rest, small])
        per_byte = 8 // width
        whole = len(small) // per_byte * per_byte
        self._bits.append(pack(small[:whole], width))
        self._rest = small[whole:]

    def finish(self) -> int:
        """Write what is left; gives the width."""
        self._bits.append(pack(self._rest, self.width or 0))
        return self.width or 0


class Packed:
    """A packed array of a segment file, to be read in ranges or at places."""

    def __init__(self, file: SegmentFile, name: str, width: int) -> None:
        self._width = width
        self._bits: Bytes = file.array(f"{name}.bits")
        self._at = file.array(f"{name}.at")
        self._over = file.array(f"{name}.over")
        self._has_exceptions = bool(len(self._at))
        self._places = self._at.data

    def range(self, start: int, end: int, dtype: str = "<u2") -> Array:
        """The numbers from start to end."""
        found = self._plain_range(start, end).astype(dtype)
        if self._has_exceptions:
            first, last = bisect_left(self._places, start), bisect_left(self._places, end)
            if last > first:
                found[self._at[first:last] - np.uint32(start)] = self._over[first:last]
        return found

    def bytes(self, start: int, end: int) -> Bytes:
        """The numbers from start to end, 255 for those above."""
        found = self._plain_range(start, end)
        if self._has_exceptions:
            first, last = bisect_left(self._places, start), bisect_left(self._places, end)
            if last > first:
                found = found.copy()
                found[self._at[first:last] - np.uint32(start)] = np.minimum(self._over[first:last], 255)
        return found

    def _plain_range(self, start: int, end: int) -> Bytes:
        if self._width == 0:
            return np.zeros(end - start, np.uint8)
        if self._width == 8:
            return self._bits[start:end]
        per_byte = 8 // self._width
        first = start // per_byte
        table = _unpacking(self._width)
        unpacked: Bytes = table.take(self._bits[first : -(-end // per_byte)]).view(np.uint8)
        skip = start - first * per_byte
        return unpacked[skip : skip + end - start]

    def take(self, places: Array, dtype: str = "<u2") -> Array:
        """The numbers at those places."""
        if self._width == 0:
            return self._listed(places, dtype)
        if self._width == 8:
            found = self._bits.take(places).astype(dtype)
        else:
            bit = places * self._width
            shifted = self._bits.take(bit >> 3) >> (bit & 7).astype(np.uint8)
            found = (shifted & np.uint8((1 << self._width) - 1)).astype(dtype)
        if self._has_exceptions:
            escaped = np.flatnonzero(found == _escape(self._width))
            if len(escaped):
                found[escaped] = self._over[np.searchsorted(self._at, places[escaped].astype(np.uint32))]
        return found

    def _listed(self, places: Array, dtype: str) -> Array:
        """Without bits: 0, but for what is listed."""
        found = np.zeros(len(places), dtype)
        if self._has_exceptions:
            at = np.minimum(np.searchsorted(self._at, places.astype(np.uint32)), len(self._at) - 1)
            listed = self._at[at] == places
            found[listed] = self._over[at[listed]]
        return found
