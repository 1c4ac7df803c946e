"""The query as a tree: what the parser makes and every engine reads. Neutral: no engine's word in it.

Words stay as the user typed them; the executor analyses them with the chains of the index, so that
query and documents always pass through the same object. ``field`` is a name of
``index.schema.TEXT_FIELDS``, or "" for all of them. Positions (``start``) are character offsets into
the query string, for messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every article (an empty query, ``*``)."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no article (an unusable part of a query)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in any form that shares its stem; ``strict``: with exactly these accents (``=pêche``)."""

    text: str
    field: str = ""
    strict: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, as written (folded); at most ``slop`` other words between one and the next."""

    text: str
    field: str = ""
    slop: int = 0
    strict: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with ``*`` (any letters) or ``?`` (one letter)."""

    text: str
    field: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word at most ``distance`` edits away (``mot~``, ``mot~2``)."""

    text: str
    distance: int = 1
    field: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A facet value holding these words side by side, accents apart (``personne:macron``).

    ``facet`` is a name of ``index.schema.FACETS`` of kind "values". ``within``: the value of this very name
    and all that lies in it (``dans:bretagne``); if no value has that name, those holding these words.
    """

    facet: str
    text: str
    within: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """A stretch of days of a facet of kind "dates"; ``first`` and ``last`` are full ISO days, both
    included, "" = open; or both the same day or month without its year (``XXXX-09-13``, EDTF)."""

    facet: str
    first: str
    last: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All articles but these."""

    part: Node


Node = Everything | Nothing | Word | Phrase | Pattern | Fuzzy | Value | Dates | And | Or | Not
Leaf = Word | Phrase | Pattern | Fuzzy | Value | Dates


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the query that could not be used: where (offsets into the query), which, why.

    ``code`` is a stable name for programs (``unbalanced-parenthesis``); ``detail`` a French sentence.
    """

    code: str
    detail: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What parsing gives: a tree, always, and the problems met on the way."""

    tree: Node
    problems: tuple[Problem, ...] = ()


def leaves(node: Node, *, positive: bool = True) -> Iterator[Leaf]:
    """The leaves in query order; ``positive`` leaves out what stands below a ``Not``."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, positive=positive)
        case Not(part):
            if not positive:
                yield from leaves(part, positive=positive)
        case Everything() | Nothing():
            return
        case _:
            yield node
