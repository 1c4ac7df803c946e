"""A reader clicks through the site; at each step the numbers promised are the numbers found."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.browser.looking import ask, chips, count, days, facet, follow, number, titles, total, value


def test_facets_chips_and_counts(visit, site):
    page = visit(site)
    ask(page, "poutine")
    everything = total(page)
    assert 0 < everything == len(titles(page))
    assert page.title().startswith("Recherche\u00a0: poutine")
    assert page.locator("#q").input_value() == "poutine"
    assert page.locator(".hit mark").first.inner_text().lower() == "poutine"

    person = value(page, "person", "Emmanuel Macron")
    promised = count(person)
    follow(page, person.locator(".add"))
    assert total(page) == promised < everything
    assert chips(page) == ["Personne\u00a0: Emmanuel Macron"]
    assert facet(page, "person").locator(".selected .label").all_inner_texts() == ["Emmanuel Macron"]

    place = value(page, "place")
    name, having = place.locator(".label").inner_text(), count(place)
    follow(page, place.locator(".refuse"))
    assert total(page) == promised - having
    assert chips(page) == ["Personne\u00a0: Emmanuel Macron", f"Lieu\u00a0: sauf {name}"]
    assert facet(page, "place").locator(".excluded .label").all_inner_texts() == [name]

    follow(page, page.locator(".chip a").first)
    assert chips(page) == [f"Lieu\u00a0: sauf {name}"]
    without_place = total(page)
    follow(page, page.locator(".clear"))
    assert (total(page), chips(page)) == (everything, [])
    page.go_back()
    assert total(page) == without_place


def test_places_within(visit, site):
    """A region stands for what lies in it once a link asks for it; what it lies in tells homonyms apart."""
    page = visit(site, "/?q=Macron")
    everything = total(page)
    follow(page, facet(page, "place").get_by_role("link", name="et ceux qu’ils contiennent"))
    assert total(page) == everything
    widest = value(page, "place", "Europe")
    promised = count(widest)
    follow(page, widest.locator(".add"))
    assert total(page) == promised
    assert chips(page) == ["Situé dans\u00a0: Europe"]
    [hint] = value(page, "place", "France").locator("small").all()
    assert (hint.inner_text(), hint.get_attribute("title")) == ("Europe", "Europe")
    follow(page, facet(page, "place").get_by_role("link", name="lieux nommés"))
    assert total(page) < promised, "few articles name Europe itself"
    assert chips(page) == ["Lieu\u00a0: Europe"]
    ask(page, "dans:Europe")
    follow(page, page.locator(".clear"))
    assert total(page) > promised


def test_the_histogram_zooms_in_and_out(visit, site):
    page = visit(site, "/?q=Macron")
    totals = [total(page)]
    for level in ("year", "month", "day"):
        bars = facet(page, "date").locator(f".bars.{level} a")
        heights = [number(label.rpartition(":")[2]) for label in bars.evaluate_all("b => b.map(x => x.ariaLabel)")]
        highest = heights.index(max(heights))
        follow(page, bars.nth(highest))
        assert total(page) == heights[highest]
        totals.append(total(page))
    assert totals == sorted(totals, reverse=True)
    [chip] = chips(page)
    assert re.fullmatch(r"Publié\u00a0: \d+(er)? \S+ 20\d\d", chip)
    assert len(set(days(page))) == 1

    for wider in reversed(totals[:-1]):
        follow(page, facet(page, "date").get_by_text("Élargir"))
        assert total(page) == wider
    assert chips(page) == []


def test_a_stretch_of_time_is_typed(visit, site):
    page = visit(site, "/?q=Macron")
    page.get_by_label("Du", exact=True).first.fill("mars 2017")
    page.get_by_label("Au", exact=True).first.fill("2018")
    follow(page, page.get_by_role("button", name="Appliquer").first)
    assert chips(page) == ["Publié\u00a0: de mars 2017 à 2018"]
    assert total(page) > 1
    assert all("2017-03" <= day <= "2018-12-31" for day in days(page))


def test_order_pages_article_and_back(visit, site):
    page = visit(site, "/?q=Macron")
    follow(page, page.get_by_role("link", name="plus anciens"))
    assert page.locator(".sorts [aria-current]").inner_text() == "plus anciens"
    first = days(page)
    assert first == sorted(first)
    follow(page, page.locator(".pager [rel=next]"))
    second = days(page)
    assert second == sorted(second)
    assert first[-1] <= second[0]
    assert page.locator(".pager [aria-current]").inner_text() == "2"
    assert page.locator("ol.hits").get_attribute("start") == str(len(first) + 1)

    shown, address = titles(page), page.url
    follow(page, page.locator(".hit h3 a").first)
    assert page.locator("h1").inner_text() == shown[0]
    assert "macron" in page.locator(".story mark").first.inner_text().lower()
    assert page.locator(".similar a").count() > 0
    page.go_back()
    assert (page.url, titles(page)) == (address, shown)
    page.go_forward()
    follow(page, page.get_by_role("link", name="Revenir aux résultats"))
    assert (page.url, titles(page)) == (address, shown)


@pytest.mark.parametrize("kind", ["person", "place", "date"])
def test_what_an_article_names_leads_to_it(visit, site, kind):
    page = visit(site, "/?q=titre:climat")
    follow(page, page.locator(".hit h3 a").first)
    story = page.locator("h1").inner_text()
    follow(page, page.locator(f".text a.entity.{kind}").first)
    assert total(page) > 0
    assert len(chips(page)) == 1
    ask(page, "titre:climat")
    assert story in titles(page)


@pytest.mark.parametrize(("name", "suffix"), [("CSV", "csv"), ("JSON Lines", "jsonl")])
def test_exports_have_every_result(visit, site, name, suffix):
    page = visit(site, "/?q=Macron&page=2&date.from=2016")
    page.get_by_text("Emporter").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    assert re.fullmatch(
        rf"kiosque-macron-2016-\d{{4}}-\d\d-\d\d-[0-9a-f]{{12}}\.{suffix}", waiting.value.suggested_filename
    )
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    if suffix == "csv":
        found = [row["id"] for row in csv.DictReader(text.splitlines(keepends=True), strict=True)]
    else:
        found = [json.loads(line)["id"] for line in text.splitlines()]
    assert len(found) == len(set(found)) == total(page) > 20


def test_english_and_back(visit, site):
    page = visit(site, "/?q=climat&sort=newest")
    french, address = titles(page), page.url
    follow(page, page.get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Search: climat"
    assert (page.url, titles(page)) == (address, french)
    follow(page, page.get_by_role("link", name="Help"))
    assert page.locator("h1").inner_text() == "Help"
    page.go_back()
    follow(page, page.get_by_role("link", name="Français", exact=True))
    assert page.locator("h1").inner_text() == "Recherche\u00a0: climat"
    assert page.url == address


def test_all_values_of_a_facet(visit, site):
    page = visit(site, "/?q=Macron")
    more = facet(page, "person").locator(".more a")
    promised = count(more)
    follow(page, more)
    assert number(page.locator(".total strong").inner_text()) == promised

    follow(page, page.get_by_role("link", name="Lettre M", exact=True))
    assert page.locator(".sorts [aria-current]").inner_text() == "par ordre alphabétique"
    anchored = page.locator(page.evaluate("location.hash")).locator(".label")
    assert anchored.inner_text().startswith("M")
    assert anchored.is_visible()

    page.get_by_role("searchbox", name="Chercher dans cette liste").fill("merkel")
    follow(page, page.get_by_role("button", name="Chercher", exact=True))
    [label] = page.locator(".all .label").all_inner_texts()
    assert label == "Angela Merkel"
    having = count(page.locator(".all li"))
    follow(page, page.locator(".all .add"))
    assert total(page) == having
    assert chips(page) == ["Personne\u00a0: Angela Merkel"]
    assert page.locator("#q").input_value() == "Macron"


def test_every_example_of_the_help_is_a_search(visit, site):
    page = visit(site, "/aide")
    links = page.locator(".queries a")
    addresses = links.evaluate_all("all => all.map(one => one.href)")
    assert len(addresses) > 30
    for address in addresses:
        answer = page.request.get(address)
        assert answer.status == 200, address
        assert 'id="problemes"' not in answer.text(), address
    follow(page, links.get_by_text("Lyon OU Marseille"))
    assert total(page) > 0


def test_examples_of_the_first_page_find_something(visit, site):
    page = visit(site)
    addresses = page.locator(".examples code").locator("xpath=..").evaluate_all("all => all.map(one => one.href)")
    assert len(addresses) == 6
    for address in addresses:
        page.goto(address)
        assert total(page) > 0, address


def test_proposals_where_nothing_is_found(visit, site):
    page = visit(site, "/?q=poutine+zzzqqq&place=Paris")
    assert total(page) == 0
    proposals = page.locator(".proposals li")
    assert proposals.count() > 1
    for n in range(proposals.count()):
        promised = count(proposals.nth(n))
        follow(page, proposals.nth(n).locator("a"))
        assert total(page) == promised > 0
        page.go_back()


def test_a_repaired_address(visit, site):
    page = visit(site, "/?q=climat&page=x&couleur=bleu")
    assert page.locator("h1").inner_text() == "Cette adresse contient une erreur"
    follow(page, page.get_by_role("link", name="Lancer la recherche"))
    assert total(page) > 0
    assert page.locator("#q").input_value() == "climat"
