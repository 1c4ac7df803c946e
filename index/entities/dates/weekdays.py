"""Days by their name: "lundi dernier", "dans la nuit de dimanche à lundi"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from index.entities.calendar import has_year
from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.reference import day_value
from index.entities.dates.words import BEGINS_WEEKDAY, DAY, MONTH, WEEKDAY, WEEKDAYS, YEAR, day_number, month_number

_WHICH = r"(?P<which>dernier|prochain|passe|suivant|precedent)s?"
_FEAST = r"(?! (?:de paques|de pentecote|gras|saint|des cendres|noir|de l'ascension|des rameaux|vert)(?!\w))(?!-)"
_FORTNIGHT = 45  # days each way in which "vendredi 28" is looked for: every 28th within a month and a half


def _nothing(_match: re.Match[str], _context: Context) -> Iterator[Found]:
    return iter(())


def _night(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "dans la nuit de dimanche à lundi 28 août": the second day follows the first."""
    if (WEEKDAYS.index(match["first"]) + 1) % 7 != WEEKDAYS.index(match["second"]):
        return
    second = _morning(match, context)
    if second:
        yield from one(match, _day_before(second), "first")
        yield Found(match.start("second"), match.end(), second)


def _morning(match: re.Match[str], context: Context) -> str | None:
    """The day after the night: as its number says, else the nearest of its name."""
    direction = context.direction(match["which"], match.start(), match.end())
    if not match["day"]:
        evening = context.reference.weekday(WEEKDAYS.index(match["first"]), direction)
        return (evening + dt.timedelta(days=1)).isoformat() if evening and evening < dt.date.max else None
    day, month = day_number(match["day"]), month_number(match["month"])
    weekday = WEEKDAYS.index(match["second"])
    year = int(match["year"]) if match["year"] else context.reference.year_of(month, day, direction, weekday)
    return day_value(year, month, day)


def _day_before(value: str) -> str | None:
    """None where it cannot be told: before 1 March of no year, before the first day of the calendar."""
    if has_year(value):
        day = dt.date.fromisoformat(value)
        return (day - dt.timedelta(days=1)).isoformat() if day > dt.date.min else None
    day = dt.date.fromisoformat("2000" + value[4:]) - dt.timedelta(days=1)
    return day_value(None, day.month, day.day) if (day.month, day.day) != (2, 29) else None


def _weekday_and_number(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "vendredi 28", no month: the nearest 28th that is a Friday; else the number counts something else."""
    wanted = WEEKDAYS.index(match["weekday"]), day_number(match["day"])
    nearest = sorted(range(-_FORTNIGHT, _FORTNIGHT + 1), key=lambda shift: (abs(shift), shift))
    days = (context.reference.shifted(shift) for shift in nearest)
    found = next((d for d in days if d and (d.weekday(), d.day) == wanted), None)
    return one(match, found.isoformat()) if found else _weekday(match, context)


def _weekday(match: re.Match[str], context: Context) -> Iterator[Found]:
    end = match.end("weekday")
    direction = context.direction(match["which"], match.start(), end)
    day = context.reference.weekday(WEEKDAYS.index(match["weekday"]), direction)
    return one(match, day.isoformat() if day else None, 0 if match["which"] else "weekday")


NIGHT = Family(
    "night",
    BEGINS_WEEKDAY,
    rf"(?<=nuit\x20d[eu]\x20)(?P<first>{WEEKDAY}) (?:a|au) (?P<second>{WEEKDAY})(?!\w)"
    rf"(?: (?P<day>{DAY}) (?P<month>{MONTH})(?!\w)(?: (?P<year>{YEAR}))?| {_WHICH}(?!\w))?",
    _night,
)

FAMILIES = (
    Family(
        "weekday and number",
        BEGINS_WEEKDAY,
        rf"(?P<weekday>{WEEKDAY}) (?P<day>{DAY})(?P<which>(?!))?(?! ?(?:h(?:\b|[0-9])|heures?\b|[%€:0-9]|[.,][0-9]))",
        _weekday_and_number,
    ),
    # What recurs, and titles: "du lundi au vendredi", "chaque samedi", "le Journal du dimanche".
    Family(
        "no day",
        f"{'|'.join(f'du {day}' for day in WEEKDAYS)}|journal du|terriens du|vivement|[0-9]|uniquement le|chaque|premier|dernier|black|pas d'hier|demain nous",
        rf"(?:du {WEEKDAY} au {WEEKDAY}(?! {DAY})|(?:(?:journal|terriens) du|vivement|20h30 le|uniquement le|chaque|premier|dernier|black) {WEEKDAY}|pas d'hier|demain nous appartient)(?!\w)",
        _nothing,
    ),
    Family("weekday", BEGINS_WEEKDAY, rf"(?P<weekday>{WEEKDAY})(?!\w){_FEAST}(?: {_WHICH}(?!\w))?", _weekday),
)
