"""What the index holds: its span of time, its sources by year, how many values each facet has."""

from __future__ import annotations

import numpy as np

from index.schema import FACETS
from search.columns import ValueColumn
from search.dates import DateColumn
from search.docset import DocSet
from search.result import CopiesStatus, IndexState, SourceCoverage, Status
from search.snapshot import Snapshot

# Groups of near-copies to name.
_LARGEST = 10


def status(snapshot: Snapshot, state: IndexState) -> Status:
    """The corpus at this generation."""
    published = snapshot.date_columns["published"]
    first, last = published.span
    return Status(
        index=state,
        path=str(snapshot.folder),
        first_day=first,
        last_day=last,
        undated=(snapshot.live - published.column.has_value).count,
        values={f.name: _live_values(snapshot.column(f.column), snapshot) for f in FACETS},
        coverage=_coverage(snapshot, published),
        copies=_copies(snapshot),
        size_bytes=sum(p.stat().st_size for p in snapshot.folder.glob("*") if p.is_file()),
        fingerprint=snapshot.manifest.fingerprint,
    )


def _copies(snapshot: Snapshot) -> CopiesStatus:
    copies = snapshot.copies
    sizes = np.diff(copies.starts)
    largest = np.argsort(-sizes, kind="stable")[:_LARGEST]
    leads = [snapshot.article(int(copies.members[copies.starts[n]])) for n in largest]
    return CopiesStatus(len(sizes), int(sizes.sum()), tuple(zip(leads, sizes[largest].tolist(), strict=True)))


def _live_values(column: ValueColumn, snapshot: Snapshot) -> int:
    return int(np.count_nonzero(column.count(snapshot.live)))


def _coverage(snapshot: Snapshot, dates: DateColumn) -> tuple[SourceCoverage, ...]:
    """For each source ("" = none named), its articles by year ("" = undated), most articles first."""
    sources = snapshot.column("source")
    found = [_years(sources.value(n), sources.having_number(n), dates) for n in range(len(sources))]
    found.append(_years("", snapshot.live - sources.has_value, dates))
    return tuple(sorted((c for c in found if c.total), key=lambda c: (-c.total, c.source)))


def _years(source: str, found: DocSet, dates: DateColumn) -> SourceCoverage:
    counts = dates.level("year").count(found)
    undated = found.count - sum(counts.values())
    years = {"": undated, **counts} if undated else counts
    return SourceCoverage(source, tuple(sorted(years.items())), found.count)
