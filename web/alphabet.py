"""A–Z for a long list of values: on which page each letter begins."""

from __future__ import annotations

from collections.abc import Iterable

from unidecode import unidecode

OTHER = "#"
"""Stands for digits and signs."""


def initial(label: str) -> str:
    """The letter a label is filed under, accents apart.

    >>> [initial(label) for label in ("Élysée", "œuvre", "1968", "« Le Monde »")]
    ['E', 'O', '#', '#']
    """
    first = unidecode(label[:1])[:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER


def pages(labels: Iterable[str], per_page: int) -> dict[str, int]:
    """For each letter that occurs, in the order of the list, the page with its first value."""
    found: dict[str, int] = {}
    for number, label in enumerate(labels):
        found.setdefault(initial(label), number // per_page + 1)
    return found
