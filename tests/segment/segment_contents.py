"""All that a segment says, as plain values that can be compared."""

from __future__ import annotations

from typing import Any

from index.segment.columns import Column
from index.segment.postings import Field
from index.segment.segment import Segment
from index.segment.sketches import read_sketches


def contents(segment: Segment) -> dict[str, Any]:
    """Documents, postings and columns, decoded: not how they are packed, nor where they lie."""
    return {
        "size": segment.size,
        "sorted": segment.sorted,
        "times": segment.times.tolist(),
        "stored": [segment.stored.values(n) for n in range(segment.size)],
        "fields": {name: _field(field) for name in segment.field_metas if (field := segment.field(name))},
        "sketches": [part.tolist() for part in read_sketches(segment.file, segment.size)],
        "columns": {name: _column(column) for name in segment.column_names if (column := segment.column(name))},
    }


def _field(field: Field) -> dict[str, Any]:
    meta = field.meta
    return {
        # ``longest`` is a bound: it may be that of a document since deleted.
        "meta": (meta.length, meta.boost, meta.graded, meta.positions, meta.k1, meta.b, meta.average),
        "lengths": field.lengths.tolist(),
        "found": [field.terms.find(term) for term in field.terms],
        "postings": {term: _postings(field, number) for number, term in enumerate(field.terms)},
    }


def _postings(field: Field, term: int) -> dict[str, Any]:
    start, end = field.span(term)
    return {
        "documents": field.documents(term).tolist(),
        "freqs": field.freqs(start, end).tolist(),
        "codes": field.codes(start, end).tolist(),
        "positions": field.positions(*field.position_span(term)).tolist() if field.meta.positions else None,
        "bounds": field.bounds(term).tolist() if field.is_dense(term) else None,
    }


def _column(column: Column) -> dict[str, Any]:
    days = column.bounds()
    return {
        "values": column.values.all(),
        "keys": column.keys.all(),
        "groups": None if column.groups is None else column.groups.tolist(),
        "order": column.order.tolist(),
        "counts": column.counts.tolist(),
        "rows": [column.row(n) for n in range(column.size)],
        "days": None if days is None else [bound.tolist() for bound in days],
    }
