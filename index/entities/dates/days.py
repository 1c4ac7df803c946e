"""Days by their number: "mardi 23 juin 2020", "le 9 juillet", "du 3 au 7 mai", "12/03/2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.calendar import iso_prefix
from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.reference import day_value
from index.entities.dates.words import (
    BEGINS_DAY,
    BEGINS_WEEKDAY,
    DAY,
    MONTH,
    PART,
    SHORT_YEAR,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    compiled,
    day_number,
    month_number,
    year_number,
)

_WHICH = r"(?P<which>dernier|prochain|passe|suivant|precedent)s?"
# "du 28 mars au 3 avril 2020": the year said after the last day counts for the first one too.
_LATER = rf"(?:(?= (?:au|et|ou|jusqu'au|et le|,)(?: {WEEKDAY})? {DAY} {MONTH} (?P<later>{YEAR})))?"
DAY_MONTH = (
    rf"(?:(?P<weekday>{WEEKDAY}),?(?: {PART})?,?(?: le)? )?(?P<day>{DAY})(?: |-)(?P<month>{MONTH})(?!\w)"
    rf"(?:,? de l'an(?:nee)? (?P<of>[1-9][0-9]{{1,3}})(?![0-9])|,? (?P<year>{YEAR}|{SHORT_YEAR})| {_WHICH})?{_LATER}"
)
# Days that name what happened on them, by (day, month).
_ATTACKS = {(11, 9): 2001, (13, 11): 2015}
_ATTACKS_OF = re.compile(r"\b(?:attentats?|attaques?|tueries?)(?: \w+)? du\s+$")
_LISTED = rf"(?:{WEEKDAY} )?{DAY}"
_JOINS = r"(?:, | et | ou | au | a | et le | au | puis | jusqu'au )"
# Days listed before the last two. Without a bound a column of figures would be read again from each of them.
_LONGEST_LIST = 14
_LISTED_DAY = compiled(rf"(?:{WEEKDAY} )?(?P<day>{DAY})")

# A street, a station or a square that bears a date's name.
_NAMED_AFTER = re.compile(
    r"\b(?:rue|avenue|boulevard|place|quai|pont|station|metro|square|hopital|stade|collectif) du\s+$"
)


def _day_month(match: re.Match[str], context: Context) -> Iterator[Found]:
    if _NAMED_AFTER.search(context.folded[max(0, match.start() - 20) : match.start()]):
        return iter(())
    return one(match, _day_month_value(match, context))


def _day_month_value(match: re.Match[str], context: Context) -> str | None:
    day, month = day_number(match["day"]), month_number(match["month"])
    return day_value(_year(match, context, day, month), month, day)


def _year(match: re.Match[str], context: Context, day: int, month: int) -> int | None:
    """The year said, else that of the attacks named by their day, else the one meant."""
    if match["of"]:
        return int(match["of"])
    said = match["year"] or match["later"]
    if said:
        return year_number(said)
    if (day, month) in _ATTACKS and _is_an_attack(match, context):
        return _ATTACKS[day, month]
    weekday = WEEKDAYS.index(match["weekday"]) if match["weekday"] else None
    direction = context.direction(match["which"], match.start(), match.end())
    return context.reference.year_of(month, day, direction, weekday)


def _is_an_attack(match: re.Match[str], context: Context) -> bool:
    """As in "le 11-Septembre", "les attentats du 13 novembre"."""
    before = context.folded[max(0, match.start() - 40) : match.start()]
    return context.text[match.start() : match.end()].endswith("-Septembre") or bool(_ATTACKS_OF.search(before))


def _several(match: re.Match[str], context: Context) -> Iterator[Found]:
    """Several days of one month: the month and year of the last are those of all."""
    last = _day_month_value(match, context)
    if last is None:
        return
    stop = match.start("weekday") if match["weekday"] else match.start("day")
    for listed in _LISTED_DAY.finditer(context.folded, match.start(), stop):
        value = _same_month(last, day_number(listed["day"]))
        if value:
            yield Found(listed.start(), listed.end(), value)
    yield Found(stop, match.end(), last)


def _same_month(value: str, day: int) -> str | None:
    """That day in the month of ``value``, or in the month before when it comes after ("du 28 au 3 avril")."""
    year = int(value[:4]) if value[:4].isdigit() else None
    month = int(value[5:7])
    if day > int(value[8:10]):
        month, year = (month - 1, year) if month > 1 else (12, year - 1 if year else None)
    return day_value(year, month, day)


def _dash(match: re.Match[str], context: Context) -> Iterator[Found]:
    last = _day_month_value(match, context)
    first = _same_month(last, day_number(match["from"])) if last else None
    return one(match, f"{first}/{last}" if first and last and last[0] != "X" else last)


def _numeric(match: re.Match[str], context: Context) -> Iterator[Found]:
    day, month = int(match["day"]), int(match["month"])
    year = int(match["year"]) if match["year"] else None
    if not 1 <= month <= 12:
        return iter(())
    if year is None and day_value(None, month, day):
        direction = context.direction(None, match.start(), match.end())
        year = context.reference.year_of(month, day, direction)
    elif year is not None and year < 100:
        year += 2000 if year < 50 else 1900
    return one(match, day_value(year, month, day))


def _iso(match: re.Match[str], _context: Context) -> Iterator[Found]:
    return one(match, iso_prefix(int(match["year"]), int(match["month"]), int(match["day"])))


_AFTER_LE = r"(?:(?<=\ble\x20)|(?<=\bdu\x20)|(?<=-\x20))"

FAMILIES = (
    Family(
        "several days",
        f"{BEGINS_WEEKDAY}|{BEGINS_DAY}",
        rf"{_LISTED}(?:{_JOINS}{_LISTED}){{0,{_LONGEST_LIST}}}?{_JOINS}{DAY_MONTH}",
        _several,
    ),
    Family("days with a dash", BEGINS_DAY, rf"(?P<from>{DAY})-{DAY_MONTH}", _dash),
    Family("day and month", f"{BEGINS_WEEKDAY}|{BEGINS_DAY}", DAY_MONTH, _day_month),
    Family("ISO day", "[0-9]", r"(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9-])", _iso),
    Family(
        "numeric day",
        "[0-9]",
        r"(?P<day>[0-3]?[0-9])[/.-](?P<month>[01]?[0-9])[/.-](?P<year>[12][0-9]{3})(?![0-9/.-]?[0-9])",
        _numeric,
    ),
    Family(
        "numeric day, short year",
        "[0-9]",
        rf"{_AFTER_LE}(?P<day>[0-3]?[0-9])/(?P<month>[01]?[0-9])/(?P<year>[0-9]{{2}})(?![0-9/.,-]?[0-9]|/)",
        _numeric,
    ),
    Family(
        "numeric day without a year",
        "[0-9]",
        rf"{_AFTER_LE}(?P<day>[0-3]?[0-9])/(?P<month>[01]?[0-9])(?P<year>(?!))?(?![0-9/.,]?[0-9]|/)",
        _numeric,
    ),
)
