"""Runs as the command line and programs start them: corrections found, files ingested, the outcome counted and told.

Useful for: indexing files from a program. Not for: how any of the steps is done; see ``ingest``.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index import manifest
from index.errors import IndexDamaged, IndexMissing, IndexUnusable
from index.ingest import Options, ingest
from index.linking.corrections import Corrections
from index.linking.corrections_file import read_corrections
from index.progress import Meter
from index.report import Summary, as_line, counted
from index.settings import DEFAULT_ENTITIES, DEFAULT_MEMORY
from index.survey import check_sources
from index.whoosh_index import latest_generation, open_segments


def needs_build(folder: Path, sources: Sequence[Path]) -> bool:
    """Whether the folder has no index yet, or one of these very sources that can no longer serve.

    One of other sources that cannot serve is somebody's corpus: IndexUnusable names the cure.
    """
    try:
        open_segments(folder)
    except IndexMissing:
        return True
    except IndexUnusable:
        if manifest.read(folder, latest_generation(folder)).sources != tuple(map(str, sources)):
            raise
        return True
    return False


def corrections_for(given: Path | None, folder: Path | None) -> Corrections:
    """The user's corrections: of the file ``given``, else of the one that the index in ``folder`` was last made with,
    else of ``entities.toml`` in the current folder, else none. BadCorrections when the file cannot be used."""
    path = given
    if path is None and folder is not None and (generation := latest_generation(folder)) >= 0:
        with suppress(IndexDamaged):  # a build replaces it
            path = Path(known) if (known := manifest.read(folder, generation).entities) else None
    if path is None and Path(DEFAULT_ENTITIES).is_file():
        path = Path(DEFAULT_ENTITIES)
    return Corrections() if path is None else read_corrections(path)


@dataclass(slots=True)
class Run:
    """One run of ``build`` or ``add`` over ``sources``.

    Rejected records are listed at ``rejected_path``, one JSON object a line, replaced at each run. A run goes
    on with what an interrupted one of its kind has done, unless it is to be ``fresh``. ``entities`` is
    the file of the user's corrections; None: that of the last run, else ``entities.toml`` where there is one.
    ``prune`` removes what the sources have no more, ``allow_empty`` even all of a source.
    """

    sources: Sequence[Path]
    folder: Path
    rejected_path: Path
    workers: int = 1
    mapping: Mapping[str, str] | None = None
    memory: int = DEFAULT_MEMORY
    fresh: bool = False
    entities: Path | None = None
    prune: bool = False
    allow_empty: bool = False

    def build(self) -> Summary:
        """Index everything anew."""
        return self._run(anew=True)

    def add(self) -> Summary:
        """Add what is new, replace what has changed, skip what is the same."""
        return self._run(anew=False)

    def _run(self, *, anew: bool) -> Summary:
        start = time.monotonic()
        corrections = corrections_for(self.entities, self.folder)
        options = Options(
            self.mapping, self.workers, self.memory, corrections, self.fresh, self.prune, self.allow_empty
        )
        # Refuses a source that is not there before anything is opened for writing.
        check_sources(self.sources, self.mapping, missing=self.prune and not anew)
        self.rejected_path.parent.mkdir(parents=True, exist_ok=True)
        with Meter() as meter:
            outcome = ingest(self.folder, self.sources, options, meter, anew=anew)
        summary = Summary(str(self.folder), rejected_path=str(self.rejected_path))
        summary.entities, summary.corrections = corrections.path, len(corrections)
        rejected = counted(summary, outcome)
        with self.rejected_path.open("w", encoding="utf-8") as out:
            out.writelines(map(as_line, rejected))
        summary.seconds = round(time.monotonic() - start, 3)
        return summary
