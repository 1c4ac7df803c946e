"""Strict accents: ``=pêche`` finds pêche, not péché nor pêché; ``=peche`` neither of them.

The index knows every word folded, and apart from that the accented words as they are written, at the
same positions. A strict word is therefore either an accented word, or the folded one where no
accented word stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.text import EXACT, Token, as_written, fold
from index.whoosh_schema import accent_field
from search import phrase
from search.budget import Budget
from search.columns import Mask
from search.query.tree import Phrase, Word
from search.snapshot import Documents, Postings, Snapshot

Span = tuple[int, int]

# A weight is a sum of factors of at least 1, one an occurrence: a difference below this is rounding.
_SOME = 0.5


def verify(snapshot: Snapshot, mask: Mask, node: Word | Phrase, fields: Sequence[str], budget: Budget) -> Mask:
    """The documents of ``mask`` that hold the words with exactly these accents, side by side or within the slop."""
    wanted = _words(EXACT.tokens(node.text), node.text)
    kept = np.zeros_like(mask)
    for field in fields:
        kept[phrase.documents(_Written(snapshot), field, wanted, _slop(node), budget)] = True
    return mask & kept


def spans(node: Word | Phrase, text: str, exact: Sequence[Token]) -> list[Span]:
    """Where the words stand in ``text`` with exactly these accents; ``exact`` are the text's tokens."""
    wanted = [token.term for token in _words(EXACT.tokens(node.text), node.text)]
    return phrase.spans(wanted, _words(exact, text), _slop(node))


def _words(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens of single words, their terms as the text writes them, in lower case.

    One without accents is its folded term: "O.N.U." is "ONU", "1 000" is "1000".
    """

    def written(token: Token) -> str:
        word = as_written(text[token.start : token.end])
        return token.term if word.isascii() else word

    return [token._replace(term=written(token)) for token in phrase.parts(tokens)]


def _slop(node: Word | Phrase) -> int:
    return node.slop if isinstance(node, Phrase) else 0


class _Written:
    """Postings and positions of words as they are written; what ``phrase`` asks of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def postings(self, field: str, word: str) -> Postings:
        """The documents that hold the word so written."""
        if not word.isascii():
            return self._snapshot.postings(accent_field(field), word)
        plain = self._snapshot.postings(field, fold(word))
        left = plain.weights.copy()
        for variant in self._snapshot.accented(field, word):
            other = self._snapshot.postings(accent_field(field), variant)
            left[np.searchsorted(plain.documents, other.documents)] -= other.weights
        kept = left > _SOME
        return Postings(plain.documents[kept], left[kept])

    def positions(self, field: str, word: str, documents: Documents) -> list[list[int]]:
        """The positions of the word so written in each of the documents, which must hold it."""
        if not word.isascii():
            return self._snapshot.positions(accent_field(field), word, documents)
        found = self._snapshot.positions(field, fold(word), documents)
        for variant in self._snapshot.accented(field, word):
            holding = self._snapshot.postings(accent_field(field), variant).documents
            both = np.flatnonzero(np.isin(documents, holding, assume_unique=True))
            others = self._snapshot.positions(accent_field(field), variant, documents[both])
            for n, taken in zip(both, others, strict=True):
                found[n] = sorted(set(found[n]) - set(taken))
        return found
