"""Years and longer: "en 2017", "fin 2018", "2014-2016", "les années 1990", "XIXe siècle", "l'an dernier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.calendar import iso_prefix
from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.words import SHORT_YEAR, YEAR, year_number
from index.entities.numerals import roman

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


def _decade(match: re.Match[str], _context: Context) -> Iterator[Found]:
    for group in ("decade", "other"):
        if match[group]:
            start = match.start() if group == "decade" else match.start(group)
            end = match.end(group)
            first = _first_year(match[group])
            yield Found(start, end, f"{first:04d}/{first + 9:04d}")


def _first_year(digits: str) -> int:
    """As in "90" and "1990" → 1990; "10" and "20" are of this century, "30" of the last."""
    year = int(digits)
    if year >= 100:
        return year
    return 2000 + year if year <= 20 else 1900 + year


def _century(match: re.Match[str], _context: Context) -> Iterator[Found]:
    """As in "XIXe siècle" is 1801 to 1900. Before our era there is no value: ISO prefixes begin at year 1."""
    if match["before"]:
        return
    for group in ("other", "century"):
        word = match[group]
        if not word:
            continue
        count = 1 if word in ("premier", "1er", "ier") else int(word) if word.isdigit() else roman(word)
        if 1 <= count <= 21:
            start = match.start(group) if group == "other" else match.start("century")
            end = match.end(group) + 1 if group == "other" else match.end()
            yield Found(start, end, f"{count * 100 - 99:04d}/{count * 100:04d}")


def _short_year(match: re.Match[str], _context: Context) -> Iterator[Found]:
    """As in "en 98,"."""
    return one(match, iso_prefix(year_number(match["year"])))


def _last_century(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "au siècle dernier", from 2001 on 1901 to 2000."""
    year = context.reference.year
    last = (year - 1) // 100 * 100 if year else 0
    return one(match, f"{last - 99:04d}/{last:04d}" if last else None)


_WHICH = {"dernier": -1, "derniere": -1, "passe": -1, "passee": -1, "prochain": 1, "prochaine": 1}


def _relative_year(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "l'an dernier", "cette année", "en début d'année"."""
    return one(match, context.reference.years_on(_WHICH.get(match["which"] or "", 0)))


_CENTURY = r"(?:premier|1er|ier|[xvi]+|[0-9]{1,2})"
_BEGINS_CENTURY = r"[0-9]|[ivx]+[ierm°ᵉ]*(?![a-z])|premier|ier "
_ORDINAL = r"(?:ieme|eme|e|°|ᵉ|re|r)?"
_ERA = r"(?P<before> av(?:ant|\.) (?:j\.?-? ?-?c\.?|jesus|notre ere)(?:-christ)?)"

FAMILIES = (
    Family(
        "decade",
        "debut d|fin d|milieu d|annees|decennie",
        r"(?:(?:debut|fin|milieu) des )?(?:annees|decennies?)[ -](?P<decade>(?:1[0-9]|20)?[0-9]0)(?:s|')?(?![0-9%])"
        r"(?:(?:-|/| et | ou | a |, )(?P<other>(?:1[0-9]|20)?[1-9]0)(?![0-9]))?",
        _decade,
    ),
    Family(
        "century",
        f"debut d|fin d|milieu d|{_BEGINS_CENTURY}",
        rf"(?:debut du |fin du |milieu du )?(?:(?P<other>{_CENTURY}){_ORDINAL}(?: et | au |-| ou ))?(?P<century>{_CENTURY}){_ORDINAL} ?siecles?(?!\w)"
        rf"(?:{_ERA}| apres (?:j\.?-?c\.?|jesus-christ))?",
        _century,
    ),
    Family("before our era", "[0-9]", rf"[0-9]{{1,4}}{_ERA}", lambda _match, _context: iter(())),
    Family(
        "span of years", "[0-9]", rf"(?P<first>[12][0-9]{{3}})[-/](?P<last>{YEAR}|[0-9]{{2}})(?![0-9/.-]?[0-9])", _span
    ),
    Family(
        "year",
        "[0-9]|tout |debut|fin |fin-|milieu|mi-|mi |courant ",
        rf"(?P<part>{_PART_OF})?(?P<year>{YEAR})(?![\w-]?[0-9]|[\w°])",
        _year,
    ),
    # Not "de 20 en 95," nor a department: only where nothing is counted, and the digits end their part of the sentence.
    Family(
        "short year",
        "[0-9]|debut |fin ",
        rf"(?:(?P<part>(?:debut|fin) )|(?<=\ben\x20)|(?<=\bdepuis\x20))(?P<year>{SHORT_YEAR})(?=\Z|[,;:!?)\".»]|\n)",
        _short_year,
    ),
    Family(
        "last century",
        "debut d|fin d|milieu d|siecle ",
        r"(?:(?:debut|fin|milieu) du )?siecle (?:dernier|passe)(?!\w)",
        _last_century,
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
