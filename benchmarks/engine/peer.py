"""What every engine is asked, and what it must answer."""

from __future__ import annotations

import shutil
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

Level = Literal["top10", "total", "faceted"]
"""The ten best; these and the exact total; these and the ten commonest persons and places and all months."""
LEVELS: tuple[Level, ...] = ("top10", "total", "faceted")


@dataclass(frozen=True, slots=True)
class Query:
    """``must`` words all, ``should`` words any, ``phrase`` words in a row, ``prefix`` of a word; within a
    facet's value (``filter``) and a stretch of days, both included."""

    kind: str
    must: tuple[str, ...] = ()
    should: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    filter: tuple[str, str] | None = None
    days: tuple[str, str] | None = None


@dataclass(slots=True)
class Answer:
    """``ids`` of the ten best; counts of the ten commonest values, most first; ``months`` with any article."""

    ids: list[str]
    total: int = -1
    persons: list[tuple[str, int]] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    months: dict[str, int] = field(default_factory=dict)


class Built(NamedTuple):
    """Seconds it took, and bytes on disk."""

    seconds: float
    bytes: int


class Unavailable(Exception):
    """The peer cannot run here; the message says why."""


class Peer(Protocol):
    """An engine. ``items`` is a file of ``corpus.Item``, one JSON object a line."""

    name: str

    def build(self, items: Path, folder: Path) -> Built:
        """Index tokens with positions, id, facets and day; keep the text."""

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """The same with the engine's own French analysis, from the text, on two cores."""

    def open(self, folder: Path) -> float:
        """Open for searching; gives the seconds until the first answer."""

    def search(self, query: Query, level: Level) -> Answer:
        """Answer."""

    def timed(self, query: Query, level: Level) -> float:
        """Seconds one answer takes."""

    def close(self) -> None:
        """Let go."""


class Timed(ABC):
    """An engine in this process: its time is this clock's."""

    @abstractmethod
    def search(self, query: Query, level: Level) -> Answer:
        """See ``Peer``."""

    def timed(self, query: Query, level: Level) -> float:
        """By the clock."""
        started = time.perf_counter()
        self.search(query, level)
        return time.perf_counter() - started


def make_empty(folder: Path) -> None:
    """Make the folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
