"""Floors under the figures of quality: kept in a file, raised by what is measured, lowered only when that is asked for.

A figure without a floor and a floor without a figure are failures too: a gate that has lost a board is no gate.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "quality-floors.json"
MARGIN = 0.005
"""A floor stands so far below what was measured: on the 92 development articles one mention more or less is .001 of F1,
so that a handful may be lost to a change that gains elsewhere, and no more."""
MOST = {"precision": 0.97}
"""By the last word of a figure, how high its floor is raised at most: what is put together wrongly is rare, some hundred
pairs tell little of it, and .97 is what readers are promised. A floor written by hand may stand higher."""

Figures = Mapping[str, float]


def read(path: Path = PATH) -> dict[str, float]:
    """The floors by figure; none where there is no file. ValueError when it is not a table of shares."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ValueError(f"{path}: {error}; cure: git checkout, or --raise-floors on a new file") from error
    if not isinstance(found, dict) or not all(_is_share(value) for value in found.values()):
        raise ValueError(f"{path}: an object of figures, each from 0 to 1, is needed")
    return {name: float(value) for name, value in found.items()}


def write(floors: Figures, path: Path = PATH) -> None:
    """Keep the floors, one a line."""
    path.write_text(json.dumps(dict(floors), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def failures(figures: Figures, floors: Figures) -> list[str]:
    """What is wrong, a line each: which figure, by how much; none when the gate is passed."""
    told = [
        f"{name}: {figures[name]:.4f} is {floor - figures[name]:.4f} under its floor {floor:.3f}"
        for name, floor in floors.items()
        if name in figures and figures[name] < floor
    ]
    told += [f"{name}: there is a floor, but nothing was measured" for name in floors if name not in figures]
    told += [f"{name}: measured {figures[name]:.4f}, but it has no floor" for name in figures if name not in floors]
    return told


def raised(figures: Figures, floors: Figures) -> dict[str, float]:
    """The floors, each raised to a margin below its figure where that is higher; what has no floor is given one."""
    most = {name: MOST.get(name.rpartition(" ")[2], 1.0) for name in figures}
    higher = {name: max(min(_below(value), most[name]), floors.get(name, 0.0)) for name, value in figures.items()}
    return {**floors, **higher}


def lowered(figures: Figures, floors: Figures) -> dict[str, float]:
    """The floors, those that stand above their figure lowered to a margin below it; those of no figure are given up."""
    return {name: _below(figures[name]) if figures[name] < f else f for name, f in floors.items() if name in figures}


def _below(figure: float) -> float:
    # Down to the third place: rounding must not set a floor within the margin. (.905 - .005) * 1000 is 899.99….
    return max(0.0, math.floor((figure - MARGIN) * 1000 + 1e-6) / 1000)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
