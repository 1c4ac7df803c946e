"""Where words stand: occurrences as sorted numbers made of document and position.

Words next to each other, within a distance, or at the same place are then arithmetic on sorted arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from search.docset import DocSet, Documents, between, without_repeats
from search.term import Part, Term, postings_of

Keys = NDArray[np.unsignedinteger[Any]]

# With one document in so many asked for, unpacking all positions of a term is faster than picking.
_MOST = 6
# Looking one key up costs as much as unpacking so many occurrences and sorting them in.
_MANY = 12
# Looking up by halving costs as much a number as sorting so many into one list.
_FEW = 4


class KeySpace:
    """How occurrences are written as numbers: document × ``stride`` + position, in 32 bits where they suffice.

    A stride leaves room after the last position: what is ``room`` words further is still in its document.
    """

    def __init__(self, terms: Sequence[Term], room: int, size: int) -> None:
        longest = max((part.field.meta.longest for term in terms for part in term.parts), default=0)
        self.stride = longest + room + 1
        self.kind = np.uint32 if size * self.stride < 1 << 32 else np.uint64

    def occurrences(self, term: Term, documents: Documents) -> Keys:
        """The term's occurrences in these ascending documents, perhaps in others too."""
        found = [self._in_part(part, _within(part, documents)) for part in term.parts]
        found = [keys for keys in found if len(keys)]
        if not found:
            return np.empty(0, self.kind)
        return found[0] if len(found) == 1 else np.concatenate(found)

    def documents_of(self, keys: Keys) -> Documents:
        """The documents of some occurrences, each once, ascending."""
        return without_repeats((keys // self.kind(self.stride)).astype(np.int32))

    def expected(self, term: Term, documents: int) -> float:
        """How many occurrences to expect in so many of the term's documents."""
        spans = [part.field.position_span(part.number) for part in term.parts]
        return documents * sum(end - start for start, end in spans) / max(1, term.frequency)

    def kept(self, term: Term, keys: Keys) -> Keys:
        """Those of the ascending keys at which the term stands: each is looked up among the positions of the
        term in its document, by halving, all at once."""
        documents = keys // self.kind(self.stride)
        positions = keys - documents * self.kind(self.stride)
        stands = np.zeros(len(keys), np.bool_)
        for part in term.parts:
            first, end = between(documents.astype(np.int32), part.base, part.base + part.field.size)
            within = documents[first:end].astype(np.int32) - np.int32(part.base)
            inside, places = postings_of(part, within)
            stands[first + inside] = _stands(part, places, positions[first + inside])
        found: Keys = keys[stands]
        return found

    def _in_part(self, part: Part, documents: Documents) -> Keys:
        field = part.field
        start, end = field.position_span(part.number)
        every, freqs, begins = field.occurrences(part.number)
        if len(documents) * _MOST > len(every):
            documents, counts = every, freqs
            positions = field.positions(start, end)
        else:
            inside, places = postings_of(part, documents)
            documents, counts = documents[inside], freqs.take(places)
            positions = field.positions_at(ranges(begins.take(places).astype(np.int64) + start, counts))
        firsts: Any = documents.astype(self.kind)
        firsts += self.kind(part.base)
        firsts *= self.kind(self.stride)
        keys: Keys = np.repeat(firsts, counts)
        keys += positions
        return keys


def _stands(part: Part, places: NDArray[np.int64], wanted: Keys) -> NDArray[np.bool_]:
    """Whether the wanted positions are among those of these postings."""
    _, freqs, begins = part.field.occurrences(part.number)
    counts = freqs.take(places)
    low = begins.take(places).astype(np.int64) + part.field.position_span(part.number)[0]
    high = low + counts
    last = high - 1
    for _ in range(int(counts.max(initial=0)).bit_length()):
        middle = (low + high) >> 1
        smaller = part.field.positions_at(np.minimum(middle, last)) < wanted
        searching = low < high
        low = np.where(smaller & searching, middle + 1, low)
        high = np.where(smaller | ~searching, high, middle)
    found: NDArray[np.bool_] = (low <= last) & (part.field.positions_at(np.minimum(low, last)) == wanted)
    return found


def common(left: Keys, right: Keys) -> Keys:
    """The keys that both have."""
    few, many = sorted((left, right), key=len)
    if len(few) * _FEW < len(many):
        places = np.minimum(many.searchsorted(few), len(many) - 1)
        found: Keys = few[many[places] == few]
        return found
    merged = np.sort(np.concatenate([left, right]))
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
    first, end = between(documents, part.base, part.base + part.field.size)
    return documents[first:end] - np.int32(part.base)


class Word:
    """One word of a phrase, as a term stands for it."""

    def __init__(self, space: KeySpace, term: Term) -> None:
        self._space, self._term = space, term

    @property
    def documents(self) -> DocSet:
        """Where it stands."""
        return self._term.documents

    def occurrences(self, documents: Documents) -> Keys:
        """Its occurrences in some documents, perhaps in others too."""
        return self._space.occurrences(self._term, documents)

    def among(self, keys: Keys, documents: Documents) -> Keys:
        """Those of the keys, all of these documents, at which it stands."""
        if self._space.expected(self._term, len(documents)) > len(keys) * _MANY:
            return self._space.kept(self._term, keys)
        return common(keys, self.occurrences(documents))
