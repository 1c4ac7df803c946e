"""Workers that each make whole segments: enrichment, analysis and writing, one core each.

The parent feeds numbered batches of raw articles through a bounded queue; a worker collects them in a
``SegmentBuilder``, writes a segment when its memory is used up or a minute of work is at stake, and says
which batches it holds. No article is written twice; ``whoosh_writer`` gathers the segments.
"""

from __future__ import annotations

import errno
import logging
import multiprocessing
import queue
import sys
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from index.article import Article, Rejected
from index.enrich import enrich, enrich_all
from index.errors import KiosqueError
from index.journal import Written
from index.linking.corrections import Corrections
from index.segment.builder import SegmentBuilder
from index.segment.codec import KiosqueSegment
from index.segment.document import Document
from index.segment.segment import SUFFIX
from index.shape import SHAPE
from index.whoosh_index import INDEX_NAME
from index.whoosh_schema import document

# Some 60 kB of text a batch: small enough for smooth progress, large enough that queues cost nothing.
BATCH = 32
# Megabytes of a process before its first article: NumPy, lists of names and places.
_PROGRAM = 64
# An interruption costs a worker no more than this many seconds of work.
_AT_STAKE_SECONDS = 60.0
_POLL_SECONDS = 0.2
# How long a worker without work waits before it looks whether its parent still lives.
_ORPHAN_SECONDS = 2.0
_log = logging.getLogger(__name__)

Batch = tuple[int, list[Article]]


@dataclass(frozen=True, slots=True)
class Progress:
    """What one batch came to: articles written (``updated`` of them in the place of an older
    state), left as they were, rejected."""

    articles: int
    rejected: tuple[Rejected, ...] = ()
    updated: int = 0
    unchanged: int = 0


Message = Progress | Written


class SegmentMaker:
    """Writes segments into ``folder``; ``memory`` is what the process may take, in megabytes; ``corrections`` are
    the user's."""

    def __init__(self, folder: Path, memory: int, corrections: Corrections) -> None:
        self._folder = folder
        self._corrections = corrections
        self._memory = max(memory - _PROGRAM, -(-memory // 2)) << 20
        self._builder: SegmentBuilder | None = None
        self._name = ""
        self._batches: list[int] = []
        self._rejected: list[Rejected] = []
        self._began = 0.0

    def add(self, batch: Batch) -> Iterator[Message]:
        """Enrich and add; an article that cannot be stored is rejected with the reason."""
        number, articles = batch
        added, rejected = 0, []
        for article, made in zip(articles, prepare_all(articles, self._corrections), strict=True):
            failed = self._add(article, made)
            if failed:
                rejected.append(failed)
            else:
                added += 1
        self._batches.append(number)
        self._rejected += rejected
        yield Progress(added, tuple(rejected))
        if self.is_full or time.monotonic() - self._began > _AT_STAKE_SECONDS:
            yield from self.finish()

    def add_article(self, article: Article) -> Rejected | None:
        """Enrich and add one; gives why it cannot be."""
        return self._add(article, prepare_all([article], self._corrections)[0])

    def _add(self, article: Article, made: Document | Rejected) -> Rejected | None:
        if isinstance(made, Rejected):
            return made
        if self._builder is None:
            self._name = KiosqueSegment(INDEX_NAME).segment_id()
            self._builder = SegmentBuilder(self._folder / (self._name + SUFFIX), SHAPE)
            self._began = time.monotonic()
        try:
            self._builder.add(made)
        except (TypeError, ValueError) as error:
            return Rejected.from_article(article, f"cannot be indexed: {type(error).__name__}: {error}")
        return None

    @property
    def is_full(self) -> bool:
        """Whether the memory is used up."""
        return self._builder is not None and self._builder.bytes_held > self._memory

    def finish(self) -> Iterator[Written]:
        """Write the segment, if there is any article for it."""
        documents = 0
        if self._builder is not None:
            documents = self._builder.write()
        if documents or self._batches:
            yield Written(self._name if documents else "", documents, tuple(self._batches), tuple(self._rejected))
        self._builder, self._batches, self._rejected = None, [], []

    def cancel(self) -> None:
        """Let go of everything."""
        if self._builder is not None:
            self._builder.abandon()


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


def make_segments(
    articles: Iterable[Article],
    folder: Path,
    workers: int,
    memory: int,
    done: Container[int] = (),
    corrections: Corrections | None = None,
) -> Iterator[Message]:
    """Write all articles as segments into ``folder``, apart from the batches already done."""
    batches = (batch for batch in _batches(articles) if batch[0] not in done)
    if workers <= 1:
        yield from _alone(batches, SegmentMaker(folder, memory, corrections or Corrections()))
    else:
        yield from _Crew(folder, workers, memory, corrections or Corrections()).run(batches)


def _batches(articles: Iterable[Article]) -> Iterator[Batch]:
    iterator = iter(articles)
    number = 0
    while batch := list(islice(iterator, BATCH)):
        yield number, batch
        number += 1


def _alone(batches: Iterable[Batch], maker: SegmentMaker) -> Iterator[Message]:
    try:
        for batch in batches:
            yield from maker.add(batch)
        yield from maker.finish()
    except BaseException:
        maker.cancel()
        raise


class _Crew:
    """Worker processes with one queue of batches in and one of messages out."""

    def __init__(self, folder: Path, workers: int, memory: int, corrections: Corrections) -> None:
        # "spawn": a fork of a process with threads may hang, and Python is moving away from it.
        context = multiprocessing.get_context("spawn")
        self._tasks: Any = context.Queue(maxsize=2 * workers)
        self._messages: Any = context.Queue()
        # Each process gets a copy, without any segment begun.
        maker = SegmentMaker(folder, memory, corrections)
        self._processes: list[BaseProcess] = [
            context.Process(target=_work, args=(maker, self._tasks, self._messages), daemon=True)
            for _ in range(workers)
        ]

    def run(self, batches: Iterable[Batch]) -> Iterator[Message]:
        """Feed every batch, and see every worker to its end."""
        for process in self._processes:
            process.start()
        try:
            for batch in batches:
                yield from self._put(batch)
            for _ in self._processes:
                yield from self._put(None)
            yield from self._wait()
        finally:
            for process in self._processes:
                process.terminate()
                process.join()
            # After an interruption batches are left that nobody will take: at exit Python would wait for
            # them to be sent, for ever. After a full run none is left.
            self._tasks.cancel_join_thread()

    def _put(self, task: Batch | None) -> Iterator[Message]:
        while True:
            try:
                self._tasks.put(task, timeout=_POLL_SECONDS)
            except queue.Full:
                self._check_alive()
            else:
                break
            yield from self._received()
        yield from self._received()

    def _wait(self) -> Iterator[Message]:
        while any(process.is_alive() for process in self._processes):
            yield from self._received(_POLL_SECONDS)
            self._check_alive()
        yield from self._received(_POLL_SECONDS)

    def _received(self, patience: float = 0.0) -> Iterator[Message]:
        while True:
            try:
                message = self._messages.get(timeout=patience) if patience else self._messages.get_nowait()
            except queue.Empty:
                return
            if isinstance(message, OSError):
                raise message
            if isinstance(message, str):
                raise KiosqueError(message)
            yield message

    def _check_alive(self) -> None:
        for process in self._processes:
            if process.exitcode not in (None, 0):
                # It may have said why.
                list(self._received(_POLL_SECONDS))
                message = f"a worker ended early (exit code {process.exitcode}); with little memory try --workers 1"
                raise KiosqueError(message)


def _next(tasks: Any) -> Batch | None:
    """The next batch, None after the last. The process ends when its parent was killed: nobody would
    ever send that None."""
    parent = multiprocessing.parent_process()
    while True:
        try:
            batch: Batch | None = tasks.get(timeout=_ORPHAN_SECONDS)
        except queue.Empty:
            if parent is not None and not parent.is_alive():
                sys.exit(1)
        else:
            return batch


def _work(maker: SegmentMaker, tasks: Any, messages: Any) -> None:
    """A worker's life. An error is told in words, then the process ends."""
    try:
        while (batch := _next(tasks)) is not None:
            for message in maker.add(batch):
                messages.put(message)
        for message in maker.finish():
            messages.put(message)
    except KeyboardInterrupt:
        return
    except OSError as error:
        messages.put(OSError(error.errno or errno.EIO, error.strerror, error.filename))
    except Exception as error:  # noqa: BLE001  a process's rim: the parent must hear of it
        messages.put(f"a worker failed: {type(error).__name__}: {error}")
