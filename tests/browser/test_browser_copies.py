"""Near-copies in front of a real browser: a result unfolds, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.settings import Settings
from index.whoosh_writer import build_index
from tests.browser.looking import follow, titles, total
from tests.contract.serving import serve
from tests.reprints import ARTICLES
from web import create_app


@pytest.fixture(scope="module")
def reprints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reprints")
    build_index(folder, ARTICLES, ["reprints"], 1, lambda _: None)
    with serve(create_app(Settings(index=folder))) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_result_unfolds(visit, reprints, scripts):
    page = visit(reprints, "/?q=pilotes&sort=oldest", java_script_enabled=scripts)
    assert (total(page), titles(page)) == (6, ["Le port rouvre", "Il y a un an, le port"])
    folded = page.locator("details.copies")
    items = folded.locator("li")
    assert folded.locator("summary").inner_text() == "repris par 3 titres (4 autres versions)"
    assert not items.first.is_visible()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert [items.nth(n).is_visible() for n in range(items.count())] == [True] * 4
    follow(page, folded.get_by_role("link", name="Les 5 versions"))
    assert total(page) == len(titles(page)) == 5
    follow(page, page.locator(".hit h3 a").nth(1))
    others = page.locator("[aria-labelledby=versions] li")
    assert others.count() == 4
    assert "première parution" in others.first.inner_text()


def test_the_switch_shows_them_one_by_one(visit, reprints):
    page = visit(reprints, "/?q=pilotes")
    follow(page, page.get_by_role("link", name="une à une"))
    assert total(page) == len(titles(page)) == 6
    follow(page, page.get_by_role("link", name="regroupées"))
    assert len(titles(page)) == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out(visit, reprints, width):
    page = visit(reprints, "/?q=pilotes", viewport={"width": width, "height": 800})
    page.locator("details.copies summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
