"""The chains inside Whoosh: what is indexed is what a query asks for."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from whoosh import fields, query
from whoosh.analysis.filters import LowercaseFilter
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

from index.text import EXACT, STEM
from index.whoosh_analysis import ChainAnalyzer, accented_words

TEXT = "L’Assemblée de Saint-Étienne, à 20 h 30 : l'œuvre d'Édith"
CHAINS = {"exact": EXACT, "stem": STEM}


@pytest.fixture(scope="module")
def searcher() -> Any:
    schema = fields.Schema(
        id=fields.ID(stored=True),
        body=fields.TEXT(analyzer=ChainAnalyzer("exact"), stored=True, chars=True),
        body_stem=fields.TEXT(analyzer=ChainAnalyzer("stem"), phrase=False),
    )
    index = RamStorage().create_index(schema)
    writer = index.writer()
    texts = {"1": TEXT, "2": "Les élections françaises", "3": "Saint Étienne, martyr"}
    for name, text in texts.items():
        writer.add_document(id=name, body=text, body_stem=text)
    writer.commit()
    with index.searcher() as opened:
        yield opened


@pytest.mark.parametrize("name", CHAINS)
def test_whoosh_sees_the_tokens_of_the_chain(name: str) -> None:
    seen = [
        (t.text, t.startchar, t.endchar, t.pos)
        for t in ChainAnalyzer(name)(TEXT, positions=True, chars=True, mode="index")
    ]
    assert seen == CHAINS[name].tokens(TEXT)


def test_query_mode_gives_the_same_terms() -> None:
    analyzer = ChainAnalyzer("exact")
    assert [t.text for t in analyzer(TEXT, mode="query")] == [t.text for t in analyzer(TEXT, mode="index")]


def test_positions_and_offsets_start_where_whoosh_says() -> None:
    first = next(ChainAnalyzer("exact")("mot", positions=True, chars=True, start_pos=7, start_char=100))
    assert (first.pos, first.startchar, first.endchar) == (7, 100, 103)


def test_the_original_is_kept_when_asked_for() -> None:
    assert [t.original for t in ChainAnalyzer("exact")("l’Élysée", keeporiginal=True)] == ["Élysée"]


def test_filters_can_follow() -> None:
    assert [t.text for t in (ChainAnalyzer("exact") | LowercaseFilter())("Élysée")] == ["elysee"]


def test_pickled_it_is_the_same_and_carries_the_fingerprint() -> None:
    again = pickle.loads(pickle.dumps(ChainAnalyzer("stem")))
    assert again == ChainAnalyzer("stem") != ChainAnalyzer("exact")
    assert again.fingerprint == STEM.fingerprint
    assert len(pickle.dumps(again)) < 300, "the memory of the chain stays out"
    with pytest.raises(KeyError):
        ChainAnalyzer("unknown")


@pytest.mark.parametrize(
    ("field", "asked", "found"),
    [
        ("body", "assemblee", {"1"}),
        ("body", "oeuvre", {"1"}),
        ("body", "Œuvre", {"1"}),
        ("body", "l'Assemblée", {"1"}),
        ("body", '"saint etienne"', {"1", "3"}),
        ("body", "saintetienne", {"1"}),
        ("body", "élection", set()),
        ("body_stem", "élection", {"2"}),
        ("body_stem", "français", {"2"}),
    ],
)
def test_searching(searcher: Any, field: str, asked: str, found: set[str]) -> None:
    parsed = QueryParser(field, searcher.schema).parse(asked)
    assert {hit["id"] for hit in searcher.search(parsed)} == found


def test_whoosh_marks_the_word_without_its_article(searcher: Any) -> None:
    (hit,) = searcher.search(query.Term("body", "edith"))
    assert """d'<b class="match term0">Édith</b>""" in hit.highlights("body")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La pêche a péché", [("pêche", 1), ("péché", 3)]),
        ("L’été, E\u0301LYSÉE", [("été", 0), ("élysée", 1)]),
        ("Saint-Étienne, presqu’île", [("étienne", 1), ("presquîle", 2)]),
        ("sans accent aucun", []),
        ("« œuvre » : 20 €", [("œuvre", 0)]),
    ],
)
def test_accented_words_stand_at_the_positions_of_the_exact_chain(text: str, expected: list[tuple[str, int]]) -> None:
    assert list(accented_words(text)) == expected
