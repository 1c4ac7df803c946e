"""The file of a generation's near-copies.

Documents are numbered through all segments in the order of the manifest, deleted ones included. Pairs are kept beside
the groups, so that the next change need not look for them again. Sections (container as of a segment)::

    documents, leads   u32, u32   the documents of all groups as in ``groups.Groups``
    kinds              u8
    pairs.first, pairs.second          u32   all pairs
    pairs.in_second, pairs.in_first    u8    how much of the one is in the other, in 255ths
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.copies.groups import Groups
from index.copies.pairs import Pairs
from index.segment.layout import SegmentFile, SegmentWriter


def write_file(path: Path, groups: Groups, pairs: Pairs) -> None:
    """Write the file."""
    with SegmentWriter(path) as writer:
        writer.add("documents", groups.documents.astype("<u4"))
        writer.add("leads", groups.leads.astype("<u4"))
        writer.add("kinds", groups.kinds)
        writer.add("pairs.first", pairs.first.astype("<u4"))
        writer.add("pairs.second", pairs.second.astype("<u4"))
        writer.add("pairs.in_second", pairs.in_second)
        writer.add("pairs.in_first", pairs.in_first)


def groups_of(file: SegmentFile) -> Groups:
    """The groups of such a file."""
    documents, leads = (file.array(name).astype(np.int64) for name in ("documents", "leads"))
    return Groups(documents, leads, file.array("kinds"))


def pairs_of(file: SegmentFile) -> Pairs:
    """The pairs of such a file."""
    first, second = (file.array(f"pairs.{name}").astype(np.int64) for name in ("first", "second"))
    return Pairs(first, second, file.array("pairs.in_second"), file.array("pairs.in_first"))
