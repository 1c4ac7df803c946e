"""Dates as press databases print them, in the languages of their interfaces: "Dienstag, 10. Dezember 2019", "March 14,
2006 Tuesday 9:20 AM GMT", "Politique, mardi 14 mars 2006, p. 16".

Useful for: the header of an exported article, where the date stands among other things. Not for: dates in running
text; see ``index.entities.dates``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from index.entities.calendar import MONTHS, parse_date

# Months as the interfaces of Nexis and Factiva name them beside French and English (CLDR 45): German, Spanish,
# Italian, Dutch, Portuguese. Without accents, as they are compared.
_ABROAD = (
    ("januar", "janner", "enero", "gennaio", "januari", "janeiro"),
    ("februar", "febrero", "febbraio", "februari", "fevereiro"),
    ("marz", "marzo", "maart", "marco"),
    ("abril", "aprile"),
    ("mayo", "maggio", "mei", "maio"),
    ("juni", "junio", "giugno", "junho"),
    ("juli", "julio", "luglio", "julho"),
    ("agosto", "augustus"),
    ("septiembre", "settembre", "setembro"),
    ("oktober", "octubre", "ottobre", "outubro"),
    ("noviembre", "novembro"),
    ("dezember", "diciembre", "dicembre", "dezembro"),
)
_FRENCH = {name: MONTHS[number] for number, names in enumerate(_ABROAD) for name in names}
_ACCENTS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")

_WEEKDAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lunes|martes|miercoles|jueves|viernes|"
    "sabado|domingo|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|maandag|dinsdag|woensdag|donderdag|"
    "vrijdag|zaterdag|zondag|(?:segunda|terca|quarta|quinta|sexta)-feira"
)
_WEEKDAY = re.compile(rf"(?:{_WEEKDAYS})[ ,.]+(?:(?:le|the|den|el|il) )?")
_MONTH_NAME = re.compile(r"[a-z]{3,}")
# "10.Dezember", "5. Juli", "5 de julio de 2019"
_GLUE = re.compile(r"(?<=\d)\.(?=\s?[a-z])|(?<=[\da-z]) d[eo]l? (?=[a-z\d])")

# The order of trust: a day with its month in letters, then in figures, then a month alone.
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)\d{1,2}(?:er|st|nd|rd|th)?[. -]\s?(?:de )?[a-z]{3,}\.?,?[ -](?:de )?\d{4}(?!\d)",
        r"(?<![a-z])[a-z]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?!\d)",
        r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)",
        r"(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)",
        r"(?<![a-z\d])(?<!\d )(?<!\d\.)(?<!\d\. )(?<!\d[a-z]{2} )[a-z]{3,}\.? \d{4}(?!\d)",
    )
)
# What is read for a date is the header of an article.
_LONGEST = 1000

_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:h](\d{2})(?:[:m](\d{2}))?(?: ?([ap])\.?m\.?)?(?: ?(utc|gmt|z)\b)?"
    r"(?: ?([+-]\d{1,2}(?::?\d{2})?))?(?![\d:])"
)


class Day(NamedTuple):
    """A date in a line: its ISO prefix, and where it stands, the name of its weekday included."""

    iso: str
    start: int
    end: int


def plainly(text: str) -> str:
    """The date without its weekday, its month in French where it was in neither French nor English.

    >>> plainly("Dienstag, 10. Dezember 2019"), plainly("5 de julio de 2019")
    ('10 decembre 2019', '5 juillet 2019')
    """
    plain = text.lower().translate(_ACCENTS)
    if len(plain) != len(text):
        return text
    plain = " ".join(_GLUE.sub(" ", _WEEKDAY.sub("", plain, count=1)).split())
    return _MONTH_NAME.sub(lambda name: _FRENCH.get(name[0], name[0]), plain)


def day_in(text: str) -> Day | None:
    """The date printed in a line among other things; None when there is none.

    >>> day_in("Politique, mardi 14 mars 2006, p. 16")
    Day(iso='2006-03-14', start=11, end=29)
    """
    line = text[:_LONGEST].lower().translate(_ACCENTS).replace("\u00a0", " ").replace("\u202f", " ")
    if len(line) != len(text[:_LONGEST]):
        return None
    for pattern in _DAYS:
        for match in pattern.finditer(line):
            if iso := parse_date(plainly(match[0])):
                return Day(iso, match.start() - _weekday_before(line[: match.start()]), match.end())
    return None


def _weekday_before(line: str) -> int:
    match = re.search(rf"(?<![a-z])(?:{_WEEKDAYS})[ ,.]+(?:(?:le|the|den|el|il) )?$", line)
    return len(match[0]) if match else 0


def moment_in(text: str) -> str:
    """The date printed in a line, with its time where its offset from UTC is said; "" when there is none.

    >>> moment_in("lundi 16 octobre 2023 - 16:55:20 -0000"), moment_in("July 1, 2019 Monday 9:20 AM")
    ('2023-10-16T16:55:20+00:00', '2019-07-01')
    """
    day = day_in(text)
    if day is None:
        return ""
    time = _CLOCK.search(text[day.end : day.end + 80].lower())
    if time is None or len(day.iso) != len("2006-03-14") or not (time[5] or time[6]):
        return day.iso
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4]:
        hour = hour % 12 + (12 if time[4] == "p" else 0)
    try:
        moment = dt.datetime.fromisoformat(f"{day.iso}T{hour:02d}:{minute:02d}:{second:02d}{_offset(time[6] or '')}")
    except ValueError:
        return day.iso
    return moment.isoformat(timespec="seconds")


def _offset(text: str) -> str:
    """An offset such as "+2", "+02:00" or "-0330" as ISO 8601 writes it; none at all is UTC."""
    sign, digits = text[:1] or "+", text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "")
    return f"{sign}{hours or '0':0>2}:{minutes or '0':0>2}"
