"""Texts as numbers of stretches: what makes analysis fast.

A text is cut into stretches (``index.text.tokenise``), and no token reaches beyond one. So a batch of
articles is first read as a sequence of stretch numbers; each distinct stretch is analysed once; terms and
positions of the whole batch then come from tables, by NumPy.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import ranges
from index.text.accents import accented
from index.text.pieces import pieces
from index.text.tokenise import cut

Ints = NDArray[np.int64]


class _Numbers(dict[str, int]):
    """The number of each stretch met, given at first sight."""

    def __missing__(self, stretch: str) -> int:
        self[stretch] = number = len(self)
        return number


class Table(NamedTuple):
    """What each stretch gives: the numbers of its ``terms`` and their positions, from ``starts[n]`` to ``starts[n + 1]``."""

    terms: list[str]
    starts: Ints
    numbers: NDArray[np.int32]
    positions: NDArray[np.int32]


class Tokens(NamedTuple):
    """A token stream: document, term number and position of each token, document by document."""

    documents: NDArray[np.int32]
    terms: NDArray[np.int32]
    positions: NDArray[np.int32]


class Stretches:
    """The stretches of some texts of each document; ``fields`` as they are named."""

    def __init__(self, fields: Iterable[str]) -> None:
        self._numbers = _Numbers()
        self._streams = {field: array("I") for field in fields}
        self._lengths = {field: array("I") for field in self._streams}

    def add(self, texts: dict[str, str]) -> None:
        """The next document."""
        number = self._numbers.__getitem__
        for field, stream in self._streams.items():
            text = texts.get(field, "")
            before = len(stream)
            if text:
                stream.extend(map(number, cut(text)))
            self._lengths[field].append(len(stream) - before)

    @property
    def count(self) -> int:
        """Stretches so far."""
        return sum(map(len, self._streams.values()))

    @property
    def distinct(self) -> int:
        """Distinct stretches so far."""
        return len(self._numbers)

    def tables(self) -> tuple[Table, Table, NDArray[np.int32]]:
        """What each distinct stretch gives: its terms, its accented words, and how many positions it takes."""
        terms, words = _TableMaker(), _TableMaker()
        advances = array("i")
        for stretch in self._numbers:
            found = tuple(pieces(stretch))
            for term, _, _, position in found:
                terms.add(term, position)
            terms.end()
            for word, position in accented(stretch, found):
                words.add(word, position)
            words.end()
            advances.append(found[-1][3] + 1 if found else 0)
        return terms.table(), words.table(), np.array(advances, np.int32)

    def stream(self, field: str, order: Ints) -> tuple[NDArray[np.uint32], Ints]:
        """The stretch numbers of a field, and how many each document has, documents in this order."""
        lengths = np.array(self._lengths[field], np.int64)
        begin = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        stream = np.frombuffer(self._streams[field], np.uint32) if self._streams[field] else np.empty(0, np.uint32)
        return stream[ranges(begin[order], lengths[order])], lengths[order]


def tokens(stream: NDArray[np.uint32], lengths: Ints, table: Table, advances: NDArray[np.int32]) -> Tokens:
    """The tokens of a stream of stretches, by a table: the first of every stretch, then the second of those
    that have two, and so on; nearly all have one."""
    # Once as what NumPy looks things up by: it would convert the numbers at every look.
    stretches = stream.astype(np.intp)
    documents = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    begins = _positions(advances.take(stretches), lengths)
    counts = (table.starts[1:] - table.starts[:-1]).astype(np.int32).take(stretches)
    kept = counts > 0
    if not kept.all():
        stretches, counts = stretches[kept], counts[kept]
        documents, begins = documents[kept], begins[kept]
    sources = table.starts.take(stretches)
    firsts = Tokens(documents, table.numbers.take(sources), begins + table.positions.take(sources))
    most = int(counts.max(initial=0))
    if most < 2:
        return firsts
    places = np.cumsum(counts, dtype=np.intp)
    found = Tokens(*(np.empty(int(places[-1]), np.int32) for _ in range(3)))
    places -= counts
    for all_of, first in zip(found, firsts, strict=True):
        all_of[places] = first
    for n in range(1, most):
        having = (counts > n).nonzero()[0]
        further, sources_of = places[having] + n, sources[having] + n
        found.documents[further] = documents[having]
        found.terms[further] = table.numbers[sources_of]
        found.positions[further] = begins[having] + table.positions[sources_of]
    return found


def _positions(advances: NDArray[np.int32], lengths: Ints) -> NDArray[np.int32]:
    """Where each stretch begins, counted in positions from the start of its document."""
    begins: NDArray[np.int32] = np.cumsum(advances, dtype=np.int32) - advances
    if not len(begins):
        return begins
    # An empty document has no first stretch; its length repeats nothing.
    firsts = np.minimum(np.cumsum(lengths) - lengths, len(begins) - 1)
    begins -= np.repeat(begins.take(firsts), lengths)
    return begins


class _TableMaker:
    """Collects a table, stretch after stretch."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._ends, self._numbers, self._positions = array("q", [0]), array("i"), array("i")

    def add(self, term: str, position: int) -> None:
        """A term of the present stretch."""
        self._numbers.append(self._known.setdefault(term, len(self._known)))
        self._positions.append(position)

    def end(self) -> None:
        """The stretch is over."""
        self._ends.append(len(self._numbers))

    def table(self) -> Table:
        """All of it."""
        numbers, positions = np.array(self._numbers, np.int32), np.array(self._positions, np.int32)
        return Table(list(self._known), np.array(self._ends, np.int64), numbers, positions)
