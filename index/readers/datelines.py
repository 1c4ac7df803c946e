"""The publication date of an article whose source has no field for it: its dateline, its address, its file's name.

Useful for: plain text and records without a date. Not for: web pages, which say more; see ``html_dates``. A date in
running text, a heading that is a date, or a year alone is no dateline: none is ever invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from index.entities.calendar import iso_prefix
from index.readers.addresses import dates_in_address
from index.readers.times import first_readable

_MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)|mars|avr(?:il|\.)|mai|juin|juil(?:let|l?\.)|ao[uû]t|sept(?:embre|\.)|"
    r"oct(?:obre|\.)|nov(?:embre|\.)|d[ée]c(?:embre|\.))"
)
_DATE = rf"\d{{1,2}}(?:er)?\s{_MONTH}\s\d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s(?:le\s)?)?"
_DAY = rf"(?:le\s)?{_WEEKDAY}({_DATE})(?!\d)"
_TIME = r"(?:\s?(?:à|[-–,|])?\s?\d{1,2}\s?[h:]\s?\d{0,2})?"
# A town or a paper, in capitals or not: "PARIS", "Le Havre", "La Roche-sur-Yon".
_PLACE = r"[A-ZÀ-Ý][\w’'-]*(?:\s(?:[A-ZÀ-Ý][\w’'-]*|l[ae]s?|sur|en|d[eu]s?|aux?)){0,3}"
_AGENCY = r"\s\([^()]{2,30}\)"


def _pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, in which white space is a space of any kind but no line end."""
    return re.compile(source.replace(r"\s", "[ \u00a0\u202f]"), flags)


_LINES = (
    # "Publié le dimanche 3 mars 2019 à 10h12", "Mis en ligne le 03/03/2019 - Mis à jour …"
    _pattern(
        rf"(?:publiée?|postée?|diffusée?|parue?|mise?\sen\sligne|publication)\s?:?\s{_DAY}{_TIME}\.?"
        r"(?:\s?[-–—|•,(/]\s?(?:mis|modifi|maj|actualis|par\s).{0,80})?",
        re.IGNORECASE,
    ),
    # "Par Zoé Roy, le 3 mars 2019"
    _pattern(rf"[Pp]ar\s[A-ZÀ-Ý][^.!?]{{2,80}}?(?:,|\s[-–—|•])?\s(?:publié\s)?{_DAY}{_TIME}\.?"),
    # "Paris, le 3 mars 2019", "L'Écho, 3 mars 2019 (AFP)", alone on their line
    _pattern(rf"{_PLACE}(?:{_AGENCY})?,\s{_DAY}(?:{_AGENCY})?{_TIME}\.?"),
    # "PARIS, 3 mars 2019 (AFP) – Le maire …", "Paris (AFP), le 3 mars 2019 — …": what a dash parts from the text, which
    # begins with a capital; not "Ouvert, le 3 mars 2019 – jour de fête – par …".
    _pattern(
        rf"(?:{_PLACE}(?:{_AGENCY})?(?:,|\s[-–—])\s|{_PLACE}{_AGENCY}\s|(?=\d)){_DAY}(?:{_AGENCY})?\.?\s?[-–—]{{1,2}}\s"
        r"(?:[«“\"]|\s)*[A-ZÀ-Ý].*"
    ),
)
_ALONE = _pattern(rf"{_DAY}{_TIME}\.?", re.IGNORECASE)
# A dateline stands above or at the head of the text: under a headline, a byline and a standfirst at most.
_LOOKED_AT = 4

_DAY_IN_NAME = re.compile(
    r"(?<![^\W_])(?:((?:1[6-9]|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])|"
    r"(0[1-9]|[12]\d|3[01])([-_.])(0[1-9]|1[0-2])\6((?:1[6-9]|20)\d\d))(?:T\d{2,6})?(?![^\W_])"
)


def found_date(title: str, body: str, url: str, file: str = "") -> tuple[str, str]:
    """The date and where it was found ("dateline", "url", "file name"); ("", "") when nowhere.

    >>> found_date("Le viaduc rouvre", "PARIS, 3 mars 2019 (AFP) – Le viaduc …", "")
    ('2019-03-03', 'dateline')
    """
    chain = (
        ("dateline", _datelines(title, body)),
        ("url", dates_in_address(url)),
        ("file name", _dates_in_name(file)),
    )
    return first_readable(chain)


def _datelines(title: str, body: str) -> Iterator[str]:
    lines = [line for line in body[:2000].split("\n") if line][:_LOOKED_AT]
    for line in (title, *lines):
        yield from (match[1] for pattern in _LINES if (match := pattern.fullmatch(line)))
    # A date alone under the headline; where other lines are dates too it is a chronology, and its heading a day of it.
    alone = [match[1] for line in body.split("\n") if len(line) < 60 and (match := _ALONE.fullmatch(line))]
    if len(alone) == 1 and lines and _ALONE.fullmatch(lines[0]):
        yield alone[0]


def _dates_in_name(file: str) -> Iterator[str]:
    """The one day in a file's name, year or day first; two different ones say nothing."""
    found = set()
    for year, _, month, day, first, _, second, last in _DAY_IN_NAME.findall(PurePath(file).name):
        found.add(iso_prefix(int(year or last), int(month or second), int(day or first)))
    if len(found) == 1:
        yield found.pop() or ""
