"""The near-copies of a generation of the index, from the sketches of all its segments.

A change looks for those of its new segments and of what lost a copy; the others are known from the generation before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.copies.file import pairs_of, write_file
from index.copies.groups import group
from index.copies.pairs import Pairs, find_pairs, joined_pairs
from index.copies.texts import UNDATED, Ints, Mask, Texts
from index.linking.linker import UNDATED as NO_DAY
from index.linking.segments import days_of
from index.segment.layout import SegmentFile
from index.segment.segment import Segment
from index.segment.sketches import Sketches, read_sketches


class Part(NamedTuple):
    """A segment of the new generation: its name, itself, its deleted documents."""

    name: str
    segment: Segment
    deleted: NDArray[np.uint32]


class Known(NamedTuple):
    """The near-copies of the generation before: their file, and the names and sizes of its segments in their order."""

    path: Path
    segments: Sequence[tuple[str, int]]


def write_copies(path: Path, parts: Sequence[Part], known: Known | None = None) -> None:
    """Find the near-copies of all living articles and write them."""
    sizes = [part.segment.size for part in parts]
    living = _living(parts)
    pairs, fresh = _taken_over(parts, living, known)
    if fresh.any():
        pairs = joined_pairs([pairs, find_pairs(_texts(parts, living), fresh)])
    write_file(path, group(pairs, _ranks(parts, pairs, sum(sizes))), pairs)


def _living(parts: Sequence[Part]) -> Mask:
    living = np.ones(sum(part.segment.size for part in parts), np.bool_)
    for part, base in zip(parts, _bases([part.segment.size for part in parts]), strict=True):
        living[base + part.deleted.astype(np.int64)] = False
    return living


def _bases(sizes: Sequence[int]) -> list[int]:
    return list(accumulate(sizes, initial=0))[:-1]


def _taken_over(parts: Sequence[Part], living: Mask, known: Known | None) -> tuple[Pairs, Mask]:
    """The pairs that are known, of what is still there; and the documents that are to be looked at anew: those of
    new segments, and those that lost a near-copy."""
    fresh = living.copy()
    none = np.empty(0, np.int64)
    if known is None:
        return Pairs(none, none, none.astype(np.uint8), none.astype(np.uint8)), fresh
    sizes = [part.segment.size for part in parts]
    base_of = {part.name: base for part, base in zip(parts, _bases(sizes), strict=True)}
    number = np.full(sum(size for _, size in known.segments), -1, np.int64)
    for (name, size), before in zip(known.segments, _bases([size for _, size in known.segments]), strict=True):
        if name in base_of:
            number[before : before + size] = np.arange(base_of[name], base_of[name] + size)
            fresh[base_of[name] : base_of[name] + size] = False
    pairs = pairs_of(SegmentFile(known.path))
    first, second = number[pairs.first], number[pairs.second]
    here = [(side >= 0) & living[side] for side in (first, second)]
    fresh[first[here[0] & ~here[1]]] = True
    fresh[second[here[1] & ~here[0]]] = True
    kept = here[0] & here[1]
    kept[kept] = ~(fresh[first[kept]] | fresh[second[kept]])
    return Pairs(first[kept], second[kept], pairs.in_second[kept], pairs.in_first[kept]), fresh


def _texts(parts: Sequence[Part], living: Mask) -> Texts:
    read = [read_sketches(part.segment.file, part.segment.size) for part in parts]
    counts = _joined([np.diff(each.starts) for each in read], np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)])
    hashes, levels = _joined([each.hashes for each in read], np.uint32), _joined([r.levels for r in read], np.uint8)
    days = [days_of(part.segment) for part in parts]
    first, last = (_joined([each[n] for each in days], np.int64) for n in (0, 1))
    undated = first == NO_DAY
    first[undated] = last[undated] = UNDATED
    order = np.argsort(_times(parts), kind="stable")
    return Texts(Sketches(levels, starts, hashes), order, first, last, living)


def _joined(arrays: Sequence[NDArray[Any]], dtype: type) -> NDArray[Any]:
    """One array of all; a single one as it is."""
    return arrays[0] if len(arrays) == 1 else np.concatenate([np.empty(0, dtype), *arrays])


def _times(parts: Sequence[Part]) -> NDArray[np.float64]:
    """When each document was published, undated ones last."""
    times = np.concatenate([np.empty(0, np.float64), *(part.segment.times for part in parts)])
    return np.where(np.isfinite(times), times, np.inf)


def _ranks(parts: Sequence[Part], pairs: Pairs, size: int) -> Ints:
    """The place of each document of a pair in the order of time, at one time by id; others come after."""
    involved = np.unique(np.concatenate([pairs.first, pairs.second]))
    times = _times(parts)[involved]
    bases = np.array(_bases([part.segment.size for part in parts]), np.int64)
    which = np.searchsorted(bases, involved, side="right") - 1
    # At one time the documents of a segment descend by id.
    order = np.lexsort((-involved, times))
    is_sorted = all(part.segment.sorted for part in parts)
    for start, end in _ties(times[order]):
        tied = order[start:end]
        if not is_sorted or (which[tied] != which[tied[0]]).any():
            ids = [_id(parts[which[n]].segment, int(involved[n] - bases[which[n]])) for n in tied]
            order[start:end] = tied[sorted(range(len(ids)), key=ids.__getitem__)]
    rank = np.empty(size, np.int64)
    others = np.ones(size, np.bool_)
    others[involved] = False
    rank[others] = np.arange(len(involved), size)
    rank[involved[order]] = np.arange(len(involved))
    return rank


def _ties(times: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Where two or more ascending times are equal: from, to."""
    bounds = np.flatnonzero(np.concatenate([[True], times[1:] != times[:-1], [True]]))
    several = np.flatnonzero(np.diff(bounds) > 1)
    return zip(bounds[several].tolist(), bounds[several + 1].tolist(), strict=True)


def _id(segment: Segment, document: int) -> str:
    column = segment.column("id")
    return "" if column is None else column.row(document)[0]
