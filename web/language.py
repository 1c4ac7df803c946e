"""Which language a reader gets: the cookie of the switch, else the browser's wish, else French."""

from __future__ import annotations

from flask import Request, g, request
from werkzeug.datastructures import LanguageAccept

from web import i18n
from web.i18n import display

COOKIE = "langue"


def chosen(asked: Request) -> str:
    """The language of the answer to that request."""
    cookie = asked.cookies.get(COOKIE, "")
    return cookie if cookie in i18n.LANGUAGES else preferred(asked.accept_languages)


def preferred(accepted: LanguageAccept) -> str:
    """The browser's favourite among ours, whatever its region ("fr-CA" is French); else French."""
    by_liking = sorted(accepted, key=lambda wish: -wish[1])
    ours = (tag.partition("-")[0].lower() for tag, _ in by_liking)
    return next((tag for tag in ours if tag in i18n.LANGUAGES), i18n.LANGUAGES[0])


def lang() -> str:
    """The language of the current request, decided once."""
    if "lang" not in g:
        g.lang = chosen(request)
    return str(g.lang)


def t(key: str, **values: object) -> str:
    """The text of that key in the reader's language."""
    return i18n.text(lang(), key, **values)


def counted(key: str, count: int) -> str:
    """The text of that key for that many: "1 article", "1 234 articles"."""
    return t(i18n.plural_key(lang(), key, count), n=display.number(count, lang()))
