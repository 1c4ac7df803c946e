"""An article's page says where its date was found, and "sans date" when it has none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.article import DATED_BY, Article
from index.entities.mention import Mention, Person, Place
from index.settings import Settings
from index.whoosh_writer import build_index
from tests.web.page import one, soup, words
from web import create_app

READERS = Path(__file__).resolve().parents[2] / "index" / "readers"
BODY = "Le maire de Vienne Paul Durand a parlé."


def article(identifier: str, published: str, published_from: str) -> Article:
    return Article(
        id=identifier,
        title="Un titre",
        body=BODY,
        published=published,
        published_from=published_from,
        persons=(Person("Paul Durand", (Mention("body", 19, 30, "Paul Durand"),), ("maire de Vienne", "élu")),),
        places=(Place("Vienne", (Mention("body", 12, 18, "Vienne"),), "city", "AT", path=("Europe", "Autriche")),),
        dates=(),
    )


def api(site: FlaskClient, identifier: str) -> dict[str, Any]:
    return dict(json.loads(site.get(f"/api/v1/articles/{identifier}").text))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("provenance")
    dated = [article(found, "2019-03-09", found) for found in (*DATED_BY, "ailleurs")]
    build_index(folder, [*dated, article("none", "", ""), article("odd", "", "url")], ["test"], 1, lambda _: None)
    return create_app(Settings(index=folder)).test_client()


@pytest.mark.parametrize("found", [name for name in DATED_BY if name != "field"])
def test_where_the_date_was_found(site: FlaskClient, found: str):
    byline = one(soup(site, f"/article/{found}"), ".byline")
    assert words(one(byline, "time")) == "9 mars 2019"
    assert words(one(byline, ".dated")).startswith("date lue ")
    english = one(soup(site, f"/article/{found}", Accept_Language="en"), ".byline .dated")
    assert words(english).startswith("date read ")
    assert api(site, found)["published_from"] == found


@pytest.mark.parametrize("plain", ["field", "ailleurs"])
def test_a_date_that_the_source_states_needs_no_word(site: FlaskClient, plain: str):
    assert not soup(site, f"/article/{plain}").select(".dated")


@pytest.mark.parametrize("undated", ["none", "odd"])
def test_without_a_date_none_is_invented(site: FlaskClient, undated: str):
    byline = one(soup(site, f"/article/{undated}"), ".byline")
    assert words(byline) == "Sans date"
    assert not byline.select("time, .dated")
    assert words(one(soup(site, f"/article/{undated}", Accept_Language="en"), ".byline")) == "Undated"
    assert api(site, undated)["published"] is None
    kickers = [words(e) for e in soup(site, "/?sort=oldest&per_page=100").select(".hit .kicker")]
    assert kickers.count("sans date") == 2


def test_every_way_a_reader_finds_a_date_is_known():
    """``DATED_BY`` is what readers say; a new way needs its words on the page."""
    source = "\n".join(path.read_text("utf-8") for path in READERS.glob("*.py"))
    said = set(re.findall(r'^\s+\("([a-z -]+)", (?:lambda\b|\w+\()', source, re.MULTILINE))
    assert {"json-ld", "url", "dateline", "file name"} <= said <= set(DATED_BY)


def test_what_is_named_has_a_hint(site: FlaskClient):
    page = soup(site, "/article/field")
    assert [words(e) for e in page.select(".inside li")] == ["Paul Durand maire de Vienne", "Vienne Autriche"]
    person = api(site, "field")["persons"][0]
    assert (person["value"], person["titles"]) == ("Paul Durand", ["maire de Vienne", "élu"])
