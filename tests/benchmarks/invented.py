"""A few hundred articles made of invented sentences, as the benchmark makes its articles of real ones."""

from __future__ import annotations

import json
import random
from pathlib import Path

from benchmarks.engine import corpus

COUNT = 300
_WORDS = [
    f"{first}{vowel}{last}"
    for last in ("", "r", "s", "lo", "mi", "net", "pal", "ric", "ton", "vu")
    for vowel in "aeiou"
    for first in ("bal", "cor", "dru", "fen", "gil", "mar")
]
_PERSONS = ("Anna Roux", "Jean Dupré", "Lise Aubry", "O’Neil, Patrick")
_PLACES = ("Paris", "Saint-Étienne", "L'Haÿ-les-Roses")


def pool(folder: Path) -> Path:
    """Sentences as ``corpus`` keeps them: some words in most of them, most in few."""
    chance = random.Random(7)
    path = folder / f"pool-{COUNT}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(400):
            sentences = [_sentence(chance) for _ in range(chance.randint(1, 6))]
            day = f"20{10 + number % 3}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            out.write(json.dumps({"id": str(number), "day": day, "sentences": sentences}) + "\n")
    return path


def _sentence(chance: random.Random) -> list[object]:
    # Zipf's law, roughly: the n-th word is chosen n times more rarely than the first.
    words = chance.choices(_WORDS, [1 / n for n in range(1, len(_WORDS) + 1)], k=chance.randint(4, 14))
    persons = chance.sample(_PERSONS, chance.choice((0, 0, 1, 2)))
    places = chance.sample(_PLACES, chance.choice((0, 1)))
    return [" ".join(words).capitalize() + ".", " ".join(words), persons, places]


def items(folder: Path) -> Path:
    """The file of the articles, in a cache of its own."""
    pool(folder)
    before, corpus.CACHE = corpus.CACHE, folder
    try:
        return corpus.items(COUNT, COUNT)
    finally:
        corpus.CACHE = before
