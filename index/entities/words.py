"""A text cut into words, with what stands between them: the common ground of names and contexts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.entities.fold import fold
from index.entities.gazetteer import key_words

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = ".!?:\n…"
_SIGNS_BEFORE = " \u00a0\u202f\"«»“”'’(-–—"
PARTICLES = frozenset({"de", "la", "le", "l", "d", "du", "des", "les"})


@dataclass(slots=True)
class Words:
    """The original, its folded twin, and each word's key and place; a hyphen or apostrophe parts words."""

    text: str
    folded: str = ""
    keys: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded = fold(self.text)
        self.spans = [m.span() for m in _WORD.finditer(self.folded)]
        self.keys = key_words(self.folded)

    def capital(self, index: int) -> bool:
        """Whether that word begins with a capital."""
        return self.text[self.spans[index][0]].isupper()

    def gap(self, index: int) -> str:
        """What stands between that word and the next; "" before the first and after the last."""
        if not 0 <= index < len(self.keys) - 1:
            return ""
        return self.folded[self.spans[index][1] : self.spans[index + 1][0]]

    def joined(self, first: int, last: int) -> bool:
        """Whether the words from first to last stand side by side, parted by one sign only."""
        return all(self.gap(i) in (" ", "-", "'") for i in range(first, last))

    def before(self, index: int) -> str:
        """The key of the word just before, "" when a stop or nothing stands between."""
        return self.keys[index - 1] if index and self.gap(index - 1) in (" ", "-", "'", "\n") else ""

    def after(self, index: int) -> str:
        """The key of the word just after, "" when a stop or nothing stands between."""
        return self.keys[index + 1] if self.gap(index) in (" ", "-", "'") else ""

    def heads(self, index: int) -> Iterator[str]:
        """The words before, past "de", "la", …: for "ville de Paris", ``ville``; nearest first, at most three."""
        found = 0
        while found < 3:
            key = self.before(index)
            if not key:
                return
            index -= 1
            if key not in PARTICLES:
                found += 1
                yield key

    def sign_before(self, index: int) -> str:
        """The character just before that word, "" at the beginning."""
        start = self.spans[index][0]
        return self.folded[start - 1] if start else ""

    def begins_sentence(self, index: int) -> bool:
        """Whether nothing but quotes and brackets stands between that word and the end of a sentence."""
        start = self.spans[index][0]
        before = self.text[max(0, start - 6) : start].rstrip(_SIGNS_BEFORE)
        return not before or before[-1] in _SENTENCE_END
