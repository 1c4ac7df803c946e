"""Bitmaps of documents: 64-bit words, document 0 in the lowest bit of the first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.segment.layout import Array

WORD = 64

Words = NDArray[np.uint64]


def words_of(size: int) -> int:
    """How many words a bitmap of ``size`` documents has."""
    return -(-size // WORD)


def bitmap(documents: Array, size: int) -> Words:
    """The bitmap of these documents."""
    marks = np.zeros(words_of(size) * WORD, np.bool_)
    marks[documents] = True
    return packed(marks)


def packed(marks: NDArray[np.bool_]) -> Words:
    """The bitmap of one bool a document."""
    if missing := -len(marks) % WORD:
        marks = np.concatenate([marks, np.zeros(missing, np.bool_)])
    return np.packbits(marks, bitorder="little").view("<u8")


def set_bits(words: Words) -> NDArray[np.int64]:
    """The places of the bits that are set, ascending: the documents of a bitmap."""
    bits = np.unpackbits(words.view(np.uint8), bitorder="little")
    # As bools: NumPy skips stretches of false, not of 0.
    return bits.view(np.bool_).nonzero()[0]
