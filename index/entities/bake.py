"""Bake the lists of names in ``data/`` from their sources.

    python -m index.entities.bake FOLDER

FOLDER holds ``communes.csv.gz``, ``communes.csv.lzma``, ``first-names.csv.gz`` and ``surnames.csv.gz`` (see
``data/README.md`` for what they are, where they come from and their licences). Needed only when a source is renewed:
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
from index.entities.bake_positions import positions
from index.entities.fold import fold
from index.entities.model.lexicon import magnitude

DATA = Path(__file__).parent / "data"
FIRST_NAME_COUNT = 300  # bearers in France: rarer ones are mostly surnames or one-off spellings
# For the learned tagger, which weighs how many bear a name, rarer ones tell something too.
BEARER_COUNTS = (50, 200)


def main() -> None:
    """Write every list."""
    folder = Path(sys.argv[1])
    cities = places.world()
    communes = list(places.whole_communes(_rows(folder / "communes.csv.gz", ";")))
    french = places.french(communes, cities, positions(folder / "communes.csv.lzma"))
    departments = list(places.departments(french, _rows(DATA / "departements.tsv", "\t")))
    regions, regions_by_code = places.regions(cities, _rows(DATA / "regions.tsv", "\t"))
    exonyms = _rows(DATA / "exonyms.tsv", "\t")
    abroad = places.abroad(cities, exonyms, regions_by_code, _rows(DATA / "areas.tsv", "\t"))
    _write("countries.tsv", "name code continent parent lat lon population aliases", places.countries(cities))
    _write("regions.tsv", "name country city aliases context lat lon", regions)
    _write("districts.tsv", "name kind in lat lon aliases context", places.districts(cities))
    _write("departements.tsv", "name code region lat lon context", departments)
    _write("communes.tsv", "name department lat lon population", french)
    _write("cities.tsv", "name country lat lon population region aliases", abroad)
    _write_names("first-names.txt", folder / "first-names.csv.gz", FIRST_NAME_COUNT)
    _write_bearers(folder / "first-names.csv.gz", folder / "surnames.csv.gz")


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _write(name: str, header: str, rows: Iterable[tuple[Any, ...]]) -> None:
    text = "\n".join("\t".join(map(str, row)) for row in (tuple(header.split()), *rows))
    (DATA / name).write_text(text + "\n", "utf-8")


def _write_names(name: str, source: Path, least: int) -> None:
    """Folded names borne at least so often, in alphabetical order."""
    names = (bearer for bearer, count in _counted(source).items() if count >= least)
    (DATA / name).write_text("\n".join(sorted(n for n in names if len(n) > 1)) + "\n", "utf-8")


def _counted(source: Path) -> dict[str, int]:
    """How many bear each folded name; the most of its spellings."""
    counts: dict[str, int] = {}
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            bearer, _, count = line.rstrip("\n").rpartition(",")
            if bearer.replace("-", "").isalpha() and count.isdigit():
                counts[fold(bearer)] = max(int(count), counts.get(fold(bearer), 0))
    return counts


def _write_bearers(first: Path, last: Path) -> None:
    """Folded names, each with two digits: how many bear it as first name and as surname, as magnitudes."""
    counts = [
        {name: count for name, count in _counted(source).items() if count >= least}
        for source, least in zip((first, last), BEARER_COUNTS, strict=True)
    ]
    lines = (
        f"{name}{magnitude(counts[0].get(name, 0))}{magnitude(counts[1].get(name, 0))}"
        for name in sorted({*counts[0], *counts[1]})
    )
    (DATA / "bearers.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
