"""Articles made a segment, or several, quickly; and the groups found in them, by ids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.article import Article
from index.copies.file import groups_of
from index.copies.generation import Known, Part, write_copies
from index.segment.builder import SegmentBuilder
from index.segment.layout import SegmentFile
from index.segment.segment import Segment
from index.shape import SHAPE
from index.whoosh_index import open_segments
from index.whoosh_schema import document


def part(folder: Path, name: str, articles: Sequence[Article], deleted: Sequence[str] = ()) -> Part:
    """A segment of those articles, some of them deleted."""
    path = folder / f"{name}.kiosque"
    builder = SegmentBuilder(path, SHAPE)
    for each in articles:
        builder.add(document(each, each.fingerprint(), tagged=False))
    builder.write()
    return deleting(Part(name, Segment(path), np.empty(0, np.uint32)), deleted)


def deleting(whole: Part, deleted: Sequence[str]) -> Part:
    """The same segment with those articles deleted."""
    gone = [n for n in range(whole.segment.size) if _id(whole.segment, n) in deleted]
    return whole._replace(deleted=np.array(gone, np.uint32))


def groups(folder: Path, parts: Sequence[Part], known: Known | None = None) -> dict[str, list[tuple[str, int]]]:
    """The groups of those segments: members and their kinds, by lead."""
    path = folder / "x.copies"
    write_copies(path, parts, known)
    return by_id(SegmentFile(path), [part.segment for part in parts])


def groups_in(folder: Path) -> dict[str, list[str]]:
    """The groups of an index: members by lead."""
    opened = open_segments(folder)
    assert opened.copies is not None
    found = by_id(opened.copies, [segment for segment, _ in opened.segments])
    return {lead: [name for name, _ in members] for lead, members in found.items()}


def by_id(file: SegmentFile, segments: Sequence[Segment]) -> dict[str, list[tuple[str, int]]]:
    ids = [_id(segment, n) for segment in segments for n in range(segment.size)]
    read = groups_of(file)
    found: dict[str, list[tuple[str, int]]] = {}
    for one, lead, kind in zip(read.documents.tolist(), read.leads.tolist(), read.kinds.tolist(), strict=True):
        found.setdefault(ids[lead], []).append((ids[one], kind))
    return found


def _id(segment: Segment, number: int) -> str:
    column = segment.column("id")
    assert column is not None
    return column.row(number)[0]
