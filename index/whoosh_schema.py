"""The field table as a Whoosh schema, and an article as a document of the index.

Each text field stands three times: ``title`` under the exact chain, with positions; ``title_stem``
under the stem chain, frequencies only; ``title_accents``, its accented words alone, with positions. Each
facet is a field of whole values whose sortable column holds an article's values joined by ``SEPARATOR``:
one column read gives all its values. A roll-up is such a field too, but not stored: the articles' own values tell it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from whoosh import fields

from index.article import Article
from index.entities import Person, Place, SpokenDate
from index.entities.calendar import parse_date
from index.entities.mention import Mention
from index.linking.joining import joined
from index.schema import FACETS, ROLL_UPS, TEXT_FIELDS
from index.segment.columns import SEPARATOR
from index.segment.document import Document
from index.segment.renames import KEY as RENAMED
from index.shape import TAGGED, accent_field, stem_field, timestamp
from index.text import EXACT, STEM
from index.whoosh_analysis import AccentAnalyzer, ChainAnalyzer


def whoosh_schema() -> fields.Schema:
    """A schema of every field; analyzers carry the fingerprint of their chain."""
    schema = fields.Schema(
        id=fields.ID(stored=True, unique=True, sortable=True),
        url=fields.STORED(),
        details=fields.STORED(),
        renamed=fields.STORED(),
    )
    for text in TEXT_FIELDS:
        exact, stem = (ChainAnalyzer(chain.name, lead=text.lead) for chain in (EXACT, STEM))
        schema.add(text.name, fields.TEXT(analyzer=exact, field_boost=text.boost, stored=True))
        accents = fields.TEXT(analyzer=AccentAnalyzer(lead=text.lead), field_boost=text.boost)
        schema.add(accent_field(text.name), accents)
        schema.add(stem_field(text.name), fields.TEXT(analyzer=stem, field_boost=text.boost, phrase=False))
    for facet in FACETS:
        schema.add(facet.column, fields.ID(stored=True, sortable=True))
    for rolled in ROLL_UPS:
        schema.add(rolled.column, fields.ID(sortable=True))
    return schema


def document(article: Article, fingerprint: str, *, tagged: bool = False) -> Document:
    """The article as a segment's document.

    ``fingerprint`` is that of the article as its source gave it, before persons, places and dates
    were found in it: a better tagger does not make an article a changed one. ``tagged``: its persons were found in
    its texts, and may be linked. ValueError for a date that is none.
    """
    if article.day and parse_date(article.day) != article.day:
        message = f"published {article.published!r} is no ISO date"
        raise ValueError(message)
    found = facet_values(article)
    texts = dict(article.texts())
    stored: dict[str, Any] = {"id": article.id, "url": article.url, "details": _details(article, fingerprint), **texts}
    stored |= {facet.column: SEPARATOR.join(found[facet.name]) for facet in FACETS if found[facet.name]}
    if article.published:
        # The term is the day; what is stored keeps the time, to sort the articles of a day.
        stored["published"] = article.published
    columns = {facet.column: found[facet.name] for facet in FACETS}
    columns |= {rolled.column: values_within(article, rolled.facet) for rolled in ROLL_UPS}
    values = {"id": (article.id,), **columns}
    return Document(article.id, texts, values, timestamp(article.published), stored, (TAGGED,) if tagged else ())


def facet_values(article: Article) -> dict[str, tuple[str, ...]]:
    """The article's values of each facet, in order of first mention, without repeats."""
    return {
        "person": _unique(p.value for p in article.persons or ()),
        "place": _unique(p.value for p in article.places or ()),
        "date": _unique([article.day]),
        "mentioned": _unique(d.value for d in article.dates or ()),
        "section": _unique([article.section]),
        "source": _unique([article.source]),
        "author": _unique(article.authors),
    }


def values_within(article: Article, facet: str) -> tuple[str, ...]:
    """The article's values of a facet that has a roll-up, and all that they lie in, without repeats."""
    return {
        "place": _unique(name for place in article.places or () for name in (place.value, *place.path)),
    }[facet]


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))


def article_of(stored: dict[str, Any]) -> Article:
    """The article again, from Whoosh's stored fields."""
    details = stored["details"]

    def entities(kind: type[Any], name: str) -> tuple[Any, ...]:
        found = (kind(**{**e, "mentions": tuple(Mention(*m) for m in e["mentions"])}) for e in _tupled(details[name]))
        return joined(found, stored.get(RENAMED, {}).get(name, {}))

    return Article(
        id=stored["id"],
        title=stored.get("title", ""),
        chapo=stored.get("chapo", ""),
        body=stored.get("body", ""),
        published=stored.get("published", ""),
        published_from=details["published_from"],
        authors=tuple(a for a in stored.get("author", "").split(SEPARATOR) if a),
        source=stored.get("source", ""),
        section=stored.get("section", ""),
        url=stored["url"],
        lang=details["lang"],
        page=details.get("page", ""),
        revision=details.get("revision", 0),
        persons=entities(Person, "persons"),
        places=entities(Place, "places"),
        dates=entities(SpokenDate, "dates"),
    )


def _details(article: Article, fingerprint: str) -> dict[str, Any]:
    """What no field holds: mentions with their offsets, coordinates, provenance, fingerprint."""

    def entities(found: Iterable[Any]) -> list[dict[str, Any]]:
        return [{**asdict(e), "mentions": [[m.field, m.start, m.end, m.text] for m in e.mentions]} for e in found]

    return {
        "fingerprint": fingerprint,
        "published_from": article.published_from,
        "lang": article.lang,
        # Most articles have neither.
        **({"page": article.page} if article.page else {}),
        **({"revision": article.revision} if article.revision else {}),
        "persons": entities(article.persons or ()),
        "places": entities(article.places or ()),
        "dates": entities(article.dates or ()),
    }


def _tupled(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """JSON has no tuples: a place's path and a person's titles come back as lists."""
    return [{**e, **{name: tuple(e[name]) for name in ("path", "titles") if name in e}} for e in entities]


def stored_fingerprint(stored: dict[str, Any]) -> str:
    """The fingerprint of the article as its source gave it (``Article.fingerprint`` before enrichment)."""
    return str(stored["details"]["fingerprint"])


def stored_revision(stored: dict[str, Any]) -> int:
    """The revision of the article, 0 when that is unknown."""
    return int(stored["details"].get("revision", 0))
