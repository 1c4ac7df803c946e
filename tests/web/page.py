"""A page as a reader's browser sees it, for assertions."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient


def soup(site: FlaskClient, address: str, status: int = 200, **headers: str) -> BeautifulSoup:
    """The parsed page at that address."""
    response = site.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "lxml")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The only element of that selector."""
    found = page.select(selector)
    assert len(found) == 1, f"{len(found)} × {selector}"
    return found[0]


def href(element: Tag) -> str:
    return str(element["href"])


def pairs(address: str) -> list[tuple[str, str]]:
    """The decoded parameters of an address."""
    return parse_qsl(urlsplit(address).query)


def words(element: Tag) -> str:
    """Its text, runs of ordinary spaces made one."""
    return " ".join(element.get_text(" ").replace("\u00a0", " ").replace("\u202f", " ").split())
