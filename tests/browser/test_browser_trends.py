"""Searches over time in a real browser: with and without JavaScript, and by keyboard."""

from __future__ import annotations

import pytest

from tests.browser.looking import follow, number, total

ADDRESS = "/trends?q=France&vs=Paris&by=year"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_point_leads_to_its_articles_and_searches_are_added(visit, site, scripts):
    page = visit(site, ADDRESS, java_script_enabled=scripts)
    point = page.locator("svg .s0 a").first
    said = str(point.locator("title").text_content()).split(":")[1].split(",")[0]
    page.goto(str(point.get_attribute("href")))
    assert total(page) == number(said)
    page.goto(ADDRESS)
    page.get_by_label("Comparer avec une autre recherche").fill("Lyon")
    follow(page, page.get_by_role("button", name="Ajouter"))
    names = page.locator(".legend li")
    assert [text.strip() for text in names.all_text_contents()] == ["France", "Paris", "Lyon"]
    follow(page, page.get_by_role("link", name="Retirer Paris"))
    assert [text.strip() for text in names.all_text_contents()] == ["France", "Lyon"]


def test_the_keyboard_passes_the_drawing(visit, site):
    page = visit(site, ADDRESS)
    page.locator(".unseen-until").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#tableau")
