"""Columns, renamings, numbers and stored documents of several segments as those of one; postings: ``merge``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.segment.columns import ColumnData, write_column
from index.segment.document import Shape
from index.segment.layout import SegmentWriter
from index.segment.renames import Renames
from index.segment.segment import column_section
from index.segment.sources import Ints, Source
from index.segment.stored import StoredWriter

# Blocks are copied with the deleted documents they hold; beyond this share of them it pays to pack anew.
_MOST_GARBAGE = 0.3


def merge_column(writer: SegmentWriter, name: str, sources: Sequence[Source], size: int, shape: Shape) -> bool:
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


def renamed_data(name: str, sources: Sequence[Source], size: int) -> ColumnData:
    """The values of the merged segment in a column, renamed."""
    known: dict[str, int] = {}
    pairs = [np.empty(0, np.int64)]
    for source in sources:
        documents, values = _found(source, name, known)
        if name in source.renames:
            renames = source.renames[name]
            theirs = np.array([known.setdefault(value, len(known)) for value in renames.values], np.int64)
            keys = (renames.documents << 32) | theirs[renames.old]
            order = np.argsort(keys)
            wanted = (documents << 32) | values
            places = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
            values = np.where(keys[places] == wanted, theirs[renames.new][places], values)
        new = source.new[documents]
        pairs.append(((new << 32) | values)[new >= 0])
    each = np.concatenate(pairs)
    # The first of several spellings of a key is the column's: what was first stays first.
    firsts = np.sort(np.unique(each, return_index=True)[1])
    each = each[firsts]
    each = each[np.argsort(each >> 32, kind="stable")]
    present, ordinals = np.unique(each & 0xFFFFFFFF, return_inverse=True)
    every = list(known)
    return ColumnData([every[n] for n in present.tolist()], np.bincount(each >> 32, minlength=size), ordinals)


def _found(source: Source, name: str, known: dict[str, int]) -> tuple[Ints, Ints]:
    """(document of the source, number of the value among ``known``): those of the column, then other spellings of
    these, which only the field has."""
    column, field = source.segment.column(name), source.segment.field(name)
    if column is None or field is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    numbers = np.array([known.setdefault(value, len(known)) for value in column.values.all()], np.int64)
    terms = [term.decode("utf-8", "surrogatepass") for term in field.terms]
    of_terms = np.array([known.setdefault(term, len(known)) for term in terms], np.int64)
    documents = np.repeat(np.arange(column.size), column.row_counts())
    every = field.every(0, len(terms)).astype(np.int64)
    values = np.repeat(of_terms, field.counts(0, len(terms)))
    return np.concatenate([documents, every]), np.concatenate([numbers[column.ordinals.astype(np.int64)], values])


def merge_renames(writer: SegmentWriter, sources: Sequence[Source]) -> None:
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


def merge_numbers(writer: SegmentWriter, sources: Sequence[Source], size: int) -> None:
    """Write columns of numbers, and times."""
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


def merge_stored(writer: SegmentWriter, sources: Sequence[Source], size: int) -> None:
    """Write what was stored, whole blocks as they are."""
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
