"""Templates of wikis: which are words of the text, and which say the date of an article.

Useful for: ``wikitext``. Source: the templates' pages on French and English Wikinews and Wikipedia. What is not in these tables
is a box, a banner, a note to editors or a source, and no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from unidecode import unidecode

from index.readers.times import published

_NAMED = re.compile(r"\s*([\w ./-]{1,40}?)\s*=(.*)", re.DOTALL)
_DATES = frozenset((
    "date", "dateline", "byline", "date publication", "date de publication", "depeche", "date-", "date depeche", "publie le", "datedebut",
))  # fmt: skip
_DATE_ARGUMENTS = ("date", "jour", "day", "publication", "1")
_MONTH_FIRST = re.compile(r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+", re.IGNORECASE)


@dataclass(slots=True)
class Arguments:
    """A template: its name in small letters without accents; its arguments by place and by name."""

    name: str
    places: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: list[str]) -> Arguments:
        """From what "|" parts: the name, then the arguments."""
        made = cls(" ".join(unidecode(parts[0]).lower().replace("_", " ").split()))
        for part in parts[1:]:
            named = _NAMED.fullmatch(part)
            # "1=" is the first by its place; a web address has "=" too, and no such name.
            if named and not named[1].isdecimal():
                made.names[unidecode(named[1]).lower()] = named[2].strip()
            else:
                made.places.append((named[2] if named else part).strip())
        return made

    def first(self) -> str:
        """The first argument that holds anything."""
        return next((place for place in self.places if place), "")

    def last(self, most: int = 2) -> str:
        """The last of the first arguments that holds anything: what a link shows."""
        return next((place for place in reversed(self.places[:most]) if place), "")

    def date(self) -> str:
        """The first date among the arguments, as written; "" when there is none."""
        whole = " ".join(place for place in self.places[:4] if place)
        candidates = (
            *(self.names.get(name, "") for name in _DATE_ARGUMENTS),
            whole,
            " ".join(self.places[:3]),
            *self.places,
        )
        for candidate in candidates:
            text = _MONTH_FIRST.sub("", candidate.strip(), count=1)
            with suppress(ValueError):
                if text and published(text):
                    return text
        return ""


def is_date(name: str) -> bool:
    """Whether a template of this name bears the date of its article."""
    return name in _DATES


def template_text(template: Arguments) -> str:
    """The words a template stands for; "" for one that stands for none."""
    name, colon, rest = template.name.partition(":")
    if colon and name == "formatnum":
        return rest
    rule = _TEXTS.get(template.name)
    return rule(template) if rule else ""


def _said(text: str) -> Callable[[Arguments], str]:
    return lambda _: text


def _first(template: Arguments) -> str:
    return template.first()


def _last(template: Arguments) -> str:
    return template.last()


def _second(template: Arguments) -> str:
    return (
        template.places[1] if len(template.places) > 1 else template.names.get("texte", template.names.get("text", ""))
    )


def _measure(template: Arguments) -> str:
    return "\u00a0".join(place for place in template.places if place)


def _time(template: Arguments) -> str:
    return "\u00a0".join(part for part in (*template.places[:1], "h", *template.places[1:2]) if part)


def _century(template: Arguments) -> str:
    return f"{template.first()}{_ordinal(template)} siècle"


def _ordinal(template: Arguments) -> str:
    return template.places[1] if len(template.places) > 1 else "e"


def _numeral(template: Arguments) -> str:
    return f"{template.first()}{_ordinal(template)}"


def _quotation(template: Arguments) -> str:
    return template.first() or template.names.get(
        "citation", template.names.get("texte", template.names.get("text", ""))
    )


def _brief(template: Arguments) -> str:
    """A brief is all text: its headline, then what it tells."""
    named = (template.names.get(name, "") for name in ("titre", "title", "texte", "text", "contenu", "breve"))
    return "\n\n" + "\n\n".join(part for part in (*named, *template.places) if part) + "\n\n"


_TEXTS: dict[str, Callable[[Arguments], str]] = {
    **dict.fromkeys(("w", "wp", "lien", "wl", "wikt", "l", "ill", "interlanguage link", "page", "lien wikipedia", "wpfr"), _last),
    **dict.fromkeys((
        "nobr", "nowrap", "nobr romains", "pc", "petites capitales", "small", "smaller", "petit", "grand", "big", "abreviation", "abbr",
        "abrev", "refnec", "reference necessaire", "citation necessaire", "guillemets", "exp", "sup", "indice", "ind", "corr", "sic",
        "em", "gras", "souligner", "couleur", "texte", "citation bloc", "bloc citation", "cquote", "blockquote", "en italique",
        "incise", "tiret", "-'", "unicode", "drapeau2",
    ), _quotation),
    **dict.fromkeys(("lang", "langue", "citation etrangere", "color", "font color"), _second),
    **dict.fromkeys(("citation", "quote", "cita", "debut citation"), _quotation),
    **dict.fromkeys(("unite", "nb", "nombre", "val", "formatnum", "convert"), _measure),
    **dict.fromkeys(("heure", "heures"), _time),
    **dict.fromkeys(("s", "siecle", "-s"), _century),
    **dict.fromkeys(("s-", "rom", "roi"), _numeral),
    **dict.fromkeys(("breve", "breves"), _brief),
    # Some articles have a template for a heading.
    **dict.fromkeys(("sources", "source", "references"), lambda t: "" if t.places or t.names else "\n== Sources ==\n"),
    "1er": _said("1er"), "1re": _said("1re"), "ier": _said("Ier"), "ire": _said("Ire"), "er": _said("er"), "e": _said("e"),
    "eme": _said("e"), "re": _said("re"), "2e": _said("2e"), "2nd": _said("2nd"), "m.": _said("M."), "mme": _said("Mme"),
    "mlle": _said("Mlle"), "dr": _said("Dr"), "mgr": _said("Mgr"), "mm.": _said("MM."), "euro": _said("€"), "euros": _said("€"),
    "o": _said("o"), "n°": _said("no"), "ndeg": _said("no"), "numero": _said("no"), "degc": _said("°C"), "nbsp": _said("\u00a0"),
    "pourcent": _said("%"), "!": _said("|"), "=": _said("="), "clr": _said(""),
    "-": _said(""), ",": _said(","),
}  # fmt: skip
"""Folded name of a template → the text it stands for."""
