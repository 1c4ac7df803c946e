"""Step 5: the light stemmer for French of the University of Neuchâtel (UniNE), on folded words.

It removes plurals, feminines and the commonest derivations, nothing else. Rules and lengths as
published by J. Savoy: "Light Stemming Approaches for the French, Portuguese, German and Hungarian
Languages", SAC 2006; "A Stemming Procedure and Stopword List for General French Corpora", JASIS 50
(1999). Folding first makes the accent irrelevant by construction. Rules are added for feminines that
Savoy leaves apart: -aise, -oise, -ière, -gère, tuée, élue.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """``suffix`` gives way to ``ending`` in words of at least ``length`` letters."""

    suffix: str
    length: int
    ending: str


# The first that fits is applied.
PLURALS = (
    Rule("eaux", 5, "eau"),
    # From 5 letters, Savoy: 6; for oraux, égaux. Not taux, faux, maux.
    Rule("aux", 5, "al"),
    Rule("x", 4, ""),
)
# The first that fits is applied, then the word is only tidied.
SUFFIXES = (
    Rule("issement", 10, "ir"),
    Rule("issant", 9, "ir"),
    Rule("ivement", 8, "if"),
    Rule("ement", 7, "e"),
    Rule("ficatrice", 12, "fier"),
    Rule("ficateur", 11, "fier"),
    Rule("catrice", 10, "quer"),
    Rule("cateur", 9, "quer"),
    Rule("atrice", 9, "er"),
    Rule("ateur", 8, "er"),
    Rule("trice", 8, "ter"),
    Rule("trice", 7, "teur"),
    Rule("ieme", 6, ""),
    Rule("teuse", 8, "ter"),
    Rule("teur", 7, "ter"),
    Rule("euse", 6, "eu"),
    # Added. From 7 letters: première, ouvrière, policière, but not bière.
    Rule("iere", 7, "ier"),
    # Added. From 6: légère, étrangère; "-ère" at large would turn misère into mise, colère into col.
    Rule("gere", 6, "ger"),
    Rule("ere", 9, "er"),
    # Added: tuée, élue are too short to be tidied.
    Rule("uee", 4, "ue"),
    Rule("lue", 4, "lu"),
    Rule("ive", 8, "if"),
    # Added. française meets français, whose -s is gone by now; from 8 letters, so malaise is not Malais.
    Rule("aise", 8, "ai"),
    # Added. chinoise, danoise; from 7 letters: not Oise, noise, toise.
    Rule("oise", 7, "oi"),
    Rule("folle", 5, "fou"),
    Rule("molle", 5, "mou"),
    Rule("nnelle", 10, "n"),
    Rule("nnel", 10, "n"),
    Rule("ete", 5, "et"),
    Rule("ique", 9, ""),
    Rule("esse", 9, "e"),
    Rule("inage", 8, "in"),
    Rule("ualisation", 13, "uel"),
    Rule("isation", 10, ""),
    Rule("ation", 9, ""),
    Rule("ition", 9, ""),
)
# Below this a word is not tidied: "mer" would become "m".
TIDY_FROM = 5

_DOUBLED = re.compile(r"(.)\1+")
# Rules by last letter: most words need to be compared with few of them.
_BY_LAST = {rule.suffix[-1]: tuple(r for r in SUFFIXES if r.suffix[-1] == rule.suffix[-1]) for rule in SUFFIXES}


def stem(word: str) -> str:
    """The stem of a folded word; what is not all letters a-z (numbers, addresses, C++) is left as it is.

    >>> [stem(w) for w in ("elections", "francaise", "francais", "chevaux", "marche")]
    ['election', 'francai', 'francai', 'cheval', 'march']
    """
    if not (word.isascii() and word.isalpha()):
        return word
    singular = _applied(PLURALS, word)
    if len(singular) > 3:
        singular = singular.removesuffix("s")
    return _tidied(_applied(_BY_LAST.get(singular[-1], ()), singular))


def _applied(rules: tuple[Rule, ...], word: str) -> str:
    for suffix, length, ending in rules:
        if len(word) >= length and word.endswith(suffix):
            return word.removesuffix(suffix) + ending
    return word


def _tidied(word: str) -> str:
    """Without doubled letters, -ie, -r, -e and -ee: "aller", "allé" and "allée" meet."""
    if len(word) < TIDY_FROM:
        return word
    word = _DOUBLED.sub(r"\1", word)
    if len(word) >= TIDY_FROM:
        word = word.removesuffix("ie")
    if len(word) >= TIDY_FROM:
        word = word.removesuffix("r").removesuffix("e").removesuffix("e")
    return word
