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
from index.text.tokenise import STRETCHES

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
        self._cut = STRETCHES.findall

    def add(self, texts: dict[str, str]) -> None:
        """The next document."""
        number = self._numbers.__getitem__
        for field, stream in self._streams.items():
            text = texts.get(field, "")
            before = len(stream)
            if text:
                stream.extend(map(number, self._cut(text)))
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
    """The tokens of a stream of stretches, by a table."""
    positions = _positions(advances[stream], lengths)
    starts = table.starts[stream]
    counts = table.starts[stream + np.uint32(1)] - starts
    places = ranges(starts, counts)
    documents = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return Tokens(
        np.repeat(documents, counts),
        table.numbers[places],
        np.repeat(positions, counts) + table.positions[places],
    )


def _positions(advances: NDArray[np.int32], lengths: Ints) -> NDArray[np.int32]:
    """Where each stretch begins, counted in positions from the start of its document."""
    ends = np.cumsum(advances, dtype=np.int64)
    begins = ends - advances
    # An empty document has no first stretch; its length repeats nothing.
    firsts = np.minimum(np.cumsum(lengths) - lengths, max(0, len(begins) - 1))
    base = begins[firsts] if len(begins) else np.zeros(len(lengths), np.int64)
    found: NDArray[np.int32] = (begins - np.repeat(base, lengths)).astype(np.int32)
    return found


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
