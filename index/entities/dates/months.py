"""Months: "novembre 2019", "en juillet dernier", "mi-mai", "début août", "fin du mois d'octobre"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.reference import day_value
from index.entities.dates.words import BEGINS_MONTH, MONTH_NAME, SHORT_YEAR, YEAR, month_number, year_number

_WHICH = r"(?P<which>dernier|prochain|passe|suivant|precedent)s?"
_WITHIN = r"(?:(?:tout )?(?:debut|fin|mi|milieu)(?:-| du mois (?:de |d')| de | d'| ))"
# "de mars à juin 2019", "avril-mai 2020": the year said last counts for both.
_LATER = rf"(?:(?=(?: a| et| ou|,|-| a fin| a debut)(?: |(?<=-)){MONTH_NAME} (?P<later>{YEAR})))?"
_YEAR = rf" (?:de (?:l'annee )?)?(?P<year>{YEAR}|{SHORT_YEAR})"

# "mars", "mai" and "avril" are other things too, and any month may be part of a name: without a
# year they need a preposition.
_AFTER = re.compile(
    r"(?:\b(?:en|depuis|de|des|d'|a|ou|et|entre|avant|apres|pour|courant|jusqu'en|jusqu'a|fin|debut|vers|mi-?|ce|en plein|,|mois d'|mois de)\s*|-)$"
)
_PLAIN_MONTHS = ("janvier", "fevrier", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")
_NAMES = re.compile(r"(?:\bplanete|\brover|\bsonde|\bsur|\bvers)\s+$")


def _month(match: re.Match[str], context: Context) -> Iterator[Found]:
    if not _is_a_month(match, context):
        return iter(())
    return one(match, _value(match, context))


def _is_a_month(match: re.Match[str], context: Context) -> bool:
    """Whether it is a month, not the planet Mars, a person called Avril or a street's name."""
    if match["within"] or match["which"]:
        return True
    capital = context.text[match.start("month")].isupper()
    before = context.folded[max(0, match.start() - 14) : match.start()]
    if match["year"] or match["later"]:
        return not (capital and _NAMES.search(before))
    if capital or (match["month"] == "mars" and _NAMES.search(before)):
        return False
    return match["month"] in _PLAIN_MONTHS or bool(_AFTER.search(before))


def _value(match: re.Match[str], context: Context) -> str | None:
    month = month_number(match["month"])
    said = match["year"] or match["later"]
    direction = context.direction(match["which"], match.start(), match.end())
    year = year_number(said) if said else context.reference.year_of(month, None, direction)
    return day_value(year, month)


_SHIFTS = {"dernier": -1, "passe": -1, "prochain": 1, "": 0}


def _this_month(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "le mois dernier", "ce mois-ci", "début du mois"."""
    return one(match, context.reference.months_on(_SHIFTS[match["which"] or ""]))


FAMILIES = (
    Family(
        "month",
        f"tout |debut|fin |fin-|mi-|mi |milieu|{BEGINS_MONTH}",
        rf"(?P<within>{_WITHIN})?(?P<month>{MONTH_NAME})(?!\w|'|-(?!{MONTH_NAME} |ci))(?:{_YEAR}| {_WHICH}(?!\w))?{_LATER}",
        _month,
    ),
    Family(
        "last month",
        "fin d|debut d|milieu d|le mois|du mois",
        r"(?:(?:fin|debut|milieu) du mois|le mois|du mois) (?P<which>dernier|prochain|passe)(?!\w)",
        _this_month,
    ),
    Family(
        "this month",
        "ce mois|debut d|fin d|milieu d",
        r"(?:ce mois-ci|ce mois(?! de| d'|-la)|(?:debut|fin|milieu) du mois(?! de | d'))(?P<which>(?!))?(?!\w)",
        _this_month,
    ),
)
