"""Places with all that lies in them on the pages: two links, a hint beside a value, words that say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.settings import Settings
from tests.newsroom import build_newsroom
from tests.web.page import href, one, pairs, soup, words
from web import create_app


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(Settings(index=build_newsroom(tmp_path_factory.mktemp("within")))).test_client()


def total(real: FlaskClient, address: str) -> int:
    first = words(one(soup(real, address), "[role=status] strong"))
    return 0 if first.startswith("Aucun") else int(first.split(" article")[0])


def test_a_link_asks_for_it_and_another_takes_it_back(real: FlaskClient):
    page = soup(real, "/?q=brest&sort=oldest&page=2&per_page=1&person=Anna+Roux")
    alone, within = page.select("[data-facet=place] .scopes a")
    assert (alone.get("aria-current"), within.get("aria-current")) == ("true", None)
    assert "nofollow" in within["rel"]
    kept = {("q", "brest"), ("sort", "oldest"), ("per_page", "1"), ("person", "Anna Roux")}
    assert set(pairs(href(within))) == kept | {("within", "1")}
    asked = soup(real, href(within))
    alone, within = asked.select("[data-facet=place] .scopes a")
    assert (alone.get("aria-current"), within.get("aria-current")) == (None, "true")
    assert set(pairs(href(alone))) == kept
    assert len(page.select(".scopes")) == 1, "other facets lie in nothing"


def test_every_count_is_the_total_behind_its_link(real: FlaskClient):
    links = soup(real, "/facet/place?within=1").select(".all a.add")
    assert len(links) > 10
    for link in links:
        assert total(real, href(link)) == int(one(link, ".count").get_text()), href(link)


def test_a_value_says_what_it_lies_in(real: FlaskClient):
    page = soup(real, "/facet/place?within=1")
    shown = {words(one(link, ".label")): link.select("small") for link in page.select(".all a.add")}
    assert [(words(e), e["title"]) for e in shown["Rennes"]] == [
        ("Ille-et-Vilaine", "Ille-et-Vilaine, Bretagne, France, Europe")
    ]
    assert shown["Europe"] == []
    assert not soup(real, "/facet/place").select(".all small")


def test_what_is_chosen_is_said_and_kept(real: FlaskClient):
    page = soup(real, "/?place=Bretagne&place=Lyon&place.not=Finist%C3%A8re&within=1")
    assert [words(c).removesuffix(" ×") for c in page.select(".chip")] == [
        "Situé dans : Bretagne",
        "Situé dans : ou Lyon",
        "Situé dans : sauf Finistère",
    ]
    for form in page.select("form"):
        assert ("within", "1") in {(i["name"], i["value"]) for i in form.select("input[type=hidden]")}
    for link in page.select("a.add, a.refuse, .chip a, .bars a, .sorts a, .exports a, .hit h3 a"):
        assert ("within", "1") in pairs(href(link)), href(link)
    assert pairs(href(one(page, ".clear"))) == []


def test_exports_have_the_same_articles(real: FlaskClient):
    asked = "place=Bretagne&within=1"
    assert len(real.get(f"/api/v1/search.jsonl?{asked}").text.splitlines()) == total(real, f"/?{asked}") == 3
    assert len(real.get(f"/api/v1/search.csv?{asked}").text.splitlines()) == 4


def test_the_list_of_values_can_be_counted_so_too(real: FlaskClient):
    page = soup(real, "/facet/place?q=la&facet.place.sort=alpha&facet.place.q=br")
    _, within = page.select(".scopes a")
    assert set(pairs(href(within))) == {
        ("q", "la"),
        ("within", "1"),
        ("facet.place.sort", "alpha"),
        ("facet.place.q", "br"),
    }
    assert {words(e) for e in soup(real, href(within)).select(".all .label")} == {"Bretagne", "Brest"}
    assert not soup(real, "/facet/person").select(".scopes")
    assert not soup(real, "/facet/date").select(".scopes")


def test_what_is_not_one_or_nought_is_told(real: FlaskClient):
    problem = json.loads(real.get("/api/v1/search?within=oui").text)
    assert [(e["parameter"], e["detail"]) for e in problem["errors"]] == [("within", "valeurs possibles : 0, 1")]


def test_a_terminal_can_ask_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from search.cli import cli

    build_newsroom(tmp_path)
    assert cli.main(["--index", str(tmp_path), "--place", "Bretagne", "--within", "1"], standalone_mode=False) == 0
    assert capsys.readouterr().out.startswith("3 articles")
