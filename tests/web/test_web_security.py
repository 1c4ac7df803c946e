"""Hostile articles, hostile addresses, headers on every answer."""

from __future__ import annotations

import logging
import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from index.article import Article
from index.entities.mention import Mention, Person, Place, SpokenDate
from index.settings import Settings
from search.request import SearchRequest
from search.result import SearchResult
from tests.web.newsdesk import NaiveSearcher
from web import create_app, links
from web.security import CONTENT_SECURITY_POLICY, HEADERS

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "</title></mark></a><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
)


def hostile(number: int, text: str) -> Article:
    mentions = tuple(Mention(field, 0, len(text), text) for field in ("title", "chapo", "body"))
    wild = (Mention("body", -5, 3, "x"), Mention("body", 2, 10_000, "y"), Mention("body", 5, 2, "z"))
    return Article(
        id=f"{text}/{number}",
        title=text,
        chapo=text,
        body=f"{text}\n\n{text}",
        published=text if number % 2 else "2020-01-01",
        authors=(text,),
        source=text,
        section=text,
        url=("javascript:alert(1)", f"https://example.org/{text}", text)[number % 3],
        lang=text[:5],
        persons=(Person(text, mentions + wild),),
        places=(Place(text, mentions),),
        dates=(SpokenDate(text, "day", mentions),),
    )


HOSTILE = tuple(hostile(number, text) for number, text in enumerate(ATTACKS))


class Hostile(NaiveSearcher):
    """Facets of dates are left out: no day can be read in these articles' dates."""

    def _dates(self, request, name, page, per_page):
        return super()._dates(request.without_filters().with_query("§nothing§"), name, page, per_page)


@pytest.fixture
def hostile_site() -> FlaskClient:
    return create_app(Settings(site_name=ATTACKS[0]), Hostile(HOSTILE)).test_client()


def check_harmless(html: str) -> None:
    page = BeautifulSoup(html, "lxml")
    scripts = [str(s["src"]) for s in page.select("script")]
    assert scripts
    assert all(re.fullmatch(r"/static/[a-z]+\.js\?v=[0-9a-f]+", source) for source in scripts), scripts
    assert not page.select("img, iframe, object, svg[onload]")
    for element in page.find_all():
        assert not [name for name in element.attrs if name.startswith("on")]
        for name in ("href", "src", "action"):
            assert not str(element.get(name, "")).lower().lstrip().startswith(("javascript:", "data:"))


def test_hostile_articles_are_text(hostile_site: FlaskClient):
    addresses = ["/", "/?sort=newest", "/facet/person", "/facet/source?facet.source.sort=alpha", "/corpus"]
    addresses += [links_of(hostile_site, a.id) for a in HOSTILE]
    for address in addresses:
        response = hostile_site.get(address)
        assert response.status_code == 200, address
        check_harmless(response.text)
        assert "alert(1)" in response.text


def links_of(site: FlaskClient, article_id: str) -> str:
    with site.application.test_request_context():
        return links.article(article_id, SearchRequest(q="alert script"))


def test_only_web_addresses_become_links(hostile_site: FlaskClient):
    for article in HOSTILE:
        page = BeautifulSoup(hostile_site.get(links_of(hostile_site, article.id)).text, "lxml")
        for link in page.select(".byline a"):
            assert str(link["href"]).startswith("https://example.org/")
            assert {"noopener", "noreferrer"} <= set(link["rel"])


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("name", ["q", "person", "person.not", "place.all", "facet.person.q", "date.from", "<b>x</b>"])
def test_hostile_parameters_are_text(site: FlaskClient, name: str, text: str):
    for path in ("/", "/facet/person", "/article/a03", "/nope"):
        response = site.get(path, query_string={name: text})
        assert response.status_code in (200, 400, 404)
        check_harmless(response.text)


ANY_ID = ("https://example.org/a//b?c=d#e", "/abs/path", "a b", "é’«»", "100%", "a%2Fb", "x;y=z", "?", "#", "…/..a")


@pytest.mark.parametrize("article_id", ANY_ID)
def test_any_id_has_its_page(article_id: str):
    app = create_app(Settings(), NaiveSearcher((Article(article_id, "Titre", "Texte."),)))
    site = app.test_client()
    assert site.get(links_of(site, article_id)).status_code == 200
    listed = BeautifulSoup(site.get("/?sort=newest").text, "lxml").select_one(".hit h3 a")
    assert listed is not None
    assert site.get(str(listed["href"])).status_code == 200


ROUTES = (
    "/", "/?q=a", "/article/a03", "/article/none", "/facet/person", "/facet/none", "/aide", "/corpus", "/robots.txt",
    "/langue/en", "/static/site.css", "/static/none", "/none", "/?none=1", "/?q=%00", "/?q=%ff", "/api/v1/search?q=a",
    "/api/v1/none", "/api/v1/search.csv", "/openapi.json", "/opensearch.xml", "/healthz", "/?q=" + "a" * 40_000,
)  # fmt: skip


@pytest.mark.parametrize("address", ROUTES, ids=lambda a: a[:30])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_every_answer_has_the_headers(site: FlaskClient, method: str, address: str):
    response = site.open(address, method=method)
    assert response.status_code < 500
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    response.close()
    assert "unsafe" not in CONTENT_SECURITY_POLICY


REFUSED = (
    ("/?q=a%00b", 400, "position"),
    ("/?q=%C3%28", 400, "UTF-8"),
    ("/?%ff=1", 400, "UTF-8"),
    ("/article/a%00", 400, "path"),
    ("/?q=" + "a" * 1_000_000, 414, "Adresse trop longue"),
    ("/?q=" + "a" * 2_001, 400, "2000"),
    ("/?page=0", 400, "page"),
    ("/?foo=1&bar=2", 400, "bar"),
    ("/?" + "&".join(f"person=p{n}" for n in range(101)), 400, "filtres"),
)


@pytest.mark.parametrize(("address", "status", "said"), REFUSED, ids=lambda v: str(v)[:20])
def test_what_cannot_be_used_is_refused_and_explained(site: FlaskClient, address: str, status: int, said: str):
    response = site.get(address)
    assert response.status_code == status
    assert said in response.text or said == "position"
    assert len(response.data) < 60_000


def test_a_path_that_is_no_text_is_refused(site: FlaskClient):
    # As a WSGI server gives "/article/%FF": the test client would replace the byte.
    response = site.get("/", environ_overrides={"PATH_INFO": "/article/\xff"})
    assert response.status_code == 400
    assert "UTF-8" in response.text


def test_the_position_of_a_problem_is_shown(site: FlaskClient):
    page = BeautifulSoup(site.get("/?q=ab%00cd&sort=newest&zut=1").text, "lxml")
    assert "à partir du caractère 3" in page.get_text()
    repaired = page.select_one("a.button")
    assert repaired is None or repaired["href"] == "/?sort=newest"


def test_a_repaired_search_is_offered(site: FlaskClient):
    page = BeautifulSoup(site.get("/?q=brest&foo=1&date.from=zut").text, "lxml")
    assert [str(a["href"]) for a in page.select("a.button")] == ["/?q=brest"]
    assert [e.get_text() for e in page.select(".problems dt")] == ["foo", "date.from"]


def test_a_body_is_refused(site: FlaskClient):
    assert site.post("/", data=b"x" * 20_000).status_code == 413
    assert site.post("/", data=b"x").status_code == 405


class Broken(NaiveSearcher):
    """An engine with a fault nobody foresaw."""

    def search(self, request: SearchRequest) -> SearchResult:
        raise ZeroDivisionError("secret")


def test_an_unforeseen_error_is_logged_and_told_as_a_number(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    app = create_app(Settings(), Broken())
    # One logger for all applications of a process: another test may have silenced it.
    monkeypatch.setattr(app.logger, "disabled", False)
    with caplog.at_level(logging.ERROR):
        response = app.test_client().get("/?q=a")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "secret" in caplog.text
    record = caplog.records[-1]
    assert str(record.args[2]) in response.text if isinstance(record.args, tuple) else False
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "/\r\nX: y",
    ],
)
def test_the_switch_never_leaves_the_site(naive_app: Flask, target: str):
    response = naive_app.test_client().get("/langue/en", query_string={"next": target})
    assert response.status_code in (303, 400)
    if response.status_code == 303:
        assert response.headers["Location"] == "/"
