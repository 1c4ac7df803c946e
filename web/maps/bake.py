"""Bake the sheets: pictures under ``static/maps`` and their frames in ``sheets.tsv``.

    python -m web.maps.bake COMMUNES WORLD NEAR

COMMUNES is a table of the French communes with their outlines, WORLD and NEAR the countries of Natural Earth at 1:50 and
1:10 millions as TopoJSON; README.md tells where both come from and their licences. Needed only when a source is renewed: what is baked is part of the project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.entities.bake_positions import communes
from index.entities.fold import fold
from index.entities.gazetteer import departments
from web.maps.outlines import (
    Arc,
    Line,
    clipped,
    cut_at_antimeridian,
    joined,
    of_rings,
    of_topojson,
    rings_of,
    simplified,
    surface,
)
from web.maps.sheets import projection

_HERE = Path(__file__).parent
_PICTURES = _HERE.parent / "static" / "maps"
_HEADER = "name projection lat lon left top unit width height inside x y scale"
_OVERSEAS = {"guadeloupe": "971", "martinique": "972", "guyane": "973", "la-reunion": "974", "mayotte": "976"}
# A picture's width in units: on a page a thousand pixels wide a unit is half a pixel.
_WIDTH = 2000
# Square units: a triangle that is smaller goes, an island that is smaller is not drawn.
_TRIANGLE, _ISLAND = 5.0, 6.0
_MARGIN = 0.03

# Seen on white and on black alike, and printed: no sheet knows the page's colours.
_GREY = "#8a8275"
_PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" fill="none" stroke="{grey}" \
stroke-linejoin="round">{around}<path fill="{grey}" fill-opacity=".26" stroke="none" d="{land}"/>{lines}</svg>
"""
_AROUND = '<path fill="{grey}" fill-opacity=".1" stroke="none" d="{land}"/>'
_LINE = '<path stroke-width="{width}" stroke-opacity="{opacity}" d="{path}"/>'


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet to be made, its window in kilometres of its projection."""

    name: str
    kind: str
    lat: float
    lon: float
    west: float
    south: float
    east: float
    north: float
    inside: str

    @property
    def unit(self) -> float:
        """Kilometres of a unit."""
        return (self.east - self.west) / _WIDTH

    @property
    def height(self) -> int:
        """Units."""
        return round((self.north - self.south) / self.unit)

    def drawn(self, line: Line) -> Line:
        """Degrees to units."""
        east, north = projection(self.kind, self.lat, self.lon)(line[:, 1], line[:, 0])
        return np.column_stack(((east - self.west) / self.unit, (self.north - north) / self.unit))


_WORLD = (
    Frame("world", "equal-earth", 0, 0, -15800, -6950, 16800, 8350, ""),
    Frame("europe", "equal-area", 53, 14, -2750, -2250, 2750, 2250, "world"),
    Frame("africa", "equal-area", 2, 18, -4700, -4300, 4700, 4300, "world"),
    Frame("asia", "equal-area", 30, 88, -5600, -4700, 5600, 3900, "world"),
    Frame("america", "equal-area", 10, -82, -5700, -7100, 5300, 6900, "world"),
    Frame("oceania", "equal-area", -20, 155, -4700, -3100, 6400, 3300, "world"),
)
# The inset of an island beside France: a box of kilometres there.
_BOX, _GAP = (190.0, 126.0), 14.0


def main() -> None:
    """Write every sheet."""
    table = communes(Path(sys.argv[1]))
    french = _filled(of_rings((_department(commune.code), ring) for commune in table for ring in commune.rings))
    world = of_topojson(json.loads(Path(sys.argv[2]).read_text("utf-8")))
    near = _near(json.loads(Path(sys.argv[3]).read_text("utf-8")))
    rows: list[tuple[Frame, object, object, object]] = []
    borders = [arc for arc in world if len(arc.areas) > 1]
    for frame in _WORLD:
        cut = frame.kind == "equal-earth"
        _write(frame, [*cut_at_antimeridian(world), *borders] if cut else world, lambda _: (3, 0.55))
        rows.append((frame, "", "", ""))
    mainland = [arc for arc in french if not set(arc.areas) & set(_OVERSEAS.values())]
    france = _frame("france", "lambert-93", mainland, "world", west=_BOX[0] * 0.62)
    _write(france, mainland, _border, near)
    rows.append((france, "", "", ""))
    for n, (name, code) in enumerate(_OVERSEAS.items()):
        island = [arc for arc in french if code in arc.areas]
        frame = _frame(name, "equal-area", island, "france", shape=_BOX[0] / _BOX[1])
        _write(frame, island, _border, near if name == "guyane" else ())
        top = (france.north - france.south) - (len(_OVERSEAS) - n) * (_BOX[1] + _GAP)
        scale = _BOX[0] / france.unit / _WIDTH
        rows.append((frame, round(_GAP / france.unit), round(top / france.unit), round(scale, 5)))
    for region in sorted({region for region in map(_region, departments()) if region}):
        codes = {code for code in departments() if _region(code) == region}
        own = [arc for arc in mainland if codes & set(arc.areas)]
        frame = _frame(_slug(region), "lambert-93", own, "france")
        _write(frame, mainland, _border, near)
        rows.append((frame, "", "", ""))
    lines = [_HEADER.split(), *map(_row, rows)]
    (_HERE / "sheets.tsv").write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")


def _row(row: tuple[Frame, object, object, object]) -> list[str]:
    frame, *inset = row
    cells = (
        frame.name, frame.kind, frame.lat, frame.lon, frame.west, frame.north, round(frame.unit, 6), _WIDTH, frame.height,
        frame.inside, *inset,
    )  # fmt: skip
    return [str(cell) for cell in cells]


def _near(topology: Mapping[str, Any]) -> list[Arc]:
    """The coasts of the countries around France and Guiana, which is France too, as whole rings."""
    found = []
    for ring in rings_of(of_topojson(topology, without="France")):
        line = joined(ring)
        lon, lat = line[:, 0], line[:, 1]
        europe = (lon > -8) & (lon < 14) & (lat > 39) & (lat < 54)
        guiana = (lon > -57) & (lon < -49) & (lat > 0) & (lat < 8)
        if (europe | guiana).any():
            found.append(Arc(line, ("land",)))
    return found


def _department(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]


def _filled(arcs: list[Arc]) -> list[Arc]:
    """Without holes: communes whose outline is missing, and a Spanish town in the Pyrenees. Land turns with the clock."""
    holes = [ring for ring in rings_of(arcs) if surface(joined(ring)) > 0]
    gone = {id(arc) for ring in holes for arc in ring}
    return [arc for arc in arcs if id(arc) not in gone]


def _region(code: str) -> str:
    """The region of a department of the mainland and Corsica, "" overseas."""
    path = departments()[code].path
    return "Île-de-France" if code == "75" else path[2] if path[:1] == ("Europe",) else ""


def _slug(name: str) -> str:
    return fold(name).replace(" ", "-").replace("'", "-")


def _border(areas: tuple[str, ...]) -> tuple[float, float]:
    """Width and opacity of the line between two departments: more between regions."""
    return (4, 0.75) if len({_region(area) for area in areas}) > 1 else (2, 0.45)


def _frame(name: str, kind: str, arcs: list[Arc], inside: str, *, shape: float = 0.0, west: float = 0.0) -> Frame:
    """The window around arcs: with a margin, ``west`` kilometres more on that side, widened to ``shape`` (width to height)."""
    points = np.concatenate([arc.line for arc in arcs])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    lat, lon = (0.0, 0.0) if kind == "lambert-93" else (round(float(middle[1]), 2), round(float(middle[0]), 2))
    x, y = projection(kind, lat, lon)(points[:, 1], points[:, 0])
    left, right, low, high = x.min(), x.max(), y.min(), y.max()
    margin = _MARGIN * max(right - left, high - low)
    left, right, low, high = left - margin - west, right + margin, low - margin, high + margin
    if shape:
        wide, tall = max(right - left, shape * (high - low)), max(high - low, (right - left) / shape)
        left, right = (left + right - wide) / 2, (left + right + wide) / 2
        low, high = (low + high - tall) / 2, (low + high + tall) / 2
    west, south, east, north = (round(float(side), 1) for side in (left, low, right, high))
    return Frame(name, kind, lat, lon, west, south, east, north, inside)


def _write(
    frame: Frame,
    arcs: list[Arc],
    style: Callable[[tuple[str, ...]], tuple[float, float]],
    near: Iterable[Arc] = (),
) -> None:
    drawn = [Arc(simplified(frame.drawn(arc.line), _TRIANGLE), arc.areas) for arc in arcs]
    land = "".join(_land(frame, drawn))
    strokes: dict[tuple[float, float], list[str]] = {}
    for arc in drawn:
        if len(arc.areas) > 1:
            strokes.setdefault(style(arc.areas), []).extend(_pieces(frame, arc.line))
    lines = "".join(
        _LINE.format(width=width, opacity=f"{opacity:g}".lstrip("0"), path="".join(paths))
        for (width, opacity), paths in sorted(strokes.items())
        if paths
    )
    beside = "".join(_land(frame, [Arc(simplified(frame.drawn(arc.line), _TRIANGLE), arc.areas) for arc in near]))
    around = _AROUND.format(grey=_GREY, land=beside) if beside else ""
    text = _PICTURE.format(width=_WIDTH, height=frame.height, grey=_GREY, around=around, land=land, lines=lines)
    (_PICTURES / f"{frame.name}.svg").write_text(text, "utf-8")


def _land(frame: Frame, arcs: list[Arc]) -> Iterator[str]:
    for ring in map(joined, rings_of(arcs)):
        inside = clipped(ring, (0, 0), (_WIDTH, frame.height))
        if len(inside) > 2 and abs(surface(np.vstack((inside, inside[:1])))) >= _ISLAND:
            yield _path(inside) + "z"


def _pieces(frame: Frame, line: Line) -> Iterator[str]:
    """The parts of a border that are in the window."""
    x, y = line[:, 0], line[:, 1]
    inside = (x >= 0) & (x <= _WIDTH) & (y >= 0) & (y <= frame.height)
    near = inside | np.append(inside[1:], False) | np.insert(inside[:-1], 0, False)
    for piece in np.split(np.arange(len(line)), np.flatnonzero(np.diff(near.astype(int))) + 1):
        if near[piece[0]] and len(piece) > 1:
            yield _path(line[piece])


def _path(points: Iterable[Iterable[float]]) -> str:
    """A path of whole units: where it begins, then from point to point."""
    whole = np.rint(np.array(list(points))).astype(int)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    said = " ".join(f"{x} {y}" for x, y in steps.tolist()).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{said}" if said else ""


if __name__ == "__main__":
    main()
