"""Worker processes around ``segments.SegmentMaker``: one queue of tasks in, one of messages out."""

from __future__ import annotations

import errno
import multiprocessing
import queue
import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.process import BaseProcess
from typing import Any

from index.errors import KiosqueError
from index.reading import Slice, Target, Task, tasks
from index.segments import Message, Progress, SegmentMaker, Work, made_alone

_POLL_SECONDS = 0.2
# How long a worker without work waits before it looks whether its parent still lives.
_ORPHAN_SECONDS = 2.0
# Tasks that wait for each worker, so that none is idle while the parent reads a slow page of a large file.
_AHEAD = 6


def make_segments(
    work: Work, targets: Iterable[Target], streams: Iterable[Iterable[Slice]], workers: int
) -> Iterator[Message]:
    """Read, enrich and write all files: ``targets`` are the workers' own, ``streams`` are fed to them."""
    if workers <= 1:
        yield from made_alone(work, _interleaved(targets, streams, lambda: False))
    else:
        crew = Crew(work, workers)
        yield from crew.run(_interleaved(targets, streams, lambda: crew.is_hungry))


def made_of(work: Work, slices: Iterable[Slice], workers: int) -> Iterator[Message]:
    """Enrich and write what others have read."""
    return made_alone(work, slices) if workers <= 1 else Crew(work, workers).run(slices)


def _interleaved(
    targets: Iterable[Target], streams: Iterable[Iterable[Slice]], is_hungry: Callable[[], bool]
) -> Iterator[Task]:
    """Slices of streams, and files whenever the workers would else have to wait for the next slice."""
    rest = tasks(targets)
    for stream in streams:
        for piece in stream:
            while is_hungry() and (task := next(rest, None)) is not None:
                yield task
            yield piece
    yield from rest


class Crew:
    """Worker processes."""

    def __init__(self, work: Work, workers: int) -> None:
        # "spawn": a fork of a process with threads may hang, and Python is moving away from it.
        context = multiprocessing.get_context("spawn")
        self._ahead = _AHEAD * workers
        self._tasks: Any = context.Queue(maxsize=self._ahead)
        self._messages: Any = context.Queue()
        self._under_way = 0
        self._processes: list[BaseProcess] = [
            context.Process(target=_work, args=(work, self._tasks, self._messages), daemon=True) for _ in range(workers)
        ]

    @property
    def is_hungry(self) -> bool:
        """Whether fewer tasks than there should be wait for the workers."""
        return self._under_way < self._ahead

    def run(self, given: Iterable[Task]) -> Iterator[Message]:
        """Feed every task, and see every worker to its end."""
        for process in self._processes:
            process.start()
        try:
            for task in given:
                self._under_way += 1
                yield from self._put(task)
            for _ in self._processes:
                yield from self._put(None)
            yield from self._wait()
        finally:
            for process in self._processes:
                process.terminate()
                process.join()
            # After an interruption tasks are left that nobody will take: at exit Python would wait for
            # them to be sent, for ever. After a full run none is left.
            self._tasks.cancel_join_thread()

    def _put(self, task: Task | None) -> Iterator[Message]:
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
            if isinstance(message, Progress):
                self._under_way -= message.tasks
            yield message

    def _check_alive(self) -> None:
        for process in self._processes:
            if process.exitcode not in (None, 0):
                # It may have said why.
                list(self._received(_POLL_SECONDS))
                message = f"a worker ended early (exit code {process.exitcode}); with little memory try --workers 1"
                raise KiosqueError(message)


def _next(waiting: Any) -> Task | None:
    """The next task, None after the last. The process ends when its parent was killed: nobody would
    ever send that None."""
    parent = multiprocessing.parent_process()
    while True:
        try:
            task: Task | None = waiting.get(timeout=_ORPHAN_SECONDS)
        except queue.Empty:
            if parent is not None and not parent.is_alive():
                sys.exit(1)
        else:
            return task


def _work(work: Work, waiting: Any, messages: Any) -> None:
    """A worker's life. An error is told in words, then the process ends."""
    maker = SegmentMaker(work)
    try:
        while (task := _next(waiting)) is not None:
            for message in maker.do(task):
                messages.put(message)
        for message in maker.finish():
            messages.put(message)
    except KeyboardInterrupt:
        return
    except OSError as error:
        messages.put(OSError(error.errno or errno.EIO, error.strerror, error.filename))
    except Exception as error:  # noqa: BLE001  a process's rim: the parent must hear of it
        messages.put(f"a worker failed: {type(error).__name__}: {error}")
