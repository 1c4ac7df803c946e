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
        term = self._snapshot.term(field, word.encode("utf-8", "surrogatepass"))
        spans = [part.field.position_span(part.number) for part in term.parts]
        return sum(end - start for start, end in spans)
