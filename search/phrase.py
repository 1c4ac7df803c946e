"""Phrases and proximity, from positions.

A phrase's words must follow each other in order; with ``slop`` n, at most n other words may stand
between one and the next (as in Whoosh, whose slop is this plus one).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from typing import Protocol

import numpy as np

from index.text import Token
from search.budget import Budget
from search.snapshot import Documents, Postings

# Positions of this many documents are compared between two looks at the clock.
_CHUNK = 2_000


class Source(Protocol):
    """What a phrase asks of an index: a snapshot, or one that tells accents apart."""

    def postings(self, field: str, term: str) -> Postings:
        """The documents of a term, ascending."""

    def positions(self, field: str, term: str, documents: Documents) -> list[list[int]]:
        """The term's positions in each of these documents."""


def joined(tokens: Sequence[Token]) -> set[str]:
    """The terms that span several others ("saintetienne" of "Saint-Étienne")."""
    # Such a term stands right before the first of its parts, at the same position.
    return {whole.term for whole, part in pairwise(tokens) if whole.position == part.position}


def parts(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that span no other, one a position: the words of a phrase."""
    return list({token.position: token for token in tokens}.values())


def documents(snapshot: Source, field: str, tokens: Sequence[Token], slop: int, budget: Budget) -> Documents:
    """The documents, ascending, whose field holds the tokens in order within the slop."""
    terms = [token.term for token in tokens]
    found = [snapshot.postings(field, term).documents for term in dict.fromkeys(terms)]
    # Rarest first: the intersection never grows.
    candidates = reduce(_intersect, sorted(found, key=len))
    if len(terms) == 1 or not len(candidates):
        return candidates
    kept = [chunk[_in_order(snapshot, field, terms, chunk, slop)] for chunk in _chunks(candidates, budget)]
    return np.concatenate(kept)


def _intersect(left: Documents, right: Documents) -> Documents:
    return np.intersect1d(left, right, assume_unique=True)


def _chunks(candidates: Documents, budget: Budget) -> list[Documents]:
    def checked(start: int) -> Documents:
        budget.check()
        return candidates[start : start + _CHUNK]

    return [checked(start) for start in range(0, len(candidates), _CHUNK)]


def _in_order(snapshot: Source, field: str, terms: Sequence[str], chunk: Documents, slop: int) -> list[bool]:
    positions = {term: snapshot.positions(field, term, chunk) for term in dict.fromkeys(terms)}
    return [follows([positions[term][n] for term in terms], slop) for n in range(len(chunk))]


def follows(positions: Sequence[Sequence[int]], slop: int) -> bool:
    """Whether one position can be chosen from each list, ascending, with at most ``slop`` words between
    one and the next.

    >>> follows([[3, 9], [5]], 0), follows([[3, 9], [5]], 1)
    (False, True)
    """
    if slop == 0:
        starts = set(positions[0])
        for distance, row in enumerate(positions[1:], 1):
            starts &= {position - distance for position in row}
        return bool(starts)
    return bool(_reached(positions, slop)[-1])


def in_matches(positions: Sequence[Sequence[int]], slop: int) -> list[list[int]]:
    """Of each word's ascending positions, those that are part of a match. Linear, however often a word stands.

    >>> in_matches([[3, 9, 20], [5, 12]], 1)
    [[3], [5]]
    """
    kept = _reached(positions, slop)
    for n in range(len(kept) - 2, -1, -1):
        kept[n] = [position for position in kept[n] if _followed(position, kept[n + 1], slop)]
    return kept


def _reached(positions: Sequence[Sequence[int]], slop: int) -> list[list[int]]:
    """Of each word's positions, those that end a match of the words so far."""
    reached = [list(positions[0])]
    for row in positions[1:]:
        reached.append([position for position in row if _preceded(position, reached[-1], slop)])
    return reached


def _preceded(position: int, row: Sequence[int], slop: int) -> bool:
    """Whether some position of the row stands before this one with at most ``slop`` words between."""
    place = bisect_left(row, position) - 1
    return place >= 0 and position - row[place] <= slop + 1


def _followed(position: int, row: Sequence[int], slop: int) -> bool:
    """Whether some position of the row stands after this one with at most ``slop`` words between."""
    place = bisect_right(row, position)
    return place < len(row) and row[place] - position <= slop + 1


def spans(words: Sequence[str], tokens: Sequence[Token], slop: int) -> list[tuple[int, int]]:
    """The words of each place where the phrase stands among the tokens of a text, as offsets of the text."""
    places: dict[str, dict[int, Token]] = {term: {} for term in words}
    for token in tokens:
        if token.term in places:
            places[token.term][token.position] = token
    rows = in_matches([list(places[term]) for term in words], slop) if words else []
    found = {places[term][position] for term, row in zip(words, rows, strict=True) for position in row}
    return sorted((token.start, token.end) for token in found)
