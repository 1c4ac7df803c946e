"""What an interrupted build has done already: one JSON line a finished segment, so that the next run goes on.

The first line says what was being built; only a build of the very same sources, by the same
program, resumes. A line is on disk before the work it stands for counts as done; a line cut short by a
crash is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.article import Rejected
from index.schema import FORMAT_VERSION
from index.segment.layout import SegmentFile
from index.segment.segment import SUFFIX
from index.text import FINGERPRINT

NAME = "journal.jsonl"
_PROGRAM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment: its name, its ``documents``, the numbers of the batches it was made of, and the
    articles of these that could not be indexed."""

    name: str
    documents: int
    batches: tuple[int, ...]
    rejected: tuple[Rejected, ...] = ()


def plan(
    sources: Sequence[Path], mapping: Mapping[str, str] | None, batch: int, corrections: str = ""
) -> dict[str, object] | None:
    """What a build of these sources is known by: files, mapping, program, articles a batch, digest of the corrections.

    None for a source that can be read but once, a pipe: such a build cannot be gone on with.
    """
    if not all(source.is_file() or source.is_dir() for source in sources):
        return None
    return {
        "format_version": FORMAT_VERSION,
        "fingerprint": FINGERPRINT,
        # The taggers have no version of their own: any change of the program's files counts.
        "program": _stamps(_PROGRAM, lambda path: path.suffix != ".pyc"),
        "mapping": dict(mapping or {}),
        "batch": batch,
        "corrections": corrections,
        "sources": [_stamps(source) for source in sources],
    }


def _stamps(source: Path, wanted: Callable[[Path], bool] = lambda _: True) -> list[object]:
    """Name and digest of what is known of the files there: names, sizes, times."""
    digest = hashlib.blake2b(digest_size=16)
    for path in [source] if source.is_file() else sorted(source.rglob("*")):
        if path.is_file() and wanted(path):
            found = path.stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return [str(source), digest.hexdigest()]


class Journal:
    """The journal in ``folder``, where the segments lie too."""

    def __init__(self, folder: Path, planned: Mapping[str, object]) -> None:
        self._path = folder / NAME
        self._folder = folder
        self._planned = json.loads(json.dumps(planned))

    def finished(self) -> list[Written]:
        """The segments that are whole, of a build of the same plan; [] when there is none to go on with."""
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            if not lines or json.loads(lines[0]) != self._planned:
                return []
        except (OSError, ValueError):
            return []
        return [written for line in lines[1:] if (written := _parsed(line)) and self._is_whole(written)]

    def _is_whole(self, written: Written) -> bool:
        try:
            return not SegmentFile(self._folder / (written.name + SUFFIX)).damaged()
        except Exception:  # noqa: BLE001  whatever is wrong with a half-written file: its batches are done again
            return False

    def begin(self, finished: Iterable[Written]) -> None:
        """Start anew, or go on from these. The old journal stays until the new one is whole."""
        aside = self._path.with_suffix(".tmp")
        aside.unlink(missing_ok=True)
        _append(aside, [self._planned, *map(asdict, finished)])
        aside.replace(self._path)

    def add(self, written: Written) -> None:
        """A segment is finished."""
        _append(self._path, [asdict(written)])


def _append(path: Path, lines: Iterable[object]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _parsed(line: str) -> Written | None:
    try:
        values = json.loads(line)
        rejected = tuple(Rejected(**each) for each in values["rejected"])
        return Written(values["name"], values["documents"], tuple(values["batches"]), rejected)
    except (ValueError, KeyError, TypeError):
        return None
