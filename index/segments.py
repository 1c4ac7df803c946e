"""Workers that each make whole segments: reading, enrichment, analysis and writing, one core each.

The parent feeds tasks through a bounded queue: small files to be read, and slices of large files that it reads itself.
A worker collects articles in a ``SegmentBuilder`` and what is known of them in a *part* (``ledger``), and
writes both when its memory is used up or a minute of work is at stake. Which of several articles with one id
stays is decided later, when all are known (``settlement``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.article import Article, Rejected
from index.base import Base
from index.enrich import enrich, enrich_all
from index.journal import PART, Written
from index.ledger import NEW, SAME, Ledger
from index.ledger_writer import LedgerWriter
from index.linking.corrections import Corrections
from index.reading import BATCH, Slice, Task, read_slices
from index.segment.builder import SegmentBuilder
from index.segment.codec import KiosqueSegment
from index.segment.document import Document
from index.segment.segment import SUFFIX
from index.shape import SHAPE
from index.whoosh_index import INDEX_NAME
from index.whoosh_schema import document

# Megabytes of a process before its first article: NumPy, lists of names and places.
_PROGRAM = 64
# An interruption costs a worker no more than this many seconds of work.
_AT_STAKE_SECONDS = 60.0
# A record of a part costs its numbers and texts.
_BYTES_A_RECORD = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done since the last one: tasks, files, bytes of files, articles written."""

    tasks: int = 0
    files: int = 0
    size: int = 0
    articles: int = 0


Message = Progress | Written


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker is told: the ``folder`` for its segments, the megabytes it may take, the user's corrections,
    what the sources call our fields, and the articles that the index has (None: they do not matter)."""

    folder: Path
    memory: int
    corrections: Corrections
    mapping: Mapping[str, str] | None = None
    base: Base | None = None


class SegmentMaker:
    """Does tasks one after the other, and writes what they give as segments with their parts."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._memory = max(work.memory - _PROGRAM, -(-work.memory // 2)) << 20
        self._builder: SegmentBuilder | None = None
        self._part = LedgerWriter()
        self._name = ""
        self._began = 0.0
        self._pending: list[Slice] = []
        self._articles = 0

    def do(self, task: Task) -> Iterator[Message]:
        """Do a task. Its articles are enriched some at a time, also those of several files."""
        if isinstance(task, Slice):
            yield self._added(task, 0)
        else:
            for target in task.targets:
                for piece in read_slices(target, self._work.mapping):
                    yield self._added(piece, target.size if piece.is_last else 0)
                    if self._is_full:
                        yield from self.finish()
        yield Progress(tasks=1, articles=self._flushed())
        if self._is_full or (self._name and time.monotonic() - self._began > _AT_STAKE_SECONDS):
            yield from self.finish()

    def _added(self, piece: Slice, size: int) -> Progress:
        if not self._name:
            self._name = KiosqueSegment(INDEX_NAME).segment_id()
            self._began = time.monotonic()
        self._pending.append(piece)
        self._articles += sum(isinstance(item, Article) for item in piece.items)
        written = self._flushed() if self._articles >= BATCH else 0
        return Progress(files=int(piece.is_last), size=size, articles=written)

    def _flushed(self) -> int:
        """Enrich and add what is pending; gives how many articles there are more."""
        known = {}
        for piece in self._pending:
            for item in piece.items:
                if isinstance(item, Article):
                    known[id(item)] = self._work.base.knows(item) if self._work.base else NEW
        asked = [
            item
            for piece in self._pending
            for item in piece.items
            if isinstance(item, Article) and known[id(item)] != SAME
        ]
        made: dict[int, Document | Rejected] = {}
        for begin in range(0, len(asked), BATCH):
            batch = asked[begin : begin + BATCH]
            made |= zip(map(id, batch), prepare_all(batch, self._work.corrections), strict=True)
        for piece in self._pending:
            self._write(piece, known, made)
        self._pending, self._articles = [], 0
        return len(asked)

    def _write(self, piece: Slice, known: Mapping[int, int], made: Mapping[int, Document | Rejected]) -> None:
        self._part.begin(piece.stamp, piece.first, piece.companions)
        for item in piece.items:
            if isinstance(item, Rejected):
                self._part.reject(item, piece.origin)
                continue
            prepared = made.get(id(item))
            number = -1 if prepared is None else self._stored(item, prepared)
            if isinstance(number, Rejected):
                self._part.reject(number, piece.origin)
            else:
                self._part.add(item, piece.origin, number, known[id(item)])

    def _stored(self, article: Article, made: Document | Rejected) -> int | Rejected:
        """The number of the new document, in the order in which they are added; why there is none."""
        if isinstance(made, Rejected):
            return made
        if self._builder is None:
            self._builder = SegmentBuilder(self._work.folder / (self._name + SUFFIX), SHAPE)
        try:
            self._builder.add(made)
        except (TypeError, ValueError) as error:
            return Rejected.from_article(article, f"cannot be indexed: {type(error).__name__}: {error}")
        return self._builder.documents - 1

    @property
    def _is_full(self) -> bool:
        held = self._builder.bytes_held if self._builder else 0
        return held + self._part.records.size * _BYTES_A_RECORD > self._memory

    def finish(self) -> Iterator[Written]:
        """Write the segment, if there is any article for it, and its part."""
        self._flushed()
        if not self._part.files.size:
            return
        documents, part = 0, self._part.ledger()
        if self._builder is not None:
            documents = self._builder.write()
            part = _renumbered(part, self._builder.order)
        part.write(self._work.folder / (self._name + PART), self._work.folder.parent)
        yield Written(self._name, documents)
        self._builder, self._part, self._name = None, LedgerWriter(), ""

    def cancel(self) -> None:
        """Let go of everything."""
        if self._builder is not None:
            self._builder.abandon()


def _renumbered(part: Ledger, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Ledger:
    """The part with documents numbered as the segment has sorted them."""
    places = np.empty(len(order) + 1, np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    places[-1] = -1
    return Ledger(part.files, part.records.replaced(document=places[part.records["document"]]), part.rejected)


def prepare_all(articles: Sequence[Article], corrections: Corrections) -> list[Document | Rejected]:
    """The documents of the articles, enriched; for each that has none, why.

    An article in which persons, places and dates cannot be looked for is indexed without them.
    """
    try:
        enriched = enrich_all(articles, corrections)
    except Exception:  # noqa: BLE001  one of them: which, is found out one by one
        enriched = [_enriched(article, corrections) for article in articles]
    return [_document(article, made) for article, made in zip(articles, enriched, strict=True)]


def _enriched(article: Article, corrections: Corrections) -> Article:
    try:
        return enrich(article, corrections)
    except Exception as error:  # noqa: BLE001  what is found in an article is extra, the article is not
        _log.warning("%s: indexed without its persons, places and dates (%r)", article.origin, error)
        return replace(article, persons=article.persons or (), places=article.places or (), dates=())


def _document(article: Article, enriched: Article) -> Document | Rejected:
    try:
        return document(enriched, article.fingerprint(), tagged=article.persons is None)
    except Exception as error:  # noqa: BLE001  one odd article must not end a run of a million
        return Rejected.from_article(article, f"cannot be indexed: {type(error).__name__}: {error}")


def made_alone(work: Work, tasks: Iterable[Task]) -> Iterator[Message]:
    """Do all tasks in this very process."""
    maker = SegmentMaker(work)
    try:
        for task in tasks:
            yield from maker.do(task)
        yield from maker.finish()
    except BaseException:
        maker.cancel()
        raise
