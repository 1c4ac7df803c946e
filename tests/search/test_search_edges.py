"""Searches at the edges: what was removed, odd times, damaged successors, endless repetitions, broken input."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.whoosh_index import latest_generation
from index.whoosh_writer import build_index, remove_from_index
from search.engine import WhooshSearcher
from search.envelope import envelope
from search.phrase import in_matches, last_words
from search.request import SearchRequest
from tests.newsroom import article, build_newsroom


def made(folder: Path, *articles: Article) -> WhooshSearcher:
    build_index(folder, articles, ["edges"], 1, lambda _: None)
    return WhooshSearcher(folder)


def found(searcher: WhooshSearcher, q: str = "", **parameters: str) -> list[str]:
    request = SearchRequest.from_pairs([("q", q), *parameters.items()])
    return [hit.article.id for hit in searcher.search(request).hits]


def test_nothing_is_left_of_removed_articles(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    before = WhooshSearcher(folder).status()
    assert (before.first_day, before.last_day) == ("2017-07-04", "2019-12-31")
    remove_from_index(folder, ["a01", "a07"])
    searcher = WhooshSearcher(folder)
    after = searcher.status()
    assert (after.first_day, after.last_day) == ("2017-07-05", "2019-03-01")
    assert after.values["mentioned"] == before.values["mentioned"] - 4
    counted = {s.text: s.count for s in searcher.suggest("gare")}
    assert counted["gares"] == 1
    assert "gare" not in counted
    for text, count in counted.items():
        assert len(found(searcher, f"texte:={text}")) == count


def test_removing_all_leaves_an_index_that_answers(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    ids = [f"a{n:02d}" for n in range(1, 11)]
    assert remove_from_index(folder, ids) == []
    searcher = WhooshSearcher(folder)
    assert found(searcher) == found(searcher, "brest OU gar* OU brset~") == []
    assert searcher.status().index.articles == 0
    assert searcher.suggest("bre") == ()


def test_odd_times_sort_by_their_day(tmp_path: Path) -> None:
    searcher = made(
        tmp_path,
        article(1, "A", "a", "2016-12-31T23:59:60Z"),
        article(2, "B", "b", "0001-01-01"),
        article(3, "C", "c", "9999"),
        article(4, "D", "d", ""),
        article(5, "E", "e", "2017-01-01T00:30:00+02:00"),
    )
    assert found(searcher, sort="oldest") == ["a02", "a01", "a05", "a03", "a04"]
    assert found(searcher, sort="newest") == ["a03", "a05", "a01", "a02", "a04"]
    # The day is the newspaper's, not Greenwich's.
    assert found(searcher, "date:2017") == ["a05"]


@pytest.mark.parametrize("broken", ["not the bytes of an index", ""])
def test_a_successor_that_cannot_be_opened_changes_nothing(
    tmp_path: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = build_newsroom(tmp_path)
    searcher = WhooshSearcher(folder)
    held = searcher.state()
    (folder / f"_MAIN_{latest_generation(folder) + 1}.toc").write_text(broken)
    for _ in range(3):
        searcher._looked = float("-inf")
        with caplog.at_level(logging.WARNING):
            assert searcher.state() == held
    assert "still answering" in caplog.text


def test_a_text_of_one_word_is_marked_in_linear_time(tmp_path: Path) -> None:
    searcher = made(tmp_path, article(1, "Titre", "la " * 50_000 + "fin fin"))
    started = time.monotonic()
    for q, total in (('"la la"', 1), ('"la la la fin"~3', 1), ('="la la"~100', 1), ('"fin la"~100', 0)):
        assert len(found(searcher, q)) == total
    assert time.monotonic() - started < 20, "a pass over each pair of positions takes minutes"


@pytest.mark.parametrize(
    ("positions", "slop", "kept"),
    [
        ([[1, 5], [2, 9]], 0, [[1], [2]]),
        ([[1, 5], [2, 7, 9]], 1, [[1, 5], [2, 7]]),
        ([[1, 2, 3], [1, 2, 3], [1, 2, 3]], 0, [[1], [2], [3]]),
        ([[1], [3], [4]], 0, [[], [], []]),
        ([[1, 10], [3, 12], [4]], 1, [[1], [3], [4]]),
        ([[5], [1]], 3, [[], []]),
    ],
)
def test_positions_in_matches(positions: list[list[int]], slop: int, kept: list[list[int]]) -> None:
    words = [np.array(row, np.uint32) for row in positions]
    assert [row.tolist() for row in in_matches(words, slop)] == kept
    assert bool(len(last_words(words, slop))) == all(kept)


@pytest.mark.parametrize("q", ["\ud800", "a\udcffb", '"\udfff gare"', "\ud83d\ude00"])
def test_bytes_that_are_no_text_are_answered(tmp_path: Path, q: str) -> None:
    searcher = WhooshSearcher(build_newsroom(tmp_path))
    result = searcher.search(SearchRequest.from_pairs([("q", q), ("person", "\udcff"), ("facet.place.q", "\udcff")]))
    assert str(envelope(result)).encode()


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("=O.N.U.", ["a01", "a02"]),
        ("=onu", ["a01", "a02"]),
        ('="à l’O.N.U."', ["a01"]),
        ('="1 000 euros"', ["a01", "a02"]),
        ("=1000", ["a01", "a02"]),
        ("=l’été", ["a01"]),
        ("=ÉTÉ", ["a01"]),
        ("=ete", ["a02"]),
        ('="état d’urgence"', ["a01"]),
        ('="état urgence"~1', ["a01"]),
        ("=Saint-Étienne", ["a01"]),
        ("=saint-etienne", ["a02"]),
    ],
)
def test_strict_is_about_accents_not_about_signs(tmp_path: Path, q: str, expected: list[str]) -> None:
    searcher = made(
        tmp_path,
        article(1, "Un", "L’été à l’O.N.U. : l’état d’urgence à Saint-Étienne coûte 1\u202f000 euros."),
        article(2, "Deux", "Il a ete a ONU. Etat d'urgence a Saint-Etienne, 1000 euros."),
    )
    result = searcher.search(SearchRequest(q=q))
    assert sorted(hit.article.id for hit in result.hits) == expected
    assert all(hit.snippets[0].marks for hit in result.hits)
