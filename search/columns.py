"""Columns: which values each article has, as flat arrays.

Here is a set of documents, give me how many have each value: ``count``. Here are values, give me their
documents: ``having``.
Not for: text. Layout: pairs (document, ordinal) sorted by document; ``values[ordinal]`` is the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.text import fold_key

Mask = NDArray[np.bool_]
Ints = NDArray[np.int32]

OTHER_INITIAL = "#"
"""Under which digits, signs and other alphabets are filed."""


def initial(key: str) -> str:
    """The letter a folded value is filed under: "elysee" → "E"."""
    first = key[:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER_INITIAL


class ValueColumn:
    """A multi-valued column of texts over ``size`` documents.

    ``documents`` and ``ordinals`` are int32 arrays of equal length, one entry a (document, value)
    pair, each pair once.
    """

    def __init__(self, size: int, values: Sequence[str], documents: Ints, ordinals: Ints) -> None:
        self.size = size
        self.values = list(values)
        self.documents = documents
        self.ordinals = ordinals

    @classmethod
    def of_rows(cls, rows: Sequence[Iterable[str]]) -> ValueColumn:
        """From the values of each document in turn."""
        numbers: dict[str, int] = {}
        documents: list[int] = []
        ordinals: list[int] = []
        for document, row in enumerate(rows):
            for value in dict.fromkeys(row):
                documents.append(document)
                ordinals.append(numbers.setdefault(value, len(numbers)))
        return cls(len(rows), list(numbers), np.array(documents, np.int32), np.array(ordinals, np.int32))

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The ordinal of each value."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def keys(self) -> list[str]:
        """The values folded, for search and for order: "Élysée" → "elysee"."""
        return [fold_key(value) for value in self.values]

    @cached_property
    def alphabetical(self) -> Ints:
        """The ordinals in French alphabetical order (accents decide only between equals)."""
        order = sorted(range(len(self.values)), key=lambda n: (self.keys[n], self.values[n]))
        return np.array(order, np.int32)

    @cached_property
    def initials(self) -> NDArray[np.str_]:
        """The letter of each value, by ordinal."""
        return np.array([initial(key) for key in self.keys], np.str_)

    @cached_property
    def has_value(self) -> Mask:
        """The documents with any value at all."""
        return self._mask(self.documents)

    def spelling(self, value: str) -> str:
        """The column's spelling of a value that differs from it by accents, case or signs at most."""
        if value in self.number_of:
            return value
        return self._spellings.get(fold_key(value), value)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {key: value for key, value in zip(self.keys, self.values, strict=True) if key}

    def count(self, mask: Mask) -> NDArray[np.int64]:
        """How many documents of the mask have each value: one count an ordinal."""
        return np.bincount(self.ordinals[mask[self.documents]], minlength=len(self.values))

    def having(self, wanted: Mask) -> Mask:
        """The documents with any value whose ordinal is marked in ``wanted``."""
        return self._mask(self.documents[wanted[self.ordinals]])

    def having_value(self, value: str) -> Mask:
        """The documents with exactly this value."""
        number = self.number_of.get(value)
        return self._mask(self.documents[self.ordinals == (-1 if number is None else number)])

    def matching(self, text: str, *, prefix: bool = False) -> Mask:
        """The ordinals whose value holds these words side by side, accents and case apart;
        ``prefix``: each of the words begins some word of the value, in any order."""
        key = fold_key(text)
        if prefix:
            words = [f" {word}" for word in key.split()]
            found = (all(word in f" {k}" for word in words) for k in self.keys)
        else:
            found = (bool(key) and f" {key} " in f" {k} " for k in self.keys)
        return np.fromiter(found, np.bool_, len(self.values))

    def _mask(self, documents: Ints) -> Mask:
        mask = np.zeros(self.size, np.bool_)
        mask[documents] = True
        return mask
