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


def latest_generation(folder: Path) -> int:
    """The number of the newest generation, -1 when there is none."""
    numbers = [int(p.stem.rpartition("_")[2]) for p in folder.glob(f"_{INDEX_NAME}_*.toc")]
    return max(numbers, default=-1)


def open_index(folder: Path) -> tuple[Any, Manifest]:
    """Whoosh's index and its manifest.

    IndexMissing, IndexOutdated or IndexDamaged say what to do; a generation that is replaced while
    it is being opened is tried again.
    """
    for _attempt in range(3):
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
    message = f"{folder} changed three times while being opened; try again"
    raise IndexDamaged(message)


def check_version(found: Manifest, folder: Path) -> None:
    """IndexOutdated when schema or text analysis differ from this program's."""
    cure = f"re-index: python -m index build SOURCE… --index {folder}"
    if found.format_version != FORMAT_VERSION:
        message = f"the index in {folder} has format {found.format_version}, this program {FORMAT_VERSION}; {cure}"
        raise IndexOutdated(message)
    if found.fingerprint != FINGERPRINT:
        message = f"the index in {folder} was made with another analysis of French; {cure}"
        raise IndexOutdated(message)
