"""GET /api/v1/search and its neighbours: answers, links, refusals."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from index.article import Article
from index.settings import Settings
from search.envelope import envelope
from search.request import SearchRequest
from tests.web.newsdesk import ARTICLES, NaiveSearcher
from web import create_app


def problem(response, status: int) -> dict[str, Any]:
    """The problem details of an answer, checked for what RFC 9457 asks."""
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    body: dict[str, Any] = response.json
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    assert body["detail"]
    return body


def test_the_answer_is_the_envelope(site):
    answer = site.get("/api/v1/search?q=gilets").json
    expected = envelope(NaiveSearcher().search(SearchRequest(q="gilets")))
    assert {**answer, "took_ms": 0} == {**expected, "took_ms": 0}


def test_a_harvest_by_next_meets_every_article_once(site):
    seen, url = [], "/api/v1/search?per_page=7&facet=none&sort=newest"
    while url:
        response = site.get(url)
        seen += [hit["id"] for hit in response.json["hits"]]
        url = response.json["next"]
        assert (f'<{url}>; rel="next"' in response.headers.get("Link", "")) is bool(url)
    assert sorted(seen) == sorted(a.id for a in ARTICLES)


def test_prev_leads_back(site):
    response = site.get("/api/v1/search?page=2")
    assert response.json["prev"] == "/api/v1/search"
    assert '</api/v1/search>; rel="prev"' in response.headers["Link"]


def test_following_a_facet_value_gives_as_many_results_as_it_says(site):
    for name, facet in site.get("/api/v1/search").json["facets"].items():
        for value in facet["values"]:
            assert site.get(value["url"]).json["total"] == value["count"], (name, value["value"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("truc=1", "truc"),
        ("page=0", "page"),
        ("page=1.5", "page"),
        ("per_page=101", "per_page"),
        ("sort=best", "sort"),
        ("date.from=bientôt", "date.from"),
        ("date.from=2018&date.to=2017", "date.to"),
        ("mentioned.from=2018&mentioned.to=2017", "mentioned.to"),
        ("facet=colour", "facet"),
        ("q=a&q=b", "q"),
        ("q=" + "a" * 2001, "q"),
        ("bom=1", "bom"),
    ],
)
def test_what_cannot_be_used_is_named(site, query, parameter):
    body = problem(site.get(f"/api/v1/search?{query}"), 400)
    assert [e["parameter"] for e in body["errors"]] == [parameter]
    assert body["instance"] == "/api/v1/search"


def test_every_problem_is_reported_and_where(site):
    body = problem(site.get("/api/v1/search?truc=1&sort=x&q=" + "a" * 2001), 400)
    assert {e["parameter"]: e["position"] for e in body["errors"]} == {"truc": None, "sort": None, "q": 2000}


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/articles/a01",
        "/api/v1/articles/a01/similar",
        "/api/v1/facets/person",
        "/api/v1/suggest",
        "/api/v1/status",
        "/api/v1/search.csv",
        "/api/v1/search.jsonl",
        "/openapi.json",
        "/opensearch.xml",
        "/healthz",
    ],
)
def test_no_operation_ignores_a_parameter(site, path):
    assert site.get(path).status_code == 200
    body = problem(site.get(f"{path}?truc=1"), 400)
    assert body["errors"] == [{"parameter": "truc", "position": None, "detail": "paramètre inconnu"}]


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v2/search", "/api/v1/articles/", "/api/v1/facets/colour"])
def test_unknown_addresses(site, path):
    problem(site.get(path), 404)


def test_unknown_article(site):
    assert "article" in problem(site.get("/api/v1/articles/none"), 404)["detail"]
    problem(site.get("/api/v1/articles/none/similar"), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_those_allowed(site, method):
    response = site.open("/api/v1/search", method=method)
    problem(response, 405)
    assert "GET" in response.headers["Allow"]
    assert "HEAD" in response.headers["Allow"]


def test_head_is_get_without_the_body(site):
    got, headed = site.get("/api/v1/search?q=a"), site.head("/api/v1/search?q=a")
    assert headed.status_code == 200
    assert headed.data == b""
    assert headed.headers["ETag"] == got.headers["ETag"]


def test_an_article_whole(site):
    answer = site.get("/api/v1/articles/a01").json
    assert answer["body"] == ARTICLES[1].body
    assert answer["persons"][0]["mentions"][0]["text"] == answer["persons"][0]["value"]
    assert site.get(answer["similar"]).json["id"] == "a01"


@pytest.mark.parametrize("article_id", ["https://exemple.fr//a?b=1&c#d", "a/b/", "é à%20", "..;x", "a\\b"])
def test_an_id_may_be_anything(article_id):
    article = Article(id=article_id, title="Titre", body="Texte", url="javascript:alert(1)")
    client = create_app(Settings(), NaiveSearcher((article,))).test_client()
    hit = json.loads(client.get("/api/v1/search").text)["hits"][0]
    answer = client.get(hit["api"])
    assert answer.status_code == 200
    found = json.loads(answer.text)
    assert found["id"] == article_id
    assert found["url"] == hit["url"] == "/article/" + quote(article_id, safe="")


def test_similar_takes_a_limit(site):
    hits = site.get("/api/v1/articles/a01/similar?limit=2").json["hits"]
    assert len(hits) == 2
    assert "a01" not in [hit["id"] for hit in hits]
    problem(site.get("/api/v1/articles/a01/similar?limit=0"), 400)


def test_all_values_of_a_facet_by_pages(site):
    values, url = [], "/api/v1/facets/place?per_page=5&date.from=2016"
    while url:
        answer = site.get(url).json
        values += [v["value"] for v in answer["values"]]
        url = answer["next"]
        assert len(answer["values"]) <= 5
    assert len(values) == len(set(values)) == answer["total_values"]
    assert answer["prev"].endswith("per_page=5")


def test_a_facet_page_takes_more_than_a_search_page(site):
    assert site.get("/api/v1/facets/place?per_page=1000").status_code == 200
    problem(site.get("/api/v1/facets/place?per_page=1001"), 400)


def test_suggestions_in_both_shapes(site):
    answer = site.get("/api/v1/suggest?q=hel").json
    assert answer == {"q": "hel", "suggestions": [{"text": "Hélène Marchetti", "kind": "person", "count": 9}]}
    for asked in (
        site.get("/api/v1/suggest?q=hel&format=opensearch"),
        site.get("/api/v1/suggest?q=hel", headers={"Accept": "application/x-suggestions+json"}),
    ):
        assert asked.mimetype == "application/x-suggestions+json"
        assert asked.json == ["hel", ["Hélène Marchetti"]]


def test_no_suggestion_for_nothing(site):
    assert site.get("/api/v1/suggest").json == {"q": "", "suggestions": []}


def test_status_tells_nothing_of_the_disk(site):
    answer = site.get("/api/v1/status")
    assert answer.json["index"]["articles"] == len(ARTICLES)
    assert sum(c["total"] for c in answer.json["coverage"]) == len(ARTICLES)
    assert "var/index" not in answer.text
