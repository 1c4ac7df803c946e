"""All words of the texts as one list, in alphabetical order: one number a word, whatever its field and segment.

Here is a word's number in a field of a segment, which number has it everywhere? Here is a number, which word is it, how
often does it stand in the index? Numbers begin with 1 and ascend with the folded words, so that sorting numbers sorts
words; 0 is no word.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.postings import Field
from index.text.stem import stem

Numbers = NDArray[np.uint32]
NO_WORD = 0


class Lexicon:
    """The words of some fields of some segments. Safe for many threads."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        dictionaries = [field.terms.between(0, len(field.terms)) for field in fields]
        words = sorted(set().union(*dictionaries))
        numbers = {word: number for number, word in enumerate(words, 1)}
        self._numbers: list[Numbers] = [
            np.fromiter(map(numbers.__getitem__, each), np.uint32, len(each)) for each in dictionaries
        ]
        # One string and where each word ends in it: a tenth of what a list of words takes.
        self._bytes = b"".join(words)
        self.lengths: NDArray[np.uint16] = np.fromiter(map(len, (b"", *words)), np.uint16, len(words) + 1)
        self._ends = np.cumsum(self.lengths, dtype=np.int64).data
        self._lock = threading.Lock()
        self._by_stem: dict[str, dict[str, list[int]]] = {}

    def __len__(self) -> int:
        """How many numbers there are, that of no word included."""
        return len(self.lengths)

    def numbers(self, place: int) -> Numbers:
        """The numbers of the words of a field, which is told by its place in the list of fields."""
        return self._numbers[place]

    def encoded(self, number: int) -> bytes:
        """The word, folded, as the index has it; empty for no word."""
        return self._bytes[self._ends[number - 1] : self._ends[number]] if number else b""

    def word(self, number: int) -> str:
        """The word, folded."""
        return self.encoded(number).decode("utf-8", "surrogatepass")

    def number(self, word: str) -> int:
        """The number of a folded word; 0 when no text has it."""
        encoded = word.encode("utf-8", "surrogatepass")
        for field, numbers in zip(self._fields, self._numbers, strict=True):
            found = field.terms.find(encoded)
            if found >= 0:
                return int(numbers[found])
        return NO_WORD

    def with_stem(self, wanted: str) -> list[int]:
        """The numbers of the words that have that stem."""
        # No rule of the stemmer changes a first letter.
        letter = wanted[:1]
        if not letter:
            return []
        with self._lock:
            if letter not in self._by_stem:
                self._by_stem[letter] = self._stems(letter.encode("utf-8", "surrogatepass"))
            return self._by_stem[letter].get(wanted, [])

    def _stems(self, letter: bytes) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number in range(bisect_left(range(len(self)), letter, 1, key=self.encoded), len(self)):
            if not self.encoded(number).startswith(letter):
                break
            found.setdefault(stem(self.word(number)), []).append(number)
        return found

    @cached_property
    def frequencies(self) -> NDArray[np.int64]:
        """How often each stands in the index, by number; in articles deleted since, too, as in all statistics."""
        counts = np.zeros(len(self), np.int64)
        for field, numbers in zip(self._fields, self._numbers, strict=True):
            counts[numbers] += _occurrences(field)
        return counts

    @cached_property
    def total(self) -> int:
        """How many words the index holds, repeats included."""
        return int(self.frequencies.sum())


def _occurrences(field: Field) -> NDArray[np.int64]:
    """How often each term of a field stands in its segment."""
    starts: Any = field.position_starts
    counted: NDArray[np.int64] = np.diff(starts.astype(np.int64))
    return counted
