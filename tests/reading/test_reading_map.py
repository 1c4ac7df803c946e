"""The map counts as the place facet does, its links lead to as many articles, and places lie where they are."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.entities.gazetteer import departments
from index.entities.mention import Place
from index.settings import Settings
from index.whoosh_writer import build_index
from search.engine import WhooshSearcher
from search.reading.places_map import LEVELS, PlacesMap
from search.request import SearchRequest
from tests.web.newsdesk import ARTICLES, indexed
from web import create_app

FRANCE = ("Europe", "France")
ISERE = (*FRANCE, "Auvergne-Rhône-Alpes", "Isère")
NEW_AQUITAINE = (*FRANCE, "Nouvelle-Aquitaine")
# Name, kind, path, position of the places of each article.
CORPUS: tuple[tuple[tuple[str, str, tuple[str, ...], float | None, float | None], ...], ...] = (
    (("Vienne", "city", ISERE, 45.52, 4.87), ("Grenoble", "city", ISERE, 45.17, 5.72)),
    (("Vienne", "city", ISERE, 45.52, 4.87),),
    (
        ("Vienne", "city", ("Europe", "Autriche"), 48.21, 16.37),
        ("Berlin", "city", ("Europe", "Allemagne"), 52.52, 13.41),
    ),
    (("Poitiers", "city", (*NEW_AQUITAINE, "Vienne"), 46.58, 0.34),),
    (("Notre-Maison", "site", (), 12.5, 42.25), ("Paris", "city", (*FRANCE, "Île-de-France"), 48.85, 2.35)),
    (("gare de Grenoble", "site", (*ISERE, "Grenoble"), None, None),),
    (("Chaudron magique", "", (), None, None), ("Marseille", "", (), None, None)),
    (
        ("Paris", "city", (*FRANCE, "Île-de-France"), 48.85, 2.35),
        ("Élysée", "site", (*FRANCE, "Île-de-France", "Paris"), 48.87, 2.32),
    ),
    (),
)


def article(number: int, places: tuple[tuple[str, str, tuple[str, ...], float | None, float | None], ...]) -> Article:
    return Article(
        f"m{number}",
        f"Titre {number}",
        "Du texte.",
        published="2020-01-01",
        persons=(),
        places=tuple(Place(name, (), kind, "", lat, lon, path) for name, kind, path, lat, lon in places),
        dates=(),
    )


def indexed_in(folder: Path, articles: list[Article]) -> WhooshSearcher:
    build_index(folder, articles, ("map",), 1, lambda _: None)
    return WhooshSearcher(folder)


@pytest.fixture
def site() -> FlaskClient:
    """The newsdesk in a real index: its naive engine searches another way than what the map counts."""
    app = create_app(Settings(), indexed(ARTICLES))
    app.testing = True
    return app.test_client()


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> WhooshSearcher:
    return indexed_in(tmp_path_factory.mktemp("map"), [article(n, places) for n, places in enumerate(CORPUS)])


def test_of_homonyms_the_one_meant_most_is_shown(searcher):
    found = searcher.ask(PlacesMap(SearchRequest(), "place"))
    vienne = next(row for row in found.rows if row.value == "Vienne")
    assert vienne.count == 3
    assert (vienne.place.kind, vienne.place.path) == ("city", ISERE)
    assert ("Europe", "Autriche") in vienne.place.also
    assert (found.total, found.without) == (9, 1)


def test_a_source_s_own_position_counts_and_a_place_without_stands_where_it_lies(searcher):
    rows = {row.value: row.place for row in searcher.ask(PlacesMap(SearchRequest(), "place")).rows}
    assert (rows["Notre-Maison"].lat, rows["Notre-Maison"].lon, rows["Notre-Maison"].by) == (12.5, 42.25, "")
    assert rows["gare de Grenoble"].by == "Grenoble"
    assert rows["gare de Grenoble"].lat == pytest.approx(45.17, abs=0.05)
    assert rows["Chaudron magique"].lat is None
    assert rows["Marseille"].lat == pytest.approx(43.3, abs=0.05)


def test_levels_roll_up(searcher):
    def counts(level):
        return {row.value: row.count for row in searcher.ask(PlacesMap(SearchRequest(), level)).rows}

    assert counts("departement") == {"Isère": 3, "Vienne": 4, "Paris": 2}
    assert counts("region") == {"Auvergne-Rhône-Alpes": 3, "Nouvelle-Aquitaine": 1, "Île-de-France": 2}
    assert counts("country") == {"France": 6, "Autriche": 1, "Allemagne": 1}
    assert counts("commune") == {"Vienne": 4, "Grenoble": 2, "Paris": 2, "Berlin": 1, "Poitiers": 1, "Marseille": 1}
    vienne = next(r for r in searcher.ask(PlacesMap(SearchRequest(), "departement")).rows if r.value == "Vienne")
    assert (vienne.place.kind, vienne.place.path) == ("department", NEW_AQUITAINE)
    assert ISERE in vienne.place.also


NAMES = ("Paris", "Lyon", "Brest", "Dakar", "Nantes")
PATHS = {
    "Paris": (*FRANCE, "Île-de-France"),
    "Brest": (*FRANCE, "Bretagne", "Finistère"),
    "Dakar": ("Afrique", "Sénégal"),
}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=12))
def test_counts_are_those_of_a_recount(tmp_path_factory, texts):
    folder: Path = tmp_path_factory.mktemp("recount")
    articles = [
        article(n, tuple((name, "city", PATHS.get(name, ()), None, None) for name in sorted(names)))
        for n, names in enumerate(texts)
    ]
    searcher = indexed_in(folder, articles)
    named = Counter(name for names in texts for name in names)
    within = Counter(name for names in texts for name in {part for n in names for part in (n, *PATHS.get(n, ()))})
    found = searcher.ask(PlacesMap(SearchRequest(), "place"))
    assert {row.value: row.count for row in found.rows} == named
    assert found.without == sum(not names for names in texts)
    for level in LEVELS[1:]:
        rows = searcher.ask(PlacesMap(SearchRequest(), level)).rows
        assert {row.value: row.count for row in rows} == {row.value: within[row.value] for row in rows}
        assert [row.count for row in rows] == sorted((row.count for row in rows), reverse=True)
    everywhere = {row.value for row in searcher.ask(PlacesMap(SearchRequest(), "departement")).rows}
    assert everywhere == within.keys() & {place.name for place in departments().values()}


QUERIES = (
    "",
    "q=le",
    "q=le&place=Lyon&place=Brest",
    "q=la&place.not=Lyon",
    "q=le&place.all=Brest&date.from=2015",
    "q=introuvable",
)


@pytest.mark.parametrize("by", LEVELS)
@pytest.mark.parametrize("query", QUERIES)
def test_each_count_is_the_number_of_articles_behind_its_link(site, query, by):
    found = site.get(f"/api/v1/map?{query}&by={by}&limit=1000").json
    if by == "place":
        assert found["total"] == site.get(f"/api/v1/search?{query}").json["total"]
        naive = Counter(
            place["value"] if isinstance(place, dict) else place
            for line in site.get(f"/api/v1/search.jsonl?{query}").text.splitlines()
            for place in json.loads(line)["places"]
        )
        assert {row["place"]: row["count"] for row in found["rows"]} == naive
    for row in found["rows"]:
        assert site.get(row["url"]).json["total"] == row["count"], row["place"]


def test_the_table_has_every_place_and_the_list_its_parts(site):
    whole = site.get("/api/v1/map?limit=1000").json["rows"]
    lines = list(csv.reader(io.StringIO(site.get("/api/v1/map.csv").text)))
    assert [line[:2] for line in lines[1:]] == [[row["place"], str(row["count"])] for row in whole]
    parts = [site.get(f"/api/v1/map?start={n}&limit=5").json["rows"] for n in range(1, len(whole) + 1, 5)]
    assert [row for part in parts for row in part] == whole


def test_the_page_draws_links_and_pages(site):
    page = site.get("/map?by=commune&limit=3").text
    assert 'aria-current="page">Carte</a>' in page
    assert page.count("<circle") > 5
    assert "place=Lyon" in page
    assert "start=4" in page
    assert site.get("/map?by=canton").status_code == 400
    assert site.get("/map?region=atlantide").status_code == 400
    assert "Aucun article" in site.get("/map?q=introuvable").text


def test_a_page_stays_light_however_long_the_query(site):
    long = "+".join(["le"] * 600)
    assert len(site.get(f"/map?q={long}&match=any").data) < 100_000
