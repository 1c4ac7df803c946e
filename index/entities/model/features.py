"""What the tagger looks at, said once for training and for reading.

Useful for: ``training.crf`` (as names of features) and ``scorer`` (as scores of types and of class combinations).

*Of a type*: ``lists`` are the features that a word gives to itself, to its neighbours and to the words two away. *Views* are small classes of words and positions; ``TEMPLATES`` are the combinations looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from index.entities import name_words, place_words
from index.entities.demonyms import demonym_country
from index.entities.fold import fold as fold_text
from index.entities.fold import word_set
from index.entities.gazetteer import name_key, places
from index.entities.model.lexicon import lexicon, magnitude, without_digits

WORD_SETS: dict[str, frozenset[str]] = {
    "sure": name_words.SURE_TITLES, "honor": name_words.HONORIFICS, "role": name_words.ROLES, "says": name_words.SAYING,
    "said": name_words.SAYING_BEFORE, "thing": name_words.NOT_IN_NAMES, "opener": name_words.OPENERS,
    "nopers": name_words.BEFORE_NO_PERSON, "famous": name_words.FAMOUS, "named": place_words.NAMED_AFTER_A_PLACE,
    "begins": place_words.BEGINS_ANOTHER_NAME, "loc": place_words.LOCATIVES, "strong": place_words.STRONG_LOCATIVES,
    "head": place_words.PLACE_HEADS, "dept": place_words.DEPARTMENT_HEADS, "every": place_words.EVERYDAY,
}  # fmt: skip
fold = lru_cache(maxsize=100_000)(fold_text)
_SETS_OF: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, words in WORD_SETS.items() if word in words)
    for word in frozenset().union(*WORD_SETS.values())
}
_CLASS_SETS = ("sure", "honor", "role", "head", "nopers", "named", "strong", "loc", "says", "said")
_CLASS_WORDS = frozenset({"de", "du", "des", "d'", "la", "le", "les", "l'", "au", "aux", "et"})
LOWER_HEADS = word_set(
    "mer ocean golfe detroit lac baie ile iles mont massif place palais tour gare aeroport porte pont musee stade la le les l "
    "avenue cathedrale basilique hopital hotel fort chateau promenade peninsule plateau bande pays canal pas rade "
    "etang bois jardin quartier cimetiere quai esplanade fontaine gorges cap cordillere chapelle pyramide bassin arc"
)
"""Words in lower case that begin names of the lists: "mer Noire", "palais de l'Élysée", "la Réunion"."""
_ROAD = re.compile(r"(?:[ADEN]|RN|RD)\d{1,4}")
_LONGEST_PLACE = 10  # words: "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson" has eight
_QUOTES = '"«»“”'
_MANY_BEAR, _SOME_BEAR = 5, 3  # magnitudes: 500 bearers, 30

TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("cls", -1), ("cls", 0)),
    (("cls", 0), ("cls", 1)),
    (("cls", -1), ("cls", 0), ("cls", 1)),
    (("cls", -2), ("cls", -1), ("cls", 0)),
    (("cls", 0), ("cls", 1), ("cls", 2)),
    (("low", -1), ("cls", 0)),
    (("low", 1), ("cls", 0)),
    (("press", -1), ("press", 0)),
    (("press", 0), ("press", 1)),
    (("low", -1), ("press", 0)),
    (("at", 0),),
    (("at", 0), ("cls", 0)),
    (("place", 0),),
    (("place", 0), ("cls", 0)),
    (("place", 0), ("cls", -1)),
    (("place", -1),),
    (("place", 1),),
    (("phrase", 0),),
    (("phrase", -1),),
    (("phrase", 1),),
)
VIEWS = ("cls", "low", "press", "at", "place", "phrase")
TYPE_VIEWS = ("cls", "low", "press")
"""Views that depend on the word alone; the others on where it stands."""


@lru_cache(maxsize=100_000)
def shape(word: str) -> str:
    """How a word is written: capitals, digits, hyphen, sign."""
    first = word[0]
    if _ROAD.fullmatch(word):
        return "road"
    if first.isdigit():
        return ("n4" if len(word) == 4 else "n") if word.isdigit() else "no"
    if not first.isalnum():
        return f"p{first}" if first in ".,;:!?()\"«»-/'’“”" else "p?"
    if word[-1] in "'’":
        return "el" if first.islower() else "El"
    if len(word) == 1:
        return "X1" if first.isupper() else "x1"
    if word.isupper():
        return "XX" if len(word) <= 4 else "XX+"
    if first.isupper():
        if "-" in word:
            return "Xx-X" if re.search(r"-[A-ZÀ-Þ]", word) else "Xx-x"
        return "XxX" if any(sign.isupper() for sign in word[1:]) else "Xx"
    if "-" in word:
        return "x-x"
    return "xX" if any(sign.isupper() for sign in word) else "x"


@lru_cache(maxsize=100_000)
def word_class(word: str) -> str:
    """A small class: what a lower-case word introduces, what a capitalised one may be."""
    form, key = shape(word), fold(word)
    if form in ("x", "x1", "x-x", "el"):
        if key in _CLASS_WORDS:
            return key
        return next((name for name in _CLASS_SETS if key in WORD_SETS[name]), "dem" if demonym_country(word) else "x")
    if form not in ("Xx", "XX+", "Xx-X", "XX"):
        return form
    if key.rstrip(".") in WORD_SETS["sure"]:
        return "T"
    first, last = lexicon().bearers(word)
    place = name_key(word)
    known = places()[place][0].kind if place in places() else ""
    return "".join((
        form[:3],
        "F" if first >= _MANY_BEAR else "f" if first >= _SOME_BEAR else "",
        "S" if last >= _MANY_BEAR else "s" if last else "",
        "C" if known == "country" else "G" if known else "",
        "o" if lexicon().count(word.lower()) > lexicon().count(word) else "",
    ))  # fmt: skip


class Lists(NamedTuple):
    """The features of a word at its own place, what it tells of its neighbours, and of those two away."""

    own: list[str]
    near: list[str]
    far: list[str]


def lists(word: str) -> Lists:
    """All that a word gives to itself and to the words around it."""
    lower = word.lower()
    first, last = lexicon().bearers(word)
    name, kind = f"w={without_digits(lower)}", f"lc={word_class(word)}"
    look = [name, f"sh={shape(word)}", kind, f"F{first}", f"S{last}"]
    sets, clusters, meaning = _sets(word), _clusters(word), _meaning(word)
    own = [*look, f"W={without_digits(word)}", *sets, *clusters, *meaning]
    if word[0].isalpha():
        own += [f"p={word[:size]}" for size in (2, 3, 4) if len(word) > size]
        own += [f"s={lower[-size:]}" for size in (2, 3, 4, 5) if len(word) > size]
    if word[0].isupper():
        own += _as_a_capital(word)
    return Lists(own, [*look, *sets, *clusters, *meaning[-1:]], [name, kind, *clusters[:2]])


END = ("END",)
"""In the place of a word before the first and after the last of a paragraph."""


def _as_a_capital(word: str) -> list[str]:
    """How often it is written small, and which places have the name."""
    small, capital = lexicon().count(word.lower()), lexicon().count(word)
    share = int(8 * capital / (capital + small)) if small else 9
    found = [f"cap{share}", f"lo{min(5, magnitude(small))}", f"up{magnitude(capital)}"]
    key = name_key(word)
    for place in places()[key][:2] if key in places() else ():
        size = magnitude(place.population) if place.kind == "city" else ""
        found.append(f"G{place.kind}{size}{'F' if place.country == 'FR' else ''}")
    return found


def _sets(word: str) -> list[str]:
    key = fold(word)
    found = [*_SETS_OF.get(key, ()), *_SETS_OF.get(key.rpartition("-")[2], ()), *_SETS_OF.get(key.rstrip("'"), ())]
    found = list(dict.fromkeys(found))
    return [*found, "demonym"] if demonym_country(word) else found


def _clusters(word: str) -> list[str]:
    return [f"c{level}={cluster}" for level, cluster in enumerate(lexicon().clusters_of(word))]


def _meaning(word: str) -> list[str]:
    code = lexicon().meaning(word)
    if code:
        return [f"N={code}", f"N0={code[0]}"]
    return ["N?"] if word[0].isupper() and word[-1] not in "'’" else []


def type_view(view: str, word: str) -> str:
    """The value of one of ``TYPE_VIEWS``; "" stands for the end of a paragraph."""
    if not word:
        return "END"
    if view == "cls":
        return word_class(word)
    if view == "low":
        return without_digits(word.lower())
    return lexicon().meaning(word)[:1] or ("?" if word[0].isupper() else "-")


def begins_after(before: str) -> bool:
    """Whether a sentence, or a quotation, begins after that word; "" is the end of a paragraph."""
    return not before or before in ".!?:" or before in _QUOTES


def position(*, begins: bool, headline: bool, shouted: bool) -> str:
    """The view ``at``: whether the word begins a sentence, stands in a title, in a line of capitals."""
    return ("b" if begins else "") + ("t" if headline else "") + ("c" if shouted else "")


def is_shouted(words: Sequence[str]) -> bool:
    """Whether most words of a paragraph are in capitals."""
    return sum(map(is_loud, words)) * 2 > sum(word[0].isalpha() for word in words)


def is_loud(word: str) -> bool:
    """Whether a word of two letters or more is in capitals."""
    return word.isupper() and len(word) > 1


def position_views(words: Sequence[str], keys: Sequence[str], *, headline: bool) -> dict[str, list[str]]:
    """The views of a paragraph that depend on where its words stand."""
    shouted = is_shouted(words)
    at = [position(begins=begins_after(before), headline=headline, shouted=shouted) for before in ("", *words[:-1])]
    return {"at": at, "place": place_tags(words, keys), "phrase": phrase_tags(words)}


def phrase_tags(words: Sequence[str]) -> list[str]:
    """The view ``phrase`` of a paragraph: which words are in a listed name of several words, and what it means."""
    found = [""] * len(words)
    index = 0
    while index < len(words):
        width, code = phrase_at(words, index)
        if width:
            found[index : index + width] = [f"B{code}", *[f"I{code}"] * (width - 1)]
        index += width or 1
    return found


def phrase_at(words: Sequence[str], index: int) -> tuple[int, str]:
    """How many words the longest listed name of several words has that begins there, and what it means."""
    longest, known = lexicon().longest_phrase.get(words[index], 0), lexicon().phrases
    for size in range(min(longest, len(words) - index), 1, -1):
        code = known.get(" ".join(words[index : index + size]))
        if code:
            return size, code[0]
    return 0, ""


def place_tags(words: Sequence[str], keys: Sequence[str]) -> list[str]:
    """The view ``place`` of a paragraph: which words are in a listed name of a place, longest first, and its kind.

    ``keys`` are the ``name_key`` of each word, "" for signs.
    """
    found = [""] * len(words)
    index = 0
    while index < len(words):
        width = 0
        if may_begin_place(words[index], keys[index]):
            width, kind = place_at(words, keys, index)
            found[index : index + width] = tags(width, kind)
        if not width and index and contracted(words[index - 1], words[index], keys[index]):
            found[index] = CONTRACTED
        index += width or 1
    return found


def may_begin_place(word: str, key: str) -> bool:
    """Whether a word is written as one that a place's name begins with."""
    return bool(key) and (word[0].isupper() or key in LOWER_HEADS)


def tags(width: int, kind: str) -> list[str]:
    """The tags of the words of a listed name."""
    size = "1" if width == 1 else "m"
    return [f"B{size}{kind}", *[f"I{size}{kind}"] * (width - 1)] if width else []


def place_at(words: Sequence[str], keys: Sequence[str], index: int) -> tuple[int, str]:
    """How many words the longest listed name has that begins there, and its kind."""
    width, kind, key = 0, "", ""
    capital = False
    for last in range(index, len(words)):
        if not keys[last]:
            if words[last] in "'’-":
                continue
            break
        key = f"{key} {keys[last]}" if key else keys[last]
        capital = capital or words[last][0].isupper()
        if key.count(" ") >= _LONGEST_PLACE or (" " in key and pair_of(key) not in place_pairs()):
            break
        if capital and key in places():
            width, kind = last - index + 1, places()[key][0].kind
    return width, kind


def pair_of(key: str) -> str:
    """The first two words of a key."""
    return " ".join(key.split(" ", 2)[:2])


CONTRACTED = "A1city"
"""The tag of "Havre" in "du Havre": the name's article is in the word before."""
ARTICLES_IN = {"du": "le", "au": "le", "des": "les", "aux": "les"}


def contracted(before: str, word: str, key: str) -> bool:
    """Whether a name follows whose article is inside the preposition."""
    article = ARTICLES_IN.get(before)
    return article is not None and has_article(word, key, article)


def has_article(word: str, key: str, article: str) -> bool:
    """Whether "le Havre" is a place, and "Havre" none."""
    return word[0].isupper() and key not in places() and f"{article} {key}" in places()


@cache
def place_pairs() -> frozenset[str]:
    """The first two words of every place's name of several words."""
    return frozenset(" ".join(parts[:2]) for key in places() if len(parts := key.split(" ", 2)) > 1)


@cache
def place_openings() -> frozenset[str]:
    """The first words of those."""
    return frozenset(pair.partition(" ")[0] for pair in place_pairs())
