"""The chains of ``index.text`` as Whoosh analyzers, for fields and queries alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer

from index.text import EXACT, STEM, as_written, fold

CHAINS = {chain.name: chain for chain in (EXACT, STEM)}

# News begins with what matters ("inverted pyramid"): the first words of a body count up to three
# times, falling by e every fifty words. MRR@10 of 3,000 titles among 34,139 bodies rises from .800
# to .818 (2 and 50; 1 or 100 give .815 to .818).
_LEAD_WEIGHT = 2.0
_LEAD_WORDS = 50
# From here on the weight is 1 to three decimals.
_LEAD_END = 400
LEAD = [1 + _LEAD_WEIGHT * math.exp(-position / _LEAD_WORDS) for position in range(_LEAD_END)]


class ChainAnalyzer(Analyzer):  # type: ignore[misc]  # mypy is told to skip whoosh
    """A chain by name: ``whoosh.fields.TEXT(analyzer=ChainAnalyzer("exact"))``.

    ``lead``: the first words of a text count more than the others. Pickled with the schema as name and
    fingerprint only, so an index remembers the analysis it was made with. KeyError for a chain that
    does not exist.
    """

    def __init__(self, name: str, *, lead: bool = False) -> None:
        self.name = name
        self.lead = lead
        self.fingerprint = CHAINS[name].fingerprint

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Token]:
        """Whoosh's protocol: one Token object, yielded again and again with other attributes."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **options)
        token.boost = 1.0
        boosts = LEAD if self.lead else []
        for term, start, end, position in CHAINS[self.name].tokens(value):
            token.text = term
            token.boost = boosts[position] if position < len(boosts) else 1.0
            if keeporiginal:
                token.original = value[start:end]
            if positions:
                token.pos = start_pos + position
            if chars:
                token.startchar = start_char + start
                token.endchar = start_char + end
            yield token

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ChainAnalyzer) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((self.name, self.lead, self.fingerprint))


class AccentAnalyzer(Analyzer):  # type: ignore[misc]  # mypy is told to skip whoosh
    """The words that folding changes, unfolded, at the positions of the exact chain: "pêche", "été".

    They tell a strict search which of the folded words really had these accents. Joined forms are left
    out: their parts are there.
    """

    fingerprint = EXACT.fingerprint

    def __init__(self, *, lead: bool = False) -> None:
        self.lead = lead

    def __call__(
        self, value: str, positions: bool = False, start_pos: int = 0, mode: str = "", **_options: Any
    ) -> Iterator[Token]:
        """Whoosh's protocol, without character offsets: nothing is highlighted from this field."""
        token = Token(positions, chars=False, mode=mode)
        boosts = LEAD if self.lead else []
        for word, position in accented_words(value):
            token.text = word
            token.boost = boosts[position] if position < len(boosts) else 1.0
            token.pos = start_pos + position
            yield token


def accented_words(text: str) -> Iterator[tuple[str, int]]:
    """Each word of the text that folding changes, in lower case, and its position."""
    if text.isascii():
        return
    for term, start, end, position in EXACT.tokens(text):
        surface = text[start:end]
        if not surface.isascii():
            word = as_written(surface)
            # A compound's joined form folds to other letters than its own: its hyphens are gone.
            if not word.isascii() and fold(word) == term:
                yield word, position
