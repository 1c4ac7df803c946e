"""The map in a browser: circles lead to their articles, by mouse and keyboard, with and without JavaScript, on every screen."""

from __future__ import annotations

import re

import pytest

from tests.browser.looking import follow, number, total
from tests.browser.test_browser_access import AXE, SCHEMES, violations

MAP = "/map?q=Macron&region=france"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1440, "height": 900}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_circle_leads_to_as_many_articles_as_it_says(visit, site, javascript):
    page = visit(site, f"{MAP}&by=departement", viewport=DESK, java_script_enabled=javascript)
    circle = page.locator(".circles a").nth(1)
    said = number(circle.locator("title").text_content().rsplit(":", 1)[1])
    assert said > 0
    follow(page, circle.locator("circle"))
    assert total(page) == said
    assert "within=1" in page.url


@pytest.mark.parametrize("javascript", [True, False])
def test_a_name_of_the_table_a_level_and_a_sheet_are_links(visit, site, javascript):
    page = visit(site, MAP, viewport=DESK, java_script_enabled=javascript)
    follow(page, page.get_by_role("link", name="commune", exact=True))
    assert "by=commune" in page.url
    page.locator("#partie").select_option("bretagne")
    with page.expect_navigation():
        page.locator(".parts button").click()
    assert "Bretagne" in page.locator(".plan svg > title").text_content()
    assert "by=commune" in page.url
    row = page.locator("tbody tr").first
    said = number(row.locator(".number").inner_text())
    follow(page, row.locator("a"))
    assert total(page) == said


def test_the_outlines_are_there_and_from_here(visit, site):
    page = visit(site, MAP, viewport=DESK)
    drawn = page.locator(".plan image").evaluate_all(
        "all => Promise.all(all.map(i => fetch(i.href.baseVal).then(r => r.ok && r.headers.get('content-type'))))"
    )
    assert len(drawn) == 6
    assert all(kind.startswith("image/svg+xml") for kind in drawn)


def test_the_keyboard_goes_from_the_largest_circle_down(visit, site):
    page = visit(site, f"{MAP}&by=commune", viewport=DESK)
    page.locator(".parts button").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#lieux"
    counts = []
    for _ in range(5):
        page.keyboard.press("Tab")
        label = page.evaluate("document.activeElement.querySelector('title').textContent")
        counts.append(number(label.rsplit(":", 1)[1]))
        wide = page.evaluate("parseFloat(getComputedStyle(document.activeElement.querySelector('circle')).strokeWidth)")
        assert wide >= 3
    assert counts == sorted(counts, reverse=True)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert total(page) == counts[-1]


@pytest.mark.parametrize("query", [MAP, "/map?q=Macron&by=country", "/map?q=introuvablezz"])
def test_axe_finds_nothing_and_nothing_overflows(visit, site, query):
    page = visit(site, query, viewport=DESK, reduced_motion="reduce")
    page.evaluate(AXE)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for scheme in SCHEMES:
            assert violations(page, scheme) == [], f"{size['width']} pixels, {scheme}"


def test_a_phone_shows_fewer_and_larger_names_that_can_be_read(visit, site):
    page = visit(site, f"{MAP}&by=commune", viewport=DESK)
    many = page.locator(".names text:visible").count()
    page.set_viewport_size(PHONE)
    few = page.locator(".names text:visible")
    assert 0 < few.count() < many
    assert min(few.evaluate_all("all => all.map(t => t.getBoundingClientRect().height)")) >= 9


def test_every_circle_has_a_name_and_the_page_is_light(visit, site):
    page = visit(site, MAP, viewport=DESK)
    names = page.locator(".circles a > title").all_text_contents()
    assert len(names) == page.locator(".circles a").count() > 5
    assert all(re.search(r"\S : \d", name.replace("\u00a0", " ")) for name in names)
    assert len(page.content().encode()) < 100_000
