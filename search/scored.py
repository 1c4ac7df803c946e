"""Queries as they are evaluated: which documents are found, what each scores, how much a window can score.

A node answers three questions, each only when asked and then remembered: ``found``, ``scores`` of some
documents, and ``bounds``, the most that any document of a window can score (``search.best`` uses it to
leave out nearly all of them). Scores are sums of float32 in the order of the query, so that a bound,
summed in the same order, is never below a score.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property, reduce

import numpy as np

from index.segment.postings import windows_of
from search.docset import DocSet, Documents, nothing, union
from search.scratch import Floats
from search.term import Term


class Scored(ABC):
    """A part of a query. ``constant`` is what every found document scores, None when they differ."""

    constant: float | None = None

    @property
    @abstractmethod
    def found(self) -> DocSet:
        """The documents found; deleted ones never are."""

    @abstractmethod
    def scores(self, documents: Documents) -> Floats:
        """What each of these ascending documents scores; 0 where it is not found."""

    @property
    @abstractmethod
    def bounds(self) -> Floats:
        """The most a document of each window can score."""

    def split(self) -> tuple[list[OfTerm], list[Scored]]:
        """The parts whose scores add up to its own: terms that are lists, and what else; a boost left out."""
        return [], [self]


class Fixed(Scored):
    """A set of documents that all score the same."""

    def __init__(self, found: DocSet, score: float) -> None:
        self._found = found
        self.constant = score

    @property
    def found(self) -> DocSet:
        """The set."""
        return self._found

    def scores(self, documents: Documents) -> Floats:
        """The score, in the set."""
        if not self.constant:
            return np.zeros(len(documents), np.float32)
        return self._found.has(documents) * np.float32(self.constant)

    @cached_property
    def bounds(self) -> Floats:
        """The score, everywhere."""
        return np.full(windows_of(self._found.size), self.constant, np.float32)


class OfTerm(Scored):
    """A term; ``weight`` is its rarity times its boost."""

    def __init__(self, term: Term, weight: float) -> None:
        self.term = term
        self._weight = np.float32(weight)

    @property
    def found(self) -> DocSet:
        """Where it stands."""
        return self.term.documents

    def scores(self, documents: Documents) -> Floats:
        """Its weight times its factor there."""
        return self.term.factors(documents) * self._weight

    def split(self) -> tuple[list[OfTerm], list[Scored]]:
        """Itself."""
        return ([self], []) if self.term.is_listed else ([], [self])

    def everywhere(self) -> tuple[Documents, Floats]:
        """All documents of a list, and what it scores there."""
        documents, factors = self.term.everywhere
        return documents, factors * self._weight

    @cached_property
    def bounds(self) -> Floats:
        """Its weight times its highest factor."""
        return self.term.bounds * self._weight


class AnyOf(Scored):
    """Documents of any part; the scores of parts add up."""

    def __init__(self, parts: Sequence[Scored], boost: float, size: int) -> None:
        self.parts, self._boost, self._size = parts, np.float32(boost), size

    @cached_property
    def found(self) -> DocSet:
        """All of theirs."""
        return union([part.found for part in self.parts], self._size) if self.parts else nothing(self._size)

    def split(self) -> tuple[list[OfTerm], list[Scored]]:
        """Its parts."""
        return _split(self) if self._boost == 1 else super().split()

    def scores(self, documents: Documents) -> Floats:
        """The sum."""
        return _sum([part.scores(documents) for part in self.parts]) * self._boost

    @cached_property
    def bounds(self) -> Floats:
        """The sum of theirs."""
        return _sum([part.bounds for part in self.parts]) * self._boost


class AllOf(Scored):
    """Documents of all parts; the scores of parts add up."""

    def __init__(self, parts: Sequence[Scored], boost: float) -> None:
        self.parts, self._boost = parts, np.float32(boost)

    @cached_property
    def found(self) -> DocSet:
        """Those they share; the smallest first, so that sets never grow."""
        return reduce(DocSet.__and__, sorted((part.found for part in self.parts), key=len))

    def split(self) -> tuple[list[OfTerm], list[Scored]]:
        """Its parts."""
        return _split(self) if self._boost == 1 else super().split()

    def scores(self, documents: Documents) -> Floats:
        """The sum, where all are."""
        total = _sum([part.scores(documents) for part in self.parts]) * self._boost
        return _within(self.found, documents, total)

    @cached_property
    def bounds(self) -> Floats:
        """The sum of theirs."""
        return _sum([part.bounds for part in self.parts]) * self._boost


class Best(Scored):
    """Documents of any part, each scoring what its best part does."""

    def __init__(self, parts: Sequence[Scored], boost: float, size: int) -> None:
        self.parts, self._boost, self._size = parts, np.float32(boost), size

    @cached_property
    def found(self) -> DocSet:
        """All of theirs."""
        return union([part.found for part in self.parts], self._size)

    def scores(self, documents: Documents) -> Floats:
        """The highest."""
        return reduce(np.maximum, [part.scores(documents) for part in self.parts]) * self._boost

    @cached_property
    def bounds(self) -> Floats:
        """The highest of theirs."""
        return reduce(np.maximum, [part.bounds for part in self.parts]) * self._boost


class Within(Scored):
    """What a part scores, for a choice of its documents only (without some, or those of another part)."""

    def __init__(self, part: Scored, found: DocSet) -> None:
        self._part, self._found = part, found
        self.constant = part.constant

    @property
    def found(self) -> DocSet:
        """The choice."""
        return self._found

    def split(self) -> tuple[list[OfTerm], list[Scored]]:
        """The part's."""
        return self._part.split()

    def scores(self, documents: Documents) -> Floats:
        """The part's score, in the choice."""
        return _within(self._found, documents, self._part.scores(documents))

    @property
    def bounds(self) -> Floats:
        """The part's."""
        return self._part.bounds


class Perhaps(Scored):
    """The documents of one part; where another has them too, its score is added."""

    def __init__(self, part: Scored, extra: Scored) -> None:
        self._part, self._extra = part, extra

    @property
    def found(self) -> DocSet:
        """The first part's."""
        return self._part.found

    def scores(self, documents: Documents) -> Floats:
        """The sum, where the first is."""
        total = self._part.scores(documents) + self._extra.scores(documents)
        return _within(self.found, documents, total)

    @cached_property
    def bounds(self) -> Floats:
        """The sum."""
        return self._part.bounds + self._extra.bounds


def _within(found: DocSet, documents: Documents, scores: Floats) -> Floats:
    """The scores of those that are found, 0 for the others."""
    if found.are(documents):
        return scores
    return np.where(found.has(documents), scores, np.float32(0))


def _split(node: AnyOf | AllOf) -> tuple[list[OfTerm], list[Scored]]:
    listed: list[OfTerm] = []
    others: list[Scored] = []
    for part in node.parts:
        if isinstance(part, OfTerm):
            (listed if part.term.is_listed else others).append(part)
        else:
            others.append(part)
    return listed, others


def _sum(arrays: Sequence[Floats]) -> Floats:
    return reduce(np.add, arrays)
