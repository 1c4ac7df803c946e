"""What is drawn upon a sheet: circles whose areas are their counts, names beside the largest, a scale to read them by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from search.reading.places_map import Level, Row
from web.maps.sheets import FRANCE, WORLD, Sheet, sheet, sheets

# More circles hide one another; the table has all places.
MOST = 200
# Pixels, where the sheet is as wide or as high as a desk shows it (view's style sheet).
_WIDE, _HIGH = 1100.0, 660.0
_LARGEST, _SMALLEST = 34.0, 2.5
# The largest circle stands for so many articles at least: one article is no large circle.
_FEW = 25
_LETTERS, _PHONE_LETTERS, _PHONE = 13.0, 12.0, 330.0
_NAMES, _PHONE_NAMES = 16, 5
# The mean width of a letter, of its height.
_LETTER = 0.55
# What of the articles must lie on a sheet for it to be chosen: more for a part of France, which hides the rest.
_SHARE, _PART_SHARE = 2 / 3, 0.9
# What the places of a sheet lie in.
_CONTINENTS = {
    "europe": "Europe",
    "africa": "Afrique",
    "asia": "Asie",
    "america": "Amérique",
    "oceania": "Océanie",
}
# Kinds that are marks of no spot: drawn hollow.
AREAS = frozenset({"continent", "country", "region", "department", "sea", "river", "mountain", "island"})

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Circle:
    """A row on the sheet, in its units. ``name`` says where its name stands: "" for none, "near" for one that a phone
    shows too, "fine" for one that only fits a desk; ``left``: on that side of the circle."""

    row: Row
    x: float
    y: float
    r: float
    hollow: bool
    name: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet's picture laid upon the drawing; ``framed`` when it is an island's."""

    name: str
    x: float
    y: float
    width: float
    height: float
    framed: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A circle to compare with."""

    count: int
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """``circles`` in the order of their rows, the largest first: the small lie upon the large. Of the other rows, so many:
    ``smaller`` would lie on the sheet but are not drawn, ``outside`` lie beyond it or are wider than it, ``nowhere`` have no
    known position. ``letters``: the height of names, in units."""

    sheet: Sheet
    pictures: tuple[Picture, ...]
    circles: tuple[Circle, ...]
    scale: tuple[Scale, ...]
    letters: float
    smaller: int
    outside: int
    nowhere: int


def draw(rows: Sequence[Row], level: Level, name: str, most: int = MOST) -> Drawing:
    """The rows on the sheet of that name, or on the one that shows most of them for "auto"."""
    lat, lon = _degrees(rows)
    shown = chosen(rows, level, lat, lon) if name == "auto" else sheet(name)
    x, y = shown.at(lat, lon)
    fits = ~np.isnan(x)
    if level == "place":
        fits &= ~_too_wide(rows, shown)
    numbers = np.flatnonzero(fits)[:most].tolist()
    largest = max((rows[n].count for n in numbers), default=1)
    pixel = 1 / min(_WIDE / shown.width, _HIGH / shown.height)
    whole = _LARGEST * pixel / sqrt(max(largest, _FEW))
    circles = [
        Circle(
            rows[n],
            round(float(x[n]), 1),
            round(float(y[n]), 1),
            round(max(_SMALLEST * pixel, whole * sqrt(rows[n].count)), 1),
            rows[n].place.kind in AREAS and level == "place",
        )
        for n in numbers
    ]
    nowhere = int(np.isnan(lat).sum())
    return Drawing(
        shown,
        tuple(_pictures(shown)),
        tuple(_named(circles, shown, pixel)),
        tuple(_scale(largest, whole, shown, pixel)),
        round(_LETTERS * pixel, 1),
        int(fits.sum()) - len(circles),
        len(rows) - nowhere - int(fits.sum()),
        nowhere,
    )


def chosen_name(rows: Sequence[Row], level: Level, name: str) -> str:
    """The name of the sheet on which these rows are drawn."""
    return chosen(rows, level, *_degrees(rows)).name if name == "auto" else name


def chosen(rows: Sequence[Row], level: Level, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> Sheet:
    """The smallest sheet that shows most of the articles; the world when none does."""
    if level == "country":
        return sheet(WORLD)
    counts = np.array([0 if row.place.kind in ("continent", "country") else row.count for row in rows], np.int64)
    counts[np.isnan(lat)] = 0
    continents = np.array([row.place.path[0] if row.place.path else "" for row in rows], np.str_)
    for each in sorted(sheets().values(), key=lambda each: each.surface):
        share = _PART_SHARE if each.inside == FRANCE else _SHARE
        if counts.sum() and counts[each.shows(lat, lon) & _belongs(continents, each)].sum() >= share * counts.sum():
            return each
    return sheet(WORLD)


def _belongs(continents: NDArray[np.str_], shown: Sheet) -> NDArray[np.bool_]:
    """Which rows are of the sheet's continent, not of the neighbour's edge that it shows too."""
    continent = _CONTINENTS.get(shown.name)
    return np.full(continents.shape, True) if continent is None else (continents == continent) | (continents == "")


def _degrees(rows: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    nan = float("nan")
    degrees = [(row.place.lat, row.place.lon) for row in rows]
    pairs = [(nan, nan) if lat is None or lon is None else (lat, lon) for lat, lon in degrees]
    made = np.array(pairs, np.float64).reshape(-1, 2)
    return made[:, 0], made[:, 1]


def _too_wide(rows: Sequence[Row], shown: Sheet) -> NDArray[np.bool_]:
    """Rows that the sheet lies in: France has no spot on the sheet of France."""
    wide = () if shown.name == WORLD else ("continent",) if shown.inside == WORLD and shown.name != FRANCE else None
    kinds = ("continent", "country") if wide is None else wide
    return np.array([row.place.kind in kinds for row in rows], np.bool_)


def _pictures(shown: Sheet) -> Iterable[Picture]:
    yield Picture(shown.name, 0, 0, shown.width, shown.height, framed=False)
    for inset in shown.insets:
        width, height = inset.sheet.width * inset.scale, inset.sheet.height * inset.scale
        yield Picture(inset.sheet.name, inset.x, inset.y, round(width, 1), round(height, 1), framed=True)


def _named(circles: Sequence[Circle], shown: Sheet, pixel: float) -> Iterable[Circle]:
    """The circles, the largest with a name where there is room for it."""
    desk = _Room(shown, _LETTERS * pixel, _NAMES)
    phone = _Room(shown, _PHONE_LETTERS * shown.width / _PHONE, _PHONE_NAMES)
    for circle in circles:
        side = desk.side(circle)
        if side is None:
            yield circle
            continue
        name = "near" if phone.side(circle, side) == side else "fine"
        yield Circle(circle.row, circle.x, circle.y, circle.r, circle.hollow, name, left=side == "left")


class _Room:
    """The names placed so far, at one size of letters."""

    def __init__(self, shown: Sheet, letters: float, most: int) -> None:
        self._shown, self._letters, self._left = shown, letters, most
        self._boxes: list[Box] = []

    def side(self, circle: Circle, only: str = "") -> str | None:
        """The side of the circle on which its name fits, and the place is taken; None when on neither."""
        if not self._left:
            return None
        wide = len(circle.row.value) * self._letters * _LETTER
        gap, half = self._letters / 4, self._letters / 2
        for side in [only] if only else ["right", "left"]:
            start = circle.x + circle.r + gap if side == "right" else circle.x - circle.r - gap - wide
            box = (start, circle.y - half, start + wide, circle.y + half)
            fits = box[0] >= 0 and box[2] <= self._shown.width and box[1] >= 0 and box[3] <= self._shown.height
            if fits and not any(_overlap(box, other) for other in self._boxes):
                self._boxes += [
                    box,
                    (circle.x - circle.r, circle.y - circle.r, circle.x + circle.r, circle.y + circle.r),
                ]
                self._left -= 1
                return side
        return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(largest: int, whole: float, shown: Sheet, pixel: float) -> Iterable[Scale]:
    """Three circles one inside the other, of round numbers; at the foot of the sheet, or at its head where islands are."""
    counts = list(dict.fromkeys(round_below(count) for count in (largest, largest / 5, largest / 50) if count >= 1))
    radii = [max(_SMALLEST * pixel, whole * sqrt(count)) for count in counts]
    margin = 14 * pixel
    foot = margin + 2 * radii[0] if shown.insets else shown.height - margin
    for count, r in zip(counts, radii, strict=True):
        yield Scale(count, round(margin + radii[0], 1), round(foot - r, 1), round(r, 1))


def round_below(count: float) -> int:
    """The number 1, 2 or 5 of a decade, not above the count.

    >>> [round_below(n) for n in (1, 4.9, 87, 5935)]
    [1, 2, 50, 5000]
    """
    decade = int(10 ** (len(str(int(count))) - 1))
    return max(step * decade for step in (1, 2, 5) if step * decade <= count)
