"""Numbers, dates and sizes as a reader of that language writes them (CLDR, through babel)."""

from __future__ import annotations

import datetime as dt
import re

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from web.i18n import LOCALES

# A leap year, so that 29 February without a year can be shown.
_ANY_YEAR = "2000"
_YEARLESS = re.compile(r"XXXX(-\d\d(?:-\d\d)?)")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_SEASONS = {
    "fr": ("printemps", "été", "automne", "hiver"),
    "en": ("spring", "summer", "autumn", "winter"),
}


def number(value: float, lang: str) -> str:
    """34139 → « 34 139 » with a narrow no-break space, or "34,139"."""
    return format_decimal(value, locale=LOCALES[lang])


def size(count: int, lang: str) -> str:
    """A number of bytes in decimal units: « 12,3 Mo », "12.3 MB"."""
    letter = "o" if lang == "fr" else "B"
    value, unit = float(count), ""
    for prefix in ("k", "M", "G", "T"):
        if value < 1000:
            break
        value, unit = value / 1000, prefix
    return f"{number(round(value, 1), lang)}\u00a0{unit}{letter}"


def date(value: str, lang: str) -> str:
    """An ISO 8601 / EDTF date in words; what is none is given back as it is.

    >>> [date(v, "fr") for v in ("2023-09-01", "2023-09", "XXXX-09-13", "199X", "1939/1945")]
    ['1er septembre 2023', 'septembre 2023', '13 septembre', 'années 1990', '1939 – 1945']
    """
    start, slash, end = value.partition("/")
    if slash:
        return f"{_single(start, lang)} – {_single(end, lang)}"
    return _single(value[:10], lang)


def _single(value: str, lang: str) -> str:
    if match := _DECADE.fullmatch(value):
        return f"années {match[1]}0" if lang == "fr" else f"{match[1]}0s"
    if match := _CENTURY.fullmatch(value):
        return _century(int(match[1]) + 1, lang)
    if match := _SEASON.fullmatch(value):
        return f"{_SEASONS[lang][int(match[2]) - 21]} {match[1]}"
    yearless = _YEARLESS.fullmatch(value)
    try:
        return _calendar(_ANY_YEAR + yearless[1] if yearless else value, lang, with_year=not yearless)
    except ValueError:
        return value


def _calendar(prefix: str, lang: str, *, with_year: bool) -> str:
    if len(prefix) == 4:
        return str(int(prefix))
    day = dt.date.fromisoformat(prefix if len(prefix) == 10 else prefix + "-01")
    if len(prefix) == 7 and not with_year:
        shown = format_date(day, "LLLL", locale=LOCALES[lang])
    elif with_year:
        shown = format_date(day, "long" if len(prefix) == 10 else "LLLL y", locale=LOCALES[lang])
    else:
        shown = format_skeleton("MMMMd", day, locale=LOCALES[lang])
    # CLDR has no ordinal: French writes "1er septembre" but "2 septembre".
    return re.sub(r"^1 ", "1er ", shown) if lang == "fr" and len(prefix) == 10 else shown


def _century(number_: int, lang: str) -> str:
    if lang == "fr":
        return f"{roman(number_)}{'er' if number_ == 1 else 'e'} siècle"
    suffix = "th" if 10 < number_ % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number_ % 10, "th")
    return f"{number_}{suffix} century"


def roman(value: int) -> str:
    """21 → "XXI".

    >>> roman(19)
    'XIX'
    """
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    shown = ""
    for worth, sign in signs:
        count, value = divmod(value, worth)
        shown += sign * count
    return shown


def clock(published: str, lang: str) -> str:
    """The time of day of a full date-time, as its source wrote it: « 14 h 05 », "14:05"; "" without one."""
    match = re.fullmatch(r".{10}[T ](\d\d):(\d\d).*", published)
    if not match:
        return ""
    return f"{int(match[1])}\u00a0h\u00a0{match[2]}" if lang == "fr" else f"{match[1]}:{match[2]}"


def month_initial(prefix: str, lang: str) -> str:
    """The initial of a month: « J » for January."""
    return format_date(dt.date(2000, int(prefix[5:7]), 1), "LLLLL", locale=LOCALES[lang])
