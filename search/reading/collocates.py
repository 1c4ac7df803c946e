"""Collocates: the words that stand near a node more often than chance would have it.

Counted for each place beside the node, from the third word before it to the third after. A word counts once a line in
``lines``, however often it stands near that node; so a collocate's number is how many lines it alone would leave.

Measures, over the words of the whole index as what chance has to draw from:

- log-likelihood (Dunning: "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics
  19.1, 1993): how sure the attraction is; above 10.83 with p < .001. Negative where the word stands there less often than
  by chance.
- logDice (Rychlý: "A Lexicographer-Friendly Association Score", RASLAN 2008): how close the two are, 14 at most, whatever
  the size of the corpus.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from search.lexicon import NO_WORD, Lexicon, Numbers
from search.reading.likelihood import likelihood

Measure = Literal["likelihood", "dice", "count"]
MEASURES: tuple[Measure, ...] = ("likelihood", "dice", "count")
SPAN = 3
"""Words to each side of a node that are near it."""

# Met once, a word near another tells nothing.
_FEWEST = 2

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the nodes, folded, and as it is mostly ``written``: in how many ``lines``; ``at`` how often at each
    place (L3, L2, L1, R1, R2, R3); ``frequency`` in the whole index."""

    word: str
    written: str
    lines: int
    at: tuple[int, ...]
    frequency: int
    likelihood: float
    dice: float

    @property
    def left(self) -> int:
        """How often before the node."""
        return sum(self.at[:SPAN])

    @property
    def right(self) -> int:
        """How often after it."""
        return sum(self.at[SPAN:])


@dataclass(frozen=True, slots=True)
class Counted:
    """All words near the nodes, by number: see ``Collocate``."""

    words: Numbers
    lines: NDArray[np.int64]
    at: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    likelihood: Scores
    dice: Scores

    def order(self, measure: Measure, most: int | None) -> NDArray[np.int64]:
        """The rows with the highest measure, highest first; alphabetically where it is equal. What was met once is left
        out where anything was met more often."""
        often = np.flatnonzero(self.lines >= min(_FEWEST, int(self.lines.max(initial=1))))
        scores: Any = {"likelihood": self.likelihood, "dice": self.dice, "count": self.lines}[measure]
        ranked: NDArray[np.int64] = often[np.argsort(-scores[often], kind="stable")][:most]
        return ranked


def count(near: Numbers, lexicon: Lexicon) -> Counted:
    """Count the words near nodes: ``near`` has a row a place, a column a node; 0 where a text begins or ends."""
    size = len(lexicon)
    at = np.array([np.bincount(row, minlength=size) for row in near], np.int64)
    once = at.sum(axis=0)
    for n in range(1, len(near)):
        again = (near[n] == near[:n]).any(axis=0)
        once -= np.bincount(near[n][again], minlength=size)
    once[NO_WORD] = 0
    words = np.flatnonzero(once).astype(np.uint32)
    lines, frequencies = once[words], lexicon.frequencies[words]
    together = lines.astype(np.float64)
    return Counted(
        words,
        lines,
        at[:, words],
        frequencies,
        _likelihood(together, frequencies, int(lines.sum()), lexicon.total),
        dice(together, frequencies, near.shape[1]),
    )


def _likelihood(together: Scores, frequencies: NDArray[np.int64], near: int, total: int) -> Scores:
    """The log-likelihood of words that stand ``together`` times among the ``near`` words of nodes, and ``frequencies``
    times among all.

    >>> _likelihood(np.array([30.0]), np.array([50]), 1000, 100_000).round(2)
    array([210.3])
    """
    # A word may stand beside two nodes: then it is counted more often than it is there.
    away = np.maximum(frequencies - together, 0)
    return likelihood(together, np.maximum(near, together), away, np.maximum(total - near, away))


def dice(together: Scores, frequencies: NDArray[np.int64], nodes: int) -> Scores:
    """Rychlý's logDice of words that stand near ``nodes`` nodes.

    >>> dice(np.array([50.0]), np.array([50]), 50)
    array([14.])
    """
    found: Scores = 14 + np.log2(2 * together / (frequencies + nodes))
    return found
