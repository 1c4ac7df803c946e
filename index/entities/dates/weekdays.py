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
    second = _second(match, context)
    if second and second > dt.date.min:
        yield Found(match.start("first"), match.end("first"), (second - dt.timedelta(days=1)).isoformat())
        yield Found(match.start("second"), match.end(), second.isoformat())


def _second(match: re.Match[str], context: Context) -> dt.date | None:
    """The day after the night: as its number says, else the nearest of its name."""
    direction = context.direction(match["which"], match.start(), match.end())
    if not match["day"]:
        day = context.reference.weekday(WEEKDAYS.index(match["first"]), direction)
        return day + dt.timedelta(days=1) if day and day < dt.date.max else None
    number, month = day_number(match["day"]), month_number(match["month"])
    weekday = WEEKDAYS.index(match["second"])
    year = int(match["year"]) if match["year"] else context.reference.year_of(month, number, direction, weekday)
    value = day_value(year, month, number)
    return dt.date.fromisoformat(value) if value and has_year(value) else None


def _weekday_and_number(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "vendredi 28", no month: the nearest 28th that is a Friday."""
    wanted = WEEKDAYS.index(match["weekday"]), day_number(match["day"])
    nearest = sorted(range(-_FORTNIGHT, _FORTNIGHT + 1), key=lambda shift: (abs(shift), shift))
    days = (context.reference.shifted(shift) for shift in nearest)
    found = next((d for d in days if d and (d.weekday(), d.day) == wanted), None)
    return one(match, found.isoformat() if found else None)


def _weekday(match: re.Match[str], context: Context) -> Iterator[Found]:
    direction = context.direction(match["which"], match.start(), match.end())
    day = context.reference.weekday(WEEKDAYS.index(match["weekday"]), direction)
    return one(match, day.isoformat() if day else None)


NIGHT = 45  # days each way in which "vendredi 28" is looked for: every 28th within a month and a half


def _nothing(_match: re.Match[str], _context: Context) -> Iterator[Found]:
    return iter(())


def _night(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "dans la nuit de dimanche à lundi 28 août": the second day follows the first."""
    if (WEEKDAYS.index(match["first"]) + 1) % 7 != WEEKDAYS.index(match["second"]):
        return
    second = _second(match, context)
    if second and second > dt.date.min:
        yield Found(match.start("first"), match.end("first"), (second - dt.timedelta(days=1)).isoformat())
        yield Found(match.start("second"), match.end(), second.isoformat())


def _second(match: re.Match[str], context: Context) -> dt.date | None:
    """The day after the night: as its number says, else the nearest of its name."""
    direction = context.direction(match["which"], match.start(), match.end())
    if not match["day"]:
        day = context.reference.weekday(WEEKDAYS.index(match["first"]), direction)
        return day + dt.timedelta(days=1) if day and day < dt.date.max else None
    number, month = day_number(match["day"]), month_number(match["month"])
    weekday = WEEKDAYS.index(match["second"])
    year = int(match["year"]) if match["year"] else context.reference.year_of(month, number, direction, weekday)
    value = day_value(year, month, number)
    return dt.date.fromisoformat(value) if value and has_year(value) else None


def _weekday_and_number(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "vendredi 28", no month: the nearest 28th that is a Friday."""
    wanted = WEEKDAYS.index(match["weekday"]), day_number(match["day"])
    nearest = sorted(range(-_FORTNIGHT, _FORTNIGHT + 1), key=lambda shift: (abs(shift), shift))
    days = (context.reference.shifted(shift) for shift in nearest)
    found = next((d for d in days if d and (d.weekday(), d.day) == wanted), None)
    return one(match, found.isoformat() if found else None)


def _weekday(match: re.Match[str], context: Context) -> Iterator[Found]:
    direction = context.direction(match["which"], match.start(), match.end())
    day = context.reference.weekday(WEEKDAYS.index(match["weekday"]), direction)
    return one(match, day.isoformat() if day else None)


_DEICTIC = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "ce jour": 0, "demain": 1, "apres-demain": 2}
# "aujourd'hui" mostly means "nowadays": it is the day only right after what was done on it.
_DONE = ("annonce", "annoncee", "declare", "devoile", "indique", "lance", "presente", "mort", "decede", "affirme", "publie",
         "confirme", "revele", "inaugure", "paisiblement")  # fmt: skip
_TODAY = "(?:" + "|".join(rf"(?<={word}\x20)" for word in _DONE) + ")aujourd'hui"


def _deictic(match: re.Match[str], context: Context) -> Iterator[Found]:
    day = context.reference.shifted(_DEICTIC[" ".join(match["word"].split())])
    return one(match, day.isoformat() if day else None)


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
        rf"(?P<weekday>{WEEKDAY}) (?P<day>{DAY})(?! ?(?:h\b|[a-z%€]|[0-9]|[.,][0-9]|:))",
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
