"""The pictures of README.md: ``python -m docs.pictures.make``, from the folder of the project.

Indexes seeds/ aside, serves it, and photographs two pages with Chromium ($CHROMIUM, or the one on the
path): 1280 pixels wide, in French, on a light ground. Writes beside this file; a picture is up to date
when the pages have not changed since.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.chromium import chromium, find_chromium
from tests.seeds import served_seeds

HERE = Path(__file__).resolve().parent
# Name → address and height in pixels: enough to see what the page is made of.
PICTURES = {
    "search": ("/?q=climat&person=Emmanuel+Macron&person=Barack+Obama&place.not=Marseille", 1160),
    "article": ("/?q=titre:climat+Glasgow", 940),
}
# README pictures travel with every clone.
MAX_BYTES = 300_000


def main() -> int:
    """0 when both pictures are written."""
    path = find_chromium()
    if path is None:
        sys.stderr.write("no Chromium: install it or set CHROMIUM to its path\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, served_seeds(Path(folder)) as site, chromium(path) as browser:
        page = browser.new_page(locale="fr-FR", color_scheme="light")
        return max(_picture(page, site, name) for name in PICTURES)


def _picture(page: Page, site: str, name: str) -> int:
    address, height = PICTURES[name]
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(site + address)
    if name == "article":
        page.locator(".hit h3 a").first.click()
        page.locator(".story").wait_for()
    target = HERE / f"{name}.png"
    target.write_bytes(page.screenshot())
    size = target.stat().st_size
    sys.stdout.write(f"{target.name}: {size // 1000} kB\n")
    return int(size > MAX_BYTES)


if __name__ == "__main__":
    sys.exit(main())
