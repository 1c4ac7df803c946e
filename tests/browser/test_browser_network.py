"""The network in a real browser: with and without JavaScript, and by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.looking import follow, number, total

ADDRESS = "/network?q=France&least=1"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_name_and_a_line_lead_to_their_articles(visit, site, scripts):
    page = visit(site, ADDRESS, java_script_enabled=scripts)
    for kind, share in (
        (".graph .person", "person.all="),
        (".graph .place", "place.all="),
        (".graph .ties a", ".all="),
    ):
        link = page.locator(kind).first
        said = str(link.locator("title").text_content())
        href = str(link.get_attribute("href"))
        assert share in href
        page.goto(href)
        assert total(page) == number(re.findall(r"(\S+) article", said)[-1])
        page.goto(ADDRESS)
    follow(page, page.get_by_role("link", name="l’information mutuelle"))
    follow(page, page.get_by_role("link", name="personnes", exact=True))
    assert "of=person" in page.url
    assert "weight=pmi" in page.url
    assert page.locator(".graph .place").count() == 0
    row = page.locator("tbody tr").first
    count = number(row.locator("td").first.inner_text())
    follow(page, row.get_by_role("link"))
    assert total(page) == count


def test_labels_keep_clear_of_each_other(visit, site):
    page = visit(site, "/network?q=France&least=1&top=20", viewport={"width": 1440, "height": 900})
    boxes = [text.bounding_box() for text in page.locator(".graph text").all()]
    assert len(boxes) == 20
    touching = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] + 3 < b["y"] + b["height"]
        and b["y"] + 3 < a["y"] + a["height"]
    ]
    assert touching == []


def test_the_keyboard_passes_the_drawing(visit, site):
    page = visit(site, ADDRESS)
    page.locator(".unseen-until").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#tableau")
    page.locator(".graph .person").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "person.all=" in page.url
