"""From documents to a segment: analysis by stretches, postings by radix sort, everything in arrays.

Here are some thousand documents, make a segment: ``add`` each, then ``write``. Memory grows with what was
added (``bytes_held``); the caller decides when it is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ColumnData, ranges, write_column
from index.segment.document import Document, Shape, TextShape, ValueShape
from index.segment.layout import SegmentWriter
from index.segment.lengths import encoded
from index.segment.postings import Chunk, FieldMeta, PostingsWriter
from index.segment.segment import column_section, order_of, write_meta
from index.segment.similarity import graded
from index.segment.sketches import shingles, sketched, word_hashes, write_sketches
from index.segment.stored import StoredWriter
from index.segment.stretches import Stretches, Tokens, tokens

# What a stretch costs until its segment is written: its number, then the arrays of a field's tokens while
# they are sorted (document, term, position, places). Measured, 600,000 to 10 million stretches of news: 78 to 93.
_BYTES_A_STRETCH = 84
# The string, its number and its place in the dictionary; its row in three tables.
_BYTES_A_DISTINCT = 260

Ints = NDArray[np.int64]


class SegmentBuilder:
    """Collects documents and writes one segment file at ``path``."""

    def __init__(self, path: Path, shape: Shape) -> None:
        self.path, self.shape = path, shape
        self._writer = SegmentWriter(path)
        self._stored = StoredWriter(self._writer)
        self._stretches = Stretches(text.name for text in shape.texts)
        self._values = {value.name: _Values() for value in shape.values}
        self._times: list[float] = []
        self._ids: list[str] = []
        self._flags: dict[str, list[bool]] = {name: [] for name in shape.flags}

    @property
    def order(self) -> Ints:
        """The documents as ``write`` has ordered them, each by the number of its ``add``."""
        return order_of(np.array(self._times, np.float64), self._ids)

    @property
    def documents(self) -> int:
        """How many were added."""
        return len(self._ids)

    @property
    def bytes_held(self) -> int:
        """What they take in memory, and what writing them will."""
        return self._stretches.count * _BYTES_A_STRETCH + self._stretches.distinct * _BYTES_A_DISTINCT

    def add(self, document: Document) -> None:
        """Add a document. ValueError or TypeError, and nothing added, when it cannot be stored."""
        self._stored.add(document.stored)
        self._stretches.add(document.texts)
        for name, values in self._values.items():
            values.add(document.values.get(name, ()))
        self._times.append(document.time)
        self._ids.append(document.id)
        for name, flags in self._flags.items():
            flags.append(name in document.flags)

    def write(self) -> int:
        """Write the segment; gives the number of its documents."""
        with self._writer as writer:
            times, order = np.array(self._times, np.float64), self.order
            fields = dict(self._written_texts(order))
            columns = [v for v in self.shape.values if self._values[v.name].filled]
            for value in columns:
                fields[value.name] = write_values(writer, value, self._values[value.name].data(order))
            for name, flags in self._flags.items():
                writer.add(f"numbers.{name}", np.array(flags, np.uint8)[order])
            writer.add("times", times[order])
            self._stored.finish(order)
            names = [value.name for value in columns if value.column]
            write_meta(writer, len(order), is_sorted=True, fields=fields, columns=names)
        return len(order)

    def abandon(self) -> None:
        """Leave no file."""
        self._writer.abandon()

    # --- texts

    def _written_texts(self, order: Ints) -> Iterator[tuple[str, FieldMeta]]:
        exact, words, advances = self._stretches.tables()
        hashes = word_hashes(exact.terms)
        sketch = [(np.empty(0, np.int32), np.empty(0, np.uint32))]
        for text in self.shape.texts:
            stream, lengths = self._stretches.stream(text.name, order)
            if not len(stream):
                continue
            found = tokens(stream, lengths, exact, advances)
            if text.name in self.shape.sketched:
                sketch.append(shingles(found, hashes))
            sorted_exact = sorted_postings(found, exact.terms, text.lead)
            del found
            if not sorted_exact.terms:
                continue
            yield text.name, self._write_text(text.name, text, sorted_exact, len(order), positions=True)
            if text.stem:
                name, stem = text.stem
                stems = regrouped(
                    sorted_exact, [stem(term.decode("utf-8", "surrogatepass")) for term in sorted_exact.terms]
                )
                yield name, self._write_text(name, text, stems, len(order), positions=False)
            del sorted_exact
            if text.accents:
                accented = sorted_postings(tokens(stream, lengths, words, advances), words.terms, text.lead)
                if accented.terms:
                    yield text.accents, self._write_text(text.accents, text, accented, len(order), positions=True)
        documents, found_hashes = (np.concatenate(arrays) for arrays in zip(*sketch, strict=True))
        write_sketches(self._writer, sketched(documents, found_hashes, len(order)))

    def _write_text(
        self, name: str, text: TextShape, postings: SortedPostings, size: int, *, positions: bool
    ) -> FieldMeta:
        lengths = np.bincount(postings.documents, weights=postings.freqs, minlength=size)
        meta = FieldMeta(
            length=int(lengths.sum()),
            boost=text.boost,
            graded=text.lead is not None,
            positions=positions,
            longest=int(postings.positions.max(initial=0)) if positions and postings.positions is not None else 0,
            k1=self.shape.similarity.k1,
            b=self.shape.similarity.b,
        )
        into = PostingsWriter(self._writer, name, encoded(lengths), meta)
        codes = None if postings.weights is None else graded(postings.weights)
        into.append(
            Chunk(
                postings.terms,
                postings.counts,
                postings.documents,
                postings.freqs,
                codes,
                postings.positions if positions else None,
            )
        )
        return into.finish()


def write_values(writer: SegmentWriter, shape: ValueShape, data: ColumnData) -> FieldMeta:
    """Write whole values as a field and, where the shape asks for it, as a column."""
    size = len(data.counts)
    if shape.column:
        write_column(writer, column_section(shape.name), data, shape.key, shape.days)
    documents = np.repeat(np.arange(size, dtype=np.int32), data.counts)
    stream = Tokens(documents, data.ordinals.astype(np.int32), np.zeros(len(documents), np.int32))
    postings = sorted_postings(stream, data.values, None)
    meta = FieldMeta(length=0, boost=1.0, graded=False, positions=False)
    into = PostingsWriter(writer, shape.name, np.zeros(size, np.uint8), meta)
    once = np.ones(len(postings.documents), np.uint32)
    into.append(Chunk(postings.terms, postings.counts, postings.documents, once))
    return into.finish()


class _Values:
    """The values of a field, document by document."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._ordinals: list[int] = []
        self._counts: list[int] = []

    @property
    def filled(self) -> bool:
        return bool(self._ordinals)

    def add(self, values: Iterable[str]) -> None:
        number = self._number
        found = [number.setdefault(value, len(number)) for value in dict.fromkeys(values)]
        self._ordinals += found
        self._counts.append(len(found))

    def data(self, order: Ints) -> ColumnData:
        counts = np.array(self._counts, np.int64)
        begin = np.cumsum(counts) - counts
        ordinals = np.array(self._ordinals, np.int64)[ranges(begin[order], counts[order])]
        return ColumnData(list(self._number), counts[order], ordinals)


class SortedPostings:
    """Postings by term in byte order, then document; ``positions`` those of each posting, ascending."""

    __slots__ = ("counts", "documents", "freqs", "positions", "terms", "weights")

    def __init__(
        self,
        terms: list[bytes],
        counts: Ints,
        documents: NDArray[np.int32],
        freqs: NDArray[np.uint32],
        weights: NDArray[np.float32] | None,
        positions: NDArray[np.int32] | None,
    ) -> None:
        self.terms, self.counts, self.documents, self.freqs = terms, counts, documents, freqs
        self.weights, self.positions = weights, positions


def sorted_postings(stream: Tokens, terms: list[str], lead: tuple[float, ...] | None) -> SortedPostings:
    """The postings of a token stream; terms without a token are left out."""
    names = [term.encode("utf-8", "surrogatepass") for term in terms]
    by_bytes = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.uint32)
    rank[by_bytes] = np.arange(len(names), dtype=np.uint32)
    keys = rank[stream.terms]
    order = radix_order(keys)
    keys, documents, positions = keys[order], stream.documents[order], stream.positions[order]
    del order
    fresh_term = np.diff(keys, prepend=np.uint32(0xFFFFFFFF)) != 0
    fresh = fresh_term | (np.diff(documents, prepend=-1) != 0)
    starts = np.flatnonzero(fresh)
    freqs = np.diff(np.append(starts, len(keys))).astype(np.uint32)
    weights = None
    if lead is not None:
        scale = np.array((*lead, 1.0), np.float32)
        each = scale[np.minimum(positions, len(lead))]
        weights = np.add.reduceat(each, starts) if len(starts) else each
    posting_terms = keys[starts]
    present, counts = np.unique(posting_terms, return_counts=True)
    found = [names[by_bytes[n]] for n in present.tolist()]
    return SortedPostings(found, counts, documents[starts], freqs, weights, positions)


def radix_order(keys: NDArray[np.uint32]) -> Ints:
    """The stable order of 32-bit keys: NumPy's stable sort of 16-bit numbers is a radix sort."""
    order = np.argsort((keys & np.uint32(0xFFFF)).astype(np.uint16), kind="stable")
    if len(keys) and int(keys.max()) >= 1 << 16:
        upper = (keys >> np.uint32(16)).astype(np.uint16)
        order = order[np.argsort(upper[order], kind="stable")]
    return order


def regrouped(postings: SortedPostings, groups: list[str]) -> SortedPostings:
    """Postings with terms replaced by their groups (stems), one posting a group and document, without positions."""
    names = [group.encode("utf-8", "surrogatepass") for group in groups]
    distinct = sorted(set(names))
    rank_of = {name: n for n, name in enumerate(distinct)}
    group = np.fromiter((rank_of[name] for name in names), np.int64, len(names))
    key = (np.repeat(group, postings.counts) << 32) | postings.documents
    # Runs, one a term, each ascending: what NumPy's stable sort of 64-bit numbers merges.
    by_group = np.argsort(group, kind="stable")
    starts = np.cumsum(postings.counts) - postings.counts
    places = ranges(starts[by_group], postings.counts[by_group])
    places = places[np.argsort(key[places], kind="stable")]
    key = key[places]
    firsts = np.flatnonzero(np.diff(key, prepend=-1))
    freqs = np.add.reduceat(postings.freqs[places], firsts) if len(firsts) else postings.freqs
    weights = postings.weights
    if weights is not None and len(firsts):
        weights = np.add.reduceat(weights[places], firsts)
    counts = np.bincount(key[firsts] >> 32, minlength=len(distinct))
    return SortedPostings(distinct, counts, (key[firsts] & 0xFFFFFFFF).astype(np.int32), freqs, weights, None)
