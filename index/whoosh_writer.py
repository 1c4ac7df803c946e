"""Writes the index: build (all anew), add (new, changed, unchanged) and remove.

Every change goes through a ``Transaction``: made aside, verified, swapped in by one rename.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import manifest
from index.article import Article
from index.copies.generation import Known, Part, write_copies
from index.errors import IndexDamaged
from index.journal import Journal, Written
from index.linking.corrections import Corrections
from index.linking.segments import PERSONS, linker_of, renames_of
from index.manifest import Manifest, SegmentEntry
from index.segment import policy
from index.segment.codec import KiosqueSegment
from index.segment.layout import SegmentWriter
from index.segment.merge import merge_segments
from index.segment.policy import Size
from index.segment.renames import Renames
from index.segment.segment import SUFFIX, Segment
from index.segments import Progress, SegmentMaker, make_segments
from index.settings import DEFAULT_MEMORY
from index.shape import SHAPE
from index.transaction import Transaction
from index.whoosh_index import INDEX_NAME, Opened, open_segments
from index.whoosh_schema import stored_fingerprint

OnProgress = Callable[[Progress], None]
_BUILDING = ".building"
_ADDING = ".adding"
_NO_CORRECTIONS = Corrections()


def build_index(
    folder: Path,
    articles: Iterable[Article],
    sources: Sequence[str],
    workers: int,
    tell: OnProgress,
    *,
    memory: int = DEFAULT_MEMORY,
    planned: Mapping[str, object] | None = None,
    fresh: bool = False,
    resumed: Callable[[int], None] = lambda _: None,
    corrections: Corrections = _NO_CORRECTIONS,
) -> Manifest:
    """Index all articles anew, instead of whatever the folder holds.

    ``planned`` (``journal.plan``) lets an interrupted build of the same plan be gone on with, unless it is to
    be ``fresh``; ``resumed`` is told how many articles it had indexed. ``memory``: megabytes a worker;
    ``corrections``: the user's.
    """
    with Transaction(folder, _BUILDING, resumable=planned is not None and not fresh) as change:
        journal = Journal(change.aside, planned or {})
        finished = journal.finished() if planned else []
        change.kept = sum(written.documents for written in finished)
        _clear(change.aside, {written.name + SUFFIX for written in finished})
        journal.begin(finished)
        if finished:
            resumed(change.kept)
        for written in finished:
            tell(Progress(written.documents, written.rejected))
        done = {number for written in finished for number in written.batches}
        try:
            for message in make_segments(articles, change.aside, workers, memory, done, corrections):
                if isinstance(message, Written):
                    # Kept before it is said to be: Ctrl-C while the journal is written must not remove its file.
                    finished.append(message)
                    journal.add(message)
                    change.kept += message.documents if planned else 0
                else:
                    tell(message)
        except BaseException:
            # What workers had begun when they were stopped is of no use, and the disk may be full.
            _clear(change.aside, {written.name + SUFFIX for written in finished})
            raise
        parts = _Parts(change)
        for written in finished:
            if written.documents:
                parts.add(written.name, written.documents)
        parts.link(corrections)
        parts.merge(policy.all_in_one)
        return parts.publish(sources, None, corrections.path)


def _clear(aside: Path, kept: set[str]) -> None:
    """Remove what a dead writer left half-done."""
    for path in aside.glob(f"{INDEX_NAME}_*"):
        if path.name not in kept:
            path.unlink()


def add_to_index(
    folder: Path,
    articles: Iterable[Article],
    sources: Sequence[str],
    tell: OnProgress,
    *,
    memory: int = DEFAULT_MEMORY,
    corrections: Corrections = _NO_CORRECTIONS,
) -> Manifest:
    """Add what is new, replace what has changed, skip what is the same; on a folder without an
    index, the same as a build."""
    with Transaction(folder, _ADDING) as change:
        parts = _Parts(change)
        before = None
        if change.generation > 0:
            opened = open_segments(folder)
            before = opened.manifest
            parts.take(opened)
        maker = SegmentMaker(change.aside, memory, corrections)
        try:
            for article in articles:
                tell(_add_or_replace(maker, parts, article))
                if maker.is_full:
                    parts.add_all(maker.finish())
            parts.add_all(maker.finish())
        except BaseException:
            maker.cancel()
            raise
        parts.link(corrections)
        parts.merge(policy.to_merge)
        known = dict.fromkeys([*(before.sources if before else ()), *sources])
        return parts.publish(tuple(known), before, corrections.path)


def remove_from_index(folder: Path, ids: Sequence[str]) -> list[str]:
    """Remove those articles; gives back the ids that were not there."""
    open_segments(folder)  # A folder without an index is told as such, and left without one.
    with Transaction(folder, _ADDING) as change:
        opened = open_segments(folder)
        parts = _Parts(change)
        parts.take(opened)
        missing = [article_id for article_id in dict.fromkeys(ids) if not parts.delete(article_id)]
        if len(missing) < len(set(ids)):
            parts.merge(policy.to_merge)
            parts.publish(opened.manifest.sources, opened.manifest, opened.manifest.entities)
    return missing


def _add_or_replace(maker: SegmentMaker, parts: _Parts, article: Article) -> Progress:
    before = parts.fingerprint(article.id)
    if before == article.fingerprint():
        return Progress(0, unchanged=1)
    rejected = maker.add_article(article)
    if rejected:
        return Progress(0, (rejected,))
    if before is not None:
        parts.delete(article.id)
    return Progress(1, updated=int(before is not None))


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
        ids = self.segment.field("id")
        number = -1 if ids is None else ids.terms.find(article_id.encode("utf-8", "surrogatepass"))
        if ids is None or number < 0:
            return None
        living = (int(n) for n in ids.documents(number) if int(n) not in self.deleted)
        return next(living, None)

    def deleted_array(self) -> NDArray[np.uint32]:
        return np.array(sorted(self.deleted), "<u4")


class _Parts:
    """The segments of the next generation."""

    def __init__(self, change: Transaction) -> None:
        self._change = change
        self._parts: list[_Part] = []
        self._new: list[_Part] = []

    def take(self, opened: Opened) -> None:
        """Those of the present generation."""
        for entry, (segment, deleted) in zip(opened.manifest.segments, opened.segments, strict=True):
            self._parts.append(_Part(entry.name, segment, deleted.tolist(), entry.deleted))

    def add(self, name: str, documents: int) -> None:
        """A new one; IndexDamaged when it does not hold what was written."""
        segment = Segment(self._change.aside / (name + SUFFIX))
        if segment.size != documents:
            message = f"{documents:,} articles were written but {segment.size:,} can be read; nothing was changed"
            raise IndexDamaged(message)
        self._new.append(_Part(name, segment, ()))
        self._parts.append(self._new[-1])

    def add_all(self, written: Iterable[Written]) -> None:
        """New ones."""
        for each in written:
            if each.documents:
                self.add(each.name, each.documents)

    def fingerprint(self, article_id: str) -> str | None:
        """That of the article as the index has it, None when it has none."""
        for part in self._parts:
            document = part.find(article_id)
            if document is not None:
                return stored_fingerprint(part.segment.stored.values(document))
        return None

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
        while places := chosen([part.size for part in self._parts]):
            merged = [self._parts[place] for place in places]
            self._parts = [part for part in self._parts if part not in merged]
            if any(part.size.living for part in merged):
                self._parts.append(self._merged(merged))
        self._parts = [self._merged([part]) if part.renames else part for part in self._parts]

    def _merged(self, parts: Sequence[_Part]) -> _Part:
        name = KiosqueSegment(INDEX_NAME).segment_id()
        path = self._change.aside / (name + SUFFIX)
        renames = [part.renames for part in parts]
        merge_segments([(part.segment, part.deleted_array()) for part in parts], path, SHAPE, renames)
        return _Part(name, Segment(path), ())

    def publish(self, sources: Sequence[str], before: Manifest | None, entities: str) -> Manifest:
        """Make this the next generation."""
        entries = [self._entry(part) for part in self._parts]
        articles = sum(part.size.living for part in self._parts)
        copies = self._write_copies(before)
        made = manifest.make(self._change.aside, entries, articles, sources, before, entities, copies)
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

    def _entry(self, part: _Part) -> SegmentEntry:
        if part.deleted and not part.deletions:
            part.deletions = f"{part.name}_{self._change.generation}.deleted"
            with SegmentWriter(self._change.aside / part.deletions) as writer:
                writer.add("deleted", part.deleted_array())
        return SegmentEntry(part.name, part.segment.size, part.deletions if part.deleted else "")
