"""A TEI header → what it says of the article and of the paper. The source described wins over the edition of it.

Source: TEI P5 Guidelines, chapter 2 ("The TEI Header") and 13 ("Names, Dates, People, and Places").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.readers.clean import clean_line
from index.readers.times import first_readable

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANGUAGES = {
    "français": "fr",
    "francais": "fr",
    "french": "fr",
    "anglais": "en",
    "english": "en",
    "allemand": "de",
    "fre": "fr",
    "fra": "fr",
}
# What templates of editors leave in a header that nobody filled.
_UNFILLED = frozenset(("title", "titre", "publication information", "information about the source"))


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; "" and nothing where it is silent. ``persons`` and ``places``: by their id in the file."""

    id: str = ""
    title: str = ""
    source: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    url: str = ""
    lang: str = ""
    persons: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def header_of(element: Any, above: Header) -> Header:
    """What a header says; what it does not say, the one above it (of a corpus) does."""
    file = element.find("{*}fileDesc")
    described = None if file is None else file.find("{*}sourceDesc")
    published = None if file is None else file.find("{*}publicationStmt")
    stated = None if file is None else file.find("{*}titleStmt")
    title, journal = _titles(stated, described)
    dates = [("field", tuple(_dates(place))) for place in (described, element.find(".//{*}creation"), published)]
    return Header(
        id=_identifier(published),
        title=title,
        source=journal or _first(published, "publisher") or above.source,
        date=first_readable(dates)[0] or above.date,
        authors=_authors(stated) or _authors(described),
        section=_section(element) or above.section,
        url=_url(described) or _url(published),
        lang=_lang(element, described) or above.lang,
        persons={**above.persons, **_names(element, "person", "persName")},
        places={**above.places, **_names(element, "place", "placeName")},
    )


def text_of(element: Any) -> str:
    """The text of an element as one line."""
    return clean_line(" ".join("".join(element.itertext()).split()))


def _titles(stated: Any, described: Any) -> tuple[str, str]:
    """The title of the article, and the name of the paper.

    Titles have levels: "a" is an article's, "j" a paper's. Without them, the title of the source described is the paper's,
    and the file's own the article's.
    """
    own, theirs = list(_all(stated, "title")), list(_all(described, "title"))
    article = next((text_of(t) for t in (*own, *theirs) if t.get("level") == "a"), "")
    journal = next((text_of(t) for t in (*theirs, *own) if t.get("level") == "j"), "")
    plain = [
        text
        for t in own
        if t.get("level") in (None, "m", "u") and t.get("type") not in ("sub", "desc") and (text := text_of(t))
    ]
    # Of an analytic description the first title is the article's.
    in_analytic = {id(t) for a in _all(described, "analytic") for t in _all(a, "title")}
    papers = [text for t in theirs if id(t) not in in_analytic and t.get("level") != "a" and (text := text_of(t))]
    analytic = next((text_of(t) for t in theirs if id(t) in in_analytic), "")
    title = article or analytic or next(iter(plain), "")
    return ("" if title.lower() in _UNFILLED else title), journal or next(iter(papers), "")


def _all(element: Any, name: str) -> Iterator[Any]:
    return iter(()) if element is None else element.iter(f"{{*}}{name}")


def _first(element: Any, name: str) -> str:
    return next((text for one in _all(element, name) if (text := text_of(one))), "")


def _dates(element: Any) -> Iterator[str]:
    """The dates in an element: first those with @when, then those that were written."""
    found = list(_all(element, "date"))
    for one in found:
        yield next((value for key in ("when", "when-iso", "notBefore", "from", "value") if (value := one.get(key))), "")
    yield from (text_of(one) for one in found)


def _authors(element: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in _all(element, "author") if (text := text_of(one))))


def _identifier(published: Any) -> str:
    """A number of the file that is no web address."""
    return next(
        (text for one in _all(published, "idno") if (text := text_of(one)) and "://" not in text and "/" not in text),
        "",
    )


def _url(element: Any) -> str:
    found = [text_of(one) for one in _all(element, "idno")]
    found += [one.get("target") or "" for name in ("ref", "ptr") for one in _all(element, name)]
    return next((one for one in found if one.startswith(("http://", "https://"))), "")


def _section(element: Any) -> str:
    """The part of the paper, where the terms of the file are marked as that."""
    for one in (*_all(element, "term"), *_all(element, "catRef"), *_all(element, "textClass")):
        if (one.get("type") or "").lower() in ("rubrique", "section", "category") and (text := text_of(one)):
            return text
    return ""


def _lang(element: Any, described: Any) -> str:
    used = next((one.get("ident") or "" for one in _all(element, "language") if one.get("ident")), "")
    said = used or _first(element, "language") or _first(described, "lang")
    return _LANGUAGES.get(said.lower(), said if len(said.partition("-")[0]) <= 3 else "")


def _names(element: Any, kind: str, name: str) -> dict[str, str]:
    """The names of the persons, or places, that the header lists, by their ids."""
    found: dict[str, str] = {}
    for one in _all(element, kind):
        key, text = one.get(_ID), _first(one, name)
        if key and text:
            found[key] = text
    return found
