"""How Whoosh reads a segment: its terms, its documents, its matchers, on our arrays.

This is Whoosh's own, slow path: correct for any Whoosh program. ``search`` reads the arrays directly.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh import columns as whoosh_columns
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from index.segment.columns import SEPARATOR, Column
from index.segment.postings import Field
from index.segment.segment import Segment

Term = tuple[str, bytes]


class KiosqueMatcher(ListMatcher):  # type: ignore[misc]  # mypy is told to skip whoosh
    """The postings of one term. ``_values`` is a function from a posting's place to its positions."""

    def skip_to(self, document: int) -> None:
        """To the first posting of that document or a later one."""
        self._i: int = bisect_left(self._ids, document, self._i)

    def supports(self, astype: str) -> bool:
        """Offsets of characters are not kept."""
        return astype in {"frequency", "weight"} or (astype == "positions" and self._values is not None)

    def value_as(self, astype: str) -> Any:
        """The present posting's frequency, weight or positions."""
        if astype == "positions":
            return self._values(self._i)[1]
        return self._values(self._i)[0] if astype == "frequency" and self._values else self.weight()

    def value(self) -> bytes:
        """The posting as its format encodes it, for Whoosh's own merging."""
        if self._format.supports("positions"):
            encoded: bytes = self._format.encode(self._values(self._i)[1])
            return encoded
        return struct.pack("!I", max(1, round(self.weight()))) if self._format.supports("frequency") else b""


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The term dictionary of a segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._infos: dict[Term, Any] = {}

    def _find(self, field: str, text: bytes) -> tuple[Field, int] | None:
        found = self._segment.field(field)
        number = -1 if found is None else found.terms.find(text)
        return (found, number) if found is not None and number >= 0 else None

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields with terms."""
        return sorted(self._segment.field_metas)

    def cursor(self, field: str, fieldobj: Any) -> Cursor:
        """A cursor at the first term."""
        return Cursor(self._segment.field(field), fieldobj, self, field)

    def terms(self) -> Iterator[Term]:
        """All terms, by field, then in byte order."""
        for field in self.indexed_field_names():
            yield from self.terms_from(field, b"", onwards=False)

    def terms_from(self, field: str, prefix: bytes, *, onwards: bool = True) -> Iterator[Term]:
        """The terms of a field from this one on, then those of the fields after it."""
        names = self.indexed_field_names()
        for name in names[bisect_left(names, field) :] if onwards else [field]:
            found = self._segment.field(name)
            assert found is not None
            first = found.terms.lower_bound(prefix) if name == field else 0
            yield from ((name, text) for text in found.terms.between(first, len(found.terms)))

    def items(self) -> Iterator[tuple[Term, Any]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[Term, Any]]:
        """The terms from this one on, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def term_info(self, field: str, text: bytes) -> Any:
        """A term's statistics; TermNotFound when there is none."""
        key = field, text
        if key not in self._infos:
            found = self._find(field, text)
            if found is None:
                message = f"No term {field}:{text!r}"
                raise TermNotFound(message)
            self._infos[key] = _term_info(*found)
        return self._infos[key]

    def frequency(self, field: str, text: bytes) -> float:
        """The sum of a term's weights."""
        return float(self.term_info(field, text).weight()) if (field, text) in self else 0.0

    def doc_frequency(self, field: str, text: bytes) -> int:
        """In how many documents a term stands."""
        found = self._find(field, text)
        return found[0].frequency(found[1]) if found else 0

    def matcher(self, field: str, text: bytes, format_: Any, scorer: Any = None) -> KiosqueMatcher:
        """The postings of a term."""
        found = self._find(field, text)
        if found is None:
            message = f"No term {field}:{text!r}"
            raise TermNotFound(message)
        postings, term = found
        start, end = postings.span(term)
        weights = postings.weights[postings.codes(start, end)].tolist()
        values = _values(postings, term) if postings.meta.positions else None
        info = self.term_info(field, text)
        ids = postings.documents(term).tolist()
        return KiosqueMatcher(ids, weights, values, format_, scorer, term=(field, text), terminfo=info)


def _values(field: Field, term: int) -> Any:
    """From a posting's place to its frequency and its positions."""
    freqs = field.freqs(*field.span(term))
    ends = np.cumsum(freqs, dtype=np.int64) + field.position_span(term)[0]

    def values(place: int) -> tuple[int, list[int]]:
        end = int(ends[place])
        return int(freqs[place]), field.positions(end - int(freqs[place]), end).tolist()

    return values


def _term_info(field: Field, term: int) -> Any:
    documents = field.documents(term)
    weights = field.weights[field.codes(*field.span(term))]
    lengths = field.decoded_lengths()[documents]
    return TermInfo(
        weight=float(weights.sum(dtype=np.float64)),
        df=len(documents),
        minlength=float(lengths.min()),
        maxlength=float(lengths.max()),
        maxweight=float(weights.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


class Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field; ``text`` is None beyond the last."""

    def __init__(self, field: Field | None, fieldobj: Any, reader: TermsReader, name: str) -> None:
        self._field, self._fieldobj, self._reader, self._name = field, fieldobj, reader, name
        self._at = 0
        self._count = 0 if field is None else len(field.terms)

    def is_valid(self) -> bool:
        """Whether it stands at a term."""
        return self._at < self._count

    def first(self) -> str | None:
        """To the first term."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """To the first term that is not smaller."""
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._at = 0 if self._field is None else self._field.terms.lower_bound(wanted)
        return self.text()

    def next(self) -> str | None:
        """To the next term."""
        self._at += 1
        return self.text()

    def _bytes(self) -> bytes:
        assert self._field is not None
        return self._field.terms[self._at]

    def text(self) -> str | None:
        """The present term."""
        return self._fieldobj.from_bytes(self._bytes()) if self.is_valid() else None

    def term_info(self) -> Any:
        """The present term's statistics."""
        return self._reader.term_info(self._name, self._bytes()) if self.is_valid() else None


class PerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What a segment knows of each document; deletions are those of Whoosh's segment."""

    def __init__(self, segment: Segment, deletions: Any) -> None:
        self._segment, self._deletions = segment, deletions
        self._lengths: dict[str, list[float]] = {}

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return self._segment.size - int(self._deletions.deleted_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return self._segment.size

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._deletions.has_deletions())

    def is_deleted(self, document: int) -> bool:
        """Whether this one is."""
        return bool(self._deletions.is_deleted(document))

    def deleted_docs(self) -> Any:
        """The deleted ones."""
        return self._deletions.deleted_docs()

    def supports_columns(self) -> bool:
        """It has columns."""
        return True

    def has_column(self, field: str) -> bool:
        """Whether any document has a value of this column."""
        return field in self._segment.column_names or self._segment.numbers(field) is not None

    def column_reader(self, field: str, column: Any) -> Any:
        """Whoosh's view of a column."""
        values = self._segment.column(field)
        if values is None:
            return NumbersReader(self._segment.numbers(field), column)
        return ValuesReader(values)

    def doc_field_length(self, document: int, field: str, default: int = 0) -> float:
        """The length of a field in words, as rounded."""
        if field not in self._lengths:
            found = self._segment.field(field)
            self._lengths[field] = [] if found is None else found.decoded_lengths().tolist()
        lengths = self._lengths[field]
        return (lengths[document] or default) if lengths else default

    def field_length(self, field: str) -> int:
        """The sum of a field's lengths, exact."""
        metas = self._segment.field_metas
        return metas[field].length if field in metas else 0

    def min_field_length(self, field: str) -> float:
        """The shortest there is."""
        return float(min(self._present(field), default=0))

    def max_field_length(self, field: str) -> float:
        """The longest there is."""
        return float(max(self._present(field), default=0))

    def _present(self, field: str) -> list[float]:
        self.doc_field_length(0, field)
        return [length for length in self._lengths[field] if length]

    def stored_fields(self, document: int) -> dict[str, Any]:
        """What was stored."""
        return self._segment.values(document)


class ValuesReader(whoosh_columns.ColumnReader):  # type: ignore[misc]
    """A column of texts: the values of a document joined by ``SEPARATOR``, as bytes."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._doccount = column.size

    def __getitem__(self, document: int) -> bytes:
        return SEPARATOR.join(self._column.row(document)).encode("utf-8", "surrogateescape")


class NumbersReader(whoosh_columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers."""

    def __init__(self, numbers: Any, column: Any) -> None:
        self._numbers = numbers.tolist()
        self._doccount = len(self._numbers)
        self._reverse = False
        self._is_bit = isinstance(column, whoosh_columns.BitColumn)

    def __getitem__(self, document: int) -> Any:
        value = self._numbers[document]
        return bool(value) if self._is_bit else value

    def sort_key(self, document: int) -> Any:
        """The number, negated when reversed."""
        value = self._numbers[document]
        return -value if self._reverse else value

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._reverse = True
