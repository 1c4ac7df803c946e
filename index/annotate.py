"""Articles as JSON Lines in, the same with persons, places and dates out; or why they are these.

Useful for: the ``annotate`` command, and comparing taggers. Not for: reading a corpus; see
``index.readers``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any, TextIO

from index.article import TEXT_FIELDS, Article
from index.enrich import enrich, enrich_all
from index.entities.calendar import parse_date
from index.linking.corrections import Corrections
from index.linking.explain import explained
from index.linking.joining import joined
from index.linking.linker import UNDATED, Link, Linker
from index.readers.names import persons, places
from index.shape import days


@dataclass(frozen=True, slots=True)
class Annotator:
    """Annotates records: by their texts alone, the user's ``corrections``, and a ``linker`` by the articles of an index."""

    corrections: Corrections = field(default_factory=Corrections)
    linker: Linker | None = None

    def annotated(self, record: Any) -> dict[str, Any]:
        """The record with what was found in its title, chapo and body; ValueError when it is no article."""
        (done,) = self.annotated_all([record])
        if isinstance(done, ValueError):
            raise done
        return done

    def annotated_all(self, records: Sequence[Any]) -> list[dict[str, Any] | ValueError]:
        """The same of several: for each that is no article, why."""
        given = [_article_or_error(record) for record in records]
        articles = [article for article in given if isinstance(article, Article)]
        enriched = iter(enrich_all(articles, self.corrections))
        return [
            self._written(record, article, next(enriched)) if isinstance(article, Article) else article
            for record, article in zip(records, given, strict=True)
        ]

    def _written(self, record: dict[str, Any], given: Article, enriched: Article) -> dict[str, Any]:
        values = {old: link.value for old, link in self._links(given, enriched).items()}
        enriched = replace(enriched, persons=joined(enriched.persons or (), values))
        return {**record, **{name: [asdict(found) for found in getattr(enriched, name)] for name in _FOUND}}

    def explained(self, record: Any) -> str:
        """A paragraph on the record's persons and places: what was joined, and why; ValueError as above."""
        given = _article(record)
        found = enrich(given)
        people, of_people = self.corrections.persons(found.persons or (), given.id, given.day)
        _, of_places = self.corrections.places(found.places or (), given.id, given.day)
        links = self._links(given, replace(found, persons=people))
        file, dated = self.corrections.path, bool(_date(given))
        lines = [
            " · ".join(part for part in (given.id, given.day, given.title) if part) or "(no title)",
            "  persons",
            *explained(found.persons or (), of_people, links, file, dated=dated),
            "  places",
            *explained(found.places or (), of_places, {}, file, dated=dated),
        ]
        return "\n".join(lines) + "\n"

    def _links(self, given: Article, enriched: Article) -> dict[str, Link]:
        """What other articles say of its persons, by value; of those that the record names itself, nothing."""
        if self.linker is None or given.persons is not None:
            return {}
        first, last = days(_date(given)) if _date(given) else (UNDATED, UNDATED)
        values = [person.value for person in enriched.persons or ()]
        links = ((value, self.linker.link(value, first, last, values)) for value in values)
        return {value: link for value, link in links if link and link.value != value}


# Articles annotated together, as many as a batch of the index has: twice as fast as one by one.
_BATCH = 32
_FOUND = ("persons", "places", "dates")


def annotate_stream(
    lines: Iterable[str | bytes], out: TextIO, annotator: Annotator | None = None, *, explain: bool = False
) -> tuple[int, int]:
    """Write each article of ``lines`` to ``out`` with its ``persons``, ``places`` and ``dates``: those it
    brings, their mentions located, else those found. With ``explain``, a paragraph on each instead.

    Offsets are characters of the field as given. Other keys are kept. A line that is no JSON object
    is reported on stderr with its number, counted, and the rest goes on. Returns (done, rejected); what is written lags up to 32 lines
    behind what is read.
    """
    annotator = annotator or Annotator()
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    done = rejected = 0
    while batch := list(islice(numbered, 1 if explain else _BATCH)):
        records = [_parsed(line) for _, line in batch]
        written = [_explained(annotator, record) for record in records] if explain else _annotated(annotator, records)
        for (number, _), text in zip(batch, written, strict=True):
            if isinstance(text, ValueError):
                rejected += 1
                print(f"line {number}: {text}", file=sys.stderr)  # noqa: T201 - a command's report
            else:
                done += 1
                out.write(text + "\n")
    return done, rejected


def _parsed(line: str | bytes) -> Any:
    """What the line holds, or why it holds nothing: as a ValueError, not raised."""
    try:
        return json.loads(line)
    except ValueError as error:
        return error


def _annotated(annotator: Annotator, records: Sequence[Any]) -> list[str | ValueError]:
    return [
        found if isinstance(found, ValueError) else json.dumps(found, ensure_ascii=False)
        for found in annotator.annotated_all(records)
    ]


def _explained(annotator: Annotator, record: Any) -> str | ValueError:
    try:
        return annotator.explained(record)
    except ValueError as error:
        return error


def _article_or_error(record: Any) -> Article | ValueError:
    try:
        return _article(record)
    except ValueError as error:
        return error


def _article(record: Any) -> Article:
    """The record as an article, its persons and places None where they have yet to be found: an empty list, which
    an index takes for "nobody", is looked into here. ValueError when it is no article."""
    if isinstance(record, ValueError):
        raise record
    if not isinstance(record, dict):
        raise ValueError(f"a JSON object is needed, this is {type(record).__name__}")
    texts = {name: record[name] for name in TEXT_FIELDS if record.get(name)}
    published = record.get("published") or ""
    for name, value in (*texts.items(), ("published", published)):
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a string, this is {type(value).__name__}")
    if not texts:
        raise ValueError(f"nothing to read: none of {', '.join(TEXT_FIELDS)}")
    return Article(
        id=str(record.get("id") or ""),
        title=texts.get("title", ""),
        chapo=texts.get("chapo", ""),
        body=texts.get("body", ""),
        published=published,
        persons=persons(record.get("persons"), texts) or None,
        places=places(record.get("places"), texts) or None,
    )


def _date(article: Article) -> str:
    """The article's date, "" when it has none or an unusable one."""
    return article.day if article.day and parse_date(article.day) == article.day else ""
