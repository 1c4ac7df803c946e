"""A publication date as a source writes it → the form of ``Article.published``. None is ever invented."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime

from index.entities.calendar import parse_date
from index.readers.clean import clean_line
from index.readers.printed_dates import plainly

# ISO 8601 as found in feeds and pages; ``fromisoformat`` checks the numbers.
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?) ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
)
_RFC_822 = re.compile(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
# "2017/03/14", and the "2017 03 14T10:00:00" of EuroParser's tables.
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|^(\d{4}) (\d{1,2}) (\d{1,2})(?=T|$)")
_TWO_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})(?=$|[ ,T])")
_SPOKEN_LEAD = re.compile(r"(?:(?:publié|paru|posté|mis en ligne|diffusé)e?\s*)?(?:le\s|:)?\s*:?\s*", re.IGNORECASE)
_NO_DATE = frozenset({"", "-", "?", "n.d.", "s.d.", "nd", "sd", "sans date", "inconnue", "n/a", "na", "nan", "nat", "null", "none"})  # fmt: skip

# MySQL's way to say that there is none.
_ZERO_DATE = re.compile(r"0000-00-00(?:[ T][0:.]*)?")

# A year of two digits: this century up to 39, the last from 70 on; between them it may be either, and
# is refused.
_THIS_CENTURY_TO = 39
_LAST_CENTURY_FROM = 70

# 1973 to 2286: nine or ten digits count seconds since 1970; thirteen (2001 to 2286), milliseconds.
# Twelve are a day with its time, as fourteen are.
_SECONDS_DIGITS = (9, 10)
_MILLISECONDS_DIGITS = 13


def published(value: object) -> str:
    """The ISO prefix or date-time (with offset, to the second) a value stands for; "" for no date.

    Understands what ``index.entities.calendar.parse_date`` does, also with a weekday or the months of other
    languages (``printed_dates``), ISO 8601 and RFC 822 date-times, and seconds or milliseconds since 1970 (then in UTC). A time without an offset says no moment: only
    its day is kept. Raises ValueError with a reason for a date that is unreadable or on no calendar.
    """
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        value = int(value) if value == value and abs(value) < 1e15 else ""  # noqa: PLR0124 - only NaN differs from itself
    text = _SPOKEN_LEAD.sub("", clean_line(str(value)), count=1)
    if text.casefold() in _NO_DATE or _ZERO_DATE.fullmatch(text):
        return ""
    day = _TWO_DIGITS.sub(_whole_year, _YEAR_FIRST.sub(_with_hyphens, text, count=1), count=1)
    found = _moment(text) or _since_1970(text) or _moment(day) or parse_date(day) or parse_date(plainly(day))
    if not found:
        shown = text if len(text) <= 60 else text[:60] + "…"
        raise ValueError(f'date "{shown}" is unreadable; cure: write it YYYY-MM-DD, or leave it out')
    return found


def _with_hyphens(match: re.Match[str]) -> str:
    return "-".join(part for part in match.groups() if part)


def _whole_year(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    if _THIS_CENTURY_TO < int(year) < _LAST_CENTURY_FROM:
        return match[0]
    return f"{day}/{month}/{'20' if int(year) <= _THIS_CENTURY_TO else '19'}{year}"


def _moment(text: str) -> str:
    """A full date-time; its day where it has no offset; "" when this is none."""
    match = _DATE_TIME.fullmatch(text)
    try:
        if match:
            day, time, offset = match.groups()
            offset = "+00:00" if offset in ("UTC", "GMT") else offset or ""
            return _iso(dt.datetime.fromisoformat(f"{day}T{time.replace(',', '.')}{offset.upper()}"))
        if _RFC_822.match(text):
            return _iso(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):  # a year of twelve digits
        return ""
    return ""


def _since_1970(text: str) -> str:
    digits = text.partition(".")[0]
    if not digits.isascii() or not digits.isdigit():
        return ""
    if len(digits) == _MILLISECONDS_DIGITS:
        digits = digits[:-3]
    elif len(digits) not in _SECONDS_DIGITS:
        return ""
    return _iso(dt.datetime.fromtimestamp(int(digits), dt.UTC))


def _iso(moment: dt.datetime) -> str:
    return moment.date().isoformat() if moment.tzinfo is None else moment.isoformat(timespec="seconds")


def first_readable(found: Iterable[tuple[str, Iterable[str]]]) -> tuple[str, str]:
    """The first date that can be read, and where it was: of ``(where, candidates)`` in order of trust; "" and "" when
    there is none. What looks like a date and is none ("31/02/2019") is passed over."""
    for where, candidates in found:
        for candidate in candidates:
            with suppress(ValueError):
                if date := published(candidate):
                    return date, where
    return "", ""
