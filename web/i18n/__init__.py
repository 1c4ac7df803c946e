"""The texts of the site in each language, and numbers and dates as that language writes them.

Useful for: everything a reader reads. Not for: articles, which stay as they are, nor for the problems
of a query, which ``search.query.problems`` tells in both languages.
"""

from __future__ import annotations

from types import MappingProxyType

from web.i18n import en, fr
from web.i18n.typography import typeset
from web.i18n.views import ENGLISH, FRENCH

LANGUAGES = ("fr", "en")
"""The languages of the site, the default first."""

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
"""The CLDR locale whose numbers and dates each language uses."""

CATALOGUES = MappingProxyType(
    {
        "fr": {key: typeset(text) for key, text in (fr.TEXTS | FRENCH).items()},
        "en": en.TEXTS | ENGLISH,
    },
)


def text(lang: str, key: str, **values: object) -> str:
    """The text of that key with its ``{…}`` filled in; KeyError when the catalogue has none."""
    template = CATALOGUES[lang][key]
    return template.format(**values) if values else template


def plural_key(lang: str, key: str, count: int) -> str:
    """``key.one`` or ``key.many``: in French nought is singular, in English it is plural."""
    one = count < 2 if lang == "fr" else count == 1
    return f"{key}.one" if one else f"{key}.many"
