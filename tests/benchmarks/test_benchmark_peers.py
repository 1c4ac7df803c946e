"""Each engine's answers are those of counting by hand: no peer is beaten at another game.

An engine that is not installed is skipped, as no user of the project needs it; those that ``KIOSQUE_BENCH`` names must
be there (``make bench-test``).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.engine.compare import counted, differing
from benchmarks.engine.corpus import CACHE, read
from benchmarks.engine.peer import LEVELS, Peer, Query, Unavailable
from benchmarks.engine.peers.kiosque import Kiosque
from benchmarks.engine.peers.lucene import Lucene
from benchmarks.engine.peers.sqlite_fts5 import SqliteFts5
from benchmarks.engine.peers.tantivy_py import Tantivy
from benchmarks.engine.peers.whoosh_stock import WhooshStock
from benchmarks.engine.peers.xapian_py import Xapian
from benchmarks.engine.queries import queries
from tests.benchmarks.invented import items

REQUIRED = os.environ.get("KIOSQUE_BENCH", "").split()


def lucene() -> Peer:
    """Where it lies already: a test fetches nothing."""
    if "lucene" not in REQUIRED and not (CACHE / "lucene" / "lib").is_dir():
        message = "Lucene has not been fetched: make bench-quick"
        raise Unavailable(message)
    return Lucene()


def sqlite() -> Peer:
    """Where Python's SQLite has full-text search."""
    with sqlite3.connect(":memory:") as database:
        options = {row[0] for row in database.execute("PRAGMA compile_options")}
    database.close()
    if "ENABLE_FTS5" not in options:
        message = "this Python's SQLite has no FTS5"
        raise Unavailable(message)
    return SqliteFts5()


MAKERS: dict[str, Callable[[], Peer]] = {
    "kiosque": Kiosque,
    "tantivy": Tantivy,
    "lucene": lucene,
    "sqlite": sqlite,
    "xapian": Xapian,
    "whoosh": WhooshStock,
}


@pytest.fixture
def peer(request: pytest.FixtureRequest) -> Iterator[Peer]:
    """The engine of that name, where it can run."""
    try:
        made = MAKERS[request.param]()
    except Unavailable as error:
        if request.param in REQUIRED:
            raise
        pytest.skip(str(error))
    yield made
    made.close()


each = pytest.mark.parametrize("peer", MAKERS, indirect=True)


@each
def test_answers_are_those_of_counting(peer: Peer, tmp_path: Path) -> None:
    path = items(tmp_path)
    asked = queries(path, 3)
    known = counted(read(path), asked)
    built = peer.build(path, tmp_path / "index")
    assert built.bytes > 0
    assert built.seconds > 0
    assert peer.open(tmp_path / "index") > 0
    wrong = [(query, told) for query in asked if (told := differing(peer.search(query, "faceted"), known[query]))]
    assert not wrong
    for query in asked:
        check_levels(peer, query, known[query].total)


def check_levels(peer: Peer, query: Query, total: int) -> None:
    """Every level gives ten ids at most, all different; from "total" on, the total."""
    for level in LEVELS:
        answer = peer.search(query, level)
        assert len(set(answer.ids)) == len(answer.ids) == min(10, total)
        assert answer.total == (-1 if level == "top10" else total)
        assert peer.timed(query, level) > 0


@each
def test_own_analysis_indexes_every_article(peer: Peer, tmp_path: Path) -> None:
    path = items(tmp_path)
    assert peer.build_from_text(path, tmp_path / "index").bytes > sum(len(item.tokens) for item in read(path)) / 10
