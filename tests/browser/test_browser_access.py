"""For every reader: axe-core finds nothing, nothing overflows, a keyboard is enough, scripts are not needed."""

from __future__ import annotations

from importlib import resources
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.looking import PAGES, ask, chips, count, facet, follow, number, total, value

AXE = resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def violations(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    """What axe-core finds wrong in that scheme, each with its rule and the first element it concerns.

    In the dark nothing but colours is another, so only contrast is looked at again.
    """
    page.emulate_media(color_scheme=scheme)
    rules = "" if scheme == "light" else "runOnly: ['color-contrast'],"
    found = page.evaluate(f"async () => (await axe.run({{ {rules} resultTypes: ['violations'] }})).violations")
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:150]} ({len(v['nodes'])} ×)" for v in found]


def article(page: Page) -> str:
    """The address of the first article of the results."""
    return str(page.locator(".hit h3 a").first.evaluate("link => link.href"))


@pytest.mark.parametrize("name", [*PAGES, "article"])
def test_axe_finds_nothing(visit, site, name):
    # Colours that are still changing would be measured half-way.
    page = visit(site, PAGES.get(name, "/?q=climat"), viewport=DESK, reduced_motion="reduce")
    if name == "article":
        page.goto(article(page))
    page.evaluate(AXE)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        if size is PHONE and page.locator(".fold > summary").count():
            page.locator(".fold > summary").click()
        for scheme in SCHEMES:
            assert violations(page, scheme) == [], f"{size['width']} pixels, {scheme}"


def test_axe_finds_nothing_in_open_options_and_suggestions(visit, site):
    page = visit(site, "/?q=Macron&match=any&accents=strict", viewport=DESK, reduced_motion="reduce")
    page.locator(".figures summary").first.click()
    page.locator("#q").fill("macr")
    page.get_by_role("listbox").wait_for()
    page.locator("#q").press("ArrowDown")
    page.evaluate(AXE)
    for scheme in SCHEMES:
        assert violations(page, scheme) == [], scheme


def test_nothing_overflows_a_phone(visit, site):
    page = visit(site, "/?q=climat", viewport=PHONE)
    for address in [*PAGES.values(), "/?q=climat", article(page)]:
        page.goto(address)
        if page.locator(".fold > summary").count():
            page.locator(".fold > summary").click()
        for width in (390, 320):
            page.set_viewport_size({**PHONE, "width": width})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"


def test_the_help_is_read_on_a_phone(visit, site):
    page = visit(site, "/aide", viewport=PHONE)
    # Beside a query that cannot be broken, what it means had one letter a line.
    narrowest = page.locator(".queries td").evaluate_all("all => Math.min(...all.map(cell => cell.clientWidth))")
    assert narrowest > 120


def test_filters_fold_on_a_phone_and_stand_open_on_a_desk(visit, site):
    page = visit(site, "/?q=Macron&person=Angela+Merkel", viewport=PHONE)
    fold = page.locator(".fold > summary")
    assert fold.inner_text() == "Filtrer (1)"
    assert not facet(page, "person").is_visible()
    fold.click()
    assert facet(page, "person").is_visible()
    fold.click()
    page.set_viewport_size(DESK)
    assert facet(page, "person").is_visible()
    assert not fold.is_visible()


def focused(page: Page) -> dict[str, str]:
    """The element that has the focus, and the outline that shows it (for the box, around it and its button)."""
    seen: dict[str, str] = page.evaluate(
        """() => {
            const one = document.activeElement;
            const ring = getComputedStyle(one.id === "q" ? one.closest(".field") : one);
            return { name: one.className, id: one.id, href: one.getAttribute("href") || "", tag: one.tagName,
                     ring: `${ring.outlineStyle} ${parseFloat(ring.outlineWidth)}` };
        }"""
    )
    return seen


def test_the_keyboard_goes_everywhere_and_is_seen(visit, site):
    page = visit(site, "/?q=Macron", viewport=DESK)
    met = []
    for _ in range(40):
        page.keyboard.press("Tab")
        here = focused(page)
        assert here["ring"] == "solid 3", here
        met.append(here)
    assert [(m["name"], m["href"]) for m in met[:2]] == [("skip", "#contenu"), ("skip", "#resultats")]
    assert page.locator(".skip").first.evaluate("link => link.getBoundingClientRect().bottom") < 0
    assert "q" in [m["id"] for m in met]
    assert "refuse" in [m["name"] for m in met]

    page.reload()
    page.keyboard.press("Tab")
    assert page.locator(".skip").first.evaluate("link => link.getBoundingClientRect().top") >= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page)["id"] == "resultats"
    page.keyboard.press("Tab")
    assert "sort=" in focused(page)["href"] or "q=Macron" in focused(page)["href"]


def test_slash_goes_to_the_box_unless_one_is_writing(visit, site):
    page = visit(site, "/?q=climat")
    page.keyboard.press("/")
    assert focused(page)["id"] == "q"
    assert page.evaluate("getSelection().toString()") == "climat"
    page.keyboard.type("1/2")
    assert page.locator("#q").input_value() == "1/2"


def test_suggestions_by_keyboard(visit, site):
    page = visit(site)
    box, listbox = page.locator("#q"), page.get_by_role("listbox")
    box.press_sequentially("merk")
    listbox.wait_for()
    options = listbox.get_by_role("option")
    assert box.get_attribute("aria-expanded") == "true"
    assert "Angela Merkel" in options.first.inner_text()

    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    assert not listbox.is_visible()
    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("merk", "false")

    box.press_sequentially("el")
    listbox.wait_for()
    box.press("ArrowDown")
    with page.expect_navigation():
        box.press("Enter")
    assert page.locator("#q").input_value() == '"Angela Merkel"'
    assert total(page) > 0


def test_a_suggestion_completes_the_last_term_only(visit, site):
    page = visit(site)
    box = page.locator("#q")
    box.press_sequentially("climat -merk")
    suggestion = page.get_by_role("option").filter(has_text="Angela Merkel").first
    follow(page, suggestion)
    assert page.locator("#q").input_value() == 'climat -"Angela Merkel"'
    assert total(page) > 0


def test_everything_works_without_scripts(visit, site):
    page = visit(site, viewport=DESK, java_script_enabled=False)
    ask(page, "Macron")
    everything = total(page)
    person = value(page, "person", "Angela Merkel")
    promised = count(person)
    follow(page, person.locator(".add"))
    assert total(page) == promised < everything
    place = value(page, "place")
    having = count(place)
    follow(page, place.locator(".refuse"))
    assert total(page) == promised - having
    bar = facet(page, "date").locator(".bars a").first
    year = number((bar.get_attribute("aria-label") or "").rpartition(":")[2])
    follow(page, bar)
    assert total(page) == year
    assert len(chips(page)) == 3

    follow(page, page.locator(".clear"))
    page.locator(".options summary").click()
    page.get_by_label("au moins un mot").check()
    ask(page, "Macron Merkel")
    assert chips(page) == ["Au moins un des mots"]
    assert total(page) >= everything
    follow(page, facet(page, "place").locator(".more a"))
    follow(page, page.get_by_role("link", name="Lettre P", exact=True))
    follow(page, page.locator(".all .add").first)
    assert total(page) > 0
    follow(page, page.locator(".hit h3 a").first)
    assert page.locator(".text p").count() > 0
    follow(page, page.locator(".text a.entity").first)
    assert total(page) > 0


def test_without_scripts_filters_open_on_a_phone(visit, site):
    page = visit(site, "/?q=Macron", viewport=PHONE, java_script_enabled=False)
    page.locator(".fold > summary").click()
    person = value(page, "person")
    promised = count(person)
    follow(page, person.locator(".add"))
    assert total(page) == promised
