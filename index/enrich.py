"""An article with its persons, places and dates: the source's own where it brings them, else found.

Useful for: the index and the ``annotate`` command. Not for: bare texts; see ``index.entities``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.article import Article
from index.entities import Annotations, annotate_all
from index.entities.locate import locate
from index.entities.titles import with_titles
from index.linking.corrections import Corrections

_NO_CORRECTIONS = Corrections()
_NOTHING = Annotations()


def enrich(article: Article, corrections: Corrections = _NO_CORRECTIONS) -> Article:
    """The article with no None left in ``persons``, ``places`` and ``dates``.

    Persons and places that the source names are kept exactly, in their order; their mentions and titles,
    when they bring none, are found in the texts. What the source leaves open is found by the tagger. The user's
    corrections have the last word on both.
    """
    return enrich_all([article], corrections)[0]


def enrich_all(articles: Sequence[Article], corrections: Corrections = _NO_CORRECTIONS) -> list[Article]:
    """The same of several articles: nearly twice as fast as one by one, with the same result."""
    asked = [article for article in articles if None in (article.persons, article.places, article.dates)]
    found = iter(annotate_all([(tuple(article.texts()), article.day) for article in asked]))
    return [
        _completed(
            article, next(found) if None in (article.persons, article.places, article.dates) else _NOTHING, corrections
        )
        for article in articles
    ]


def _completed(article: Article, found: Annotations, corrections: Corrections) -> Article:
    texts = tuple(article.texts())
    persons = found.persons
    if article.persons is not None:
        persons = with_titles(
            texts, [p if p.mentions else replace(p, mentions=locate(p.value, texts)) for p in article.persons]
        )
    places = found.places if article.places is None else article.places
    places = tuple(p if p.mentions else replace(p, mentions=locate(p.value, texts)) for p in places)
    persons, _ = corrections.persons(persons, article.id, article.day)
    places, _ = corrections.places(places, article.id, article.day)
    dates = found.dates if article.dates is None else article.dates
    return replace(article, persons=persons, places=places, dates=dates)
