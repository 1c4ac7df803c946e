"""BM25: how much a posting tells, from its weight and the length of its field.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. A weight is a
frequency, multiplied by boosts. Weights and lengths are bytes in a segment, so all scores of a field
are one table of 256 × 256 numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.segment.lengths import LENGTHS

Floats = NDArray[np.float32]

# Weights that are no plain frequencies, as multiples of the field's boost: 3 % from one to the next.
_SMALLEST, _LARGEST = 0.25, 1024.0
GRADED: Floats = np.concatenate([[0.0], np.geomspace(_SMALLEST, _LARGEST, 255)]).astype(np.float32)
PLAIN: Floats = np.arange(256, dtype=np.float32)
_BOUNDS = np.sqrt(GRADED[1:-1].astype(np.float64) * GRADED[2:])


def graded(weights: NDArray[np.floating]) -> NDArray[np.uint8]:
    """The nearest codes in ``GRADED`` of positive weights, by their ratio."""
    return (np.searchsorted(_BOUNDS, weights) + 1).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Similarity:
    """BM25's two parameters: how fast repetition saturates, how much length counts."""

    k1: float
    b: float

    def table(self, weights: Floats, average_length: float) -> Floats:
        """The factor of each pair of codes, as ``table[weight code * 256 + length code]``: the score
        without rarity."""
        lengths = LENGTHS / max(average_length, 1e-9)
        w = weights.astype(np.float64)[:, None]
        with np.errstate(invalid="ignore"):
            factors = (self.k1 + 1) * w / (w + self.k1 * ((1 - self.b) + self.b * lengths.astype(np.float64)))
        return np.nan_to_num(factors).astype(np.float32).reshape(-1)


# Measured on 3,000 titles searched in 34,139 bodies: (0.9, 0.4) beats the usual (1.2, 0.75) by
# .02 MRR@10. It is also what Anserini found best for short queries on news (Robust04).
NEWS = Similarity(0.9, 0.4)


def idf(document_count: int, document_frequency: int) -> float:
    """Lucene's inverse document frequency, never negative: log(1 + (N − n + ½) / (n + ½))."""
    return math.log1p((document_count - document_frequency + 0.5) / (document_frequency + 0.5))
