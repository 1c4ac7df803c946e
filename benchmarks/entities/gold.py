"""Annotated articles, and what was found in them, in one shape.

A gold file is a JSON list of ``{id, published, section, title, body, mentions: [{field, start, end, text, type,
value}]}``; the shared corpus has a development set, training sets and the guide they were annotated by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import DATA

GOLD = DATA / "gold"
DEVELOPMENT_SET = GOLD / "dev.json"
TYPES = {"persons": "PER", "places": "LOC", "dates": "DATE"}
"""Our kinds, and what the annotations call them."""
KINDS = tuple(TYPES)
FIELDS = ("title", "chapo", "body")
"""With text, in reading order. Nothing of Kiosque is imported here: how long it takes to load is measured."""
_KIND_OF = {name: kind for kind, name in TYPES.items()}
# What counts as a token of a text, the same for everybody whose speed is measured: a word or a sign.
_TOKEN = re.compile(r"\w+|[^\w\s]")

Record = dict[str, Any]
"""An annotated article as its file has it."""


class Item(NamedTuple):
    """One mention: its kind, where it stands, and the value it is put under."""

    kind: str
    field: str
    start: int
    end: int
    value: str


class GoldMissing(Exception):
    """There is no such file of annotated articles; the message says which."""


def read(paths: Iterable[Path]) -> list[Record]:
    """The articles of gold files, in order. GoldMissing when one is not there, ValueError when it is no gold file."""
    articles: list[Record] = []
    for path in paths:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise GoldMissing(f"no annotated articles: {path} is not there") from error
        if not isinstance(found, list) or not all(isinstance(a, dict) and "mentions" in a for a in found):
            raise ValueError(f"{path}: a JSON list of articles with mentions is needed")
        articles += found
    return articles


def training_sets() -> list[Path]:
    """The files to train on, in order; GoldMissing when there is none."""
    found = sorted(GOLD.glob("train-*.json"))
    if not found:
        raise GoldMissing(f"no annotated articles to train on: {GOLD}/train-*.json is not there")
    return found


def texts_of(article: Record) -> list[tuple[str, str]]:
    """The fields with text, in reading order."""
    return [(name, article[name]) for name in FIELDS if article.get(name)]


def annotated(article: Record) -> list[Item]:
    """What the annotators marked."""
    return [Item(_KIND_OF[m["type"]], m["field"], m["start"], m["end"], m["value"]) for m in article["mentions"]]


def count_tokens(articles: Sequence[Record]) -> int:
    """Words and signs of all texts."""
    return sum(len(_TOKEN.findall(text)) for article in articles for _, text in texts_of(article))
