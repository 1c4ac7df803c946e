"""Dates and periods of a query: ``date:2017``, ``date:mars 2017``, ``date:[mars 2017 À 2018]``, ``date:>2017``,
``évoqué:"13 septembre"`` (of any year)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from index.entities.calendar import first_day, last_day, parse_date, parse_yearless
from search.query.lexer import Token
from search.query.tree import Dates

MAX_DATE_WORDS = 5
"""« mercredi le 13 septembre 2023 »: no date has more words."""

# Also keeps lone surrogates and megabytes away from the calendar.
_USABLE = re.compile(r"[\w\s./,'’:+-]{1,60}")
_BETWEEN = re.compile(r"(.*?)(?:^|\s+)(?:TO|À|A|AU|JUSQU['’]?AU)(?:\s+|$)(.*)", re.IGNORECASE | re.DOTALL)
_DASHED = re.compile(r"\s*(\d{4})\s*[-–—]\s*(\d{4})\s*")
_FROM = re.compile(r"\s*(?:du|de|depuis|from)\s+", re.IGNORECASE)
_OPEN = frozenset(("", "*"))


class Unusable(Exception):
    """The text is no date (``bad-date``) or ends before it begins (``reversed-dates``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def period(text: str, facet: str, start: int) -> Dates:
    """The days of one date or of ``A TO B`` (also ``À``, ``AU``); ``*`` leaves an end open. Unusable."""
    text = _FROM.sub("", text, count=1)
    yearless = parse_yearless(text) if _USABLE.fullmatch(text) else None
    if yearless:
        return Dates(facet, yearless, yearless, start)
    found = _DASHED.fullmatch(text) or _BETWEEN.fullmatch(text)
    ends = (found[1].strip(), found[2].strip()) if found else (text.strip(),) * 2
    if ends == ("", ""):
        raise Unusable("bad-date")
    first = "" if ends[0] in _OPEN else first_day(_prefix(ends[0])).isoformat()
    last = "" if ends[1] in _OPEN else last_day(_prefix(ends[1])).isoformat()
    if first and last and first > last:
        raise Unusable("reversed-dates")
    return Dates(facet, first, last, start)


def compared(sign: str, text: str, facet: str, start: int) -> Dates:
    """The days before or after a date: ``>`` and ``<`` leave its own days out. Unusable."""
    prefix = _prefix(text)
    try:
        if sign == ">":
            return Dates(facet, (last_day(prefix) + dt.timedelta(1)).isoformat(), "", start)
        if sign == "<":
            return Dates(facet, "", (first_day(prefix) - dt.timedelta(1)).isoformat(), start)
    except OverflowError:
        raise Unusable("bad-date") from None
    if sign == ">=":
        return Dates(facet, first_day(prefix).isoformat(), "", start)
    return Dates(facet, "", last_day(prefix).isoformat(), start)


def date_words(query: str, words: Sequence[Token]) -> int:
    """How many of these words make a date that needs no quotes ("mars 2017"): the fewest; 0: none do."""
    end = words[0].start
    for count, word in enumerate(words, 1):
        if query[end : word.start].strip(", \u00a0\u202f"):
            return 0
        end = word.end
        if _is_date(query[words[0].start : end]):
            return count
    return 0


def _is_date(text: str) -> bool:
    return bool(_DASHED.fullmatch(text)) or (_USABLE.fullmatch(text) is not None and parse_date(text) is not None)


def _prefix(text: str) -> str:
    found = parse_date(text) if _USABLE.fullmatch(text) else None
    if found is None:
        raise Unusable("bad-date")
    return found
