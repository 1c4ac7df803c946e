"""Several segments become one, without their deleted documents: copying and sorting of arrays.

Fields are merged a range of terms at a time, so that memory is bounded whatever the size. Within a range
the postings of each source are already in order; NumPy's stable sort of 64-bit keys merges such runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.builder import write_values
from index.segment.columns import ColumnData, ranges, write_column
from index.segment.document import Shape
from index.segment.layout import SegmentWriter
from index.segment.packing import best_width
from index.segment.postings import Chunk, Field, FieldMeta, PostingsWriter
from index.segment.renames import Renames
from index.segment.segment import Segment, column_section, order_of, write_meta
from index.segment.similarity import PLAIN, graded
from index.segment.stored import StoredWriter

# Postings in memory at a time, or one term's when it has more: some 200 bytes each with their positions.
# More of them are slower, too: they leave the processor's cache.
_POSTINGS = 1_000_000
# Blocks are copied with the deleted documents they hold; beyond this share of them it pays to pack anew.
_MOST_GARBAGE = 0.3

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Source:
    """A segment, and the new number of each of its documents; -1: deleted. ``renames`` are renamings of some
    columns that its fields and columns know nothing of yet."""

    segment: Segment
    new: Ints
    renames: Mapping[str, Renames] = field(default_factory=dict)

    @property
    def living(self) -> Ints:
        """Its documents that are kept."""
        return np.flatnonzero(self.new >= 0)


def merge_segments(
    segments: Sequence[tuple[Segment, NDArray[np.integer]]],
    path: Path,
    shape: Shape,
    renames: Sequence[Mapping[str, Renames]] = (),
) -> int:
    """Write all documents of some segments, those apart that are marked deleted, as one segment at ``path``;
    gives how many there are. ``renames``: of each segment, by column, which values are to stand for others."""
    sources = _numbered(segments)
    if renames:
        sources = [replace(source, renames=given) for source, given in zip(sources, renames, strict=True)]
    fresh = {name for source in sources for name in source.renames}
    size = sum(len(source.living) for source in sources)
    with SegmentWriter(path) as writer:
        metas = {}
        for name in sorted({name for source in sources for name in source.segment.field_metas} - fresh):
            if meta := _merge_field(writer, name, sources, size, shape):
                metas[name] = meta
        names = sorted({name for source in sources for name in source.segment.column_names} - fresh)
        columns = [name for name in names if _merge_column(writer, name, sources, size, shape)]
        for value in shape.values:
            if value.name in fresh:
                metas[value.name] = write_values(writer, value, _renamed_data(value.name, sources, size))
                columns.append(value.name)
        _merge_renames(writer, sources)
        _merge_numbers(writer, sources, size)
        _merge_stored(writer, sources, size)
        write_meta(writer, size, is_sorted=True, fields=metas, columns=columns)
    return size


def _numbered(segments: Sequence[tuple[Segment, NDArray[np.integer]]]) -> list[Source]:
    """New numbers, in ``order_of`` all of them."""
    living = [np.setdiff1d(np.arange(segment.size), deleted) for segment, deleted in segments]
    times = np.concatenate([segment.times[kept] for (segment, _), kept in zip(segments, living, strict=True)])
    ids = [name for (segment, _), kept in zip(segments, living, strict=True) for name in _ids(segment, kept)]
    new = np.empty(len(ids), np.int64)
    new[order_of(times, ids)] = np.arange(len(ids))
    sources, done = [], 0
    for (segment, _), kept in zip(segments, living, strict=True):
        numbers = np.full(segment.size, -1, np.int64)
        numbers[kept] = new[done : done + len(kept)]
        done += len(kept)
        sources.append(Source(segment, numbers))
    return sources


def _ids(segment: Segment, documents: Ints) -> list[str]:
    column = segment.column("id")
    if column is None:
        return [""] * len(documents)
    values = column.values.all()
    ordinals, _ = column.gather(documents)
    return [values[n] for n in ordinals.tolist()]


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


# --- the rest


def _merge_column(writer: SegmentWriter, name: str, sources: Sequence[Source], size: int, shape: Shape) -> bool:
    """Write the column; False, and nothing written, when no document that is kept has a value."""
    shaped = {value.name: value for value in shape.values}.get(name)
    known: dict[str, int] = {}
    documents, ordinals = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for source in sources:
        column = source.segment.column(name)
        if column is None:
            continue
        for value in _living_values(source, name) if shaped else column.values.all():
            known.setdefault(value, len(known))
        numbers = np.array([known.get(value, -1) for value in column.values.all()], np.int64)
        living = source.living
        found, counts = column.gather(living)
        documents.append(np.repeat(source.new[living], 1 if counts is None else counts))
        ordinals.append(numbers[found])
    pairs = np.concatenate(documents)
    if not len(pairs):
        return False
    order = np.argsort(pairs, kind="stable")
    data = ColumnData(list(known), np.bincount(pairs, minlength=size), np.concatenate(ordinals)[order])
    key, days = (shaped.key, shaped.days) if shaped else (str, None)
    write_column(writer, column_section(name), data, key, days)
    return True


def _renamed_data(name: str, sources: Sequence[Source], size: int) -> ColumnData:
    """The column of the merged segment, renamed."""
    known: dict[str, int] = {}
    pairs = [np.empty(0, np.int64)]
    for source in sources:
        column = source.segment.column(name)
        if column is None:
            continue
        numbers = np.array([known.setdefault(value, len(known)) for value in column.values.all()], np.int64)
        living = source.living
        found, counts = column.gather(living)
        documents = np.repeat(living, 1 if counts is None else counts)
        values = numbers[found]
        if name in source.renames:
            renames = source.renames[name]
            theirs = np.array([known.setdefault(value, len(known)) for value in renames.values], np.int64)
            keys = (renames.documents << 32) | theirs[renames.old]
            order = np.argsort(keys)
            wanted = (documents << 32) | values
            places = np.minimum(np.searchsorted(keys, wanted, sorter=order), max(0, len(keys) - 1))
            hit = keys[order][places] == wanted
            values[hit] = theirs[renames.new][order][places[hit]]
        pairs.append((source.new[documents] << 32) | values)
    every_pair = np.unique(np.concatenate(pairs))
    documents = every_pair >> 32
    present, ordinals = np.unique(every_pair & 0xFFFFFFFF, return_inverse=True)
    every = list(known)
    return ColumnData([every[n] for n in present.tolist()], np.bincount(documents, minlength=size), ordinals)


def _merge_renames(writer: SegmentWriter, sources: Sequence[Source]) -> None:
    """Write the renamings there are by now, new and old."""
    rows: dict[str, list[tuple[int, str, str, bool]]] = {}
    for source in sources:
        for name, renames in {**source.segment.renames, **source.renames}.items():
            rows.setdefault(name, []).extend(
                (int(number), old, new, also)
                for document, old, new, also in renames.rows()
                if (number := source.new[document]) >= 0
            )
    for name, found in sorted(rows.items()):
        if found:
            Renames.of(found).write(writer, name)


def _living_values(source: Source, name: str) -> list[str]:
    """The values of documents that are kept: the terms that the merged field has, no others."""
    field = source.segment.field(name)
    if field is None:
        return []
    terms = [term.decode("utf-8", "surrogatepass") for term in field.terms]
    if (source.new >= 0).all():
        return terms
    counts = field.counts(0, len(terms))
    kept = source.new[field.every(0, len(terms))] >= 0
    left = np.bincount(np.repeat(np.arange(len(terms)), counts)[kept], minlength=len(terms))
    return [terms[n] for n in np.flatnonzero(left).tolist()]


def _merge_numbers(writer: SegmentWriter, sources: Sequence[Source], size: int) -> None:
    names = {name for source in sources for name in source.segment.file.names() if name.startswith("numbers.")}
    for name in sorted(names):
        having = [source for source in sources if name in source.segment.file]
        dtype: Any = np.result_type(*(source.segment.file.array(name).dtype for source in having))
        numbers = np.zeros(size, dtype)
        for source in having:
            numbers[source.new[source.living]] = source.segment.file.array(name)[source.living]
        writer.add(name, numbers)
    times = np.empty(size, np.float64)
    for source in sources:
        times[source.new[source.living]] = source.segment.times[source.living]
    writer.add("times", times)


def _merge_stored(writer: SegmentWriter, sources: Sequence[Source], size: int) -> None:
    into = StoredWriter(writer)
    slots = np.empty(size, np.int64)
    for source in sources:
        stored, living = source.segment.stored, source.living
        if len(stored.slot_starts) * (1 - _MOST_GARBAGE) <= len(living):
            slots[source.new[living]] = into.copy(stored) + stored.slots[living].astype(np.int64)
        else:
            for document in living[np.argsort(stored.slots[living])].tolist():
                slots[source.new[document]] = into.add(stored.values(document))
    into.finish(slots)
