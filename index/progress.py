"""A progress bar on standard error: how much is read, the rate in articles, the time left.

Measured in bytes of the source files, compressed or not, since nobody knows the number of articles
before the end. Silent when standard error is no terminal.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from tqdm import tqdm


class Meter:
    """Counts bytes read from the files it watches, and articles written."""

    def __init__(self, sources: Sequence[Path]) -> None:
        # tqdm's monitor is a thread; worker processes are better started without one.
        tqdm.monitor_interval = 0
        self._written = 0
        self._bar: Any = tqdm(
            total=sum(_size(source) for source in sources),
            unit="B",
            unit_scale=True,
            disable=not sys.stderr.isatty(),
            file=sys.stderr,
            desc="indexing",
            # Terminals that do not tell their size (0 × 0, as in containers) would show nothing.
            ncols=shutil.get_terminal_size().columns,
            nrows=shutil.get_terminal_size().lines,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def watch(self, stream: BinaryIO) -> BinaryIO:
        """The same stream, its bytes counted as they are read."""
        return cast("BinaryIO", io.BufferedReader(_Counting(stream, self._bar)))

    def note(self, text: str) -> None:
        """Say something, above the bar; also where there is none."""
        tqdm.write(text, file=sys.stderr)

    def articles(self, count: int) -> None:
        """So many articles more are written."""
        self._written += count
        elapsed = self._bar.format_dict["elapsed"] or 1e-9
        self._bar.set_postfix_str(f"{self._written:,} articles, {self._written / elapsed:,.0f}/s", refresh=False)


class _Counting(io.RawIOBase):
    """A raw stream that reports what is read through it."""

    def __init__(self, stream: BinaryIO, bar: Any) -> None:
        self._stream = stream
        self._bar = bar

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._bar.update(len(data))
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _size(source: Path) -> int:
    """The bytes of a file, or of all files below a folder."""
    if source.is_dir():
        return sum(p.stat().st_size for p in source.rglob("*") if p.is_file())
    return source.stat().st_size if source.exists() else 0
