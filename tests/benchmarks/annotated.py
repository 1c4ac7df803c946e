"""Small annotated articles made by hand, in the shape of a gold file."""

from __future__ import annotations

from typing import Any

from benchmarks.entities.gold import TYPES, Item, Record


def article(body: str, *marks: tuple[str, str, str], number: str = "1", **details: Any) -> Record:
    """An article whose marks are (kind, text, value), each at the next occurrence of the text after the last mark."""
    mentions, place = [], 0
    for kind, text, value in marks:
        start = body.index(text, place)
        place = start + len(text)
        mark = {"field": "body", "start": start, "end": place, "text": text, "type": TYPES[kind], "value": value}
        mentions.append(mark)
    record = {"id": number, "published": "2019-05-14T10:00:00+02:00", "section": None, "title": "", "body": body}
    return {**record, "mentions": mentions, **details}


def found(record: Record, *marks: tuple[str, str, str]) -> list[Item]:
    """What a tagger would have found in the article."""
    made = article(record["body"], *marks)
    kind_of = {name: kind for kind, name in TYPES.items()}
    return [Item(kind_of[m["type"]], "body", m["start"], m["end"], m["value"]) for m in made["mentions"]]
