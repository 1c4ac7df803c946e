"""A family of date expressions: how they look, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from index.entities.dates.reference import Direction, Reference
from index.entities.dates.tense import tense
from index.entities.dates.words import compiled


class Found(NamedTuple):
    """A stretch of the text and the date it says."""

    start: int
    end: int
    value: str


@dataclass(slots=True)
class Context:
    """What a resolver may look at: the original, its folded twin, the article's own date, and the date said last."""

    text: str
    folded: str
    reference: Reference
    latest: Found | None = None

    def direction(self, which: str | None, start: int, end: int) -> Direction:
        """From "dernier" or "prochain" when said, else from the tense of the verbs around."""
        if which:
            return "next" if which.startswith(("prochain", "suivant")) else "last"
        return tense(self.folded, start, end)


Resolver = Callable[[re.Match[str], Context], Iterator[Found]]


@dataclass(frozen=True)
class Family:
    """``source`` is a pattern with named groups; ``resolve`` yields what a match says, or nothing.

    ``begins`` says how every match begins, as words parted by "|" (their first letters will do) or as
    patterns: at all other places none of the family's pattern is tried.
    """

    name: str
    begins: str
    source: str
    resolve: Resolver
    pattern: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", compiled(self.source))

    @cached_property
    def anonymous(self) -> str:
        """The same pattern without names, as one branch of a larger one."""
        return re.sub(r"\(\?P<\w+>", "(?:", self.pattern.pattern)


def one(match: re.Match[str], value: str | None, group: str | int = 0) -> Iterator[Found]:
    """That group of the match with its value, when it has one."""
    if value:
        yield Found(match.start(group), match.end(group), value)
