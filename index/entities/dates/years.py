"""Years: "en 2017", "fin 2018", "2014-2016", "en 98", "l'an 800", "l'an dernier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.calendar import iso_prefix
from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.words import SHORT_YEAR, YEAR, year_number

_PART_OF = r"(?:(?:tout )?(?:debut|fin|milieu|mi)(?:-| de l'annee | d'annee | de l'an | de | )|courant )"
# What a four-digit number is instead of a year, from the words before it.
_NOT_BEFORE = re.compile(
    r"(?:n° ?|\b(?:numero|no|loi|article|articles|vol|modele|peugeot|seconde|route|page|compte|code|chaine|prix de|pointure|"
    r"environ|quelque|pres de|plus de|moins de|au moins|jusqu'a pres de|total de|soit|ligne|norme|euro|mazda|renault|bmw|"
    r"porsche|audi|ferrari|citroen|iphone|galaxy|mirage|miss france|alfa romeo|horizon|windows|nokia|suv|crossover|citadine)\s+|[0-9]\s|[0-9][.,]|[#@€$£+/\w]|[0-9]-)$"
)
_AFTER = re.compile(
    r"\b(?:en|depuis|de|vers|des|entre|jusqu'en|a|et|ou|an|annee|annees|saison|ete|hiver|automne|printemps|rentree|noel|"
    r"debut|fin|mi|courant|avant|apres|pour|ne|nee|vers)[ -]$|[(,]\s?$"
)


def _year(match: re.Match[str], context: Context) -> Iterator[Found]:
    if not _is_a_year(match, context):
        return iter(())
    return one(match, iso_prefix(int(match["year"])))


def _is_a_year(match: re.Match[str], context: Context) -> bool:
    if match["part"]:
        return True
    before = context.folded[max(0, match.start() - 20) : match.start()]
    if _NOT_BEFORE.search(before):
        return False
    return 1800 <= int(match["year"]) <= 2100 or bool(_AFTER.search(before))


def _span(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "2014-2016", "2019/2020", "1968-69": one interval."""
    before = context.folded[max(0, match.start() - 20) : match.start()]
    first, last = int(match["first"]), match["last"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if first < 1000 or not first < end <= first + 200 or _NOT_BEFORE.search(before):
        return iter(())
    return one(match, f"{first:04d}/{end:04d}")


def _early_year(match: re.Match[str], _context: Context) -> Iterator[Found]:
    """As in "en l'an 800"."""
    return one(match, iso_prefix(int(match["year"])))


def _short_year(match: re.Match[str], _context: Context) -> Iterator[Found]:
    """As in "en 98,"."""
    return one(match, iso_prefix(year_number(match["year"])))


_WHICH = {"dernier": -1, "derniere": -1, "passe": -1, "passee": -1, "prochain": 1, "prochaine": 1}


def _relative_year(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "l'an dernier", "cette année", "en début d'année"."""
    return one(match, context.reference.years_on(_WHICH.get(match["which"] or "", 0)))


FAMILIES = (
    Family(
        "span of years", "[0-9]", rf"(?P<first>[12][0-9]{{3}})[-/](?P<last>{YEAR}|[0-9]{{2}})(?![0-9/.-]?[0-9])", _span
    ),
    Family(
        "year",
        "[0-9]|tout |debut|fin |fin-|milieu|mi-|mi |courant ",
        rf"(?P<part>{_PART_OF})?(?P<year>{YEAR})(?![\w-]?[0-9]|[\w°])",
        _year,
    ),
    Family("year of our era", "[0-9]", r"(?<=\bl'an\x20)(?P<year>[1-9][0-9]{1,2})(?![0-9]|[.,][0-9])", _early_year),
    # Not "de 20 en 95," nor a department: only where nothing is counted, and the digits end their part of the sentence.
    Family(
        "short year",
        "[0-9]|debut |fin ",
        rf"(?:(?P<part>(?:debut|fin) )|(?<=\ben\x20)|(?<=\bdepuis\x20))(?P<year>{SHORT_YEAR})(?=\Z|[,;:!?)\".»]|\n)",
        _short_year,
    ),
    Family(
        "last year",
        "debut d|fin d|milieu d|l'an |l'annee|cette annee",
        r"(?:(?:debut|fin|milieu) d'annee|(?:(?:debut|fin|milieu) de )?l'(?:an|annee)|cette annee) (?P<which>derniere?|passee?|prochaine?)(?!\w)",
        _relative_year,
    ),
    Family(
        "this year",
        "cette annee|l'annee|debut d|fin d|milieu d",
        r"(?:cette annee(?!-la)|(?:(?:debut|fin|milieu) de )?l'annee en cours|(?:debut|fin|milieu) (?:de l'annee|d'annee|de cette annee))(?!\w)(?P<which>(?!))?",
        _relative_year,
    ),
)
