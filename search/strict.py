"""Strict accents: ``=pêche`` finds pêche, not péché nor pêché; ``=peche`` neither of them.

The index knows every word folded, and apart from that the accented words as they are written, at the
same positions. A strict word is therefore either an accented word, or the folded one where no
accented word stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.shape import accent_field
from index.text import EXACT, Token, as_written, fold
from search import phrase
from search.budget import Budget
from search.docset import DocSet, Documents, of_documents, union
from search.occurrences import Keys, documents_of, occurrences, without
from search.query.tree import Phrase, Word
from search.snapshot import Snapshot
from search.term import Term

Span = tuple[int, int]


def documents(snapshot: Snapshot, node: Word | Phrase, fields: Sequence[str], budget: Budget) -> DocSet:
    """The documents that hold the words with exactly these accents, side by side or within the slop."""
    wanted = [token.term for token in _words(EXACT.tokens(node.text), node.text)]
    if not wanted:
        return snapshot.live
    found = [
        phrase.documents([_written(snapshot, field, word) for word in wanted], _slop(node), snapshot.size, budget)
        for field in fields
    ]
    return union(found, snapshot.size)


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


def _written(snapshot: Snapshot, field: str, word: str) -> tuple[DocSet, phrase.Occurrences]:
    """Where a word stands as it is written: what ``phrase`` asks of each word."""
    if not word.isascii():
        accented = _term(snapshot, accent_field(field), word)
        return accented.documents, lambda documents: occurrences(accented, documents)
    plain = _term(snapshot, field, fold(word))
    variants = [_term(snapshot, accent_field(field), variant) for variant in snapshot.accented(field, word)]

    def unaccented(documents: Documents) -> Keys:
        taken = [occurrences(variant, documents) for variant in variants]
        return without(occurrences(plain, documents), np.sort(np.concatenate([np.empty(0, np.int64), *taken])))

    # Where no accented form stands every occurrence is plain; the other articles are looked into.
    doubtful = union([variant.documents for variant in variants], snapshot.size) & plain.documents
    kept = of_documents(documents_of(unaccented(doubtful.documents)), snapshot.size)
    return (plain.documents - doubtful) | kept, unaccented


def _term(snapshot: Snapshot, field: str, word: str) -> Term:
    return snapshot.term(field, word.encode("utf-8", "surrogatepass"))
