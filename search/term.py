"""One term of one field in all segments: its documents, and what it tells of each.

Document numbers are those of the snapshot: a segment's own plus its base. Deleted documents are left out
of sets, but count in frequencies, as in Whoosh (and Lucene): rarity moves only when segments are merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.segment.postings import WINDOW, Field, raise_bounds, windows_of
from search.docset import DocSet, Documents, between, of_bitmap, of_documents, union
from search.scratch import Floats, looked_up


class Part(NamedTuple):
    """A term in one segment: ``base`` is added to the segment's documents; ``factors`` is the field's BM25
    table there (weight code × 256 + length code); stored bounds times ``stretch`` hold, None when they don't."""

    field: Field
    number: int
    base: int
    factors: Floats
    stretch: float | None


class Term:
    """``parts`` are of different segments, in the order of their bases; ``live`` None: nothing is deleted."""

    def __init__(self, parts: Sequence[Part], size: int, live: DocSet | None) -> None:
        self.parts = parts
        self.size = size
        self._live = live

    @cached_property
    def frequency(self) -> int:
        """In how many documents the term stands, deleted ones included."""
        return sum(part.field.frequency(part.number) for part in self.parts)

    @cached_property
    def documents(self) -> DocSet:
        """Where it stands."""
        return self._all if self._live is None else self._all & self._live

    @cached_property
    def _all(self) -> DocSet:
        if self.is_listed:
            return of_documents(self.everywhere[0], self.size)
        sets = [in_segment(part.field, part.number, part.base, self.size) for part in self.parts]
        return union(sets, self.size)

    # --- how much it tells

    @cached_property
    def is_listed(self) -> bool:
        """Whether its documents are lists throughout: then all its factors are kept."""
        return not any(part.field.is_dense(part.number) for part in self.parts)

    @cached_property
    def everywhere(self) -> tuple[Documents, Floats]:
        """All its documents, deleted ones included, and the factor in each."""
        if not self.parts:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        found = [_factors(part) for part in self.parts]
        documents = _joined(
            [_shifted(documents, part.base) for (documents, _), part in zip(found, self.parts, strict=True)]
        )
        return documents, _joined([factors for _, factors in found])

    def factors(self, documents: Documents) -> Floats:
        """The factor in each of these ascending documents, 0 where the term is not."""
        if self.is_listed:
            return self._listed_factors(documents)
        found = np.zeros(len(documents), np.float32)
        for part in self.parts:
            first, end = 0, len(documents)
            if self.size - part.field.size >= WINDOW:
                first, end = between(documents, part.base, part.base + part.field.size)
            if first < end:
                found[first:end] = _factors_at(part, _shifted(documents[first:end], -part.base))
        return found

    def _listed_factors(self, documents: Documents) -> Floats:
        listed, factors = self.everywhere
        if documents is self.documents.documents and self._live is None:
            return factors
        if not len(listed):
            return np.zeros(len(documents), np.float32)
        if len(listed) < _MARKED * len(documents):
            return looked_up(listed, factors, documents, self.size)
        places = listed.searchsorted(documents)
        found = factors.take(places, mode="clip")
        found[listed.take(places, mode="clip") != documents] = 0
        return found

    @cached_property
    def bounds(self) -> Floats:
        """The highest factor in each window of ``WINDOW`` documents of the snapshot."""
        bounds = np.zeros(windows_of(self.size), np.float32)
        if self.is_listed:
            raise_bounds(bounds, *self.everywhere)
            return bounds
        for part in self.parts:
            start = part.base // WINDOW
            if part.field.is_dense(part.number) and part.stretch is not None:
                stored = part.field.bounds(part.number)
                bounds[start : start + len(stored)] = stored * np.float32(part.stretch)
            else:
                raise_bounds(bounds[start:], *_factors(part))
        return bounds


# Looking up by halving costs as much a document as marking so many of the list.
_MARKED = 8
# Unpacking one number by itself costs as much as some eight in a row.
_FEW = 8


def in_segment(field: Field, number: int, base: int, size: int) -> DocSet:
    """The documents of a segment's term, in a space of ``size`` documents."""
    if field.is_dense(number):
        return of_bitmap(field.bitmap(number), base, size)
    return of_documents(_shifted(field.documents(number), base), size)


def _factors(part: Part) -> tuple[Documents, Floats]:
    """All documents of a part, numbered within it, and their factors."""
    documents = part.field.documents(part.number)
    codes = part.field.codes(*part.field.span(part.number))
    return documents, _looked_up(part, codes, documents)


def _looked_up(part: Part, codes: NDArray[np.integer], documents: Documents) -> Floats:
    index = codes.astype(np.int32)
    index <<= 8
    index |= part.field.lengths.take(documents)
    return part.factors.take(index)


def _factors_at(part: Part, documents: Documents) -> Floats:
    """The factors in some documents of a part."""
    found = np.zeros(len(documents), np.float32)
    inside, places = postings_of(part, documents)
    start, end = part.field.span(part.number)
    few = len(places) * _FEW < end - start
    codes = part.field.codes_at(places + start) if few else part.field.codes(start, end).take(places)
    found[inside] = _looked_up(part, codes, documents[inside])
    return found


def postings_of(part: Part, documents: Documents) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of these documents (numbered within the segment, ascending) the term is in, as places in
    ``documents``, and the places of their postings among those of the term."""
    field, number = part.field, part.number
    if field.is_dense(number):
        word = documents >> 6
        bit = (documents & 63).astype(np.uint64)
        value = field.bitmap(number).take(word)
        inside = np.flatnonzero((value >> bit) & np.uint64(1))
        below = np.bitwise_count(value[inside] & ((np.uint64(1) << bit[inside]) - np.uint64(1)))
        return inside, field.before(number).take(word[inside]) + below
    listed = field.listed(number, number + 1)
    places = np.searchsorted(listed, documents)
    places[places == len(listed)] = 0
    inside = np.flatnonzero(listed.take(places) == documents)
    return inside, places[inside]


def _shifted(documents: Documents, base: int) -> Documents:
    return documents + np.int32(base) if base else documents


def _joined(arrays: list[Any]) -> Any:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
