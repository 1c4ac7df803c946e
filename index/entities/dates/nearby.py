"""Days told from the day of publication: "hier", "demain", "aujourd'hui" where it means the day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.reference import Reference
from index.entities.dates.words import WEEKDAY, compiled

_SHIFTS = {"avant-hier": -2, "hier": -1, "ce jour": 0, "demain": 1, "apres-demain": 2}

# "aujourd'hui" mostly means "nowadays". It is the day right after what was done on it or begins on it ("a annoncé
# aujourd'hui", "dès aujourd'hui"), after a verb whose present tells one act ("se rend aujourd'hui"), inside a past
# tense ("ont aujourd'hui levé"), and beside a weekday ("aujourd'hui, vendredi").
_DONE = (
    r"annoncee?|declare|devoile|indique|lancee?|presentee?|morte?|decedee?|affirme|publiee?|confirme|revele|inauguree?|"
    r"paisiblement|a (?:partir|compter) d'|des|"
    r"(?:se|s') ?(?:rend(?:ent)?|ouvre(?:nt)?|tient|tiennent|reuni(?:t|ssent)|retrouvent|deroule(?:nt)?|joue(?:nt)?|envole(?:nt)?)|"
    r"leve|ouvre(?:nt)?|debute(?:nt)?|commence(?:nt)?|entame(?:nt)?|recoi(?:t|vent)|rencontre(?:nt)?|comparai(?:t|ssent)|"
    r"fete(?:nt)?|celebre(?:nt)?|reprend|reprennent|affronte(?:nt)?|accueille(?:nt)?"
)
_ACT = compiled(rf"\b(?:{_DONE})\s*$")
_AUXILIARY = re.compile(r"\b(?:a|ont|avons|ai)\s+$")
# In the text as written: folded, "envie" and "peu" would look like participles too.
_PARTICIPLE = re.compile(
    r"\s+(?:\w{2,}é(?:e?s?)|mis|pris|fait|dit|vu|reçu|rendu|permis|promis|appris|ouvert|offert)e?s?\b", re.IGNORECASE
)
_WEEKDAY_AFTER = compiled(rf",? \(?{WEEKDAY}(?!\w)")


def _nearby(match: re.Match[str], context: Context) -> Iterator[Found]:
    day = context.reference.shifted(_SHIFTS[" ".join(match["word"].split())])
    return one(match, day.isoformat() if day else None)


def _today(match: re.Match[str], context: Context) -> Iterator[Found]:
    day = context.reference.day
    return one(match, day.isoformat() if day and _is_the_day(match, context) else None)


def _is_the_day(match: re.Match[str], context: Context) -> bool:
    """Whether "aujourd'hui" is the day, not "nowadays"."""
    before = context.folded[max(0, match.start() - 30) : match.start()]
    if match["named"] or _ACT.search(before) or _WEEKDAY_AFTER.match(context.folded, match.end()):
        return True
    return bool(_AUXILIARY.search(before) and _PARTICIPLE.match(context.text, match.end()))


_BESIDE = {"avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}
# How far back the day may be that "la veille" stands beside: about the sentence before. Farther, it is mostly another day.
_REACH = 150


def _beside(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "mardi … La veille": beside the day that was told last."""
    told = context.latest
    if told is None or len(told.value) != len("2022-09-15") or match.start() - told.end > _REACH:
        return iter(())
    day = Reference.of(told.value).shifted(_BESIDE[match["word"]])
    return one(match, day.isoformat() if day else None)


FAMILIES = (
    Family(
        "day beside",
        "la veille|le lendemain|le surlendemain|l'avant-veille",
        r"(?<!\ba\x20)(?<!\bque\x20)(?:la |le |l')(?P<word>veille|lendemain|surlendemain|avant-veille)(?! d[eu]s?(?!\w)| d')(?!\w)",
        _beside,
    ),
    Family(
        "nearby day",
        "avant-hier|hier|apres-demain|demain|ce jour",
        rf"(?P<word>avant-hier|hier|apres-demain|demain|(?<!\ba\x20)(?<!depuis\x20)ce jour(?!(?: |-)la))(?![\w-])(?: (?P<named>{WEEKDAY})(?!\w| [0-9]))?",
        _nearby,
    ),
    Family("today", "aujourd'hui", rf"aujourd'hui(?![\w-])(?: (?P<named>{WEEKDAY})(?!\w| [0-9]))?", _today),
)
