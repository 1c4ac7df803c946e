"""A list of searches at once: how many articles answer each line, and the first of them. A bad line fails alone.

Useful for: checking a list of names, comparing many spellings. Not for: few searches side by side; see ``trends``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from index.errors import BadRequest
from search.reading.desk import Desk, Found
from search.request import MAX_QUERY, VALUE_FACETS, SearchRequest

As = Literal["query", "person", "place"]
AS: tuple[As, ...] = ("query", "person", "place")
MOST_LINES = 10_000
HITS = 3
# All lines together: ten thousand ordinary ones take a third of it on two old cores.
SECONDS = 60.0
_QUOTES = " \t\"'“”„«»‹›\u00a0\u202f"
_UNKNOWN = {"person": "aucune personne de ce nom dans l’index", "place": "aucun lieu de ce nom dans l’index"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; ``number`` counts all lines of the list from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FirstHit:
    """One of the first articles of a line; ``day`` is an ISO prefix or ""."""

    article_id: str
    title: str
    day: str
    source: str


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """``request`` is the search made of the line, None where there is none: ``error`` says why, else it is "".
    ``remarks``, in French: what of the line was understood otherwise than written, or not at all."""

    line: Line
    request: SearchRequest | None = None
    total: int = 0
    hits: tuple[FirstHit, ...] = ()
    remarks: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The lines, each looked up under the filters and in the order of ``base``. ``read_as``: a query, or the exact name of
    a person or a place, in any spelling that differs by accents, case or signs. ``hits``: how many first articles."""

    lines: tuple[Line, ...]
    base: SearchRequest
    read_as: As = "query"
    hits: int = HITS
    seconds: float = SECONDS

    def answer(self, desk: Desk) -> Iterator[LineAnswer]:
        """Each line's answer when it is taken. The time is that of the work, not of who reads the answers."""
        known: dict[str, LineAnswer] = {}
        spent = 0.0
        for line in self.lines:
            if line.text in known:
                yield replace(known[line.text], line=line)
                continue
            if spent > self.seconds:
                yield LineAnswer(
                    line, error=f"les {self.seconds:g} secondes de la liste sont écoulées ; coupez-la en deux"
                )
                continue
            started = time.perf_counter()
            found = known[line.text] = self._answer(desk, line)
            spent += time.perf_counter() - started
            yield found

    def _answer(self, desk: Desk, line: Line) -> LineAnswer:
        if len(line.text) > MAX_QUERY:
            return LineAnswer(line, error=f"plus de {MAX_QUERY} caractères")
        if "\0" in line.text:
            return LineAnswer(line, error="caractère nul interdit")
        try:
            return self._query(desk, line) if self.read_as == "query" else self._name(desk, line, self.read_as)
        except BadRequest as error:
            return LineAnswer(line, error=" ; ".join(problem.detail for problem in error.problems))

    def _query(self, desk: Desk, line: Line) -> LineAnswer:
        return self._found(desk, line, self.base.with_query(line.text), ())

    def _name(self, desk: Desk, line: Line, facet: As) -> LineAnswer:
        column = desk.snapshot.column(self.base.column(facet))
        number = -1
        for name in _readings(line.text):
            number = column.number(name)
            if number >= 0:
                break
        if number < 0:
            return LineAnswer(line, remarks=(_UNKNOWN[facet],))
        spelled = column.value(number)
        # Beside values of the same facet in the filters it is needed as well, not instead.
        mode: Literal["any", "all"] = "all" if self.base.values(facet, "any") else "any"
        remarks = () if spelled == line.text.strip(_QUOTES) else (f"dans l’index : {spelled}",)
        return self._found(desk, line, self.base.with_filter(facet, spelled, mode), remarks)

    def _found(self, desk: Desk, line: Line, request: SearchRequest, remarks: tuple[str, ...]) -> LineAnswer:
        found = desk.found(request)
        told = tuple(problem.detail for problem in found.problems)
        first = self._first(desk, found) if self.hits and found.total else []
        return LineAnswer(line, request, found.total, tuple(_hit(desk, number) for number in first), (*remarks, *told))

    def _first(self, desk: Desk, found: Found) -> list[int]:
        """The documents that come first on the page of the search: near-copies are one there."""
        documents = found.ranking.top(0, self.hits)
        if found.request.folds:
            kept = desk.snapshot.copies.fold(found.documents).kept
            for size in (self.hits, 8 * self.hits, found.total):
                top = found.ranking.top(0, size)
                documents = top[kept.has(top)][: self.hits]
                if len(documents) == min(self.hits, kept.count):
                    break
        return [int(number) for number in documents]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank, whatever ends them."""
    numbered = enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    return tuple(Line(number, line.strip()) for number, line in numbered if line.strip())


def _readings(text: str) -> Iterator[str]:
    """A name as written, without quotes around it, and turned round: "Veil, Simone"."""
    plain = text.strip(_QUOTES)
    yield plain
    family, comma, given = plain.partition(",")
    if comma and given.strip():
        yield f"{given.strip()} {family.strip()}"


def _hit(desk: Desk, number: int) -> FirstHit:
    # Not the whole article: its persons, places and dates would cost as much again.
    stored = desk.snapshot.stored(number)
    return FirstHit(stored["id"], stored.get("title", ""), stored.get("published", "")[:10], stored.get("source", ""))


assert set(AS) - {"query"} <= set(VALUE_FACETS)
