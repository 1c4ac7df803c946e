"""Articles as JSON Lines in, the same with persons, places and dates out; or why they are these.

Useful for: the ``annotate`` command, and comparing taggers. Not for: reading a corpus; see
``index.readers``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TextIO

from index.article import TEXT_FIELDS, Article
from index.enrich import enrich
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
        given = _article(record)
        enriched = enrich(given, self.corrections)
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


_FOUND = ("persons", "places", "dates")


def annotate_stream(
    lines: Iterable[str | bytes], out: TextIO, annotator: Annotator | None = None, *, explain: bool = False
) -> tuple[int, int]:
    """Write each article of ``lines`` to ``out`` with its ``persons``, ``places`` and ``dates``: those it
    brings, their mentions located, else those found. With ``explain``, a paragraph on each instead.

    Offsets are characters of the field as given. Other keys are kept. A line that is no JSON object
    is reported on stderr with its number, counted, and the rest goes on. Returns (done, rejected).
    """
    annotator = annotator or Annotator()

    def as_json(record: Any) -> str:
        return json.dumps(annotator.annotated(record), ensure_ascii=False)

    write: Callable[[Any], str] = annotator.explained if explain else as_json
    done = rejected = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            written = write(json.loads(line))
        except ValueError as error:
            rejected += 1
            print(f"line {number}: {error}", file=sys.stderr)  # noqa: T201 - a command's report
            continue
        out.write(written + "\n")
        done += 1
    return done, rejected


def annotate_record(record: Any) -> dict[str, Any]:
    """The record with what was found in its title, chapo and body; ValueError when it is no article."""
    return Annotator().annotated(record)


def _article(record: Any) -> Article:
    """The record as an article, its persons and places None where they have yet to be found: an empty list, which
    an index takes for "nobody", is looked into here. ValueError when it is no article."""
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
