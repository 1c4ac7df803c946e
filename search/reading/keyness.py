"""Which values and words are distinctive of a set of articles against another.

Everything is counted in articles: of the ``size`` articles of a set, ``count`` have the value. ``Keyness`` says how a set is
compared, ``values`` and ``words`` what stands out in it. Useful for: telling persons, places, words of any set of documents.
Not for: what is frequent in it (``ValueColumn.top``), nor how often a word occurs.

Sure of it? The log-likelihood ratio G² (T. Dunning: "Accurate Methods for the Statistics of Surprise and Coincidence",
Computational Linguistics 19, 1993), over all four cells of the table. How much more? The log ratio, the binary logarithm of
one share over the other (A. Hardie: "Log Ratio: an informal introduction", 2014): 1 is twice as often, 2 four times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from search.docset import DocSet
from search.reading.likelihood import likelihood
from search.reading.stopwords import tells
from search.reading.words import words_of
from search.snapshot import Snapshot

LEAST_LIKELIHOOD = 15.13
"""G² of chance in one of 10,000 values (χ², one degree of freedom): thousands are looked at together."""
MINIMUM = 3
"""In fewer articles than this a value is an accident."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Key:
    """A value that is distinctive of a set: ``count`` of its articles and ``reference`` of those compared with have it;
    ``likelihood`` is G², ``ratio`` the log ratio."""

    value: str
    count: int
    reference: int
    likelihood: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Keyness:
    """``documents`` against ``reference``: another set (articles in both count in both), or None for all other articles.
    At most ``limit`` values in at least ``minimum`` of the documents."""

    snapshot: Snapshot
    documents: DocSet
    reference: DocSet | None = None
    limit: int = 20
    minimum: int = MINIMUM

    def values(self, column: str) -> list[Key]:
        """The distinctive values of a column (``persons``, ``places``, ``section``, ``source`` …), the surest first."""
        found = self.snapshot.column(column)
        everything = found.totals if self._is_whole else found.count(self.snapshot.live)
        other = everything if self.reference is None else found.count(self.reference)
        return list(islice(self._keys(found.count(self.documents), other, found.value), self.limit))

    def words(self) -> list[Key]:
        """The distinctive words, as newspapers write them, each in its commonest form for all that share its stem; without
        little words, numbers, compounds. Searching the word finds just these articles."""
        words = words_of(self.snapshot)
        other = words.totals if self.reference is None else words.count(self.reference)

        def written(number: int) -> str:
            return words.written(self.snapshot, number) if tells(words.stems[number]) else ""

        return list(islice(self._keys(words.count(self.documents), other, written), self.limit))

    def _keys(self, counts: Ints, other: Ints, name: Callable[[int], str]) -> Iterator[Key]:
        """The values whose numbers count, by falling likelihood; those without a name are left out."""
        size = self.documents.count
        if self.reference is None:
            other, other_size = other - counts, self.snapshot.live.count - size
        else:
            other_size = self.reference.count
        numbers = np.flatnonzero(counts >= max(1, self.minimum))
        a, b = counts[numbers], other[numbers]
        sure = likelihood(a, size, b, other_size)
        ratios = log_ratio(a, size, b, other_size)
        # Stable: equals stay in the order of their numbers, which is the alphabet's.
        for n in np.argsort(-sure, kind="stable").tolist():
            if sure[n] < LEAST_LIKELIHOOD:
                return
            if shown := name(int(numbers[n])):
                yield Key(shown, int(a[n]), int(b[n]), round(float(sure[n]), 2), round(float(ratios[n]), 2))

    @property
    def _is_whole(self) -> bool:
        return self.snapshot.live.count == self.snapshot.documents


def log_ratio(a: Ints, size: int, b: Ints, other: int) -> Floats:
    """The binary logarithm of share over share; where there is none, half an article stands for it (Hardie 2014).

    >>> log_ratio(np.array([20, 4]), 100, np.array([5, 0]), 100).tolist()
    [2.0, 3.0]
    """
    share = np.maximum(a, 0.5) / max(1, size)
    other_share = np.maximum(b, 0.5) / max(1, other)
    ratio: Floats = np.log2(share / other_share)
    return ratio
