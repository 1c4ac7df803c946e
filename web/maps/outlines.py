"""Outlines as arcs: lines between two areas, or between one area and the sea. Used when sheets are baked, never at run time.

An arc is shared by the areas on both its sides, so that a border simplified once has no gap.
"""

from __future__ import annotations

import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
"""Points, a row each: longitude and latitude, or x and y."""
Point = tuple[float, float]
Ring = list[Point]

# Where maps of the states disagree, as the United Nations see it: parts that Natural Earth draws as countries of their own, or
# with the state that holds them, by the state they are drawn with here.
_DRAWN_WITH = {"Somaliland": "Somalia", "N. Cyprus": "Cyprus", "Siachen Glacier": "India"}
_CRIMEA = (32.4, 36.7, 44.3, 46.3)  # west, east, south, north: a polygon of its own (A/RES/68/262)


@dataclass(frozen=True, slots=True)
class Arc:
    """A line, and the areas beside it: one (a coast, the area always on the same hand) or two (a border)."""

    line: Line
    areas: tuple[str, ...]


def of_topojson(topology: Mapping[str, Any], without: str = "") -> list[Arc]:
    """The arcs of the countries of a TopoJSON file (its specification, 2.1.3 and 2.1.4), one of them left out."""
    scale, translate = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    lines = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]
    uses: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        if name == without:
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for polygon in polygons:
            drawn = _drawn_with(name, lines[_index(polygon[0][0])])
            for number in (n for ring in polygon for n in ring):
                uses[_index(number)].append((drawn, number < 0))
    found = []
    for number, users in uses.items():
        names = {name for name, _ in users}
        if len(users) == 1:
            line = lines[number]
            found.append(Arc(line[::-1] if users[0][1] else line, tuple(names)))
        elif len(names) > 1:
            found.append(Arc(lines[number], tuple(sorted(names))))
    return found


def _index(number: int) -> int:
    return ~number if number < 0 else number


def _drawn_with(name: str, line: Line) -> str:
    west, east, south, north = _CRIMEA
    (lon, lat), (lon_to, lat_to) = line.min(axis=0), line.max(axis=0)
    if name == "Russia" and west <= lon <= lon_to <= east and south <= lat <= lat_to <= north:
        return "Ukraine"
    return _DRAWN_WITH.get(name, name)


def of_rings(rings: Iterable[tuple[str, Ring]]) -> list[Arc]:
    """The arcs of areas given as the rings of their parts, of which neighbours share their very points."""
    area_of: dict[tuple[Point, Point], str] = {}
    for area, ring in rings:
        for edge in itertools.pairwise(ring):
            area_of[edge] = area
    kept: dict[tuple[Point, Point], tuple[str, ...]] = {}
    for (a, b), area in area_of.items():
        other = area_of.get((b, a))
        if other is None:
            kept[a, b] = (area,)
        elif other != area and (b, a) not in kept:
            kept[a, b] = tuple(sorted((area, other)))
    return list(_chained(kept))


class _End(NamedTuple):
    point: Point
    areas: tuple[str, ...]
    forward: bool


def _chained(edges: dict[tuple[Point, Point], tuple[str, ...]]) -> Iterator[Arc]:
    """Edges joined wherever exactly two of the same areas meet."""
    around: dict[Point, list[_End]] = defaultdict(list)
    for (a, b), areas in edges.items():
        around[a].append(_End(b, areas, forward=True))
        around[b].append(_End(a, areas, forward=False))

    def passes(point: Point) -> bool:
        ends = around[point]
        return len(ends) == 2 and ends[0].areas == ends[1].areas

    left = set(edges)
    # From the junctions first; what is left then are rings.
    starts = [edge for edge in edges if not passes(edge[0]) or not passes(edge[1])]
    for first in [*starts, *edges]:
        if first not in left:
            continue
        areas = edges[first]
        left.discard(first)
        line = list(first)
        if passes(first[0]) and not passes(first[1]):
            line.reverse()
        turned = line[0] != first[0]
        while passes(line[-1]) and line[-1] != line[0]:
            onward = next(end.point for end in around[line[-1]] if end.point != line[-2])
            left -= {(line[-1], onward), (onward, line[-1])}
            line.append(onward)
        yield Arc(np.array(line[::-1] if turned else line), areas)


def rings_of(arcs: Iterable[Arc]) -> list[list[Arc]]:
    """The coasts joined end to end into closed rings."""
    left = defaultdict(list)
    for arc in arcs:
        if len(arc.areas) == 1:
            left[tuple(arc.line[0])].append(arc)
    rings = []
    while left:
        start = next(iter(left))
        ring, here = [], start
        while here in left:
            arc = left[here].pop()
            if not left[here]:
                del left[here]
            ring.append(arc)
            here = tuple(arc.line[-1])
            if here == start:
                break
        rings.append(ring)
    return rings


def simplified(line: Line, least: float) -> Line:
    """Without the points whose triangle with their neighbours is smaller than ``least``, the smallest first (M. Visvalingam,
    J. Whyatt, "Line generalisation by repeated elimination of points", The Cartographic Journal 30, 1993)."""
    count = len(line)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    area = [float("inf")] * count

    def size(n: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[n]], line[n], line[after[n]]
        return float(abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))) / 2

    heap: list[tuple[float, int]] = []
    for n in range(1, count - 1):
        area[n] = size(n)
        heapq.heappush(heap, (area[n], n))
    gone = np.zeros(count, bool)
    while heap:
        smallest, n = heapq.heappop(heap)
        if gone[n] or smallest != area[n]:
            continue
        if smallest >= least:
            break
        gone[n] = True
        before[after[n]], after[before[n]] = before[n], after[n]
        for near in (before[n], after[n]):
            if 0 < near < count - 1:
                # Never less than what has gone already, else a long row of small steps would all go.
                area[near] = max(size(near), smallest)
                heapq.heappush(heap, (area[near], near))
    return line[~gone]


def surface(ring: Line) -> float:
    """What a closed ring holds, negative when it turns with the clock."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def clipped(ring: Line, low: Point, high: Point) -> Line:
    """The part of a ring within a window between two corners: side by side (I. Sutherland, G. Hodgman, 1974)."""
    sides = [(axis, limit[axis], sign) for limit, sign in ((low, 1), (high, -1)) for axis in (0, 1)]
    for axis, limit, sign in sides:
        if not len(ring):
            return ring
        inside = (ring[:, axis] - limit) * sign >= 0
        if inside.all():
            continue
        found = []
        for n in range(len(ring)):
            here, previous = ring[n], ring[n - 1]
            if inside[n] != inside[n - 1]:
                share = (limit - previous[axis]) / (here[axis] - previous[axis])
                found.append(previous + share * (here - previous))
            if inside[n]:
                found.append(here)
        ring = np.array(found)
    return ring


def joined(arcs: Iterable[Arc]) -> Line:
    """The points of arcs that follow one another."""
    return np.concatenate([arc.line if n == 0 else arc.line[1:] for n, arc in enumerate(arcs)])


def cut_at_antimeridian(arcs: Iterable[Arc]) -> list[Arc]:
    """Coasts, in degrees, as whole rings between 180° W and 180° E; without the ring around the pole."""
    rings = []
    for ring in map(joined, rings_of(arcs)):
        # From here on, a ring that goes over the antimeridian goes on beyond 180°.
        turned = np.column_stack((np.unwrap(ring[:, 0], period=360), ring[:, 1]))
        if abs(turned[0, 0] - turned[-1, 0]) < 180:
            copies = (clipped(turned + np.array((shift, 0)), (-180, -90), (180, 90)) for shift in (-360, 0, 360))
            rings += [Arc(np.vstack((part, part[:1])), ("land",)) for part in copies if len(part)]
    return rings
