"""The segments that are to become one, and where their documents go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.segment.renames import Renames
from index.segment.segment import Segment, order_of

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Source:
    """A segment, and the new number of each of its documents; -1: deleted. ``renames`` are renamings of some
    columns that its fields and columns know nothing of yet."""

    segment: Segment
    new: Ints
    renames: Mapping[str, Renames] = field(default_factory=dict)

    @property
    def living(self) -> Ints:
        """Its documents that are kept."""
        return np.flatnonzero(self.new >= 0)


def sources_of(
    segments: Sequence[tuple[Segment, NDArray[np.integer]]], renames: Sequence[Mapping[str, Renames]] = ()
) -> list[Source]:
    """Segments and their deleted documents as sources: new numbers in ``order_of`` all that are kept. ``renames``:
    those of each segment, by column."""
    living = [np.setdiff1d(np.arange(segment.size), deleted) for segment, deleted in segments]
    times = np.concatenate([segment.times[kept] for (segment, _), kept in zip(segments, living, strict=True)])
    ids = [name for (segment, _), kept in zip(segments, living, strict=True) for name in _ids(segment, kept)]
    new = np.empty(len(ids), np.int64)
    new[order_of(times, ids)] = np.arange(len(ids))
    sources, done = [], 0
    each = renames or [{}] * len(segments)
    for (segment, _), kept, given in zip(segments, living, each, strict=True):
        numbers = np.full(segment.size, -1, np.int64)
        numbers[kept] = new[done : done + len(kept)]
        done += len(kept)
        sources.append(Source(segment, numbers, given))
    return sources


def _ids(segment: Segment, documents: Ints) -> list[str]:
    column = segment.column("id")
    if column is None:
        return [""] * len(documents)
    values = column.values.all()
    ordinals, _ = column.gather(documents)
    return [values[n] for n in ordinals.tolist()]
