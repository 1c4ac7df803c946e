"""The postings of a field: which documents hold each term, how often, how weighty, at which positions.

A term in at least a sixteenth of the documents is *dense*: a bitmap, and an upper bound of its BM25
factor for every window of 128 documents. The others list their documents.

Sections of a field F of N documents and T terms (``F.terms``: see ``terms``)::

    F.starts          u64[T+1]  where each term's postings begin among all postings of the field
    F.low             u16       lower 16 bits of the documents of the terms that are not dense, ascending
    F.high            packed    their upper bits
    F.dense           u32       the dense terms, ascending
    F.bitmaps         u64       one bitmap a dense term, ceil(N / 64) words each, document 0 in the lowest bit
    F.bounds          u16       one bound a window and dense term: 65,535 × factor / (k1 + 1), rounded up
    F.freqs           packed    how often: one number a posting
    F.codes           u8        weight code of each posting; only when weights are no plain frequencies
    F.position_starts u64[T+1]  where each term's positions begin; only in fields with positions
    F.positions       u16, u32  all positions, posting by posting, ascending; u32 where one is above 65,535
    F.lengths         u8[N]     length code of the field in each document

Numbers that describe a field (``FieldMeta``) stand in the segment's ``meta``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.segment.bitmaps import Words, bitmap, set_bits
from index.segment.columns import ranges
from index.segment.layout import Array, SegmentFile, SegmentWriter
from index.segment.lengths import LENGTHS
from index.segment.packing import Packed, PackedWriter
from index.segment.similarity import GRADED, NEWS, PLAIN, Floats, Similarity
from index.segment.terms import Terms, write_terms

# A bitmap of N/8 bytes is smaller than a list from here on, and far faster to combine.
DENSE_SHARE = 16
WINDOW = 128
WINDOW_BITS = WINDOW.bit_length() - 1
_BOUND_SCALE = 65_535
# Of the terms asked for most, a few hundred are dense; each takes N/8 bytes here.
_REMEMBERED = 64
# Each takes 12 bytes a document it is in.
_REMEMBERED_OCCURRENCES = 12

Documents = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class FieldMeta:
    """Total ``length`` in words over all documents, ``boost`` of a weight, widths of the packed sections,
    ``longest`` the highest position; ``k1``, ``b``, ``average`` are what the bounds were computed with."""

    length: int
    boost: float
    graded: bool
    positions: bool
    high: int = 0
    freq: int = 0
    longest: int = 0
    k1: float = NEWS.k1
    b: float = NEWS.b
    average: float = 0.0


@dataclass(slots=True)
class Chunk:
    """Postings of some terms in a row: ``counts`` postings a term; ``documents`` ascending within a
    term; ``positions`` all of them, freqs[i] a posting."""

    terms: Sequence[bytes]
    counts: NDArray[np.int64]
    documents: Array
    freqs: Array
    codes: NDArray[np.uint8] | None = None
    positions: Array | None = None


def weights_of(meta: FieldMeta) -> Floats:
    """The weight that each code stands for."""
    return (GRADED if meta.graded else PLAIN) * np.float32(meta.boost)


def windows_of(size: int) -> int:
    """How many windows ``size`` documents make."""
    return -(-size // WINDOW)


def raise_bounds(bounds: Floats, documents: Array, factors: Floats) -> None:
    """Set the bound of each window that has any of these ascending documents to the highest of their factors."""
    if len(documents):
        window = documents >> WINDOW_BITS
        firsts = np.concatenate([_FIRST, np.flatnonzero(window[1:] != window[:-1]) + 1])
        bounds[window.take(firsts)] = np.maximum.reduceat(factors, firsts)


_FIRST = np.zeros(1, np.int64)


class PostingsWriter:
    """Writes one field, chunk after chunk of its terms in byte order. ``lengths`` are codes."""

    def __init__(
        self,
        writer: SegmentWriter,
        field: str,
        lengths: NDArray[np.uint8],
        meta: FieldMeta,
        *,
        known_widths: bool = False,
    ) -> None:
        self._writer, self._field, self._lengths = writer, field, lengths
        self.size = len(lengths)
        average = meta.length / max(1, self.size)
        self._factors = Similarity(meta.k1, meta.b).table(weights_of(meta), average)
        self._meta = {**asdict(meta), "average": average}
        self._terms: list[bytes] = []
        self._counts: list[NDArray[np.int64]] = []
        self._position_counts: list[NDArray[np.int64]] = []
        self._dense: list[int] = []
        self._longest = 0
        self._low = writer.stream(f"{field}.low", "<u2")
        self._high = PackedWriter(writer, f"{field}.high", meta.high if known_widths else None)
        self._freqs = PackedWriter(writer, f"{field}.freqs", meta.freq if known_widths else None)
        self._bitmaps = writer.stream(f"{field}.bitmaps", "<u8")
        self._bounds = writer.stream(f"{field}.bounds", "<u2")
        if meta.graded:
            self._codes = writer.stream(f"{field}.codes", "<u1")
        if meta.positions:
            self._positions = writer.stream(f"{field}.positions", "<u2" if meta.longest < 1 << 16 else "<u4")

    def append(self, chunk: Chunk) -> None:
        """Add the postings of further terms."""
        first = len(self._terms)
        self._terms += chunk.terms
        self._counts.append(chunk.counts)
        dense = chunk.counts * DENSE_SHARE >= self.size
        starts = np.concatenate([[0], np.cumsum(chunk.counts)])
        codes = np.minimum(chunk.freqs, 255).astype(np.uint8) if chunk.codes is None else chunk.codes
        for term in np.flatnonzero(dense).tolist():
            part = slice(starts[term], starts[term + 1])
            self._append_dense(first + term, chunk.documents[part], codes[part])
        listed = chunk.documents[np.repeat(~dense, chunk.counts)] if dense.any() else chunk.documents
        self._low.append(listed & 0xFFFF)
        self._high.append(listed >> 16)
        self._freqs.append(chunk.freqs)
        if self._meta["graded"]:
            self._codes.append(codes)
        if chunk.positions is not None and self._meta["positions"]:
            self._append_positions(chunk, starts)

    def _append_positions(self, chunk: Chunk, starts: NDArray[np.int64]) -> None:
        assert chunk.positions is not None
        ends = np.concatenate([[0], np.cumsum(chunk.freqs, dtype=np.int64)])
        self._position_counts.append(np.diff(ends[starts]))
        self._positions.append(chunk.positions)
        self._longest = max(self._longest, int(chunk.positions.max(initial=0)))

    def _append_dense(self, term: int, documents: Array, codes: NDArray[np.uint8]) -> None:
        self._dense.append(term)
        self._bitmaps.append(bitmap(documents, self.size))
        factors = self._factors[(codes.astype(np.int32) << 8) | self._lengths[documents]]
        bounds = np.zeros(windows_of(self.size), np.float32)
        raise_bounds(bounds, documents, factors)
        # One more than rounded down: reading back may round down once more.
        scaled = np.where(bounds > 0, np.floor(bounds / (self._meta["k1"] + 1) * _BOUND_SCALE) + 1, 0)
        self._bounds.append(np.minimum(scaled, _BOUND_SCALE))

    def finish(self) -> FieldMeta:
        """Write the rest; gives the field's description."""
        name, writer = self._field, self._writer
        write_terms(writer, f"{name}.terms", self._terms)
        writer.add(f"{name}.starts", _starts(self._counts))
        writer.add(f"{name}.dense", np.array(self._dense, "<u4"))
        writer.add(f"{name}.lengths", self._lengths)
        self._meta["longest"] = self._longest
        if self._meta["positions"]:
            writer.add(f"{name}.position_starts", _starts(self._position_counts))
        self._meta["high"] = self._high.finish()
        self._meta["freq"] = self._freqs.finish()
        return FieldMeta(**self._meta)


def _starts(counts: list[NDArray[np.int64]]) -> Array:
    return np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype("<u8") if counts else np.zeros(1, "<u8")


class Field:
    """The postings of a field in a segment file."""

    def __init__(self, file: SegmentFile, name: str, meta: FieldMeta, size: int) -> None:
        self.name, self.meta, self.size = name, meta, size
        self._file = file
        self.terms = Terms(file, f"{name}.terms")
        self.lengths: NDArray[np.uint8] = file.array(f"{name}.lengths")
        self.starts = file.array(f"{name}.starts")
        self.dense = file.array(f"{name}.dense")
        self._start = self.starts.data
        self._low = file.array(f"{name}.low")
        self._high = Packed(file, f"{name}.high", meta.high)
        self._freqs = Packed(file, f"{name}.freqs", meta.freq)
        self._codes = file.array(f"{name}.codes") if meta.graded else None
        self._before: dict[int, NDArray[np.int64]] = {}
        self._occurring: dict[int, tuple[Documents, NDArray[np.uint32], NDArray[np.uint32]]] = {}

    @cached_property
    def _dense_rank(self) -> dict[int, int]:
        return {int(term): n for n, term in enumerate(self.dense)}

    @cached_property
    def _bitmaps(self) -> Words:
        words: Words = self._file.array(f"{self.name}.bitmaps").reshape(len(self.dense), -1)
        return words

    @cached_property
    def _bounds(self) -> Array:
        return self._file.array(f"{self.name}.bounds").reshape(len(self.dense), -1)

    @cached_property
    def _positions(self) -> tuple[Array, memoryview]:
        positions = self._file.array(f"{self.name}.positions")
        return positions, self._file.array(f"{self.name}.position_starts").data

    @property
    def position_starts(self) -> Array:
        """Where each term's positions begin, and at last how many there are; of a field that has positions."""
        return self._file.array(f"{self.name}.position_starts")

    @cached_property
    def _listed_before(self) -> list[int]:
        """Postings of dense terms before each of them, and in all: they are not in ``low``."""
        counts = self.starts[self.dense + 1] - self.starts[self.dense]
        found: list[int] = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64).tolist()
        return found

    @cached_property
    def _dense(self) -> list[int]:
        """The dense terms, for looking one up."""
        found: list[int] = self.dense.tolist()
        return found

    def span(self, term: int) -> tuple[int, int]:
        """Where the term's postings begin and end."""
        return self._start[term], self._start[term + 1]

    def frequency(self, term: int) -> int:
        """In how many documents of the segment the term stands."""
        return self._start[term + 1] - self._start[term]

    def counts(self, first: int, end: int) -> NDArray[np.int64]:
        """In how many documents each of these terms in a row stands."""
        starts = self.starts[first : end + 1].astype(np.int64)
        return starts[1:] - starts[:-1]

    def is_dense(self, term: int) -> bool:
        """Whether the term has a bitmap."""
        return self.frequency(term) * DENSE_SHARE >= self.size

    def documents(self, term: int) -> Documents:
        """The term's documents, ascending."""
        if self.is_dense(term):
            return set_bits(self.bitmap(term)).astype(np.int32)
        return self.listed(term, term + 1)

    def every(self, first: int, end: int) -> Documents:
        """The documents of these terms in a row, term by term, the dense ones included."""
        dense = self.dense_between(first, end)
        if not dense:
            return self.listed(first, end)
        start, stop = self._start[first], self._start[end]
        found = np.empty(stop - start, np.int32)
        is_listed = np.ones(stop - start, np.bool_)
        for term in dense:
            part = slice(self._start[term] - start, self._start[term + 1] - start)
            found[part] = self.documents(term)
            is_listed[part] = False
        found[is_listed] = self.listed(first, end)
        return found

    def listed(self, first: int, end: int) -> Documents:
        """The documents of these terms in a row, term by term, dense ones left out."""
        before = self._listed_before
        a = self._start[first] - before[bisect_left(self._dense, first)]
        b = self._start[end] - before[bisect_left(self._dense, end)]
        documents: Documents = self._low[a:b].astype(np.int32)
        if self.size > 1 << 16:
            documents |= self._high.range(a, b, "<i4") << 16
        return documents

    def listed_of(self, terms: NDArray[np.int64]) -> Documents:
        """The documents of these ascending terms, none of them dense, term by term."""
        before = np.array(self._listed_before)[np.searchsorted(self.dense, terms.astype(np.uint32))]
        begin = self.starts[terms].astype(np.int64) - before
        places = ranges(begin, (self.starts[terms + 1] - self.starts[terms]).astype(np.int64))
        documents: Documents = self._low.take(places).astype(np.int32)
        if self.size > 1 << 16:
            documents |= self._high.take(places, "<i4") << 16
        return documents

    def dense_between(self, first: int, end: int) -> list[int]:
        """The dense terms among these."""
        a, b = bisect_left(self._dense, first), bisect_left(self._dense, end)
        return self._dense[a:b]

    def bitmap(self, term: int) -> Words:
        """The bitmap of a dense term."""
        words: Words = self._bitmaps[self._dense_rank[term]]
        return words

    def before(self, term: int) -> NDArray[np.int64]:
        """How many of a dense term's documents lie before each word of its bitmap."""
        found = self._before.get(term)
        if found is None:
            counts = np.bitwise_count(self.bitmap(term))
            found = np.cumsum(counts, dtype=np.int64) - counts
            if len(self._before) < _REMEMBERED:
                self._before[term] = found
        return found

    def occurrences(self, term: int) -> tuple[Documents, NDArray[np.uint32], NDArray[np.uint32]]:
        """A term's documents, how often it stands in each, and where its positions begin among the term's;
        remembered for the most frequent terms asked for last: the little words of phrases."""
        found = self._occurring.get(term)
        if found is None:
            freqs = self.freqs(*self.span(term))
            begins = np.cumsum(freqs, dtype=np.uint32) - freqs
            found = self.documents(term), freqs, begins
            if self.is_dense(term):
                if len(self._occurring) >= _REMEMBERED_OCCURRENCES:
                    # The one that came first goes; two threads may take out the same.
                    self._occurring.pop(next(iter(self._occurring)), None)
                self._occurring[term] = found
        return found

    def bounds(self, term: int) -> Floats:
        """The highest factor of a dense term in each window, with the parameters and mean length of ``meta``."""
        scale = np.float32((self.meta.k1 + 1) / _BOUND_SCALE)
        bounds: Floats = self._bounds[self._dense_rank[term]].astype(np.float32) * scale
        return bounds

    def freqs(self, start: int, end: int) -> Array:
        """How often, for the postings from start to end (numbers of the field's postings)."""
        return self._freqs.range(start, end, "<u4")

    def codes(self, start: int, end: int) -> Array:
        """The weight codes of the postings from start to end."""
        if self._codes is not None:
            return self._codes[start:end]
        return self._freqs.bytes(start, end)

    def codes_at(self, places: Array) -> Array:
        """The weight codes of these postings."""
        if self._codes is not None:
            return self._codes.take(places)
        return np.minimum(self._freqs.take(places), 255)

    @property
    def weights(self) -> Floats:
        """What each weight code stands for."""
        return weights_of(self.meta)

    def position_span(self, term: int) -> tuple[int, int]:
        """Where the term's positions begin and end."""
        return self.positions_of(term, term + 1)

    def positions_of(self, first: int, end: int) -> tuple[int, int]:
        """Where the positions of these terms in a row begin and end."""
        starts = self._positions[1]
        return starts[first], starts[end]

    def positions(self, start: int, end: int) -> Array:
        """The positions from start to end."""
        return self._positions[0][start:end]

    def positions_at(self, places: Array) -> Array:
        """The positions at these places."""
        return self._positions[0].take(places)

    def decoded_lengths(self) -> Floats:
        """Each document's length in words, as rounded."""
        return LENGTHS.take(self.lengths)
