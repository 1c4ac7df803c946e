"""How a run gets on, on standard error: files and bytes read, the rate in articles, the time left.

A bar on a terminal; elsewhere (a log, a pipe) a line every half minute. Measured in bytes of the files that
are to be read, compressed or not, since nobody knows the number of articles before the end.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from tqdm import tqdm

from index.raw import RawReader
from index.segments import Progress

# A run shorter than this needs no line in a log.
_LINE_SECONDS = 30.0


class Meter:
    """Counts bytes and files read, and articles written."""

    def __init__(self) -> None:
        # tqdm's monitor is a thread; worker processes are better started without one.
        tqdm.monitor_interval = 0
        self._articles = self._files = self._of = 0
        self._size = self._of_size = 0
        self._began = self._told = time.monotonic()
        self._quiet = not sys.stderr.isatty()
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def begin(self, files: int, size: int) -> None:
        """So many files, of so many bytes, are to be read."""
        self._of, self._of_size = files, size
        self._began = self._told = time.monotonic()
        if self._bar is None:
            self._bar = tqdm(
                total=size,
                unit="B",
                unit_scale=True,
                disable=self._quiet,
                file=sys.stderr,
                desc="indexing",
                # Terminals that do not tell their size (0 × 0, as in containers) would show nothing.
                ncols=shutil.get_terminal_size().columns,
                nrows=shutil.get_terminal_size().lines,
            )

    def done(self, progress: Progress) -> None:
        """Some work is done."""
        self._articles += progress.articles
        self._files += progress.files
        if self._bar is not None:
            elapsed = max(time.monotonic() - self._began, 1e-9)
            of = f"{self._files:,}/{self._of:,} files, " if self._of > 1 else ""
            text = f"{of}{self._articles:,} articles, {self._articles / elapsed:,.0f}/s"
            self._bar.set_postfix_str(text, refresh=False)
        self._read(progress.size)

    def watch(self, stream: BinaryIO) -> BinaryIO:
        """The same stream, its bytes counted as they are read."""
        return cast("BinaryIO", io.BufferedReader(_Counting(stream, self._read)))

    def note(self, text: str) -> None:
        """Say something, above the bar; also where there is none."""
        tqdm.write(text, file=sys.stderr)

    def _read(self, size: int) -> None:
        self._size += size
        if self._bar is not None:
            self._bar.update(size)
        now = time.monotonic()
        if self._quiet and now - self._told > _LINE_SECONDS:
            self._told = now
            self.note(self._line(now - self._began))

    def _line(self, elapsed: float) -> str:
        share = min(1.0, self._size / self._of_size) if self._of_size else 0.0
        left = f", {_clock(elapsed / share - elapsed)} left" if share else ""
        return (
            f"indexing: {share:.0%}, {self._files:,} of {self._of:,} files, {self._articles:,} articles"
            f" ({self._articles / elapsed:,.0f}/s), {_clock(elapsed)} gone{left}"
        )


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds: "1:02:03", "02:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


class _Counting(RawReader):
    """A raw stream that reports what is read through it, at most once the size of its file."""

    def __init__(self, stream: BinaryIO, count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count
        self._left = os.fstat(stream.fileno()).st_size

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def take(self, size: int) -> bytes:
        data = self._stream.read(size)
        counted = min(len(data), self._left)
        self._left -= counted
        self._count(counted)
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()
