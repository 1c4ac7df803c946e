"""A request's filters as sets, facet by facet, so that each facet can be counted without its own.

Within a facet: any of the values asked for, all of those asked for with ``.all``, none of those
refused. Between facets: all. A facet's own ``any`` values and dates are left out when its values are
counted, so that they show what else could be chosen; ``.all`` and ``.not`` always hold.
"""

from __future__ import annotations

from functools import cached_property, reduce

from index.schema import FACETS, Facet
from search.docset import DocSet, union
from search.request import SearchRequest
from search.snapshot import Snapshot


class Filters:
    """``matched`` are the documents of the query alone."""

    def __init__(self, snapshot: Snapshot, request: SearchRequest, matched: DocSet) -> None:
        self._open: dict[str, DocSet] = {}
        self._fixed = matched & snapshot.versions(request.copies_of) if request.copies_of else matched
        for facet in FACETS:
            if facet.kind == "dates":
                self._add_dates(snapshot, request, facet)
            else:
                self._add_values(snapshot, request, facet)

    @cached_property
    def results(self) -> DocSet:
        """The documents that pass everything."""
        return reduce(DocSet.__and__, self._open.values(), self._fixed)

    def without(self, facet: str) -> DocSet:
        """The documents that pass everything but the choice within that facet."""
        if facet not in self._open:
            return self.results
        return reduce(DocSet.__and__, (found for name, found in self._open.items() if name != facet), self._fixed)

    def _add_dates(self, snapshot: Snapshot, request: SearchRequest, facet: Facet) -> None:
        wanted = request.date(facet.name)
        if wanted.first or wanted.last:
            self._open[facet.name] = snapshot.date_columns[facet.column].within(wanted.first, wanted.last)

    def _add_values(self, snapshot: Snapshot, request: SearchRequest, facet: Facet) -> None:
        column = snapshot.column(request.column(facet.name))
        chosen = request.values(facet.name, "any")
        if chosen:
            self._open[facet.name] = union([column.having_value(value) for value in chosen], snapshot.size)
        for value in request.values(facet.name, "all"):
            self._fixed = self._fixed & column.having_value(value)
        for value in request.values(facet.name, "not"):
            self._fixed = self._fixed - column.having_value(value)
