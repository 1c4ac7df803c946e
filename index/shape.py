"""The field table as the shape of a segment, and an article as its document: what the builder is given.

``whoosh_schema`` says the same to Whoosh; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from contextlib import suppress

from index.entities.calendar import first_day, has_year, last_day
from index.schema import FACETS, ROLL_UPS, TEXT_FIELDS
from index.segment.document import Shape, TextShape, ValueShape
from index.text import fold_key
from index.text.stem import stem

# Seconds since 1970 of an article without a date: before all others.
UNDATED = -math.inf
# First and last day of a date without a year: in no stretch of days.
_NO_DAYS = (-1, 2**31 - 1)

# News begins with what matters ("inverted pyramid"): the first words of a body count up to three
# times, falling by e every fifty words. MRR@10 of 3,000 titles among 34,139 bodies rises from .800
# to .818 (2 and 50; 1 or 100 give .815 to .818).
_LEAD_WEIGHT = 2.0
_LEAD_WORDS = 50
# From here on the weight is 1 to three decimals.
_LEAD_END = 400
LEAD = tuple(1 + _LEAD_WEIGHT * math.exp(-position / _LEAD_WORDS) for position in range(_LEAD_END))


def stem_field(name: str) -> str:
    """The name of a text field's stemmed twin."""
    return f"{name}_stem"


def accent_field(name: str) -> str:
    """The name of the field that holds a text field's accented words."""
    return f"{name}_accents"


def days(value: str) -> tuple[int, int]:
    """First and last day of a date, as ordinals of the proleptic Gregorian calendar; what is no date is in no
    stretch of days either."""
    try:
        return (first_day(value).toordinal(), last_day(value).toordinal()) if has_year(value) else _NO_DAYS
    except ValueError:
        return _NO_DAYS


def timestamp(published: str) -> float:
    """Seconds since 1970 of the time as the article gives it, whatever its zone: what is shown is what is
    sorted by, and the articles of a day stay together. ``UNDATED`` when undated, the first instant when
    imprecise or when its time of day is none (a leap second: 23:59:60)."""
    if not published:
        return UNDATED
    moment = dt.datetime.combine(first_day(published[:10]), dt.time())
    if len(published) > 10:
        with suppress(ValueError):
            moment = dt.datetime.fromisoformat(published)
    return moment.replace(tzinfo=dt.UTC).timestamp()


TEXTS = tuple(
    TextShape(f.name, f.boost, (stem_field(f.name), stem), accent_field(f.name), LEAD if f.lead else None)
    for f in TEXT_FIELDS
)
VALUES = (
    ValueShape("id"),
    *(ValueShape(f.column, *((str, days) if f.kind == "dates" else (fold_key, None))) for f in FACETS),
    *(ValueShape(r.column, fold_key) for r in ROLL_UPS),
)
TAGGED = "tagged"
"""The flag of an article whose persons were found in its texts; others' are what their source names."""
# Not the title: those who republish a dispatch write their own.
SHAPE = Shape(TEXTS, VALUES, flags=(TAGGED,), sketched=("chapo", "body"))

COLUMNS: dict[str, tuple[Callable[[str], str], Callable[[str], tuple[int, int]] | None]] = {
    value.name: (value.key, value.days) for value in VALUES
}
"""Of each column: how its spellings are folded, and what days its dates are."""
