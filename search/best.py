"""The best documents of a query without scoring the others.

Two ways, both exact, ties with the last included:

- *By windows*: those that can score most are scored first; once the k-th score is above what any other
  window can reach, the rest is left out. After Mallia, Suel and Tonellotto, "Faster Learned Sparse
  Retrieval with Block-Max Pruning", SIGIR 2024.
- *By lists*: where some words are rare, their sums are exact and cheap; only documents whose sum with the
  windows' bounds of the frequent words reaches the k-th score are scored. After MaxScore (Turtle and
  Flood, 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.segment.bitmaps import set_bits
from index.segment.postings import WINDOW, WINDOW_BITS
from search.budget import Budget
from search.docset import DocSet, Documents, distinct
from search.scored import OfTerm, Scored
from search.scratch import Floats, added_up

# Scoring so few costs less than looking for the best among N / 128 windows.
_DIRECT = 1_500
# Windows scored first: 32 × 128 documents nearly always hold the ten best.
_FIRST = 32
_GROWTH = 4
_WORDS = WINDOW // 64
# Sums of float32 in another order may differ by some units in the last place.
_SLACK = np.float32(1 - 1e-5)


def best(query: Scored, among: DocSet, count: int, budget: Budget) -> tuple[Documents, Floats]:
    """The documents of ``among`` (found ones) with the ``count`` highest scores, ties with the last and
    perhaps others, ascending, and their scores."""
    listed, others = query.split()
    if among.count <= max(_DIRECT, count) or (len(listed) == 1 and not others):
        return _cut(among.documents, query.scores(among.documents), count)
    if listed:
        return _by_lists(query, listed, others, among, count)
    return _by_windows(query, among, count, budget)


def _cut(documents: Documents, scores: Floats, count: int) -> tuple[Documents, Floats]:
    """Those that score no less than the ``count``-th."""
    if len(scores) <= count:
        return documents, scores
    kept = (scores >= _least(scores, count)).nonzero()[0]
    return documents[kept], scores[kept]


def _least(scores: Floats, count: int) -> np.float32:
    """The ``count``-th highest score."""
    least: np.float32 = np.partition(scores, len(scores) - count)[len(scores) - count]
    return least


# --- by lists


def _by_lists(
    query: Scored, listed: Sequence[OfTerm], others: Sequence[Scored], among: DocSet, count: int
) -> tuple[Documents, Floats]:
    lists = [part.everywhere() for part in listed]
    documents = _holding(lists, among)
    sums = added_up(lists, documents, among.size)
    bounds = reduce(np.add, [part.bounds for part in others]) if others else np.zeros(1, np.float32)
    reach = sums + bounds.take(documents >> WINDOW_BITS) if others else sums
    # The most promising show which score is to be beaten.
    first = documents[reach >= _least(reach, count)] if len(documents) > count else documents
    scores = query.scores(first)
    least = _least(scores, count) * _SLACK if len(scores) >= count else np.float32(0)
    chosen = documents[reach >= least]
    windows = (bounds >= least).nonzero()[0]
    if others and len(windows):
        # Documents of the frequent words alone that may be among the best.
        chosen = distinct(np.concatenate([chosen, in_windows(among, windows)]))
    return _cut(chosen, query.scores(chosen), count)


def _holding(lists: Sequence[tuple[Documents, Floats]], among: DocSet) -> Documents:
    """The documents of ``among`` in any of the lists."""
    if among.is_sparse:
        return among.documents
    documents = lists[0][0] if len(lists) == 1 else distinct(np.concatenate([listed for listed, _ in lists]))
    return documents[among.has(documents)]


# --- by windows


def _by_windows(query: Scored, among: DocSet, count: int, budget: Budget) -> tuple[Documents, Floats]:
    bounds = query.bounds
    step = max(_FIRST, count // _FIRST)
    if step >= len(bounds):
        return _cut(among.documents, query.scores(among.documents), count)
    waiting = np.argpartition(-bounds, step)
    documents, scores = np.empty(0, np.int32), np.empty(0, np.float32)
    while True:
        budget.check()
        chosen, waiting = waiting[:step], waiting[step:]
        found = in_windows(among, np.sort(chosen))
        documents, scores = _cut(
            np.concatenate([documents, found]), np.concatenate([scores, query.scores(found)]), count
        )
        least = _least(scores, count) if len(scores) >= count else np.float32(-1)
        waiting = waiting[bounds.take(waiting) >= least]
        if not len(waiting):
            break
        # The most promising of those that are left, more each time.
        step *= _GROWTH
        if step < len(waiting):
            waiting = waiting[np.argpartition(-bounds.take(waiting), step)]
    order = np.argsort(documents)
    return documents[order], scores[order]


def in_windows(found: DocSet, windows: NDArray[np.int64]) -> Documents:
    """The documents of a set that lie in these ascending windows."""
    words = found.words
    if len(words) % _WORDS:
        words = np.append(words, np.zeros(_WORDS - len(words) % _WORDS, np.uint64))
    chosen = words.reshape(-1, _WORDS)[windows]
    places = set_bits(chosen)
    documents: NDArray[np.int64] = windows.take(places >> WINDOW_BITS)
    documents <<= WINDOW_BITS
    documents += places & (WINDOW - 1)
    return documents.astype(np.int32)
