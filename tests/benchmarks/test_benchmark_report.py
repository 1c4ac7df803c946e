"""The line of ratios, the table and the file: what they say is what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.engine import report
from benchmarks.engine.compare import Comparison, ranked_otherwise
from benchmarks.engine.harness import Measured, take_times
from benchmarks.engine.peer import LEVELS, Answer, Built, Level, Query

PEERS = ("kiosque", "tantivy", "lucene", "whoosh")


@pytest.fixture
def measured() -> Measured:
    """Two classes; tantivy takes 4 and 9 times as long as ours, Lucene 2 and half, Whoosh 100."""
    factors = {"kiosque": (1, 1), "tantivy": (4, 9), "lucene": (2, 0.5), "whoosh": (100, 100)}
    made = Measured(200, hits={"rare word": [3, 5], "AND mid": [10, 30]}, sampled={"whoosh": 20})
    for name, (rare, both) in factors.items():
        made.times[name] = {level: {"rare word": [rare, rare], "AND mid": [2 * both, 2 * both]} for level in LEVELS}
        made.built[name] = Built(10.0, 500 if name == "kiosque" else 400)
        made.analysed[name] = Built(20.0 if name == "kiosque" else 15.0, 1)
        made.opened[name] = 0.001
    return made


def test_the_line_of_ratios(measured: Measured) -> None:
    assert report.line(measured) == (
        "faceted_vs_tantivy=6.00 faceted_vs_lucene=1.00 faceted_vs_whoosh=100.00 worst_class=AND-mid:lucene:0.50 "
        "top10_vs_tantivy=6.00 index_rate_vs_tantivy=0.75 size_vs_tantivy=1.25"
    )


def test_a_missing_peer_is_told(measured: Measured) -> None:
    del measured.times["lucene"]
    measured.unavailable["lucene"] = "no Java"
    assert "faceted_vs_lucene=unavailable" in report.line(measured)
    assert "worst_class=rare-word:tantivy:4.00" in report.line(measured)
    assert "lucene: not available: no Java" in report.table(measured)


def test_the_table_tells_what_was_multiplied_and_what_was_wrong(measured: Measured) -> None:
    measured.comparison = Comparison(wrong=["tantivy, x: 3 articles, not 4"])
    table = report.table(measured)
    assert "whoosh: measured on 20 articles, times multiplied by 10" in table
    assert "WRONG: tantivy, x: 3 articles, not 4" in table


def test_the_file_keeps_medians(measured: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path)
    kept = json.loads(report.write(measured).read_text(encoding="utf-8"))
    assert kept["times_ms"]["tantivy"]["faceted"]["AND mid"] == {"median": 18, "p95": 18, "queries": 2}
    assert kept["hits"] == {"rare word": 4, "AND mid": 20}
    assert kept["words_given"]["whoosh"] == {"articles": 20, "articles_per_second": 2, "bytes": 400}
    assert kept["ratios"] == report.line(measured)


@pytest.mark.parametrize(
    ("kind", "theirs", "told"),
    [
        ("mid word", "abcdefgxyz", []),
        ("mid word", "abcdefwxyz", ["6 of 10 best shared"]),
        ("prefix", "qrstuvwxyz", []),
    ],
)
def test_ten_best_are_compared(kind: str, theirs: str, told: list[str]) -> None:
    ours = Answer(list("abcdefghij"))
    assert ranked_otherwise(Answer(list(theirs)), ours, Query(kind)) == told


class Steady:
    """A peer whose every answer takes the same time; it counts how often it is asked."""

    def __init__(self, name: str, seconds: float) -> None:
        self.name = name
        self.seconds = seconds
        self.asked: list[tuple[Query, Level]] = []

    def build(self, items: Path, folder: Path) -> Built:
        return Built(1, 1)

    def build_from_text(self, items: Path, folder: Path) -> Built:
        return Built(1, 1)

    def open(self, folder: Path) -> float:
        return 0.0

    def search(self, query: Query, level: Level) -> Answer:
        return Answer([], 7)

    def timed(self, query: Query, level: Level) -> float:
        self.asked.append((query, level))
        return self.seconds

    def close(self) -> None:
        """Nothing is held."""


def test_slow_peers_are_asked_few_queries_once_and_the_fast_ones_all() -> None:
    asked = [Query("mid word", must=(str(n),)) for n in range(5)]
    fast, slow = Steady("kiosque", 0.002), Steady("sqlite", 2.0)
    found = Measured(100)
    take_times(found, [fast, slow], asked, repeats=3, few=2)
    assert found.times["kiosque"]["total"]["mid word"] == [2.0] * 5
    assert found.times["sqlite"]["total"]["mid word"] == [2000.0] * 2
    assert len(fast.asked) == 5 * len(LEVELS) * (1 + 3)
    assert len(slow.asked) == 2 * len(LEVELS)
    assert found.hits == {"mid word": [7] * 5}
