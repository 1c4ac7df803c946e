"""The pages: what stands on each, where its links lead."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from search.query.examples import EXAMPLES
from tests.web.newsdesk import ARTICLES
from tests.web.page import href, one, pairs, soup, words

PAGES = (
    "/",
    "/?q=brest",
    "/?q=zzzz",
    "/article/a03?q=Dakar",
    "/facet/person",
    "/facet/date",
    "/aide",
    "/corpus",
    "/nope",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_frame(site: FlaskClient, address: str):
    page = soup(site, address, 404 if address == "/nope" else 200)
    assert one(page, "html")["lang"] == "fr"
    assert one(page, "h1").get_text().strip()
    assert one(page, "title").get_text().endswith("Kiosque") or address == "/"
    for landmark in ("header.masthead", "nav[aria-label='Navigation principale']", "main#contenu", "footer"):
        one(page, landmark)
    assert page.select_one("a.skip[href='#contenu']")
    assert one(page, "form.search input[name=q]")["maxlength"] == "2000"
    assert one(page, "link[rel=search]")["href"] == "/opensearch.xml"


@pytest.mark.parametrize("address", PAGES)
def test_headings_never_skip_a_level(site: FlaskClient, address: str):
    page = soup(site, address, 404 if address == "/nope" else 200)
    levels = [int(h.name[1]) for h in page.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_labels_lead_somewhere(site: FlaskClient, address: str):
    page = soup(site, address, 404 if address == "/nope" else 200)
    ids = [str(e["id"]) for e in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        assert {str(e[attribute]) for e in page.select(f"[{attribute}]")} <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(site: FlaskClient, address: str):
    page = soup(site, address, 404 if address == "/nope" else 200)
    assert not page.select("[style], style, script:not([src])")
    assert not [e for e in page.find_all() if any(name.startswith("on") for name in e.attrs)]
    sources = [str(e.get("src") or e.get("href")) for e in page.select("script, link, img, iframe")]
    assert all(s.startswith("/") and not s.startswith("//") for s in sources)


def test_home_is_alive(site: FlaskClient):
    page = soup(site, "/")
    assert "36 articles" in words(one(page, ".front .lead"))
    assert "2015" in words(one(page, ".front .lead"))
    assert "2024" in words(one(page, ".front .lead"))
    assert len(page.select(".latest .hit")) == 6
    assert "L’orfèvre Vasseur" in words(page.select(".latest h3")[0])
    assert words(page.select(".ranking")[0].select("a")[0]).startswith("Hélène Marchetti 9 articles")
    assert len(page.select(".examples li a")) == 6
    assert {href(a) for a in page.select(".examples li a")} <= {href(a) for a in soup(site, "/aide").select("td a")}
    assert page.select(".bars a")


@pytest.mark.parametrize("address", ["/?q=", "/?q=+", "/?match=all&sort=relevance"])
def test_an_empty_search_is_the_home_page(site: FlaskClient, address: str):
    assert soup(site, address).select(".front")


def test_results(site: FlaskClient):
    page = soup(site, "/?q=brest&sort=newest")
    assert words(one(page, "[role=status]")).startswith("9 articles sur 36")
    hits = page.select("ol.hits > li")
    assert len(hits) == 9
    assert "noindex" in str(one(page, "meta[name=robots]")["content"])
    assert one(page, "link[rel=canonical]")["href"] == "/?q=brest&sort=newest"
    assert one(page, "link[type='application/json']")["href"] == "/api/v1/search?q=brest&sort=newest"
    assert [href(a) for a in page.select(".exports a")] == [
        "/api/v1/search.csv?q=brest&sort=newest",
        "/api/v1/search.csv?q=brest&sort=newest&delimiter=semicolon&bom=1",
        *(f"/api/v1/search.{suffix}?q=brest&sort=newest" for suffix in ("ris", "bib", "xml", "txt", "jsonl")),
        "/api/v1/search?q=brest&sort=newest",
    ]
    assert href(page.select(".hit h3 a")[0]) == "/article/a32?q=brest&sort=newest"
    assert [m.get_text() for m in page.select(".hit mark")][:1] == ["brest"]


def test_the_counts_of_a_page_are_the_totals_of_its_links(site: FlaskClient):
    for link in soup(site, "/?q=brest").select("[data-facet=place] a.add"):
        count = int(link.select(".count")[0].get_text())
        assert words(one(soup(site, href(link)), "[role=status]")).startswith(f"{count} article")


def test_pages_of_results(site: FlaskClient):
    page = soup(site, "/?sort=newest&per_page=5&page=3")
    assert one(page, ".pager [aria-current=page]").get_text() == "3"
    assert pairs(href(one(page, ".pager [rel=next]"))) == [("sort", "newest"), ("page", "4"), ("per_page", "5")]
    assert one(page, "link[rel=prev]")["href"] == "/?sort=newest&page=2&per_page=5"
    assert one(page, "ol.hits")["start"] == "11"
    assert "page" not in dict(pairs(href(page.select(".exports a")[0])))


def test_a_page_beyond_the_results_says_so(site: FlaskClient):
    page = soup(site, "/?q=brest&page=900")
    assert href(one(page, ".zero a")) == "/?q=brest"


def test_no_result_proposes_what_has_some(site: FlaskClient):
    page = soup(site, "/?q=dakar+zzzz&person=Awa+Diouf")
    assert words(one(page, "[role=status]")).startswith("Aucun article")
    assert [words(li) for li in page.select(".proposals li")] == [
        "Sans le mot zzzz 4 articles",
        "Avec au moins un des mots dakar zzzz 4 articles",
    ]
    assert [words(h) for h in page.select(".facet h3")] == ["Personnes"]


def test_a_problem_of_the_query_is_shown_at_its_place(site: FlaskClient):
    page = soup(site, "/?q=brest+(port")
    assert one(page, ".notice mark").get_text() == "("
    assert "Position 7" in words(one(page, ".notice"))
    assert "Parenthèse ouverte au caractère 7 et jamais fermée" in words(one(page, ".notice li"))


def test_a_problem_of_the_query_is_told_in_english(site: FlaskClient):
    page = soup(site, "/?q=brest+(port", Accept_Language="en")
    assert words(one(page, ".notice li p:first-child")).startswith("Parenthesis opened at character 7")
    assert not page.select(".notice [lang]")


def test_article(site: FlaskClient):
    page = soup(site, "/article/a27?q=accord")
    assert words(one(page, "h1")) == "Lisbonne et Dakar signent un accord de pêche"
    assert [m.get_text() for m in page.select("h1 mark")] == ["accord"]
    assert one(page, ".byline time")["datetime"] == "2023-09-13"
    assert words(one(page, ".byline time")) == "13 septembre 2023"
    source = one(page, ".byline a")
    assert (href(source), source["rel"]) == ("https://example.org/27", ["noopener", "noreferrer"])
    assert href(page.select("a.entity.person")[0]) == "/?person=Awa+Diouf"
    assert href(page.select("a.entity.date")[0]) == "/?mentioned.from=2014-09-13&mentioned.to=2014-09-13"
    dates = {mark.get_text(): href(mark) for mark in page.select("a.entity.date")}
    assert dates["9 juillet"] == "/?q=%C3%A9voqu%C3%A9%3AXXXX-07-09"
    assert href(one(page, ".back a")) == "/?q=accord"
    assert len(page.select(".similar li")) == 5
    assert one(page, "link[rel=canonical]")["href"] == "/article/a27"
    assert one(page, "meta[name=robots]")
    assert not soup(site, "/article/a27").select("meta[name=robots], .back")


def test_the_text_of_an_article_is_untouched(site: FlaskClient):
    for article in ARTICLES[:5]:
        shown = [p.get_text() for p in soup(site, f"/article/{article.id}?q=la").select(".text p")]
        assert "\n\n".join(shown) == article.body


def test_all_values_of_a_facet(site: FlaskClient):
    page = soup(site, "/facet/person?q=brest&sort=newest&facet.person.sort=alpha")
    assert words(one(page, "h1")) == "Personnes : toutes les valeurs"
    labels = [words(e) for e in page.select(".all .label")]
    assert labels == sorted(labels, key=lambda label: label.replace("É", "E"))
    assert href(page.select(".all a.add")[0]) == "/?q=brest&person=H%C3%A9l%C3%A8ne+Marchetti&sort=newest"
    assert href(page.select(".all a.refuse")[0]) == "/?q=brest&person.not=H%C3%A9l%C3%A8ne+Marchetti&sort=newest"
    letters = {words(a): href(a) for a in page.select(".letters a")}
    assert letters["H"].endswith("#lettre-H")
    assert {a.partition("#")[2] for a in letters.values()} == {str(li["id"]) for li in page.select(".all li[id]")}
    assert {(i["name"], i["value"]) for i in page.select(".within input[type=hidden]")} == {
        ("q", "brest"),
        ("sort", "newest"),
        ("facet.person.sort", "alpha"),
    }


def test_values_are_searched_without_accents_in_any_word(site: FlaskClient):
    page = soup(site, "/facet/person?facet.person.q=helene")
    assert [words(e) for e in page.select(".all .label")] == ["Hélène Marchetti"]
    assert one(page, "#chercher")["value"] == "helene"
    assert words(one(soup(site, "/facet/person?facet.person.q=zzz"), ".zero")) == "Aucune valeur ne contient ces mots."


def test_all_dates(site: FlaskClient):
    page = soup(site, "/facet/date")
    assert href(page.select(".all a")[0]) == "/?date.from=2015&date.to=2015"


def test_help_shows_every_example_as_a_search(site: FlaskClient):
    page = soup(site, "/aide")
    assert [e.get_text() for e in page.select("td code")] == [e.query for e in EXAMPLES]
    for link, example in zip(page.select("td a"), EXAMPLES, strict=True):
        assert pairs(href(link)) == [("q", example.query)]


def test_corpus(site: FlaskClient):
    page = soup(site, "/corpus")
    years = {words(row.select("th")[0]): words(row.select("td")[0]) for row in page.select(".years tbody tr")}
    assert years["2024"] == "6"
    assert years["Sans date"] == "1"
    assert sum(map(int, years.values())) == len(ARTICLES)
    assert href(page.select(".sources tbody td a")[0]) == "/?source=Le+Phare&date.from=2016&date.to=2016"
    assert "36" in words(one(page, "dl.facts:not(.small)"))


def test_robots(site: FlaskClient):
    text = site.get("/robots.txt").text
    assert "Disallow: /?" in text
    assert "Disallow: /api/" in text


def test_a_known_page_is_not_sent_again(site: FlaskClient):
    first = site.get("/?q=brest")
    again = site.get("/?q=brest", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"
    for other in ("/?q=lyon", "/?q=brest&page=2"):
        assert site.get(other, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    english = {"If-None-Match": first.headers["ETag"], "Accept-Language": "en"}
    assert site.get("/?q=brest", headers=english).status_code == 200


def test_the_page_works_below_another_path(site: FlaskClient):
    page = soup_below(site)
    inside = [href(a) for a in page.select("a[href^='/'], link[href^='/']")]
    assert inside
    assert all(address.startswith("/presse/") for address in inside)


def soup_below(site: FlaskClient):
    from bs4 import BeautifulSoup

    return BeautifulSoup(site.get("/?q=brest", base_url="http://localhost/presse").text, "lxml")
