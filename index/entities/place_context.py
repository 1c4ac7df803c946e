"""Whether the words around a listed name say that it stands for the place, and for which homonym."""

from __future__ import annotations

from index.entities.fold import word_set
from index.entities.gazetteer import Known, gazetteer
from index.entities.name_lists import first_names, surnames
from index.entities.place_words import (
    BEGINS_ANOTHER_NAME,
    DEPARTMENT_HEADS,
    EVERYDAY,
    LOCATIVES,
    NAMED_AFTER_A_PLACE,
    PLACE_HEADS,
    STRONG_LOCATIVES,
)
from index.entities.words import Words

_WITH_ARTICLE = word_set("le la les l du des au aux en")
_FEMININE = frozenset({"la", "les", "l"})
_DIRECTIONS = frozenset({"Nord", "Centre"})
_ACRONYM = 4  # letters: a town in capitals is rarer than an abbreviation
# Inhabitants from which a bare name is taken for the city, in France and abroad: (any word around it,
# a preposition before it) for plain names and for those that are first names or surnames as well.
_PLAIN, _NAMED = ((10_000, 200_000), (3_000, 100_000)), ((1_000_000, 1_000_000), (20_000, 500_000))


def choose(candidates: tuple[Known, ...], words: Words, first: int, last: int) -> Known | None:
    """The homonym meant: a department needs its article ("dans la Vienne"), a city has none ("à Vienne")."""
    return next((c for c in candidates if _fits(c, words, first, last)), None)


def _fits(place: Known, words: Words, first: int, last: int) -> bool:
    before = words.before(first)
    if place.context == "article":
        if _is_numbered(words, last) or is_headline(words, first, last):
            return place.kind == "department"
        if words.sign_before(first) == "(":
            return True
        if place.name in _DIRECTIONS:
            return before in _WITH_ARTICLE and any(head in DEPARTMENT_HEADS for head in words.heads(first))
        return before in _WITH_ARTICLE
    if place.kind == "city" and not place.name.startswith(("Le ", "La ", "Les ", "L'")):
        return before not in _FEMININE
    return True


def _is_numbered(words: Words, last: int) -> bool:
    """As in "Loire (42)"."""
    following = words.gap(last)
    return following.endswith("(") and words.keys[last + 1].isdigit() and len(words.keys[last + 1]) == 2


def is_headline(words: Words, first: int, last: int) -> bool:
    """As in "Gard : un garçon de 7 ans…": the place a text begins with."""
    return first == 0 and words.gap(last).strip() == ":"


def allows(place: Known, words: Words, first: int, last: int) -> bool:
    """Whether the name stands for the place there, and not within the name of something else."""
    if words.after(last) in BEGINS_ANOTHER_NAME or (words.after(last).isdigit() and words.gap(last) == " "):
        return False
    if next(words.heads(first), "") in NAMED_AFTER_A_PLACE or _is_a_channel(words, first):
        return False
    if words.sign_before(first) in ("@", "_") or not _hyphens_join_places(words, first, last):
        return False
    if _touches_a_name(words, first, last):
        return False
    if place.kind == "city" and first == last and not is_headline(words, first, last):
        return _is_city(place, words, first)
    return True


def _is_a_channel(words: Words, first: int) -> bool:
    """As in "France 3 Occitanie"."""
    return words.before(first).isdigit() and words.before(first - 1) == "france"


def _is_city(place: Known, words: Words, index: int) -> bool:
    """Whether a bare word is the city, by how likely it is something else."""
    word, (start, end) = words.keys[index], words.spans[index]
    if word in EVERYDAY or (end - start <= _ACRONYM and words.text[start:end].isupper()):
        return _is_located(words, index)
    named = word in first_names() or word in surnames()
    certain, likely = _NAMED if named else _PLAIN
    abroad = place.country != "FR"
    if place.population >= certain[abroad]:
        return True
    return _is_located(words, index) or (place.population >= likely[abroad] and _may_be_located(words, index))


def _is_located(words: Words, index: int) -> bool:
    """As in "à Sens", "(Sens", "la ville de Sens"."""
    before = words.before(index)
    if before in STRONG_LOCATIVES or words.sign_before(index) == "(":
        return True
    return before in ("de", "d") and any(head in PLACE_HEADS for head in list(words.heads(index))[:2])


def _may_be_located(words: Words, index: int) -> bool:
    """As in "de Sens", "Sens, Auxerre": also in lists and at the beginning."""
    return words.before(index) in LOCATIVES or index == 0 or words.gap(index - 1).strip() in (",", "(", "/")


def _hyphens_join_places(words: Words, first: int, last: int) -> bool:
    """Whether a hyphen at either side joins another place ("Paris-Nice"), not a longer word."""
    left = words.keys[first - 1] if first and words.gap(first - 1) == "-" else ""
    right = words.keys[last + 1] if words.gap(last) == "-" else ""
    return all(not key or key in gazetteer() or key in ("le", "la") for key in (left, right))


def _touches_a_name(words: Words, first: int, last: int) -> bool:
    """Whether a capitalised word touches it: part of a longer name ("Paris Plages", "Jack London").

    A first name after it begins another name: "le porte-parole du Kremlin Dmitri Peskov".
    """
    if words.gap(last) == " " and words.capital(last + 1) and words.keys[last + 1] not in first_names():
        return True
    if first == 0 or words.gap(first - 1) != " " or not words.capital(first - 1):
        return False
    start, end = words.spans[first - 1]
    return end - start > 2 and not words.begins_sentence(first - 1)
