"""An article that tries to be a program stays text, on every page and in every field."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from index.article import Article
from index.entities import Mention, Person, Place, SpokenDate
from index.schema import FACETS
from index.settings import Settings
from index.whoosh_writer import build_index
from tests.browser.looking import follow, total
from tests.contract.serving import serve
from web import create_app

# Out of an element, out of an attribute of either quotation mark, out of a script, out of a template.
ATTACK = (
    "\"'><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>"
    "</title></textarea><svg onload=window.__pwned=1>{{7*7}}`${window.__pwned=1}` &lt;b&gt;"
)


def hostile(number: int, url: str) -> Article:
    """An attack in every field."""
    text = f"piège {ATTACK} fin"
    mention = Mention("body", 0, len(text), text)
    return Article(
        id=f"{number}/{ATTACK}",
        title=text,
        chapo=text,
        body=text,
        published="2020-01-02",
        authors=(ATTACK,),
        source=ATTACK,
        section=ATTACK,
        url=url,
        lang='"><script>window.__pwned=1</script>',
        persons=(Person(f"Piège {ATTACK}", (mention,)),),
        places=(Place(f"Lieu {ATTACK}", (mention,)),),
        dates=(SpokenDate("2020", "year", (mention,)), SpokenDate(ATTACK, "day", (mention,))),
    )


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site over hostile articles only."""
    folder = tmp_path_factory.mktemp("hostile")
    articles = [hostile(1, "javascript:window.__pwned=1"), hostile(2, f"https://exemple.invalid/{ATTACK}")]
    build_index(folder, articles, [ATTACK], 1, lambda _: None)
    with serve(create_app(Settings(index=folder, site_name=f"Kiosque {ATTACK}"))) as port:
        yield f"http://127.0.0.1:{port}"


ADDRESSES = [
    "/",
    "/?" + urlencode({"q": f"piège {ATTACK}"}),
    "/?" + urlencode({"q": "piège", "person": f"Piège {ATTACK}", "source.not": ATTACK}),
    "/?" + urlencode({"date.from": ATTACK, ATTACK: "x"}),
    "/article/" + quote(f"1/{ATTACK}", safe="") + "?" + urlencode({"q": f"piège {ATTACK}"}),
    "/article/" + quote(f"2/{ATTACK}", safe=""),
    "/article/" + quote(ATTACK, safe=""),
    "/" + quote(ATTACK),
    "/corpus",
    "/aide",
    *(f"/facet/{f.name}" for f in FACETS),
    "/facet/person?" + urlencode({"facet.person.q": ATTACK}),
]


def test_no_page_runs_it(visit, trap):
    page = visit(trap)
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate("window.__pwned") is None, address
        assert page.locator("script:not([src^='/static/'])").count() == 0, address
        assert page.locator("img, iframe, object, [onerror], [onload], [href^='javascript']").count() == 0, address
        assert "window.__pwned=1" in page.content(), f"{address} does not show it at all"


def test_it_is_read_as_text(visit, trap):
    page = visit(trap, "/?q=pi%C3%A8ge&sort=oldest")
    assert total(page) == 2
    assert ATTACK in page.locator(".hit h3").first.inner_text()
    follow(page, page.locator(".hit h3 a").first)
    assert ATTACK in page.locator("h1").inner_text()
    assert ATTACK in page.locator(".chapo").inner_text()
    assert ATTACK in page.locator(".text p").first.inner_text()
    follow(page, page.locator(".inside a").first)
    assert total(page) == 2
    assert ATTACK in page.locator(".chip").first.inner_text()
    assert page.evaluate("window.__pwned") is None


def test_suggestions_are_text_too(visit, trap):
    page = visit(trap)
    page.locator("#q").press_sequentially("piè")
    option = page.get_by_role("option").filter(has_text="window.__pwned=1").first
    assert ATTACK in option.inner_text()
    follow(page, option)
    assert page.evaluate("window.__pwned") is None
    assert "window.__pwned=1" in page.locator("#q").input_value()
