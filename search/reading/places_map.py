"""Where the articles of a search take place: its places with their counts and positions, as they are or rolled up.

Every count is the place facet's: of the values themselves, or of all that lies in them (``within``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.schema import column_of
from search.columns import ValueColumn
from search.query.tree import Problem
from search.reading.atlas import Atlas, Located, atlas, bare
from search.reading.desk import Desk
from search.request import SearchRequest

Level = Literal["place", "commune", "departement", "region", "country"]
LEVELS: tuple[Level, ...] = ("place", "commune", "departement", "region", "country")

# Values that no list knows, the most frequent, are read in their articles: a millisecond each, once a snapshot.
_READ = 200
# Values between two looks at the clock.
_STEP = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A value of the place facet, how many articles, and what is known of it."""

    value: str
    count: int
    place: Located


@dataclass(frozen=True, slots=True)
class MapAnswer:
    """``rows`` most articles first, then alphabetically. ``request`` is what was counted; ``without``: its articles that
    name no place."""

    request: SearchRequest
    level: Level
    rows: tuple[Row, ...]
    total: int
    without: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """The places of a search at a level: "place" for the values as they are; else for communes, French departments, French
    regions or states, each with all that lies in it."""

    request: SearchRequest
    level: Level

    @property
    def asked(self) -> SearchRequest:
        """The search that is counted. Its filters of places are read as the counts are, else no link from a count could
        lead to so many articles: rolled up, a place asked for stands for all that lies in it."""
        rolled = self.level != "place" and any(f.facet == "place" for f in self.request.filters)
        return self.request.with_within(True) if rolled and not self.request.within else self.request

    def answer(self, desk: Desk) -> MapAnswer:
        """Counted from the column of places."""
        request = self.asked
        found = desk.found(request)
        known = atlas(desk.snapshot)
        column = desk.snapshot.column(column_of("place", within=request.within or self.level != "place"))
        counts = column.count(found.documents)
        closed = _CLOSED.get(self.level)
        if closed is not None:
            listed = closed(known)
            numbers = {value: int(counts[column.number(value)]) for value in listed}
            rows = [Row(value, count, listed[value]) for value, count in numbers.items() if count]
            rows.sort(key=lambda row: (-row.count, row.value))
        else:
            # Stable, and numbers are alphabetical: as the facet orders them.
            order = (-counts).argsort(kind="stable")[: int((counts > 0).sum())]
            rows = list(_placed(column, order.tolist(), counts.tolist(), known, desk))
            if self.level == "commune":
                rows = [row for row in rows if row.place.kind == "city"]
        without = (found.documents - column.has_value).count
        return MapAnswer(found.request, self.level, tuple(rows), found.total, without, found.problems)


_CLOSED: dict[Level, Callable[[Atlas], dict[str, Located]]] = {
    "departement": lambda known: known.departments,
    "region": lambda known: known.regions,
    "country": lambda known: known.countries,
}


def _placed(column: ValueColumn, order: list[int], counts: list[int], known: Atlas, desk: Desk) -> Iterator[Row]:
    left = _READ
    for n, number in enumerate(order):
        if n % _STEP == 0:
            desk.budget.check()
        value = column.value(number)
        place = known.listed(value, column.keys[number])
        if place is None:
            # Counted whether it was read before or not: equal questions have equal answers.
            left -= 1
            place = known.read(value, desk.snapshot) if left >= 0 else bare(value)
        yield Row(value, counts[number], place)
