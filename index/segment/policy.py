"""Which segments to merge, and when: tiers, so that few segments stay and no article is written often.

Segments of about one size make a tier; when a tier is full its segments become one of the next. 1,000
additions of one article write each article 20 times in all, 100,000 additions 26 times, and never leave
more than ten segments. After Lucene's ``TieredMergePolicy`` and the log-structured merge tree (O'Neil et al. 1996).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

# A segment of so many documents numbers them with 24 bits, and is merged no further.
MOST_DOCUMENTS = 1 << 24
# Places of words are numbered with 32 bits (``packing``).
MOST_WORDS = (1 << 32) - 1
# Segments that a tier holds before it is merged, and how much larger those of the next are: with so few,
# all unfinished tiers together stay below ten segments.
_IN_TIER = 2
_GROWTH = 10
# Each segment costs a query some 20 microseconds.
_MOST_SEGMENTS = 10
# Below this size all segments are of the lowest tier: merging them takes milliseconds.
_SMALLEST = 64
# Deleted documents still cost their postings; a third is the share at which writing anew is soon repaid.
_MOST_DELETED = 0.3


class Size(NamedTuple):
    """A segment's documents, how many of them are deleted, and the words of its longest field."""

    documents: int
    deleted: int = 0
    words: int = 0

    @property
    def living(self) -> int:
        """Those that are not."""
        return self.documents - self.deleted


def to_merge(sizes: Sequence[Size]) -> list[int]:
    """The places of the segments to merge now into one, [] when all is well. To be asked again after."""
    # A segment full of holes is rewritten by itself.
    for place, size in enumerate(sizes):
        if size.deleted > size.documents * _MOST_DELETED:
            return [place]
    tiers: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        tiers.setdefault(_tier(size.living), []).append(place)
    for tier in sorted(tiers):
        places = tiers[tier]
        if len(places) > _IN_TIER:
            return _fitting(sizes, places)
    if len(sizes) > _MOST_SEGMENTS:
        smallest = sorted(range(len(sizes)), key=lambda place: sizes[place].living)
        return _fitting(sizes, smallest[: _IN_TIER + 1])
    return []


def all_in_one(sizes: Sequence[Size]) -> list[int]:
    """The places of the segments to merge so that as few as possible remain, [] when there is nothing to do."""
    if len(sizes) < 2:
        return []
    return _fitting(sizes, sorted(range(len(sizes)), key=lambda place: sizes[place].living))


def _tier(living: int) -> int:
    """0 below 64 articles, 1 below 640, and so on."""
    return 0 if living < _SMALLEST else 1 + int(math.log(living / _SMALLEST, _GROWTH))


def _fitting(sizes: Sequence[Size], places: Sequence[int]) -> list[int]:
    """As many of these as one segment may hold; [] when that is but one."""
    chosen: list[int] = []
    documents = words = 0
    for place in places:
        size = sizes[place]
        if documents + size.living <= MOST_DOCUMENTS and words + size.words <= MOST_WORDS:
            chosen.append(place)
            documents += size.living
            words += size.words
    return sorted(chosen) if len(chosen) > 1 else []
