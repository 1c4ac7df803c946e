"""Where a segment lies in a snapshot."""

from __future__ import annotations

from typing import NamedTuple

from index.segment.segment import Segment


class Place(NamedTuple):
    """A segment, and the snapshot's number of its first document."""

    segment: Segment
    base: int
