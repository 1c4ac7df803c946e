"""The chains of ``index.text`` as Whoosh analyzers, for fields and queries alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer

from index.text import EXACT, STEM

CHAINS = {chain.name: chain for chain in (EXACT, STEM)}


class ChainAnalyzer(Analyzer):  # type: ignore[misc]  # mypy is told to skip whoosh
    """A chain by name: ``whoosh.fields.TEXT(analyzer=ChainAnalyzer("exact"))``.

    Pickled with the schema as name and fingerprint only, so an index remembers the analysis it was made
    with. KeyError for a chain that does not exist.
    """

    def __init__(self, name: str) -> None:
        self.name = name
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
        for term, start, end, position in CHAINS[self.name].tokens(value):
            token.text = term
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
        return hash((self.name, self.fingerprint))
