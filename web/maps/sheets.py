"""The sheets of the map: what each shows, and where a place lies upon it. A sheet is a picture under ``static/maps``.

>>> x, y = sheet("france").at([48.853, 40.71], [2.349, -74.01])
>>> 0 < x[0] < 2000, bool(np.isnan(x[1]))  # Paris lies on the sheet of France, New York does not
(True, True)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from web.maps.projections import EqualArea, EqualEarth, Lambert93, Plane, Projection

_TABLE = Path(__file__).parent / "sheets.tsv"
WORLD, FRANCE = "world", "france"


@dataclass(frozen=True, slots=True)
class Inset:
    """Where an island is laid upon another sheet: its corner there, and how large a unit of its own is."""

    sheet: Sheet
    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of ``width`` × ``height`` units of ``unit`` kilometres whose upper left corner lies at (``left``, ``top``) on
    the plane of its projection. ``inside`` is the sheet it is a part of, "" for the world."""

    name: str
    projection: Projection
    left: float
    top: float
    unit: float
    width: int
    height: int
    inside: str = ""
    insets: tuple[Inset, ...] = ()

    @property
    def surface(self) -> float:
        """Square kilometres in the window."""
        return self.width * self.height * self.unit**2

    def at(self, lat: ArrayLike, lon: ArrayLike) -> Plane:
        """Where places lie in the picture, from its upper left corner; NaN for those outside, and those without degrees."""
        x, y = self._own(lat, lon)
        for inset in self.insets:
            own_x, own_y = inset.sheet.at(lat, lon)
            there = ~np.isnan(own_x)
            x = np.where(there, inset.x + own_x * inset.scale, x)
            y = np.where(there, inset.y + own_y * inset.scale, y)
        return x, y

    def _own(self, lat: ArrayLike, lon: ArrayLike) -> Plane:
        east, north = self.projection(lat, lon)
        x, y = (east - self.left) / self.unit, (self.top - north) / self.unit
        with np.errstate(invalid="ignore"):
            outside = ~((x >= 0) & (x <= self.width) & (y >= 0) & (y <= self.height))
        return np.where(outside, np.nan, x), np.where(outside, np.nan, y)

    def shows(self, lat: ArrayLike, lon: ArrayLike) -> NDArray[np.bool_]:
        """Which places lie on it."""
        return ~np.isnan(self.at(lat, lon)[0])


def projection(name: str, lat: float, lon: float) -> Projection:
    """A projection by its name in the table."""
    made: dict[str, Projection] = {
        "equal-earth": EqualEarth(lon), "equal-area": EqualArea(lat, lon), "lambert-93": Lambert93()
    }  # fmt: skip
    return made[name]


@cache
def sheets() -> dict[str, Sheet]:
    """All sheets, the world first, then the continents, France, its regions."""
    found: dict[str, Sheet] = {}
    laid: dict[str, list[Inset]] = {}
    rows = [line.split("\t") for line in _TABLE.read_text("utf-8").splitlines()[1:]]
    # An island comes before what it is laid upon; the order for readers is the table's.
    for row in sorted(rows, key=lambda row: not row[-1]):
        name, kind, lat, lon, left, top, unit, width, height, inside, x, y, scale = row
        made = Sheet(
            name,
            projection(kind, float(lat), float(lon)),
            float(left),
            float(top),
            float(unit),
            int(width),
            int(height),
            inside,
            tuple(laid.get(name, ())),
        )
        if scale:
            laid.setdefault(inside, []).append(Inset(made, float(x), float(y), float(scale)))
        found[name] = made
    return {row[0]: found[row[0]] for row in rows}


def sheet(name: str) -> Sheet:
    """The sheet of that name."""
    return sheets()[name]
