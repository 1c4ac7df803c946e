"""The index the other way round: here is a document, which words stand in it, in their order?

Made from the postings of the exact fields, which know it by word, by writing each word's number where it stands. What a
concordance and collocations need then lies beside each other in memory: the neighbours of a place are the cells before
and after it.

Useful for: contexts of many occurrences. Not for: texts as they were written (the stored article has them).

A compound stands in two ways at one position: its first part and its joined form ("saint", "saintetienne"). Cells have the
parts, ``wholes`` the joined forms, which are the longer of the two.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.schema import TEXT_FIELDS
from index.segment.columns import ranges
from index.segment.postings import Field
from search.budget import Budget
from search.docset import Documents, between
from search.lexicon import NO_WORD, Lexicon, Numbers

if TYPE_CHECKING:
    from search.snapshot import Snapshot

Places = NDArray[np.int64]

NAMES = tuple(field.name for field in TEXT_FIELDS)
# Cells without a word between two texts: what is so far from a word of one is no word of the other.
ROOM = 5
# Cells kept for all questions: 4 bytes each, so 134 MB; the texts of some 90,000 articles of 370 words. Where there are more,
# each question makes its own, of so many at a time.
MOST_KEPT = 1 << 25
# Occurrences written at once: some 20 bytes each while it lasts.
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Cells:
    """A field's texts of some documents of a segment.

    ``documents`` ascend; the words of the n-th are the cells from ``starts[n]``, then ``ROOM`` empty ones, up to
    ``starts[n + 1]``; a document without the field has none. ``wholes`` are the joined forms at the ascending places
    ``whole_at``.
    """

    field: str
    documents: Documents
    starts: Places
    cells: Numbers
    whole_at: Places
    wholes: Numbers

    def of(self, documents: Documents) -> Cells:
        """Of fewer documents, all of them among its own."""
        if len(documents) == len(self.documents):
            return self
        rows = np.searchsorted(self.documents, documents)
        begins = self.starts.take(rows)
        counts = self.starts.take(rows + 1) - begins
        starts = _starts(counts)
        cells = np.concatenate([_ROOM, self.cells.take(ranges(begins, counts))])
        first = np.searchsorted(self.whole_at, begins)
        which = np.searchsorted(self.whole_at, begins + counts) - first
        chosen = ranges(first, which)
        moved = self.whole_at.take(chosen) - np.repeat(begins - starts[:-1], which)
        return Cells(self.field, documents, starts, cells, moved, self.wholes.take(chosen))

    def rows(self, places: Places) -> Places:
        """In which of the documents these places are."""
        return np.searchsorted(self.starts, places, side="right") - 1


_ROOM = np.full(ROOM, NO_WORD, np.uint32)


def _starts(counts: Places) -> Places:
    return np.concatenate([[ROOM], ROOM + np.cumsum(counts)])


class Forward:
    """The forward index of a snapshot. Safe for many threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._fields: list[tuple[Field, int]] = [pair for name in NAMES for pair in snapshot.fields(name)]
        self._kept: dict[int, Cells] = {}

    @cached_property
    def lexicon(self) -> Lexicon:
        """All words."""
        return Lexicon([field for field, _ in self._fields])

    @cached_property
    def words(self) -> int:
        """How many cells all texts take at most."""
        return sum(int(field.position_starts[-1]) for field, _ in self._fields)

    @property
    def is_kept(self) -> bool:
        """Whether all texts are kept for all questions."""
        return self.words <= MOST_KEPT

    def prepare(self) -> None:
        """Make what is made once for all questions; at once when it is there."""
        self.lexicon  # noqa: B018 - made at first sight
        if self.is_kept:
            for n, (field, base) in enumerate(self._fields):
                self._keep(n, field, base)

    def of(self, documents: Documents, budget: Budget) -> Iterator[Cells]:
        """The texts of these ascending documents: as many of them at a time as may be kept, segment by segment and field
        by field."""
        whole = self.is_kept
        for n, (field, base) in enumerate(self._fields):
            first, end = between(documents, base, base + field.size)
            inside = documents[first:end]
            if whole and len(inside):
                yield self._keep(n, field, base).of(inside)
            elif len(inside):
                step = max(1, MOST_KEPT // (1 + int(field.position_starts[-1]) // field.size))
                for start in range(0, len(inside), step):
                    budget.check()
                    yield self._made(n, field, base, inside[start : start + step])

    def _keep(self, n: int, field: Field, base: int) -> Cells:
        with self._lock:
            if n not in self._kept:
                every = np.arange(base, base + field.size, dtype=np.int32)
                self._kept[n] = self._made(n, field, base, every)
            return self._kept[n]

    def _made(self, n: int, field: Field, base: int, documents: Documents) -> Cells:
        """Of the postings of a field, those of these documents."""
        row = np.full(field.size, -1, np.int32)
        row[documents - base] = np.arange(len(documents), dtype=np.int32)
        counts = np.zeros(len(documents), np.int64)
        for postings in _postings(field, row):
            counts += np.bincount(postings.rows, postings.freqs, len(documents)).astype(np.int64)
        starts = _starts(np.where(counts, counts + ROOM, 0))
        writer = _Writer(self.lexicon, int(starts[-1]))
        for postings in _postings(field, row):
            places = np.repeat(starts.take(postings.rows), postings.freqs)
            places += postings.positions()
            writer.write(places, postings.words(self.lexicon.numbers(n)))
        return Cells(field.name, documents, starts, writer.cells, *writer.wholes())


class _Postings:
    """The postings of some terms in a row, as far as their documents have a row: ``rows`` and ``freqs``."""

    def __init__(self, field: Field, first: int, end: int, row: NDArray[np.int32]) -> None:
        self._field, self._first, self._end = field, first, end
        self._freqs = field.freqs(int(field.starts[first]), int(field.starts[end]))
        rows = row.take(field.every(first, end))
        kept = rows >= 0
        self._kept = None if kept.all() else kept
        self.rows: NDArray[np.int32] = self._chosen(rows)
        self.freqs: Numbers = self._chosen(self._freqs)

    def _chosen(self, values: Any) -> Any:
        return values if self._kept is None else values[self._kept]

    def words(self, numbers: Numbers) -> Numbers:
        """The word of each occurrence, of the numbers of the field's terms."""
        counts = self._field.counts(self._first, self._end)
        terms = self._chosen(np.repeat(numbers[self._first : self._end], counts))
        return np.repeat(terms, self.freqs)

    def positions(self) -> Any:
        """The position of each occurrence."""
        start, end = self._field.positions_of(self._first, self._end)
        if self._kept is None:
            return self._field.positions(start, end)
        begins = np.cumsum(self._freqs, dtype=np.int64) - self._freqs + start
        return self._field.positions_at(ranges(self._chosen(begins), self.freqs))


def _postings(field: Field, row: NDArray[np.int32]) -> Iterator[_Postings]:
    """The postings of documents that have a row, a stretch of terms at a time."""
    ends = field.position_starts
    first, count = 0, len(field.terms)
    while first < count:
        # At least one term, however frequent.
        end = max(first + 1, int(np.searchsorted(ends, ends[first] + np.uint64(_CHUNK), "right")) - 1)
        yield _Postings(field, first, end, row)
        first = end


class _Writer:
    """Writes words into cells, and keeps aside what stands where another does."""

    def __init__(self, lexicon: Lexicon, size: int) -> None:
        self._lengths = lexicon.lengths
        self.cells: Numbers = np.zeros(size, np.uint32)
        self._second: list[tuple[Places, Numbers]] = []

    def write(self, places: Places, words: Numbers) -> None:
        """These words at these places, at most two at one."""
        before = self.cells.take(places)
        self.cells[places] = words
        self._aside(places, before, before != NO_WORD)
        # Of two at one place the last one written stays.
        self._aside(places, words, self.cells.take(places) != words)

    def _aside(self, places: Places, words: Numbers, which: NDArray[np.bool_]) -> None:
        if which.any():
            self._second.append((places[which], words[which]))

    def wholes(self) -> tuple[Places, Numbers]:
        """The longer word of each place that has two, which leaves its cell to the shorter."""
        if not self._second:
            return np.empty(0, np.int64), np.empty(0, np.uint32)
        places = np.concatenate([places for places, _ in self._second])
        other = np.concatenate([words for _, words in self._second])
        order = np.argsort(places)
        places, other = places[order], other[order]
        written = self.cells.take(places)
        shorter = self._lengths.take(other) < self._lengths.take(written)
        self.cells[places[shorter]] = other[shorter]
        return places, np.where(shorter, written, other)
