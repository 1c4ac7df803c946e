"""Both catalogues, the choice of language, dates and numbers in words."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web
from search.request import FACET_NAMES
from tests.web.page import href, one, soup, words
from web.i18n import CATALOGUES, display
from web.i18n.typography import typeset

WEB = Path(web.__file__).parent
SOURCES = "\n".join(p.read_text() for pattern in ("*.py", "views/*.py", "templates/*") for p in WEB.glob(pattern))


def test_the_catalogues_have_the_same_keys_and_fields():
    assert CATALOGUES["fr"].keys() == CATALOGUES["en"].keys()
    for key, text in CATALOGUES["fr"].items():
        assert fields(text) == fields(CATALOGUES["en"][key]), key


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_ordinary_space_stands_beside_a_french_sign():
    for key, text in CATALOGUES["fr"].items():
        assert not re.search(r" [:;!?»%]|« ", text), key
        assert "'" not in text, key
        assert "..." not in text, key


def test_every_text_is_used():
    # Keys made of a name and a part: "facet." ~ name in a template, f"chip.{mode}" in code.
    prefixes = set(re.findall(r"""["']([a-z0-9_.]+\.)["'] ~""", SOURCES))
    prefixes |= set(re.findall(r"""f["']([a-z0-9_.]+\.)\{""", SOURCES))
    for key in CATALOGUES["fr"]:
        plain = key.removesuffix(".one").removesuffix(".many")
        used = f'"{plain}"' in SOURCES or f"'{plain}'" in SOURCES or f'"{key}"' in SOURCES
        assert used or any(key.startswith(prefix) for prefix in prefixes), key


def test_every_text_asked_for_exists():
    asked = set(re.findall(r"""\bt\(\s*["']([a-z0-9_.]+)["'](?! ~)""", SOURCES))
    counted = set(re.findall(r"""\bcounted\(\s*["']([a-z0-9_.]+)["']""", SOURCES))
    assert len(asked) > 80
    assert asked <= CATALOGUES["fr"].keys()
    assert {f"{key}.{number}" for key in counted for number in ("one", "many")} <= CATALOGUES["fr"].keys()


def test_every_facet_has_its_names():
    for name in FACET_NAMES:
        assert {f"facet.{name}", f"facet.{name}.one"} <= CATALOGUES["fr"].keys()


def test_templates_hold_no_french():
    for path in WEB.glob("templates/*.html"):
        text = re.sub(r"\{% block page %\}[a-z-]+", " ", path.read_text())
        text = re.sub(r"\{[%#{].*?[%#}]\}", " ", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", text)
        assert not re.search(r"[A-Za-zÀ-ÿ]{3,}", text), path.name


@pytest.mark.parametrize(
    ("header", "lang"),
    [("", "fr"), ("fr", "fr"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("de,en;q=0.5", "en"), ("de", "fr"),
     ("fr-CA,en;q=0.8", "fr"), ("en;q=0.5,fr;q=0.9", "fr"), ("*", "fr"), ("\x80,;q=", "fr")],
)  # fmt: skip
def test_the_browser_says_the_language(site: FlaskClient, header: str, lang: str):
    assert one(soup(site, "/", Accept_Language=header), "html")["lang"] == lang


def test_the_switch_is_remembered_and_comes_back(site: FlaskClient):
    link = one(soup(site, "/?q=brest&sort=newest"), "a[hreflang=en]")
    response = site.get(href(link))
    assert (response.status_code, response.headers["Location"]) == (303, "/?q=brest&sort=newest")
    cookie = response.headers["Set-Cookie"]
    assert all(flag in cookie for flag in ("langue=en", "HttpOnly", "SameSite=Lax", "Path=/"))
    english = soup(site, "/?q=brest&sort=newest")
    assert one(english, "html")["lang"] == "en"
    assert words(one(english, "h1")) == "Search: brest"
    assert one(english, "a[hreflang=fr]").get_text() == "Français"


def test_an_unknown_language_is_no_page(site: FlaskClient):
    assert site.get("/langue/de").status_code == 404


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("2023-09-13", "13 septembre 2023", "13 September 2023"),
        ("2023-08-01", "1er août 2023", "1 August 2023"),
        ("2023-09", "septembre 2023", "September 2023"),
        ("2023", "2023", "2023"),
        ("XXXX-09-13", "13 septembre", "13 September"),
        ("XXXX-02-29", "29 février", "29 February"),
        ("XXXX-10-01", "1er octobre", "1 October"),
        ("XXXX-09", "septembre", "September"),
        ("199X", "années 1990", "1990s"),
        ("18XX", "XIXe siècle", "19th century"),
        ("2017-22", "été 2017", "summer 2017"),
        ("1939/1945", "1939 – 1945", "1939 – 1945"),
        ("2023-02-30", "2023-02-30", "2023-02-30"),
        ("bientôt", "bientôt", "bientôt"),
        ("", "", ""),
    ],
)
def test_dates_in_words(value: str, french: str, english: str):
    assert display.date(value, "fr") == french
    assert display.date(value, "en") == english


def test_numbers_and_sizes():
    assert display.number(34139, "fr") == "34\u202f139"
    assert display.number(34139, "en") == "34,139"
    assert display.size(12_345_678, "fr") == "12,3\u00a0Mo"
    assert display.size(999, "en") == "999\u00a0B"
    assert display.clock("2023-09-01T14:05:00+02:00", "fr") == "14\u00a0h\u00a005"
    assert display.clock("2023-09-01", "fr") == ""


def test_typography():
    assert typeset("« Quoi ? » : 5 % ; non !") == "«\u00a0Quoi\u202f?\u00a0»\u00a0: 5\u202f%\u202f; non\u202f!"
