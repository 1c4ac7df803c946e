"""What an interrupted build has done already: one JSON line a finished segment, so that the next run goes on.

The first line says what was being built (``Plan``); only a build of the very same sources, by the same
program, resumes. A line is on disk before the work it stands for counts as done; a line cut short by a
crash is as good as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.article import Rejected
from index.schema import FORMAT_VERSION
from index.segment.layout import SegmentFile
from index.segment.segment import SUFFIX
from index.text import FINGERPRINT

NAME = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment: its name, its ``documents``, the numbers of the batches it was made of, and the
    articles of these that could not be indexed."""

    name: str
    documents: int
    batches: tuple[int, ...]
    rejected: tuple[Rejected, ...] = ()


def plan(sources: Sequence[Path], mapping: Mapping[str, str] | None, batch: int) -> dict[str, object]:
    """What a build of these sources is known by: files with sizes and times, mapping, versions, articles a batch."""
    files = [
        [str(path), path.stat().st_size, path.stat().st_mtime_ns]
        for source in sources
        for path in ([source] if source.is_file() else sorted(p for p in source.rglob("*") if p.is_file()))
    ]
    return {
        "format_version": FORMAT_VERSION,
        "fingerprint": FINGERPRINT,
        "mapping": dict(mapping or {}),
        "batch": batch,
        "files": files,
    }


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
        """Start anew, or go on from these."""
        self._path.write_text(json.dumps(self._planned) + "\n", encoding="utf-8")
        for written in finished:
            self.add(written)

    def add(self, written: Written) -> None:
        """A segment is finished."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(written), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _parsed(line: str) -> Written | None:
    try:
        values = json.loads(line)
        rejected = tuple(Rejected(**each) for each in values["rejected"])
        return Written(values["name"], values["documents"], tuple(values["batches"]), rejected)
    except (ValueError, KeyError, TypeError):
        return None
