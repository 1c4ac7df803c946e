"""Annotated articles as words and labels: the project's JSON, and BIO columns of old press.

Useful for: ``crf``, and scoring. Not for: reading a corpus; see ``index.readers``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.entities.gazetteer import name_key
from index.entities.model.names import PERSON, PLACE
from index.entities.model.tokens import may_part, parts, pieces

TEXTS = ("title", "chapo", "body")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in a row with their labels; ``keys`` as in ``features.place_tags``."""

    words: list[str]
    keys: list[str]
    labels: list[str]
    headline: bool


def load(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The articles of JSON files as in the project's annotation guide: ``mentions`` with field, start, end and type."""
    return [article for path in paths for article in json.loads(path.read_text("utf-8"))]


def paragraphs(article: dict[str, Any]) -> Iterator[Paragraph]:
    """An article's paragraphs, labelled."""
    for field in TEXTS:
        text = article.get(field) or ""
        spans = [
            (m["start"], m["end"], m["type"])
            for m in article["mentions"]
            if m["field"] == field and m["type"] in (PERSON, PLACE)
        ]
        for words in words_of(text):
            names = [text[start:end].replace("’", "'").replace("‑", "-") for start, end in words]
            yield Paragraph(names, keys_of(names), _labels(words, spans), headline=field == "title")


def words_of(text: str) -> Iterator[list[tuple[int, int]]]:
    """Where the words of each paragraph are."""
    found: list[tuple[int, int]] = []
    start = 0
    for piece in pieces(text):
        for part in parts(piece) if may_part(piece) else (piece,):
            if part[0] == "\n":
                if found:
                    yield found
                found = []
            elif not part.isspace():
                found.append((start, start + len(part)))
            start += len(part)
    if found:
        yield found


def keys_of(words: Sequence[str]) -> list[str]:
    """The ``name_key`` of each word, "" for signs."""
    return [name_key(word) if word[0].isalnum() else "" for word in words]


def _labels(words: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """A word that a mention touches is in it."""
    labels = ["O"] * len(words)
    for first, last, kind in spans:
        inside = [index for index, (start, end) in enumerate(words) if start < last and end > first]
        for index in inside:
            labels[index] = f"{'B' if index == inside[0] else 'I'}-{kind}"
    return labels
