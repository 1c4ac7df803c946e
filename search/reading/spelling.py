"""How a folded word is mostly written: "republique" is « république »."""

from __future__ import annotations

from collections import Counter

from index.shape import accent_field
from search.forward import NAMES
from search.snapshot import Snapshot


class Spelling:
    """The spellings of the words of a snapshot, in lower case, with their accents."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of(self, word: str) -> str:
        """The most frequent spelling of a folded word: with accents, or without any."""
        counts = Counter({word: 0})
        for field in NAMES:
            counts[word] += self._occurrences(field, word)
            for variant in self._snapshot.accented(field, word):
                found = self._occurrences(accent_field(field), variant)
                counts[variant] += found
                counts[word] -= found
        # Of two as frequent the one with accents: it was not written so by accident.
        return max(counts, key=lambda spelling: (counts[spelling], spelling))

    def _occurrences(self, field: str, word: str) -> int:
        encoded = word.encode("utf-8", "surrogatepass")
        # Not by ``Snapshot.term``: what it remembers is for words that are sought.
        found = ((each, each.terms.find(encoded)) for each, _ in self._snapshot.fields(field))
        spans = [each.position_span(number) for each, number in found if number >= 0]
        return sum(end - start for start, end in spans)
