"""Articles as JSON Lines in, the same with persons, places and dates out.

Useful for: the ``annotate`` command, and comparing taggers. Not for: reading a corpus; see
``index.readers``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from index.article import TEXT_FIELDS, Article
from index.enrich import enrich
from index.readers.names import persons, places


def annotate_stream(lines: Iterable[str | bytes], out: TextIO) -> tuple[int, int]:
    """Write each article of ``lines`` to ``out`` with its ``persons``, ``places`` and ``dates``: those it
    brings, their mentions located, else those found.

    Offsets are characters of the field as given. Other keys are kept. A line that is no JSON object
    is reported on stderr with its number, counted, and the rest goes on. Returns (done, rejected).
    """
    done = rejected = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = annotate_record(json.loads(line))
            written = json.dumps(record, ensure_ascii=False)
        except ValueError as error:
            rejected += 1
            print(f"line {number}: {error}", file=sys.stderr)  # noqa: T201 - a command's report
            continue
        out.write(written + "\n")
        done += 1
    return done, rejected


def annotate_record(record: Any) -> dict[str, Any]:
    """The record with what was found in its title, chapo and body; ValueError when it is no article."""
    if not isinstance(record, dict):
        raise ValueError(f"a JSON object is needed, this is {type(record).__name__}")
    texts = [(name, record[name]) for name in TEXT_FIELDS if record.get(name)]
    published = record.get("published") or ""
    for name, value in (*texts, ("published", published)):
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a string, this is {type(value).__name__}")
    if not texts:
        raise ValueError(f"nothing to read: none of {', '.join(TEXT_FIELDS)}")
    return {**record, **_entities(record, dict(texts), published)}


def _entities(record: dict[str, Any], texts: dict[str, str], published: str) -> dict[str, Any]:
    """What ``index.enrich`` makes of the record, so that the index and this command never differ; only an
    empty list, which an index takes for "nobody", is looked into here."""
    article = Article(
        id="",
        title=texts.get("title", ""),
        chapo=texts.get("chapo", ""),
        body=texts.get("body", ""),
        published=published,
        persons=persons(record.get("persons"), texts) or None,
        places=places(record.get("places"), texts) or None,
    )
    enriched = enrich(article)
    return {name: [asdict(found) for found in getattr(enriched, name)] for name in ("persons", "places", "dates")}
