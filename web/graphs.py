"""A network as SVG: where everything stands, in numbers; ``templates/network.html`` draws it.

The area of a node tells its articles, its shape what it is (a person is round, a place square); the width of a line its
weight. Labels are under their nodes and keep clear of each other as far as there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from web import forces

WIDTH = 900
_LEAST_HEIGHT, _HEIGHT_A_NODE = 300, 5.5
_LARGEST, _SMALLEST = 24.0, 3.5
_LETTER, _LINE = 6.9, 14
_LONGEST_LABEL = 26
_THICKEST, _THINNEST = 7.0, 0.8


@dataclass(frozen=True, slots=True)
class Dot:
    """What a node is to show: ``size`` in articles; ``said`` says it in words."""

    kind: str
    name: str
    size: int
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Tie:
    """What an edge is to show: two dots by their places, a ``weight`` above 0."""

    first: int
    second: int
    weight: float
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot in its place: ``radius`` of a circle, or half the side of a square of the same area."""

    dot: Dot
    x: int
    y: int
    radius: float
    label: str
    label_y: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A tie in its place."""

    tie: Tie
    x1: int
    y1: int
    x2: int
    y2: int
    width: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing: thin strokes first, so that the thick are on top."""

    title: str
    spots: tuple[Spot, ...]
    strokes: tuple[Stroke, ...]
    height: int
    width: int = WIDTH


def skeleton(weights: Sequence[tuple[int, int]], nodes: int, most: int) -> list[int]:
    """Which of the pairs (heaviest first) to draw, at most so many: the first of each node, then the heaviest.

    >>> skeleton([(0, 1), (0, 2), (1, 2), (2, 3)], 4, 3)
    [0, 1, 3]
    """
    met: set[int] = set()
    first_of = []
    for n, (first, second) in enumerate(weights):
        if len(met) == nodes:
            break
        if first not in met or second not in met:
            first_of.append(n)
            met |= {first, second}
    kept = dict.fromkeys([*first_of[:most], *range(len(weights))])
    return sorted(list(kept)[:most])


def graph(title: str, dots: Sequence[Dot], ties: Sequence[Tie]) -> Graph:
    """The drawing of these."""
    height = round(_LEAST_HEIGHT + _HEIGHT_A_NODE * len(dots))
    largest = max((dot.size for dot in dots), default=0) or 1
    radii = [max(_SMALLEST, _LARGEST * math.sqrt(dot.size / largest)) for dot in dots]
    labels = [_short(dot.name) for dot in dots]
    boxes = np.array(
        [
            (max(len(label) * _LETTER, 2 * radius) + 4, 2 * radius + _LINE + 4)
            for label, radius in zip(labels, radii, strict=True)
        ]
    ).reshape(-1, 2)
    heaviest = max((tie.weight for tie in ties), default=0) or 1
    pulls = np.array([tie.weight / heaviest for tie in ties])
    edges = np.array([(tie.first, tie.second) for tie in ties], np.int64).reshape(-1, 2)
    middles = forces.placed(boxes, edges, np.sqrt(pulls), WIDTH, height)
    # The box has the dot above its label.
    centres = [(round(x), round(y - _LINE / 2)) for x, y in middles.tolist()]
    strokes = [
        Stroke(tie, *centres[tie.first], *centres[tie.second], round(max(_THINNEST, _THICKEST * pull), 1))
        for tie, pull in zip(ties, pulls.tolist(), strict=True)
    ]
    return Graph(
        title,
        tuple(
            Spot(dot, x, y, _radius(dot, radius), label, round(y + radius + _LINE - 3))
            for dot, (x, y), radius, label in zip(dots, centres, radii, labels, strict=True)
        ),
        tuple(sorted(strokes, key=lambda stroke: stroke.width)),
        height,
    )


def _radius(dot: Dot, radius: float) -> float:
    return round(radius * math.sqrt(math.pi) / 2 if dot.kind == "place" else radius, 1)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
