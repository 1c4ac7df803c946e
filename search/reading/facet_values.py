"""All values of a facet under a search, with the articles that have each: for a file, as many as there are.

Useful for: taking a facet away. Not for: pages, which show some values and where a click on each leads (``Searcher.facet``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.schema import facet as facet_of
from search.facets import ranked
from search.histogram import count_dates
from search.reading.desk import Desk
from search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class FacetValuesAnswer:
    """``values`` gives each value and its count, once, in the order asked for; dates come in time order."""

    name: str
    values: Iterator[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class FacetValues:
    """Of the facet ``name``; ``facet.NAME.q`` and ``facet.NAME.sort`` of the request apply."""

    request: SearchRequest
    name: str

    def answer(self, desk: Desk) -> FacetValuesAnswer:
        """Counted over what passes everything but the choice within the facet, as beside the results."""
        facet = facet_of(self.name)
        request = self.request
        if facet.kind == "dates":
            own = replace(request, dates=tuple(d for d in request.dates if d.facet != self.name))
            column = desk.snapshot.date_columns[facet.column]
            dates = count_dates(column, facet, request, desk.found(own).documents)
            return FacetValuesAnswer(self.name, ((v.value, v.count) for v in dates.values))
        open_to_all = tuple(f for f in request.filters if (f.facet, f.mode) != (self.name, "any"))
        found = desk.found(replace(request, filters=open_to_all))
        values = desk.snapshot.column(request.column(self.name))
        counts = values.count(found.documents)
        order = ranked(values, counts, request.option(self.name)).tolist()
        return FacetValuesAnswer(self.name, ((values.value(n), int(counts[n])) for n in order))
