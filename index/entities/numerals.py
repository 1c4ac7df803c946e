"""Roman numerals: centuries and districts are counted in them."""

from __future__ import annotations

from itertools import pairwise

_VALUES = {"i": 1, "v": 5, "x": 10}


def roman(word: str) -> int:
    """The number a folded Roman numeral stands for.

    >>> roman("xix"), roman("xvi")
    (19, 16)
    """
    values = [_VALUES[sign] for sign in word]
    return sum(-value if value < following else value for value, following in pairwise([*values, 0]))
