"""Pairs of text → SearchRequest. Every unusable parameter is reported, not only the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

from index.entities.calendar import first_day, last_day, parse_date
from index.errors import BadRequest, ParameterProblem
from search.request import (
    DATE_FACETS,
    FACET_NAMES,
    MAX_FILTERS,
    PARAMETERS,
    VALUE_FACETS,
    Accents,
    Copies,
    DateFilter,
    FacetOptions,
    FacetSort,
    Filter,
    Match,
    Mode,
    Pair,
    Parameter,
    SearchRequest,
    Sort,
)

_MODES: tuple[tuple[Mode, str], ...] = (("any", ""), ("all", ".all"), ("not", ".not"))


def read(pairs: Iterable[Pair]) -> SearchRequest:
    """The request those pairs make; BadRequest names each parameter that cannot be used."""
    given, problems = collect(pairs)
    facets, facet_problems = _facets(given.get("facet"))
    dates, date_problems = _dates(given)
    problems += facet_problems + date_problems
    filters = _filters(given)
    if len(filters) > MAX_FILTERS:
        problems.append(ParameterProblem("filters", f"au plus {MAX_FILTERS} filtres à la fois"))
    if problems:
        raise BadRequest(*problems)

    def one(name: str) -> str:
        return given[name][0] if name in given else PARAMETERS[name].default

    return SearchRequest(
        q=one("q"),
        match=cast("Match", one("match")),
        accents=cast("Accents", one("accents")),
        within=one("within") == "1",
        filters=filters,
        dates=dates,
        copies=cast("Copies", one("copies")),
        copies_of=one("copies_of"),
        sort=cast("Sort", one("sort")),
        page=int(one("page")),
        per_page=int(one("per_page")),
        cursor=one("cursor"),
        facets=facets,
        options=_options(given),
    )


def collect(
    pairs: Iterable[Pair], declared: Mapping[str, Parameter] = PARAMETERS
) -> tuple[dict[str, list[str]], list[ParameterProblem]]:
    """The usable values by name (empty ones dropped), and what is wrong with the others."""
    given: dict[str, list[str]] = defaultdict(list)
    problems: list[ParameterProblem] = []
    for name, raw in pairs:
        value = _encodable(raw).strip()
        parameter = declared.get(name)
        if parameter is None:
            problems.append(ParameterProblem(_encodable(name[:100]), "paramètre inconnu"))
        elif value and (problem := _problem(parameter, value)):
            problems.append(problem)
        elif value and given[name] and parameter.kind != "values":
            problems.append(ParameterProblem(name, "paramètre donné deux fois"))
        elif value:
            given[name].append(value)
    return {name: values for name, values in given.items() if values}, problems


def _encodable(text: str) -> str:
    """The text with « ? » for bytes that are no UTF-8 (a terminal hands them on as lone surrogates)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _problem(parameter: Parameter, value: str) -> ParameterProblem | None:
    """What is wrong with a value, if anything."""
    detail, position = "", None
    if "\0" in value:
        detail, position = "caractère nul interdit", value.index("\0")
    elif parameter.kind in ("text", "values") and 0 < parameter.maximum < len(value):
        detail, position = f"au plus {parameter.maximum} caractères", parameter.maximum
    elif parameter.kind == "choice" and value not in parameter.choices:
        detail = "valeurs possibles : " + ", ".join(parameter.choices)
    elif parameter.kind == "integer" and not _within(parameter, value):
        detail = f"un nombre entier de {parameter.minimum} à {parameter.maximum}"
    elif parameter.kind == "date" and parse_date(value) is None:
        detail = "date illisible ; exemples : 2017, mars 2017, 13/09/2023, 2023-09-13"
    return ParameterProblem(parameter.name, detail, position) if detail else None


def _within(parameter: Parameter, value: str) -> bool:
    # isdecimal alone would let "٣" through, and int() of 5,000 digits is refused by Python.
    usable = value.isascii() and value.isdecimal() and len(value) <= 9
    return usable and parameter.minimum <= int(value) <= parameter.maximum


def _filters(given: dict[str, list[str]]) -> tuple[Filter, ...]:
    """Sorted; a value both asked for and refused is kept in both: nothing can match, as it says."""
    return tuple(
        sorted(
            {
                Filter(name, mode, value)
                for name in VALUE_FACETS
                for mode, suffix in _MODES
                for value in given.get(name + suffix, ())
            }
        )
    )


def _dates(given: dict[str, list[str]]) -> tuple[tuple[DateFilter, ...], list[ParameterProblem]]:
    filters, problems = [], []
    for name in DATE_FACETS:
        first, last = ((parse_date(v) or "" for v in given.get(f"{name}.{end}", [""])) for end in ("from", "to"))
        wanted = DateFilter(name, next(first), next(last))
        if wanted.first and wanted.last and first_day(wanted.first) > last_day(wanted.last):
            problems.append(ParameterProblem(f"{name}.to", f"{wanted.last} précède {name}.from={wanted.first}"))
        elif wanted.first or wanted.last:
            filters.append(wanted)
    return tuple(sorted(filters)), problems


def _facets(names: list[str] | None) -> tuple[tuple[str, ...] | None, list[ParameterProblem]]:
    if names is None:
        return None, []
    problems = [
        ParameterProblem("facet", "valeurs possibles : none, " + ", ".join(FACET_NAMES))
        for name in names
        if name not in (*FACET_NAMES, "none")
    ]
    return tuple(name for name in FACET_NAMES if name in names), problems[:1]


def _options(given: dict[str, list[str]]) -> tuple[FacetOptions, ...]:
    options = []
    for name in FACET_NAMES:
        limit, order, q = (
            given.get(f"facet.{name}.{o}", [PARAMETERS[f"facet.{name}.{o}"].default])[0] for o in ("limit", "sort", "q")
        )
        options.append(FacetOptions(name, int(limit), cast("FacetSort", order), q))
    return tuple(sorted(o for o in options if o != FacetOptions(o.name)))
