"""The comparison of pages with known articles, on texts small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.webpages import Reading, measure, score, table

KNOWN = {
    "id": "1", "title": "Le pont rouvre", "published": "2023-11-02", "authors": ["Zoé Roy"],
    "chapo": "Un pont neuf.", "body": "Le maire a coupé le ruban.\n\nLa foule est venue.", "neutral": "Note de la rédaction.",
}  # fmt: skip
WHOLE = "Un pont neuf.\n\nLe maire a coupé le ruban.\n\nLa foule est venue."


def test_what_is_the_same_is_perfect() -> None:
    found = score(KNOWN, Reading(WHOLE, "Le pont rouvre", "2023-11-02", ("Zoé ROY",)))
    assert (found.precision, found.recall, found.words, found.runs, found.paragraphs) == (1, 1, 1, 1, 1)
    assert found.title
    assert found.day
    assert found.authors


def test_what_is_neutral_costs_nothing_and_what_is_foreign_does() -> None:
    assert score(KNOWN, Reading(f"{WHOLE}\n\nNote de la rédaction.\n\nLe pont rouvre", "", "", ())).words == 1
    # Thirteen words are wanted, seven foreign.
    foreign = score(KNOWN, Reading(f"{WHOLE}\n\nAbonnez-vous à notre lettre du soir", "", "", ()))
    assert (foreign.precision, foreign.recall) == (13 / 20, 1)
    assert foreign.paragraphs == pytest.approx(2 * 0.75 / 1.75)
    assert not foreign.day


def test_what_is_missing_costs_recall_and_order_counts_in_runs() -> None:
    missing = score(KNOWN, Reading("Le maire a coupé le ruban.", "", "", ()))
    assert (missing.precision, missing.recall) == (1, 6 / 13)
    shuffled = score(KNOWN, Reading(WHOLE.replace("Le maire a coupé", "coupé a maire Le"), "", "", ()))
    assert shuffled.words == 1
    assert shuffled.runs < 1


def test_folders_are_measured(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text(f"<h1>Le pont rouvre</h1><p>{KNOWN['body']}</p>", encoding="utf-8")
    known = tmp_path / "known.jsonl"
    known.write_text(json.dumps({**KNOWN, "chapo": ""}) + "\n", encoding="utf-8")
    measured = measure(tmp_path, known)
    scores, _ = measured["Kiosque"]
    assert [one.words for one in scores] == [1]
    assert "1/1" in table(measured)
