"""An article as a JSON object: what the API shows, what JSON Lines holds, what the reader takes back."""

from __future__ import annotations

from typing import Any

from index.article import Article
from index.entities.mention import Mention, Person, Place, SpokenDate

Json = dict[str, Any]


def record(article: Article) -> Json:
    """All that is known of an article. Absent texts are "", an absent publication date too."""
    return {
        "id": article.id,
        "title": article.title,
        "chapo": article.chapo,
        "body": article.body,
        "published": article.published,
        "published_from": article.published_from,
        "authors": list(article.authors),
        "source": article.source,
        "section": article.section,
        "page": article.page,
        "url": article.url,
        "lang": article.lang,
        "copies_of": article.copies_of,
        "persons": [_person(p) for p in article.persons or ()],
        "places": [_place(p) for p in article.places or ()],
        "dates": [_date(d) for d in article.dates or ()],
    }


def _mentions(mentions: tuple[Mention, ...]) -> list[Json]:
    return [{"field": m.field, "start": m.start, "end": m.end, "text": m.text} for m in mentions]


def _person(person: Person) -> Json:
    return {"value": person.value, "titles": list(person.titles), "mentions": _mentions(person.mentions)}


def _place(place: Place) -> Json:
    return {
        "value": place.value,
        "kind": place.kind,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "path": list(place.path),
        "mentions": _mentions(place.mentions),
    }


def _date(date: SpokenDate) -> Json:
    return {"value": date.value, "precision": date.precision, "mentions": _mentions(date.mentions)}
