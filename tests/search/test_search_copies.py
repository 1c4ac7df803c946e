"""Near-copies in results, against a naive recount: totals, pages, cursors, orders, facets, groups."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.errors import NotFound
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from search.cli import cli
from search.engine import WhooshSearcher
from search.envelope import envelope
from search.reading.concordance import By, Concordance
from search.reading.trends import Trends
from search.request import SearchRequest
from search.result import SearchResult
from tests.reprints import ARTICLES, GROUPS, OTHERS, PORT, article
from tests.search.naive_copies import earliest

QUERIES = ("", "port", "pilotes OU pont", "navires -parapluies", "« travaux coûteront »", "bulles", "rien du tout ici")
SORTS = ("relevance", "newest", "oldest")
# Many small groups, so that pages are many.
MANY = tuple(
    article(
        f"m{group:02d}{copy}",
        *(f"{word}{group} " * 3 + " ".join(f"{word}{group}x{n}" for n in range(30)) for word in ("vague", "lame")),
        published=f"2020-0{1 + group % 9}-{10 + (copy * 7 + group) % 5:02d}",
        source=f"Titre {copy % 3}" if group % 4 else "",
    )
    for group in range(25)
    for copy in range(1 + group % 4)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two segments and some deletions."""
    path = tmp_path_factory.mktemp("copies")
    build_index(
        path, (*ARTICLES, *MANY[:40], article("parti", *PORT, published="2021-03-09")), ["x"], 1, lambda _: None
    )
    add_to_index(path, MANY[40:], ["x"], lambda _: None)
    remove_from_index(path, ["parti", "m051"])
    return path


@pytest.fixture(scope="module")
def searcher(folder: Path) -> WhooshSearcher:
    return WhooshSearcher(folder)


def ask(searcher: WhooshSearcher, **parameters: str) -> SearchResult:
    pairs = [(name.replace("__", "."), value) for name, value in parameters.items()]
    return searcher.search(SearchRequest.from_pairs([("facet", "none"), *pairs]))


def ids(result: SearchResult) -> list[str]:
    return [hit.article.id for hit in result.hits]


def everything(searcher: WhooshSearcher, **parameters: str) -> list[str]:
    """All articles of a search, one by one, by pages."""
    return ids(ask(searcher, copies="all", per_page="100", **parameters))


@pytest.mark.parametrize(("q", "sort"), list(itertools.product(QUERIES, SORTS)))
def test_folded_results_are_those_of_a_recount(searcher: WhooshSearcher, q: str, sort: str) -> None:
    unfolded = everything(searcher, q=q, sort=sort)
    kept = earliest(unfolded, searcher.get)
    expected = [name for name in unfolded if name in kept]
    found = ask(searcher, q=q, sort=sort, per_page="100")
    assert (found.total, found.results) == (len(unfolded), len(expected))
    assert ids(found) == expected
    # Page by page, and by cursor.
    for size in (3, 7):
        pages: list[str] = []
        request: SearchRequest | None = SearchRequest.from_pairs([("q", q), ("sort", sort), ("per_page", str(size))])
        while request is not None:
            page = searcher.search(request)
            assert (page.total, page.results) == (found.total, found.results)
            pages += ids(page)
            request = replace(request.first_page(), cursor=page.cursor) if page.cursor else None
        assert pages == expected
        numbered = [
            ask(searcher, q=q, sort=sort, per_page=str(size), page=str(n + 1)) for n in range(len(expected) // size + 1)
        ]
        assert [name for page in numbered for name in ids(page)] == expected


@pytest.mark.parametrize("q", QUERIES)
def test_hits_stand_for_the_others(searcher: WhooshSearcher, q: str) -> None:
    unfolded = everything(searcher, q=q)
    stands_for = earliest(unfolded, searcher.get)
    for hit in ask(searcher, q=q, per_page="100").hits:
        others = stands_for[hit.article.id]
        if not others:
            assert hit.copies is None
            continue
        assert hit.copies is not None
        assert (hit.copies.id, hit.copies.count) == (hit.article.copies_of, len(others))
        assert [copy.article.id for copy in hit.copies.shown] == others[:5]
        group = everything(searcher, copies_of=hit.copies.id)
        assert hit.copies.total == len(group)
        assert {hit.article.id, *others} <= set(group)
        sources = {searcher.get(name).source for name in others} - {"", hit.article.source}
        assert hit.copies.sources == len(sources)


def test_facets_and_exports_are_of_all_articles(searcher: WhooshSearcher) -> None:
    for q in QUERIES:
        folded, unfolded = (searcher.search(SearchRequest(q=q, copies=c)) for c in ("folded", "all"))
        assert {name: [(v.value, v.count) for v in f.values] for name, f in folded.facets.items()} == {
            name: [(v.value, v.count) for v in f.values] for name, f in unfolded.facets.items()
        }
        assert len(list(searcher.articles(SearchRequest(q=q)))) == unfolded.total
    exported = {each.id: each.copies_of for each in searcher.articles(SearchRequest(sort="oldest"))}
    assert {name for name, group in exported.items() if group == "depeche"} == set(GROUPS["depeche"])
    assert exported["encore"] == exported["seul0"] == ""
    assert "parti" not in exported


def test_the_earliest_that_matches_stands_for_its_group(searcher: WhooshSearcher) -> None:
    found = ask(searcher, q="rosière pilotes")
    assert (ids(found), found.hits[0].copies) == (["long"], None)
    found = ask(searcher, q="pilotes", source="Le Courrier")
    assert (ids(found), found.total) == (["long"], 1)
    found = ask(searcher, q="pilotes", date__from="2021-03-11", date__to="2021-03-20")
    assert (ids(found), found.total, found.results) == (["coupe"], 2, 1)
    assert found.hits[0].copies is not None
    assert [(c.article.id, c.kind) for c in found.hits[0].copies.shown] == [("long", "longer")]
    assert found.hits[0].copies.total == 5


@pytest.mark.parametrize("name", GROUPS["depeche"])
def test_copies_of_any_of_them_gives_all(searcher: WhooshSearcher, name: str) -> None:
    found = ask(searcher, copies_of=name, sort="oldest")
    assert ids(found) == GROUPS["depeche"]
    assert (found.total, found.results) == (5, 5)
    assert all(hit.copies is None for hit in found.hits)
    # Within a query and filters, too.
    assert ids(ask(searcher, copies_of=name, q="rosière")) == ["long"]


def test_copies_of_one_without_any_and_of_nothing(searcher: WhooshSearcher) -> None:
    assert ids(ask(searcher, copies_of="encore")) == ["encore"]
    assert ids(ask(searcher, copies_of="nulle part")) == ids(ask(searcher, copies_of="parti")) == []


def test_the_copies_of_an_article(searcher: WhooshSearcher) -> None:
    group = searcher.copies("coupe")
    assert group is not None
    assert (group.id, group.total, group.count, group.sources) == ("depeche", 5, 4, 3)
    assert [(c.article.id, c.kind) for c in group.shown] == [
        ("depeche", "first"), ("entier", "same"), ("long", "longer"), ("sansdate", "same")
    ]  # fmt: skip
    assert searcher.copies("encore") is None
    with pytest.raises(NotFound):
        searcher.copies("nulle part")


def test_the_corpus_counts_them(searcher: WhooshSearcher) -> None:
    copies = searcher.status().copies
    sizes: dict[str, int] = {}
    for each in searcher.articles(SearchRequest()):
        if each.copies_of:
            sizes[each.copies_of] = sizes.get(each.copies_of, 0) + 1
    assert (copies.groups, copies.articles) == (len(sizes), sum(sizes.values()))
    assert all(sizes[lead.id] == count for lead, count in copies.largest)
    assert [count for _, count in copies.largest] == sorted(sizes.values(), reverse=True)[:10]


def test_the_envelope_tells_it(searcher: WhooshSearcher) -> None:
    answer = envelope(ask(searcher, q="pilotes", sort="oldest"))
    assert (answer["total"], answer["results"]) == (6, 2)
    copies = answer["hits"][0]["copies"]
    assert copies["url"] == "/api/v1/search?copies_of=depeche&sort=oldest"
    assert (copies["count"], copies["sources"], copies["shown"][2]["kind"]) == (4, 3, "longer")
    assert answer["hits"][1] | {"copies": None, "copies_of": ""} == answer["hits"][1]


def test_requests_keep_the_choice() -> None:
    request = SearchRequest.from_pairs([("q", "port"), ("copies", "all"), ("copies_of", "x")])
    assert SearchRequest.from_pairs(request.to_pairs()) == request
    assert request.with_page(2).with_sort("newest").with_query("a").copies == "all"
    assert request.without_filters().copies_of == ""
    assert ("copies", "folded") not in SearchRequest().to_pairs()


def test_the_terminal_tells_it(folder: Path) -> None:
    said = (
        CliRunner().invoke(cli, ["pilotes", "--sort", "oldest", "--index", str(folder)], standalone_mode=False).output
    )
    assert "6 articles, 2 once near-copies are one" in said
    assert "+ 4 near-copies in 3 other sources: --copies-of depeche" in said
    every = CliRunner().invoke(cli, ["--copies-of", "coupe", "--index", str(folder), "--json"], standalone_mode=False)
    assert json.loads(every.output)["total"] == 5


def test_others_texts_stay_apart(searcher: WhooshSearcher) -> None:
    assert OTHERS[0]
    assert ask(searcher, q="parapluies").results == 2


@pytest.mark.parametrize("by", ["article", "right", "newest"])
@pytest.mark.parametrize("q", ["port", "pilotes OU pont"])
def test_the_reading_room_reads_all_of_them(searcher: WhooshSearcher, q: str, by: By) -> None:
    request = SearchRequest(q=q)
    total = ask(searcher, q=q).total
    assert searcher.search(request).results < total, "some are folded"
    lines = searcher.ask(Concordance(request, by=by))
    assert lines.articles + lines.without == lines.total == total
    (series,) = searcher.ask(Trends((request,), "month")).series
    assert sum(series.counts) + series.undated == series.total == total
