"""Bake the lists of names in ``data/`` from their sources.

    python -m index.entities.bake FOLDER

FOLDER holds ``communes.csv.gz``, ``first-names.csv.gz`` and ``surnames.csv.gz`` (see
``data/README.md`` for where they come from and their licences). Needed only when a source is renewed:
what is baked is part of the project. ``departements.tsv`` and ``regions.tsv`` are written by hand but for
their coordinates, which are renewed in place.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from index.entities import bake_places as places
from index.entities.fold import fold

DATA = Path(__file__).parent / "data"
FIRST_NAME_COUNT = 300  # bearers in France: rarer ones are mostly surnames or one-off spellings
SURNAME_COUNT = 1000  # births; below, half of the list are words or foreign first names


def main() -> None:
    """Write every list."""
    folder = Path(sys.argv[1])
    cities = places.world()
    communes = places.french(list(places.whole_communes(_rows(folder / "communes.csv.gz", ";"))), cities)
    departments = list(places.departments(communes, _rows(DATA / "departements.tsv", "\t")))
    regions, regions_by_code = places.regions(cities, _rows(DATA / "regions.tsv", "\t"))
    exonyms = _rows(DATA / "exonyms.tsv", "\t")
    abroad = places.abroad(cities, exonyms, regions_by_code, _rows(DATA / "areas.tsv", "\t"))
    _write("countries.tsv", "name code continent parent lat lon population aliases", places.countries(cities))
    _write("regions.tsv", "name country city aliases context lat lon", regions)
    _write("districts.tsv", "name kind in lat lon aliases context", places.districts(cities))
    _write("departements.tsv", "name code region lat lon context", departments)
    _write("communes.tsv", "name department lat lon population", communes)
    _write("cities.tsv", "name country lat lon population region aliases", abroad)
    _write_names("first-names.txt", folder / "first-names.csv.gz", FIRST_NAME_COUNT)
    _write_names("surnames.txt", folder / "surnames.csv.gz", SURNAME_COUNT)


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _write(name: str, header: str, rows: Iterable[tuple[Any, ...]]) -> None:
    text = "\n".join("\t".join(map(str, row)) for row in (tuple(header.split()), *rows))
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
