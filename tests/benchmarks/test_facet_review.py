"""The review of a facet: what is suspicious is flagged, what is not is not, and mentions are shown in context."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.facet_review import Value, main, suspicions
from index.build import Run


def flags(facet: str, *names: str, others: tuple[str, ...] = ()) -> dict[str, dict[str, list[str]]]:
    """What is flagged of values in this order, by name."""
    values = [Value(rank, name, 100 - rank) for rank, name in enumerate(names, 1)]
    suspicions(values, others, facet)
    return {value.name: value.flags for value in values}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Emmanuel Macron", []),
        ("Dominique de Villepin", []),
        ("Samuel L. Jackson", []),
        ("Jean-Marie O'Brien", []),
        ("Macron", ["one word"]),
        ("EMMANUEL MACRON", ["all capitals"]),
        ("Emmanuel macron", ["lower case"]),
        ("emmanuel", ["no capital", "lower case", "one word"]),
        ("Emmanuel Macron et Brigitte Macron Trogneux", ["long"]),
        ("Twitter @macron", ["lower case", "odd sign"]),
    ],
)
def test_the_form_of_a_person(name: str, kinds: list[str]) -> None:
    assert list(flags("person", name)[name]) == kinds


def test_who_may_be_there_twice() -> None:
    found = flags(
        "person", "Macron", "Emmanuel Macron", "Brigitte Macron", "Volodymyr Zelensky", "Volodymyr Zelenski", "Obama Barack",
        "Barack Obama",
    )  # fmt: skip
    assert found["Macron"]["part of"] == ["2 Emmanuel Macron", "3 Brigitte Macron"]
    assert "part of" not in found["Emmanuel Macron"]
    assert found["Brigitte Macron"] == {"same last word as": ["2 Emmanuel Macron"]}
    assert found["Volodymyr Zelensky"] == {}
    assert found["Volodymyr Zelenski"] == {"spelt like": ["4 Volodymyr Zelensky"]}
    assert found["Barack Obama"] == {"same words as": ["6 Obama Barack"]}


def test_places_in_persons() -> None:
    found = flags("person", "Charlène de Monaco", "Florence Parly", "Sarthe", others=("Monaco", "Florence", "Sarthe"))
    assert found["Charlène de Monaco"] == {"holds": ["Monaco"]}
    assert found["Florence Parly"] == {}
    assert found["Sarthe"]["is of the other facet:"] == ["Sarthe"]


def test_places_have_one_word_and_numerals_tell_them_apart() -> None:
    found = flags(
        "place", "Paris", "7e arrondissement de Paris", "17e arrondissement de Paris", "Etats Unis", "États-Unis"
    )
    assert found["17e arrondissement de Paris"] == {}
    assert found["Paris"] == {}
    assert found["États-Unis"] == {"same words as": ["4 Etats Unis"]}


def test_an_index_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = ["Emmanuel Macron est à Paris.", "Emmanuel Macron, dit-il. Macron parle.", "M. Macron est parti."]
    lines = [
        {"id": f"a{n}", "title": "Titre", "body": body, "published": "2019-05-14"} for n, body in enumerate(bodies)
    ]
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    Run([source], tmp_path / "index", tmp_path / "rejected.jsonl").build()
    capsys.readouterr()
    assert main(["--index", str(tmp_path / "index"), "--samples", "1"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "   1      2  Emmanuel Macron"
    assert "[Emmanuel Macron]" in told[1]
    assert told[2] == "   2      1  Macron  ? one word; part of 1 Emmanuel Macron"
    assert told[3].strip() == "a2 2019-05-14: M. [Macron] est parti."
    assert told[4] == "2 values, 1 to look at (one word: 1; part of: 1)"
    assert main(["--index", str(tmp_path / "index"), "--facet", "place", "--flagged"]) == 0
    assert capsys.readouterr().out == "1 values, 0 to look at\n"


def test_without_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--index", str(tmp_path)]) == 1
    assert "index" in capsys.readouterr().err
