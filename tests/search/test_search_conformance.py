"""The executor against Whoosh's own, slow evaluation of the same query: same articles, same scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh import scoring
from whoosh.searching import Searcher

from index.text import EXACT, STEM
from index.whoosh_index import open_index
from index.whoosh_schema import stem_field
from search.budget import Budget
from search.executor import ALL_FIELDS, Executor
from search.query.tree import And, Everything, Fuzzy, Node, Not, Or, Pattern, Phrase, Word
from search.scorer import K1, STEM_WEIGHT, B, idf
from search.snapshot import Snapshot
from tests.newsroom import ARTICLES, build_newsroom

WORDS = sorted({t.term for a in ARTICLES for _, text in a.texts() for t in EXACT.tokens(text) if t.term.isalpha()})


WORDS_IN_ORDER: list[str] = [t.term for a in ARTICLES for t in EXACT.tokens(a.body) if t.term.isalpha()]


class OurBM25(scoring.BM25F):  # type: ignore[misc]  # Whoosh is untyped
    """Whoosh's BM25F with our parameters and rarity."""

    def __init__(self) -> None:
        super().__init__(B=B, K1=K1)

    def idf(self, searcher: Any, fieldname: str, text: bytes) -> float:
        parent = searcher.get_parent()
        return idf(parent.doc_count_all(), parent.doc_frequency(fieldname, text))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_newsroom(tmp_path_factory.mktemp("conformance"))


def translated(node: Node) -> wq.Query:
    """The same query for Whoosh."""
    match node:
        case Everything():
            return wq.Every()
        case And(parts):
            return wq.And([translated(p) for p in parts])
        case Or(parts):
            return wq.Or([translated(p) for p in parts])
        case Not(part):
            return wq.Not(translated(part))
        case Word(text):
            return wq.Or(
                [wq.Term(f, EXACT.tokens(text)[0].term) for f in ALL_FIELDS]
                + [wq.Term(stem_field(f), STEM.tokens(text)[0].term, boost=STEM_WEIGHT) for f in ALL_FIELDS]
            )
        case Phrase(text, _, slop):
            terms = [t.term for t in EXACT.tokens(text)]
            return wq.Or([wq.Phrase(f, terms, slop=slop + 1) for f in ALL_FIELDS])
        case Pattern(text):
            return wq.Or([wq.ConstantScoreQuery(wq.Wildcard(f, text)) for f in ALL_FIELDS])
        case _:
            raise AssertionError(node)


words = st.sampled_from(WORDS).map(Word)
phrases = st.builds(
    lambda a, n, slop: Phrase(" ".join(WORDS_IN_ORDER[a : a + n]), slop=slop),
    st.integers(0, 120),
    st.integers(2, 3),
    st.integers(0, 2),
)
patterns = st.sampled_from(WORDS).map(lambda w: Pattern(w[: max(2, len(w) // 2)] + "*"))
nodes = st.recursive(
    words | phrases,
    lambda inner: (
        st.builds(lambda ps: And(tuple(ps)), st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda ps: Or(tuple(ps)), st.lists(inner, min_size=1, max_size=3))
        | st.builds(Not, inner)
    ),
    max_leaves=6,
)


def ours(snapshot: Snapshot, node: Node) -> dict[str, float]:
    matches = Executor(snapshot, Budget(60)).run(node)
    return {snapshot.ids[n]: float(matches.scores[n]) for n in np.flatnonzero(matches.mask)}


def theirs(searcher: Searcher, node: Node) -> dict[str, float]:
    return {hit["id"]: hit.score for hit in searcher.search(translated(node), limit=None)}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(node=nodes)
def test_the_executor_gives_what_whoosh_gives(folder: Path, node: Node) -> None:
    snapshot = _snapshots.setdefault(str(folder), Snapshot(folder))
    opened, _ = open_index(folder)
    with opened.searcher(weighting=OurBM25()) as searcher:
        expected = theirs(searcher, node)
    found = ours(snapshot, node)
    assert found.keys() == expected.keys()
    # Whoosh gives what a "not" leaves a score of 1, we 0: a lack of a word tells nothing.
    if not _negates(node):
        assert found == pytest.approx(expected, abs=1e-4)


_snapshots: dict[str, Snapshot] = {}


def _negates(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(_negates(p) for p in parts)
        case _:
            return isinstance(node, Not)


@settings(max_examples=100, deadline=None)
@given(node=patterns)
def test_patterns_match_what_whoosh_matches(folder: Path, node: Pattern) -> None:
    snapshot = _snapshots.setdefault(str(folder), Snapshot(folder))
    opened, _ = open_index(folder)
    with opened.searcher() as searcher:
        assert ours(snapshot, node).keys() == theirs(searcher, node).keys()


@settings(max_examples=100, deadline=None)
@given(word=st.sampled_from(WORDS), distance=st.integers(1, 2), cut=st.integers(0, 8))
def test_likeness_is_the_edit_distance(folder: Path, word: str, distance: int, cut: int) -> None:
    """The vocabulary's matrix against the definition, written naively."""
    misspelt = word[:cut] + word[cut + 1 :] or word
    snapshot = _snapshots.setdefault(str(folder), Snapshot(folder))
    vocabulary = snapshot.vocabulary("body")
    expected = {w for w in vocabulary.words if _edits(misspelt, w) <= distance}
    assert {w for w, _ in vocabulary.near(misspelt, distance)} == expected
    assert ours(snapshot, Fuzzy(misspelt, distance, "body")).keys() == {
        snapshot.ids[n] for w in expected for n in snapshot.postings("body", w).documents
    }


def _edits(a: str, b: str) -> int:
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
