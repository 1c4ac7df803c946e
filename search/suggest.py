"""Completion: persons, places and words that begin as typed, the most frequent first."""

from __future__ import annotations

import numpy as np

from index.schema import facet
from index.text import fold, fold_key
from search.columns import ValueColumn
from search.result import Suggestion
from search.snapshot import Snapshot

# Of the words that begin so, those looked up; two letters may begin thousands, and any will do then.
_MAX_WORDS = 400
_MIN_WORD_PREFIX = 2


def suggest(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Entities first, since a name is what a reader most often means, then words."""
    if not fold_key(prefix):
        return ()
    found: list[Suggestion] = []
    for kind in ("person", "place"):
        found += _values(snapshot, snapshot.column(facet(kind).column), kind, prefix, limit)
    found.sort(key=lambda s: (-s.count, s.text))
    entities = found[: max(1, limit - limit // 3)]
    return tuple(entities + _words(snapshot, prefix, limit - len(entities)))


def _values(snapshot: Snapshot, column: ValueColumn, kind: str, prefix: str, limit: int) -> list[Suggestion]:
    counts = np.where(column.matching(prefix, prefix=True), column.count(snapshot.live), 0)
    best = np.argsort(-counts, kind="stable")[:limit]
    return [Suggestion(column.value(int(n)), kind, int(counts[n])) for n in best if counts[n] > 0]


def _words(snapshot: Snapshot, prefix: str, limit: int) -> list[Suggestion]:
    start = fold(prefix.strip())
    if limit <= 0 or len(start) < _MIN_WORD_PREFIX or not start.isalnum():
        return []
    words = snapshot.vocabulary("body").beginning(start)[:_MAX_WORDS]
    often = sorted(words, key=lambda word: (-snapshot.document_frequency("body", word), word))[:limit]
    # Only then counted: frequencies count removed articles until their segment is merged.
    counted = (Suggestion(word, "word", len(snapshot.term("body", word.encode()).documents)) for word in often)
    return sorted((s for s in counted if s.count), key=lambda s: (-s.count, s.text))
