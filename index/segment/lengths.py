"""Lengths of fields in one byte: exact to 64 words, then in steps of 5 %.

A length only ever divides a frequency in BM25, where 5 % change a score by less than 1 %.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# A book of a million words; what is longer counts as this.
_LONGEST = 1 << 20
_EXACT = 64

_steps = np.geomspace(_EXACT, _LONGEST, 256 - _EXACT)
LENGTHS: NDArray[np.float32] = np.round(np.concatenate([np.arange(_EXACT), _steps])).astype(np.float32)
"""The length that each code stands for; code 0: the field is empty."""

_BOUNDS = ((LENGTHS[1:] + LENGTHS[:-1]) / 2).astype(np.float64)


def encoded(lengths: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.uint8]:
    """The codes of these lengths: the nearest."""
    return np.searchsorted(_BOUNDS, lengths, side="left").astype(np.uint8)
