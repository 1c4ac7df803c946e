"""Ours: the project's segments, queries and facets, with a field table of its own (one text, two facets, a day)."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import query as wq

from benchmarks.engine.peer import Answer, Built, Level, Query, Timed, make_empty, size_of
from benchmarks.engine.peers.whoosh_words import translated
from index.segment.builder import SegmentBuilder
from index.segment.document import Document, Shape, TextShape, ValueShape
from index.segment.merge import merge_segments
from index.segment.segment import SUFFIX, Segment
from index.segment.similarity import Similarity
from index.shape import days, timestamp
from search.budget import Budget
from search.columns import ValueColumn
from search.dates import DateColumn
from search.docset import DocSet
from search.executor import Executor
from search.order import Ranking
from search.snapshot import Snapshot
from search.whoosh_queries import Chosen

# What tantivy and Lucene have built in.
SIMILARITY = Similarity(1.2, 0.75)
SHAPE = Shape(
    (TextShape("body"),),
    (ValueShape("id"), ValueShape("persons"), ValueShape("places"), ValueShape("day", days=days)),
    SIMILARITY,
)
_MEMORY = 512 << 20
_BATCH = 200
_SECONDS = 60.0


class Kiosque(Timed):
    """See ``Peer``."""

    name = "kiosque"

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None

    def build(self, items: Path, folder: Path) -> Built:
        """From the words, as the project's workers do it: two processes, one merge."""
        return self._build(items, folder, "tokens")

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """From the text."""
        return self._build(items, folder, "text")

    def _build(self, items: Path, folder: Path, source: str) -> Built:
        make_empty(folder)
        started = time.perf_counter()
        context = multiprocessing.get_context("spawn")
        tasks: Any = context.Queue(maxsize=8)
        workers = [context.Process(target=_work, args=(folder, source, tasks, n)) for n in range(os.cpu_count() or 1)]
        for worker in workers:
            worker.start()
        for lines in _batches(items):
            tasks.put(lines)
        for _ in workers:
            tasks.put(None)
        for worker in workers:
            worker.join()
        parts = sorted(folder.glob("part*"))
        merge_segments([(Segment(part), _NONE) for part in parts], folder / f"all{SUFFIX}", SHAPE)
        for part in parts:
            part.unlink()
        return Built(time.perf_counter() - started, size_of(folder))

    def open(self, folder: Path) -> float:
        """Map the segments and answer."""
        started = time.perf_counter()
        segments = [(Segment(path), _NONE) for path in sorted(folder.glob(f"*{SUFFIX}"))]
        self._snapshot = Snapshot.of_segments(segments, SIMILARITY)
        self._persons, self._places = self._column("persons"), self._column("places")
        self._dates = DateColumn(self._column("day"))
        self.search(Query("", must=("de",)), "total")
        return time.perf_counter() - started

    def _column(self, name: str) -> ValueColumn:
        assert self._snapshot is not None
        return self._snapshot.column(name)

    def search(self, query: Query, level: Level) -> Answer:
        """One query tree, one set of documents, everything counted from it."""
        snapshot = self._snapshot
        assert snapshot is not None
        budget = Budget(_SECONDS)
        found = Executor(snapshot, budget).run(self._query(query))
        ranking = Ranking(snapshot, "relevance", found, found.found, budget)
        ids = snapshot.ids_of(ranking.top(0, 10))
        if level == "top10":
            return Answer(ids)
        answer = Answer(ids, found.found.count)
        if level == "faceted":
            answer.persons = _named(self._persons, found.found)
            answer.places = _named(self._places, found.found)
            answer.months = self._dates.level("month").count(found.found)
        return answer

    def _query(self, query: Query) -> wq.Query:
        days = Chosen(self._dates.within(*query.days)) if query.days else None
        return translated(query, wq.Term(*query.filter) if query.filter else None, days)

    def close(self) -> None:
        """Let go of the maps."""
        self._snapshot = None


_NONE: Any = ()


def _named(column: ValueColumn, found: DocSet) -> list[tuple[str, int]]:
    return [(column.value(number), count) for number, count in column.top(found, 10)]


def _batches(items: Path) -> Iterator[list[str]]:
    with items.open(encoding="utf-8") as lines:
        while batch := list(islice(lines, _BATCH)):
            yield batch


def _work(folder: Path, source: str, tasks: Any, number: int) -> None:
    """A worker: as many segments as its memory asks for."""
    made = 0
    builder = SegmentBuilder(folder / f"part{number}-{made}", SHAPE)
    while (lines := tasks.get()) is not None:
        for line in lines:
            record = json.loads(line)
            values = {
                "id": (record["id"],),
                "persons": record["persons"],
                "places": record["places"],
                "day": (record["day"],),
            }
            stored = {"id": record["id"], "text": record["text"]}
            texts = {"body": record[source]}
            builder.add(Document(record["id"], texts, values, timestamp(record["day"]), stored))
        if builder.bytes_held > _MEMORY:
            builder.write()
            made += 1
            builder = SegmentBuilder(folder / f"part{number}-{made}", SHAPE)
    if builder.documents:
        builder.write()
    else:
        builder.abandon()
