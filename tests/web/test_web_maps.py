"""The sheets of the map: projections agree with their definitions, places lie on the land they belong to."""

from __future__ import annotations

import re
from math import pi
from pathlib import Path

import numpy as np
import pytest

import web
from index.entities.gazetteer import departments, places
from search.reading.atlas import Located
from search.reading.places_map import Row
from web.maps.drawing import draw, round_below
from web.maps.outlines import Arc, clipped, joined, of_rings, rings_of, simplified, surface
from web.maps.projections import EARTH, EqualArea, EqualEarth, Lambert93
from web.maps.sheets import sheet, sheets

PICTURES = Path(web.__file__).parent / "static" / "maps"


def test_lambert_93_is_the_official_one():
    x, y = Lambert93()([46.5, 90.0], [3.0, 10.0])
    assert (x[0], y[0]) == pytest.approx((700, 6600), abs=1e-6)
    # The pole, where all meridians meet, by IGN's constants (NTG 71): 12,655,612.049876 m north.
    assert (x[1], y[1]) == pytest.approx((700, 12655.612049876), abs=1e-5)
    # Along the standard parallels lengths are true: a thousandth of a degree of longitude on the ellipsoid.
    for parallel in (44.0, 49.0):
        (x0, x1), (y0, y1) = Lambert93()([parallel, parallel], [2.0, 2.001])
        radius = 6378.137 * np.cos(np.radians(parallel)) / np.sqrt(1 - 0.00669438 * np.sin(np.radians(parallel)) ** 2)
        assert np.hypot(x1 - x0, y1 - y0) == pytest.approx(radius * np.radians(0.001), rel=1e-5)


@pytest.mark.parametrize("projection", [EqualEarth(), EqualArea(53, 14), EqualArea(-20, 155)])
@pytest.mark.parametrize(("lat", "lon"), [(0, 20), (48, 2), (-33, 151), (65, -20), (10, 77)])
def test_equal_area_projections_keep_areas(projection, lat, lon):
    side = 0.01
    x, y = projection([lat, lat, lat + side, lat + side], [lon, lon + side, lon + side, lon])
    ring = np.column_stack((np.append(x, x[0]), np.append(y, y[0])))
    true = EARTH**2 * np.radians(side) * (np.sin(np.radians(lat + side)) - np.sin(np.radians(lat)))
    assert surface(ring) == pytest.approx(true, rel=1e-4)


def test_equal_earth_has_the_published_width():
    # Its equator is 2.7066 radii to either side (Šavrič et al. 2019), its whole area the sphere's.
    x, _ = EqualEarth()([0.0, 0.0], [180.0, -180.0])
    assert x[0] / EARTH == pytest.approx(2.7066, abs=1e-3)
    assert x[1] == -x[0]
    lat = np.linspace(-90, 90, 2001)
    x, y = EqualEarth()(lat, np.full(lat.shape, 180.0))
    assert 2 * np.trapezoid(x, y) == pytest.approx(4 * pi * EARTH**2, rel=1e-4)


def test_every_sheet_has_its_picture_and_a_picture_is_small():
    for each in sheets().values():
        text = (PICTURES / f"{each.name}.svg").read_text("utf-8")
        assert f'viewBox="0 0 {each.width} {each.height}"' in text
        assert len(text) < 40_000
        assert not re.search(r"style=|<script|https?://(?!www\.w3\.org)", text)
    assert {path.stem for path in PICTURES.glob("*.svg")} == set(sheets())


def test_every_department_lies_on_france_and_on_its_region():
    for place in departments().values():
        assert place.lat is not None
        assert sheet("france").shows([place.lat], [place.lon or 0])[0], place.name
    assert not sheet("france").shows([40.7], [-74.0])[0]
    x, y = sheet("france").at([-21.1], [55.5])
    inset = next(inset for inset in sheet("france").insets if inset.sheet.name == "la-reunion")
    assert inset.x < x[0] < inset.x + 2000 * inset.scale
    assert inset.y < y[0] < inset.y + inset.sheet.height * inset.scale
    for name, town in (("bretagne", "Rennes"), ("corse", "Ajaccio"), ("occitanie", "Toulouse"), ("europe", "Berlin")):
        known = next(iter(places()[town.lower()]))
        assert sheet(name).shows([known.lat or 0], [known.lon or 0])[0], town


def land(name: str) -> list[np.ndarray]:
    """The rings of a picture's land."""
    path = re.findall(r'fill-opacity="\.26"[^>]* d="([^"]*)"', (PICTURES / f"{name}.svg").read_text("utf-8"))[0]
    rings = []
    for piece in path.split("z")[:-1]:
        numbers = np.array([int(n) for n in re.findall(r"-?\d+", piece)]).reshape(-1, 2)
        rings.append(np.cumsum(numbers, axis=0))
    return rings


def on_land(rings: list[np.ndarray], x: float, y: float) -> bool:
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                odd = not odd
    return odd


@pytest.mark.parametrize(
    ("name", "inside", "sea"),
    [
        ("world", ["Madrid", "Moscou", "Bamako", "Canberra", "Brasilia", "Denver"], (0, -30)),
        ("europe", ["Madrid", "Berlin", "Varsovie", "Rome"], (56, 3)),
        ("france", ["Lyon", "Clermont-Ferrand", "Reims", "Corte"], (45, -3)),
        ("bretagne", ["Rennes", "Pontivy", "Carhaix-Plouguer"], (47.3, -4.5)),
        ("ile-de-france", ["Melun", "Versailles"], None),
    ],
)
def test_towns_stand_on_land_and_ships_do_not(name, inside, sea):
    rings = land(name)
    for town in inside:
        known = places()[town.lower().replace("-", " ")][0]
        x, y = sheet(name).at([known.lat or 0], [known.lon or 0])
        assert on_land(rings, float(x[0]), float(y[0])), town
    if sea:
        lat, lon = sea
        x, y = sheet(name).at([lat], [lon])
        assert not on_land(rings, float(x[0]), float(y[0]))


def test_neighbours_become_borders_and_coasts():
    left = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
    right = [(1.0, 0.0), (1.0, 1.0), (2.0, 1.0), (2.0, 0.0), (1.0, 0.0)]
    arcs = of_rings([("A", left), ("B", right)])
    (border,) = [arc for arc in arcs if len(arc.areas) == 2]
    assert {tuple(point) for point in border.line} == {(1.0, 0.0), (1.0, 1.0)}
    (ring,) = rings_of(arcs)
    assert abs(surface(joined(ring))) == 2.0
    (whole,) = rings_of(of_rings([("A", left), ("A", right)]))
    assert abs(surface(joined(whole))) == 2.0


def test_simplifying_drops_small_triangles_only_and_clipping_keeps_the_window():
    line = np.array([(0, 0), (1, 0.01), (2, 0), (3, 5), (4, 0)], float)
    assert simplified(line, 0.5).tolist() == [[0, 0], [2, 0], [3, 5], [4, 0]]
    square = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1)], float)
    part = clipped(square, (0, 0), (5, 5))
    assert abs(surface(np.vstack((part, part[:1])))) == 1.0
    assert len(clipped(square, (2, 2), (3, 3))) == 0
    assert [Arc(line, ("A",)).areas] == [("A",)]


def row(name: str, count: int, lat: float | None, lon: float | None, kind: str = "city") -> Row:
    return Row(name, count, Located(kind, "", (), lat, lon))


def test_areas_of_circles_are_their_counts():
    rows = [row("Paris", 10_000, 48.85, 2.35), row("Lyon", 2_500, 45.76, 4.84), row("Dijon", 1, 47.3, 5.0)]
    large, half, least = draw(rows, "place", "france").circles
    assert (large.r / half.r) ** 2 == pytest.approx(4, rel=0.01)
    assert least.r > large.r / 100
    assert [circle.name for circle in (large, half)] == ["near", "near"]
    assert round_below(10_000) == 10_000


def test_the_sheet_is_that_of_most_articles():
    paris, lyon, tokyo = row("Paris", 80, 48.85, 2.35), row("Lyon", 60, 45.76, 4.84), row("Tokyo", 30, 35.7, 139.7)
    france = row("France", 900, 47.1, 2.7, "country")
    assert draw([france, paris, lyon, tokyo], "place", "auto").sheet.name == "france"
    assert draw([france, paris, tokyo, row("Lima", 60, -12.0, -77.0)], "place", "auto").sheet.name == "world"
    assert draw([row("Rennes", 9, 48.1, -1.7), row("Brest", 5, 48.4, -4.5)], "place", "auto").sheet.name == "bretagne"
    drawing = draw([france, paris, lyon, tokyo, row("Nulle part", 3, None, None)], "place", "france", most=1)
    assert (len(drawing.circles), drawing.smaller, drawing.outside, drawing.nowhere) == (1, 1, 2, 1)
    assert draw([], "place", "auto").sheet.name == "world"
