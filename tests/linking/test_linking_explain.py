"""``annotate --explain``: every join with its reason; and ``annotate`` as it was, but for what is asked for."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.annotate import Annotator, annotate_stream
from index.article import Article
from index.linking.corrections_file import read_corrections
from index.linking.explain import reason_in_article
from index.linking.segments import linker_of
from index.whoosh_index import open_segments
from index.whoosh_writer import build_index

ROOT = Path(__file__).resolve().parents[2]
RECORD = {
    "id": "7",
    "title": "Macron à Rennes",
    "body": "Emmanuel Macron est venu. M. Macron a vu Zoé Blanc. M. Dupré l'accompagnait.",
    "published": "2018-03-15",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    articles = [
        Article(str(n), "Un", f"Le maire Jean Dupré a parlé {n} fois.", published=f"2018-03-{n + 1:02d}")
        for n in range(20)
    ]
    build_index(folder, articles, ["x"], 1, lambda _: None)
    return folder


def explained(record: dict[str, Any], annotator: Annotator) -> str:
    out = io.StringIO()
    assert annotate_stream([json.dumps(record)], out, annotator, explain=True) == (1, 0)
    return out.getvalue()


def test_each_join_has_its_reason(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "entities.toml"
    path.write_text('\n[[rename]]\nkind = "person"\nvalue = "Zoé Blanc"\nto = "Zoé Blanc (élue)"\n')
    annotator = Annotator(read_corrections(path), linker_of(open_segments(index).segments))
    assert explained(RECORD, annotator) == (
        "7 · 2018-03-15 · Macron à Rennes\n"
        "  persons\n"
        "    Emmanuel Macron\n"
        "      “Macron” × 2: ends this name, and no other full name of the article\n"
        "      “Emmanuel Macron”: the name\n"
        "    Zoé Blanc (élue)\n"
        "      “Zoé Blanc”: the name\n"
        "      “Zoé Blanc”: renamed by entities.toml, line 2\n"
        "    Jean Dupré\n"
        "      “Dupré”: the name\n"
        "      “Dupré”: the full name in 100% of 20 articles that name someone so in full within 30 days of the article\n"
        "  places\n"
        "    Rennes\n"
        "      “Rennes”: the name\n"
        "\n"
    )
    undated = explained({**RECORD, "published": "bientôt"}, annotator)
    assert "in full in the index, as the article has no date\n" in undated


def test_what_is_parted_and_forgotten_is_told(tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    path.write_text(
        '[[split]]\nkind = "person"\nvalue = "Macron"\n[[forget]]\nkind = "person"\nvalue = "Zoé Blanc"\n'
        '[[forget]]\nkind = "place"\nvalue = "Rennes"\n'
    )
    said = explained(RECORD, Annotator(read_corrections(path)))
    assert "    Macron\n      “Macron”: parted from “Emmanuel Macron” by e.toml, line 1\n" in said
    assert "    (forgotten)\n      “Zoé Blanc”: the name\n      “Zoé Blanc”: forgotten by e.toml, line 4\n" in said
    assert "“Rennes”: forgotten by e.toml, line 7" in said


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("Le Pen", "Marine Le Pen", "ends this name, and no other full name of the article"),
        ("Kim Jong", "Kim Jong-un", "begins this name, and no other full name of the article"),
        ("M. Macron", "Macron", "the name, with a title"),
        ("E. Macron", "Emmanuel Macron", "this name with an initial"),
        ("Fabrice Lucchini", "Fabrice Luchini", "a spelling of this name, less frequent in the article"),
        ("Giscard", "Valéry Giscard d'Estaing", "shares a part of this name, and of no other full name of the article"),
        ("Jupiter", "Emmanuel Macron", "named so in the article"),
    ],
)
def test_reasons_within_an_article(text: str, value: str, reason: str) -> None:
    assert reason_in_article(text, value) == reason


def test_plain_annotate_is_as_ever_and_an_index_links(index: Path, tmp_path: Path) -> None:
    def annotate(*arguments: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", "index", "annotate", *arguments, "-"],
            cwd=tmp_path,
            input=json.dumps(RECORD),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        )
        found = json.loads(done.stdout)
        assert set(found) == {*RECORD, "persons", "places", "dates"}
        return [person["value"] for person in found["persons"]]

    assert annotate() == ["Emmanuel Macron", "Zoé Blanc", "Dupré"]
    assert annotate("--index", str(index)) == ["Emmanuel Macron", "Zoé Blanc", "Jean Dupré"]
    (tmp_path / "entities.toml").write_text('[[forget]]\nkind = "person"\nvalue = "zoe blanc"\n')
    assert annotate() == ["Emmanuel Macron", "Dupré"]
