"""One generation of the index, opened for reading: its segments as one space of documents.

Here is a term, give me its documents and what it tells of them; here is a document number, give me the
article, its facet values, its date. Opening maps files and reads nothing; everything is made when asked
for, and kept. A snapshot stays readable when the index moves on. Safe for many threads.

A segment's documents are numbered from its *base*, a multiple of 128, so that windows and bitmap words
never straddle two segments; numbers between two segments belong to no document and are not ``live``.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import seen
from index.article import Article
from index.errors import NotFound
from index.schema import FACETS, ROLL_UPS, TEXT_FIELDS
from index.segment.layout import SegmentFile
from index.segment.lengths import LENGTHS
from index.segment.postings import WINDOW, Field, weights_of, windows_of
from index.segment.segment import Segment
from index.segment.similarity import NEWS, Floats, Similarity
from index.shape import accent_field
from index.text import fold
from index.whoosh_index import open_segments
from index.whoosh_schema import article_of
from search.ancestry import Ancestry
from search.columns import ValueColumn
from search.copies import Copies
from search.dates import DateColumn
from search.docset import DocSet, Documents, distinct, nothing, of_documents, of_range, union
from search.forward import Forward
from search.place import Place
from search.term import Part, Term
from search.vocabulary import Vocabulary

# Terms remembered with their bitmaps and arrays: at a million documents some 64 MB.
_REMEMBERED_TERMS = 256
# Rounding of a mean length must not lower a bound.
_ROUNDING = 1 + 1e-6


class Snapshot:
    """An open generation. ``size`` counts document numbers, those of no document included."""

    def __init__(self, folder: Path, similarity: Similarity = NEWS) -> None:
        self.folder = folder
        self.similarity = similarity
        segments, self.manifest, self.generation, copies = open_segments(folder)
        self._seen = seen.opened(folder, self.manifest)
        self._arrange(segments, copies)

    @classmethod
    def of_segments(
        cls, segments: Sequence[tuple[Segment, NDArray[np.integer[Any]]]], similarity: Similarity = NEWS
    ) -> Snapshot:
        """Of segments and their deleted documents, without a folder."""
        self = cls.__new__(cls)
        self.similarity = similarity
        self._arrange(segments)
        return self

    def _arrange(
        self, segments: Sequence[tuple[Segment, NDArray[np.integer[Any]]]], copies: SegmentFile | None = None
    ) -> None:
        self.places: list[Place] = []
        base = 0
        for segment, _ in segments:
            self.places.append(Place(segment, base))
            base += windows_of(segment.size) * WINDOW
        self.size = base
        self._bases = [place.base for place in self.places]
        self.copies = Copies(copies, self.places, self.size)
        # Documents that count in frequencies and mean lengths: deleted ones do, as in Whoosh.
        self.documents = sum(place.segment.size for place in self.places)
        deleted = [base + d.astype(np.int32) for (_, d), base in zip(segments, self._bases, strict=True) if len(d)]
        self._deleted: Documents | None = np.concatenate(deleted) if deleted else None
        self._lock = threading.RLock()
        self._terms: OrderedDict[tuple[str, bytes], Term] = OrderedDict()
        self._factors: dict[tuple[str, bool], Floats] = {}
        self._columns: dict[str, ValueColumn] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._variants: dict[str, dict[str, list[str]]] = {}

    # --- documents

    @cached_property
    def live(self) -> DocSet:
        """The documents there are."""
        ranges = [of_range(p.base, p.base + p.segment.size, self.size) for p in self.places]
        every = union(ranges, self.size)
        return every if self._deleted is None else every - DocSet(self.size, documents=self._deleted)

    def place(self, document: int) -> tuple[Segment, int]:
        """The document's segment, and its number there."""
        segment, base = self.places[bisect_right(self._bases, document) - 1]
        return segment, document - base

    def id_of(self, document: int) -> str:
        """The article's id."""
        segment, number = self.place(document)
        column = segment.column("id")
        assert column is not None
        return column.values[column.ordinals.item(number)]

    def ids_of(self, documents: Documents) -> list[str]:
        """The articles' ids."""
        return [self.id_of(number) for number in documents.tolist()]

    def number(self, article_id: str) -> int:
        """The document number of that article; NotFound when there is none."""
        found = self.term("id", article_id.encode("utf-8", "surrogatepass")).documents
        if not found:
            message = f"aucun article n’a l’identifiant « {article_id[:100]} »"
            raise NotFound(message)
        return int(found.documents[-1])

    def article(self, document: int) -> Article:
        """The stored article, and of which text it is a near-copy."""
        article, group = article_of(self.stored(document)), self.copies.group(document)
        return replace(article, copies_of=self.id_of(int(group[0]))) if len(group) else article

    def versions(self, article_id: str) -> DocSet:
        """The article of that id and its near-copies; nothing when there is none."""
        try:
            document = self.number(article_id)
        except NotFound:
            return nothing(self.size)
        return of_documents(distinct(np.append(self.copies.group(document), np.int32(document))), self.size)

    def stored(self, document: int) -> dict[str, Any]:
        """What was stored of it."""
        segment, number = self.place(document)
        return segment.values(number)

    def times_of(self, documents: Documents) -> NDArray[np.float64]:
        """When each of these documents was published: seconds since 1970 by its own clock, -inf when undated."""
        found = np.empty(len(documents), np.float64)
        which = np.searchsorted(self._bases, documents, side="right") - 1
        for n in np.unique(which):
            here = which == n
            segment, base = self.places[n]
            found[here] = segment.times.take(documents[here] - base)
        return found

    @cached_property
    def first_seen(self) -> NDArray[np.int64]:
        """When the index first met each document's article: seconds since 1970, UTC; 0 for numbers of no document."""
        found = np.zeros(self.size, np.int64)
        for segment, base in self.places:
            found[base : base + segment.size] = self._seen.of(seen.keys_in(segment), seen.second_of(self.manifest))
        return found

    # --- columns

    def column(self, name: str) -> ValueColumn:
        """The column of a facet's field."""
        with self._lock:
            if name not in self._columns:
                self._columns[name] = ValueColumn(name, self.places, self.size, self.live)
            return self._columns[name]

    @cached_property
    def date_columns(self) -> dict[str, DateColumn]:
        """The date columns, by field."""
        return {f.column: DateColumn(self.column(f.column)) for f in FACETS if f.kind == "dates"}

    @cached_property
    def ancestries(self) -> dict[str, Ancestry]:
        """Where the values of each roll-up lie, by field."""
        return {r.column: Ancestry(self.column(r.column), self.article) for r in ROLL_UPS}

    # --- words

    @cached_property
    def forward(self) -> Forward:
        """Which words stand in a document, in their order."""
        return Forward(self)

    # --- terms

    def term(self, field: str, term: bytes) -> Term:
        """A term of a field; one without documents when there is none."""
        key = field, term
        with self._lock:
            known = self._terms.get(key)
            if known is not None:
                self._terms.move_to_end(key)
                return known
            found = self._terms[key] = Term(self._parts(field, term), self.size, self._live_if_needed)
            if len(self._terms) > _REMEMBERED_TERMS:
                self._terms.popitem(last=False)
            return found

    @property
    def _live_if_needed(self) -> DocSet | None:
        return None if self._deleted is None else self.live

    def _parts(self, field: str, term: bytes) -> list[Part]:
        parts = []
        for segment, base in self.places:
            found = segment.field(field)
            number = -1 if found is None else found.terms.find(term)
            if found is not None and number >= 0:
                parts.append(self.part(found, number, base))
        return parts

    def part(self, field: Field, number: int, base: int) -> Part:
        """A term of a segment's field, with what is needed to score it."""
        meta = field.meta
        stretch = None
        if (meta.k1, meta.b) == (self.similarity.k1, self.similarity.b):
            stretch = max(1.0, self.average_length(field.name) / max(meta.average, 1e-9) * _ROUNDING)
        return Part(field, number, base, self.factor_table(field), stretch)

    def factor_table(self, field: Field) -> Floats:
        """BM25's factor by weight and length code, for a field of a segment."""
        key = field.name, field.meta.graded
        found = self._factors.get(key)
        if found is None:
            average = self.average_length(field.name)
            found = self._factors[key] = self.similarity.table(weights_of(field.meta), average)
        return found

    def fields(self, name: str) -> list[tuple[Field, int]]:
        """The field in each segment that has it, with the segment's base."""
        found = ((place.segment.field(name), place.base) for place in self.places)
        return [(field, base) for field, base in found if field is not None]

    def document_frequency(self, field: str, term: str) -> int:
        """In how many documents the term stands, deleted ones included (as Whoosh counts)."""
        return self.term(field, term.encode("utf-8", "surrogatepass")).frequency

    @cached_property
    def _averages(self) -> dict[str, float]:
        return {}

    def average_length(self, field: str) -> float:
        """Mean number of words of the field over all documents, those without it included."""
        if field not in self._averages:
            total = sum(found.meta.length for found, _ in self.fields(field))
            self._averages[field] = total / max(1, self.documents)
        return self._averages[field]

    @cached_property
    def words(self) -> NDArray[np.float32]:
        """How many words each document has in all its texts: as exact as the lengths in the index, to 2.5 % a field."""
        found = np.zeros(self.size, np.float32)
        for text in TEXT_FIELDS:
            for field, base in self.fields(text.name):
                found[base : base + field.size] += LENGTHS[field.lengths]
        return found

    def vocabulary(self, field: str) -> Vocabulary:
        """All terms of the field."""
        with self._lock:
            if field not in self._vocabularies:
                self._vocabularies[field] = Vocabulary([found.terms for found, _ in self.fields(field)])
            return self._vocabularies[field]

    def accented(self, field: str, word: str) -> list[str]:
        """The accented words of the field that fold to this word."""
        with self._lock:
            if field not in self._variants:
                variants: dict[str, list[str]] = {}
                for accented in self.vocabulary(accent_field(field)).words:
                    variants.setdefault(fold(accented), []).append(accented)
                self._variants[field] = variants
            return self._variants[field].get(fold(word), [])
