"""The gate: it fails under a floor and says which, floors go down only when that is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import quality
from benchmarks.entities import floors, gold
from tests.benchmarks.annotated import article

FIGURES = {"persons spans F1": 0.9256, "persons merges precision": 1.0}


@pytest.fixture
def annotated_file(tmp_path: Path) -> Path:
    """Two articles that any tagger reads; one of the four marks is of what nobody would find."""
    macron, paris = ("persons", "Emmanuel Macron", "Emmanuel Macron"), ("places", "Paris", "Paris")
    obama, nowhere = ("persons", "Barack Obama", "Barack Obama"), ("places", "assied", "Assied")
    texts = [
        article("Emmanuel Macron est arrivé à Paris.", macron, paris),
        article("Barack Obama s'assied.", obama, nowhere, number="2", section="Monde"),
    ]
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    return path


def run(annotated_file: Path, held: dict[str, float] | None, *options: str) -> int:
    path = annotated_file.with_name("floors.json")
    if held is not None:
        floors.write(held, path)
    return quality.main([str(annotated_file), "--floors", str(path), *options])


def kept(annotated_file: Path) -> dict[str, float]:
    return floors.read(annotated_file.with_name("floors.json"))


def test_passes_at_the_floor_and_fails_under_it(annotated_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(annotated_file, {}, "--raise-floors") == 0
    held = kept(annotated_file)
    assert held["places spans F1"] == 0.661  # one found of two: F1 is 2/3
    assert run(annotated_file, held) == 0
    capsys.readouterr()
    assert run(annotated_file, held | {"places spans F1": 0.7}) == 1
    told = capsys.readouterr().err
    assert told == "FAILED places spans F1: 0.6667 is 0.0333 under its floor 0.700\n"
    assert kept(annotated_file)["places spans F1"] == 0.7


def test_only_the_flag_lowers(annotated_file: Path) -> None:
    run(annotated_file, {}, "--raise-floors")
    held = kept(annotated_file) | {"places spans F1": 0.9, "persons spans F1": 0.5}
    assert run(annotated_file, held, "--raise-floors") == 1
    assert kept(annotated_file)["places spans F1"] == 0.9
    assert kept(annotated_file)["persons spans F1"] == 0.995
    assert run(annotated_file, held, "--lower-floors") == 0
    assert kept(annotated_file) == held | {"places spans F1": 0.661}


def test_a_lost_floor_and_a_lost_figure_fail() -> None:
    assert floors.failures(FIGURES, FIGURES) == []
    assert floors.failures(FIGURES, {"persons spans F1": 0.9}) == [
        "persons merges precision: measured 1.0000, but it has no floor"
    ]
    assert floors.failures({}, {"persons spans F1": 0.9}) == [
        "persons spans F1: there is a floor, but nothing was measured"
    ]


def test_floors_are_raised_to_a_margin_below() -> None:
    assert floors.raised(FIGURES, {}) == {"persons spans F1": 0.92, "persons merges precision": 0.97}
    higher = {"persons spans F1": 0.93, "persons merges precision": 0.99}
    assert floors.raised(FIGURES, higher) == higher
    assert floors.lowered(FIGURES, higher | {"gone F1": 0.5}) == {
        "persons spans F1": 0.92, "persons merges precision": 0.99,
    }  # fmt: skip
    assert floors.raised({"x F1": 0.905}, {}) == {"x F1": 0.9}


@pytest.mark.parametrize("text", ["[1]", '{"x": "high"}', '{"x": 92}', '{"x": true}', "{"])
def test_a_broken_file_of_floors_is_told(annotated_file: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    annotated_file.with_name("floors.json").write_text(text, encoding="utf-8")
    assert run(annotated_file, None) == 2
    assert "floors.json" in capsys.readouterr().err


def test_without_annotated_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quality, "DEVELOPMENT_SET", tmp_path / "dev.json")
    assert quality.main([]) == 2
    assert "dev.json is not there: quality is not measured" in capsys.readouterr().err
    assert quality.main(["--if-present"]) == 0


def test_a_file_that_is_no_gold_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"id": "1"}]', encoding="utf-8")
    assert quality.main([str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: a JSON list of articles with mentions is needed\n"


def test_other_articles_have_no_floors(annotated_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.main([str(annotated_file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["articles"] == 2
    assert told["figures"]["persons spans F1"] == 1.0
    with pytest.raises(SystemExit, match="2"):
        quality.main([str(annotated_file), "--lower-floors"])


def test_groups_and_errors(annotated_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quality.main([str(annotated_file), "--by", "section", "--errors", "places"])
    told = capsys.readouterr().out
    assert "  1 - Barack Obama s'[assied]." in told
    lines = told.splitlines()
    header = next(line for line in lines if "dates values" in line and "persons spans" in line)
    worst = lines[lines.index(header) + 1].split()
    assert worst == ["Monde", "1.000", "1.000", "0.000", "0.000", "–", "–"]
    quality.main([str(annotated_file), "--by", "article"])
    assert "\n2 " in capsys.readouterr().out


def test_the_floors_are_those_of_what_is_measured() -> None:
    """Each figure has a floor, none is near nothing, and those of merges keep what readers are promised."""
    held = floors.read()
    assert set(held) >= set(quality.measure([]).figures())
    assert min(held.values()) > 0.8
    assert all(floor >= 0.97 for name, floor in held.items() if name.endswith("precision"))


def test_gold_is_missing() -> None:
    with pytest.raises(gold.GoldMissing, match="nowhere"):
        gold.read([Path("nowhere.json")])
