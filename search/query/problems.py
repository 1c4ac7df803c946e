"""What can be wrong with a query: one table of stable codes with their French and English sentences.

``{part}`` is the part of the query concerned, ``{position}`` its first character, counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.query.tree import Problem

Lang = Literal["fr", "en"]

MAX_PROBLEMS = 20
"""Problems told of one query; more are of no help to its reader."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of problem: its code for programs, its sentence in both languages."""

    code: str
    fr: str
    en: str


KINDS: tuple[Kind, ...] = (
    Kind(
        "unclosed-quote",
        "Guillemet ouvert au caractère {position} et jamais fermé : l’expression va jusqu’à la fin.",
        "Quotation mark opened at character {position} and never closed: the phrase runs to the end.",
    ),
    Kind(
        "unopened-quote",
        "Guillemet fermant sans guillemet ouvrant au caractère {position} : il est ignoré.",
        "Closing quotation mark without an opening one at character {position}: ignored.",
    ),
    Kind(
        "empty-quotes",
        "Rien entre les guillemets au caractère {position} : ils sont ignorés.",
        "Nothing between the quotation marks at character {position}: ignored.",
    ),
    Kind(
        "unclosed-parenthesis",
        "Parenthèse ouverte au caractère {position} et jamais fermée : elle va jusqu’à la fin.",
        "Parenthesis opened at character {position} and never closed: it runs to the end.",
    ),
    Kind(
        "unopened-parenthesis",
        "Parenthèse fermante sans parenthèse ouvrante au caractère {position} : elle est ignorée.",
        "Closing parenthesis without an opening one at character {position}: ignored.",
    ),
    Kind(
        "empty-parentheses",
        "Rien entre les parenthèses au caractère {position} : elles sont ignorées.",
        "Nothing between the parentheses at character {position}: ignored.",
    ),
    Kind(
        "unclosed-bracket",
        "Crochet ouvert au caractère {position} et jamais fermé : la période va jusqu’à la fin.",
        "Bracket opened at character {position} and never closed: the period runs to the end.",
    ),
    Kind(
        "lonely-operator",
        "Il manque un mot d’un côté de « {part} » (caractère {position}) : l’opérateur est ignoré.",
        "A word is missing on one side of “{part}” (character {position}): the operator is ignored.",
    ),
    Kind(
        "empty-field",
        "Rien après « {part} » (caractère {position}) : le préfixe est ignoré.",
        "Nothing after “{part}” (character {position}): the prefix is ignored.",
    ),
    Kind(
        "bad-date",
        "« {part} » (caractère {position}) n’est pas une date ; exemples : 2017, mars 2017, 13/09/2023, [2017 TO 2019].",
        "“{part}” (character {position}) is no date; examples: 2017, mars 2017, 13/09/2023, [2017 TO 2019].",
    ),
    Kind(
        "reversed-dates",
        "La période « {part} » (caractère {position}) finit avant de commencer : aucun article ne peut y être.",
        "The period “{part}” (character {position}) ends before it begins: no article can be in it.",
    ),
    Kind(
        "too-wide",
        "« {part} » (caractère {position}) correspond à trop de mots : donnez au moins deux lettres, et au plus quatre « * ».",
        "“{part}” (character {position}) matches too many words: give at least two letters, and at most four “*”.",
    ),
    Kind(
        "bad-distance",
        "« {part} » (caractère {position}) : après « ~ », le nombre va de 1 à 2 pour un mot, de 0 à 100 pour une "
        "expression ; le plus proche est pris.",
        "“{part}” (character {position}): the number after “~” goes from 1 to 2 for a word, from 0 to 100 for a "
        "phrase; the nearest is taken.",
    ),
    Kind(
        "mixed-signs",
        "« {part} » (caractère {position}) : « = », « ~ » et les jokers ne se combinent pas ; un seul est pris.",
        "“{part}” (character {position}): “=”, “~” and wildcards do not combine; one alone is taken.",
    ),
    Kind(
        "wildcard-in-phrase",
        "« {part} » (caractère {position}) : pas de joker dans une expression ; le mot est cherché tel quel.",
        "“{part}” (character {position}): no wildcard inside a phrase; the word is searched as it is.",
    ),
    Kind(
        "no-sign-here",
        "« {part} » (caractère {position}) : après ce préfixe, seuls un nom ou une expression conviennent.",
        "“{part}” (character {position}): after this prefix, only a name or a phrase will do.",
    ),
    Kind(
        "too-complex",
        "Recherche trop longue ou trop imbriquée : la suite, à partir du caractère {position}, est ignorée.",
        "Query too long or too deeply nested: what follows character {position} is ignored.",
    ),
    Kind(
        "no-word",
        "Il n’y a pas de mot à chercher dans cette recherche.",
        "There is no word to look for in this query.",
    ),
)  # fmt: skip

_BY_CODE = {kind.code: kind for kind in KINDS}

# A long part makes an unreadable sentence; 40 characters are enough to recognise one's own words.
_SHOWN = 40


def problem(code: str, query: str, start: int, end: int) -> Problem:
    """The problem of that code at ``query[start:end]``, told in French; KeyError: no such code."""
    return Problem(code, _sentence(_BY_CODE[code].fr, query, start, end), start, end)


def sentence(found: Problem, query: str, lang: Lang = "fr") -> str:
    """The problem told in that language; a code that is not of this table keeps its own sentence."""
    kind = _BY_CODE.get(found.code)
    return _sentence(kind.en, query, found.start, found.end) if kind and lang == "en" else found.detail


def _sentence(template: str, query: str, start: int, end: int) -> str:
    part = " ".join(query[start:end].split())
    shown = part if len(part) <= _SHOWN else part[: _SHOWN - 1] + "…"
    return template.format(part=shown, position=start + 1)
