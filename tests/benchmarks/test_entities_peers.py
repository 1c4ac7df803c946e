"""Kiosque and its peers on annotated articles: each in its own process, scored alike, and told when it is not there."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.entities import compare, cost
from benchmarks.entities.compare import Texts, Unavailable, measure
from benchmarks.entities.gold import Record
from tests.benchmarks.annotated import article

MARKS = (
    ("dates", "Mardi", "2019-05-14"),
    ("persons", "Emmanuel Macron", "Emmanuel Macron"),
    ("places", "Paris", "Paris"),
)
MACRON = article("Mardi, Emmanuel Macron est arrivé à Paris.", *MARKS)


def plain(count: int) -> list[Record]:
    """Articles to be quick with."""
    return [{key: MACRON[key] for key in ("title", "body", "published")} | {"id": str(n)} for n in range(count)]


def test_kiosque_is_measured() -> None:
    found = measure("kiosque", Texts([MACRON], first=plain(20), next=plain(5)))
    assert {name: (s.right, s.wrong, s.missed) for name, s in found.scores.items() if name.endswith("spans")} == {
        "persons spans": (1, 0, 0),
        "places spans": (1, 0, 0),
        "dates spans": (1, 0, 0),
    }
    # One text of each: nothing was put together.
    assert not any(name.endswith(("merges", "whole values")) for name in found.scores)
    assert set(found.tokens_per_second) == {"cold", "next", "warm"}
    assert min(found.tokens_per_second.values()) > 0
    assert 0 < found.load_seconds < 60
    assert found.peak_megabytes > 10


def test_links_are_scored_where_there_are_any() -> None:
    both = article(
        "Emmanuel Macron parle. M. Macron sort.",
        *(("persons", t, "Emmanuel Macron") for t in ("Emmanuel Macron", "Macron")),
    )
    found = measure("kiosque", Texts([both])).scores
    assert (found["persons merges"].right, found["persons whole values"].right) == (1, 1)
    assert "places merges" not in found


def test_a_peer_is_not_told_what_is_to_be_found() -> None:
    """What is annotated does not reach it: a name that no reader would find is missed."""
    hidden = article("le chat dort.", ("persons", "chat", "Chat"))
    assert measure("kiosque", Texts([hidden])).scores["persons spans"].missed == 1


def test_dateparser_finds_dates_only() -> None:
    if find_spec("dateparser") is None:
        with pytest.raises(Unavailable, match="make bench"):
            measure("dateparser", Texts([MACRON]))
        return
    dated = article(
        "Il est né le 3 mai 1978, et elle en juin 1980.",
        ("dates", "3 mai 1978", "1978-05-03"),
        ("dates", "juin 1980", "1980-06"),
    )
    found = measure("dateparser", Texts([dated]))
    assert set(found.scores) == {"dates spans", "dates values"}
    assert found.scores["dates spans"].right == found.scores["dates values"].right == 2


def test_spacy_learns_from_the_articles_it_is_given(tmp_path: Path) -> None:
    if find_spec("spacy") is None:
        with pytest.raises(Unavailable, match="make bench"):
            measure("spacy", Texts([MACRON], train=[MACRON]), tmp_path)
        return
    long = article(f"{MACRON['body']} " * 40, *[mark for _ in range(40) for mark in MARKS])
    train = [long] * 10
    found = measure("spacy", Texts([MACRON], train=train), tmp_path)
    assert found.scores["persons spans"].right == 1
    assert "dates spans" not in found.scores
    kept = [path.name for path in tmp_path.iterdir()]
    assert len(kept) == 1
    measure("spacy", Texts([MACRON], train=train), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == kept


def test_a_model_is_of_its_articles() -> None:
    assert compare._digest("spacy", [MACRON]) == compare._digest("spacy", [dict(MACRON)])
    assert compare._digest("spacy", [MACRON]) != compare._digest("spacy", [MACRON, MACRON])


def test_the_share_of_annotating(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    records = (
        {"id": str(n), "title": "Titre", "body": f"{MACRON['body']} {n}", "published": "2019"} for n in range(300)
    )
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    found = cost.measure(path, 200)
    assert found["articles"] == 200
    parts = {name: found[name] for name in ("read", "annotate", "index")}
    assert min(parts.values()) > 0
    assert found["share"] == pytest.approx(parts["annotate"] / sum(parts.values()), abs=0.02)
    path.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="no articles"):
        cost.measure(path)
