"""The two chains, declared once; the index, the query and the highlighter use these very objects.

*exact*: find → cut → fold. *stem*: the same, then the light stemmer. Both give the same tokens at the
same positions; only the terms differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from index.text import elision, stem, tokenise
from index.text.fold import fold
from index.text.pieces import LONGEST_TERM, MOST_PARTS, Piece, pieces

RULES_VERSION = 1
"""Raised when code here changes terms or positions in a way that the lists do not show."""

# Stretches kept for reuse. Of the 12 million in 34,000 articles, 96 % are among the first 262,144 met;
# each takes about 250 bytes, so a full memory is 65 MB a chain. Later ones are analysed each time.
REMEMBERED_STRETCHES = 262_144
# Longer ones are addresses and the like: they seldom come back.
REMEMBERED_LENGTH = 40


class Token(NamedTuple):
    """A term and what it stands for: ``original[start:end]`` is the word the reader sees.

    Positions count words from 0. A compound's joined form shares the position of its first part and
    spans all of them.
    """

    term: str
    start: int
    end: int
    position: int


# What a stretch gives: pieces, or, most often, the one term that spans all of it.
Learned = str | tuple[Piece, ...]


class Chain:
    """A way from a text to its tokens. Pure to its callers: the memory only saves work."""

    def __init__(self, name: str, finish: Callable[[str], str]) -> None:
        self.name = name
        self.fingerprint = _fingerprint(name)
        self._finish = finish
        self._remembered: dict[str, Learned] = {}

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text: by position, at one position the longest first. Never raises.

        >>> [(t.term, t.position) for t in EXACT.tokens("L’Élysée, à Saint-Étienne")]
        [('elysee', 0), ('a', 1), ('saintetienne', 2), ('saint', 2), ('etienne', 3)]
        """
        found: list[Token] = []
        # Local names, and tuple's own constructor: half the time of this loop.
        add, remembered, new = found.append, self._remembered.get, tuple.__new__
        position = 0
        for match in tokenise.stretches(text):
            stretch = match[0]
            learned = remembered(stretch)
            if learned is None:
                learned = self._learn(stretch)
            start, end = match.span()
            if isinstance(learned, str):
                add(new(Token, (learned, start, end, position)))
                position += 1
            elif learned:
                for term, first, after, last in learned:
                    add(new(Token, (term, start + first, start + after, position + last)))
                position += last + 1
        return found

    def _learn(self, stretch: str) -> Learned:
        """What a stretch gives, remembered while there is room."""
        finish = self._finish
        found = tuple((finish(term), start, end, at) for term, start, end, at in pieces(stretch))
        whole = len(found) == 1 and found[0][1:] == (0, len(stretch), 0)
        learned: Learned = found[0][0] if whole else found
        if len(stretch) <= REMEMBERED_LENGTH and len(self._remembered) < REMEMBERED_STRETCHES:
            self._remembered[stretch] = learned
        return learned


def _fingerprint(name: str) -> str:
    """Changes with every list and rule that decides on terms or positions, Unidecode's tables included."""
    rules = (
        RULES_VERSION,
        name,
        (tokenise.STRETCH, tokenise.KINDS),
        (elision.ELIDED, sorted(elision.SUBJECTS.items()), sorted(elision.POINTED_AT), sorted(elision.WHOLE)),
        (LONGEST_TERM, MOST_PARTS),
        # Latin letters, modifiers, Greek, Cyrillic: what French newspapers hold.
        fold("".join(map(chr, range(0x80, 0x530)))),
        (stem.PLURALS, stem.SUFFIXES, stem.TIDY_FROM) if name == "stem" else (),
    )
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16]


EXACT = Chain("exact", str)
# Joined forms are stemmed like any word ("week-ends" meets "weekend"), acronyms too, since ONU and
# O.N.U. must agree; numbers, addresses and C++ are not: they have no inflection.
STEM = Chain("stem", stem.stem)

FINGERPRINT = f"{EXACT.fingerprint}-{STEM.fingerprint}"
"""Of both chains: an index made with another one is to be made anew."""


def fold_key(text: str) -> str:
    """The folded words of a text joined by single spaces, compounds in their parts: to compare names.

    >>> fold_key("L’Élysée"), fold_key("Saint-Étienne"), fold_key("saint etienne")
    ('elysee', 'saint etienne', 'saint etienne')
    """
    tokens = EXACT.tokens(text)
    # A joined form stands right before the first of its parts, at the same position.
    wholes = [token.position == after.position for token, after in pairwise(tokens)]
    return " ".join(token.term for token, whole in zip(tokens, [*wholes, False], strict=False) if not whole)
