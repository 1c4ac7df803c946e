"""Re-index on change: look at the sources every few seconds, and add what is new or changed once it lies still.

Looks at names, sizes and times only. Errors of one round (a locked index, a full disk, a source whose disk is away
for a while) are told, and the round is tried again.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from index.build import Run
from index.errors import IndexMissing, Interrupted, KiosqueError
from index.ledger import LOST, Ledger
from index.report import Summary
from index.survey import check_sources, compare, survey, ways_of_reading
from index.whoosh_index import open_segments
from index.whoosh_writer import ledger_of

# Files that are being written are left until they lie still for so long; at most so many times, since a log never does.
_STILL_SECONDS = 1.0
_MOST_WAITS = 10

Changes = frozenset[tuple[int, int, int]]
"""Of each file that is not as the ledger has it: key, size and time."""


def as_change(summary: Summary) -> str:
    """A round as one line."""
    files = summary.files
    said = [f"{summary.added:,} added", f"{summary.updated:,} updated", f"{summary.removed:,} removed"]
    said += [f"{summary.rejected:,} rejected"] * bool(summary.rejected)
    said += [f"{files.gone:,} files gone (--prune removes their articles)"] * bool(files.gone)
    when = time.strftime("%Y-%m-%d %H:%M:%S")
    return (
        f"{when}  {files.read:,} files read: {', '.join(said)}; {summary.articles:,} articles, {summary.seconds:.1f} s"
    )


@dataclass(slots=True)
class Watch:
    """``run`` until it is told to stop (Ctrl-C, SIGTERM). ``run_``: what a round does; ``every``: seconds between
    looks; ``say``: is told of each round that was needed."""

    run_: Run
    every: float
    say: Callable[[Summary], None]
    _settled: Changes = field(init=False, default=frozenset())
    _trouble: str = field(init=False, default="")

    def run(self) -> None:
        """Watch. CorpusError at once for a source that is not there."""
        check_sources(self.run_.sources, self.run_.mapping)
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            self._round()
            while True:
                time.sleep(self.every)
                self._look()
        except (KeyboardInterrupt, Interrupted):
            print("stopped", file=sys.stderr)  # noqa: T201  a command's last word
        finally:
            signal.signal(signal.SIGTERM, before)

    def _look(self) -> None:
        try:
            changes = self._changes()
            if changes <= self._settled:
                return
            for _ in range(_MOST_WAITS):
                time.sleep(min(self.every, _STILL_SECONDS))
                now = self._changes()
                if now == changes:
                    break
                changes = now
        except (KiosqueError, OSError) as error:
            self._tell(error)
            return
        if not changes <= self._settled:
            self._round()

    def _round(self) -> None:
        try:
            summary = self.run_.add()
            # What cannot be read now would be new for ever.
            self._settled = self._changes()
        except Interrupted:
            raise
        except (KiosqueError, OSError) as error:
            self._tell(error)
        else:
            self._trouble = ""
            self.say(summary)

    def _tell(self, error: Exception) -> None:
        """Once, not at each round."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            print(f"Error: {error}; trying again every {self.every:g} s", file=sys.stderr, flush=True)  # noqa: T201

    def _changes(self) -> Changes:
        try:
            ledger = ledger_of(self.run_.folder, open_segments(self.run_.folder).manifest) or Ledger.empty()
        except IndexMissing:
            ledger = Ledger.empty()
        check_sources(self.run_.sources, None, missing=self.run_.allow_empty)
        found = survey(self.run_.sources)
        comparison = compare(found, ledger, ways_of_reading(self.run_.mapping))
        read = zip(
            found.keys[~comparison.same].tolist(),
            found.sizes[~comparison.same].tolist(),
            found.mtimes[~comparison.same].tolist(),
            strict=True,
        )
        gone = [place for place in comparison.gone.tolist() if not int(ledger.files["flags"][place]) & LOST]
        return frozenset([*read, *((int(ledger.files["key"][place]), -1, -1) for place in gone)])


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
