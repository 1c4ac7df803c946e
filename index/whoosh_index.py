"""The index folder, opened and checked. Reading only; writing is ``whoosh_writer``.

The folder is an ordinary Whoosh index: ``whoosh.index.open_dir`` opens it too. A new generation
appears when Whoosh's table of contents ``_MAIN_N.toc`` is renamed into place; files of an older one
stay open for those who read it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from index import manifest
from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.manifest import Manifest, SegmentEntry
from index.schema import FORMAT_VERSION
from index.segment.layout import SegmentFile
from index.segment.segment import Segment
from index.text import FINGERPRINT

INDEX_NAME = "MAIN"
"""Whoosh's default name, so that ``open_dir`` needs none."""

# A generation lives at least as long as its files take to write: more tries than this are no race any more.
_TRIES = 10

_Opened = TypeVar("_Opened")


class Opened(NamedTuple):
    """A generation: its segments, each with its deleted documents, ascending; its near-copies (``index.copies``)."""

    segments: list[tuple[Segment, NDArray[np.uint32]]]
    manifest: Manifest
    generation: int
    copies: SegmentFile | None


def storage_of(folder: Path) -> Any:
    """Whoosh's storage for that folder."""
    return FileStorage(str(folder))


def contents_of(folder: Path, generation: int) -> Path:
    """Where Whoosh's table of contents of that generation lies."""
    return folder / f"_{INDEX_NAME}_{generation}.toc"


def latest_generation(folder: Path) -> int:
    """The number of the newest generation, -1 when there is none."""
    numbers = (p.stem.rpartition("_")[2] for p in folder.glob(f"_{INDEX_NAME}_*.toc"))
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


def open_segments(folder: Path) -> Opened:
    """The newest generation, as arrays; only maps and manifest are read.

    IndexMissing, IndexOutdated or IndexDamaged say what to do; a generation that is replaced while
    it is being opened is tried again.
    """

    def opened(found: Manifest, generation: int) -> Opened:
        copies = SegmentFile(folder / found.copies) if found.copies else None
        return Opened([open_segment(folder, entry) for entry in found.segments], found, generation, copies)

    return _opened(folder, opened)


def open_segment(folder: Path, entry: SegmentEntry) -> tuple[Segment, NDArray[np.uint32]]:
    """A segment and its deleted documents."""
    segment = Segment(folder / entry.file)
    if not entry.deleted:
        return segment, np.empty(0, np.uint32)
    return segment, SegmentFile(folder / entry.deleted).array("deleted")


def open_index(folder: Path) -> tuple[Any, Manifest]:
    """Whoosh's index and its manifest. Errors as in ``open_segments``."""

    def opened(found: Manifest, _generation: int) -> tuple[Any, Manifest]:
        return whoosh_index.open_dir(str(folder), indexname=INDEX_NAME), found

    return _opened(folder, opened)


def _opened(folder: Path, opened: Callable[[Manifest, int], _Opened]) -> _Opened:
    for _attempt in range(_TRIES):
        generation = latest_generation(folder)
        if generation < 0:
            message = f"no index in {folder}; make one: python -m index build SOURCE… --index {folder}"
            raise IndexMissing(message)
        try:
            found = manifest.read(folder, generation)
            check_version(found, folder)
            return opened(found, generation)
        except Exception as error:
            # What is missing may have been replaced meanwhile: then the newer one is opened.
            if latest_generation(folder) == generation:
                if isinstance(error, IndexDamaged | IndexOutdated):
                    raise
                # Whoosh raises whatever its unpickling meets: a damaged table of contents.
                message = f"{folder}: the index cannot be opened ({error}); {_cure(folder)}"
                raise IndexDamaged(message) from error
    message = f"the index in {folder} changed {_TRIES} times while being opened; try again"
    raise IndexDamaged(message)


def check_version(found: Manifest, folder: Path) -> None:
    """IndexOutdated when schema or text analysis differ from this program's."""
    if found.format_version != FORMAT_VERSION:
        message = (
            f"the index in {folder} has format {found.format_version}, this program {FORMAT_VERSION}; {_cure(folder)}"
        )
        raise IndexOutdated(message)
    if found.fingerprint != FINGERPRINT:
        message = f"the index in {folder} was made with another analysis of French; {_cure(folder)}"
        raise IndexOutdated(message)


def _cure(folder: Path) -> str:
    return f"re-index: python -m index build SOURCE… --index {folder}"
