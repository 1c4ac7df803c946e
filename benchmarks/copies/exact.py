"""Near-copies by their definition: every shingle of every text, every pair of a week. Exact, slow, and for tests."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.copies.corpus import Story
from index.copies.texts import WINDOW_DAYS
from index.segment.sketches import MIN_WORDS, SHINGLE, shingles, word_hashes
from index.segment.stretches import Stretches, tokens
from index.shape import days

Ints = NDArray[np.int64]


def all_shingles(stories: Sequence[Story]) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """The story and the hash of every shingle."""
    stretches = Stretches(("body",))
    for story in stories:
        stretches.add({"body": story.body})
    table, _, advances = stretches.tables()
    stream, lengths = stretches.stream("body", np.arange(len(stories)))
    return shingles(tokens(stream, lengths, table, advances), word_hashes(table.terms))


def containment(stories: Sequence[Story]) -> dict[tuple[int, int], float]:
    """Of all pairs within the window that share any shingle, how much of the smaller text is in the larger."""
    documents, hashes = all_shingles(stories)
    day = np.array([days(story.published[:10])[0] for story in stories], np.int64)
    order = np.argsort(day, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    keys = np.sort((hashes.astype(np.int64) << 32) | place[documents])
    keys = keys[np.diff(keys, prepend=-1) != 0]
    hashed, places = keys >> 32, keys & 0xFFFFFFFF
    sizes = np.bincount(places, minlength=len(stories))
    # One shingle after the other: how many texts are close together in time, and share it.
    at = np.arange(len(keys))
    found = []
    shift = 1
    while len(at):
        at = at[at >= shift]
        at = at[hashed[at] == hashed[at - shift]]
        at = at[day[order[places[at]]] - day[order[places[at - shift]]] <= WINDOW_DAYS]
        found.append((places[at - shift] << 32) | places[at])
        shift += 1
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    smaller = np.minimum(sizes[one], sizes[other])
    enough = smaller > MIN_WORDS - SHINGLE
    share = shared[enough] / smaller[enough]
    return {
        (min(a, b), max(a, b)): float(s)
        for a, b, s in zip(order[one[enough]].tolist(), order[other[enough]].tolist(), share, strict=True)
    }


def table(exact: dict[tuple[int, int], float], found: set[tuple[int, int]], half: float) -> list[str]:
    """How many of the pairs of each containment are found."""
    rows = [f"{'in common':>12} {'pairs':>8} {'found':>8}"]
    bounds = (0.0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9, 1.01)
    for low, high in pairwise(bounds):
        these = {pair for pair, share in exact.items() if low <= share < high}
        rows.append(f"{low:>5.2f} – {min(high, 1):.2f} {len(these):>8,} {len(these & found):>8,}")
    true = {pair for pair, share in exact.items() if share >= half}
    clear = {pair for pair, share in exact.items() if share >= half + 0.1}
    far = {pair for pair in found if exact.get(pair, 0) < half - 0.1}
    rows.append(
        f"found {len(found & true):,} of {len(true):,} pairs of {half:.0%} ({len(found & true) / len(true):.1%}),"
    )
    rows.append(
        f"{len(found & clear):,} of {len(clear):,} of {half + 0.1:.0%} ({len(found & clear) / len(clear):.1%});"
    )
    rows.append(
        f"of {len(found):,} found, {len(found - true):,} have less than {half:.0%}, {len(far)} less than {half - 0.1:.0%}"
    )
    return rows
