"""Dates in running text, resolved against the article's own date.

One regular expression finds them, longest family first; each family says what its match means.
Covers the families of HeidelTime's French resources (Moriceau & Tannier, LREC 2014) that stand for
a calendar day, month, year or stretch of them; durations, ages, times of day and what recurs are
not dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.entities.dates import days, eras, months, nearby, seasons, stretches, weekdays, years
from index.entities.dates.family import Context, Found
from index.entities.dates.reference import Reference
from index.entities.dates.words import any_of, compiled
from index.entities.fold import fold
from index.entities.mention import Mention, SpokenDate

# The first family that matches at a place wins: what is longer or more certain stands first.
_FAMILIES = (
    weekdays.NIGHT,
    *stretches.FAMILIES,
    *days.FAMILIES,
    *eras.FAMILIES,
    *seasons.FAMILIES,
    *months.FAMILIES,
    *weekdays.FAMILIES,
    *nearby.FAMILIES,
    *years.FAMILIES,
)
# Where none of them can begin, which is at nine words of ten, nothing more is tried.
_BEGINS = compiled(any_of(dict.fromkeys("|".join(f.begins for f in _FAMILIES).split("|"))))
_SCAN = re.compile(rf"(?<![\w$€£#@])(?={_BEGINS.pattern})(?:{'|'.join(f'({f.anonymous})' for f in _FAMILIES)})")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def find_dates(texts: Iterable[tuple[str, str]], published: str = "") -> tuple[SpokenDate, ...]:
    """The dates spoken of in ``(field, text)`` pairs, in order of first mention.

    ``published`` is an ISO prefix or "". What only the publication date could resolve is left out
    without it, except days and months, which keep an unspecified year; see ``SpokenDate``.
    """
    reference = Reference.of(published)
    mentions: dict[str, list[Mention]] = {}
    for name, text in texts:
        for start, end, value in find_in(text, reference):
            mentions.setdefault(value, []).append(Mention(name, start, end, text[start:end]))
    return tuple(SpokenDate(value, precision_of(value), tuple(found)) for value, found in mentions.items())


def find_in(text: str, reference: Reference) -> Iterator[Found]:
    """The dates of one text, from left to right, none overlapping."""
    context = Context(text, fold(text), reference)
    for scanned in _SCAN.finditer(context.folded):
        family = _FAMILIES[(scanned.lastindex or 1) - 1]
        match = family.pattern.match(context.folded, scanned.start())
        if match:
            for found in family.resolve(match, context):
                context.latest = found
                yield found


def precision_of(value: str) -> str:
    """year, month, day or interval, from the shape of a value.

    >>> [precision_of(v) for v in ("2023", "XXXX-09", "2023-09-13", "1939/1945")]
    ['year', 'month', 'day', 'interval']
    """
    return "interval" if "/" in value else _PRECISIONS[len(value)]
