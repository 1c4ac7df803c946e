"""What HTTP asks of the API: caching, negotiation, CORS, rate limits, an index that is not there."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from index.settings import Settings
from tests.web.newsdesk import STATE, NaiveSearcher
from tests.web.test_api_search import problem
from web import create_app
from web.validators import etag

CACHED = [
    "/api/v1/search?q=gilets",
    "/api/v1/search.csv",
    "/api/v1/search.jsonl",
    "/api/v1/articles/a01",
    "/api/v1/articles/a01/similar",
    "/api/v1/facets/person",
    "/api/v1/suggest?q=a",
    "/api/v1/status",
]


@pytest.mark.parametrize("path", CACHED)
def test_an_answer_the_client_holds_is_not_sent_again(site, path):
    first = site.get(path)
    again = site.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "private, no-cache"
    assert site.get(path, headers={"If-None-Match": 'W/"else"'}).status_code == 200


def test_equal_questions_have_equal_validators(site):
    one = site.get("/api/v1/search?q=a&person=B&person=A&page=1").headers["ETag"]
    assert one == site.get("/api/v1/search?person=A&person=B&q=a").headers["ETag"]
    assert one != site.get("/api/v1/search?person=A&q=a").headers["ETag"]


def test_different_answers_have_different_validators(site):
    tags = [site.get(path).headers["ETag"] for path in CACHED]
    assert len(set(tags)) == len(CACHED)


@pytest.mark.parametrize("change", [{"version": "other"}, {"generation": 8}])
def test_another_index_is_another_answer(site, change):
    with site.application.test_request_context():
        assert etag(STATE, ["q"]) != etag(replace(STATE, **change), ["q"])


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("application/json;q=0.2, text/csv;q=0.9", "text/csv"),
        ("application/x-ndjson", "application/x-ndjson"),
    ],
)
def test_negotiation(site, accept, media_type):
    response = site.get("/api/v1/search?q=gilets", headers={"Accept": accept} if accept else {})
    assert response.mimetype == media_type
    assert "Accept" in response.headers["Vary"]


def test_nothing_acceptable(site):
    problem(site.get("/api/v1/search", headers={"Accept": "image/png"}), 406)


@pytest.mark.parametrize(
    "path", ["/api/v1/search", "/api/v1/status", "/openapi.json", "/api/none", "/api/v1/search?x=1"]
)
def test_any_site_may_read_the_api(site, path):
    headers = site.get(path, headers={"Origin": "https://exemple.fr"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("path", ["/", "/healthz", "/opensearch.xml"])
def test_other_routes_stay_closed(site, path):
    assert "Access-Control-Allow-Origin" not in site.get(path).headers


def test_preflight(site):
    response = site.options("/api/v1/search", headers={"Access-Control-Request-Method": "GET"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in site.post("/api/v1/search").headers


def test_too_many_requests():
    client = create_app(Settings(rate_limit=3), NaiveSearcher()).test_client()
    got = [client.get("/api/v1/status", headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(5)]
    assert [r.status_code for r in got] == [200, 200, 200, 429, 429]
    problem(got[-1], 429)
    assert 1 <= int(got[-1].headers["Retry-After"]) <= 20
    assert client.get("/healthz").status_code == 200
    assert client.options("/api/v1/status").status_code == 200


@pytest.mark.parametrize("path", [*CACHED, "/healthz"])
def test_without_an_index(tmp_path, path):
    client = create_app(Settings(index=tmp_path / "none")).test_client()
    response = client.get(path)
    body = problem(response, 503)
    assert int(response.headers["Retry-After"]) > 0
    assert str(tmp_path) not in body["detail"]
    assert client.get("/openapi.json").status_code == 200


def test_health_names_the_index(site):
    answer = site.get("/healthz")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "status": "ok",
        "index": {
            "version": STATE.version,
            "generation": STATE.generation,
            "built_at": STATE.built_at,
            "articles": STATE.articles,
        },
    }


def test_an_unforeseen_error_tells_nothing(monkeypatch):
    class Broken(NaiveSearcher):
        def status(self):
            raise RuntimeError("secret")

    app = create_app(Settings(), Broken())
    monkeypatch.setattr(app.logger, "disabled", True)
    response = app.test_client().get("/api/v1/status")
    problem(response, 500)
    assert "secret" not in response.text


def test_opensearch_templates_are_absolute():
    client = create_app(Settings(site_name="Kiosque <&> des Nouvelles"), NaiveSearcher()).test_client()
    response = client.get("/opensearch.xml", base_url="https://presse.exemple.fr/")
    assert response.mimetype == "application/opensearchdescription+xml"
    document = ET.fromstring(response.data)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    urls = {u.get("type"): u.get("template", "") for u in document.findall("o:Url", space)}
    assert all(u.startswith("https://presse.exemple.fr/") for u in urls.values())
    assert urls["application/x-suggestions+json"].endswith("/api/v1/suggest?q={searchTerms}&format=opensearch")
    assert 0 < len(document.findtext("o:ShortName", "", space)) <= 16
    assert document.findtext("o:Language", "", space) == "fr"
    page = urls["text/html"].replace("{searchTerms}", "gilets").replace("{startPage?}", "")
    assert client.get(page, base_url="https://presse.exemple.fr/").status_code == 200
