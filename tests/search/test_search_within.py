"""Places with all that lies in them: counted and filtered exactly, by the very name, and only if asked to."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.entities import Place
from index.whoosh_schema import facet_values, values_within
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from search.engine import WhooshSearcher
from search.request import SearchRequest
from tests.newsroom import ARTICLES, build_newsroom, found, search

AUSTRIA, ISERE = ("Europe", "Autriche"), ("Europe", "France", "Auvergne-Rhône-Alpes", "Isère")
NOUVELLE_AQUITAINE = ("Europe", "France", "Nouvelle-Aquitaine")


def place_article(number: int, *places: Place) -> Article:
    return Article(id=f"p{number:02d}", title=f"Titre {number}", body="Texte.", published="2020", places=places)


# Homonyms, a name within a name, a region of which nobody names but a town, and places of which nothing is known.
TRAPS = (
    place_article(1, Place("Vienne", path=AUSTRIA)),
    place_article(2, Place("Vienne", path=AUSTRIA), Place("Bruxelles")),
    place_article(3, Place("Vienne", path=ISERE)),
    place_article(4, Place("Limoges", path=(*NOUVELLE_AQUITAINE, "Haute-Vienne"))),
    place_article(5, Place("Poitiers", path=(*NOUVELLE_AQUITAINE, "Vienne"))),
    place_article(6, Place("Quelque part")),
    place_article(7),
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> WhooshSearcher:
    return WhooshSearcher(build_newsroom(tmp_path_factory.mktemp("newsroom")))


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> WhooshSearcher:
    folder = tmp_path_factory.mktemp("traps")
    build_index(folder, TRAPS, ["traps"], 1, lambda _: None)
    return WhooshSearcher(folder)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"place": "Bretagne"}, []),
        ({"place": "Bretagne", "within": "1"}, [3, 4, 9]),
        ({"place": "bretagne", "within": "1"}, [3, 4, 9]),
        ({"place": "Ille-et-Vilaine", "within": "1"}, [3, 9]),
        ({"place": "Rennes", "within": "1"}, [9]),
        ({"place": "France", "within": "1"}, [1, 2, 3, 4, 5, 6, 9, 10]),
        ({"place": "Rhône|Finistère", "within": "1"}, [3, 4, 5, 6]),
        ({"place__all": "Rhône|Île-de-France", "within": "1"}, [5]),
        ({"place": "Bretagne", "place__not": "Finistère", "within": "1"}, [9]),
        ({"place__not": "France", "within": "1"}, [7, 8]),
        ({"person": "Anna Roux", "place": "Bretagne", "within": "1"}, [4]),
        ({"person": "Anna Roux", "within": "1"}, [1, 4, 7]),
    ],
)
def test_filters(searcher: WhooshSearcher, filters: dict[str, str], expected: list[int]) -> None:
    assert found(searcher, **filters) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dans:Bretagne", [3, 4, 9]),
        ("within:bretagne", [3, 4, 9]),
        ("dans : Bretagne", [3, 4, 9]),
        ("lieu:Bretagne", []),
        ("dans:Rennes", [9]),
        ("dans:« Ille-et-Vilaine »", [3, 9]),
        ("dans:vilaine", [3, 9]),
        ("dans:(Rhône OU Finistère) -lieu:lyon", [3, 4]),
        ("dans:France -dans:Bretagne", [1, 2, 5, 6, 10]),
        ("dans:Nulle-part", []),
    ],
)
def test_queries(searcher: WhooshSearcher, query: str, expected: list[int]) -> None:
    assert found(searcher, query) == expected


def test_the_very_name_comes_before_the_names_that_hold_it(traps: WhooshSearcher) -> None:
    assert found(traps, "dans:Vienne") == [1, 2, 3, 5]
    assert found(traps, "lieu:Vienne") == [1, 2, 3]
    assert found(traps, "dans:haute") == [4]


FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"person": "Anna Roux"},
    {"place": "Bretagne"},
    {"place__all": "Bretagne"},
    {"place__not": "Finistère", "date__from": "2018"},
    {"place": "Rhône|Brest", "section": "Société"},
)


@pytest.mark.parametrize(("filters", "query"), list(itertools.product(FILTERS, ["", "gare OU brest", "dans:france"])))
def test_every_count_is_how_many_results_the_value_alone_gives(
    searcher: WhooshSearcher, filters: dict[str, str], query: str
) -> None:
    result = search(searcher, query, within="1", **filters)
    for name, facet in result.facets.items():
        bare = replace(
            result.request, filters=tuple(f for f in result.request.filters if (f.facet, f.mode) != (name, "any"))
        )
        for value in facet.values:
            if not value.excluded and name not in ("date", "mentioned"):
                alone = searcher.search(bare.without_filter(name, value.value).with_filter(name, value.value))
                kept = {f.value for f in bare.filters if (f.facet, f.mode) == (name, "all")}
                if value.value not in kept:
                    assert alone.total == value.count, (name, value.value)


def test_counts_against_a_naive_one(searcher: WhooshSearcher) -> None:
    """A value counts once an article, however many of its places lie in it; other facets are as before."""
    result = search(searcher, within="1", facet__place__limit="100")
    counts = {v.value: v.count for v in result.facets["place"].values}
    expected: dict[str, int] = {}
    for article in ARTICLES:
        for name in {n for p in article.places or () for n in (p.value, *p.path)}:
            expected[name] = expected.get(name, 0) + 1
    assert counts == expected
    plain = search(searcher)
    assert result.facets["place"].without == plain.facets["place"].without == 2
    assert [(v.value, v.count) for v in result.facets["person"].values] == [
        (v.value, v.count) for v in plain.facets["person"].values
    ]


def test_without_being_asked_a_value_counts_for_itself(searcher: WhooshSearcher) -> None:
    places = search(searcher, facet__place__limit="100").facets["place"].values
    assert {v.value for v in places} == {p.value for a in ARTICLES for p in a.places or ()}
    assert not any(v.path for v in places)


def test_each_value_says_where_it_lies(searcher: WhooshSearcher, traps: WhooshSearcher) -> None:
    values = search(searcher, within="1", facet__place__limit="100").facets["place"].values
    paths = {v.value: v.path for v in values}
    assert paths["Brest"] == ("Europe", "France", "Bretagne", "Finistère")
    assert paths["Bretagne"] == ("Europe", "France")
    assert paths["Europe"] == ()
    values = search(traps, within="1", place="Nulle part", facet__place__limit="100").facets["place"].values
    paths = {v.value: v.path for v in values}
    assert paths["Vienne"] in (AUSTRIA, ISERE, NOUVELLE_AQUITAINE)
    assert (paths["Haute-Vienne"], paths["Quelque part"], paths["Nulle part"]) == (NOUVELLE_AQUITAINE, (), ())


def test_of_homonyms_the_one_most_often_meant_is_shown(tmp_path: Path) -> None:
    many = [place_article(n, Place("Vienne", path=AUSTRIA if n % 3 else ISERE)) for n in range(1, 30)]
    build_index(tmp_path, many, ["test"], 1, lambda _: None)
    [vienna] = [v for v in search(WhooshSearcher(tmp_path), within="1").facets["place"].values if v.value == "Vienne"]
    assert (vienna.count, vienna.path) == (29, AUSTRIA)


def test_it_follows_the_index(tmp_path: Path) -> None:
    """Over several segments, and over articles that went."""
    build_newsroom(tmp_path)
    add_to_index(tmp_path, TRAPS, ["traps"], lambda _: None)
    remove_from_index(tmp_path, ["a09", "p03"])
    searcher = WhooshSearcher(tmp_path)
    assert found(searcher, place="Bretagne", within="1") == [3, 4]
    assert found(searcher, "dans:isère") == []
    counts = {v.value: v.count for v in search(searcher, within="1", facet__place__limit="100").facets["place"].values}
    assert counts["Auvergne-Rhône-Alpes"] == 3
    assert "Isère" not in counts


NAMES = st.sampled_from(["Europe", "France", "Bretagne", "Rennes", "Paris", "rennes"])


@given(st.lists(st.builds(Place, NAMES, path=st.lists(NAMES, max_size=4).map(tuple)), max_size=5))
def test_the_values_of_an_article(places: list[Place]) -> None:
    article = place_article(1, *places)
    values = values_within(article, "place")
    assert len(values) == len(set(values))
    assert set(values) == {name for p in places for name in (p.value, *p.path)}
    assert set(facet_values(article)["place"]) <= set(values)


def test_the_parameter_has_one_canonical_form() -> None:
    asked = SearchRequest.from_pairs([("within", "1"), ("place", "Bretagne")])
    assert asked.to_pairs() == [("within", "1"), ("place", "Bretagne")]
    assert SearchRequest.from_pairs([("within", "0")]) == SearchRequest()
    assert asked.with_within(False).to_pairs() == [("place", "Bretagne")]
    assert asked.without_facet("place").within
