"""What a segment is made of: the shape of its fields, declared once, and documents of that shape."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.segment.columns import Days
from index.segment.similarity import NEWS, Similarity

TermOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TextShape:
    """A text of a document under its exact chain, with positions, as the indexed field ``name``.

    ``stem``: also under a field of this name, every term through this function, without positions.
    ``accents``: the name of a field of the accented words as they are written, with positions, "" for none.
    ``lead``: what an occurrence counts by its position (1 beyond the last), None when all count 1.
    """

    name: str
    boost: float = 1.0
    stem: tuple[str, TermOf] | None = None
    accents: str = ""
    lead: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class ValueShape:
    """Whole values: the indexed field ``name`` and a column; ``key`` folds spellings; ``days`` of dates."""

    name: str
    key: Callable[[str], str] = str
    days: Days | None = None
    column: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """All fields of a segment; ``similarity`` is what its bounds are computed with; ``flags`` are the names of
    what is true or not of a document (sections ``numbers.NAME``). ``sketched``: the texts by which near-copies are known."""

    texts: tuple[TextShape, ...]
    values: tuple[ValueShape, ...]
    similarity: Similarity = NEWS
    flags: tuple[str, ...] = ()
    sketched: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """One document: ``time`` in seconds since 1970 (-inf: none); ``stored`` what JSON can hold; ``flags`` those of
    the shape's that are true of it."""

    id: str
    texts: dict[str, str]
    values: Mapping[str, Iterable[str]]
    time: float = float("-inf")
    stored: dict[str, Any] = field(default_factory=dict)
    flags: Collection[str] = ()
