"""All that is found in one article: the tagger every caller sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index.entities.dates import find_dates
from index.entities.mention import Annotations, Person, Place
from index.entities.persons import find_persons
from index.entities.places import find_places
from index.entities.titles import with_titles


def annotate(texts: Iterable[tuple[str, str]], published: str = "") -> Annotations:
    """Persons, places and dates of one article.

    ``texts`` are ``(field, text)`` pairs in reading order: title, chapo, body. ``published`` is the
    article's own date, an ISO prefix (a time after it is ignored); "" when there is none: then what
    is said relative to it ("hier") has no value and is left out. Never raises on any text.
    """
    fields = tuple(texts)
    places = find_places(fields)
    persons = with_titles(fields, find_persons(fields, places))
    return Annotations(persons=persons, places=_apart(places, persons), dates=find_dates(fields, published))


def _apart(places: tuple[Place, ...], persons: tuple[Person, ...]) -> tuple[Place, ...]:
    """The places without the mentions that lie in a person's name ("Charlène de Monaco")."""
    taken = [(m.field, m.start, m.end) for person in persons for m in person.mentions]
    kept = []
    for place in places:
        mentions = tuple(
            m for m in place.mentions if not any(f == m.field and s < m.end and m.start < e for f, s, e in taken)
        )
        if mentions:
            kept.append(replace(place, mentions=mentions))
    return tuple(kept)
