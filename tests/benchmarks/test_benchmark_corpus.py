"""The benchmark's articles and queries: the same at every run, and of the kinds they claim to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.engine.compare import counted
from benchmarks.engine.corpus import Item, apart, read
from benchmarks.engine.peer import Query
from benchmarks.engine.queries import queries
from index.text import EXACT
from tests.benchmarks.invented import COUNT, items

KINDS = 13


def test_articles_are_the_same_at_every_run(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    made = list(read(items(first)))
    assert made == list(read(items(second)))
    assert len({item.id for item in made}) == len(made) == COUNT


def test_an_article_has_the_words_and_names_of_its_sentences(tmp_path: Path) -> None:
    for item in read(items(tmp_path)):
        assert item.tokens.split() == item.text.lower().replace(".", "").split()
        assert len(set(item.persons)) == len(item.persons)
        assert len(set(item.places)) == len(item.places)


def test_queries_are_the_same_at_every_run_and_of_every_kind(tmp_path: Path) -> None:
    path = items(tmp_path)
    made = queries(path, 4)
    assert made == queries(path, 4)
    assert Counter(query.kind for query in made) == dict.fromkeys({query.kind for query in made}, 4)
    assert len({query.kind for query in made}) == KINDS


def test_queries_find_something_and_name_no_word_twice(tmp_path: Path) -> None:
    path = items(tmp_path)
    made = queries(path, 4)
    answers = counted(read(path), made)
    for query in made:
        words = query.must + query.should
        assert len(set(words)) == len(words)
        # What is chosen for itself, not from one article, may leave nothing among so few.
        assert answers[query].total > 0 or query.filter or query.days or query.kind == "AND of 3"


@pytest.mark.parametrize(
    "tokens",
    [
        "de 50 100 personnes",
        "un boeing 777 300er assurait",
        "a 100 200 300 dans",
        "articles 322 1 322 2 et",
        "a 20 h 30 hier",
        "a 20 h",
        "400 500m et 20 heures",
    ],
)
def test_words_are_the_same_to_our_analysis(tokens: str) -> None:
    kept = apart(tokens)
    assert [token.term for token in EXACT.tokens(kept)] == kept.split()
    assert [word for word in kept.split() if word.isalpha()] == [w for w in tokens.split() if w.isalpha() and w != "h"]


ITEM = Item("1", "", "le maire de bala parle", ["Anna Roux"], ["Paris"], "2012-03-04")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("", must=("maire", "parle")), True),
        (Query("", must=("mair",)), False),
        (Query("", must=("maire", "vert")), False),
        (Query("", should=("vert", "bala")), True),
        (Query("", should=("vert", "rouge")), False),
        (Query("", phrase=("maire", "de", "bala")), True),
        (Query("", phrase=("maire", "bala")), False),
        (Query("", phrase=("le", "mai")), False),
        (Query("", prefix="mai"), True),
        (Query("", prefix="aire"), False),
        (Query("", must=("bala",), filter=("persons", "Anna Roux")), True),
        (Query("", must=("bala",), filter=("places", "Anna Roux")), False),
        (Query("", must=("bala",), days=("2012-03-04", "2012-03-04")), True),
        (Query("", must=("bala",), days=("2012-03-05", "2013-01-01")), False),
    ],
)
def test_counting_by_reading(query: Query, found: bool) -> None:
    answer = counted([ITEM, replace(ITEM, tokens="rien")], [query])[query]
    assert answer.total == int(found)
    assert answer.persons == ([("Anna Roux", 1)] if found else [])
    assert answer.months == ({"2012-03": 1} if found else {})
