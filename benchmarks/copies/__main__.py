"""Prints how well near-copies are found, and what it costs.

    python -m benchmarks.copies [--many 200000] [--review 60]

*Real*: all pairs of the shared corpus against exact containment of all shingles. *Changed*: real articles, cut,
reworded or put within others. *Cost*: processor time of sketches and of groups, an article; of one article more. ``--review`` prints
groups, evenly spread, for the eye.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import machine
from benchmarks.copies import exact
from benchmarks.copies.changed import CHANGES, changed
from benchmarks.copies.corpus import Story, real, recombined, segments
from index.copies.file import groups_of, pairs_of
from index.copies.generation import Known, Part, write_copies
from index.copies.pairs import SHARE
from index.segment.layout import SegmentFile
from index.segment.sketches import shingles, sketched, word_hashes
from index.segment.stretches import Stretches, tokens

DISPATCHES = 395
# Shorter articles are teasers.
_DISPATCH_WORDS = 60


def main() -> None:
    """Print everything."""
    options = _options()
    print(f"{machine.description()['processor']}, one core\n")
    stories = real()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = segments(folder, "real", stories)
        copies = _found(folder, parts)
        _real(stories, parts, copies, options.review)
        _changed(folder, stories)
        _cost(folder, stories, options.many)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.copies")
    parser.add_argument("--many", type=int, default=200_000, help="articles of the larger measurement, 0 for none")
    parser.add_argument("--review", type=int, default=0, help="groups to print")
    return parser.parse_args()


def _found(folder: Path, parts: Sequence[Part]) -> SegmentFile:
    write_copies(folder / "x.copies", parts)
    return SegmentFile(folder / "x.copies")


def _ids(parts: Sequence[Part]) -> list[str]:
    columns = [(part.segment.column("id"), part.segment.size) for part in parts]
    return [column.row(n)[0] for column, size in columns if column is not None for n in range(size)]


def _real(stories: Sequence[Story], parts: Sequence[Part], copies: SegmentFile, review: int) -> None:
    number = {story.id: n for n, story in enumerate(stories)}
    at = np.array([number[name] for name in _ids(parts)])
    pairs, groups = pairs_of(copies), groups_of(copies)
    found = {(min(a, b), max(a, b)) for a, b in zip(at[pairs.first].tolist(), at[pairs.second].tolist(), strict=True)}
    print(f"{len(stories):,} articles: {len(np.unique(groups.leads)):,} groups of {len(groups.leads):,} articles")
    print("\n".join(exact.table(exact.containment(stories), found, SHARE)), "\n")
    leads = np.unique(groups.leads)
    for lead in leads[:: max(1, len(leads) // review)] if review else ():
        _print_group([stories[n] for n in at[groups.documents[groups.leads == lead]]])


def _print_group(members: Sequence[Story]) -> None:
    for story in members:
        body = " ".join(story.body.split())
        print(f"  {story.published[:16]} {story.title} [{len(body.split())} words]\n    {body[:160]} … {body[-80:]}")
    print()


def _changed(folder: Path, stories: Sequence[Story]) -> None:
    long = [story for story in stories if len(story.body.split()) >= _DISPATCH_WORDS]
    dispatches = long[:: len(long) // DISPATCHES][:DISPATCHES]
    others = long[1 :: len(long) // DISPATCHES][:DISPATCHES]
    print(f"{len(dispatches)} articles, changed by machine, among {len(stories):,}:")
    for name in CHANGES:
        made = list(changed(dispatches, others, name))
        parts = segments(folder, "changed", [*stories, *made])
        ids, groups = _ids(parts), groups_of(_found(folder, parts))
        lead = dict(zip((ids[n] for n in groups.documents), groups.leads.tolist(), strict=True))
        pairs = pairs_of(SegmentFile(folder / "x.copies"))
        paired = {frozenset((ids[a], ids[b])) for a, b in zip(pairs.first, pairs.second, strict=True)}
        together = sum(lead.get(story.id, -1) == lead.get(f"copy {story.id}", -2) for story in dispatches)
        known = sum(frozenset((story.id, f"copy {story.id}")) in paired for story in dispatches)
        print(f"  {name:<26} {known:>4} known as near-copies, {together:>4} in one group")
    print()


def _cost(folder: Path, stories: Sequence[Story], many: int) -> None:
    print(f"{'articles':>9} {'sketches':>14} {'groups':>14} {'one more':>10} {'bytes':>7}")
    _cost_of(folder, stories, list(stories))
    if many:
        _cost_of(folder, stories, recombined(stories, many))


def _cost_of(folder: Path, stories: Sequence[Story], articles: object) -> None:
    sketching = _sketching(stories)
    parts = segments(folder, "cost", articles)  # type: ignore[arg-type]
    count = sum(part.segment.size for part in parts)
    size = sum(part.segment.file.array("sketch.hashes").nbytes for part in parts) / count
    started = time.process_time()
    write_copies(folder / "before.copies", parts)
    grouping = (time.process_time() - started) / count
    known = Known(folder / "before.copies", [(part.name, part.segment.size) for part in parts])
    more = segments(folder, "more", [Story("more", "", stories[7].body, stories[7].published)])
    started = time.process_time()
    write_copies(folder / "x.copies", [*parts, *more], known)
    one = time.process_time() - started
    print(
        f"{count:>9,} {sketching * 1e6:>11.1f} µs {grouping * 1e6:>11.1f} µs {one * 1e3:>7.0f} ms {size:>7.0f}",
        flush=True,
    )


def _sketching(stories: Sequence[Story]) -> float:
    """Seconds an article, beyond what its indexing takes without sketches."""
    stretches = Stretches(("body",))
    for story in stories:
        stretches.add({"body": story.body})
    table, _, advances = stretches.tables()
    found = tokens(*stretches.stream("body", np.arange(len(stories))), table, advances)
    started = time.process_time()
    sketched(*shingles(found, word_hashes(table.terms)), len(stories))
    return (time.process_time() - started) / len(stories)


if __name__ == "__main__":
    main()
