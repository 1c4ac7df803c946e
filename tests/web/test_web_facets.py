"""Filters: chips, links to add, refuse and take away, histograms. Each convention is a test."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.schema import FACETS
from search.request import DateFilter, SearchRequest
from search.result import FacetResult, FacetValue
from tests.web.page import href, one, pairs, soup, words
from web.histograms import MAX_BARS, gather, view, wider


def test_facets_stand_in_the_order_of_the_schema(site: FlaskClient):
    assert [e["data-facet"] for e in soup(site, "/?q=brest").select(".facet")] == [f.name for f in FACETS]


def test_a_filter_link_keeps_query_and_order_and_goes_to_the_first_page(site: FlaskClient):
    page = soup(site, "/?q=la&sort=oldest&page=2&per_page=5")
    expected = {("q", "la"), ("sort", "oldest"), ("per_page", "5")}
    links = page.select(".filters a.add, .filters a.refuse, .bars a")
    assert len(links) > 20
    for link in links:
        given = pairs(href(link))
        assert expected <= set(given)
        assert "page" not in dict(given)
        assert "nofollow" in link["rel"]


def test_a_new_query_keeps_the_filters(site: FlaskClient):
    page = soup(site, "/?q=la&person=Awa+Diouf&person.not=Marc+Le+Goff&date.from=2016&sort=newest&page=2")
    hidden = {(i["name"], i["value"]) for i in page.select("form.search input[type=hidden]")}
    assert hidden == {
        ("person", "Awa Diouf"),
        ("person.not", "Marc Le Goff"),
        ("date.from", "2016"),
        ("sort", "newest"),
    }


def test_chips_say_each_filter_and_take_it_away(site: FlaskClient):
    page = soup(
        site,
        "/?q=la&person=Awa+Diouf&person=Marc+Le+Goff&place.all=Brest&place.all=Marseille&source.not=Le+Phare"
        "&date.from=2015&date.to=mars+2024&mentioned.to=2014&match=any&accents=strict",
    )
    chips = page.select(".chip")
    assert [words(c).removesuffix(" ×") for c in chips] == [
        "Personne : Awa Diouf",
        "Personne : ou Marc Le Goff",
        "Lieu : avec Brest",
        "Lieu : et Marseille",
        "Publié : de 2015 à mars 2024",
        "Évoque : jusqu’à 2014",
        "Source : sauf Le Phare",
        "Au moins un des mots",
        "Accents exacts",
    ]
    everything = set(pairs(str(one(page, "link[rel=canonical]")["href"])))
    for chip in chips:
        link = one(chip, "a")
        left = set(pairs(href(link)))
        assert left < everything
        assert str(link["aria-label"]).startswith("Retirer")
        assert ("q", "la") in left
    gone = [everything - set(pairs(href(one(c, "a")))) for c in chips]
    assert set().union(*gone) == everything - {("q", "la")}
    assert pairs(href(one(page, ".clear"))) == [("q", "la")]


def test_selected_values_come_first_and_stay_at_nought(site: FlaskClient):
    page = soup(site, "/?q=Ouessant&person=Awa+Diouf")
    first = page.select("[data-facet=person] .values li")[0]
    assert first["class"] == ["selected"]
    assert words(one(first, ".label")) == "Awa Diouf"
    assert one(first, ".count").get_text() == "0"
    assert pairs(href(one(first, "a"))) == [("q", "Ouessant")]
    assert str(one(first, "a")["aria-label"]) == "Retirer Awa Diouf, 0 article"


def test_exclusion_is_said_and_undone(site: FlaskClient):
    page = soup(site, "/?q=brest&person.not=Marc+Le+Goff")
    refused = one(page, "[data-facet=person] li.excluded")
    assert words(refused) == "Marc Le Goff exclu"
    assert pairs(href(one(refused, "a"))) == [("q", "brest")]
    assert not refused.select(".refuse")


def test_persons_can_be_asked_for_together(site: FlaskClient):
    page = soup(site, "/?person=Awa+Diouf&person=Yann+Kerdoncuff&section=International")
    either, both = page.select("[data-facet=person] .modes a")
    assert either["aria-current"] == "true"
    assert pairs(href(both)) == [
        ("person.all", "Awa Diouf"),
        ("person.all", "Yann Kerdoncuff"),
        ("section", "International"),
    ]
    assert words(one(soup(site, href(both)), "[role=status]")).startswith("2 articles")
    together = soup(site, "/?person.all=Hélène+Marchetti")
    added = together.select("[data-facet=person] li:not(.selected) a.add")
    assert added
    assert all("person.all" in dict(pairs(href(a))) and "person" not in dict(pairs(href(a))) for a in added)
    assert not page.select("[data-facet=section] .modes")


def test_a_value_and_its_count_are_one_accessible_name(site: FlaskClient):
    link = soup(site, "/?q=brest").select("[data-facet=place] a.add")[0]
    assert words(one(link, ".label")) == "Brest"
    assert words(one(link, ".unseen")) == "9 articles"
    assert one(link, ".count")["aria-hidden"] == "true"


def test_the_histogram_zooms_in_and_out(site: FlaskClient):
    page = soup(site, "/?q=brest")
    assert not page.select("[data-facet=date] > .more")
    bar = next(a for a in page.select("[data-facet=date] .bars a") if a["aria-label"] == "2016\u00a0: 2 articles")
    assert pairs(href(bar)) == [("q", "brest"), ("date.from", "2016"), ("date.to", "2016")]
    months = soup(site, href(bar))
    labels = [str(a["aria-label"]) for a in months.select("[data-facet=date] .bars a")]
    assert "juillet 2016\u00a0: 1 article" in labels
    assert pairs(href(one(months, "[data-facet=date] > .more a"))) == [("q", "brest")]
    days = soup(site, "/?q=brest&date.from=2016-07&date.to=2016-07")
    assert words(one(days, "[data-facet=date] > .more a")) == "Élargir : 2016"
    assert [str(a["aria-label"]) for a in days.select("[data-facet=date] .bars a")] == [
        "14 juillet 2016\u00a0: 1 article"
    ]


def test_the_table_says_what_the_bars_show(site: FlaskClient):
    facet = one(soup(site, "/?q=brest"), "[data-facet=date]")
    bars = [(str(a["aria-label"]).split("\u00a0: ")[0], href(a)) for a in facet.select(".bars a")]
    rows = [(words(row.select("th")[0]), href(row.select("a")[0])) for row in facet.select("tbody tr")]
    assert rows == bars


def test_dates_can_be_typed_in_french(site: FlaskClient):
    page = soup(site, "/?q=la&place=Brest&date.from=13%20septembre%202017&date.to=1er%20ao%C3%BBt%202020")
    form = one(page, "[data-facet=date] form")
    assert {(i["name"], i["value"]) for i in form.select("input[type=hidden]")} == {("q", "la"), ("place", "Brest")}
    assert one(form, "[name='date.from']")["value"] == "13 septembre 2017"
    assert one(form, "[name='date.to']")["value"] == "1er août 2020"


@pytest.mark.parametrize(
    ("years", "level", "first"),
    [
        (range(2000, 2000 + MAX_BARS), "year", ("2000", "2000", 1)),
        (range(1900, 2000), "decade", ("1900", "1909", 10)),
        (range(1000, 2000), "century", ("1000", "1099", 100)),
        (range(1, 9000, 3), "millennium", ("0000", "0999", 333)),
    ],
)
def test_too_many_years_are_gathered(years: range, level: str, first: tuple[str, str, int]):
    buckets = [(f"{year:04d}", f"{year:04d}", 1) for year in years]
    gathered, found = gather(buckets)
    assert (found, gathered[0]) == (level, first)
    assert sum(count for *_, count in gathered) == len(years)


def test_only_years_that_can_be_added_are_gathered(naive_app: Flask):
    years = tuple(FacetValue(str(y), str(y), 1, False, False, SearchRequest()) for y in range(1800, 2000))
    with naive_app.test_request_context():
        shown = {n: view(FacetResult(n, years, 200, level="year"), SearchRequest()) for n in ("date", "mentioned")}
    assert (len(shown["date"].bars), shown["date"].level) == (20, "decade")
    assert (len(shown["mentioned"].bars), shown["mentioned"].level) == (200, "year")


def test_what_lies_one_level_up():
    cases = {
        ("2017-03-05",) * 2: "2017-03",
        ("2017-03",) * 2: "2017",
        ("2017",) * 2: "",
        ("2015", "2017"): "",
        ("", ""): None,
    }
    for (first, last), expected in cases.items():
        assert wider(DateFilter("date", first, last)) == expected
