"""How sure it is that something is more, or less, frequent here than there.

T. Dunning: "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19.1, 1993.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.number[Any]]
Floats = NDArray[np.float64]


def likelihood(a: Numbers, size: Numbers | int, b: Numbers, other: Numbers | int) -> Floats:
    """G² of each value: ``a`` of ``size`` have it here, ``b`` of ``other`` there; negative where it is rarer here.

    >>> likelihood(np.array([10, 5]), 100, np.array([5, 10]), 100).round(2).tolist()
    [1.83, -1.83]
    """
    a, b = a.astype(np.float64), b.astype(np.float64)
    size, other = np.broadcast_to(size, a.shape), np.broadcast_to(other, a.shape)
    observed = np.stack([a, size - a, b, other - b])
    share = (a + b) / np.maximum(1, size + other)
    expected = np.stack([size * share, size * (1 - share), other * share, other * (1 - share)])
    terms = np.zeros_like(observed)
    # What is not there adds nothing: x ln x → 0.
    some = (observed > 0) & (expected > 0)
    np.log(observed / np.where(some, expected, 1), out=terms, where=some)
    total = 2 * (observed * terms).sum(axis=0)
    # Rounding may leave a trace below nought.
    signed: Floats = np.where(a * other < b * size, -1, 1) * np.maximum(total, 0)
    return signed
