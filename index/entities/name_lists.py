"""Lists of names and words, loaded when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.entities.gazetteer import Known, gazetteer

_LARGE = 250_000  # inhabitants: Paris, Marseille, Lyon, Toulouse, Nice, Nantes …
_DATA = Path(__file__).parent / "data"


def _lines(name: str) -> frozenset[str]:
    return frozenset((_DATA / name).read_text("utf-8").split("\n")) - {""}


@cache
def first_names() -> frozenset[str]:
    """First names, folded: those borne in France, and frequent foreign ones of the news.

    Without those that are a country or a large French city to every reader: "France", "Paris".
    """
    names = _lines("first-names.txt") | _lines("foreign-first-names.txt")
    return frozenset(name for name in names if not any(map(_is_renowned, gazetteer().get(name, ()))))


def _is_renowned(place: Known) -> bool:
    return place.kind in ("country", "continent") or (place.country == "FR" and place.population > _LARGE)
