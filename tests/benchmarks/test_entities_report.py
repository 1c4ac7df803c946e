"""The tables of persons, places and dates: made of what was measured, written by the command, never by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.entities import report, tables
from benchmarks.entities.compare import Measured
from benchmarks.entities.score import Score


@pytest.fixture
def results() -> dict[str, Any]:
    """Kiosque finds three of four, ten times as quickly as a peer that does persons only."""
    score, speed = Score(right=3, wrong=1, missed=1), {"cold": 200_000, "next": 300_000, "warm": 400_000}
    ours = Measured(
        "Kiosque", ("persons", "dates"), 0.254, {"persons spans": score, "dates values": score}, speed, 123.4
    )
    theirs = Measured("spaCy 9", ("persons",), 2.0, {"persons spans": Score(1, 1, 3)}, {"cold": 20_000}, 400.0)
    return {
        "processor": "Z80",
        "python": "3.11",
        "articles": 2,
        "peers": {"kiosque": report.of_peer(ours), "spacy": report.of_peer(theirs)},
        "unavailable": {"dateparser": "not installed"},
        "cost": {"read": 0.2, "annotate": 0.6, "index": 0.2, "share": 0.6, "articles": 2},
    }


def test_what_the_tables_say(results: dict[str, Any]) -> None:
    lines = report.in_markdown(results).splitlines()
    assert "| 2 articles: P / R / **F1** | Kiosque | spaCy 9 |" in lines
    assert "| persons, spans | .750 / .750 / **.750** | .500 / .250 / **.333** |" in lines
    assert "| dates, values | .750 / .750 / **.750** | – |" in lines
    assert "| tokens/s, cold: the first articles of a process | 200,000 | 20,000 (10 × as long) |" in lines
    assert "| tokens/s, warm: the first articles again | 400,000 | – |" in lines
    assert "| loading, s | 0.25 | 2.00 |" in lines
    assert "| peak memory, MB | 123 | 400 |" in lines
    assert "| annotating | 0.60 |" in lines
    assert "Annotating is 60% of making an index of JSON Lines." in lines
    assert "dateparser: not installed." in lines


def test_what_is_kept_is_what_was_measured(results: dict[str, Any], tmp_path: Path) -> None:
    report.write(results, tmp_path / "entities.json")
    assert report.read(tmp_path / "entities.json") == results


def test_only_what_lies_between_the_marks_is_written(tmp_path: Path) -> None:
    path = tmp_path / "doc.md"
    path.write_text(f"# A\n\n{tables.BEGIN}\nold\n{tables.END}\n\n## B\n", encoding="utf-8")
    assert tables.write_between_marks(path, "| new |\n")
    assert path.read_text(encoding="utf-8") == f"# A\n\n{tables.BEGIN}\n| new |\n{tables.END}\n\n## B\n"
    assert tables.between_marks(path) == "| new |"
    assert not tables.write_between_marks(path, "| new |")


@pytest.mark.parametrize("text", ["", f"{tables.BEGIN}\n", f"{tables.END}\n{tables.BEGIN}\n"])
def test_a_document_without_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "doc.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the figures"):
        tables.write_between_marks(path, "new")
    assert path.read_text(encoding="utf-8") == text


def test_the_document_shows_the_results_that_are_kept() -> None:
    """Else: python -m benchmarks.entities --tables-only --write-docs."""
    assert tables.between_marks(report.DOCUMENT) == report.in_markdown(report.read())
