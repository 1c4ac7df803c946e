"""Several segments become one, without their deleted documents: copying and sorting of arrays.

Fields are merged a range of terms at a time, so that memory is bounded whatever the size. Within a range
the postings of each source are already in order; NumPy's stable sort of 64-bit keys merges such runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.segment.builder import write_values
from index.segment.columns import ranges
from index.segment.document import Shape
from index.segment.layout import SegmentWriter
from index.segment.merge_values import merge_column, merge_numbers, merge_renames, merge_stored, renamed_data
from index.segment.packing import best_width
from index.segment.postings import Chunk, Field, FieldMeta, PostingsWriter
from index.segment.renames import Renames
from index.segment.segment import Segment, write_meta
from index.segment.similarity import PLAIN, graded
from index.segment.sketches import merge_sketches
from index.segment.sources import Ints, Source, sources_of

# Postings in memory at a time, or one term's when it has more: some 200 bytes each with their positions.
# More of them are slower, too: they leave the processor's cache.
_POSTINGS = 1_000_000


def merge_segments(
    segments: Sequence[tuple[Segment, NDArray[np.integer]]],
    path: Path,
    shape: Shape,
    renames: Sequence[Mapping[str, Renames]] = (),
) -> int:
    """Write all documents of some segments, those apart that are marked deleted, as one segment at ``path``;
    gives how many there are. ``renames``: of each segment, by column, which values are to stand for others."""
    sources = sources_of(segments, renames)
    fresh = {name for source in sources for name in source.renames}
    size = sum(len(source.living) for source in sources)
    with SegmentWriter(path) as writer:
        metas = {}
        for name in sorted({name for source in sources for name in source.segment.field_metas} - fresh):
            if meta := _merge_field(writer, name, sources, size, shape):
                metas[name] = meta
        names = sorted({name for source in sources for name in source.segment.column_names} - fresh)
        columns = [name for name in names if merge_column(writer, name, sources, size, shape)]
        for value in shape.values:
            if value.name in fresh and (data := renamed_data(value.name, sources, size)).values:
                metas[value.name] = write_values(writer, value, data)
                columns.append(value.name)
        merge_renames(writer, sources)
        merge_numbers(writer, sources, size)
        merge_sketches(writer, sources, size)
        merge_stored(writer, sources, size)
        write_meta(writer, size, is_sorted=True, fields=metas, columns=columns)
    return size


# --- postings


def _merge_field(
    writer: SegmentWriter, name: str, sources: Sequence[Source], size: int, shape: Shape
) -> FieldMeta | None:
    """Write the field; None, and nothing written, when no document that is kept has it."""
    parts = [(source, field) for source in sources if (field := source.segment.field(name)) is not None]
    left = [_left(source, field) for source, field in parts]
    if not any(postings for postings, _ in left):
        return None
    lengths = np.zeros(size, np.uint8)
    for source, field in parts:
        lengths[source.new[source.living]] = field.lengths[source.living]
    terms, numbers = _united([field for _, field in parts])
    largest = max((field.meta for _, field in parts), key=lambda meta: meta.length)
    meta = replace(
        largest,
        length=sum(words for _, words in left),
        graded=any(field.meta.graded for _, field in parts),
        longest=max(field.meta.longest for _, field in parts),
        high=best_width(np.arange(size) >> 16),
        k1=shape.similarity.k1,
        b=shape.similarity.b,
    )
    into = PostingsWriter(writer, name, lengths, meta, known_widths=True)
    for first, end in _cuts(numbers, [field for _, field in parts], len(terms)):
        chunk = _merged(parts, numbers, first, end, meta)
        kept = np.flatnonzero(chunk.counts)
        chunk.terms = [terms[first + n] for n in kept.tolist()]
        chunk.counts = chunk.counts[kept]
        into.append(chunk)
    return into.finish()


def _left(source: Source, field: Field) -> tuple[int, int]:
    """The postings and the words of a field in the documents that are kept."""
    postings, words = int(field.starts[-1]), field.meta.length
    if (source.new >= 0).all():
        return postings, words
    for first, end in _cuts([np.arange(len(field.terms))], [field], len(field.terms)):
        gone = source.new[field.every(first, end)] < 0
        postings -= int(gone.sum())
        if field.meta.length:
            words -= int(field.freqs(int(field.starts[first]), int(field.starts[end]))[gone].sum())
    return postings, words


def _united(parts: Sequence[Field]) -> tuple[list[bytes], list[Ints]]:
    """All terms in byte order, and the number among them of each part's terms."""
    each = [list(field.terms) for field in parts]
    if len(each) == 1:
        return each[0], [np.arange(len(each[0]))]
    terms = sorted(set().union(*each))
    number_of = {term: n for n, term in enumerate(terms)}
    return terms, [np.fromiter(map(number_of.__getitem__, known), np.int64, len(known)) for known in each]


def _cuts(numbers: Sequence[Ints], parts: Sequence[Field], count: int) -> Iterator[tuple[int, int]]:
    """Ranges of terms with some millions of postings, or one term with more."""
    weight = np.zeros(count, np.int64)
    for known, field in zip(numbers, parts, strict=True):
        weight[known] += field.counts(0, len(field.terms))
    before = np.concatenate([[0], np.cumsum(weight)])
    first = 0
    while first < count:
        end = int(np.searchsorted(before, before[first] + _POSTINGS, "right")) - 1
        end = min(count, max(first + 1, end))
        yield first, end
        first = end


def _merged(
    parts: Sequence[tuple[Source, Field]], numbers: Sequence[Ints], first: int, end: int, meta: FieldMeta
) -> Chunk:
    """The postings of the terms from first to end, in the new order; ``counts`` also of terms without any."""
    runs = [_run(*part, known, first, end, meta) for part, known in zip(parts, numbers, strict=True)]
    keys = np.concatenate([run.keys for run in runs])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    freqs = np.concatenate([run.freqs for run in runs])
    counts = np.bincount(keys >> 32, minlength=end - first)
    chunk = Chunk([], counts, (keys & 0xFFFFFFFF).astype(np.int32), freqs[order])
    if meta.graded:
        chunk.codes = np.concatenate([run.codes for run in runs])[order]
    if meta.positions:
        sizes = [len(run.positions) for run in runs]
        shifts = np.repeat(np.cumsum(sizes) - sizes, [len(run.keys) for run in runs])
        begins = np.concatenate([run.begins for run in runs]) + shifts
        positions = np.concatenate([run.positions for run in runs])
        chunk.positions = positions[ranges(begins[order], chunk.freqs)]
    return chunk


@dataclass(slots=True)
class _Run:
    """Postings of one source, ascending by ``keys`` (term << 32 | new document); a posting's positions lie
    from ``begins`` on."""

    keys: Ints
    freqs: NDArray[np.uint32]
    codes: NDArray[np.uint8]
    begins: Ints
    positions: NDArray[np.int32]


def _run(source: Source, field: Field, known: Ints, first: int, end: int, meta: FieldMeta) -> _Run:
    low, high = (int(n) for n in np.searchsorted(known, (first, end)))
    start, stop = int(field.starts[low]), int(field.starts[high])
    counts = field.counts(low, high)
    documents = source.new[field.every(low, high)]
    keys = (np.repeat(known[low:high] - first, counts) << 32) | documents
    freqs = field.freqs(start, stop)
    codes = _codes(field, start, stop, freqs) if meta.graded else np.empty(0, np.uint8)
    positions, begins = np.empty(0, np.int32), np.empty(0, np.int64)
    if meta.positions and field.meta.positions:
        positions = field.positions(*field.positions_of(low, high))
        begins = np.cumsum(freqs, dtype=np.int64) - freqs
    kept = documents >= 0
    if kept.all():
        return _Run(keys, freqs, codes, begins, positions)
    return _Run(
        keys[kept],
        freqs[kept],
        codes[kept] if meta.graded else codes,
        begins[kept] if len(begins) else begins,
        positions,
    )


def _codes(field: Field, start: int, stop: int, freqs: NDArray[np.uint32]) -> NDArray[np.uint8]:
    if field.meta.graded:
        return np.asarray(field.codes(start, stop), np.uint8)
    return graded(PLAIN[np.minimum(freqs, 255)])
