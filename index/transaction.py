"""One change of the index: made aside, then swapped in by one rename, or not at all.

    with Transaction(folder) as change:      # the lock is held from here
        … write a Whoosh index into change.aside …
        change.publish(segments' files, manifest …)

Readers never see anything of it before ``publish`` renames the new table of contents into place;
those that have the old generation open keep its files until they let go. A process that dies
leaves ``.building`` behind, which the next writer removes: nothing in it was ever visible.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from index import manifest
from index.errors import IndexLocked
from index.manifest import Manifest
from index.whoosh_index import INDEX_NAME, latest_generation, storage_of

_ASIDE = ".building"
_HOLDER = "holder.json"


class Transaction:
    """Holds the index's write lock from ``__enter__`` to ``__exit__``; IndexLocked when another has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aside = folder / _ASIDE
        self.generation = 0

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
        shutil.rmtree(self.aside, ignore_errors=True)
        self.aside.mkdir()
        holder = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        (self.aside / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")
        self.generation = latest_generation(self.folder) + 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.aside, ignore_errors=True)
        self._lock.release()

    def copy_current(self) -> None:
        """Put the present generation into ``aside``, by hard links where the disk allows: its files
        are never written again, only joined by new ones."""
        current = self.generation - 1
        for name in [*manifest.read(self.folder, current).files, _toc(current)]:
            source, target = self.folder / name, self.aside / name
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)

    def publish(self, made: Manifest) -> None:
        """Swap in what ``aside`` holds: its files, the manifest, and last the table of contents."""
        for name in made.files:
            _sync(self.aside / name)
            if not (self.folder / name).exists():
                (self.aside / name).rename(self.folder / name)
        manifest.write(self.folder, self.generation, made)
        _sync(manifest.path_of(self.folder, self.generation))
        _sync(self.aside / _toc(self.generation))
        (self.aside / _toc(self.generation)).rename(self.folder / _toc(self.generation))
        _sync(self.folder)
        self._remove_old(made)

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
        holder = json.loads((folder / _ASIDE / _HOLDER).read_text(encoding="utf-8"))
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
