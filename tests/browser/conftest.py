"""A reader in front of a real browser, on the site over seeds/.

Whatever a test does, its pages are watched: a script error, a request to another origin, an answer
without its content security policy or a dialog fails it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

from tests.chromium import chromium, find_chromium
from tests.seeds import served_seeds
from web.security import CONTENT_SECURITY_POLICY


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that lies here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        reason = "no Chromium: install it (apt-get install chromium) or set CHROMIUM to its path"
        # Where nobody looks at what was skipped, a missing browser must not pass for a good site.
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site over seeds/."""
    with served_seeds(tmp_path_factory.mktemp("seeds")) as address:
        yield address


class Watch:
    """What must not happen, noted when it does."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.seen: list[str] = []
        context.on("console", self.console)
        context.on("weberror", lambda error: self.seen.append(f"script error: {error.error}"))
        context.on("request", self.request)
        context.on("response", self.response)
        context.on("dialog", self.dialog)

    def console(self, message: ConsoleMessage) -> None:
        # A browser says so of every page that answers 404 or 400: such pages are looked at on purpose.
        if message.type in ("error", "warning") and "server responded with a status of 4" not in message.text:
            self.seen.append(f"{message.type} on {message.location['url']}: {message.text}")

    def request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.origin}/"):
            self.seen.append(f"request to {request.url}")

    def response(self, response: Response) -> None:
        if response.headers.get("content-security-policy") != CONTENT_SECURITY_POLICY:
            self.seen.append(f"no policy: {response.url}")

    def dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A fresh reader's first page of a site: ``visit(site, path, **what new_context takes)``."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def page(origin: str, path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=origin, **{"locale": "fr-FR", **options})
        context.set_default_timeout(10_000)
        opened.append((context, Watch(context, origin)))
        first = context.new_page()
        first.goto(path)
        return first

    yield page
    for context, _ in opened:
        context.close()
    assert [seen for _, watch in opened for seen in watch.seen] == []
