"""One generation of the index, opened for reading: the only place in ``search/`` that knows Whoosh.

Here is a term, give me its postings as arrays; here is a document number, give me the article, its
facet values, its date. Everything an open snapshot needs stays readable when the index moves on.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.entities.calendar import first_day
from index.errors import IndexDamaged, NotFound
from index.schema import FACETS, Facet
from index.text import fold
from index.whoosh_index import open_reader
from index.whoosh_schema import SEPARATOR, accent_field, article_of
from search.columns import Mask, ValueColumn
from search.dates import DateColumn
from search.spellings import merged
from search.vocabulary import Vocabulary

Floats = NDArray[np.float32]
Documents = NDArray[np.int32]

# 16 million cached postings are 128 MB: every word of a corpus of 30,000 articles.
_CACHED_POSTINGS = 16_000_000


class Postings:
    """The documents of a term, ascending, and its weight in each (frequency × field boost)."""

    __slots__ = ("documents", "weights")

    def __init__(self, documents: Documents, weights: Floats) -> None:
        self.documents = documents
        self.weights = weights


class Snapshot:
    """An open generation. ``size`` counts document numbers, deleted ones included; ``live`` marks
    the others. Whoosh's files have one reading position each, so a lock guards them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._reader, self.manifest, self.generation = open_reader(folder)
        self._leaves: list[tuple[Any, int]] = list(self._reader.leaf_readers())
        self.size: int = self._reader.doc_count_all()
        self.live = self._live()
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self._lengths: dict[str, Floats] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._variants: dict[str, dict[str, list[str]]] = {}
        try:
            self._columns = {facet.column: self._column(facet) for facet in FACETS}
            self.ids = self._strings("id")
        except Exception as error:
            message = f"{folder}: the columns of the index cannot be read ({error}); re-index it"
            raise IndexDamaged(message) from error
        self.times = np.array([_timestamp(p) for p in self._strings("published")], np.float64)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    # --- documents

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The document number of each article id."""
        return {self.ids[n]: int(n) for n in np.flatnonzero(self.live)}

    @cached_property
    def sorted_ids(self) -> list[str]:
        """The ids of all documents in order."""
        return sorted(self.ids)

    @cached_property
    def id_rank(self) -> NDArray[np.int32]:
        """Each document's place in the order of ids, which breaks all ties."""
        rank = np.empty(self.size, np.int32)
        rank[np.array(sorted(range(self.size), key=self.ids.__getitem__), np.int64)] = np.arange(self.size)
        return rank

    def number(self, article_id: str) -> int:
        """The document number of that article; NotFound when there is none."""
        try:
            return self.number_of[article_id]
        except KeyError:
            message = f"aucun article n’a l’identifiant « {article_id[:100]} »"
            raise NotFound(message) from None

    def article(self, document: int) -> Article:
        """The stored article."""
        return article_of(self.stored(document))

    def stored(self, document: int) -> dict[str, Any]:
        """Whoosh's stored fields."""
        with self._lock:
            found: dict[str, Any] = self._reader.stored_fields(document)
        return found

    # --- columns

    def column(self, name: str) -> ValueColumn:
        """The column of a facet's field."""
        return self._columns[name]

    @cached_property
    def date_columns(self) -> dict[str, DateColumn]:
        """The date columns, by field."""
        return {f.column: DateColumn(self._columns[f.column]) for f in FACETS if f.kind == "dates"}

    def _column(self, facet: Facet) -> ValueColumn:
        """A deleted article has no values: what only it had is in no list and widens no span of time."""
        rows: list[list[str]] = [
            [value for value in joined.split(SEPARATOR) if value] if alive else []
            for joined, alive in zip(self._strings(facet.column), self.live, strict=True)
        ]
        if facet.column == "published":
            rows = [[value[:10] for value in row] for row in rows]
        column = ValueColumn.of_rows(rows)
        return merged(column) if facet.kind == "values" else column

    def _strings(self, name: str) -> list[str]:
        """The column's string of every document, "" where there is none."""
        strings: list[str] = []
        with self._lock:
            for leaf, _ in self._leaves:
                count = leaf.doc_count_all()
                if leaf.has_column(name):
                    values = leaf.column_reader(name)
                    strings += [values[n] for n in range(count)]
                else:
                    strings += [""] * count
        return strings

    def _live(self) -> Mask:
        live = np.ones(self.size, np.bool_)
        for leaf, base in self._leaves:
            if leaf.has_deletions():
                for n in range(leaf.doc_count_all()):
                    live[base + n] = not leaf.is_deleted(n)
        return live

    # --- terms

    def postings(self, field: str, term: str) -> Postings:
        """The postings of a term in a field, deleted documents left out; empty when it has none."""
        key = field, term
        with self._lock:
            known = self._cache.get(key)
            if known is not None:
                self._cache.move_to_end(key)
                return known
            found = self._read_postings(field, term)
            self._cache[key] = found
            self._cached += len(found.documents) + 1
            while self._cached > _CACHED_POSTINGS and len(self._cache) > 1:
                _, dropped = self._cache.popitem(last=False)
                self._cached -= len(dropped.documents) + 1
            return found

    def _read_postings(self, field: str, term: str) -> Postings:
        documents: list[int] = []
        weights: list[float] = []
        for leaf, base in self._leaves:
            if (field, term) not in leaf:
                continue
            matcher = leaf.postings(field, term)
            while matcher.is_active():
                documents.append(base + matcher.id())
                weights.append(matcher.weight())
                matcher.next()
        return Postings(np.array(documents, np.int32), np.array(weights, np.float32))

    def positions(self, field: str, term: str, documents: Documents) -> list[list[int]]:
        """The positions of a term in each of these documents, which must be ascending and hold it."""
        found: list[list[int]] = []
        with self._lock:
            for leaf, base in self._leaves:
                inside = documents[(documents >= base) & (documents < base + leaf.doc_count_all())]
                if not len(inside):
                    continue
                matcher = leaf.postings(field, term)
                for document in inside:
                    matcher.skip_to(int(document) - base)
                    found.append(list(matcher.value_as("positions")))
        return found

    def document_frequency(self, field: str, term: str) -> int:
        """In how many documents the term stands, deleted ones included (as Whoosh counts)."""
        with self._lock:
            return int(self._reader.doc_frequency(field, term))

    def lengths(self, field: str) -> Floats:
        """The number of words of the field in each document, as Whoosh rounds it."""
        with self._lock:
            if field not in self._lengths:
                self._lengths[field] = self._read_lengths(field)
            return self._lengths[field]

    def _read_lengths(self, field: str) -> Floats:
        lengths = [leaf.doc_field_length(n, field, 0) for leaf, _ in self._leaves for n in range(leaf.doc_count_all())]
        return np.array(lengths, np.float32)

    def average_length(self, field: str) -> float:
        """Mean number of words of the field over all documents, those without it included."""
        with self._lock:
            return float(self._reader.field_length(field)) / max(1, self.size)

    def vocabulary(self, field: str) -> Vocabulary:
        """All terms of the field."""
        with self._lock:
            if field not in self._vocabularies:
                words = [term.decode("utf-8") for term in self._reader.lexicon(field)]
                self._vocabularies[field] = Vocabulary(sorted(words))
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


def _timestamp(published: str) -> float:
    """Seconds since 1970 for sorting; -inf when undated, the first instant when imprecise or when its
    time of day is none (a leap second: 23:59:60)."""
    if not published:
        return float("-inf")
    moment = dt.datetime.combine(first_day(published[:10]), dt.time())
    if len(published) > 10:
        with suppress(ValueError):
            moment = dt.datetime.fromisoformat(published)
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()
