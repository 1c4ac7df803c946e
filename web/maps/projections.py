"""Projections: degrees to kilometres on a plane, whole arrays at once.

The world and the continents are drawn in equal-area projections, so that circles and lands can be compared by their area;
France in Lambert-93, the cone of its official maps, which hardly changes areas at its size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, log, pi, radians, sin, sqrt, tan

import numpy as np
from numpy.typing import ArrayLike, NDArray

Plane = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Kilometres to the east, and to the north."""

EARTH = 6371.0088
"""Mean radius, km (IUGG)."""

# Equal Earth: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", IJGIS 33 (2019), formulas 5 to 7.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796

# Lambert-93 (EPSG:2154): GRS 80 ellipsoid, parallels 44° and 49°, origin 46.5° N 3° E, at 700 km and 6,600 km.
_MAJOR, _ECCENTRICITY = 6378.137, 0.0818191910428158
_SOUTH, _NORTH, _ORIGIN, _MERIDIAN = 44.0, 49.0, 46.5, 3.0
_EAST, _NORTHING = 700.0, 6600.0


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The whole world around a meridian."""

    lon: float = 0.0

    def __call__(self, lat: ArrayLike, lon: ArrayLike) -> Plane:
        """On the plane."""
        turned = (np.asarray(lon, float) - self.lon + 180) % 360 - 180
        # The far edge stays where it was drawn, and does not jump to the other side.
        turned = np.where((turned == -180) & (np.asarray(lon, float) > self.lon), 180, turned)
        theta = np.arcsin(sqrt(3) / 2 * np.sin(np.radians(lat)))
        square = theta**2
        slope = _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)
        x = 2 * sqrt(3) / 3 * np.radians(turned) * np.cos(theta) / slope
        y = theta * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))
        return EARTH * x, EARTH * y


@dataclass(frozen=True, slots=True)
class EqualArea:
    """Lambert's azimuthal equal-area projection around a centre, for a continent or an island."""

    lat: float
    lon: float

    def __call__(self, lat: ArrayLike, lon: ArrayLike) -> Plane:
        """On the plane; the antipode, which no sheet shows, lies at its edge."""
        phi, turn = np.radians(lat), np.radians(np.asarray(lon, float) - self.lon)
        up, over = sin(radians(self.lat)), cos(radians(self.lat))
        nearness = 1 + up * np.sin(phi) + over * np.cos(phi) * np.cos(turn)
        scale = EARTH * np.sqrt(2 / np.maximum(nearness, 1e-9))
        return (
            scale * np.cos(phi) * np.sin(turn),
            scale * (over * np.sin(phi) - up * np.cos(phi) * np.cos(turn)),
        )


@dataclass(frozen=True, slots=True)
class Lambert93:
    """The official projection of metropolitan France."""

    def __call__(self, lat: ArrayLike, lon: ArrayLike) -> Plane:
        """Eastings and northings in kilometres."""
        south, north = _flattened(_SOUTH), _flattened(_NORTH)
        cone = log(_width(_SOUTH) / _width(_NORTH)) / log(south / north)
        scale = _MAJOR * _width(_SOUTH) / (cone * south**cone)
        turn = cone * np.radians(np.asarray(lon, float) - _MERIDIAN)
        # The pole's opposite is infinitely far.
        phi = np.radians(np.clip(lat, -80, 90))
        wave = _ECCENTRICITY * np.sin(phi)
        flattened = np.tan(pi / 4 - phi / 2) / ((1 - wave) / (1 + wave)) ** (_ECCENTRICITY / 2)
        distance = scale * np.maximum(flattened, 0) ** cone
        return _EAST + distance * np.sin(turn), _NORTHING + scale * _flattened(_ORIGIN) ** cone - distance * np.cos(
            turn
        )


def _flattened(lat: float) -> float:
    """The colatitude's half tangent on the ellipsoid (J. Snyder, Map Projections, 1987, formula 15-9)."""
    wave = _ECCENTRICITY * sin(radians(lat))
    return tan(pi / 4 - radians(lat) / 2) / float(((1 - wave) / (1 + wave)) ** (_ECCENTRICITY / 2))


def _width(lat: float) -> float:
    """The radius of a parallel, of the major axis (Snyder, 14-15)."""
    wave = _ECCENTRICITY * sin(radians(lat))
    return cos(radians(lat)) / sqrt(1 - wave * wave)


Projection = Callable[[ArrayLike, ArrayLike], Plane]
