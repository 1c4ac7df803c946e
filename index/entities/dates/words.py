"""The vocabulary of French dates as regular expressions over folded text (lower case, no accents).

In these sources a space stands for "spaces, or one line break"; see ``compiled``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.entities.calendar import MONTHS

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
MONTH_NAME = f"(?:{'|'.join(MONTHS)})"
_SHORT_MONTHS = {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
MONTH = f"(?:{'|'.join(MONTHS)}|(?:{'|'.join(_SHORT_MONTHS)})\\b\\.?)"
DAY = r"(?:1er|premier|[12][0-9]|3[01]|0?[1-9])(?![0-9])"
PART = r"(?:matin|midi|apres-midi|soir|au soir|dans la nuit|dans la soiree|dans la matinee|en fin de journee)"

# What a number counts when it looks like a year: money, people, measures, and "2 000" cut in two.
_COUNTED = (
    r"euros?|dollars?|livres|francs?|millions?|milliards?|personnes?|habitants?|km|kilometres?|metres?|m|m2|kg|"
    r"tonnes?|grammes?|litres?|watts?|ch|chevaux|degres?|ans|annees|mois|jours|heures?|minutes?|secondes?|"
    r"fois|points?|pages?|soldats?|hommes|femmes|morts?|blesses?|deces|cas|salaries?|emplois|postes?|places|"
    r"manifestants?|policiers|gendarmes|pompiers|exemplaires|voitures|vehicules|unites|logements|signatures|"
    r"membres|participants|spectateurs|visiteurs|electeurs|voix|signataires|eleves|etudiants|clients|"
    r"hectares?|kwh|mw|rpm|tr|tours?|cm3|cc|pixels|calories|victimes|patients|lits|tests|migrants|refugies|enfants"
)
YEAR = rf"(?:1[0-9]{{3}}|20[0-9]{{2}}|21[0-9]{{2}})(?![0-9]|[.,][0-9]|\x20[0-9]{{3}}(?![0-9])|\x20?(?:[€$%°]|(?:{_COUNTED})\b))"
# "mai 68", "le 10 novembre 93," – above 31, which a day cannot be, and before a sign or a word that joins: not "12 mars
# 60 blessés".
SHORT_YEAR = (
    r"'?(?:3[2-9]|[4-9][0-9])(?=\Z|[;:!?)\"»”\n]|[.,](?![0-9])|\x20(?:a|au|aux|en|dans|sur|par|pour|lors|et|ou|qui|que|dont|est|"
    r"avait|ont|avec|contre|chez|entre|il|elle|on|jusqu'|devant|»|-|\()(?!\w))"
)

_NUMBER_WORDS = (
    "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
)  # fmt: skip
NUMBERS: dict[str, int] = {
    **{word: n for n, word in enumerate(_NUMBER_WORDS, 1)},
    "une": 1, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "vingt-cinq": 25, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingts": 80, "cent": 100,
}  # fmt: skip
NUMBER = rf"(?:[0-9]{{1,4}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"

# How they begin, for ``Family.begins``.
BEGINS_WEEKDAY = "|".join(WEEKDAYS)
BEGINS_MONTH = "|".join(MONTHS)
BEGINS_DAY = "[0-9]|premier"

_MONTH_NUMBERS = {**{name: n for n, name in enumerate(MONTHS, 1)}, **_SHORT_MONTHS}


def compiled(source: str) -> re.Pattern[str]:
    """The pattern, each space of ``source`` standing for spaces or one line break."""
    return re.compile(source.replace(" ", r"(?: +| *\n *)"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for what begins with one of the words, letter by letter; a word with "[" is a pattern itself.

    >>> any_of(["[0-9]", "mardi", "mars", "mar", "hier"])
    '(?:[0-9]|mar|hier)'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        if not word:  # a shorter word says it all
            return ""
        first, rest = (word, "") if word[0] == "[" else (word[0], word[1:])
        rests.setdefault(first, []).append(rest)
    branches = [first + any_of(rest) for first, rest in rests.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation, folded."""
    return _MONTH_NUMBERS[word.rstrip(".")]


def day_number(word: str) -> int:
    """The day of the month that ``DAY`` matched."""
    return 1 if word in ("1er", "premier") else int(word)


def year_number(word: str) -> int:
    """The year that ``YEAR`` or ``SHORT_YEAR`` matched; two digits are of the last century."""
    return int(word) if len(word) == 4 else 1900 + int(word.lstrip("'"))


def number(word: str) -> int:
    """The value of what ``NUMBER`` matched."""
    return NUMBERS[word] if word in NUMBERS else int(word)
