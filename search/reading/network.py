"""Who and what occur together in the articles of a search: its most frequent persons and places, and the pairs of them.

Counted exactly from the columns: the values of each article as pairs of ordinals. A pair weighs by its articles, or by how far
these are more than chance: normalised pointwise mutual information (G. Bouma: "Normalized (Pointwise) Mutual Information in
Collocation Extraction", GSCL 2009), 1 for always together, 0 for chance, towards -1 for never.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search.docset import DocSet
from search.query.tree import Problem
from search.reading.desk import Desk
from search.request import SearchRequest

Of = Literal["person", "place", "both"]
Weight = Literal["count", "pmi"]
OF: tuple[Of, ...] = ("person", "place", "both")
WEIGHTS: tuple[Weight, ...] = ("count", "pmi")
MOST_NODES = 150

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a facet, and how many of the articles have it."""

    facet: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes, by their places among all; how many articles have both; their normalised mutual information."""

    first: int
    second: int
    count: int
    pmi: float


@dataclass(frozen=True, slots=True)
class NetworkAnswer:
    """``nodes``: most articles first; ``edges``: heaviest first, all pairs of nodes with at least so many articles as asked."""

    request: SearchRequest
    total: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The ``top`` most frequent persons, places or both of a search; pairs in fewer than ``least`` articles are left out."""

    request: SearchRequest
    of: Of = "both"
    weight: Weight = "count"
    top: int = 40
    least: int = 3

    def answer(self, desk: Desk) -> NetworkAnswer:
        """Counted from the columns."""
        found = desk.found(self.request)
        facets = ("person", "place") if self.of == "both" else (self.of,)
        ranked = sorted(
            (-count, facets.index(facet), number)
            for facet in facets
            for number, count in desk.snapshot.column(self.request.column(facet)).top(found.documents, self.top)
        )[: self.top]
        desk.budget.check()
        together = np.zeros((len(ranked), len(ranked)), np.int64)
        if ranked:
            together = _together(self._rows(desk, found.documents, facets, ranked), len(ranked))
        nodes = tuple(
            Node(facets[facet], desk.snapshot.column(self.request.column(facets[facet])).value(number), -count)
            for count, facet, number in ranked
        )
        return NetworkAnswer(
            found.request, found.total, nodes, self._edges(together, nodes, found.total), found.problems
        )

    def _rows(self, desk: Desk, documents: DocSet, facets: tuple[str, ...], ranked: list[tuple[int, int, int]]) -> Ints:
        """The nodes of each article: the article's place times the number of nodes, plus the node; ascending."""
        keys = []
        for place, facet in enumerate(facets):
            column = desk.snapshot.column(self.request.column(facet))
            node = np.full(len(column), -1, np.int64)
            for n, (_, of, number) in enumerate(ranked):
                if of == place:
                    node[number] = n
            numbers, each = column.rows(documents.documents)
            nodes = node[numbers]
            kept = nodes >= 0
            keys.append(np.repeat(np.arange(len(each)), each)[kept] * len(ranked) + nodes[kept])
        ordered = np.sort(np.concatenate(keys))
        # Two spellings of a name are one value: an article counts once.
        once: Ints = ordered[np.diff(ordered, prepend=-1) > 0]
        return once

    def _edges(self, together: Ints, nodes: tuple[Node, ...], total: int) -> tuple[Edge, ...]:
        first, second = np.nonzero(together >= max(1, self.least))
        counts = together[first, second]
        sizes = np.array([node.count for node in nodes], np.int64)
        mutual = normalised_pmi(counts, sizes[first], sizes[second], total)
        weights = (-mutual, -counts) if self.weight == "pmi" else (-counts, -mutual)
        order = np.lexsort((second, first, *reversed(weights)))
        return tuple(
            Edge(int(first[n]), int(second[n]), int(counts[n]), round(float(mutual[n]), 3)) for n in order.tolist()
        )


def _together(rows: Ints, nodes: int) -> Ints:
    """How many articles have both of two nodes, the first before the second: an upper triangle."""
    document, node = np.divmod(rows, nodes)
    ends = np.searchsorted(document, document, "right")
    after = ends - np.arange(len(rows)) - 1
    first = np.repeat(np.arange(len(rows)), after)
    # Each with all that follow it in its article.
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    pairs = node[first] * nodes + node[second]
    return np.bincount(pairs, minlength=nodes * nodes).reshape(nodes, nodes)


def normalised_pmi(both: Ints, first: Ints, second: Ints, total: int) -> Floats:
    """ln(p(x,y) / p(x) p(y)) / -ln p(x,y) of counts among ``total`` articles; ``both`` is above 0. What is in all articles
    tells nothing: 0.

    >>> normalised_pmi(np.array([10, 1, 100]), np.array([10, 10, 100]), np.array([10, 10, 100]), 100).round(3).tolist()
    [1.0, 0.0, 0.0]
    """
    share = both / max(1, total)
    mutual = np.log(both * float(total) / (first * second.astype(np.float64)))
    scale = -np.log(share)
    found: Floats = np.divide(mutual, scale, out=np.zeros_like(mutual), where=scale > 0)
    return found
