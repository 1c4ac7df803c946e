"""What a reader sees on a page of the site, and how one goes on from it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

# Every kind of page, by its address in the site over seeds/.
PAGES = {
    "home": "/",
    "results": "/?q=Macron",
    "filtered": "/?q=Macron&person=Angela+Merkel&place.not=Paris&date.from=2015&date.to=2019",
    "within": "/?q=Macron&place=France&within=1",
    "problems": "/?q=%22climat+(",
    "month": "/?date.from=2017-05&date.to=2017-05",
    "facet": "/facet/person?q=Macron&facet.person.sort=alpha",
    "dates": "/facet/date",
    "help": "/aide",
    "corpus": "/corpus",
    "concordance": "/concordance?q=pr%C3%A9sident&near=r%C3%A9publique",
    "404": "/nulle-part",
    "400": "/?page=x&date.from=hier",
    "trends": "/trends?q=France&vs=Paris&by=year",
    "searches": "/recherches",
    "batch": "/batch?q=Macron&q=%22climat&q=zzzqqq",
    "network": "/network?q=France&least=1",
    "compare": "/compare?q=France&vs=Paris&by=year",
    "zero": "/?q=poutine+zzzqqq&place=Paris",
}


def number(text: str) -> int:
    """The number in a text such as « 1 090 articles », whatever parts its thousands.

    >>> number("1\u202f090 articles")
    1090
    """
    digits = re.sub(r"\D", "", text)
    assert digits, f"no number in {text!r}"
    return int(digits)


def count(link: Locator) -> int:
    """The number beside a value, a proposal or a bar."""
    return number(link.locator(".count").first.inner_text())


def total(page: Page) -> int:
    """The number of results at the top of the page."""
    said = page.locator(".total strong").inner_text()
    return 0 if said in ("Aucun article", "No article") else number(said)


def follow(page: Page, link: Locator) -> None:
    """Click, and wait for the page it leads to."""
    with page.expect_navigation():
        link.click()


def ask(page: Page, query: str) -> None:
    """Type into the box and press Enter."""
    box = page.locator("#q")
    box.fill(query)
    with page.expect_navigation():
        box.press("Enter")


def facet(page: Page, name: str) -> Locator:
    """The facet of that name beside the results."""
    return page.locator(f"#facette-{name}")


def value(page: Page, name: str, label: str = "") -> Locator:
    """The first value of a facet that is neither chosen nor excluded, or the one of that label."""
    free = facet(page, name).locator(".values li:not(.selected):not(.excluded)")
    return (free.filter(has=page.get_by_text(label, exact=True)) if label else free).first


def chips(page: Page) -> list[str]:
    """The active filters in words, without their crosses."""
    return [text.replace("×", "").strip() for text in page.locator(".chip").all_text_contents()]


def titles(page: Page) -> list[str]:
    """The titles of the results."""
    return page.locator(".hit h3").all_inner_texts()


def days(page: Page) -> list[str]:
    """The publication days of the results, ISO."""
    stamps = page.locator(".hit time").evaluate_all("all => all.map(one => one.dateTime)")
    return [stamp[:10] for stamp in stamps]
