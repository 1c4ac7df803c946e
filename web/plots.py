"""Lines over time as SVG: where everything stands, in numbers; ``templates/_plot.html`` draws it.

Useful for: curves of any view. Not for: the bars of a facet; see ``histograms``. Series are told apart by colour, dash and the shape
of their points, so that print and colour-blind readers lose nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from web.i18n import display
from web.language import lang

WIDTH, HEIGHT = 720, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 12, 28
# Axes with more lines than this are graph paper.
_TICKS = 5
_LABELS = 8
MOST_POINTS = 300
"""With more points links could be neither hit nor sent (each is some 200 bytes): then lines alone are drawn."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value in its place; ``href`` leads to what is behind it, ``label`` says it in words; ``thin``: of a period with too
    few articles to mean much."""

    x: float
    y: float
    label: str
    href: str
    thin: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its ``number`` (colour, dash, shape of points), name, the pieces of its line as "x,y x,y", its points."""

    number: int
    name: str
    pieces: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """``bands`` are stretches (x, width) of thin periods."""

    title: str
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bands: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    base: int = HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class Series:
    """What is to be drawn: a value (None for unknown), words and address for each period."""

    name: str
    values: Sequence[float | None]
    labels: Sequence[str]
    hrefs: Sequence[str]


def plot(title: str, periods: Sequence[str], series: Sequence[Series], thin: Sequence[bool] = ()) -> Plot:
    """The drawing of some series over the same periods (ISO prefixes in time order)."""
    thin = thin or [False] * len(periods)
    peak = max((v for s in series for v in s.values if v is not None), default=0) or 1
    steps = ticks(peak)
    top = max(peak, steps[-1])
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(periods) - 1)

    # Thousands of places need no tenths, and a page has its weight.
    digits = 1 if len(periods) <= MOST_POINTS else None

    def across(n: int) -> float:
        return round(_LEFT + (n * step if len(periods) > 1 else (WIDTH - _LEFT - _RIGHT) / 2), digits)

    def up(value: float) -> float:
        return round(HEIGHT - _BOTTOM - value / top * (HEIGHT - _BOTTOM - _TOP), digits)

    drawn = is_linked(series)
    lines = tuple(
        Line(
            number,
            each.name,
            tuple(_pieces([None if v is None else f"{across(n)},{up(v)}" for n, v in enumerate(each.values)])),
            tuple(
                Point(across(n), up(v), each.labels[n], each.hrefs[n], thin[n])
                for n, v in enumerate(each.values)
                if drawn and v is not None and each.hrefs[n]
            ),
        )
        for number, each in enumerate(series)
    )
    sparse = max(1, math.ceil(len(periods) / _LABELS))
    return Plot(
        title,
        lines,
        tuple(Tick(across(n), display.date(p, lang())) for n, p in enumerate(periods) if n % sparse == 0),
        tuple(Tick(up(value), display.number(value, lang())) for value in steps),
        tuple(_bands(thin, across, step)),
    )


def is_linked(series: Sequence[Series]) -> bool:
    """Whether every point is drawn, with its link."""
    return sum(bool(href) for each in series for href in each.hrefs) <= MOST_POINTS


def ticks(peak: float) -> list[float]:
    """Round numbers from 0 that reach the peak: steps of 1, 2 or 5 times a power of ten.

    >>> ticks(37), ticks(0.4)
    ([0, 10, 20, 30, 40], [0, 0.1, 0.2, 0.3, 0.4])
    """
    raw = peak / (_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999999)
    count = math.ceil(round(peak / step, 9))
    # Rounding takes off the dust of binary fractions.
    return [_plain(round(n * step, 10)) for n in range(count + 1)]


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _pieces(places: Sequence[str | None]) -> list[str]:
    """The places as runs without gaps; a place alone is a line of no length, drawn as a dot by round ends."""
    pieces: list[list[str]] = [[]]
    for place in places:
        if place is not None:
            pieces[-1].append(place)
        elif pieces[-1]:
            pieces.append([])
    return [" ".join(piece if len(piece) > 1 else piece * 2) for piece in pieces if piece]


def _bands(thin: Sequence[bool], across: Callable[[int], float], step: float) -> list[tuple[float, float]]:
    """Neighbouring thin periods as one stretch each."""
    bands: list[tuple[float, float]] = []
    start: int | None = None
    for n, is_thin in enumerate([*thin, False]):
        if is_thin and start is None:
            start = n
        elif not is_thin and start is not None:
            left = max(_LEFT, across(start) - step / 2)
            right = min(WIDTH - _RIGHT, across(n - 1) + step / 2)
            bands.append((round(left, 1), round(max(right - left, 1.0), 1)))
            start = None
    return bands
