"""Weeks, week-ends, "il y a deux ans", "dans trois jours": counted from the publication date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.reference import Reference, day_value
from index.entities.dates.words import DAY, MONTH, NUMBER, WEEKDAY, YEAR, day_number, month_number, number

_SHIFTS = {"dernier": -1, "derniere": -1, "passe": -1, "passee": -1, "prochain": 1, "prochaine": 1}


def _week(match: re.Match[str], context: Context) -> Iterator[Found]:
    return one(match, context.reference.week(_SHIFTS.get(match["which"] or "", 0)))


def _weekend(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "ce week-end" is this week's from Wednesday on, and the one just over on Monday and Tuesday."""
    day = context.reference.day
    if day is None:
        return iter(())
    shift = _SHIFTS.get(match["which"] or "", 0)
    if shift == 0 and day.weekday() <= 1 and context.direction(None, match.start(), match.end()) != "future":
        shift = -1
    return one(match, context.reference.weekend(shift))


def _weekend_of(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "le week-end du 23 septembre" is that Saturday and Sunday."""
    day, month = day_number(match["day"]), month_number(match["month"])
    direction = context.direction(None, match.start(), match.end())
    year = int(match["year"]) if match["year"] else context.reference.year_of(month, day, direction)
    value = day_value(year, month, day)
    if value is None or year is None:
        return one(match, value)
    saturday = dt.date.fromisoformat(value)
    saturday += dt.timedelta(days=5 - saturday.weekday())
    return one(match, f"{saturday}/{saturday + dt.timedelta(days=1)}")


def _counted(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "il y a deux ans" is a year, "il y a trois mois" a month, "il y a deux semaines" a week."""
    count = number(match["count"]) * (1 if match["ahead"] else -1)
    if match["exact"]:
        return one(match, context.reference.same_day(count * (1 if match["unit"] == "mois" else 12)))
    return one(match, _shifted(context.reference, count, match["unit"]))


def _shifted(reference: Reference, count: int, unit: str) -> str | None:
    if unit.startswith("an"):
        return reference.years_on(count)
    if unit == "mois":
        return reference.months_on(count)
    if unit.startswith("semaine"):
        return reference.week(count)
    if unit.startswith("siecle"):
        return None
    day = reference.shifted(count)
    return day.isoformat() if day else None


_WHICH = r"(?P<which>derniere?|passee?|prochaine?)"
_WEEK_END = r"week[- ]?end"
_ROUGHLY = r"(?:(?:environ|pres de|presque|encore|deja|bientot|tout juste|exactement|a peine|maintenant|quasiment) )?"
_NOT_A_SPAN = r"(?! (?:d'ecart|de prison|de difference|pour|de plus|de moins|et demie?|sur|comme|d'age|d'ici))"

FAMILIES = (
    Family(
        "week",
        "debut d|fin d|la semaine|cette semaine|semaine ",
        rf"(?:(?:(?:debut|fin) de )?(?:(?:la|cette) )?semaine) {_WHICH}(?!\w)",
        _week,
    ),
    Family(
        "this week",
        "cette semaine|cette fin|debut d|fin d",
        r"(?:cette fin de semaine|cette semaine(?!-la)|(?:debut|fin) de (?:la )?semaine)(?P<which>(?!))?(?!\w)",
        _week,
    ),
    Family(
        "week-end of a day",
        "week",
        rf"{_WEEK_END} (?:du|des)(?: {WEEKDAY})?(?: {DAY} (?:et|au))?(?: {WEEKDAY})? (?P<day>{DAY}) (?P<month>{MONTH})(?: (?P<year>{YEAR}))?(?!\w)",
        _weekend_of,
    ),
    Family("week-end", "le week|ce week|week", rf"(?:(?:le|ce) )?{_WEEK_END} {_WHICH}(?!\w)", _weekend),
    # "le week-end" alone mostly recurs.
    Family(
        "the week-end",
        "le week|week",
        rf"(?:(?:(?<=\btout\x20)|(?<=\bdurant\x20)|(?<=\bpendant\x20)|(?<=\bpour\x20))le |(?<=\bcours\x20du\x20)|(?<=\bcourant\x20du\x20)|(?<=\blors\x20du\x20))"
        rf"{_WEEK_END}(?P<which>(?!))?(?! d[eu])(?![\w-])",
        _weekend,
    ),
    Family("this week-end", "ce week", rf"ce {_WEEK_END}(?P<which>(?!))?(?!\w)", _weekend),
    Family(
        "ago",
        "il y a|voila|voici",
        rf"(?:il y a|(?:voila|voici)(?!(?: \w+){{1,3}} que(?!\w))) {_ROUGHLY}(?P<count>{NUMBER}) (?P<unit>ans?|annees?|mois|semaines?|jours?)(?P<ahead>(?!))?(?!\w){_NOT_A_SPAN}(?P<exact> jour pour jour)?",
        _counted,
    ),
    Family(
        "ahead",
        "dans ",
        rf"(?P<ahead>dans) {_ROUGHLY}(?P<count>{NUMBER}) (?P<unit>ans?|mois|semaines?|jours?)(?!\w){_NOT_A_SPAN}(?P<exact>(?!))?",
        _counted,
    ),
)
