"""Places for the nodes of a graph on a plane: those joined attract, all push each other away, boxes do not overlap.

T. Fruchterman and E. Reingold: "Graph Drawing by Force-directed Placement", Software: Practice and Experience 21, 1991, begun from
a circle, so that the same graph has the same drawing. Up to some 200 nodes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 250
# Boxes come apart in some twenty steps, or there is no room for them.
_PARTINGS = 120
_TOUCHING = 0.01
# What is not joined to the rest would drift to the margin.
_GRAVITY = 0.06


def placed(boxes: Floats, edges: NDArray[np.int64], weights: Floats, width: float, height: float) -> Floats:
    """The middle of each box (rows of ``boxes``: width and height) on a sheet; rows of ``edges`` join two, by a weight from 0 to 1."""
    count = len(boxes)
    if not count:
        return np.zeros((0, 2))
    angle = 2 * np.pi * np.arange(count) / count
    # Slightly off a circle's symmetry, in which forces may hold each other.
    radius = 0.35 * (1 + 0.1 * np.cos(3 * angle))
    at = np.stack([np.cos(angle) * radius, np.sin(angle) * radius], axis=1)
    at = _attracted(at, edges, weights)
    return _apart(_stretched(at, boxes, width, height), boxes, width, height)


def _attracted(at: Floats, edges: NDArray[np.int64], weights: Floats) -> Floats:
    """On a sheet of side 1."""
    count = len(at)
    ideal = np.sqrt(1 / count)
    pull = np.zeros((count, count))
    pull[edges[:, 0], edges[:, 1]] = pull[edges[:, 1], edges[:, 0]] = weights / ideal
    x, y = at.T.copy()
    for step in range(_STEPS):
        squared = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
        np.maximum(squared, 1e-9, out=squared)
        # Along the line between two: 1/d apart, d² together, each over d.
        force = ideal * ideal / squared - pull * np.sqrt(squared)
        np.fill_diagonal(force, 0)
        # The sum of (x - x') times force, over all x'.
        sums = force.sum(axis=1) - _GRAVITY / ideal
        move_x, move_y = x * sums - force @ x, y * sums - force @ y
        length = np.maximum(np.hypot(move_x, move_y), 1e-9)
        heat = np.minimum(length, 0.1 * (1 - step / _STEPS) + 0.001) / length
        x, y = x + move_x * heat, y + move_y * heat
    return np.stack([x, y], axis=1)


def _stretched(at: Floats, boxes: Floats, width: float, height: float) -> Floats:
    """Over the whole sheet. By rank as much as by distance, so that a dense middle spreads."""
    found = np.empty_like(at)
    for axis, side in enumerate((width, height)):
        along = at[:, axis]
        span = float(np.ptp(along)) or 1.0
        even = np.argsort(np.argsort(along, kind="stable"), kind="stable") / max(1, len(along) - 1)
        share = 0.5 * (along - along.min()) / span + 0.5 * even if len(along) > 1 else np.array([0.5])
        margin = boxes[:, axis] / 2
        found[:, axis] = margin + share * (side - 2 * margin)
    return found


def _apart(at: Floats, boxes: Floats, width: float, height: float) -> Floats:
    """The boxes moved away from each other, along the axis on which they overlap less, and kept on the sheet."""
    half = boxes.T / 2
    need_x, need_y = half[:, :, None] + half[:, None, :]
    np.fill_diagonal(need_x, 0)
    # Of two on the same spot the first goes up.
    order = np.sign(np.arange(len(at))[:, None] - np.arange(len(at)) + 0.5)
    x, y = at.T.copy()
    for _ in range(_PARTINGS):
        apart_x, apart_y = x[:, None] - x, y[:, None] - y
        over_x, over_y = need_x - np.abs(apart_x), need_y - np.abs(apart_y)
        hit = (over_x > _TOUCHING) & (over_y > _TOUCHING)
        if not hit.any():
            break
        # Moving up or down parts flat boxes sooner than moving aside.
        upright = over_y <= over_x
        for place, over, gap, here in ((x, over_x, apart_x, hit & ~upright), (y, over_y, apart_y, hit & upright)):
            way = np.where(gap == 0, order, np.sign(gap))
            np.add(place, (over * way * here).sum(axis=1) * 0.5, out=place)
        np.clip(x, half[0], width - half[0], out=x)
        np.clip(y, half[1], height - half[1], out=y)
    return np.stack([x, y], axis=1)
