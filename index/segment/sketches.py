"""Sketches: of each document a few numbers by which its near-copies are known, however long the text around them.

A *shingle* is four words in a row. Its hash is kept or not by the hash alone, so that two texts keep the same
shingles, and the share of one sketch in another tells the share of one text in another (Broder, "On the resemblance
and containment of documents", 1997). Long texts keep one shingle in eight, shorter ones more: *level* n keeps the
hashes that are multiples of 2^n, so that a text of 64 to 512 words keeps 32 to 64, and two levels compare at the
higher one.

Sections over N documents; a segment without them has no sketch::

    sketch.levels   u8[N]     the level, 0 to 3
    sketch.starts   u32[N+1]  where each document's hashes begin
    sketch.hashes   u32       the hashes kept, document by document, ascending, each once
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from index.segment.layout import SegmentFile, SegmentWriter
from index.segment.sources import Source
from index.segment.stretches import Tokens

SHINGLE = 4
"""Words: unrelated articles share at most .04 of their fours, of their threes .1."""
MIN_WORDS = 30
"""A shorter text has no sketch: of 34,139 articles, what shares half of so few words is a rubric's standing line."""
# Shingles at which a level begins: each leaves a sketch of 32 or more.
_LEVELS = (64, 128, 256)

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]

# Odd numbers without structure (the fractional parts of golden ratio and square roots): one a place in the shingle.
_FACTORS = (0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B)


class Sketches(NamedTuple):
    """The sketches of some documents, as the sections hold them."""

    levels: NDArray[np.uint8]
    starts: Ints
    hashes: NDArray[np.uint32]


def word_hashes(terms: Sequence[str]) -> Hashes:
    """A 64-bit hash of each term, the same in any segment."""
    sums = np.fromiter((zlib.crc32(term.encode("utf-8", "surrogatepass")) for term in terms), np.uint64, len(terms))
    return _mixed(sums)


def shingles(tokens: Tokens, words: Hashes) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """The document and the hash of each shingle of a token stream."""
    count = len(tokens.terms) - SHINGLE + 1
    if count < 1:
        return np.empty(0, np.int32), np.empty(0, np.uint32)
    hashes = words.take(tokens.terms)
    whole = tokens.documents[:count] == tokens.documents[SHINGLE - 1 :]
    total = np.zeros(count, np.uint64)
    for place, factor in enumerate(_FACTORS):
        total += hashes[place : place + count] * np.uint64(factor)
    return tokens.documents[:count][whole], (_mixed(total[whole]) >> np.uint64(32)).astype(np.uint32)


def _mixed(numbers: Hashes) -> Hashes:
    """Every bit spread over all (the end of SplitMix64; Steele, Lea and Flood 2014)."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def sketched(documents: NDArray[np.int32], hashes: NDArray[np.uint32], size: int) -> Sketches:
    """The sketches of ``size`` documents by all their shingles, in any order."""
    counts = np.bincount(documents, minlength=size)
    levels = np.searchsorted(_LEVELS, counts, side="right").astype(np.uint8)
    kept = (hashes & _masks(levels).take(documents)) == 0
    kept &= (counts >= MIN_WORDS - SHINGLE + 1).take(documents)
    # Sorting is much faster than ``np.unique``, which counts in a table of hashes.
    keys = np.sort((documents[kept].astype(np.uint64) << np.uint64(32)) | hashes[kept])
    fresh = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    keys = keys[fresh]
    starts = np.searchsorted(keys, np.arange(size + 1, dtype=np.uint64) << np.uint64(32))
    return Sketches(levels, starts, keys.astype(np.uint32))


def _masks(levels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The bits that are 0 in what a level keeps."""
    return np.left_shift(np.uint32(1), levels.astype(np.uint32)) - np.uint32(1)


def at_level(hashes: NDArray[np.uint32], levels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which hashes are kept at these levels."""
    kept: NDArray[np.bool_] = (hashes & _masks(levels)) == 0
    return kept


def write_sketches(writer: SegmentWriter, sketches: Sketches) -> None:
    """Write the sections."""
    writer.add("sketch.levels", sketches.levels.astype("<u1"))
    writer.add("sketch.starts", sketches.starts.astype("<u4"))
    writer.add("sketch.hashes", sketches.hashes.astype("<u4"))


def read_sketches(file: SegmentFile, size: int) -> Sketches:
    """The sketches of a segment's ``size`` documents, empty ones where it has none."""
    if "sketch.hashes" not in file:
        return Sketches(np.zeros(size, np.uint8), np.zeros(size + 1, np.int64), np.empty(0, np.uint32))
    starts = file.array("sketch.starts").astype(np.int64)
    return Sketches(file.array("sketch.levels"), starts, file.array("sketch.hashes"))


def merge_sketches(writer: SegmentWriter, sources: Sequence[Source], size: int) -> None:
    """Write the sketches of all that is kept."""
    levels, counts = np.zeros(size, np.uint8), np.zeros(size, np.int64)
    parts = []
    for source in sources:
        read, living = read_sketches(source.segment.file, source.segment.size), source.living
        begin, each = read.starts[living], np.diff(read.starts)[living]
        levels[source.new[living]], counts[source.new[living]] = read.levels[living], each
        parts.append((source.new[living], read.hashes[ranges(begin, each)], each))
    starts = np.concatenate([[0], np.cumsum(counts)])
    hashes = np.empty(int(starts[-1]), np.uint32)
    for new, found, each in parts:
        hashes[ranges(starts[new], each)] = found
    write_sketches(writer, Sketches(levels, starts, hashes))
