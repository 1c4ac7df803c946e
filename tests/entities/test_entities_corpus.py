"""On real articles: the dispatch the project was asked for with, and the floors on annotated news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import places, quality
from index.entities import annotate

pytestmark = pytest.mark.corpus


def test_the_dispatch_without_a_date(shared_data: Path):
    text = next((shared_data / "seed").glob("*.txt")).read_text("utf-8")
    found = annotate([("body", text)])
    persons = {p.value: {m.text for m in p.mentions} for p in found.persons}
    assert set(persons) == {"Vladimir Poutine", "Kim Jong-un", "Dmitri Peskov", "Sergueï Choïgou", "Sergueï Lavrov"}
    assert "Kim Jong" in persons["Kim Jong-un"]
    assert "Poutine" in persons["Vladimir Poutine"]
    assert {
        "Russie", "Corée du Nord", "Vladivostok", "Ukraine", "Washington", "Pyongyang", "Vostotchny", "Kremlin",
        "Extrême-Orient russe", "Corée",
    } == {p.value for p in found.places}  # fmt: skip
    assert [(d.value, d.precision) for d in found.dates] == [
        ("XXXX-09-13", "day"),
        ("2019", "year"),
        ("XXXX-09-09", "day"),
        ("XXXX-07", "month"),
    ]


def test_annotated_news_is_read_no_worse_than_it_was(shared_data: Path, capsys: pytest.CaptureFixture[str]):
    """The floors of ``make quality``."""
    assert (shared_data / "gold" / "dev.json").is_file()
    assert quality.main(["--json"]) == 0, capsys.readouterr().err


def test_annotated_places_resolve(shared_data: Path):
    """Values of annotated spans, a little below what is measured; each resolved once, in microseconds."""
    measured = places.measure(json.loads((shared_data / "gold" / "dev.json").read_text("utf-8")))
    assert measured.right / measured.mentions >= 0.965
    assert measured.documents.f1 >= 0.97
    assert measured.located / measured.mentions >= 0.88
