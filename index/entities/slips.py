"""Slips of the pen: whether two spellings are one letter apart.

Useful for: names misspelt in an article, or by one source of many. Not for: queries; see ``search``.
"""

from __future__ import annotations


def are_one_letter_apart(one: str, other: str, *, swaps: bool = False) -> bool:
    """Whether one letter added, left out or changed makes them equal (an edit distance of at most 1); with
    ``swaps``, or two neighbours that have changed places.

    >>> are_one_letter_apart("dany", "danny"), are_one_letter_apart("abu", "aub"), are_one_letter_apart("abu", "aub", swaps=True)
    (True, False, True)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[same:], other[same:]
    swapped = swaps and len(rest) > 1 and rest[1::-1] + rest[2:] == others
    return swapped or rest[1:] == others[1:] or rest == others[1:] or rest[1:] == others
