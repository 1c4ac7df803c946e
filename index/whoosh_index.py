"""The index folder: a Whoosh index, opened and checked. Reading only; writing is ``whoosh_writer``.

The folder is an ordinary Whoosh index: ``whoosh.index.open_dir`` opens it too. A new generation
appears when Whoosh's table of contents ``_MAIN_N.toc`` is renamed into place; files of an older one
stay open for those who read it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from index import manifest
from index.errors import IndexDamaged, IndexMissing, IndexOutdated, KiosqueError
from index.manifest import Manifest
from index.schema import FORMAT_VERSION
from index.text import FINGERPRINT

INDEX_NAME = "MAIN"
"""Whoosh's default name, so that ``open_dir`` needs none."""


def storage_of(folder: Path) -> Any:
    """Whoosh's storage for that folder."""
    return FileStorage(str(folder))


# A generation lives at least as long as its files take to write: more tries than this are no race any more.
_TRIES = 10


def latest_generation(folder: Path) -> int:
    """The number of the newest generation, -1 when there is none."""
    numbers = (p.stem.rpartition("_")[2] for p in folder.glob(f"_{INDEX_NAME}_*.toc"))
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


def open_index(folder: Path) -> tuple[Any, Manifest]:
    """Whoosh's index and its manifest.

    IndexMissing, IndexOutdated or IndexDamaged say what to do; a generation that is replaced while
    it is being opened is tried again.
    """
    for _attempt in range(_TRIES):
        generation = latest_generation(folder)
        if generation < 0:
            message = f"no index in {folder}; make one: python -m index build SOURCE… --index {folder}"
            raise IndexMissing(message)
        try:
            found = manifest.read(folder, generation)
            check_version(found, folder)
            return whoosh_index.open_dir(str(folder), indexname=INDEX_NAME), found
        except (IndexDamaged, OSError, whoosh_index.EmptyIndexError):
            if latest_generation(folder) == generation:
                raise
        except KiosqueError:
            raise
        except Exception as error:
            # Whoosh raises whatever its unpickling meets: a damaged table of contents.
            message = f"{folder}: the table of contents cannot be read ({error}); re-index it"
            raise IndexDamaged(message) from error
    raise IndexDamaged(_restless(folder))


def open_reader(folder: Path) -> tuple[Any, Manifest, int]:
    """A reader of the newest generation, that generation's manifest and number. Errors as in ``open_index``.

    Whoosh's index reads its table of contents anew at each call: only a generation that is still the
    newest after the reader is open is surely the one that was read.
    """
    for _attempt in range(_TRIES):
        generation = latest_generation(folder)
        opened, found = open_index(folder)
        reader = opened.reader()
        if latest_generation(folder) == generation:
            return reader, found, generation
        reader.close()
    raise IndexDamaged(_restless(folder))


def _restless(folder: Path) -> str:
    return f"the index in {folder} changed {_TRIES} times while being opened; try again"


def check_version(found: Manifest, folder: Path) -> None:
    """IndexOutdated when schema or text analysis differ from this program's."""
    cure = f"re-index: python -m index build SOURCE… --index {folder}"
    if found.format_version != FORMAT_VERSION:
        message = f"the index in {folder} has format {found.format_version}, this program {FORMAT_VERSION}; {cure}"
        raise IndexOutdated(message)
    if found.fingerprint != FINGERPRINT:
        message = f"the index in {folder} was made with another analysis of French; {cure}"
        raise IndexOutdated(message)
