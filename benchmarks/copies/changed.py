"""What becomes of a dispatch, made by machine: each way is applied to real articles, and the result looked for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.copies.corpus import Story

Change = Callable[[str, str, random.Random], str]
"""From the text of a dispatch, and that of another article."""


def _headed(text: str, _other: str, _chance: random.Random) -> str:
    return f"La rédaction avec l'agence. Publié mardi, mis à jour à 18 h.\n\n{text}\n\nTous droits réservés."


def _cut(parts: int) -> Change:
    def cut(text: str, _other: str, _chance: random.Random) -> str:
        words = text.split(" ")
        return " ".join(words[: len(words) // parts])

    return cut


def _reworded(share: float) -> Change:
    def reworded(text: str, _other: str, chance: random.Random) -> str:
        return " ".join(f"autre{chance.randrange(999)}" if chance.random() < share else w for w in text.split(" "))

    return reworded


def _embedded(text: str, other: str, chance: random.Random) -> str:
    words = other.split(" ")
    at = chance.randrange(len(words) + 1)
    return " ".join([*words[:at], text, *words[at:]])


CHANGES: dict[str, Change] = {
    "new heading and byline": _headed,
    "5 % of words changed": _reworded(0.05),
    "15 % of words changed": _reworded(0.15),
    "cut to its first half": _cut(2),
    "cut to its first third": _cut(3),
    "within another article": _embedded,
}


def changed(dispatches: Sequence[Story], others: Sequence[Story], name: str) -> Iterator[Story]:
    """Each dispatch changed so, published the day after by whoever published the others."""
    chance = random.Random(7)
    for story, other in zip(dispatches, others, strict=True):
        body = CHANGES[name](story.body, other.body, chance)
        yield Story(f"copy {story.id}", "", body, story.published)
