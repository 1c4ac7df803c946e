"""Phrases and proximity, from positions.

A phrase's words must follow each other in order; with ``slop`` n, at most n other words may stand
between one and the next (as in Whoosh, whose slop is this plus one).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Protocol

import numpy as np

from index.text import Token
from search.budget import Budget
from search.docset import DocSet, Documents, of_documents
from search.occurrences import Keys, KeySpace, common


class PhraseWord(Protocol):
    """One word of a phrase."""

    @property
    def documents(self) -> DocSet:
        """Where it stands."""

    def occurrences(self, documents: Documents) -> Keys:
        """Its occurrences in some documents, perhaps in others too."""

    def among(self, keys: Keys, documents: Documents) -> Keys:
        """Those of the keys, all of these documents, at which it stands."""


# Documents whose positions are compared between two looks at the clock: some hundred milliseconds of work.
_CHUNK = 1 << 20


def joined(tokens: Sequence[Token]) -> set[str]:
    """The terms that span several others ("saintetienne" of "Saint-Étienne")."""
    # Such a term stands right before the first of its parts, at the same position.
    return {whole.term for whole, part in pairwise(tokens) if whole.position == part.position}


def parts(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that span no other, one a position: the words of a phrase."""
    return list({token.position: token for token in tokens}.values())


def documents(words: Sequence[PhraseWord], slop: int, space: KeySpace, budget: Budget) -> DocSet:
    """The documents that hold the words in order within the slop; the words count in ``space``."""
    # Rarest first: the intersection never grows.
    candidates = reduce(DocSet.__and__, sorted((word.documents for word in words), key=len))
    if len(words) == 1 or not candidates:
        return candidates
    chunks = _chunks(candidates.documents, budget)
    found = [space.documents_of(_matches(words, slop, space, chunk)) for chunk in chunks]
    holding = np.concatenate(found)
    # Occurrences may be of other documents too: of deleted ones.
    return of_documents(holding[candidates.has(holding)], candidates.size)


def _chunks(candidates: Documents, budget: Budget) -> Iterator[Documents]:
    for start in range(0, len(candidates), _CHUNK):
        budget.check()
        yield candidates[start : start + _CHUNK]


def _matches(words: Sequence[PhraseWord], slop: int, space: KeySpace, chunk: Documents) -> Keys:
    """Where matches end, in some documents."""
    if slop:
        return last_words([word.occurrences(chunk) for word in words], slop)
    # The rarest first, then each word only where those before it stand in their places.
    first, *others = sorted(range(len(words)), key=lambda n: words[n].documents.count)
    reached = words[first].occurrences(chunk)
    place = first
    for n in others:
        # The same matches, told by where their n-th word would stand.
        reached = reached + reached.dtype.type(n - place) if n > place else reached - reached.dtype.type(place - n)
        place = n
        reached = words[n].among(reached, chunk)
        chunk = space.documents_of(reached)
    return reached


def last_words(words: Sequence[Keys], slop: int) -> Keys:
    """Where a match of the words ends: occurrences of the last word."""
    if slop == 0:
        shifted = [keys + keys.dtype.type(len(words) - 1 - n) for n, keys in enumerate(words)]
        return reduce(common, sorted(shifted, key=len))
    return reduce(lambda reached, keys: _preceded(keys, reached, slop), words)


def _preceded(keys: Keys, reached: Keys, slop: int) -> Keys:
    """Those with an occurrence of ``reached`` before, at most ``slop`` words between."""
    if not len(reached):
        return keys[:0]
    # Keys of two documents are further apart than any slop.
    places = np.searchsorted(reached, keys) - 1
    near = keys - reached[np.maximum(places, 0)] <= keys.dtype.type(slop + 1)
    return keys[near & (places >= 0)]


def in_matches(words: Sequence[Keys], slop: int) -> list[Keys]:
    """Of each word's ascending occurrences, those that are part of a match.

    >>> [keys.tolist() for keys in in_matches([np.array([3, 9, 20]), np.array([5, 12])], 1)]
    [[3], [5]]
    """
    kept = [words[0]]
    for keys in words[1:]:
        kept.append(_preceded(keys, kept[-1], slop))
    for n in range(len(kept) - 2, -1, -1):
        kept[n] = _followed(kept[n], kept[n + 1], slop)
    return kept


def _followed(keys: Keys, after: Keys, slop: int) -> Keys:
    """Those with an occurrence of ``after`` behind, at most ``slop`` words between."""
    if not len(after):
        return keys[:0]
    places = np.searchsorted(after, keys, side="right")
    near = after[np.minimum(places, len(after) - 1)] - keys <= keys.dtype.type(slop + 1)
    return keys[near & (places < len(after))]


def spans(words: Sequence[str], tokens: Sequence[Token], slop: int) -> list[tuple[int, int]]:
    """The words of each place where the phrase stands among the tokens of a text, as offsets of the text."""
    places: dict[str, dict[int, Token]] = {term: {} for term in words}
    for token in tokens:
        if token.term in places:
            places[token.term][token.position] = token
    rows = in_matches([np.array(list(places[term]), np.uint32) for term in words], slop) if words else []
    found = {places[term][int(position)] for term, row in zip(words, rows, strict=True) for position in row}
    return sorted((token.start, token.end) for token in found)
