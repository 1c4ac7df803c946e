"""The one place that knows the order: read, drop repeats, enrich and write, verify, swap.

Useful for: the command line and for programs that index. Not for: how any of the steps is done.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from index import journal, manifest
from index.article import Article, Rejected
from index.errors import IndexDamaged, IndexMissing, IndexUnusable
from index.linking.corrections import Corrections
from index.linking.corrections_file import read_corrections
from index.progress import Meter
from index.readers import read_sources
from index.readers.addresses import address_key
from index.segments import BATCH, Progress
from index.settings import DEFAULT_ENTITIES, DEFAULT_MEMORY
from index.whoosh_index import latest_generation, open_segments
from index.whoosh_writer import add_to_index, build_index


@dataclass(slots=True)
class Summary:
    """What a run came to. ``articles`` is how many the index now holds; ``entities`` the file of the user's
    corrections ("" for none), ``corrections`` how many it has; ``seconds`` wall-clock time."""

    index: str
    articles: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    resumed: int = 0
    rejected_path: str = ""
    entities: str = ""
    corrections: int = 0
    seconds: float = 0.0
    version: str = ""

    @property
    def rate(self) -> float:
        """Articles a second, those apart that an interrupted run had done."""
        done = self.added + self.updated + self.unchanged - self.resumed
        return done / self.seconds if self.seconds else 0.0


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

    Rejected records are listed at ``rejected_path``, one JSON object a line, replaced at each run. A build goes
    on with what an interrupted one of the same sources has done, unless it is to be ``fresh``. ``entities`` is
    the file of the user's corrections; None: that of the last run, else ``entities.toml`` where there is one.
    """

    sources: Sequence[Path]
    folder: Path
    rejected_path: Path
    workers: int = 1
    mapping: Mapping[str, str] | None = None
    memory: int = DEFAULT_MEMORY
    fresh: bool = False
    entities: Path | None = None
    summary: Summary = field(init=False)

    def __post_init__(self) -> None:
        """Start counting."""
        self.summary = Summary(str(self.folder), rejected_path=str(self.rejected_path))

    def build(self) -> Summary:
        """Index everything anew."""
        return self._run(anew=True)

    def add(self) -> Summary:
        """Add, replace or skip, article by article."""
        return self._run(anew=False)

    def _run(self, *, anew: bool) -> Summary:
        start = time.monotonic()
        names = tuple(str(source) for source in self.sources)
        corrections = corrections_for(self.entities, self.folder)
        self.summary.entities, self.summary.corrections = corrections.path, len(corrections)
        with ExitStack() as stack:
            meter = stack.enter_context(Meter(self.sources))
            # Refuses a source that is not there before anything is opened for writing.
            records = read_sources(self.sources, self.mapping, watch=meter.watch)
            self.rejected_path.parent.mkdir(parents=True, exist_ok=True)
            out = stack.enter_context(self.rejected_path.open("w", encoding="utf-8"))

            def resumed(articles: int) -> None:
                self.summary.resumed = articles
                meter.note(f"resuming: {articles:,} articles are already indexed")

            def tell(progress: Progress) -> None:
                self._count(progress, out)
                meter.articles(progress.articles + progress.unchanged)

            articles = self._articles(records, out)
            if anew:
                made = build_index(
                    self.folder,
                    articles,
                    names,
                    self.workers,
                    tell,
                    memory=self.memory,
                    planned=journal.plan(self.sources, self.mapping, BATCH, corrections.digest),
                    fresh=self.fresh,
                    resumed=resumed,
                    corrections=corrections,
                )
            else:
                made = add_to_index(self.folder, articles, names, tell, memory=self.memory, corrections=corrections)
        self.summary.articles = made.articles
        self.summary.version = made.version
        self.summary.seconds = round(time.monotonic() - start, 3)
        return self.summary

    def _count(self, progress: Progress, out: TextIO) -> None:
        self.summary.added += progress.articles - progress.updated
        self.summary.updated += progress.updated
        self.summary.unchanged += progress.unchanged
        for rejected in progress.rejected:
            self._reject(rejected, out)

    def _reject(self, rejected: Rejected, out: TextIO) -> None:
        self.summary.rejected += 1
        out.write(json.dumps(asdict(rejected), ensure_ascii=False) + "\n")

    def _articles(self, records: Iterable[Article | Rejected], out: TextIO) -> Iterator[Article]:
        """The articles of the sources, each id once: of several states of one article, the first."""
        seen: dict[str, tuple[str, int]] = {}
        for record in records:
            if isinstance(record, Rejected):
                self._reject(record, out)
                continue
            state = record.fingerprint(), _headline(record)
            known = seen.setdefault(record.id, state)
            if known is state:
                yield record
            elif known[0] == state[0] or (record.url and known[1] == state[1]):
                self.summary.duplicates += 1
            else:
                reason = (
                    f"id {record.id!r} was already read with another content; the first is kept; cure: ids of their own"
                )
                self._reject(Rejected.from_article(record, reason), out)


def _headline(article: Article) -> int:
    """Equal for two states of one page: the same address and title. An int, to keep millions in memory."""
    return hash((address_key(article.url), article.title.casefold()))
