"""Calendar dates as people write them, and ISO prefixes: "mars 2017" → ``2017-03``.

Useful for: a date that stands alone (a filter, a metadata field). Not for: dates inside running
text, which need the article's own date; see ``index.entities.dates``.

An *ISO prefix* is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601 reduced precision).
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from unidecode import unidecode

MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip

# Usual French abbreviations, and English names since databases such as Europresse mix both.
_MONTH_NUMBERS: dict[str, int] = {
    **{name: n for n, name in enumerate(MONTHS, 1)},
        "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "juill": 7, "sept": 9, "sep": 9,
        "oct": 10, "nov": 11, "dec": 12, "january": 1, "february": 2, "feb": 2, "march": 3, "mar": 3,
        "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8,
        "september": 9, "october": 10, "november": 11, "december": 12
    ,
}  # fmt: skip

UNKNOWN_YEAR = "XXXX"
"""EDTF (ISO 8601-2) for a year that is not said: ``XXXX-09-13`` is "13 septembre"."""

_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ ,]+)?(?:le )?"
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
_NUMERIC = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})(?:[ ,].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_WORDS = re.compile(_WEEKDAY + r"(?:(\d{1,2})(?:er)?[ -])?([a-z]+)\.?[ -](\d{4})(?:[ ,].*)?")
_ENGLISH = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,].*)?")


def iso_prefix(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO prefix of that date; None when the calendar has no such date.

    >>> iso_prefix(2023, 9, 13), iso_prefix(2023, 2, 30)
    ('2023-09-13', None)
    """
    if not 1 <= year <= 9999 or not 1 <= (month or 1) <= 12:
        return None
    if day is not None and not 1 <= day <= monthrange(year, month or 1)[1]:
        return None
    parts = [f"{year:04d}", *(f"{n:02d}" for n in (month, day) if n is not None)]
    return "-".join(parts)


def parse_date(text: str) -> str | None:
    """The ISO prefix of a French, English-month or ISO date that stands alone; None if it is none.

    What follows the day (a time of day) is ignored.

    >>> [parse_date(t) for t in ("2017", "mars 2017", "13/09/2023", "1er août 2020", "bientôt")]
    ['2017', '2017-03', '2023-09-13', '2020-08-01', None]
    """
    plain = " ".join(unidecode(text).lower().split())
    for pattern, order in ((_ISO, "ymd"), (_COMPACT, "ymd"), (_NUMERIC, "dmy"), (_WORDS, "dmy"), (_ENGLISH, "mdy")):
        match = pattern.fullmatch(plain.upper() if pattern is _COMPACT else plain)
        if match:
            named = dict(zip(order, match.groups(), strict=True))
            return _from_parts(named["y"], named["m"], named["d"])
    return None


def _from_parts(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return iso_prefix(int(year))
    number = int(month) if month.isdigit() else _MONTH_NUMBERS.get(month)
    return None if number is None else iso_prefix(int(year), number, int(day) if day else None)


_YEARLESS = re.compile(r"(?:le )?(?:(\d{1,2})(?:er)? )?([a-z]+)")
_EDTF_YEARLESS = re.compile(UNKNOWN_YEAR + r"-(\d\d)(?:-(\d\d))?")


def parse_yearless(text: str) -> str | None:
    """The EDTF value of a day or month that stands alone without its year; None if it is none.

    >>> [parse_yearless(t) for t in ("13 septembre", "Le 1er mai", "août", "XXXX-09-13", "30 février", "2017")]
    ['XXXX-09-13', 'XXXX-05-01', 'XXXX-08', 'XXXX-09-13', None, None]
    """
    plain = " ".join(unidecode(text).lower().split())
    if match := _EDTF_YEARLESS.fullmatch(plain.upper()):
        month, day = match.groups()
    elif (match := _YEARLESS.fullmatch(plain)) and match[2] in _MONTH_NUMBERS:
        day, month = match[1], str(_MONTH_NUMBERS[match[2]])
    else:
        return None
    # A leap year: 29 February is a day.
    found = iso_prefix(2000, int(month), int(day) if day else None)
    return found and UNKNOWN_YEAR + found[4:]


def has_year(value: str) -> bool:
    """Whether a value says its year: ``XXXX-09-13`` (EDTF: year unspecified) does not.

    Ask before ``first_day`` and ``last_day``: a date without a year is on no calendar.
    """
    return not value.startswith(UNKNOWN_YEAR)


def first_day(value: str) -> dt.date:
    """The first day of an ISO prefix or of an interval ``start/end``."""
    return _day(value.partition("/")[0], last=False)


def last_day(value: str) -> dt.date:
    """The last day, included, of an ISO prefix or of an interval ``start/end``."""
    start, _, end = value.partition("/")
    return _day(end or start, last=True)


def _day(prefix: str, *, last: bool) -> dt.date:
    numbers = [int(n) for n in prefix[:10].split("-")]
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else (12 if last else 1)
    day = numbers[2] if len(numbers) > 2 else (monthrange(year, month)[1] if last else 1)
    return dt.date(year, month, day)
