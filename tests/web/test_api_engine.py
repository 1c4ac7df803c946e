"""The API on a real index: every way out gives the same articles, in the declared shapes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from index.article import Article
from index.settings import Settings
from index.whoosh_writer import build_index
from search.request import FACET_NAMES
from tests.newsroom import ARTICLES, build_newsroom
from tests.web.test_api_description import shape
from tests.web.test_api_search import problem
from web import create_app

QUERIES = [
    {},
    {"q": "gilets jaunes"},
    {"q": '"état d’urgence" OR pêche', "sort": "oldest"},
    {"q": "brest roux", "match": "any"},
    {"place": "Brest", "person.not": "Yves Le Goff"},
    {"place": "Bretagne", "within": "1"},
    {"q": "dans:Bretagne", "place.not": "Finistère", "within": "1"},
    {"date.from": "2018", "date.to": "octobre 2018", "sort": "newest"},
    {"mentioned.from": "1939", "mentioned.to": "1945"},
    {"q": "rien de tel ici"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_newsroom(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def api(folder: Path) -> FlaskClient:
    return create_app(Settings(index=folder)).test_client()


def harvest(api: FlaskClient, query: dict[str, str], per_page: int = 3) -> Iterator[str]:
    """The ids of all hits, following ``next``."""
    url = "/api/v1/search?" + urlencode({**query, "per_page": per_page, "facet": "none"})
    while url:
        answer = json.loads(api.get(url).text)
        yield from (hit["id"] for hit in answer["hits"])
        url = answer["next"]


@pytest.mark.parametrize("query", QUERIES, ids=urlencode)
def test_every_way_out_gives_the_same_articles(api, query):
    ids = list(harvest(api, query))
    assert len(ids) == len(set(ids)) == api.get("/api/v1/search", query_string=query).json["total"]
    table = io.StringIO(api.get("/api/v1/search.csv", query_string=query).text, newline="")
    assert [row["id"] for row in csv.DictReader(table)] == ids
    exported = api.get("/api/v1/search.jsonl", query_string=query).text.splitlines()
    assert [json.loads(line)["id"] for line in exported] == ids


@pytest.mark.parametrize("query", QUERIES, ids=urlencode)
def test_answers_have_the_declared_shape(api, query):
    answer = api.get("/api/v1/search", query_string=query).json
    shape("Search").validate(answer)
    assert answer["query"]["parsed"]
    for proposal in answer["proposals"]:
        assert api.get(proposal["url"]).json["total"] == proposal["total"] > 0


@pytest.mark.parametrize("name", FACET_NAMES)
def test_a_click_gives_what_the_count_promises(api, name):
    page = api.get(f"/api/v1/facets/{name}?per_page=1000").json
    shape("FacetPage").validate(page)
    assert page["total_values"] == sum(value["count"] > 0 for value in page["values"]) > 0
    for value in page["values"]:
        assert api.get(value["url"]).json["total"] == value["count"]


def test_a_place_stands_for_all_that_lies_in_it(api):
    page = api.get("/api/v1/facets/place?within=1&per_page=1000").json
    shape("FacetPage").validate(page)
    paths = {value["value"]: value.get("path", []) for value in page["values"]}
    assert paths["Rennes"] == ["Europe", "France", "Bretagne", "Ille-et-Vilaine"]
    assert (paths["Bretagne"], paths["Europe"]) == (["Europe", "France"], [])
    for value in page["values"]:
        assert api.get(value["url"]).json["total"] == value["count"] > 0
    assert not any("path" in value for value in api.get("/api/v1/facets/place").json["values"])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/v1/articles/a04", "Article"),
        ("/api/v1/articles/a08", "Article"),
        ("/api/v1/articles/a04/similar", "Similar"),
        ("/api/v1/suggest?q=br", "Suggestions"),
        ("/api/v1/status", "Status"),
        ("/healthz", "Health"),
    ],
)
def test_other_answers_have_the_declared_shape(api, path, name):
    shape(name).validate(json.loads(api.get(path).text))


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "bnVsbA", "WzFd", "A" * 500, "=" * 9])
def test_a_cursor_that_is_none_is_named(api, cursor):
    body = problem(api.get("/api/v1/search", query_string={"cursor": cursor}), 400)
    assert [e["parameter"] for e in body["errors"]] == ["cursor"]
    problem(api.get("/api/v1/search.csv", query_string={"q": "a", "sort": "x"}), 400)


@pytest.mark.parametrize(
    "q", ["(" * 2000, "*", "-", '"', "a" * 2000, "😀", "titre:", "<script>alert(1)</script>", "[* TO"]
)
def test_no_query_fails(api, q):
    response = api.get("/api/v1/search", query_string={"q": q})
    assert response.status_code == 200
    assert "<script" not in "".join(h["title_html"] for h in response.json["hits"])


def test_an_export_makes_the_same_index(api, tmp_path):
    from index.readers import json_records

    exported = api.get("/api/v1/search.jsonl").data
    records = json_records.read(io.BytesIO(exported), "export.jsonl")
    articles = [record for record in records if isinstance(record, Article)]
    build_index(tmp_path / "index", articles, ["export"], 1, lambda _: None)
    again = create_app(Settings(index=tmp_path / "index")).test_client()
    for query in QUERIES:
        assert list(harvest(again, query)) == list(harvest(api, query))


def test_a_new_index_is_another_answer(tmp_path):
    api = create_app(Settings(index=build_newsroom(tmp_path))).test_client()
    before = api.get("/api/v1/status").headers["ETag"]
    assert api.get("/api/v1/status", headers={"If-None-Match": before}).status_code == 304
    build_index(tmp_path, ARTICLES[:5], ["newsroom"], 1, lambda _: None)
    api = create_app(Settings(index=tmp_path)).test_client()
    after = api.get("/api/v1/status", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert json.loads(after.text)["index"]["articles"] == 5


@pytest.mark.parametrize("per_page", [1, 2, 3, 1000])
def test_all_values_are_on_some_page_even_those_chosen_in_vain(api, per_page):
    query = {"q": "galette", "place": ["Brest", "Rennes"], "per_page": per_page}
    values, url = [], "/api/v1/facets/place?" + urlencode(query, doseq=True)
    while url:
        page = api.get(url).json
        values += [value["value"] for value in page["values"]]
        url = page["next"]
    assert sorted(values) == ["Brest", "Rennes"]


def test_dates_come_all_at_once(api):
    page = api.get("/api/v1/facets/date?per_page=1").json
    assert len(page["values"]) > 1
    assert (page["next"], page["prev"]) == (None, None)


def test_an_empty_export(api):
    assert api.get("/api/v1/search.jsonl", query_string={"q": "rien de tel ici"}).data == b""
