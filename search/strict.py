"""Strict accents: ``=pêche`` finds pêche, not péché nor pêché; ``=peche`` neither of them.

The index knows every word folded, and apart from that the accented words as they are written, at the
same positions. A strict word is therefore either an accented word, or the folded one where no
accented word stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.shape import accent_field
from index.text import EXACT, Token, as_written, fold
from search import phrase
from search.budget import Budget
from search.docset import DocSet, Documents, of_documents, union
from search.occurrences import Keys, KeySpace, common, without
from search.query.tree import Phrase, Word
from search.snapshot import Snapshot
from search.term import Term

Span = tuple[int, int]


def documents(snapshot: Snapshot, node: Word | Phrase, fields: Sequence[str], budget: Budget) -> DocSet:
    """The documents that hold the words with exactly these accents, side by side or within the slop."""
    wanted = query_words(node.text)
    if not wanted:
        return snapshot.live
    found = [_in_field(snapshot, field, wanted, _slop(node), budget) for field in fields]
    return union(found, snapshot.size)


def _in_field(snapshot: Snapshot, field: str, wanted: Sequence[str], slop: int, budget: Budget) -> DocSet:
    written = [_Written(snapshot, field, word) for word in wanted]
    space = KeySpace([term for word in written for term in word.terms], len(wanted) + slop + 1, snapshot.size)
    for word in written:
        word.space = space
    return phrase.documents(written, slop, space, budget)


def spans(node: Word | Phrase, text: str, exact: Sequence[Token]) -> list[Span]:
    """Where the words stand in ``text`` with exactly these accents; ``exact`` are the text's tokens."""
    wanted = query_words(node.text)
    return phrase.spans(wanted, _words(exact, text), _slop(node))


def query_words(text: str) -> list[str]:
    """The words of a query as they are compared."""
    return [token.term for token in _words(EXACT.tokens(text), text)]


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
    """A word as it is written: what ``phrase`` asks of each word."""

    space: KeySpace

    def __init__(self, snapshot: Snapshot, field: str, word: str) -> None:
        self._size = snapshot.size
        if word.isascii():
            self._word = _term(snapshot, field, fold(word))
            variants = snapshot.accented(field, word)
            self._variants = [_term(snapshot, accent_field(field), variant) for variant in variants]
        else:
            self._word = _term(snapshot, accent_field(field), word)
            self._variants = []

    @property
    def terms(self) -> list[Term]:
        """All terms it is made of."""
        return [self._word, *self._variants]

    def occurrences(self, documents: Documents) -> Keys:
        """Where it stands: an unaccented word where no accented one does."""
        found = self.space.occurrences(self._word, documents)
        taken = [self.space.occurrences(variant, documents) for variant in self._variants]
        return without(found, np.sort(np.concatenate(taken))) if taken else found

    def among(self, keys: Keys, documents: Documents) -> Keys:
        """Those of the keys, all of these documents, at which it stands."""
        return common(keys, self.occurrences(documents))

    @cached_property
    def documents(self) -> DocSet:
        """The documents it stands in."""
        if not self._variants:
            return self._word.documents
        # Where no accented form stands every occurrence is plain; the other articles are looked into.
        doubtful = union([variant.documents for variant in self._variants], self._size) & self._word.documents
        plain = self.space.documents_of(self.occurrences(doubtful.documents))
        kept = of_documents(plain, self._size) & doubtful
        return (self._word.documents - doubtful) | kept


def _term(snapshot: Snapshot, field: str, word: str) -> Term:
    return snapshot.term(field, word.encode("utf-8", "surrogatepass"))
