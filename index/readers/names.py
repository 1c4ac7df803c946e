"""Authors, persons and places as a source writes them: a string, a list, a list of objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.entities.mention import Mention, Person, Place
from index.readers.clean import clean_line

# Where an object keeps its name, in French and English, schema.org and ours.
_NAME_KEYS = ("value", "name", "nom", "label", "libelle", "title", "titre", "text", "#text", "rendered")
_LIST = re.compile(r"\s*[;|\n]\s*")
_BYLINE_LEAD = re.compile(
    r"^(?:par|by|(?:propos )?recueillis? par|texte\s*:|de notre envoyée? spéciale?|auteure?s?\s*:)\s+", re.IGNORECASE
)
# "Marie Dupont, Jean Martin et Zoé Roy": each part a first name and a surname, so not "Orange avec AFP".
_NAME = r"[A-ZÀ-Ý][\w’'.-]*(?:\s+(?:d[eu]s?|la|le|van|von|ben|el|[A-ZÀ-Ýd][\w’'.-]*))*\s+[A-ZÀ-Ýd][\w’'.-]+"
_NAMES = re.compile(rf"{_NAME}(?:\s*,\s*{_NAME})*(?:\s*,?\s+(?:et|and|&)\s+{_NAME})?")
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:(?:et|and)\s+)?|\s+(?:et|and|&)\s+")
# "Luc Roy (Marseille, envoyé spécial) et Zoé Riou"
_ASIDE = re.compile(r"\s*\([^()]{1,80}\)")
# "Par Anne Le Goff (Brest), publié le …": the names, then the end of the line or of that part of it.
_PRINTED_BYLINE = re.compile(rf"(?:[Pp]ar|By|Recueilli par)\s*:?\s+({_NAMES.pattern})\s*(?:$|[(,|•–—-]|le\s+\d)")
# "Par Anne Le Goff Envoyée spéciale à Brest", "Par Anne Le Goff avec AFP": what else is said of them.
_OF_THEM = re.compile(
    r"\s+(?:auteure?s?$|envoyée?s?\s+spécia|correspondante?s?\b|journalistes?\b|grands?\s+reporters?\b|avec\b|pour\b|à\s).*$",
    re.IGNORECASE,
)
_BYLINE_LONGEST = 150
_SENTENCE_STOP = re.compile(r"\w{3}\.$")
_ADDRESS = re.compile(r"https?://|@")


def strings(value: Any) -> Iterator[str]:
    """The names in a string (parted by ";" or "|"), a list, an object with a name, or lists of these."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield from (name for part in _LIST.split(item) if (name := clean_line(part)))
        elif isinstance(item, Mapping):
            named = next((item[key] for key in _NAME_KEYS if item.get(key)), None)
            pending.append(named if isinstance(named, str) else None)
        elif isinstance(item, list | tuple):
            pending.extend(reversed(item))


def authors(value: Any) -> tuple[str, ...]:
    """The authors, each once, without "Par"; a byline of several names is parted at its commas and "et"."""
    found: dict[str, None] = {}
    for name in strings(value):
        if _ADDRESS.search(name):
            continue
        byline = _BYLINE_LEAD.sub("", name)
        # "Recueilli par Anne Le Goff.": the sentence's full stop, not an initial's.
        byline = byline[:-1] if _SENTENCE_STOP.search(byline) else byline
        bare = _ASIDE.sub("", byline)
        parts = _BETWEEN_NAMES.split(bare) if len(bare) < 500 and _NAMES.fullmatch(bare) else [byline]
        found.update(dict.fromkeys(part for part in parts if part))
    return tuple(found)


def printed_byline(line: str) -> str:
    """The names in a printed "Par Anne Le Goff, le 3 mars 2020"; "" when the line is no byline.

    >>> printed_byline("Par Anne Le Goff et Jean Riou (Brest)"), printed_byline("Par la fenêtre")
    ('Anne Le Goff et Jean Riou', '')
    """
    match = _PRINTED_BYLINE.match(_OF_THEM.sub("", line)) if len(line) <= _BYLINE_LONGEST else None
    return match[1] if match else ""


def are_names(text: str) -> bool:
    """Whether a text is nothing but names of persons, as "Anne Le Goff et Jean Riou" is and "Orange avec AFP" is not."""
    return len(text) <= _BYLINE_LONGEST and _NAMES.fullmatch(_BYLINE_LEAD.sub("", text)) is not None


def bare_names(text: str) -> str:
    """The names a short text consists of, without "Par" before and "Envoyé spécial" behind; "" when it is no such."""
    bare = _OF_THEM.sub("", _BYLINE_LEAD.sub("", text))
    return bare if are_names(bare) else ""


def all_names(text: str) -> list[str]:
    """The names in a byline, parted at its commas and "et"."""
    return _BETWEEN_NAMES.split(text)


def persons(value: Any, texts: Mapping[str, str]) -> tuple[Person, ...] | None:
    """The persons a source names, with the titles it gives them, None when it says nothing; mentions only where
    ``texts`` bear them out."""
    if value is None:
        return None
    items = value if isinstance(value, list | tuple) else [value]
    found: dict[str, Person] = {}
    for item in items:
        for name in strings(item):
            found.setdefault(name, Person(name, _mentions(item, texts), _titles(item)))
    return tuple(found.values())


def places(value: Any, texts: Mapping[str, str]) -> tuple[Place, ...] | None:
    """The places a source names, with the kind, country and coordinates it gives; None when it says nothing."""
    if value is None:
        return None
    items = value if isinstance(value, list | tuple) else [value]
    found: dict[str, Place] = {}
    for item in items:
        for name in strings(item):
            found.setdefault(name, _place(name, item, texts))
    return tuple(found.values())


def _place(name: str, item: Any, texts: Mapping[str, str]) -> Place:
    if not isinstance(item, Mapping):
        return Place(name)
    kind, country = (clean_line(v) if isinstance(v := item.get(key), str) else "" for key in ("kind", "country"))
    lat, lon = _degrees(item.get("lat"), 90), _degrees(item.get("lon"), 180)
    if lat is None or lon is None:
        lat = lon = None
    return Place(name, _mentions(item, texts), kind, country, lat, lon, tuple(strings(item.get("path"))))


def _titles(item: Any) -> tuple[str, ...]:
    return tuple(strings(item.get("titles"))) if isinstance(item, Mapping) else ()


def _degrees(value: Any, limit: float) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and -limit <= value <= limit else None


def _mentions(item: Any, texts: Mapping[str, str]) -> tuple[Mention, ...]:
    given = item.get("mentions") if isinstance(item, Mapping) else None
    if not isinstance(given, list):
        return ()
    found = (_mention(one, texts) for one in given if isinstance(one, Mapping))
    return tuple(mention for mention in found if mention)


def _mention(one: Mapping[str, Any], texts: Mapping[str, str]) -> Mention | None:
    field, start, end, text = (one.get(key) for key in ("field", "start", "end", "text"))
    if not (isinstance(field, str) and isinstance(start, int) and isinstance(end, int) and isinstance(text, str)):
        return None
    true = 0 <= start < end and texts.get(field, "")[start:end] == text
    return Mention(field, start, end, text) if true else None
