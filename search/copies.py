"""The near-copies of a snapshot: which articles share a text, and results with one article a text.

A group is shown by its earliest article among the results: the one that published first, if it is there. No score
decides it, so that what stands for the others is known before anything is ranked, and every order, page and cursor
works on a set like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.copies.file import groups_of
from index.copies.groups import LONGER, PART, SAME
from index.segment.layout import SegmentFile
from search.docset import DocSet, Documents, distinct, of_documents
from search.place import Place
from search.result import CopyKind

_KINDS: dict[int, CopyKind] = {SAME: "same", LONGER: "longer", PART: "part"}

Ints = NDArray[np.int64]


class Folded(NamedTuple):
    """Results with one article a text: ``kept`` of them; ``places`` are those of all results that have near-copies
    among the members of ``Copies``, ascending."""

    kept: DocSet
    places: Ints


class Copies:
    """The groups of near-copies in a file of ``index.copies``, None for none."""

    def __init__(self, file: SegmentFile | None, segments: Sequence[Place], size: int) -> None:
        self._file, self._segments, self._size = file, segments, size

    @cached_property
    def members(self) -> Documents:
        """The documents of all groups, group by group, each in the order of time."""
        return self._read[0]

    @cached_property
    def _read(self) -> tuple[Documents, Ints, NDArray[np.uint8]]:
        """Members, the number of each one's group, and what it is to the first of the group."""
        if self._file is None:
            return np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint8)
        groups = groups_of(self._file)
        # The index numbers documents without the gaps between segments.
        bases = np.array([place.base for place in self._segments], np.int64)
        starts = np.array(list(accumulate((p.segment.size for p in self._segments), initial=0))[:-1], np.int64)
        which = np.searchsorted(starts, groups.documents, side="right") - 1
        numbers = np.cumsum(np.diff(groups.leads, prepend=-1) != 0) - 1
        return (groups.documents + (bases - starts)[which]).astype(np.int32), numbers, groups.kinds

    @property
    def numbers(self) -> Ints:
        """The number of each member's group, ascending."""
        return self._read[1]

    @cached_property
    def starts(self) -> Ints:
        """Where each group begins among the members, and where the last ends."""
        count = int(self.numbers[-1]) + 1 if len(self.numbers) else 0
        return np.searchsorted(self.numbers, np.arange(count + 1))

    @cached_property
    def _place(self) -> NDArray[np.int32]:
        """The place of each document among the members, -1 when it has no near-copy."""
        place = np.full(self._size, -1, np.int32)
        place[self.members] = np.arange(len(self.members), dtype=np.int32)
        return place

    def group(self, document: int) -> Documents:
        """The documents of its group in the order of time, itself included; none when it has no near-copy."""
        first, end = self._span(document)
        return self.members[first:end]

    def kind(self, document: int) -> CopyKind:
        """What a member is to the first of its group."""
        place = int(self._place[document])
        return "first" if place == self._span(document)[0] else _KINDS[int(self._read[2][place])]

    def _span(self, document: int) -> tuple[int, int]:
        place = int(self._place[document])
        if place < 0:
            return 0, 0
        number = int(self.numbers[place])
        return int(self.starts[number]), int(self.starts[number + 1])

    def fold(self, found: DocSet) -> Folded:
        """Of each group that has several documents in ``found``, keep the earliest."""
        places = self._places(found)
        groups = self.numbers[places]
        repeated = np.flatnonzero(groups[1:] == groups[:-1]) + 1
        if not len(repeated):
            return Folded(found, places)
        return Folded(found - of_documents(distinct(self.members[places[repeated]]), self._size), places)

    def _places(self, found: DocSet) -> Ints:
        if found.is_listed and found.count < len(self.members):
            places = self._place[found.documents]
            return np.sort(places[places >= 0]).astype(np.int64)
        return np.flatnonzero(found.has(self.members))

    def others(self, document: int, folded: Folded) -> Documents:
        """The documents for which a kept one stands, in the order of time."""
        first, end = np.searchsorted(folded.places, self._span(document))
        return self.members[folded.places[first + 1 : end]]
