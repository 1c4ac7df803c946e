"""A query said back in words, so that readers see how it was understood.

Each language is a table of templates; the grammar of the sentence is one for both.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.entities.calendar import first_day, has_year
from search.query.tree import (
    And,
    Dates,
    Everything,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Value,
    Word,
)
from search.query.write import common_prefix


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences of a language; ``{0}`` is the text, ``{1}`` a second one."""

    everything: str
    nothing: str
    both: str
    either: str
    but: str
    not_: str
    quoted: str
    strict: str
    phrase: str
    apart: tuple[str, str]
    begins: str
    ends: str
    shape: str
    near: tuple[str, str]
    fields: dict[str, str]
    facets: dict[str, str]
    within: dict[str, str]
    dated: dict[str, str]
    any_date: str
    year: str
    month: str
    day: str
    since: str
    until: str
    between: str
    months: tuple[str, ...]
    date: str
    first_date: str


_FRENCH = _Words(
    everything="tous les articles",
    nothing="aucun article",
    both=" et ",
    either=" ou ",
    but=" sans ",
    not_="tous les articles sans {0}",
    quoted="« {0} »",
    strict="{0} avec ces accents exactement",
    phrase="l’expression {0}",
    apart=("{0} (au plus un mot intercalé)", "{0} (au plus {1} mots intercalés)"),
    begins="un mot commençant par {0}",
    ends="un mot finissant par {0}",
    shape="un mot de la forme {0}",
    near=("un mot proche de {0} (à une lettre près)", "un mot proche de {0} (à {1} lettres près)"),
    fields={"title": "{0} dans le titre", "chapo": "{0} dans le chapô", "body": "{0} dans le texte"},
    facets={
        "person": "la personne {0}",
        "place": "le lieu {0}",
        "section": "la rubrique {0}",
        "source": "la source {0}",
        "author": "l’auteur {0}",
    },
    within={"place": "un lieu situé dans {0}"},
    dated={"date": "une publication {0}", "mentioned": "une date évoquée {0}"},
    any_date="à une date connue",
    year="en {0}",
    month="en {0}",
    day="le {0}",
    since="depuis le {0}",
    until="jusqu’au {0}",
    between="du {0} au {1}",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
    date="{day} {month} {year}",
    first_date="1er {month} {year}",
)

_ENGLISH = _Words(
    everything="all articles",
    nothing="no article",
    both=" and ",
    either=" or ",
    but=" without ",
    not_="all articles without {0}",
    quoted="“{0}”",
    strict="{0} with exactly these accents",
    phrase="the phrase {0}",
    apart=("{0} (at most one word in between)", "{0} (at most {1} words in between)"),
    begins="a word beginning with {0}",
    ends="a word ending in {0}",
    shape="a word of the form {0}",
    near=("a word close to {0} (one letter apart)", "a word close to {0} ({1} letters apart)"),
    fields={"title": "{0} in the title", "chapo": "{0} in the lead", "body": "{0} in the text"},
    facets={
        "person": "the person {0}",
        "place": "the place {0}",
        "section": "the section {0}",
        "source": "the source {0}",
        "author": "the author {0}",
    },
    within={"place": "a place in {0}"},
    dated={"date": "a publication {0}", "mentioned": "a date spoken of {0}"},
    any_date="on a known date",
    year="in {0}",
    month="in {0}",
    day="on {0}",
    since="since {0}",
    until="until {0}",
    between="from {0} to {1}",
    months=(
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    date="{day} {month} {year}",
    first_date="1 {month} {year}",
)

_LANGUAGES = {"fr": _FRENCH, "en": _ENGLISH}


def explain(tree: Node, lang: str = "fr") -> str:
    """The tree in words, a noun phrase without a full stop, in French or English ("en").

    >>> explain(Or((Word("chat"), Word("chien", "title"))), "en")
    '“chat” or “chien” in the title'
    """
    return _node(tree, _LANGUAGES.get(lang, _FRENCH))


def _node(node: Node, words: _Words) -> str:
    match node:
        case Everything():
            return words.everything
        case Nothing():
            return words.nothing
        case And(parts):
            return _both(parts, words)
        case Or(parts):
            return words.either.join(_grouped(part, words) for part in parts)
        case Not(part):
            return words.not_.format(_grouped(part, words))
        case _:
            return _leaf(node, words)


def _both(parts: tuple[Node, ...], words: _Words) -> str:
    """What is asked for, then what is excluded: « a et b sans c sans d »."""
    wanted = words.both.join(_grouped(part, words) for part in parts if not isinstance(part, Not))
    unwanted = [words.but + _grouped(part.part, words) for part in parts if isinstance(part, Not)]
    return (wanted or words.everything) + "".join(unwanted)


def _grouped(node: Node, words: _Words) -> str:
    text = _node(node, words)
    return f"({text})" if isinstance(node, And | Or) else text


def _leaf(leaf: Leaf, words: _Words) -> str:
    match leaf:
        case Value(facet, text, within):
            return (words.within if within else words.facets)[facet].format(words.quoted.format(text))
        case Dates(facet, first, last):
            return words.dated[facet].format(_period(first, last, words))
        case _:
            text = _text(leaf, words)
            return words.fields[leaf.field].format(text) if leaf.field else text


def _text(leaf: Word | Phrase | Pattern | Fuzzy, words: _Words) -> str:
    quoted = words.quoted.format(leaf.text)
    match leaf:
        case Word(strict=strict):
            return words.strict.format(quoted) if strict else quoted
        case Phrase(slop=slop, strict=strict):
            text = words.phrase.format(quoted)
            text = words.apart[slop > 1].format(text, slop) if slop else text
            return words.strict.format(text) if strict else text
        case Pattern(text):
            return _shape(text, words)
        case Fuzzy(distance=distance):
            return words.near[distance > 1].format(quoted, distance)


def _shape(text: str, words: _Words) -> str:
    if text.endswith("*") and not set("*?") & set(text[:-1]):
        return words.begins.format(words.quoted.format(text[:-1]))
    if text.startswith("*") and not set("*?") & set(text[1:]):
        return words.ends.format(words.quoted.format(text[1:]))
    return words.shape.format(words.quoted.format(text))


def _period(first: str, last: str, words: _Words) -> str:
    if not has_year(first):
        return _yearless(first, words)
    prefix = common_prefix(first, last)
    if len(prefix) == 10:
        return words.day.format(_day(first, words))
    if prefix:
        return (words.month if len(prefix) == 7 else words.year).format(_month(prefix, words))
    if first and last:
        return words.between.format(_day(first, words), _day(last, words))
    if first:
        return words.since.format(_day(first, words))
    return words.until.format(_day(last, words)) if last else words.any_date


def _yearless(value: str, words: _Words) -> str:
    month = words.months[int(value[5:7]) - 1]
    if len(value) == 7:
        return words.month.format(month)
    template = words.first_date if value.endswith("-01") else words.date
    return words.day.format(template.format(day=int(value[8:]), month=month, year="").strip())


def _month(prefix: str, words: _Words) -> str:
    year = prefix[:4].lstrip("0")
    return f"{words.months[int(prefix[5:7]) - 1]} {year}" if len(prefix) == 7 else year


def _day(iso: str, words: _Words) -> str:
    day = first_day(iso)
    template = words.first_date if day.day == 1 else words.date
    return template.format(day=day.day, month=words.months[day.month - 1], year=day.year)
