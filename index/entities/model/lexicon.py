"""What is known of single words: who bears them as a name, what the press means by them, which words they are used like.

Useful for: the features of a word. Not for: the names themselves as places; see ``index.entities.gazetteer``.

*Clusters* group words that stand in like contexts in French news; they, and how often a word is met, were learned from
articles without annotations (``index.entities.training.clusters``).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.entities.fold import fold

DATA = Path(__file__).parents[1] / "data"
MODEL, OLD_MODEL = DATA / "model.npz", DATA / "model-old.npz"
_DIGIT = re.compile(r"\d")
_FREQUENT = 5  # times in the corpus: a name, and no slip


def without_digits(word: str) -> str:
    """Numbers of one form are one word: "2017" and "1998" are "0000"."""
    return _DIGIT.sub("0", word)


def magnitude(count: int) -> int:
    """0 for none, else one to nine: two thirds of a decade a step.

    >>> [magnitude(n) for n in (0, 1, 5, 100, 10**7)]
    [0, 1, 2, 4, 9]
    """
    return min(9, 1 + int(math.log10(count) * 1.5)) if count > 0 else 0


@dataclass(slots=True)
class Lexicon:
    """``rows`` counts the words of the corpus from 0; ``clusters`` has a row for each; ``frequency`` how often each is met.

    ``borne`` says of a folded name how many bear it as first name and as surname (``magnitude``); ``press`` what a name
    means in the press, the commonest first, one letter each; ``phrases`` the same of names of several words, ``phrase_pairs``
    their first two words.
    """

    rows: dict[str, int]
    clusters: NDArray[np.uint16]
    frequency: list[int]
    borne: dict[str, tuple[int, int]]
    press: dict[str, str]
    phrases: dict[str, str]
    longest_phrase: dict[str, int] = field(init=False)
    phrase_pairs: frozenset[str] = field(init=False)
    frequent_names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.longest_phrase = {}
        for phrase in self.phrases:
            words = phrase.split(" ")
            self.longest_phrase[words[0]] = max(len(words), self.longest_phrase.get(words[0], 0))
        self.phrase_pairs = frozenset(" ".join(phrase.split(" ", 2)[:2]) for phrase in self.phrases)
        often = self.frequency
        self.frequent_names = frozenset(
            word for word, row in self.rows.items() if often[row] >= _FREQUENT and word[0].isupper()
        )

    def count(self, word: str) -> int:
        """How often the corpus has the word in this very case."""
        row = self.rows.get(without_digits(word))
        return 0 if row is None else self.frequency[row]

    def clusters_of(self, word: str) -> tuple[int, ...]:
        """Its clusters, coarsest first; those of "Macron" for "MACRON"; () for a word never met."""
        row = self.rows.get(without_digits(word))
        if row is None and word.isupper() and len(word) > 1:
            row = self.rows.get(word.capitalize())
        return () if row is None else tuple(self.clusters[row].tolist())

    def bearers(self, word: str) -> tuple[int, int]:
        """How many bear it as first name, as surname; of a compound first name the first part counts."""
        key = fold(word)
        first, last = self.borne.get(key, (0, 0))
        if not first and "-" in key:
            first = self.borne.get(key.partition("-")[0], (0, 0))[0]
        return first, last

    def meaning(self, word: str) -> str:
        """What a single name means in the press, "" when nothing is known."""
        code = self.press.get(word)
        if code is None and word.isupper() and len(word) > 2:
            code = self.press.get("-".join(part.capitalize() for part in word.split("-")))
        return code or ""


_trained: list[Lexicon] = []


def lexicon() -> Lexicon:
    """The lexicon of the model in use."""
    return _trained[-1] if _trained else _stored()


def use(made: Lexicon) -> None:
    """Take another lexicon from here on: a training is making its own. Nothing may be remembered of the last."""
    _trained.append(made)


@cache
def _stored() -> Lexicon:
    with np.load(MODEL, allow_pickle=False) as stored:
        return make_lexicon(decoded(stored["words"]), stored["clusters"], stored["frequency"])


def make_lexicon(words: list[str], clusters: NDArray[np.uint16], frequency: NDArray[np.int32]) -> Lexicon:
    """A lexicon of these words and of the lists in ``data/``."""
    press, phrases = _press()
    rows = dict(zip(words, range(len(words)), strict=True))
    return Lexicon(rows, clusters, frequency.tolist(), _borne(), press, phrases)


def encoded(words: list[str]) -> NDArray[np.uint8]:
    """Words as bytes, a line each."""
    return np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)


def decoded(stored: NDArray[np.uint8]) -> list[str]:
    """The words again."""
    return stored.tobytes().decode("utf-8").split("\n")


def _borne() -> dict[str, tuple[int, int]]:
    lines = (DATA / "bearers.txt").read_text("utf-8").splitlines()
    return {line[:-2]: (int(line[-2]), int(line[-1])) for line in lines}


def _press() -> tuple[dict[str, str], dict[str, str]]:
    press: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for line in (DATA / "press-names.tsv").read_text("utf-8").splitlines()[1:]:
        name, _, code = line.partition("\t")
        (phrases if " " in name else press)[name] = code
    return press, phrases
