"""Where French communes lie: the table of their outlines and town halls, for baking.

Useful for: a position of every commune, and the outlines of the map. Not for: anything at run time.
"""

from __future__ import annotations

import csv
import itertools
import lzma
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Point = tuple[float, float]
"""Longitude and latitude."""
Ring = list[Point]


class Commune(NamedTuple):
    """A commune by its INSEE code; ``hall`` is None where the table has no town hall."""

    code: str
    rings: list[Ring]
    hall: Point | None


def communes(path: Path) -> Iterator[Commune]:
    """The communes of the table (CSV in LZMA; shapes in hexadecimal well-known binary)."""
    csv.field_size_limit(1 << 30)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["type"] == "COM":
                shape, hall = (
                    bytes.fromhex(row[name].replace(r"\N", "")) for name in ("geometry", "mairie_localisation")
                )
                yield Commune(row["code"], list(_rings(shape)) if shape else [], _point(hall) if hall else None)


def positions(path: Path) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each commune, to a thousandth: its town hall where that stands in it, as it should; else
    the middle of its largest part."""
    found = {}
    for code, rings, hall in communes(path):
        if rings:
            largest = max(rings, key=lambda ring: abs(_surface(ring)))
            inside = hall is not None and any(_holds(ring, hall) for ring in rings)
            lon, lat = hall if hall and inside else _middle(largest)
            found[code] = (round(lat, 3), round(lon, 3))
    return found


def _point(shape: bytes) -> Point:
    """A point in well-known binary (OGC 06-103r4, 8.2), little-endian."""
    lon, lat = struct.unpack_from("<2d", shape, 5)
    return lon, lat


def _rings(shape: bytes) -> Iterator[Ring]:
    """The rings of a multipolygon."""
    (parts,) = struct.unpack_from("<I", shape, 5)
    at = 9
    for _ in range(parts):
        (count,) = struct.unpack_from("<I", shape, at + 5)
        at += 9
        for _ in range(count):
            (points,) = struct.unpack_from("<I", shape, at)
            numbers = struct.unpack_from(f"<{2 * points}d", shape, at + 4)
            at += 4 + 16 * points
            yield list(zip(numbers[::2], numbers[1::2], strict=True))


def _surface(ring: Ring) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring)) / 2


def _middle(ring: Ring) -> Point:
    """The centre of gravity."""
    x0, y0 = ring[0]
    near = [(x - x0, y - y0) for x, y in ring]  # small numbers lose less
    area = _surface(near)
    x = y = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(near):
        cross = ax * by - bx * ay
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return (x0 + x / (6 * area), y0 + y / (6 * area)) if area else ring[0]


def _holds(ring: Ring, point: Point) -> bool:
    """Whether a ray from the point to the east meets the ring an odd number of times."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd
