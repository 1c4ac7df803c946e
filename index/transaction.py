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
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.index import TOC

from index import manifest
from index.errors import IndexLocked
from index.manifest import Manifest
from index.segment.codec import KiosqueSegment
from index.whoosh_index import INDEX_NAME, latest_generation, storage_of
from index.whoosh_schema import whoosh_schema

_HOLDER = "MAIN_WRITELOCK.json"


class Transaction:
    """Holds the index's write lock from ``__enter__`` to ``__exit__``; IndexLocked when another has it.

    ``aside`` is a folder within the index's. ``keep`` leaves what is in it when the work is interrupted,
    for the next run to go on with. The lock is the system's own: it ends with its holder, however it ends.
    """

    def __init__(self, folder: Path, aside: str, *, keep: bool = False) -> None:
        self.folder = folder
        self.aside = folder / aside
        self.generation = 0
        self.keep = keep
        self._published = False

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = storage_of(self.folder).lock(f"{INDEX_NAME}_WRITELOCK")
        if not self._lock.acquire(blocking=False):
            raise IndexLocked(_who_holds(self.folder))
        try:
            self._begin()
        except BaseException:
            self._lock.release()
            raise
        return self

    def _begin(self) -> None:
        if not self.keep:
            shutil.rmtree(self.aside, ignore_errors=True)
        self.aside.mkdir(exist_ok=True)
        holder = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        (self.folder / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")
        self.generation = latest_generation(self.folder) + 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._published or not self.keep:
            shutil.rmtree(self.aside, ignore_errors=True)
        (self.folder / _HOLDER).unlink(missing_ok=True)
        self._lock.release()

    def publish(self, made: Manifest, deleted: Mapping[str, Iterable[int]]) -> None:
        """Swap in what ``aside`` holds: new files, the manifest, and last the table of contents.

        ``deleted``: the deleted documents of each segment that has any, by its name.
        """
        for name in made.files:
            if (self.aside / name).exists():
                _sync(self.aside / name)
                (self.aside / name).rename(self.folder / name)
        aside = manifest.path_of(self.aside, self.generation)
        manifest.write(aside, made)
        _sync(aside)
        aside.rename(manifest.path_of(self.folder, self.generation))
        self._write_contents(made, deleted)
        _sync(self.folder)
        toc = _toc(self.generation)
        _sync(self.aside / toc)
        (self.aside / toc).rename(self.folder / toc)
        _sync(self.folder)
        self._published = True
        self._remove_old(made)

    def _write_contents(self, made: Manifest, deleted: Mapping[str, Iterable[int]]) -> None:
        segments = []
        for entry in made.segments:
            segment = KiosqueSegment(INDEX_NAME, entry.documents, deleted.get(entry.name, ()))
            segment.segid = entry.name.removeprefix(f"{INDEX_NAME}_")
            segments.append(segment)
        TOC(whoosh_schema(), segments, self.generation).write(storage_of(self.aside), INDEX_NAME)

    def _remove_old(self, made: Manifest) -> None:
        kept = {*made.files, _toc(self.generation), manifest.path_of(self.folder, self.generation).name}
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


def _toc(generation: int) -> str:
    return f"_{INDEX_NAME}_{generation}.toc"


def _who_holds(folder: Path) -> str:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        who = f"process {holder['pid']}, since {holder['since']}"
    except (OSError, ValueError, KeyError):
        who = "another process"
    return f"the index in {folder} is being written by {who}; wait for it to end, or stop it"


def _sync(path: Path) -> None:
    """Ask the disk to keep it, even through a power cut; folders cannot be synced everywhere."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
