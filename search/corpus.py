"""What the index holds: its span of time, its sources by year, how many values each facet has."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from index.schema import FACETS
from search.columns import ValueColumn
from search.result import IndexState, SourceCoverage, Status
from search.snapshot import Snapshot


def status(snapshot: Snapshot, state: IndexState) -> Status:
    """The corpus at this generation."""
    published = snapshot.date_columns["published"]
    first, last = published.span
    return Status(
        index=state,
        path=str(snapshot.folder),
        first_day=first,
        last_day=last,
        undated=int(np.count_nonzero(snapshot.live & ~published.column.has_value)),
        values={f.name: _live_values(snapshot.column(f.column), snapshot) for f in FACETS},
        coverage=_coverage(snapshot, published.level("year")),
        size_bytes=sum(p.stat().st_size for p in snapshot.folder.glob("*") if p.is_file()),
        fingerprint=snapshot.manifest.fingerprint,
    )


def _live_values(column: ValueColumn, snapshot: Snapshot) -> int:
    return int(np.count_nonzero(column.count(snapshot.live)))


def _coverage(snapshot: Snapshot, years: ValueColumn) -> tuple[SourceCoverage, ...]:
    """For each source ("" = none named), its articles by year ("" = undated), most articles first."""
    year_of = _single(years)
    source_of = _single(snapshot.column("source"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for number in np.flatnonzero(snapshot.live):
        counts[source_of.get(int(number), "")][year_of.get(int(number), "")] += 1
    found = (
        SourceCoverage(source, tuple(sorted(by_year.items())), by_year.total()) for source, by_year in counts.items()
    )
    return tuple(sorted(found, key=lambda c: (-c.total, c.source)))


def _single(column: ValueColumn) -> dict[int, str]:
    """The value of each document that has one."""
    return {int(d): column.values[o] for d, o in zip(column.documents, column.ordinals, strict=True)}
