"""The best documents of a query without scoring the others: block-max pruning by windows of documents.

The windows that can score most are scored first; once the k-th score is above what any other window can
reach, the rest is left out. After Mallia, Suel and Tonellotto, "Faster Learned Sparse Retrieval with
Block-Max Pruning", SIGIR 2024. Exact: ties with the k-th are all found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.segment.postings import WINDOW
from search.budget import Budget
from search.docset import DocSet, Documents
from search.scored import Scored
from search.term import Floats

# Scoring so few costs less than looking for the best windows among N / 128.
_DIRECT = 1_500
# Windows scored first: 32 × 128 documents nearly always hold the ten best.
_FIRST = 32
_GROWTH = 4
_WORDS = WINDOW // 64


def best(query: Scored, among: DocSet, count: int, budget: Budget) -> tuple[Documents, Floats]:
    """The documents of ``among`` (found ones) with the ``count`` highest scores, ties with the last and
    perhaps others, ascending, and their scores."""
    if among.count <= max(_DIRECT, count):
        return among.documents, query.scores(among.documents)
    bounds = query.bounds
    # Of equal bounds, which windows come first does not matter: ties are all looked at.
    waiting = np.argsort(-bounds, kind="stable") if count > WINDOW else None
    documents, scores = np.empty(0, np.int32), np.empty(0, np.float32)
    done, step = 0, max(_FIRST, count // _FIRST)
    while True:
        budget.check()
        chosen, waiting = _next(bounds, waiting, done, step)
        found = in_windows(among, np.sort(chosen))
        documents = np.concatenate([documents, found])
        scores = np.concatenate([scores, query.scores(found)])
        done += len(chosen)
        if done >= len(bounds):
            break
        if len(scores) >= count:
            least = np.partition(scores, len(scores) - count)[len(scores) - count]
            kept = scores >= least
            documents, scores = documents[kept], scores[kept]
            step = int(np.count_nonzero(bounds >= least)) - done
            if step <= 0:
                break
            # All that is left at once when it is little, else the most promising first.
            step = min(step, done * _GROWTH)
        else:
            step = done * _GROWTH
    order = np.argsort(documents)
    return documents[order], scores[order]


def _next(
    bounds: Floats, waiting: NDArray[np.int64] | None, done: int, step: int
) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
    """The next windows by their bounds; they are put in order only when the first step was not enough."""
    if waiting is None and done == 0 and step < len(bounds):
        split = np.argpartition(-bounds, step - 1)
        return split[:step], split
    if done and waiting is not None and done <= _FIRST:
        # The first were taken in no order: they stay first.
        rest = waiting[done:]
        waiting = np.concatenate([waiting[:done], rest[np.argsort(-bounds[rest], kind="stable")]])
    if waiting is None:
        waiting = np.argsort(-bounds, kind="stable")
    return waiting[done : done + step], waiting


def in_windows(found: DocSet, windows: NDArray[np.int64]) -> Documents:
    """The documents of a set that lie in these ascending windows."""
    words = found.words
    if len(words) % _WORDS:
        words = np.append(words, np.zeros(_WORDS - len(words) % _WORDS, np.uint64))
    chosen = words.reshape(-1, _WORDS)[windows]
    bits = np.unpackbits(chosen.view(np.uint8), axis=1, bitorder="little")
    window, place = np.nonzero(bits)
    return (windows[window] * WINDOW + place).astype(np.int32)
