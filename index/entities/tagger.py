"""All that is found in an article: the tagger every caller sees.

Names come from the learned model (``model``), places are then resolved (``resolve``), persons grouped (``linking``) and
their titles read (``titles``); dates are found by patterns (``dates``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.entities import person_bounds, place_bounds
from index.entities.dates import find_dates
from index.entities.gazetteer import name_key, places
from index.entities.linking import COURTESY, Named, values_of
from index.entities.mention import Annotations, Mention, Person
from index.entities.model.names import PERSON, PLACE, Span, find_names
from index.entities.resolve import resolve
from index.entities.titles import with_titles

Texts = tuple[tuple[str, str], ...]


def annotate(texts: Iterable[tuple[str, str]], published: str = "") -> Annotations:
    """Persons, places and dates of one article.

    ``texts`` are ``(field, text)`` pairs in reading order: title, chapo, body. ``published`` is the
    article's own date, an ISO prefix (a time after it is ignored); "" when there is none: then what
    is said relative to it ("hier") has no value and is left out. Never raises on any text.
    """
    return annotate_all([(tuple(texts), published)])[0]


def annotate_all(articles: Sequence[tuple[Texts, str]]) -> list[Annotations]:
    """The same of several articles, ``(texts, published)``: faster than one by one, with the same result."""
    found = find_names([texts for texts, _ in articles], [published for _, published in articles])
    return [
        Annotations(
            persons=with_titles(texts, _persons(texts, spans)),
            places=resolve(texts, list(_places(texts, spans))),
            dates=find_dates(texts, published),
        )
        for (texts, published), spans in zip(articles, map(_with_sites, articles, found), strict=True)
    ]


def _with_sites(article: tuple[Texts, str], spans: Sequence[Span]) -> list[Span]:
    """The spans, persons' names that a site bears taken with it: "le lycée Jean Moulin" is a place."""
    made = []
    for span in spans:
        text = article[0][span.text][1]
        start = place_bounds.site_before(text, span.start) if text[span.start].isupper() else span.start
        if start < span.start and (span.kind == PERSON or name_key(text[span.start : span.end]) not in places()):
            span = span._replace(start=start, kind=PLACE)  # noqa: PLW2901
        made.append(span)
    return made


def _persons(texts: Texts, spans: Sequence[Span]) -> tuple[Person, ...]:
    """The persons, in order of first mention, each under the fullest name that the article has."""
    mentions, named = [], []
    for span in spans:
        if span.kind == PERSON:
            field, text = texts[span.text]
            start, end = person_bounds.bounded(text, span.start, span.end)
            if person_bounds.is_nobody(text, start, end):
                continue
            mentions.append(Mention(field, start, end, text[start:end]))
            named.append(Named(text[start:end], span.text, start, text[max(0, start - COURTESY) : start]))
    grouped: dict[str, list[Mention]] = {}
    for mention, value in zip(mentions, values_of(named), strict=True):
        grouped.setdefault(value, []).append(mention)
    return tuple(Person(value, tuple(group)) for value, group in grouped.items())


def _places(texts: Texts, spans: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Where places are named: as found, in their bounds, and what is a place in any sentence."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        text = texts[span.text][1]
        start, end = place_bounds.bounded(text, span.start, span.end) if span.kind != PERSON else (span.start, span.end)
        taken.setdefault(span.text, []).append((start, end))
        if span.kind != PERSON:
            yield span.text, start, end
    for number, (_, text) in enumerate(texts):
        for start, end in place_bounds.sure(text):
            if not any(first < end and start < last for first, last in taken.get(number, ())):
                yield number, start, end
