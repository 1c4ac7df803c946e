"""Sets of documents: an ascending array of numbers while they are few, a bitmap when they are many.

Every question of the engine is answered by such sets: what matches, what a filter lets through, what a
facet value holds. Bitmaps are 64-bit words, document 0 in the lowest bit (as in ``index.segment.bitmaps``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.segment.bitmaps import Words, bitmap, packed, set_bits, words_of

Documents = NDArray[np.int32]
Mask = NDArray[np.bool_]

# Combining bitmaps costs N/64 steps, combining arrays some ten a document: bitmaps pay from here on.
_SPARSE_SHARE = 64
# Sorting arrays into one costs 3 ns a document, taking them out of a bitmap N/64 steps and 10 ns each.
_SORTED_SHARE = 4
# Looking each of few up in many, by halving, beats marking the many.
_FEW = 16
_NONE = np.empty(0, np.int32)
_BIT = np.left_shift(np.uint8(1), np.arange(8, dtype=np.uint8))


class DocSet:
    """Immutable. ``size`` counts all document numbers there are; made by the functions below."""

    def __init__(self, size: int, documents: Documents | None = None, words: Words | None = None) -> None:
        self.size = size
        self._documents = documents
        self._words = words

    @cached_property
    def count(self) -> int:
        """How many documents."""
        if self._documents is not None:
            return len(self._documents)
        return int(np.bitwise_count(self.words).sum(dtype=np.int64))

    def __len__(self) -> int:
        return self.count

    @property
    def documents(self) -> Documents:
        """The documents, ascending (int32)."""
        if self._documents is None:
            self._documents = set_bits(self.words).astype(np.int32)
        return self._documents

    @property
    def words(self) -> Words:
        """The bitmap."""
        if self._words is None:
            assert self._documents is not None
            self._words = bitmap(self._documents, self.size)
        return self._words

    @property
    def is_sparse(self) -> bool:
        """Whether arrays are the better way to combine it."""
        return self._documents is not None and (self._words is None or len(self._documents) * _SPARSE_SHARE < self.size)

    @property
    def is_listed(self) -> bool:
        """Whether it was made as an array."""
        return self._documents is not None and self._words is None

    def are(self, documents: Documents) -> bool:
        """Whether these are its own documents, the very array."""
        return documents is self._documents

    def has(self, documents: Documents) -> Mask:
        """Which of these documents are in it."""
        if self._words is None and self._documents is not None and len(documents) * _FEW < len(self._documents):
            return _found_in(self._documents, documents)
        return tested(self.words, documents)

    def __and__(self, other: DocSet) -> DocSet:
        small, large = (self, other) if self._is_smaller_than(other) else (other, self)
        if small.is_sparse:
            return of_documents(small.documents[large.has(small.documents)], self.size)
        return DocSet(self.size, words=self.words & other.words)

    def _is_smaller_than(self, other: DocSet) -> bool:
        if self.is_sparse and other.is_sparse:
            return len(self.documents) <= len(other.documents)
        return self.is_sparse

    def __or__(self, other: DocSet) -> DocSet:
        return union([self, other], self.size)

    def __sub__(self, other: DocSet) -> DocSet:
        if self.is_sparse:
            return of_documents(self.documents[~other.has(self.documents)], self.size)
        return DocSet(self.size, words=self.words & ~other.words)

    def __bool__(self) -> bool:
        return self.count > 0

    def counted(self, other: DocSet) -> int:
        """How many documents both have, without making the set."""
        if self.is_sparse or other.is_sparse:
            return (self & other).count
        return int(np.bitwise_count(self.words & other.words).sum(dtype=np.int64))


def between(documents: Documents, first: int, end: int) -> tuple[int, int]:
    """Where those from first to end begin and end among ascending documents."""
    # Of the array's own type: any other would have the whole array converted.
    return int(documents.searchsorted(np.int32(first))), int(documents.searchsorted(np.int32(end)))


def of_documents(documents: Documents, size: int) -> DocSet:
    """From ascending document numbers."""
    return DocSet(size, documents=documents)


def of_unsorted(documents: Documents, size: int) -> DocSet:
    """From document numbers in any order, repeats included."""
    if len(documents) * _SORTED_SHARE < size:
        return of_documents(distinct(documents), size)
    return DocSet(size, words=bitmap(documents, size))


def distinct(documents: Documents) -> Documents:
    """The documents in order, each once."""
    return without_repeats(np.sort(documents))


def without_repeats(ordered: Documents) -> Documents:
    """Ascending documents, each once."""
    if len(ordered) < 2:
        return ordered
    fresh = np.empty(len(ordered), np.bool_)
    fresh[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered if fresh.all() else ordered[fresh]


def of_bitmap(words: Words, base: int, size: int) -> DocSet:
    """From the bitmap of a segment whose first document is ``base``, a multiple of 64."""
    if not base and len(words) == words_of(size):
        return DocSet(size, words=words)
    shifted = np.zeros(words_of(size), np.uint64)
    shifted[base // 64 : base // 64 + len(words)] = words
    return DocSet(size, words=shifted)


def of_mask(mask: Mask) -> DocSet:
    """From one bool a document number."""
    return DocSet(len(mask), words=packed(mask))


def of_range(first: int, end: int, size: int) -> DocSet:
    """The documents from first to end."""
    words = np.zeros(words_of(size), np.uint64)
    if first < end:
        low, high = first >> 6, (end - 1) >> 6
        words[low : high + 1] = ~np.uint64(0)
        words[low] &= ~np.uint64(0) << np.uint64(first & 63)
        words[high] &= ~np.uint64(0) >> np.uint64(63 - ((end - 1) & 63))
    return DocSet(size, words=words)


def nothing(size: int) -> DocSet:
    """The empty set."""
    return of_documents(_NONE, size)


def union(sets: Sequence[DocSet], size: int) -> DocSet:
    """The documents of any of these."""
    if len(sets) < 2:
        return sets[0] if sets else nothing(size)
    sparse = [s for s in sets if s.is_listed]
    total = sum(len(s.documents) for s in sparse)
    if len(sparse) == len(sets) and total * _SORTED_SHARE < size:
        return of_unsorted(np.concatenate([s.documents for s in sparse]), size)
    words = bitmap(np.concatenate([_NONE, *(each.documents for each in sparse)]), size)
    for each in sets:
        if not each.is_listed:
            words |= each.words
    return DocSet(size, words=words)


def tested(words: Words, documents: Documents) -> Mask:
    """Which of the documents a bitmap has."""
    found: NDArray[np.uint8] = words.view(np.uint8).take(documents >> 3)
    found &= _BIT.take(documents & 7)
    has: Mask = found != 0
    return has


def _found_in(many: Documents, few: Documents) -> Mask:
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    return many[places] == few if len(many) else np.zeros(len(few), np.bool_)
