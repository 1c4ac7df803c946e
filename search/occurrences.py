"""Where words stand: occurrences as sorted 64-bit keys, document in the upper half, position in the lower.

Words next to each other, within a distance, or at the same place are then arithmetic on sorted arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from search.docset import Documents
from search.term import Part, Term, postings_of

Keys = NDArray[np.int64]

_DOCUMENT_BITS = 32
# With this share of its postings asked for, unpacking all positions of a term is faster than picking.
_MOST = 4


def occurrences(term: Term, documents: Documents) -> Keys:
    """The term's occurrences in these ascending documents."""
    found = [_in_part(part, _within(part, documents)) for part in term.parts]
    found = [keys for keys in found if len(keys)]
    if not found:
        return np.empty(0, np.int64)
    return found[0] if len(found) == 1 else np.concatenate(found)


def documents_of(keys: Keys) -> Documents:
    """The documents of some occurrences, each once, ascending."""
    documents = (keys >> _DOCUMENT_BITS).astype(np.int32)
    return documents[np.flatnonzero(np.diff(documents, prepend=-1))] if len(documents) else documents


def common(left: Keys, right: Keys) -> Keys:
    """The keys that both have."""
    # Two ascending runs: NumPy's stable sort merges them, twice as fast as looking each up.
    merged = np.sort(np.concatenate([left, right]), kind="stable")
    shared: Keys = merged[:-1][merged[1:] == merged[:-1]]
    return shared


def without(left: Keys, right: Keys) -> Keys:
    """The keys of the left that the right has not."""
    if not len(right) or not len(left):
        return left
    places = np.minimum(np.searchsorted(right, left), len(right) - 1)
    kept: Keys = left[right[places] != left]
    return kept


def _within(part: Part, documents: Documents) -> Documents:
    first, end = np.searchsorted(documents, (part.base, part.base + part.field.size))
    return documents[first:end] - np.int32(part.base)


def _in_part(part: Part, documents: Documents) -> Keys:
    inside, places = postings_of(part, documents)
    if not len(inside):
        return np.empty(0, np.int64)
    field = part.field
    start, end = field.position_span(part.number)
    freqs = field.freqs(*field.span(part.number))
    begins = np.cumsum(freqs, dtype=np.int64) - freqs
    counts = freqs[places]
    chosen = ranges(begins[places], counts)
    if len(chosen) * _MOST > end - start:
        positions = field.positions(start, end).take(chosen)
    else:
        positions = field.positions_at(chosen + start)
    keys: NDArray[Any] = np.repeat(documents[inside].astype(np.int64) + part.base, counts) << _DOCUMENT_BITS
    keys |= positions
    return keys
