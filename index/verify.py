"""Checks an index against what was written: every section's checksum, then every article read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import manifest
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.segment.segment import Segment
from index.whoosh_index import check_version, contents_of, latest_generation, open_segments
from index.whoosh_schema import article_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """``problems`` is empty when the index is sound; each names a file, where possible the section in it, or
    an article, and the trouble."""

    index: str
    articles: int
    problems: tuple[str, ...]


def verify_index(folder: Path) -> Verdict:
    """Check the newest generation. IndexMissing, IndexOutdated and IndexDamaged as in ``open_segments``."""
    generation = latest_generation(folder)
    if generation < 0:
        open_segments(folder)
    made = manifest.read(folder, generation)
    check_version(made, folder)
    problems = manifest.damaged(folder, generation, contents_of(folder, generation)) or _unreadable(folder, made)
    if latest_generation(folder) != generation:
        # A writer has replaced these files meanwhile: what seems wrong may be the old ones' absence.
        return verify_index(folder)
    cure = [f"cure: python -m index build SOURCE… --index {folder}"] if problems else []
    return Verdict(str(folder), made.articles, (*problems, *cure))


def _unreadable(folder: Path, made: Manifest) -> list[str]:
    try:
        segments = open_segments(folder).segments
    except IndexDamaged as error:
        return [str(error)]
    return _unread(segments, made.articles)


def _unread(segments: Sequence[tuple[Segment, NDArray[np.uint32]]], expected: int) -> list[str]:
    problems = []
    readable = 0
    for segment, deleted in segments:
        for document in np.setdiff1d(np.arange(segment.size), deleted).tolist():
            try:
                article_of(segment.values(document))
                readable += 1
            except Exception as error:  # noqa: BLE001  whatever reading an article meets is a finding
                problems.append(f"{segment.file.path.name}: document {document}: {type(error).__name__}: {error}")
    if readable != expected:
        problems.append(f"{expected:,} articles were written, {readable:,} can be read")
    return problems
