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

from index.article import TEXT_FIELDS
from index.entities import annotate


def annotate_stream(lines: Iterable[str | bytes], out: TextIO) -> tuple[int, int]:
    """Write each article of ``lines`` to ``out`` with its ``persons``, ``places`` and ``dates``.

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
    return {**record, **asdict(annotate(texts, published))}
