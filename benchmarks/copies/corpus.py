"""Articles to look for near-copies in: the real ones, changed ones, and any number recombined from their sentences."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import DATA
from index.copies.generation import Part
from index.segment.builder import SegmentBuilder
from index.segment.document import Document, Shape, TextShape, ValueShape
from index.segment.segment import Segment
from index.shape import days, timestamp
from index.text import sentences

ORANGE = DATA / "orange" / "articles.jsonl.xz"
SHAPE = Shape((TextShape("body"),), (ValueShape("id"), ValueShape("published", days=days)), sketched=("body",))
"""What near-copies need of a segment, and no more."""
_SEED = 20170309
_A_SEGMENT = 50_000


class Story(NamedTuple):
    """An article: its text and when it was published."""

    id: str
    title: str
    body: str
    published: str


def real() -> list[Story]:
    """The articles of the shared corpus that have a date."""
    with lzma.open(ORANGE, "rt", encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return [
            Story(str(r["id"]), r.get("title") or "", r.get("body") or "", r["published"])
            for r in records
            if r["published"]
        ]


def recombined(stories: Sequence[Story], count: int) -> Iterator[Story]:
    """So many articles of sentences drawn from the real ones; as many sentences, and of the same days, as these."""
    chance = random.Random(_SEED)
    cut = [[story.body[a:b] for a, b in sentences(story.body)] for story in stories]
    pool = [sentence for each in cut for sentence in each]
    for number in range(count):
        like = chance.randrange(len(stories))
        body = " ".join(chance.choices(pool, k=max(1, len(cut[like]))))
        yield Story(f"r{number:07d}", "", body, stories[like].published)


def segments(folder: Path, name: str, stories: Iterator[Story] | Sequence[Story]) -> list[Part]:
    """The articles as segments."""
    parts: list[Part] = []
    waiting: list[Story] = []
    for story in stories:
        waiting.append(story)
        if len(waiting) == _A_SEGMENT:
            parts.append(_segment(folder, f"{name}{len(parts)}", waiting))
            waiting = []
    return [*parts, _segment(folder, f"{name}{len(parts)}", waiting)] if waiting else parts


def _segment(folder: Path, name: str, stories: Sequence[Story]) -> Part:
    path = folder / f"{name}.kiosque"
    builder = SegmentBuilder(path, SHAPE)
    for story in stories:
        values = {"id": [story.id], "published": [story.published[:10]]}
        builder.add(Document(story.id, {"body": story.body}, values, timestamp(story.published)))
    builder.write()
    return Part(name, Segment(path), np.empty(0, np.uint32))
