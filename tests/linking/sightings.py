"""A corpus as a list of who is named on which day, for tests of linking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import numpy as np

from index.linking.linker import UNDATED, Link, Linker, Sightings

DAY = dt.date(2018, 3, 15).toordinal()


def linker(
    corpus: Sequence[tuple[int, Sequence[str]]],
    places: dict[str, int] | None = None,
    fixed: Collection[str] = (),
    wanted: Collection[str] | None = None,
) -> Linker:
    """Of articles, each a day from ``DAY`` on (``UNDATED``: none) and the persons it names."""
    values = list(dict.fromkeys(name for _, names in corpus for name in names))
    rows = [
        (values.index(name), article, day if day == UNDATED else DAY + day)
        for article, (day, names) in enumerate(corpus)
        for name in names
    ]
    table = np.array(rows, np.int64).reshape(-1, 3)
    return Linker(Sightings(values, table[:, 0], table[:, 1], table[:, 2], places or {}), wanted, fixed)


def link(of: Linker, value: str, day: int = 0, beside: Collection[str] = ()) -> Link | None:
    """What the value is in an article of that day."""
    at = day if day == UNDATED else DAY + day
    return of.link(value, at, at, beside)
