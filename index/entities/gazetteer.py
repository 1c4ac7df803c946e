"""The places Kiosque knows, by name: countries, regions, departments, communes, cities, seas, sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.entities.fold import fold

_WORD = re.compile(r"[^\W_]+")
_SAINTS = {"st": "saint", "ste": "sainte"}
_DATA = Path(__file__).parent / "data"


class Known(NamedTuple):
    """A place of the lists; fields as in ``Place``. ``population`` is 0 where it says nothing;
    ``context`` is "article" when the name is also a common word or a direction ("le Nord")."""

    name: str
    kind: str
    country: str = ""
    path: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    context: str = ""


def name_key(name: str) -> str:
    """What spellings of one name share: no accents, case, hyphens, apostrophes; "St" is "Saint".

    >>> name_key("Saint-Étienne"), name_key("Val-d’Oise")
    ('saint etienne', 'val d oise')
    """
    return " ".join(key_words(fold(name)))


def key_words(folded: str) -> list[str]:
    """The words of a folded text as they stand in keys."""
    return [_SAINTS.get(word, word) for word in _WORD.findall(folded)]


@cache
def gazetteer() -> dict[str, tuple[Known, ...]]:
    """Every place by the key of its names; homonyms with the widest first: countries, areas,
    departments, then cities by population (see ``_weight``)."""
    known: dict[str, tuple[Known, ...]] = {}
    cities = sorted((*_communes(), *_cities()), key=lambda named: -_weight(named[1]))
    for names, place in (*_countries(), *_areas(), *_departments(), *cities):
        for key in {name_key(name) for name in names}:
            known[key] = (*known.get(key, ()), place)
    return known


@cache
def longest_by_first_word() -> dict[str, int]:
    """For each word that begins a known name, the number of words of the longest such name."""
    longest: dict[str, int] = {}
    for key in gazetteer():
        words = key.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _weight(place: Known) -> int:
    """Of two cities of one name, French papers mean the French one unless it is sixteen times smaller."""
    return place.population * (16 if place.country == "FR" else 1)


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    for line in lines[1:]:
        yield line.split("\t")


def _degrees(text: str) -> float | None:
    return float(text) if text else None


@cache
def _country_paths() -> dict[str, tuple[str, str]]:
    """Continent and name of each country, by code."""
    return {code: (continent, name) for code, name, continent, *_ in _rows("countries.tsv")}


def _countries() -> Iterator[tuple[list[str], Known]]:
    for code, name, continent, lat, lon, aliases in _rows("countries.tsv"):
        place = Known(name, "country", code, (continent,), _degrees(lat), _degrees(lon))
        yield [name, *filter(None, aliases.split("|"))], place


def _areas() -> Iterator[tuple[list[str], Known]]:
    for name, kind, country, path, aliases, context in _rows("areas.tsv"):
        place = Known(name, kind, country, tuple(filter(None, path.split("|"))), context=context)
        yield [name, *filter(None, aliases.split("|"))], place


@cache
def _department_names() -> dict[str, str]:
    return {code: name for code, name, _ in _rows("departements.tsv")}


def _departments() -> Iterator[tuple[list[str], Known]]:
    """Departments and regions, each at the centre of its communes by population."""
    regions = {department: region for _, department, region, *_ in _rows("communes.tsv")}
    for code, name, context in _rows("departements.tsv"):
        if name == regions.get(code, name) or code == "75":  # Paris, and overseas: the same place at two levels
            continue
        yield [name], Known(name, "department", "FR", ("Europe", "France", regions.get(code, "")), context=context)
    for region in dict.fromkeys(regions.values()):
        yield [region], Known(region, "region", "FR", ("Europe", "France"))


def _communes() -> Iterator[tuple[list[str], Known]]:
    departments = _department_names()
    for name, code, region, lat, lon, population in _rows("communes.tsv"):
        path = tuple(dict.fromkeys(("Europe", "France", region, departments[code])))
        place = Known(
            name, "city", "FR", tuple(p for p in path if p != name), _degrees(lat), _degrees(lon), int(population)
        )
        yield [name], place


def _cities() -> Iterator[tuple[list[str], Known]]:
    paths = _country_paths()
    for name, code, lat, lon, population, alias in _rows("cities.tsv"):
        path = tuple(p for p in paths.get(code, ()) if p != name)
        yield (
            [name, *filter(None, [alias])],
            Known(name, "city", code, path, _degrees(lat), _degrees(lon), int(population)),
        )
