"""Evaluates Whoosh's query trees on a snapshot's arrays: the fast path, equal to Whoosh's own in hits and scores.

``Executor.run`` makes of a query what answers ``found``, ``scores`` and ``bounds`` (``search.scored``).
Held to Whoosh's own evaluation by ``tests/search/test_search_conformance.py``.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as wq

from index.segment.postings import Field
from index.segment.similarity import idf
from search import phrase
from search.budget import Budget
from search.docset import DocSet, nothing, of_unsorted, union
from search.occurrences import KeySpace, Word
from search.scored import AllOf, AnyOf, Best, Fixed, OfTerm, Perhaps, Scored, Within
from search.snapshot import Snapshot
from search.term import Term, in_segment
from search.whoosh_queries import Chosen, Terms, Unscored

Numbers = Callable[[Field], NDArray[np.int64]]
"""Of a segment's field, the terms meant: their numbers, ascending."""


class NotSupported(ValueError):
    """A kind of Whoosh query that the fast path does not know."""


class Executor:
    """Evaluates queries on one snapshot."""

    def __init__(self, snapshot: Snapshot, budget: Budget) -> None:
        self.snapshot = snapshot
        self.budget = budget
        self._size = snapshot.size

    def run(self, query: wq.Query) -> Scored:
        """The query, ready to answer. NotSupported for kinds it does not know."""
        self.budget.check()
        match query:
            case wq.Term():
                return self._term(query)
            case wq.And() | wq.Or() | wq.DisjunctionMax():
                return self._compound(query)
            case wq.AndNot() | wq.Require() | wq.AndMaybe():
                return self._pair(query)
            case wq.Not():
                return Fixed(self.snapshot.live - self.run(query.query).found, 1.0)
            case wq.Phrase():
                return self._phrase(query)
            case wq.FuzzyTerm():
                return self._fuzzy(query)
            case wq.ConstantScoreQuery():
                return Fixed(self.run(query.child).found, query.score)
            case Unscored():
                return Fixed(self.run(query.child).found, 0.0)
            case Chosen():
                return Fixed(query.found & self.snapshot.live, 0.0)
            case wq.Every(fieldname=None):
                return Fixed(self.snapshot.live, query.boost)
            case _ if query is wq.NullQuery:
                return self._nothing()
            case _:
                return Fixed(self._union(query.fieldname, _numbers(query)), query.boost)

    def _nothing(self) -> Scored:
        return Fixed(nothing(self._size), 0.0)

    def term(self, field: str, text: str | bytes) -> Term:
        """A term as the field's arrays have it."""
        encoded = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return self.snapshot.term(field, encoded)

    def _scored(self, term: Term, boost: float) -> Scored:
        return OfTerm(term, idf(self.snapshot.documents, term.frequency) * boost)

    # --- one function a kind of query

    def _term(self, query: Any) -> Scored:
        term = self.term(query.fieldname, query.text)
        if all(part.field.meta.length == 0 for part in term.parts):
            # A field of whole values has no lengths: Whoosh scores it by its weight alone.
            return Fixed(term.documents, query.boost)
        return self._scored(term, query.boost)

    def _compound(self, query: Any) -> Scored:
        parts = [self.run(part) for part in query.subqueries]
        if len(parts) < 2:
            # Whoosh too leaves out the boost around a single part.
            return parts[0] if parts else self._nothing()
        match query:
            case wq.And():
                return AllOf(parts, query.boost)
            case wq.Or():
                return AnyOf(parts, query.boost, self._size)
            case _:
                return Best(parts, query.boost, self._size)

    def _pair(self, query: Any) -> Scored:
        part, other = self.run(query.a), self.run(query.b)
        match query:
            case wq.AndNot():
                return Within(part, part.found - other.found)
            case wq.Require():
                return Within(part, part.found & other.found)
            case _:
                return Perhaps(part, other)

    def _phrase(self, query: Any) -> Scored:
        terms = [self.term(query.fieldname, word) for word in query.words]
        if not terms:
            return self._nothing()
        space = KeySpace(terms, len(terms) + query.slop, self._size)
        words = [Word(space, term) for term in terms]
        found = phrase.documents(words, query.slop - 1, space, self.budget)
        return Within(AnyOf([self._scored(term, 1.0) for term in terms], query.boost, self._size), found)

    # --- many terms

    def _union(self, field: str, numbers: Numbers) -> DocSet:
        """The documents of any of the terms meant."""
        sets: list[DocSet] = []
        for found, base in self.snapshot.fields(field):
            self.budget.check()
            sets += _documents_of(found, numbers(found), base, self._size)
        return union(sets, self._size) & self.snapshot.live

    def _fuzzy(self, query: Any) -> Scored:
        """Whoosh counts insertions, deletions and replacements, and wants the first letters right."""
        start = query.text[: query.prefixlength]
        near = self.snapshot.vocabulary(query.fieldname).near(query.text, query.maxdist, swaps=False)
        return self.run(Terms(query.fieldname, (word for word, _ in near if word.startswith(start))))


def _numbers(query: Any) -> Numbers:
    """Which terms a query means that stands for many."""
    match query:
        case wq.Every():
            return lambda field: np.arange(len(field.terms))
        case wq.Prefix():
            return lambda field: np.arange(*field.terms.prefix_range(query.text.encode()))
        case wq.Wildcard():
            return lambda field: _matching(field, query.text)
        case wq.TermRange():
            return lambda field: _in_range(field, query)
        case Terms():
            return lambda field: _known(field, query.words)
        case _:
            message = f"{type(query).__name__} cannot be evaluated"
            raise NotSupported(message)


def _matching(field: Field, pattern: str) -> NDArray[np.int64]:
    """The terms that a pattern describes, as ``fnmatch`` reads it."""
    start = re.split(r"[*?\[]", pattern, maxsplit=1)[0].encode()
    wanted = re.compile(fnmatch.translate(pattern))
    first, end = field.terms.prefix_range(start)
    words = field.terms.between(first, end)
    return np.array(
        [n for n, word in enumerate(words, first) if wanted.match(word.decode("utf-8", "replace"))], np.int64
    )


def _in_range(field: Field, query: Any) -> NDArray[np.int64]:
    """The terms from one to another; None is open."""
    first = 0 if query.start is None else _bound(field, query.start, after=query.startexcl)
    end = len(field.terms) if query.end is None else _bound(field, query.end, after=not query.endexcl)
    return np.arange(first, end)


def _known(field: Field, words: tuple[str, ...]) -> NDArray[np.int64]:
    """Those of the words that the field has."""
    found = np.unique(np.array([field.terms.find(word.encode("utf-8", "surrogatepass")) for word in words], np.int64))
    return found[found >= 0]


def _bound(field: Field, text: str | bytes, *, after: bool) -> int:
    """The number of the first term that is not before ``text``, or not before what comes after it."""
    encoded = text.encode() if isinstance(text, str) else text
    return field.terms.lower_bound(encoded + b"\0" if after else encoded)


def _documents_of(field: Field, terms: NDArray[np.int64], base: int, size: int) -> list[DocSet]:
    """The documents of some terms of a segment: the dense ones by their bitmaps, the others all at once."""
    if not len(terms):
        return []
    first, end = int(terms[0]), int(terms[-1]) + 1
    if end - first == len(terms):
        dense = field.dense_between(first, end)
        documents = field.listed(first, end)
    else:
        is_dense = np.isin(terms, field.dense)
        dense = terms[is_dense].tolist()
        documents = field.listed_of(terms[~is_dense])
    sets = [of_unsorted(documents + np.int32(base), size)]
    return sets + [in_segment(field, term, base, size) for term in dense]
