"""One change of the index: made aside, then swapped in by one rename, or not at all.

    with Transaction(folder, ".adding") as change:      # the lock is held from here
        … write segments into change.aside …
        change.publish(manifest, deleted documents …)

Readers never see anything of it before ``publish`` renames the new table of contents into place;
those that have the old generation open keep its files until they let go. What a process that died leaves
aside was never visible; the next writer removes it, or a build goes on with it (``journal``).
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.index import TOC

from index import manifest, seen
from index.errors import IndexLocked, Interrupted, NotWritten
from index.manifest import Manifest
from index.segment.codec import KiosqueSegment
from index.whoosh_index import INDEX_NAME, contents_of, latest_generation, storage_of
from index.whoosh_schema import whoosh_schema

_HOLDER = "MAIN_WRITELOCK.json"

BUILDING, ADDING, REMOVING = ".building", ".adding", ".removing"
"""The folders in which these are made aside."""
_COMMANDS = {BUILDING: "build", ADDING: "add"}


class Transaction:
    """Holds the index's write lock from ``__enter__`` to ``__exit__``; IndexLocked when another has it.

    ``aside`` is a folder within the index's. ``resumable`` leaves in it what the last run has ``kept``: so many
    finished articles, for the next to go on with. The lock is the system's own: it ends with its holder,
    however it ends. NotWritten when the system refuses something, Interrupted after Ctrl-C: nothing was changed.
    """

    def __init__(self, folder: Path, aside: str, *, resumable: bool = False) -> None:
        self.folder = folder
        self.aside = folder / aside
        self.generation = 0
        self.kept = 0
        self._resumable = resumable
        self._command = _COMMANDS.get(aside, "command")
        self._published = False

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = storage_of(self.folder).lock(f"{INDEX_NAME}_WRITELOCK")
            if not self._lock.acquire(blocking=False):
                raise IndexLocked(_who_holds(self.folder))
            try:
                self._begin()
            except BaseException:
                self._end()
                raise
        except OSError as error:
            raise self._not_written(error) from error
        return self

    def _begin(self) -> None:
        if not self._resumable:
            shutil.rmtree(self.aside, ignore_errors=True)
        self.aside.mkdir(exist_ok=True)
        holder = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        (self.folder / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")
        self.generation = latest_generation(self.folder) + 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._published or not self.kept:
            shutil.rmtree(self.aside, ignore_errors=True)
        self._end()
        if isinstance(error, OSError) and not self._published:
            raise self._not_written(error) from error
        if isinstance(error, KeyboardInterrupt) and not self._published:
            message = f"interrupted; {self._state()}"
            raise Interrupted(message) from error

    def _end(self) -> None:
        with suppress(OSError):
            # Only an empty one goes: what an interrupted build has done stays.
            self.aside.rmdir()
        _remove_if_possible(self.folder / _HOLDER)
        self._lock.release()

    def _not_written(self, error: OSError) -> NotWritten:
        where = f" ({error.filename})" if error.filename else ""
        return NotWritten(f"{error.strerror or error}{where}; {self._state()}")

    def _state(self) -> str:
        state = f"the index in {self.folder} is as it was"
        if self.kept:
            state += (
                f"; {self.kept:,} articles are done: the same {self._command} goes on from there, --fresh begins anew"
            )
        return state

    def publish(self, made: Manifest, deleted: Mapping[str, Iterable[int]]) -> None:
        """Swap in what ``aside`` holds: new files, the manifest, and last the table of contents.

        ``deleted``: the deleted documents of each segment that has any, by its name.
        """
        made = seen.carried(made, self.folder, self.aside, self.generation)
        for name in made.files:
            if (self.aside / name).exists():
                _sync(self.aside / name)
                (self.aside / name).rename(self.folder / name)
        self._write_contents(made, deleted)
        contents = contents_of(self.aside, self.generation)
        aside = manifest.path_of(self.aside, self.generation)
        manifest.write(aside, replace(made, contents=manifest.digest_of(contents)))
        for path in (contents, aside):
            _sync(path)
        aside.rename(manifest.path_of(self.folder, self.generation))
        _sync_folder(self.folder)
        contents.rename(contents_of(self.folder, self.generation))
        self._published = True
        _sync_folder(self.folder)
        self._remove_old(made)
        if self.aside.name != ADDING:
            # What an interrupted addition has done there fits the former generation only.
            shutil.rmtree(self.folder / ADDING, ignore_errors=True)

    def _write_contents(self, made: Manifest, deleted: Mapping[str, Iterable[int]]) -> None:
        segments = []
        for entry in made.segments:
            segment = KiosqueSegment(INDEX_NAME, entry.documents, deleted.get(entry.name, ()))
            segment.segid = entry.name.removeprefix(f"{INDEX_NAME}_")
            segments.append(segment)
        # A build that died between here and the rename left one, which Whoosh would not write over.
        contents_of(self.aside, self.generation).unlink(missing_ok=True)
        TOC(whoosh_schema(), segments, self.generation).write(storage_of(self.aside), INDEX_NAME)

    def _remove_old(self, made: Manifest) -> None:
        generation = self.folder, self.generation
        kept = {*made.files, contents_of(*generation).name, manifest.path_of(*generation).name}
        for path in self.folder.glob("*"):
            ours = path.suffix == ".toc" or path.name.startswith((f"{INDEX_NAME}_", "manifest-"))
            if ours and path.name not in kept and "LOCK" not in path.name:
                # On systems that keep open files from being removed, the next change tries again.
                _remove_if_possible(path)


def _remove_if_possible(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return


def _who_holds(folder: Path) -> str:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        who = f"process {holder['pid']}, since {holder['since']}"
    except (OSError, ValueError, KeyError):
        who = "another process"
    return f"the index in {folder} is being written by {who}; wait for it to end, or stop it"


def _sync(path: Path) -> None:
    """Ask the disk to keep a file, even through a power cut."""
    # Windows syncs only what is open for writing.
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(path: Path) -> None:
    """The same of a folder's names, where systems can."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
