"""The concordance in a real browser: with and without JavaScript, by keyboard, at every width."""

from __future__ import annotations

import pytest

from tests.browser.looking import follow, number, total

ADDRESS = "/concordance?q=pr%C3%A9sident"


def said(page):
    """How many occurrences the page speaks of."""
    return number(page.locator(".found strong").inner_text())


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_search_to_its_lines_to_an_article_and_back(visit, site, scripts):
    page = visit(site, "/?q=pr%C3%A9sident", java_script_enabled=scripts)
    articles = total(page)
    follow(page, page.get_by_role("link", name="Concordance"))
    assert total(page) == articles
    lines = said(page)
    assert lines >= articles
    assert page.locator(".kwic > li").count() == min(50, lines)
    follow(page, page.get_by_role("link", name="mots qui précèdent"))
    assert said(page) == lines
    node = page.locator(".kwic mark").first.inner_text()
    follow(page, page.locator(".kwic a").first)
    assert node in page.locator(".story mark").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_collocate_narrows_to_as_many_lines_as_it_says(visit, site, scripts):
    page = visit(site, ADDRESS, java_script_enabled=scripts)
    every = said(page)
    row = page.locator(".collocates tbody tr").nth(2)
    count = number(row.locator("td").nth(0).inner_text())
    follow(page, row.get_by_role("link"))
    assert said(page) == count
    follow(page, page.get_by_role("link", name="Toutes les occurrences"))
    assert said(page) == every
    page.get_by_label("Seulement auprès de").fill("République")
    follow(page, page.get_by_role("button", name="Afficher"))
    assert 0 < said(page) < every


@pytest.mark.parametrize("width", [768, 1440])
def test_nodes_stand_in_one_column(visit, site, width):
    page = visit(site, ADDRESS, viewport={"width": width, "height": 900})
    boxes = page.locator(".kwic li").evaluate_all(
        """all => all.map(one => {
            const [left, node, right] = ['.left', 'mark', '.right'].map(s => one.querySelector(s).getBoundingClientRect());
            return [left.right, node.left + node.width / 2, right.left, left.top - right.top, one.offsetHeight];
        })"""
    )
    assert len(boxes) > 10
    for column in range(3):
        assert max(box[column] for box in boxes) - min(box[column] for box in boxes) < 1.5
    assert max(abs(box[3]) for box in boxes) < 1
    assert max(box[4] for box in boxes) < 45


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_overflows_and_no_word_before_the_node_is_lost_on_a_phone(visit, site, width):
    page = visit(site, ADDRESS, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 360:
        clipped = page.locator(".kwic .line").evaluate_all(
            "all => all.filter(p => p.scrollWidth > p.clientWidth).length"
        )
        assert clipped == 0


def test_the_keyboard_reaches_lines_and_collocates(visit, site):
    page = visit(site, ADDRESS)
    page.get_by_role("link", name="tous les voisins", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#voisins")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.collocates') !== null")
    page.locator(".kwic a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/article/" in page.url


def test_a_page_weighs_little(visit, site):
    page = visit(site, ADDRESS)
    assert len(page.content().encode()) < 100_000
