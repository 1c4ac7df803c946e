"""What an interrupted run has done already: one JSON line a finished segment, so that the next run goes on.

The first line says what the work was good for: only a run of the same program, with the same options, on the same
index, goes on from it. Which of the files that were read are still as they were is seen file by file (``ledger``): the
sources may grow meanwhile. A line is on disk before the work it stands for counts as done; a line cut short by a
crash is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from index.ledger import Ledger
from index.schema import FORMAT_VERSION
from index.segment.layout import SegmentFile
from index.segment.segment import SUFFIX
from index.text import FINGERPRINT

NAME = "journal.jsonl"
PART = ".part"
"""The suffix of what is known of a segment's articles, and of the files they come from."""
_PROGRAM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Written:
    """A finished segment with its part: their name, and its ``documents``; without any there is only the part."""

    name: str
    documents: int


def plan(mapping: Mapping[str, str] | None, corrections: str = "", base: str = "") -> dict[str, object]:
    """What a run's work is good for: program, mapping, digest of the corrections, and the generation of the index to
    which it adds, "" for a build."""
    return {
        "format_version": FORMAT_VERSION,
        "fingerprint": FINGERPRINT,
        # The taggers have no version of their own: any change of the program's files counts.
        "program": _stamps(_PROGRAM, lambda path: path.suffix != ".pyc"),
        "mapping": dict(mapping or {}),
        "corrections": corrections,
        "base": base,
    }


def _stamps(folder: Path, wanted: Callable[[Path], bool]) -> str:
    """A digest of what is known of the files there: names, sizes, times."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and wanted(path):
            found = path.stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


class Journal:
    """The journal in ``folder``, where the segments lie too."""

    def __init__(self, folder: Path, planned: Mapping[str, object]) -> None:
        self._path = folder / NAME
        self._folder = folder
        self._planned = json.loads(json.dumps(planned))

    def finished(self) -> list[Written]:
        """The segments that are whole, of a run of the same plan; [] when there is none to go on with."""
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            if not lines or json.loads(lines[0]) != self._planned:
                return []
        except (OSError, ValueError):
            return []
        return [written for line in lines[1:] if (written := _parsed(line)) and self._is_whole(written)]

    def _is_whole(self, written: Written) -> bool:
        try:
            suffixes = (SUFFIX, PART) if written.documents else (PART,)
            return not any(SegmentFile(self._folder / (written.name + suffix)).damaged() for suffix in suffixes)
        except Exception:  # noqa: BLE001  whatever is wrong with a half-written file: its work is done again
            return False

    def part(self, written: Written) -> Ledger:
        """What is known of a finished segment."""
        return Ledger.read(self._folder / (written.name + PART), self._folder.parent)

    def clear(self, finished: Iterable[Written]) -> None:
        """Remove what belongs to none of these: what a dead writer left half-done."""
        kept = {NAME} | {written.name + suffix for written in finished for suffix in (SUFFIX, PART)}
        for path in self._folder.iterdir():
            if path.name not in kept:
                path.unlink()

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
        return Written(str(values["name"]), int(values["documents"]))
    except (ValueError, KeyError, TypeError):
        return None
