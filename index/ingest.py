"""One change of the index by files: look at the sources, read what must be read, settle, publish.

``build`` reads all; ``add`` what has changed since the ledger was written. Both go on with what an interrupted
run has done, both end with one settlement over all records, so that the index depends on the files alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np

from index import journal
from index.base import Base
from index.crew import make_segments
from index.errors import CorpusError
from index.gathering import Gathering
from index.journal import Journal, Written
from index.ledger import NAMED, REREAD, Ledger, joined_ledgers
from index.linking.corrections import Corrections
from index.manifest import Manifest
from index.readers.sources import SourceFile
from index.reading import Slice, Target, is_streamed, read_slices
from index.resume import Done
from index.segment import policy
from index.segments import Progress, Work
from index.settings import DEFAULT_MEMORY
from index.settlement import Gathered, Settlement, settle, to_keep
from index.survey import Comparison, Found, check_sources, compare, emptied, survey, ways_of_reading
from index.tables import Ints
from index.transaction import ADDING, BUILDING, Transaction
from index.whoosh_index import Opened, open_segments
from index.whoosh_writer import Parts, ledger_of

# A worker takes a second to start: what one process reads in that time needs none.
_ALONE_FILES, _ALONE_BYTES = 64, 256 << 10
# Smaller files come in the order in which they were found.
_LARGE_FIRST = 1 << 20


class Meter(Protocol):
    """Is told how a run gets on."""

    def begin(self, files: int, size: int) -> None:
        """So many files, of so many bytes, are to be read."""

    def done(self, progress: Progress) -> None:
        """Some work is done."""

    def watch(self, stream: BinaryIO) -> BinaryIO:
        """The stream of a large file, its bytes counted as they are read."""

    def note(self, text: str) -> None:
        """Something worth a line."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done. ``prune``: what the sources have no more is removed; ``emptied``: even all of a source;
    ``fresh``: what an interrupted run has done is thrown away."""

    mapping: Mapping[str, str] | None = None
    workers: int = 1
    memory: int = DEFAULT_MEMORY
    corrections: Corrections = field(default_factory=Corrections)
    fresh: bool = False
    prune: bool = False
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: the index as it is now, whether it was changed, the files as they were found and how they
    compared, everything that is known of their records, how that was settled; what was read in this run: files,
    bytes, and articles taken over from an interrupted one."""

    made: Manifest
    changed: bool
    found: Found
    comparison: Comparison
    gathered: Gathered
    settlement: Settlement
    files_read: int
    bytes_read: int
    resumed: int


def ingest(folder: Path, sources: Sequence[Path], options: Options, meter: Meter, *, anew: bool) -> Outcome:
    """Index the sources, ``anew`` (instead of what the folder holds) or in addition."""
    check_sources(sources, options.mapping, missing=options.prune and not anew)
    with Transaction(folder, BUILDING if anew else ADDING, resumable=not options.fresh) as change:
        opened = open_segments(folder) if change.generation > 0 and not anew else None
        return _Run(change, opened, sources, options, meter).run()


class _Run:
    """The steps of a run, and what they hand on."""

    def __init__(
        self, change: Transaction, opened: Opened | None, sources: Sequence[Path], options: Options, meter: Meter
    ) -> None:
        self._change, self._opened, self._sources = change, opened, sources
        self._options, self._meter = options, meter
        self._how = ways_of_reading(options.mapping)
        self._old = (ledger_of(change.folder, opened.manifest) if opened else None) or Ledger.empty()
        self._found = survey(sources)
        self._comparison = compare(self._found, self._old, self._how)
        self._check_emptied()
        base = f"{opened.generation}:{opened.manifest.version}" if opened else ""
        self._journal = Journal(change.aside, journal.plan(options.mapping, options.corrections.digest, base))
        self._written: list[Written] = []
        self._work = Work(
            change.aside, options.memory, options.corrections, options.mapping,
            Base(change.folder, opened.manifest.segments) if opened else None,
        )  # fmt: skip
        self._files_read = self._bytes_read = 0

    def run(self) -> Outcome:
        """From the sources to the next generation."""
        done, resumed = self._resume()
        self._read(self._targets(done), done)
        gathering = Gathering(self._old, self._found, self._comparison, prune=self._options.prune)
        while True:
            ledgers = [self._journal.part(written) for written in self._written]
            gathered = gathering.gathered(ledgers, done.accepted)
            settlement = settle(self._old, gathered)
            if not len(settlement.missing):
                break
            again, hopeless = self._to_read_again(gathering, gathering.old_files_of(settlement.missing), done)
            gathering.give_up(settlement.missing, hopeless)
            self._make(again, (), 1)
        made, changed = self._publish(gathered, settlement)
        return Outcome(
            made, changed, self._found, self._comparison, gathered, settlement, self._files_read, self._bytes_read,
            resumed,
        )  # fmt: skip

    def _check_emptied(self) -> None:
        """CorpusError before a whole source is taken for deleted: more often its disk is not there."""
        lost = emptied(self._found, self._old, self._comparison.gone)
        if self._options.prune and not self._options.emptied and lost:
            source, files = lost[0]
            raise CorpusError(
                f"{source} has no files any more, and the index has articles of {files:,}: is its disk there? nothing was"
                " changed; if they are to be removed, add --allow-empty"
            )
        for source in self._sources:
            known = any(source == each for each, _ in lost)
            if not source.exists() and not (known and self._options.emptied):
                raise CorpusError(f"there is no file or folder {source}; check the path")

    # --- reading

    def _resume(self) -> tuple[Done, int]:
        """What an interrupted run has left that still fits, and how many articles are in its segments."""
        finished = [] if self._options.fresh else self._journal.finished()
        ledgers = [self._journal.part(written) for written in finished]
        done = Done(joined_ledgers(ledgers), self._found, self._how)
        ends = np.cumsum([len(ledger.files) for ledger in ledgers], dtype=np.int64)
        useful = [bool(rows.any()) for rows in np.split(done.accepted, ends[:-1])] if ledgers else []
        self._written = [written for written, use in zip(finished, useful, strict=True) if use]
        together = joined_ledgers([self._journal.part(each) for each in self._written])
        done = Done(together, self._found, self._how)
        self._journal.begin(self._written)
        self._journal.clear(self._written)
        taken_over = together.records_of(np.flatnonzero(done.accepted))
        self._change.kept = int((together.records["document"][taken_over] >= 0).sum())
        if self._change.kept:
            self._meter.note(f"resuming: {self._change.kept:,} articles are already indexed")
        return done, self._change.kept

    def _targets(self, done: Done) -> Ints:
        """The places of the found files that are to be read."""
        return np.flatnonzero(~self._comparison.same & ~done.whole)

    def _read(self, places: Ints, done: Done) -> None:
        """Read found files, by their places."""
        sizes = self._found.sizes[places]
        self._meter.begin(len(places), int(np.maximum(sizes, 0).sum()))
        targets = (self._target(place, done) for place in places.tolist())
        weights = np.fromiter((target.weight for target in targets), np.int64, len(places))
        total = int(np.maximum(weights, 0).sum())
        streamed = np.array(
            [is_streamed(weight, total, self._options.workers) for weight in weights.tolist()], np.bool_
        )
        # Large ones first: the last task of a run should be a short one.
        own = places[~streamed][np.argsort(-np.maximum(weights[~streamed] - _LARGE_FIRST, 0), kind="stable")]
        alone = not streamed.any() and len(own) <= _ALONE_FILES and total <= _ALONE_BYTES
        self._make(
            (self._target(place, done) for place in own.tolist()),
            (
                read_slices(self._target(place, done), self._options.mapping, self._meter.watch)
                for place in places[streamed].tolist()
            ),
            1 if alone else self._options.workers,
        )

    def _target(self, place: int, done: Done) -> Target:
        file = self._found.file(place)
        spans, hashed = done.of(place)
        return Target(
            self._found.paths[place], file, int(self._found.sizes[place]), self._how[file.named], spans, hashed
        )

    def _make(self, targets: Iterable[Target], streams: Iterable[Iterable[Slice]], workers: int) -> None:
        try:
            for message in make_segments(self._work, targets, streams, workers):
                if isinstance(message, Written):
                    # Kept before it is said to be: Ctrl-C while the journal is written must not remove its files.
                    self._written.append(message)
                    self._journal.add(message)
                    self._change.kept += message.documents
                else:
                    self._files_read += message.files
                    self._bytes_read += message.size
                    self._meter.done(message)
        except BaseException:
            # What workers had begun when they were stopped is of no use, and the disk may be full.
            self._journal.clear(self._written)
            raise

    def _to_read_again(self, gathering: Gathering, files: Ints, done: Done) -> tuple[list[Target], Ints]:
        """Files of the old ledger, to be read though they have not changed; and those of them that cannot be."""
        rows = self._old.files
        again, hopeless = [], []
        for place in files.tolist():
            path, named = rows.texts["path"][place], bool(int(rows["flags"][place]) & NAMED)
            how = int(rows["how"][place])
            file = Path(os.fsdecode(path))
            if (found := int(gathering.place[place])) >= 0:
                again.append(self._target(found, done))
            elif how == self._how[named] and not int(rows["flags"][place]) & REREAD and file.is_file():
                source = SourceFile(file, named, file.parent.parent)
                again.append(Target(path, source, file.stat().st_size, how))
            else:
                hopeless.append(place)
        return again, np.array(hopeless, np.int64)

    # --- publishing

    def _publish(self, gathered: Gathered, settlement: Settlement) -> tuple[Manifest, bool]:
        before = self._opened.manifest if self._opened else None
        ledger, _ = to_keep(gathered, settlement)
        sources = tuple(dict.fromkeys([*(before.sources if before else ()), *map(str, self._sources)]))
        entities = self._options.corrections.path
        settled = len(settlement.kept) + len(settlement.removed)
        as_before = before is not None and (before.sources, before.entities) == (sources, entities)
        if before and as_before and not settled and ledger.as_written().equals(self._old):
            self._change.kept = 0
            return before, False
        parts = Parts(self._change)
        if self._opened:
            parts.take(self._opened)
        parts.settle(self._written, self._old, gathered, settlement)
        parts.finish(self._options.corrections, policy.to_merge if self._opened else policy.all_in_one)
        return parts.publish(sources, before, entities, ledger), True
