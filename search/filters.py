"""A request's filters as masks, facet by facet, so that each facet can be counted without its own.

Within a facet: any of the values asked for, all of those asked for with ``.all``, none of those
refused. Between facets: all. A facet's own ``any`` values and dates are left out when its values are
counted, so that they show what else could be chosen; ``.all`` and ``.not`` always hold.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from index.schema import FACETS, Facet
from search.columns import Mask
from search.request import SearchRequest
from search.snapshot import Snapshot


class FilterMasks:
    """``matched`` are the documents of the query alone."""

    def __init__(self, snapshot: Snapshot, request: SearchRequest, matched: Mask) -> None:
        self._open: dict[str, Mask] = {}
        self._fixed = matched & snapshot.live
        for facet in FACETS:
            if facet.kind == "dates":
                self._add_dates(snapshot, request, facet)
            else:
                self._add_values(snapshot, request, facet)

    def results(self) -> Mask:
        """The documents that pass everything."""
        return reduce(np.logical_and, self._open.values(), self._fixed)

    def without(self, facet: str) -> Mask:
        """The documents that pass everything but the choice within that facet."""
        return reduce(np.logical_and, (m for name, m in self._open.items() if name != facet), self._fixed)

    def _add_dates(self, snapshot: Snapshot, request: SearchRequest, facet: Facet) -> None:
        wanted = request.date(facet.name)
        if wanted.first or wanted.last:
            self._open[facet.name] = snapshot.date_columns[facet.column].within(wanted.first, wanted.last)

    def _add_values(self, snapshot: Snapshot, request: SearchRequest, facet: Facet) -> None:
        column = snapshot.column(facet.column)
        chosen = request.values(facet.name, "any")
        if chosen:
            self._open[facet.name] = reduce(np.logical_or, (column.having_value(value) for value in chosen))
        for value in request.values(facet.name, "all"):
            self._fixed = self._fixed & column.having_value(value)
        for value in request.values(facet.name, "not"):
            self._fixed = self._fixed & ~column.having_value(value)
