"""persons"""

from __future__ import annotations
from index.entities.mention import Person, Place


def find_persons(texts: tuple[tuple[str, str], ...], places: tuple[Place, ...]) -> tuple[Person, ...]:
    return ()
