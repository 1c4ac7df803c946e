"""Columns: which values each article has, over all segments.

Here is a set of documents, give me how many have each value: ``count``; only the most frequent: ``top``.
Here are values, give me their documents: ``having``.

A value's *number* is the snapshot's own: one number for all spellings of a name ("Edouard Philippe" and
"Édouard Philippe"), in alphabetical order, the same in all segments. Articles keep what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.linking.spellings import usual
from index.segment.postings import WINDOW
from index.text import fold_key
from search.column_part import Part
from search.docset import DocSet, Documents, Mask, between, nothing, of_mask, union
from search.place import Place
from search.term import in_segment

OTHER_INITIAL = "#"
"""Under which digits, signs and other alphabets are filed."""

# The values whose bitmaps may be made for counting large results; some ten or twenty nearly always suffice.
_HEAD = 256
# Bitmaps are combined this many at a time, until no other value can be among the most frequent.
_STEP = 16
_WORD = 64
# Gathering and counting the values of a document costs as much as so many words of a bitmap.
_WORDS_A_DOCUMENT = 8
# Below so many documents the values are sorted and counted, whatever the column.
_FEW = 1_000

Ints = NDArray[np.int64]


def initial(key: str) -> str:
    """The letter a folded value is filed under: "elysee" → "E"."""
    first = key[:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER_INITIAL


class ValueColumn:
    """A multi-valued column of texts. Made lazily: opening reads nothing."""

    def __init__(self, name: str, places: Sequence[Place], size: int, live: DocSet) -> None:
        self.name, self.size, self.live = name, size, live
        self._parts: list[Part] = []
        self._steps: list[NDArray[np.uint64]] = []
        for place in places:
            column = place.segment.column(name)
            if column is not None:
                self._parts.append(Part(column, place.base, place.segment.field(name)))
        self._length = self._number_values()
        for part in self._parts:
            part.none = self._length

    def _number_values(self) -> int:
        """Give every ordinal its number in the snapshot."""
        if not self._parts:
            return 0
        if len(self._parts) == 1:
            part = self._parts[0]
            if part.column.groups is None:
                return len(part.column.values)
            part.numbers = part.column.groups.astype(np.int32)
            return int(part.numbers[-1]) + 1
        keys = [part.column.keys.all() for part in self._parts]
        number_of = {key: n for n, key in enumerate(sorted(set().union(*keys)))}
        for part, known in zip(self._parts, keys, strict=True):
            part.numbers = np.fromiter(map(number_of.__getitem__, known), np.int32, len(known))
        return len(number_of)

    def __len__(self) -> int:
        return self._length

    # --- values

    def value(self, number: int) -> str:
        """How a value is shown: its usual spelling."""
        if len(self._parts) == 1 and self._parts[0].numbers is None:
            return self._parts[0].column.values[number]
        spellings: dict[str, int] = {}
        for part in self._parts:
            for ordinal in part.ordinals_of(number):
                spelling = part.column.values[ordinal]
                spellings[spelling] = spellings.get(spelling, 0) + int(part.column.counts[ordinal])
        return usual(list(spellings.items()))

    @cached_property
    def values(self) -> list[str]:
        """All values."""
        if len(self._parts) == 1 and self._parts[0].numbers is None:
            return self._parts[0].column.values.all()
        return [self.value(number) for number in range(len(self))]

    @cached_property
    def keys(self) -> list[str]:
        """The values folded, in order: "Élysée" → "elysee"."""
        if len(self._parts) == 1 and self._parts[0].numbers is None:
            return self._parts[0].column.keys.all()
        keys = [""] * len(self)
        for part in self._parts:
            for ordinal, key in enumerate(part.column.keys.all()):
                keys[ordinal if part.numbers is None else part.numbers[ordinal]] = key
        return keys

    @cached_property
    def _number_of_key(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def number(self, value: str) -> int:
        """The number of a value in any of its spellings, -1 when there is none."""
        known = self._number_of_key
        found = known.get(value, -1)
        return known.get(fold_key(value) or value, -1) if found < 0 else found

    def spelling(self, value: str) -> str:
        """The column's spelling of a value that differs from it by accents, case or signs at most."""
        number = self.number(value)
        return value if number < 0 else self.value(number)

    @cached_property
    def initials(self) -> NDArray[np.str_]:
        """The letter of each value."""
        return np.array([initial(key) for key in self.keys], np.str_)

    def matching(self, text: str, *, prefix: bool = False) -> Mask:
        """The values that hold these words side by side, accents and case apart; ``prefix``: each of the
        words begins some word of the value, in any order."""
        key = fold_key(text)
        if prefix:
            words = [f" {word}" for word in key.split()]
            found = (all(word in f" {k}" for word in words) for k in self.keys)
        else:
            found = (bool(key) and f" {key} " in f" {k} " for k in self.keys)
        return np.fromiter(found, np.bool_, len(self))

    # --- documents of values

    @cached_property
    def has_value(self) -> DocSet:
        """The documents with any value at all."""
        mask = np.zeros(self.size, np.bool_)
        for part in self._parts:
            mask[part.base : part.base + part.column.size] = part.column.row_counts() > 0
        return of_mask(mask) & self.live

    def having_value(self, value: str) -> DocSet:
        """The documents with this value, in any spelling."""
        number = self.number(value)
        return nothing(self.size) if number < 0 else self.having_number(number)

    def having_number(self, number: int) -> DocSet:
        """The documents with this value."""
        found = [
            in_segment(part.field, int(part.term_of[ordinal]), part.base, self.size)
            for part in self._parts
            for ordinal in part.ordinals_of(number)
            if part.field is not None
        ]
        return union(found, self.size) & self.live

    def having(self, wanted: Mask) -> DocSet:
        """The documents with any value that is marked in ``wanted``."""
        numbers = np.flatnonzero(wanted)
        if len(numbers) <= _STEP:
            return union([self.having_number(int(n)) for n in numbers], self.size)
        mask = np.zeros(self.size, np.bool_)
        for part in self._parts:
            column = part.column
            hit = wanted[part.numbered(column.ordinals)]
            if column.starts is None:
                mask[part.base : part.base + column.size] = hit
            else:
                documents = np.repeat(np.arange(column.size), column.row_counts())
                mask[part.base + documents[hit]] = True
        return of_mask(mask) & self.live

    # --- counting

    @cached_property
    def totals(self) -> Ints:
        """How many documents have each value, deleted ones included."""
        totals = np.zeros(len(self), np.int64)
        for part in self._parts:
            numbers = part.numbered(np.arange(len(part.column.values)))
            totals += np.bincount(numbers, part.column.counts, len(self)).astype(np.int64)
        return totals

    def count(self, found: DocSet) -> Ints:
        """How many of the documents have each value: one count a number."""
        if found.count * 2 > self.live.count and self.live.count == self._all:
            # The few that are left out are counted instead.
            return self.totals - self._gathered(self.live - found)
        return self._gathered(found)

    @cached_property
    def _all(self) -> int:
        return sum(part.column.size for part in self._parts)

    def _gathered(self, found: DocSet) -> Ints:
        counts = [
            np.bincount(numbers, minlength=len(self))[: len(self)] for numbers in self._numbers_in(found.documents)
        ]
        return counts[0] if len(counts) == 1 else np.sum([np.zeros(len(self), np.int64), *counts], axis=0)

    def _numbers_in(self, documents: Documents) -> list[NDArray[np.integer]]:
        """The numbers of the values of these documents, segment by segment, repeats included, and among them,
        for empty places, numbers after the last."""
        found = []
        for part in self._parts:
            inside = documents
            if self.size - part.column.size >= WINDOW:
                first, end = between(documents, part.base, part.base + part.column.size)
                inside = documents[first:end] - np.int32(part.base)
            found.append(part.packed(inside))
        return found

    def top(self, found: DocSet, limit: int) -> list[tuple[int, int]]:
        """The numbers of the most frequent values among the documents, and how many have each: most first,
        then alphabetically."""
        if found.count <= _FEW:
            return _most(*self._distinct(found.documents), limit)
        needed = self._bitmaps_needed(found, limit)
        if needed <= _HEAD and needed * self.size < found.count * _WORDS_A_DOCUMENT * _WORD:
            counted = self._top_by_threshold(found, limit)
            if counted is not None:
                return counted
        return self._top_of(self.count(found), limit)

    def _top_of(self, counts: Ints, limit: int) -> list[tuple[int, int]]:
        """The first of all counts. What is frequent here is nearly always frequent everywhere: the values
        that are set a limit below which no other need be looked at."""
        known = counts.take(self._by_total[:_HEAD])
        least = 1 if len(known) <= limit else max(1, int(np.partition(known, len(known) - limit)[-limit:].min()))
        numbers = (counts >= least).nonzero()[0]
        return _most(numbers, counts.take(numbers), limit)

    def _bitmaps_needed(self, found: DocSet, limit: int) -> int:
        """How many values must be counted to know the first, if values are spread evenly; more than
        ``_HEAD`` when so many will not do."""
        totals = self._falling_totals
        if len(totals) <= limit:
            return len(totals)
        least = totals[limit - 1] * found.count / max(1, self._all)
        return int(np.searchsorted(-totals, -least, "right")) + _STEP

    @cached_property
    def _falling_totals(self) -> Ints:
        """The totals of the most frequent values, falling."""
        return self.totals[self._by_total[:_HEAD]]

    def _distinct(self, documents: Documents) -> tuple[NDArray[np.integer], Ints]:
        """The values among few documents, and how often."""
        parts = self._numbers_in(documents)
        numbers = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.int32), *parts])
        numbers = np.sort(numbers)
        numbers = numbers[: numbers.searchsorted(numbers.dtype.type(len(self)))]
        if not len(numbers):
            return numbers, np.empty(0, np.int64)
        ends = (numbers[1:] != numbers[:-1]).nonzero()[0]
        bounds = np.empty(len(ends) + 2, np.int64)
        bounds[0], bounds[1:-1], bounds[-1] = 0, ends + 1, len(numbers)
        return numbers.take(bounds[:-1]), bounds[1:] - bounds[:-1]

    def _top_by_threshold(self, found: DocSet, limit: int) -> list[tuple[int, int]] | None:
        """By the values' bitmaps from the most frequent down, until none that is left can be among the
        first (Fagin's threshold algorithm); None when the bitmaps kept do not suffice."""
        numbers, totals = self._by_total[:_HEAD], self._falling_totals
        words = found.words
        counts = np.empty(0, np.uint32)
        while len(counts) < len(numbers):
            bitmaps = self._bitmaps(len(counts))
            together = np.bitwise_count(np.bitwise_and(bitmaps, words))
            counts = np.concatenate([counts, together.sum(axis=1, dtype=np.uint32)])
            done = len(counts)
            bound = int(totals[done]) if done < len(totals) else self._beyond_head
            if bound == 0 or (done >= limit and int(np.partition(counts, done - limit)[done - limit]) > bound):
                order = np.argsort(numbers[:done])
                order = order[counts[order] > 0]
                return _most(numbers[order], counts[order].astype(np.int64), limit)
        return None

    @cached_property
    def _by_total(self) -> Ints:
        return np.argsort(-self.totals, kind="stable")

    def _bitmaps(self, first: int) -> NDArray[np.uint64]:
        """The bitmaps of the next ``_STEP`` most frequent values, one a row; made once."""
        while len(self._steps) * _STEP <= first:
            start = len(self._steps) * _STEP
            numbers = self._by_total[start : min(start + _STEP, _HEAD)]
            self._steps.append(np.stack([self.having_number(int(number)).words for number in numbers]))
        return self._steps[first // _STEP]

    @property
    def _beyond_head(self) -> int:
        return int(self.totals[self._by_total[_HEAD]]) if len(self) > _HEAD else 0

    # --- single documents

    def rows(self, documents: Documents) -> tuple[NDArray[np.integer], Ints]:
        """The numbers of the values of ascending documents one after the other, and how many each has."""
        counts = np.zeros(len(documents), np.int64)
        numbers = []
        for part in self._parts:
            first, end = between(documents, part.base, part.base + part.column.size)
            ordinals, each = part.column.gather(documents[first:end] - np.int32(part.base))
            counts[first:end] = 1 if each is None else each
            numbers.append(part.numbered(ordinals))
        return np.concatenate([np.empty(0, np.int32), *numbers]), counts

    def single(self) -> list[tuple[Documents, NDArray[np.integer]]] | None:
        """Per segment, its documents that have a value, all in a row, and the number of it; None when one
        has several, or there are documents without in between."""
        found = []
        for part in self._parts:
            counts = part.column.row_counts()
            having = np.flatnonzero(counts)
            if len(having) and (counts.max() > 1 or having[-1] - having[0] + 1 != len(having)):
                return None
            found.append(((having + part.base).astype(np.int32), part.numbered(part.column.ordinals)))
        return found

    def bounds(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """First and last day of each value, of a column of dates."""
        first, last = np.zeros(len(self), np.int32), np.zeros(len(self), np.int32)
        for part in self._parts:
            known = part.column.bounds()
            if known is not None:
                numbers = part.numbered(np.arange(len(part.column.values)))
                first[numbers], last[numbers] = known
        return first, last


def _most(numbers: NDArray[np.integer], counts: Ints, limit: int) -> list[tuple[int, int]]:
    """The ``limit`` most frequent of ascending numbers, ties by number."""
    if len(counts) > limit:
        least = np.partition(counts, len(counts) - limit)[len(counts) - limit]
        kept = (counts > least).nonzero()[0]
        equal = (counts == least).nonzero()[0][: limit - len(kept)]
        kept = np.concatenate([kept, equal])
        numbers, counts = numbers[kept], counts[kept]
    return sorted(zip(numbers.tolist(), counts.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
