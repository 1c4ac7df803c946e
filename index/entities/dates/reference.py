"""The article's own date, and what is nearest to it.

What is said relative to a day ("mardi", "hier") needs a publication day; relative to a month
("en juillet") at least a publication month; relative to a year ("l'an dernier") a year.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from index.entities.calendar import UNKNOWN_YEAR, iso_prefix

Direction = Literal["past", "future", "last", "next", ""]
"""What the words around say: "last" and "next" (dernier, prochain) bind, "past" and "future" (a verb's
tense) lean, "" says nothing."""

_NEAR = 15  # days
# What a day back and a day ahead cost, by tense; tuned on the annotated articles.
_WEIGHTS: dict[str, tuple[float, float]] = {"": (1, 1.6), "past": (1, 3.5), "future": (3.5, 1)}
_PREFIX = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """The publication date as far as it is known: ``day`` None when only its month or year is."""

    year: int | None = None
    month: int | None = None
    day: dt.date | None = None

    @classmethod
    def of(cls, published: str) -> Reference:
        """From an ISO prefix or date-time; an empty reference when it is none."""
        match = _PREFIX.match(published)
        year, month, day = (int(g) if g else None for g in match.groups()) if match else (None, None, None)
        if year is None or iso_prefix(year, month, day) is None:
            return cls()
        return cls(year, month, dt.date(year, month, day) if month and day else None)

    def _around(self) -> dt.date | None:
        """A day to measure nearness from: the middle of the month when only that is known."""
        return self.day or (dt.date(self.year, self.month, 15) if self.year and self.month else None)

    def year_of(self, month: int, day: int | None, direction: Direction, weekday: int | None = None) -> int | None:
        """The year meant by a month or a day without one; None when it cannot be told.

        "dernier" and "prochain" decide; else nearness, leaning back (the press tells what happened)
        or the way the tense says. A weekday that fits another year decides when the nearest is not
        within days: there, the weekday is what papers get wrong.
        """
        around = self._around()
        if around is None:
            return None
        distances = {y: self._distance(around, y, month, day) for y in range(around.year - 1, around.year + 2)}
        known = {y: d for y, d in distances.items() if d is not None}
        if not known:
            return None
        nearest = min(known, key=lambda y: _cost(known[y], direction))
        if weekday is not None and day is not None and abs(known[nearest]) > _NEAR:
            fitting = [y for y in known if dt.date(y, month, day).weekday() == weekday]
            return min(fitting or known, key=lambda y: _cost(known[y], direction))
        return nearest

    @staticmethod
    def _distance(around: dt.date, year: int, month: int, day: int | None) -> int | None:
        """Days from the publication: negative before, 0 within the month itself when no day is said."""
        if not 1 <= year <= 9998:
            return None
        if day is None:
            return ((year - around.year) * 12 + month - around.month) * 30
        if day > monthrange(year, month)[1]:
            return None
        return (dt.date(year, month, day) - around).days

    def weekday(self, weekday: int, direction: Direction) -> dt.date | None:
        """The day meant by a weekday alone: today, else the nearest past one, or what is said."""
        if self.day is None:
            return None
        back = (self.day.weekday() - weekday) % 7
        ahead = (weekday - self.day.weekday()) % 7
        shift = {"last": -(back or 7), "next": ahead or 7, "future": ahead}.get(direction, -back)
        return self.shifted(shift)

    def shifted(self, days: int) -> dt.date | None:
        """So many days after the publication day."""
        try:
            return None if self.day is None else self.day + dt.timedelta(days=days)
        except OverflowError:
            return None

    def week(self, shift: int) -> str | None:
        """Monday/Sunday of the publication's week, so many weeks on."""
        return self._stretch(shift, 0, 6)

    def weekend(self, shift: int) -> str | None:
        """Saturday/Sunday of the publication's week, so many weeks on."""
        return self._stretch(shift, 5, 6)

    def _stretch(self, shift: int, first: int, last: int) -> str | None:
        if self.day is None:
            return None
        monday = 7 * shift - self.day.weekday()
        start, end = self.shifted(monday + first), self.shifted(monday + last)
        return f"{start}/{end}" if start and end else None

    def months_on(self, shift: int) -> str | None:
        """The month so many months after the publication's."""
        if self.year is None or self.month is None:
            return None
        count = self.year * 12 + self.month - 1 + shift
        return iso_prefix(count // 12, count % 12 + 1)

    def same_day(self, months: int) -> str | None:
        """The day so many months after the publication day; None when that month has no such day."""
        month = self.months_on(months)
        return iso_prefix(int(month[:4]), int(month[5:]), self.day.day) if month and self.day else None

    def years_on(self, shift: int) -> str | None:
        """The year so many years after the publication's."""
        return None if self.year is None else iso_prefix(self.year + shift)


def _cost(distance: int, direction: Direction) -> float:
    """How unlikely a date at so many days from the publication is."""
    if direction in ("last", "next"):
        wanted = distance < 0 if direction == "last" else distance > 0
        return abs(distance) if wanted else 1000 + abs(distance)
    back, ahead = _WEIGHTS[direction]
    return -distance * back if distance <= 0 else distance * ahead


def day_value(year: int | None, month: int, day: int | None = None) -> str | None:
    """The value of a day or month; of an unspecified year when ``year`` is None."""
    if year is not None:
        return iso_prefix(year, month, day)
    # 2000 is a leap year: the 29th of February is possible in some year.
    prefix = iso_prefix(2000, month, day)
    return None if prefix is None else UNKNOWN_YEAR + prefix[4:]
