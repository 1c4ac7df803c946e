"""An article with its persons, places and dates: the source's own where it brings them, else found.

Useful for: the index and the ``annotate`` command. Not for: bare texts; see ``index.entities``.
"""

from __future__ import annotations

from dataclasses import replace

from index.article import Article
from index.entities import annotate
from index.entities.locate import locate
from index.entities.titles import with_titles
from index.linking.corrections import Corrections

_NO_CORRECTIONS = Corrections()


def enrich(article: Article, corrections: Corrections = _NO_CORRECTIONS) -> Article:
    """The article with no None left in ``persons``, ``places`` and ``dates``.

    Persons and places that the source names are kept exactly, in their order; their mentions and titles,
    when they bring none, are found in the texts. What the source leaves open is found by the tagger. The user's
    corrections have the last word on both.
    """
    texts = tuple(article.texts())
    brought = article.persons is not None
    if None in (article.persons, article.places, article.dates):
        found = annotate(texts, article.day)
        article = replace(
            article,
            persons=found.persons if article.persons is None else article.persons,
            places=found.places if article.places is None else article.places,
            dates=found.dates if article.dates is None else article.dates,
        )
    persons = tuple(p if p.mentions else replace(p, mentions=locate(p.value, texts)) for p in article.persons or ())
    if brought:
        persons = with_titles(texts, persons)
    places = tuple(p if p.mentions else replace(p, mentions=locate(p.value, texts)) for p in article.places or ())
    persons, _ = corrections.persons(persons, article.id, article.day)
    places, _ = corrections.places(places, article.id, article.day)
    return replace(article, persons=persons, places=places)
