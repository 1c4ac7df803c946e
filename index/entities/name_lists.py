"""Lists of names and words, loaded when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _lines(name: str) -> frozenset[str]:
    return frozenset((_DATA / name).read_text("utf-8").split("\n")) - {""}


@cache
def first_names() -> frozenset[str]:
    """First names, folded: those borne in France, and frequent foreign ones of the news."""
    return _lines("first-names.txt") | _lines("foreign-first-names.txt")


@cache
def surnames() -> frozenset[str]:
    """Surnames borne in France, folded."""
    return _lines("surnames.txt")
