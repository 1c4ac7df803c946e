"""The queries, by class, chosen from how often words really occur; the same for a corpus at every run."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.engine.corpus import Item, read
from benchmarks.engine.peer import Query

_SEED = 42
_SAMPLE = 20_000
# Shares of the articles that hold a word of each class.
RARE = (0.0005, 0.005)
MID = (0.01, 0.08)
FREQUENT = (0.25, 1.0)


def queries(path: Path, each: int = 12) -> list[Query]:
    """``each`` queries of every class."""
    sample = list(islice(read(path), _SAMPLE))
    words = _Words(sample)
    chance = random.Random(_SEED)
    made: list[Query] = []
    for _ in range(each):
        rare, mid, frequent = words.pick(RARE, chance), words.pick(MID, chance), words.pick(FREQUENT, chance)
        mids = words.together(chance, MID, 3)
        frequents = words.together(chance, FREQUENT, 2)
        item = chance.choice(sample)
        made += [
            Query("rare word", must=(rare,)),
            Query("mid word", must=(mid,)),
            Query("frequent word", must=(frequent,)),
            Query("AND frequent", must=tuple(frequents)),
            Query("AND mid", must=tuple(mids[:2])),
            Query("AND of 3", must=(frequents[0], *mids[:2])),
            Query("OR frequent", should=tuple(frequents)),
            Query("OR mid", should=tuple(mids[:2])),
            Query("OR of 3", should=(frequents[0], *mids[1:])),
            Query("phrase", phrase=words.phrase(chance)),
            Query("prefix", prefix=words.pick(MID, chance)[: chance.choice((4, 5))]),
            Query("filtered by facet", must=(chance.choice((mid, frequent)),), filter=_facet(item, words, chance)),
            Query("date range", must=(chance.choice((mid, frequent)),), days=_days(sample, chance)),
        ]
    return sorted(made, key=lambda query: query.kind)


class _Words:
    """How often words occur in a sample."""

    def __init__(self, sample: list[Item]) -> None:
        self._sample = sample
        self._size = len(sample)
        counts: Counter[str] = Counter()
        self.values: Counter[tuple[str, str]] = Counter()
        for item in sample:
            counts.update(set(item.tokens.split()))
            self.values.update(("persons", name) for name in item.persons)
            self.values.update(("places", name) for name in item.places)
        self.counts = counts
        self._by_class = {
            share: sorted(w for w, n in counts.items() if share[0] <= n / self._size < share[1] and w.isalpha())
            for share in (RARE, MID, FREQUENT)
        }

    def pick(self, share: tuple[float, float], chance: random.Random) -> str:
        return chance.choice(self._by_class[share])

    def together(self, chance: random.Random, share: tuple[float, float], count: int) -> list[str]:
        """Words of a class that occur in one article, so that a conjunction has answers."""
        wanted = set(self._by_class[share])
        while True:
            found = sorted(wanted & set(chance.choice(self._sample).tokens.split()))
            if len(found) >= count:
                return chance.sample(found, count)

    def phrase(self, chance: random.Random) -> tuple[str, ...]:
        """Two or three words in a row, the first a telling one."""
        telling = set(self._by_class[MID]) | set(self._by_class[FREQUENT])
        while True:
            words = chance.choice(self._sample).tokens.split()
            start = chance.randrange(max(1, len(words) - 3))
            found = words[start : start + chance.choice((2, 2, 3))]
            if len(found) > 1 and found[0] in telling and all(word.isalpha() for word in found):
                return tuple(found)


def _facet(item: Item, words: _Words, chance: random.Random) -> tuple[str, str]:
    """A person or place of some renown."""
    known = [pair for pair, _ in words.values.most_common(300)]
    own = {("persons", p) for p in item.persons} | {("places", p) for p in item.places}
    return chance.choice([pair for pair in known if pair in own] or known)


def _days(sample: list[Item], chance: random.Random) -> tuple[str, str]:
    """From one article's day to another's."""
    first, last = sorted(item.day for item in chance.sample(sample, 2))
    return first, last
