"""Pairs of near-copies: two texts of which one has half of the other's shingles, published within a week.

Candidates come from a table of hashes: each text is paired with those before it that share a hash, the ``NEAR`` last
of them and the first within the window. So the work is bounded by the number of hashes, hence of articles, however
often a stretch of text returns; and a dispatch that hundreds republish is still found, by its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.copies.texts import WINDOW_DAYS, Ints, Mask, Texts
from index.segment.sketches import at_level

SHARE = 0.5
"""Of the smaller text in the other. Unrelated news share at most .04, a dispatch in a longer article at least .9 of
itself, one in which every sixth word was changed .54 at the median."""
UNDATED_SHARE = 0.8
"""Where no date tells a copy from a text that returns every year."""
# Fewer hashes in common may be chance: a teaser's one sentence.
_FEWEST = 5
# Of a hash in a hundred texts of one week, most pairs are found by other hashes.
NEAR = 16
# One hash in common is a turn of phrase.
_VOTES = 2
# Hashes looked at together: some 200 MB.
_AT_ONCE = 4_000_000
# Below this share of fresh texts it pays to leave out first what shares nothing with them.
_FEW_FRESH = 0.1
_PAIRS_AT_ONCE = 50_000
_FULL = 255


class Pairs(NamedTuple):
    """Pairs of documents; ``in_second``: how much of the first is in the second, in 255ths, and ``in_first`` the
    reverse."""

    first: Ints
    second: Ints
    in_second: NDArray[np.uint8]
    in_first: NDArray[np.uint8]


def find_pairs(texts: Texts, fresh: Mask) -> Pairs:
    """All pairs of near-copies with a ``fresh`` document among them."""
    keys = _candidates(texts, fresh)
    found = [_verified(texts, keys[at : at + _PAIRS_AT_ONCE]) for at in range(0, max(1, len(keys)), _PAIRS_AT_ONCE)]
    return joined_pairs(found)


def joined_pairs(parts: Sequence[Pairs]) -> Pairs:
    """All of these."""
    first, second = (np.concatenate([getattr(part, name) for part in parts]) for name in ("first", "second"))
    in_second, in_first = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("in_second", "in_first")
    )
    return Pairs(first, second, in_second, in_first)


def _candidates(texts: Texts, fresh: Mask) -> Ints:
    """Pairs as ``first << 32 | second`` that share hashes and lie close in time."""
    found = [np.empty(0, np.int64)]
    for postings in _postings(texts, fresh):
        postings.sort()
        for first, second in _neighbours(postings, texts):
            kept = (fresh[first] | fresh[second]) & texts.close(first, second)
            found.append((first[kept] << 32) | second[kept])
    keys, votes = np.unique(np.concatenate(found), return_counts=True)
    return keys[votes >= _VOTES]


def _postings(texts: Texts, fresh: Mask) -> Iterator[NDArray[np.uint64]]:
    """Some millions of ``hash << 32 | place in the order of time`` at a time, all of a hash together; hashes of no
    fresh document may be left out."""
    hashes = texts.sketches.hashes
    documents = np.repeat(np.arange(len(fresh), dtype=np.uint32), np.diff(texts.sketches.starts))
    if fresh.sum() < _FEW_FRESH * len(fresh):
        wanted = np.sort(texts.hashes_of(np.flatnonzero(fresh))[0])
        # The upper half of a hash first: a table that fits the processor's cache.
        perhaps = np.zeros(1 << 16, np.bool_)
        perhaps[wanted >> 16] = True
        kept = np.flatnonzero(perhaps[hashes >> 16])
        at = np.searchsorted(wanted, hashes[kept])
        kept = kept[wanted[np.minimum(at, len(wanted) - 1)] == hashes[kept]]
        hashes, documents = hashes[kept], documents[kept]
    if not texts.living.all():
        kept = np.flatnonzero(texts.living[documents])
        hashes, documents = hashes[kept], documents[kept]
    place = np.empty(len(fresh), np.uint64)
    place[texts.order] = np.arange(len(fresh), dtype=np.uint64)
    parts = 1 + len(hashes) // _AT_ONCE
    width = (1 << 32) // parts + 1
    for part in range(parts):
        low, high = np.uint64(part * width), np.uint64((part + 1) * width)
        inside = (hashes >= low) & (hashes < high) if parts > 1 else slice(None)
        yield (hashes[inside].astype(np.uint64) << np.uint64(32)) | place[documents[inside]]


def _neighbours(postings: NDArray[np.uint64], texts: Texts) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of documents that share a hash: each with the ``NEAR`` before it, and with the first of its window."""
    hashes = (postings >> np.uint64(32)).astype(np.int64)
    documents = texts.order[(postings & np.uint64(0xFFFFFFFF)).astype(np.int64)]
    places = np.arange(len(postings))
    for shift in range(1, NEAR + 1):
        places = places[places >= shift]
        places = places[hashes[places - shift] == hashes[places]]
        if not len(places):
            return
        yield documents[places - shift], documents[places]
    days = (hashes << 32) | texts.first[documents]
    since = np.maximum(texts.first[documents[places]] - WINDOW_DAYS, 0)
    since[texts.undated(documents[places], documents[places])] = 0
    firsts = np.searchsorted(days, (hashes[places] << 32) | since)
    far = firsts < places - NEAR
    yield documents[firsts[far]], documents[places[far]]


def _verified(texts: Texts, keys: Ints) -> Pairs:
    """Those of the pairs that are near-copies."""
    first, second = keys >> 32, keys & 0xFFFFFFFF
    shared, of_first, of_second = _in_common(texts, first, second)
    share = shared / np.maximum(1, np.minimum(of_first, of_second))
    wanted = np.where(texts.undated(first, second), UNDATED_SHARE, SHARE)
    kept = (shared >= _FEWEST) & (share >= wanted)
    parts = [np.floor(_FULL * shared[kept] / of[kept]).astype(np.uint8) for of in (of_first, of_second)]
    return Pairs(first[kept], second[kept], parts[0], parts[1])


def _in_common(texts: Texts, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    """How many hashes two sketches share at their common level, and how many each has there."""
    levels = np.maximum(texts.sketches.levels[first], texts.sketches.levels[second])
    keys, sizes = [], []
    for side in (first, second):
        hashes, counts = texts.hashes_of(side)
        pairs = np.repeat(np.arange(len(side)), counts)
        kept = at_level(hashes, levels[pairs])
        sizes.append(np.bincount(pairs[kept], minlength=len(side)))
        keys.append((pairs[kept] << 32) | hashes[kept])
    together = np.sort(np.concatenate(keys))
    twice = together[1:][together[1:] == together[:-1]]
    return np.bincount(twice >> 32, minlength=len(first)), sizes[0], sizes[1]
