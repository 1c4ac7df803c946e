"""Articles to measure with: the real ones, and any number made by recombining their sentences.

A sentence keeps its words and the persons and places found in it, so that words and names are as frequent,
and go together, as in the real articles; lengths (in sentences) and days are drawn from theirs.
Files lie in ``var/bench`` and are made once.
"""

from __future__ import annotations

import json
import lzma
import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from index.article import Article
from index.enrich import enrich
from index.text import EXACT, sentences
from search.phrase import parts

ROOT = Path(__file__).resolve().parents[2]
ORANGE = ROOT.parent / "shared" / "data" / "orange" / "articles.jsonl.xz"
CACHE = ROOT / "var" / "bench"
REAL = 34_139
# Sentences of every fourth real article: enough for the words that are asked for, and ready within ten minutes.
QUICK_POOL = 8_500
_SEED = 20170309


@dataclass(slots=True)
class Item:
    """An article: ``tokens`` are its words as every engine is given them, parted by spaces."""

    id: str
    text: str
    tokens: str
    persons: list[str]
    places: list[str]
    day: str


def read(path: Path) -> Iterator[Item]:
    """The items of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Item(**json.loads(line))


def items(count: int, pool: int = REAL) -> Path:
    """The file of so many articles, made if need be; ``pool``: from the sentences of so many real ones."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"articles-{count}-{pool}.jsonl"
    if not path.exists():
        aside = path.with_suffix(".tmp")
        with aside.open("w", encoding="utf-8") as out:
            for made in _synthetic(count, _pool(pool)) if count != REAL else _real(_pool(REAL)):
                out.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
        aside.rename(path)
    return path


Sentence = tuple[str, str, list[str], list[str]]
"""Text, tokens, persons, places."""


def _real(path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield _item(record["id"], [tuple(s) for s in record["sentences"]], record["day"])


def _synthetic(count: int, path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8") as lines:
        records = list(map(json.loads, lines))
    pool: list[Sentence] = [tuple(s) for record in records for s in record["sentences"]]
    lengths = [len(record["sentences"]) for record in records]
    days = [record["day"] for record in records]
    chance = random.Random(_SEED)
    for number in range(count):
        chosen = [pool[int(chance.random() * len(pool))] for _ in range(chance.choice(lengths))]
        yield _item(f"{number:07d}", chosen, chance.choice(days))


def _item(article_id: str, chosen: list[Sentence], day: str) -> Item:
    persons = dict.fromkeys(name for sentence in chosen for name in sentence[2])
    places = dict.fromkeys(name for sentence in chosen for name in sentence[3])
    text, tokens = " ".join(s[0] for s in chosen), " ".join(s[1] for s in chosen)
    return Item(article_id, text, apart(tokens), list(persons), list(places), day)


# What French writes with spaces inside: 7 000, 20 h 30.
_GLUED = re.compile(r"(?<=[0-9])(?: (?:[0-9]\S*|h[0-9]*(?!\S)))+")


def apart(tokens: str) -> str:
    """Without the numbers that follow a number: two words to some engines, one to ours.

    >>> apart("il a 7 000 euros à 20 h 30")
    'il a 7 euros à 20'
    """
    return _GLUED.sub("", tokens)


def _pool(count: int) -> Path:
    """The sentences of so many real articles, spread evenly over all, found once, on two cores."""
    path = CACHE / f"pool-{count}.jsonl"
    if not path.exists():
        aside = path.with_suffix(".tmp")
        started = time.monotonic()
        with (
            multiprocessing.get_context("spawn").Pool(2) as crew,
            lzma.open(ORANGE, "rt", encoding="utf-8") as lines,
            aside.open("w", encoding="utf-8") as out,
        ):
            chosen = islice(islice(lines, 0, None, max(1, REAL // count)), count)
            for done, line in enumerate(crew.imap(_sentences_of, chosen, chunksize=64), 1):
                out.write(line + "\n")
                if done % 500 == 0:
                    rate = done / (time.monotonic() - started)
                    left = (count - done) / rate
                    print(f"\rsentences: {done:,} articles, {rate:.0f}/s, {left:.0f} s left ", end="", file=sys.stderr)
        print(file=sys.stderr)
        aside.rename(path)
    return path


def _sentences_of(line: str) -> str:
    record = json.loads(line)
    article = enrich(Article(str(record["id"]), record.get("title") or "", record.get("body") or ""))
    found = []
    for start, end in sentences(article.body):
        text = " ".join(article.body[start:end].split())
        found.append(
            (text, _tokens(text), *(_within(named, start, end) for named in (article.persons, article.places)))
        )
    return json.dumps({"id": article.id, "day": record["published"][:10], "sentences": found}, ensure_ascii=False)


def _tokens(text: str) -> str:
    """The words of a text: terms that are one word to everybody, however the engine cuts text."""
    terms = (token.term for token in parts(EXACT.tokens(text)))
    return " ".join(term for term in terms if [t.term for t in EXACT.tokens(term)] == [term])


def _within(entities: Any, start: int, end: int) -> list[str]:
    return [e.value for e in entities or () if any(m.field == "body" and start <= m.start < end for m in e.mentions)]
