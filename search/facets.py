"""Facet counts: for every value, how many results one would have by choosing it. Always exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.schema import Facet
from search.columns import ValueColumn
from search.docset import DocSet
from search.request import FacetOptions, SearchRequest
from search.result import FacetResult, FacetValue


def count_values(
    column: ValueColumn, facet: Facet, request: SearchRequest, found: DocSet, page: int = 1, per_page: int | None = None
) -> FacetResult:
    """The facet's values among some documents: chosen ones first, then by the request's order, as many as
    it wants (``per_page`` instead, for one page of all)."""
    options = request.option(facet.name)
    counts = column.count(found)
    order = ranked(column, counts, options)
    limit = options.limit if per_page is None else per_page
    chosen = _chosen(request, facet.name)
    shown: list[str] = [column.value(int(n)) for n in order[(page - 1) * limit : page * limit]]
    if page == 1:
        first = _by_count(chosen, column, counts)
        shown = first + [value for value in shown if value not in chosen]
        if per_page is None:
            shown = shown[: max(limit, len(first))]
    else:
        shown = [value for value in shown if value not in chosen]
    return FacetResult(
        name=facet.name,
        values=tuple(_value(value, column, counts, facet.name, request) for value in shown),
        total_values=len(order),
        without=(found - column.has_value).count,
        initials=() if per_page is None else _initials(column, counts, options),
    )


def _initials(column: ValueColumn, counts: NDArray[np.int64], options: FacetOptions) -> tuple[tuple[str, int], ...]:
    """Each letter of the alphabetical list with the rank of its first value, in the order of the list."""
    letters = column.initials[ranked(column, counts, replace(options, sort="alpha"))]
    found, ranks = np.unique(letters, return_index=True)
    return tuple(sorted(((str(a), int(n)) for a, n in zip(found, ranks, strict=True)), key=lambda pair: pair[1]))


def ranked(column: ValueColumn, counts: NDArray[np.int64], options: FacetOptions) -> NDArray[np.int64]:
    """The numbers of the values with any document, in the order asked for; ties in alphabetical order."""
    wanted = counts > 0
    if options.q:
        wanted &= column.matching(options.q, prefix=True)
    order = np.flatnonzero(wanted)
    if options.sort == "count":
        order = order[np.argsort(-counts[order], kind="stable")]
    return order


def _chosen(request: SearchRequest, name: str) -> list[str]:
    """The values that stand in a filter of this facet, each once."""
    return list(dict.fromkeys(f.value for f in request.filters if f.facet == name))


def _by_count(values: Sequence[str], column: ValueColumn, counts: NDArray[np.int64]) -> list[str]:
    return sorted(values, key=lambda value: (-_count(value, column, counts), value))


def _count(value: str, column: ValueColumn, counts: NDArray[np.int64]) -> int:
    number = column.number(value)
    return 0 if number < 0 else int(counts[number])


def _value(value: str, column: ValueColumn, counts: NDArray[np.int64], name: str, request: SearchRequest) -> FacetValue:
    modes = {f.mode for f in request.filters if (f.facet, f.value) == (name, value)}
    toggled = request.without_filter(name, value) if modes else request.with_filter(name, value)
    return FacetValue(
        value, value, _count(value, column, counts), bool(modes & {"any", "all"}), "not" in modes, toggled
    )
