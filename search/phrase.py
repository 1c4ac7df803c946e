"""Phrases and proximity, from positions.

A phrase's words must follow each other in order; with ``slop`` n, at most n other words may stand
between one and the next (as in Whoosh, whose slop is this plus one).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce

import numpy as np

from index.text import Token
from search.budget import Budget
from search.snapshot import Documents, Snapshot

# Positions of this many documents are compared between two looks at the clock.
_CHUNK = 2_000


def joined(tokens: Sequence[Token]) -> set[str]:
    """The terms that span several others ("saintetienne" of "Saint-Étienne")."""
    return {t.term for t in tokens if any(_inside(o, t) for o in tokens)}


def parts(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that span no other, one a position: the words of a phrase."""
    by_position: dict[int, Token] = {}
    for token in tokens:
        if not any(_inside(other, token) for other in tokens):
            by_position.setdefault(token.position, token)
    return [by_position[p] for p in sorted(by_position)]


def _inside(inner: Token, outer: Token) -> bool:
    wider = inner.end - inner.start < outer.end - outer.start
    return wider and outer.start <= inner.start and inner.end <= outer.end


def documents(snapshot: Snapshot, field: str, tokens: Sequence[Token], slop: int, budget: Budget) -> Documents:
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


def _in_order(snapshot: Snapshot, field: str, terms: Sequence[str], chunk: Documents, slop: int) -> list[bool]:
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
    rest = positions[1:]
    return any(match_from(start, rest, slop) is not None for start in positions[0])


def match_from(start: int, rest: Sequence[Sequence[int]], slop: int) -> list[int] | None:
    """The positions of a match that begins at ``start``, None when there is none.

    ``rest`` holds the ascending positions of each following word.
    """
    reachable = [[start]]
    for row in rest:
        reached = [position for position in row if _nearest(position, reachable[-1], slop) is not None]
        if not reached:
            return None
        reachable.append(reached)
    chosen = [reachable[-1][0]]
    for row in reversed(reachable[:-1]):
        before = _nearest(chosen[0], row, slop)
        assert before is not None, "every reached position was reached from one of the row before"
        chosen.insert(0, before)
    return chosen


def _nearest(position: int, row: Sequence[int], slop: int) -> int | None:
    """The last position of the row that stands before this one with at most ``slop`` words between."""
    place = bisect_left(row, position) - 1
    return row[place] if place >= 0 and position - row[place] <= slop + 1 else None
