"""What is found in a text: persons, places and dates, each with every place it is mentioned.

Offsets are half-open character offsets into the named field of the article, never into a folded
or trimmed copy: ``article.body[m.start:m.end] == m.text``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence: ``field`` is ``title``, ``chapo`` or ``body``."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person; ``value`` is the fullest name and the facet value; ``titles`` what the text calls the person,
    as written, most frequent first ("président russe", "acteur")."""

    value: str
    mentions: tuple[Mention, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place; ``value`` is its usual French name and the facet value.

    ``kind`` is country, city, region, … or "" when unknown; ``country`` an ISO 3166-1 alpha-2
    code or ""; ``lat`` and ``lon`` degrees (WGS 84) or None; ``path`` the places it lies in,
    widest first ("Europe", "France", …).
    """

    value: str
    mentions: tuple[Mention, ...] = ()
    kind: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A date the text speaks of.

    ``value`` is an ISO 8601 prefix whose length is its precision (``2023``, ``2023-09``,
    ``2023-09-13``) or an interval ``start/end`` of two such; ``precision`` is year, month, day
    or interval.

    A day or a month whose year neither the text nor the article's own date tells keeps an
    unspecified year, as in EDTF (ISO 8601-2): ``XXXX-09-13`` (precision day), ``XXXX-07`` (month).
    Such a value can be found and shown ("13 septembre") but counts in no year and has no first day:
    ask ``index.entities.calendar.has_year`` first.
    """

    value: str
    precision: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one article, each list in order of first mention."""

    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[SpokenDate, ...] = ()
