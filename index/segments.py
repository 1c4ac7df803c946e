"""Workers that each make whole Whoosh segments: enrichment, analysis and writing, one core each.

The parent feeds batches of raw articles through a bounded queue; each worker writes an ordinary
Whoosh index of one segment in a folder of its own and says how far it is. No segment is written
twice: ``whoosh_writer`` gathers them under one table of contents.
"""

from __future__ import annotations

import logging
import multiprocessing
import queue
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from index.article import Article, Rejected
from index.enrich import enrich
from index.errors import KiosqueError
from index.whoosh_index import INDEX_NAME
from index.whoosh_schema import document, whoosh_schema

# Some 60 kB of text a batch: small enough for smooth progress, large enough that queues cost nothing.
BATCH = 32
# Megabytes of postings Whoosh keeps in memory before it writes a run to disk.
MEMORY_MB = 256
_POLL_SECONDS = 0.2
# How long a worker without work waits before it looks whether its parent still lives.
_ORPHAN_SECONDS = 2.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """What one batch came to: articles written (``updated`` of them in the place of an older
    state), left as they were, rejected."""

    articles: int
    rejected: tuple[Rejected, ...] = ()
    updated: int = 0
    unchanged: int = 0


class SegmentMaker:
    """Writes one Whoosh index of one segment into ``folder``."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        created = whoosh_index.create_in(str(folder), whoosh_schema(), indexname=INDEX_NAME)
        self._writer = created.writer(limitmb=MEMORY_MB)

    def add(self, articles: Iterable[Article]) -> Progress:
        """Enrich and add; an article that cannot be stored is rejected with the reason."""
        added, rejected = 0, []
        for article in articles:
            row = prepare(article)
            if isinstance(row, Rejected):
                rejected.append(row)
            else:
                self._writer.add_document(**row)
                added += 1
        return Progress(added, tuple(rejected))

    def finish(self) -> None:
        """Write the segment."""
        self._writer.commit(merge=False)

    def cancel(self) -> None:
        """Let go of everything."""
        self._writer.cancel()


def prepare(article: Article) -> dict[str, Any] | Rejected:
    """The Whoosh document of an enriched article, or why there is none.

    An article in which persons, places and dates cannot be looked for is indexed without them.
    """
    try:
        enriched = enrich(article)
    except Exception as error:  # noqa: BLE001  what is found in an article is extra, the article is not
        _log.warning("%s: indexed without its persons, places and dates (%r)", article.origin, error)
        enriched = replace(article, persons=article.persons or (), places=article.places or (), dates=())
    try:
        return document(enriched, article.fingerprint())
    except Exception as error:  # noqa: BLE001  one odd article must not end a run of a million
        return Rejected(article.origin, 0, f"cannot be indexed: {type(error).__name__}: {error}")


def make_segments(articles: Iterable[Article], folder: Path, workers: int) -> Iterator[Progress]:
    """Write all articles into ``folder/part-0``, ``part-1`` …; one Progress a batch."""
    batches = _batches(articles)
    if workers <= 1:
        yield from _alone(batches, folder / "part-0")
    else:
        yield from _Crew(folder, workers).run(batches)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    iterator = iter(articles)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _alone(batches: Iterable[list[Article]], folder: Path) -> Iterator[Progress]:
    maker = SegmentMaker(folder)
    try:
        for batch in batches:
            yield maker.add(batch)
    except BaseException:
        maker.cancel()
        raise
    maker.finish()


class _Crew:
    """Worker processes with one queue of batches in and one of messages out."""

    def __init__(self, folder: Path, workers: int) -> None:
        # "spawn": a fork of a process with threads may hang, and Python is moving away from it.
        context = multiprocessing.get_context("spawn")
        self._tasks: Any = context.Queue(maxsize=2 * workers)
        self._messages: Any = context.Queue()
        self._processes: list[BaseProcess] = [
            context.Process(target=_work, args=(folder / f"part-{n}", self._tasks, self._messages), daemon=True)
            for n in range(workers)
        ]

    def run(self, batches: Iterable[list[Article]]) -> Iterator[Progress]:
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

    def _put(self, task: list[Article] | None) -> Iterator[Progress]:
        while True:
            try:
                self._tasks.put(task, timeout=_POLL_SECONDS)
            except queue.Full:
                self._check_alive()
            else:
                break
            yield from self._received()
        yield from self._received()

    def _wait(self) -> Iterator[Progress]:
        while any(process.is_alive() for process in self._processes):
            yield from self._received(_POLL_SECONDS)
            self._check_alive()
        yield from self._received(_POLL_SECONDS)

    def _received(self, patience: float = 0.0) -> Iterator[Progress]:
        while True:
            try:
                message = self._messages.get(timeout=patience) if patience else self._messages.get_nowait()
            except queue.Empty:
                return
            if isinstance(message, str):
                raise KiosqueError(message)
            yield message

    def _check_alive(self) -> None:
        for process in self._processes:
            if process.exitcode not in (None, 0):
                message = f"a worker ended early (exit code {process.exitcode}); with little memory try --workers 1"
                raise KiosqueError(message)


def _next(tasks: Any) -> list[Article] | None:
    """The next batch, None after the last. The process ends when its parent was killed: nobody would
    ever send that None."""
    parent = multiprocessing.parent_process()
    while True:
        try:
            batch: list[Article] | None = tasks.get(timeout=_ORPHAN_SECONDS)
        except queue.Empty:
            if parent is not None and not parent.is_alive():
                sys.exit(1)
        else:
            return batch


def _work(folder: Path, tasks: Any, messages: Any) -> None:
    """A worker's life. An error is told in words, then the process ends."""
    try:
        maker = SegmentMaker(folder)
        while (batch := _next(tasks)) is not None:
            messages.put(maker.add(batch))
        maker.finish()
    except KeyboardInterrupt:
        return
    except Exception as error:  # noqa: BLE001  a process's rim: the parent must hear of it
        messages.put(f"a worker failed: {type(error).__name__}: {error}")
