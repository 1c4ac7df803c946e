"""The pages on a real index: counts that hold, an index that is missing, appears, changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.settings import Settings
from index.whoosh_writer import build_index
from search import engine as search_engine
from search.query.examples import EXAMPLES
from search.request import VALUE_FACETS
from tests.newsroom import ARTICLES, build_newsroom
from tests.web.page import href, one, soup, words
from web import create_app


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_newsroom(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def real(folder: Path) -> FlaskClient:
    return create_app(Settings(index=folder)).test_client()


def total(page) -> int:
    """The number of articles announced."""
    first = words(one(page, "[role=status] strong"))
    return 0 if first.startswith("Aucun") else int(first.split(" article")[0].replace(" ", ""))


def test_every_count_is_the_total_behind_its_link(real: FlaskClient):
    page = soup(real, "/?sort=newest")
    links = [a for name in VALUE_FACETS for a in page.select(f"[data-facet={name}] a.add")]
    links += page.select("[data-facet=date] tbody th a, [data-facet=mentioned] tbody th a")
    assert len(links) > 20
    for link in links:
        row = link.find_parent("tr")
        count = int((row.select("td")[0] if row else one(link, ".count")).get_text())
        assert total(soup(real, href(link))) == count, href(link)


def test_what_is_refused_and_what_is_asked_make_the_whole(real: FlaskClient):
    everything = total(soup(real, "/?sort=newest"))
    for item in soup(real, "/?sort=newest").select("[data-facet=place] li"):
        chosen, refused = total(soup(real, href(one(item, "a.add")))), total(soup(real, href(one(item, "a.refuse"))))
        assert chosen + refused == everything


def test_paging_meets_every_article_once(real: FlaskClient):
    address: str | None = "/?sort=oldest&per_page=7"
    met: list[str] = []
    while address:
        page = soup(real, address)
        met += [href(a).partition("?")[0] for a in page.select(".hit h3 a")]
        after = page.select(".pager [rel=next]")
        address = href(after[0]) if after else None
    assert len(met) == len(set(met)) == len(ARTICLES)


def test_every_article_has_a_page_whose_text_is_its_own(real: FlaskClient):
    for article in ARTICLES:
        page = soup(real, f"/article/{article.id}?q=le+de+{article.title.split()[0]}")
        assert "\n\n".join(p.get_text() for p in page.select(".text p")) == article.body
        for link in page.select("a.entity, .inside li a"):
            assert total(soup(real, href(link))) >= 1, href(link)


def test_every_value_of_a_facet_is_listed_and_found_by_its_letter(real: FlaskClient):
    page = soup(real, "/facet/person?facet.person.sort=alpha")
    listed = {words(e) for e in page.select(".all .label")}
    assert listed == {p.value for a in ARTICLES for p in a.persons or ()}
    for link in page.select(".letters a"):
        anchor = href(link).partition("#")[2]
        assert one(page, f"#{anchor}")


def test_the_examples_of_the_help_page_are_searches_without_problem(real: FlaskClient):
    for link in soup(real, "/aide").select("td a"):
        assert not soup(real, href(link)).select(".notice")
    assert EXAMPLES


@pytest.mark.parametrize("address", ["/", "/?q=brest", "/corpus", "/facet/person", "/article/a01"])
def test_without_an_index_the_page_names_the_cure(tmp_path: Path, address: str):
    site = create_app(Settings(index=tmp_path / "none")).test_client()
    page = soup(site, address, 503)
    assert "python -m index build" in one(page, "pre").get_text()
    assert str(tmp_path) not in page.get_text()
    assert site.get(address).headers["Retry-After"]
    assert site.get("/aide").status_code == 200


def test_the_site_recovers_when_an_index_appears_and_follows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # Look at the folder at every question: the test need not wait.
    monkeypatch.setattr(search_engine, "_LOOK_EVERY", 0.0)
    site = create_app(Settings(index=tmp_path)).test_client()
    assert site.get("/").status_code == 503
    build_newsroom(tmp_path)
    first = site.get("/?sort=newest")
    assert first.status_code == 200
    known = {"If-None-Match": first.headers["ETag"]}
    assert site.get("/?sort=newest", headers=known).status_code == 304
    build_index(
        tmp_path, [replace(ARTICLES[0], title="Un titre neuf"), *ARTICLES[1:-1]], ["newsroom"], 1, lambda _: None
    )
    changed = site.get("/?sort=newest", headers=known)
    assert changed.status_code == 200
    assert site.get("/article/" + ARTICLES[0].id).text.count("Un titre neuf") == 2
    assert site.get("/article/" + ARTICLES[-1].id).status_code == 404
