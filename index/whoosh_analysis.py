"""The chains of ``index.text`` as Whoosh analyzers, for fields and queries alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer

from index.shape import LEAD
from index.text import EXACT, STEM
from index.text.accents import accented

CHAINS = {chain.name: chain for chain in (EXACT, STEM)}


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
        boosts = LEAD if self.lead else ()
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
        boosts = LEAD if self.lead else ()
        for word, position in accented_words(value):
            token.text = word
            token.boost = boosts[position] if position < len(boosts) else 1.0
            token.pos = start_pos + position
            yield token


def accented_words(text: str) -> Iterable[tuple[str, int]]:
    """Each word of the text that folding changes, in lower case, and its position."""
    return () if text.isascii() else accented(text, EXACT.tokens(text))
