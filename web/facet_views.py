"""A facet of values as the page prints it: what each value says, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from index.schema import roll_up
from search.request import DATE_FACETS, FacetOptions, Filter, Mode, SearchRequest
from search.result import FacetResult, FacetValue
from web import links

# Facets of which an article has several values: only there can all of them be asked for.
_SEVERAL = ("person", "place")

State = Literal["", "selected", "excluded"]


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value: ``href`` adds it, or removes it when it is selected or excluded; ``exclude`` refuses it.
    ``lies_in`` is what it lies in, nearest first; () when that is not asked or not known."""

    label: str
    count: int
    state: State
    href: str
    exclude: str
    lies_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """A way to count: its ``name`` among the texts, its address, and whether it is the present one."""

    name: str
    href: str
    present: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet: ``more`` is the page of all its values ("" when all are here); ``modes`` the addresses of
    "any" and "all" for what is selected (empty when there is no choice), ``mode`` the present one;
    ``scopes`` the addresses of values alone and of values with all that lies in them (see ``scopes``)."""

    name: str
    values: tuple[ValueView, ...]
    total: int
    without: int
    exact: bool
    more: str
    mode: Mode
    modes: tuple[tuple[Mode, str], ...]
    scopes: tuple[Scope, ...]


def view(result: FacetResult, wanted: SearchRequest) -> FacetView:
    """The facet of that search."""
    mode = present_mode(wanted, result.name)
    hidden = result.total_values > sum(v.count > 0 for v in result.values)
    return FacetView(
        name=result.name,
        values=tuple(value_view(v, wanted, result.name, mode) for v in result.values),
        total=result.total_values,
        without=result.without,
        exact=result.exact,
        more=links.values(result.name, wanted) if hidden else "",
        mode=mode,
        modes=_modes(wanted, result.name),
        scopes=scopes(wanted, result.name, lambda scoped: links.search(_plain(scoped))),
    )


def scopes(wanted: SearchRequest, facet: str, address: Callable[[SearchRequest], str]) -> tuple[Scope, ...]:
    """The two ways to count a facet that has a roll-up: a value alone, or with all that lies in it; () without one."""
    if roll_up(facet) is None:
        return ()
    return tuple(
        Scope(name, address(wanted.with_within(within)), wanted.within == within)
        for name, within in (("alone", False), ("within", True))
    )


def present_mode(wanted: SearchRequest, facet: str) -> Mode:
    """The mode in which a further value is added: "all" once that was chosen."""
    return "all" if wanted.values(facet, "all") and not wanted.values(facet, "any") else "any"


def value_view(value: FacetValue, wanted: SearchRequest, facet: str, mode: Mode) -> ValueView:
    """One value; its links keep query, order and other filters, and go to the first page."""
    state: State = "excluded" if value.excluded else "selected" if value.selected else ""
    plain = _plain(wanted)
    changed = plain.without_filter(facet, value.value) if state else plain.with_filter(facet, value.value, mode)
    return ValueView(
        label=value.label,
        count=value.count,
        state=state,
        href=links.search(changed),
        exclude="" if state else links.search(plain.with_filter(facet, value.value, "not")),
        lies_in=value.path[::-1],
    )


def list_views(result: FacetResult, wanted: SearchRequest) -> list[ValueView]:
    """The values of a facet's own page; those of a date facet lead to their stretch of time."""
    if result.name in DATE_FACETS:
        return [ValueView(v.label, v.count, "", links.search(_plain(v.toggled)), "") for v in result.values]
    mode = present_mode(wanted, result.name)
    return [value_view(v, wanted, result.name, mode) for v in result.values]


def _plain(wanted: SearchRequest) -> SearchRequest:
    """The search without the options of a facet's own page, which no results page needs."""
    return replace(wanted, options=(), facets=None)


def _modes(wanted: SearchRequest, facet: str) -> tuple[tuple[Mode, str], ...]:
    chosen = (*wanted.values(facet, "any"), *wanted.values(facet, "all"))
    if facet not in _SEVERAL or not chosen:
        return ()
    modes: tuple[Mode, ...] = ("any", "all")
    return tuple((mode, links.search(_in_mode(wanted, facet, mode))) for mode in modes)


def _in_mode(wanted: SearchRequest, facet: str, mode: Mode) -> SearchRequest:
    """The same values of that facet, all in one mode; refused ones stay refused."""
    filters = {replace(f, mode=mode) if f.facet == facet and f.mode != "not" else f for f in wanted.filters}
    ordered: tuple[Filter, ...] = tuple(sorted(filters))
    return replace(_plain(wanted).first_page(), filters=ordered)


def options(wanted: SearchRequest, facet: str) -> FacetOptions:
    """The options of a facet's own page, whose length is the page's, not the request's."""
    asked = wanted.option(facet)
    return FacetOptions(facet, sort=asked.sort, q=asked.q)
