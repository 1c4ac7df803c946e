"""The places Kiosque knows, by name: countries, regions, departments, communes, cities, seas, sites.

Useful for: which places may a name mean, widest first (``places()["vienne"]``), and is this a name of a place at
all (``key in places()``, a dictionary's cost). Not for: which of them an article means; see ``resolve``.

Some 75,000 lines are read as they stand; only their names are looked at, all at once, and a line becomes a
``Known`` when its name is first asked for: loading takes a tenth of a second, not one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.entities.fold import fold

_WORD = re.compile(r"[^\W_]+")
_SAINTS = {"st": "saint", "ste": "sainte"}
_SAINT = re.compile(r"(?<![^ \n])st(e?)(?= )")
_DATA = Path(__file__).parent / "data"
# The rule tagger's towns: below, names are oftener words or persons than places.
_MOSTLY_OTHER = frozenset({"hollande", "city"})  # persons and words before they are places
NOTED_IN_FRANCE, NOTED_ABROAD = 2_000, 60_000
_OVERSEAS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT"}
_ONE = frozenset({"75", *_OVERSEAS})  # departments that are one with their commune or their region
_LINKS = re.compile(r" (?:sur|sous|en|les|lez|la|le|l|de|d|du|des|aux?|et|pres|in|am) ")


class Known(NamedTuple):
    """A place of the lists; fields as in ``Place``. ``population`` is 0 where it says nothing;
    ``context`` is "article" when the name is also a common word or a direction ("le Nord");
    ``region`` the first-level region a city abroad lies in: it tells homonyms apart, and is no part of the path."""

    name: str
    kind: str
    country: str = ""
    path: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    context: str = ""
    region: str = ""


def name_key(name: str) -> str:
    """What spellings of one name share: no accents, case, hyphens, apostrophes; "St" is "Saint".

    >>> name_key("Saint-Étienne"), name_key("Val-d’Oise")
    ('saint etienne', 'val d oise')
    """
    return " ".join(key_words(fold(name)))


def key_words(folded: str) -> list[str]:
    """The words of a folded text as they stand in keys."""
    return [_SAINTS.get(word, word) for word in _WORD.findall(folded)]


def weight(place: Known) -> int:
    """Of two cities of one name, French papers mean the French one unless it is sixteen times smaller (overseas: four)."""
    french = 0 if place.country != "FR" else 16 if place.path[:1] == ("Europe",) else 4
    return max(place.population, 1) * max(french, 1)


class Gazetteer(Mapping[str, tuple[Known, ...]]):
    """Every place by the key of its names; homonyms with the widest first: countries, areas, regions,
    departments, then cities by ``weight``."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._makers: list[tuple[int, Callable[[list[str]], Known]]] = []
        self._rows: dict[str, int | tuple[int, ...]] = {}  # most names have one row
        self._known: dict[str, tuple[Known, ...]] = {}
        self._read(_lines("countries.tsv"), _country, aliases=7)
        self._read(_lines("areas.tsv"), self._area, aliases=5)
        self._read(_lines("districts.tsv"), self._area)
        self._read(_lines("regions.tsv"), _region, aliases=3)
        self._read([line for line in _lines("departements.tsv") if line.split("\t")[1] not in _ONE], _department)
        self._read(_lines("communes.tsv"), _commune)
        self._read(_lines("cities.tsv"), _city, aliases=6)

    def _read(self, lines: list[str], maker: Callable[[list[str]], Known], aliases: int = 0) -> None:
        """Enter the lines under their names, and under the other names in column ``aliases``."""
        start = len(self._lines)
        self._makers.append((start, maker))
        self._lines += lines
        keys = quick_keys([line[: line.index("\t")] for line in lines])
        enter = self._rows.setdefault
        for row, key in enumerate(keys, start):
            if enter(key, row) is not row:
                self._enter(key, row)
        for row, line in enumerate(lines, start) if aliases else ():
            others = line.split("\t")[aliases]
            for other in others.split("|") if others else ():
                self._enter(name_key(other), row)

    def _enter(self, key: str, row: int) -> None:
        before = self._rows.get(key, ())
        rows = (before,) if isinstance(before, int) else before
        if row not in rows:
            self._rows[key] = (*rows, row)

    def __getitem__(self, key: str) -> tuple[Known, ...]:
        known = self._known.get(key)
        if known is None:
            rows = self._rows[key]
            places = [self._make(row) for row in ((rows,) if isinstance(rows, int) else rows)]
            places.sort(key=lambda place: weight(place) if place.kind == "city" else float("inf"), reverse=True)
            known = self._known[key] = tuple(places)
        return known

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def _make(self, row: int) -> Known:
        maker = next(maker for start, maker in reversed(self._makers) if start <= row)
        return maker(self._lines[row].split("\t"))

    def keys_of(self, in_france: int, abroad: int) -> Iterator[str]:
        """The keys that name anything but small cities: at least so many inhabitants, where they count."""
        (communes, _), (cities, _) = self._makers[-2:]
        towns = bisect_right(self._lines, -in_france, communes, cities, key=_fewest_last)
        large = bisect_right(self._lines, -abroad, cities, key=_fewest_last)
        for key, rows in self._rows.items():
            for row in (rows,) if isinstance(rows, int) else rows:
                if row < towns or cities <= row < large:
                    yield key
                    break

    def _area(self, columns: list[str]) -> Known:
        name, kind, inside, lat, lon, _, context = columns
        around = self._around(inside) if inside else None
        path = _within(around, name) if around else ()
        degrees = (_degrees(lat), _degrees(lon))
        if not lat and around and around.kind == "city":
            degrees = (around.lat, around.lon)
        return Known(name, kind, around.country if around else "", path, *degrees, context=context)

    def _around(self, name: str) -> Known:
        """The place of that name which others lie in: a department before a river, the largest of cities."""
        known = [k for k in self[name_key(name)] if k.kind not in ("sea", "river")]
        exact = [k for k in known if k.name == name]
        return min(exact or known, key=lambda k: _CONTAINERS.get(k.kind, 9))


_CONTAINERS = {"country": 0, "continent": 1, "region": 2, "department": 3, "city": 4}


def quick_keys(names: list[str]) -> list[str]:
    """``name_key`` of many names at once, right for names whose words are parted by one space, hyphen or
    apostrophe; the lists hold no others."""
    text = fold("\n".join(names)).replace("-", " ").replace("'", " ")
    return _SAINT.sub(r"saint\1", text).split("\n") if names else []


def _fewest_last(line: str) -> int:
    """The population column, negative: the lists of cities have the most populous first."""
    return -int(line.split("\t")[4])


@cache
def places() -> Gazetteer:
    """All places, read once."""
    return Gazetteer()


@cache
def gazetteer() -> dict[str, tuple[Known, ...]]:
    """The places that a name alone may tell: all but small communes and small cities abroad."""
    noted = places().keys_of(NOTED_IN_FRANCE, NOTED_ABROAD)
    return {key: tuple(filter(_is_noted, places()[key])) for key in noted if key not in _MOSTLY_OTHER}


def _is_noted(place: Known) -> bool:
    return (
        place.kind != "city"
        or not place.population
        or place.population >= (NOTED_IN_FRANCE if place.country == "FR" else NOTED_ABROAD)
    )


@cache
def _stems() -> dict[str, list[str]]:
    """Keys of long names by what is left before "-sur-", "-en-", "-lès-" …"""
    keys: dict[str, list[str]] = {}
    for key in places():
        link = _LINKS.search(key)
        if link and link.start() > 2:
            keys.setdefault(key[: link.start()], []).append(key)
    return keys


def longer_names(key: str) -> tuple[Known, ...]:
    """Cities whose names go on where this one ends: "mantes" is Mantes-la-Jolie or Mantes-la-Ville."""
    cities = (place for long in _stems().get(key, ()) for place in places()[long] if place.kind == "city")
    return tuple(sorted(cities, key=weight, reverse=True))


def _lines(name: str) -> list[str]:
    return (_DATA / name).read_text("utf-8").split("\n")[1:-1]


def _rows(name: str) -> Iterator[list[str]]:
    for line in _lines(name):
        yield line.split("\t")


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _within(around: Known, name: str) -> tuple[str, ...]:
    """The path of what lies in a place; one name on two levels (Paris, La Réunion) stands once."""
    return tuple(dict.fromkeys(p for p in (*around.path, around.name) if p != name))


@cache
def countries_by_code() -> dict[str, Known]:
    """Countries and territories by ISO 3166-1 code; those of France have France's code."""
    rows = {row[1]: row for row in _rows("countries.tsv")}
    found = {}
    for name, code, continent, parent, lat, lon, population, _ in rows.values():
        path = (continent, rows[parent][0]) if parent else (continent,)
        kind = "region" if parent else "country"
        state = "FR" if parent == "FR" else code
        found[code] = Known(name, kind, state, path, _degrees(lat), _degrees(lon), int(population))
    return found


def _country(columns: list[str]) -> Known:
    return countries_by_code()[columns[1]]


def _region(columns: list[str]) -> Known:
    name, country, _, _, context, lat, lon = columns
    path = _within(countries_by_code()[country], name)
    return Known(name, "region", country, path, _degrees(lat), _degrees(lon), context=context)


@cache
def departments() -> dict[str, Known]:
    """French departments by INSEE code; an overseas one is the region itself."""
    found = {}
    for name, code, region, lat, lon, context in _rows("departements.tsv"):
        if code in _OVERSEAS:
            found[code] = countries_by_code()[_OVERSEAS[code]]
        else:
            path = tuple(dict.fromkeys(("Europe", "France", region)))
            found[code] = Known(name, "department", "FR", path, _degrees(lat), _degrees(lon), context=context)
    return found


def _department(columns: list[str]) -> Known:
    return departments()[columns[1]]


def _commune(columns: list[str]) -> Known:
    name, code, lat, lon, population = columns
    path = _within(departments()[code], name)
    return Known(name, "city", "FR", path, _degrees(lat), _degrees(lon), int(population))


def _city(columns: list[str]) -> Known:
    name, code, lat, lon, population, region, _ = columns
    state = countries_by_code()[code]
    path = _within(state, name)
    return Known(name, "city", state.country, path, _degrees(lat), _degrees(lon), int(population), region=region)


def wide_names() -> Iterator[str]:
    """The names, and other names, of countries, areas and regions, as written."""
    for name, column in (("countries.tsv", 7), ("areas.tsv", 5), ("regions.tsv", 3)):
        for line in _lines(name):
            columns = line.split("\t")
            yield columns[0]
            yield from filter(None, columns[column].split("|"))
