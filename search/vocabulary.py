"""The words of an index field: by beginning, by pattern, by likeness.

Useful for: ``électri*``, ``macrn~``, completion, "did you mean". Not for: how often a word occurs.

Likeness is computed for the whole vocabulary at once, as a Levenshtein matrix whose cells are arrays
with one entry a word: 250,000 words take some 30 ms.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.text import fold

# A code no letter has: what a word's first letter "swaps" with.
_NO_LETTER = 0


def joined(word: str) -> str:
    """A word folded as the index joins compounds: "Saint-Ét" → "saintet", "N'Golo" → "ngolo"."""
    return re.sub("[-']", "", fold(word))


class Dictionary(Protocol):
    """Byte strings in order, as ``index.segment.terms.Terms`` has them."""

    def __iter__(self) -> Iterator[bytes]:
        """All of them."""

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the first that begins so and of the one after the last."""

    def between(self, first: int, end: int) -> list[bytes]:
        """Those with these numbers."""


class WordList(list[bytes]):
    """The words of a text as a dictionary."""

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """Of words in any order."""
        return cls(sorted({word.encode("utf-8", "surrogatepass") for word in words}))

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the first that begins so and of the one after the last."""
        first = bisect_left(self, prefix)
        return first, first + sum(1 for _ in takewhile(lambda word: word.startswith(prefix), self[first:]))

    def between(self, first: int, end: int) -> list[bytes]:
        """Those with these numbers."""
        return self[first:end]


class Vocabulary:
    """The words of some dictionaries, one a segment, as one."""

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        self._dictionaries = dictionaries

    @cached_property
    def words(self) -> list[str]:
        """All words, sorted by code point."""
        found = [[word.decode("utf-8", "surrogatepass") for word in terms] for terms in self._dictionaries]
        # UTF-8 sorts as code points do.
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word

    def beginning(self, prefix: str) -> list[str]:
        """The words that begin so."""
        encoded = prefix.encode("utf-8", "surrogatepass")
        found = [terms.between(*terms.prefix_range(encoded)) for terms in self._dictionaries]
        together = found[0] if len(found) == 1 else sorted(set().union(*found))
        return [word.decode("utf-8", "surrogatepass") for word in together]

    def matching(self, pattern: str) -> list[str]:
        """The words that a pattern with ``*`` and ``?`` describes, accents and case apart."""
        pieces = [p if p in "*?" else joined(p) for p in re.split(r"([*?])", pattern) if p]
        start = pieces[0] if pieces and pieces[0] not in "*?" else ""
        candidates = self.beginning(start)
        if pieces == [start, "*"]:
            return candidates
        expression = "".join({"*": ".*", "?": "."}.get(piece, re.escape(piece)) for piece in pieces)
        wanted = re.compile(expression, re.DOTALL)
        return [word for word in candidates if wanted.fullmatch(word)]

    def near(self, word: str, distance: int, *, swaps: bool = True) -> list[tuple[str, int]]:
        """The words at most ``distance`` edits away, each with its distance, nearest first.

        An edit inserts, deletes, replaces or, with ``swaps``, swaps two neighbouring letters (optimal
        string alignment: Damerau 1964, as restricted by Wagner and Fischer's matrix).
        """
        found: list[tuple[str, int]] = []
        for length in range(max(1, len(word) - distance), len(word) + distance + 1):
            if length in self._by_length:
                words, letters = self._by_length[length]
                edits = _distances(word, letters, swaps=swaps)
                found += [(words[n], int(edits[n])) for n in np.flatnonzero(edits <= distance)]
        return sorted(found, key=lambda pair: (pair[1], pair[0]))

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], NDArray[np.uint32]]]:
        """For each length, the words and their letters, one row a letter position."""
        grouped: dict[int, list[str]] = defaultdict(list)
        for word in self.words:
            grouped[len(word)].append(word)
        return {length: (words, _letters(words, length)) for length, words in grouped.items() if length}


def _letters(words: list[str], length: int) -> NDArray[np.uint32]:
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.ascontiguousarray(codes.reshape(len(words), length).T)


def _distances(word: str, letters: NDArray[np.uint32], *, swaps: bool) -> NDArray[np.int8]:
    """The distance of ``word`` from each column of ``letters``: the matrix, row by row."""
    length, count = letters.shape
    before = [np.full(count, j, np.int8) for j in range(length + 1)]
    older = before
    last = _NO_LETTER
    for i, letter in enumerate(map(ord, word), 1):
        row = [np.full(count, i, np.int8)]
        for j in range(1, length + 1):
            cost = (letters[j - 1] != letter).astype(np.int8)
            cell = np.minimum(np.minimum(before[j], row[j - 1]) + np.int8(1), before[j - 1] + cost)
            if swaps and i > 1 and j > 1:
                swapped = (letters[j - 2] == letter) & (letters[j - 1] == last)
                cell = np.where(swapped, np.minimum(cell, older[j - 2] + np.int8(1)), cell)
            row.append(cell)
        older, before, last = before, row, letter
    return before[length]
