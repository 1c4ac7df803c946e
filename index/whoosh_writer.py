"""Writes the index: build (all anew), add (new, changed, unchanged) and remove, article by article.

Every change goes through a ``Transaction``: made aside, verified, swapped in by one rename. From files, see ``ingest``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import manifest
from index.article import Article, Rejected
from index.base import Base, found_document
from index.copies.generation import Known, Part, write_copies
from index.crew import made_of
from index.errors import IndexDamaged
from index.journal import PART, Written
from index.ledger import PASSING, Ledger, Stamp, joined_ledgers
from index.ledger import SUFFIX as LEDGER
from index.linking.corrections import Corrections
from index.linking.segments import PERSONS, linker_of, renames_of
from index.manifest import Manifest, SegmentEntry
from index.reading import BATCH, Slice
from index.segment import policy
from index.segment.codec import KiosqueSegment
from index.segment.layout import SegmentWriter
from index.segment.merge import merge_segments
from index.segment.policy import Size
from index.segment.renames import Renames
from index.segment.segment import SUFFIX, Segment
from index.segments import Work
from index.settings import DEFAULT_MEMORY
from index.settlement import Gathered, Settlement, fates, settle, to_keep
from index.shape import SHAPE
from index.transaction import ADDING, BUILDING, REMOVING, Transaction
from index.whoosh_index import INDEX_NAME, Opened, open_segments

_NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a change came to: articles written, ``updated`` of them in the place of an older state; left as they were;
    rejected."""

    articles: int
    updated: int
    unchanged: int
    rejected: tuple[Rejected, ...]


OnDone = Callable[[Counts], object]


def build_index(
    folder: Path,
    articles: Iterable[Article],
    sources: Sequence[str],
    workers: int,
    tell: OnDone,
    *,
    memory: int = DEFAULT_MEMORY,
    corrections: Corrections = _NO_CORRECTIONS,
) -> Manifest:
    """Index all articles anew, instead of whatever the folder holds. ``memory``: megabytes a worker; ``corrections``:
    the user's; ``tell`` is told at the end what it came to."""
    with Transaction(folder, BUILDING) as change:
        return _written(change, articles, sources, None, workers, memory, corrections, tell)


def add_to_index(
    folder: Path,
    articles: Iterable[Article],
    sources: Sequence[str],
    tell: OnDone,
    *,
    memory: int = DEFAULT_MEMORY,
    corrections: Corrections = _NO_CORRECTIONS,
) -> Manifest:
    """Add what is new, replace what has changed, skip what is the same; on a folder without an
    index, the same as a build."""
    with Transaction(folder, ADDING) as change:
        opened = open_segments(folder) if change.generation > 0 else None
        return _written(change, articles, sources, opened, 1, memory, corrections, tell)


def remove_from_index(folder: Path, ids: Sequence[str]) -> list[str]:
    """Remove those articles; gives back the ids that were not there. The files that gave them are read again by the
    next run over them."""
    open_segments(folder)  # A folder without an index is told as such, and left without one.
    with Transaction(folder, REMOVING) as change:
        opened = open_segments(folder)
        parts = Parts(change)
        parts.take(opened)
        missing = [article_id for article_id in dict.fromkeys(ids) if not parts.delete(article_id)]
        if len(missing) < len(set(ids)):
            parts.merge(policy.to_merge)
            ledger = ledger_of(folder, opened.manifest)
            if ledger is not None:
                ledger = ledger.marked(ids)
            parts.publish(opened.manifest.sources, opened.manifest, opened.manifest.entities, ledger)
    return missing


def ledger_of(folder: Path, made: Manifest) -> Ledger | None:
    """The ledger of that generation; None when it was made of no files."""
    return Ledger.read(folder / made.ledger, folder) if made.ledger else None


def _written(
    change: Transaction,
    articles: Iterable[Article],
    sources: Sequence[str],
    opened: Opened | None,
    workers: int,
    memory: int,
    corrections: Corrections,
    tell: OnDone,
) -> Manifest:
    """The articles as a file that can be read but once, before all files of the index."""
    base = Base(change.folder, opened.manifest.segments) if opened else None
    work = Work(change.aside, memory, corrections, base=base)
    written = [each for each in made_of(work, _slices(articles), workers) if isinstance(each, Written)]
    ledgers = [Ledger.read(change.aside / (each.name + PART), change.folder) for each in written]
    known = ledger_of(change.folder, opened.manifest) if opened else None
    old = known or Ledger.empty()
    fresh = np.repeat(np.arange(len(ledgers)), [len(ledger.files) for ledger in ledgers])
    every = joined_ledgers([*ledgers, old])
    # Slices in the order of the articles.
    order = np.argsort(every.files["first"][: len(fresh)], kind="stable")
    places = np.concatenate([order, np.arange(len(fresh), len(every.files))]).astype(np.int64)
    part = np.concatenate([fresh[order], np.full(len(old.files), -1)]).astype(np.int64)
    gathered = Gathered(every.take(places), part, len(fresh))
    settlement = settle(old, gathered)
    parts = Parts(change)
    if opened:
        parts.take(opened)
    parts.settle(written, old, gathered, settlement)
    kept = to_keep(gathered, settlement)[0] if known else None
    parts.finish(corrections, policy.to_merge if opened else policy.all_in_one)
    every_source = [*(opened.manifest.sources if opened else ()), *sources]
    made = parts.publish(
        tuple(dict.fromkeys(every_source)), opened.manifest if opened else None, corrections.path, kept
    )
    tell(_counts(gathered, settlement))
    return made


def _slices(articles: Iterable[Article]) -> Iterator[Slice]:
    stamp = Stamp(b"", -1, 0, (0, 0), 0, PASSING)
    iterator = iter(articles)
    first = 0
    while batch := tuple(islice(iterator, BATCH)):
        yield Slice(stamp, "", first, batch)
        first += len(batch)


def _counts(gathered: Gathered, settlement: Settlement) -> Counts:
    found = fates(gathered, settlement)
    rejected = gathered.ledger.rejected
    said = [
        Rejected(rejected.texts["place"][n].decode(), int(rejected["line"][n]), rejected.texts["reason"][n].decode())
        for n in range(int(gathered.ledger.files["rejected"][: gathered.mine].sum()))
    ]
    changed = int(found.changed.sum())
    return Counts(int(found.new.sum()) + changed, changed, int(found.same.sum()), tuple(said))


class _Part:
    """A segment of the index in the making, and its deleted documents."""

    def __init__(self, name: str, segment: Segment, deleted: Iterable[int], deletions: str = "") -> None:
        self.name, self.segment = name, segment
        self.deleted = {int(number) for number in deleted}
        self.deletions = deletions
        self.renames: dict[str, Renames] = {}

    @property
    def size(self) -> Size:
        words = max((meta.length for meta in self.segment.field_metas.values()), default=0)
        return Size(self.segment.size, len(self.deleted), words)

    def find(self, article_id: str) -> int | None:
        """The document of an article."""
        return found_document(self.segment, self.deleted.__contains__, article_id)

    def deleted_array(self) -> NDArray[np.uint32]:
        return np.array(sorted(self.deleted), "<u4")


class Parts:
    """The segments of the next generation."""

    def __init__(self, change: Transaction) -> None:
        self._change = change
        self._parts: list[_Part] = []
        self._new: list[_Part] = []
        self._taken: set[str] = set()

    def take(self, opened: Opened) -> None:
        """Those of the present generation."""
        for entry, (segment, deleted) in zip(opened.manifest.segments, opened.segments, strict=True):
            self._parts.append(_Part(entry.name, segment, deleted.tolist(), entry.deleted))
            self._taken.add(entry.name)

    def add(self, name: str, documents: int) -> None:
        """A new one; IndexDamaged when it does not hold what was written."""
        segment = Segment(self._change.aside / (name + SUFFIX))
        if segment.size != documents:
            message = f"{documents:,} articles were written but {segment.size:,} can be read; nothing was changed"
            raise IndexDamaged(message)
        self._new.append(_Part(name, segment, ()))
        self._parts.append(self._new[-1])

    def settle(self, written: Sequence[Written], old: Ledger, gathered: Gathered, settlement: Settlement) -> None:
        """Take what was written, those documents apart that are no articles; delete what they replace, and what is
        no more. The parts that ``gathered`` numbers are those of ``written``."""
        records = gathered.ledger.records
        for ids, places in ((records, settlement.replaced), (old.records, settlement.removed)):
            for place in places.tolist():
                self.delete(ids.texts["id"][place].decode("utf-8", "surrogatepass"))
        part = gathered.part[gathered.ledger.file_of_records()[settlement.kept]]
        documents = records["document"][settlement.kept]
        for number, each in enumerate(written):
            if each.documents:
                self.add(each.name, each.documents)
                kept = set(documents[part == number].tolist())
                self._new[-1].deleted.update(n for n in range(each.documents) if n not in kept)

    def finish(self, corrections: Corrections, chosen: Callable[[Sequence[Size]], list[int]]) -> None:
        """Link the new segments, make them one, and merge as the policy says.

        One segment, without deleted documents: the same for the same articles, whoever wrote them, however often they
        were interrupted.
        """
        self._new = [part for part in self._new if part.size.living]
        before = [part for part in self._parts if part.name in self._taken]
        self._parts = [*before, *self._new]
        self.link(corrections)
        self._new = self._merged_as(self._new, policy.all_in_one)
        self._new = [self._merged([part]) if part.renames or part.deleted else part for part in self._new]
        self._parts = [*before, *self._new]
        self.merge(chosen)

    def delete(self, article_id: str) -> bool:
        """Mark the article as deleted; False when there is none."""
        for part in self._parts:
            document = part.find(article_id)
            if document is not None:
                part.deleted.add(document)
                part.deletions = ""
                return True
        return False

    def link(self, corrections: Corrections) -> None:
        """Find out which persons of the new segments are whom, now that all articles are known; ``merge`` writes it."""
        if not self._new:
            return
        every = [(part.segment, part.deleted_array()) for part in self._parts]
        linker = linker_of(every, corrections, [part.segment for part in self._new])
        for part in self._new:
            found = renames_of(part.segment, linker)
            part.renames = {PERSONS: found} if found else {}

    def merge(self, chosen: Callable[[Sequence[Size]], list[int]]) -> None:
        """Merge as the policy says, until it is content; then write what is linked and was not among these."""
        self._parts = self._merged_as(self._parts, chosen)
        self._parts = [self._merged([part]) if part.renames else part for part in self._parts]

    def _merged_as(self, parts: list[_Part], chosen: Callable[[Sequence[Size]], list[int]]) -> list[_Part]:
        while places := chosen([part.size for part in parts]):
            merged = [parts[place] for place in places]
            parts = [part for part in parts if part not in merged]
            if any(part.size.living for part in merged):
                parts.append(self._merged(merged))
        return parts

    def _merged(self, parts: Sequence[_Part]) -> _Part:
        name = KiosqueSegment(INDEX_NAME).segment_id()
        path = self._change.aside / (name + SUFFIX)
        renames = [part.renames for part in parts]
        merge_segments([(part.segment, part.deleted_array()) for part in parts], path, SHAPE, renames)
        return _Part(name, Segment(path), ())

    def publish(
        self, sources: Sequence[str], before: Manifest | None, entities: str, ledger: Ledger | None
    ) -> Manifest:
        """Make this the next generation."""
        entries = [self._entry(part) for part in self._parts]
        articles = sum(part.size.living for part in self._parts)
        copies, files = self._write_copies(before), self._write_ledger(ledger)
        made = manifest.make(self._change.aside, entries, articles, sources, before, entities, copies, files)
        self._change.publish(made, {part.name: part.deleted for part in self._parts})
        return made

    def _write_copies(self, before: Manifest | None) -> str:
        """Find the near-copies among all articles; gives the name of their file."""
        parts = [Part(part.name, part.segment, part.deleted_array()) for part in self._parts]
        known = None
        if before and before.copies:
            sizes = [(entry.name, entry.documents) for entry in before.segments]
            known = Known(self._change.folder / before.copies, sizes)
        name = f"{INDEX_NAME}_{self._change.generation}.copies"
        write_copies(self._change.aside / name, parts, known)
        return name

    def _write_ledger(self, ledger: Ledger | None) -> str:
        """Write it; gives the name of its file."""
        if ledger is None:
            return ""
        name = f"{INDEX_NAME}_{self._change.generation}{LEDGER}"
        ledger.as_written().write(self._change.aside / name, self._change.folder)
        return name

    def _entry(self, part: _Part) -> SegmentEntry:
        if part.deleted and not part.deletions:
            part.deletions = f"{part.name}_{self._change.generation}.deleted"
            with SegmentWriter(self._change.aside / part.deletions) as writer:
                writer.add("deleted", part.deleted_array())
        return SegmentEntry(part.name, part.segment.size, part.deletions if part.deleted else "")
