"""Two searches side by side in a real browser: with and without JavaScript, and by keyboard."""

from __future__ import annotations

import pytest

from tests.browser.looking import follow, number, total

ADDRESS = "/compare?q=France&vs=Macron&by=year"


@pytest.mark.parametrize("scripts", [True, False])
def test_every_number_leads_to_its_articles(visit, site, scripts):
    page = visit(site, ADDRESS, java_script_enabled=scripts)
    links = page.locator(".sizes td a, main p strong a, .facing tbody tr:first-child td a")
    found = [(number(link.inner_text()), str(link.get_attribute("href"))) for link in links.all()]
    # Two totals, two alone, both, and what is distinctive.
    assert len(found) > 5
    for count, href in found:
        page.goto(href)
        assert total(page) == count, href


@pytest.mark.parametrize("scripts", [True, False])
def test_another_search_is_named_by_its_words_or_its_address_and_swapped(visit, site, scripts):
    page = visit(site, "/compare?q=France", java_script_enabled=scripts)
    names = page.locator(".sizes tbody th")
    assert [text.strip() for text in names.all_inner_texts()] == ["France", "tous les articles"]
    page.get_by_label("Comparer avec les mots").fill("climat")
    page.get_by_label("Comparer avec les mots").press("Enter")
    page.wait_for_url("**vs=climat*")
    assert [text.strip() for text in names.all_inner_texts()] == ["France", "climat"]
    page.get_by_label("Ou avec une autre recherche").fill(f"{site}/?q=France&place=Paris")
    follow(page, page.get_by_role("button", name="Comparer").last)
    assert names.last.inner_text().strip().startswith("France · Lieu")
    follow(page, page.get_by_role("link", name="Échanger les deux recherches"))
    assert names.first.inner_text().strip().startswith("France · Lieu")
    assert names.last.inner_text().strip() == "France"


def test_the_keyboard_passes_the_drawing(visit, site):
    page = visit(site, ADDRESS)
    page.locator(".unseen-until").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#distinguer")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_width_scrolls_sideways(visit, site, width):
    for address in (ADDRESS, "/network?q=France"):
        page = visit(site, address, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
