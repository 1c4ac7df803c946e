"""SQLite's FTS5: the full-text search that comes with Python; facets by joins over the matching rows."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from benchmarks.engine.corpus import read
from benchmarks.engine.peer import Answer, Built, Level, Query, Timed, make_empty, size_of

_TABLES = """
CREATE TABLE article (id TEXT, text TEXT, day TEXT);
CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize="unicode61 remove_diacritics 2");
CREATE TABLE persons (article INTEGER, value TEXT, PRIMARY KEY (article, value)) WITHOUT ROWID;
CREATE TABLE places (article INTEGER, value TEXT, PRIMARY KEY (article, value)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX persons_by ON persons (value);
CREATE INDEX places_by ON places (value);
CREATE INDEX article_day ON article (day);
"""


class SqliteFts5(Timed):
    """See ``Peer``."""

    name = "sqlite"

    def __init__(self) -> None:
        self._database: sqlite3.Connection | None = None

    def build(self, items: Path, folder: Path) -> Built:
        """From the words."""
        return self._build(items, folder, "tokens")

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """With its own tokenizer, accents removed; it has no French stemmer."""
        return self._build(items, folder, "text")

    def _build(self, items: Path, folder: Path, source: str) -> Built:
        make_empty(folder)
        started = time.perf_counter()
        database = sqlite3.connect(folder / "articles.db")
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        for row, item in enumerate(read(items), 1):
            database.execute("INSERT INTO article VALUES (?, ?, ?)", (item.id, item.text, item.day))
            database.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (row, getattr(item, source)))
            for name in ("persons", "places"):
                values = ((row, value) for value in getattr(item, name))
                database.executemany(f"INSERT INTO {name} VALUES (?, ?)", values)
        database.executescript(_INDEXES + "INSERT INTO words (words) VALUES ('optimize');")
        database.commit()
        database.close()
        return Built(time.perf_counter() - started, size_of(folder))

    def open(self, folder: Path) -> float:
        """Open and answer."""
        started = time.perf_counter()
        self._database = sqlite3.connect(folder / "articles.db")
        self._database.execute("PRAGMA mmap_size=8000000000")
        self.search(Query("", must=("paris",)), "total")
        return time.perf_counter() - started

    def search(self, query: Query, level: Level) -> Answer:
        """The best alone; with a count; or all matching rows once into a temporary table, everything from it."""
        assert self._database is not None
        run = self._database.execute
        where, values = _condition(query)
        if level == "faceted":
            return self._faceted(where, values)
        best = f"SELECT rowid AS row FROM words WHERE {where} ORDER BY rank LIMIT 10"
        ids = run(f"SELECT id FROM ({best}) JOIN article a ON a.rowid = row", values)
        answer = Answer([row[0] for row in ids])
        if level == "total":
            answer.total = run(f"SELECT count(*) FROM words WHERE {where}", values).fetchone()[0]
        return answer

    def _faceted(self, where: str, values: list[str]) -> Answer:
        assert self._database is not None
        run = self._database.execute
        run("CREATE TEMP TABLE IF NOT EXISTS hit (article INTEGER PRIMARY KEY, score REAL)")
        run("DELETE FROM hit")
        run(f"INSERT INTO hit SELECT rowid, rank FROM words WHERE {where}", values)
        best = "SELECT id FROM (SELECT article FROM hit ORDER BY score LIMIT 10) JOIN article a ON a.rowid = article"
        answer = Answer([row[0] for row in run(best)])
        answer.total = run("SELECT count(*) FROM hit").fetchone()[0]
        answer.persons, answer.places = (_counts(self._database, name) for name in ("persons", "places"))
        months = "SELECT substr(day, 1, 7), count(*) FROM hit JOIN article a ON a.rowid = article GROUP BY 1"
        answer.months = dict(run(months))
        return answer

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()


def _counts(database: sqlite3.Connection, name: str) -> list[tuple[str, int]]:
    counted = (
        f"SELECT value, count(*) n FROM hit JOIN {name} USING (article) GROUP BY value ORDER BY n DESC, value LIMIT 10"
    )
    return [(value, count) for value, count in database.execute(counted)]


def _condition(query: Query) -> tuple[str, list[str]]:
    words = [f'"{word}"' for word in query.must]
    if query.should:
        words.append("(" + " OR ".join(f'"{word}"' for word in query.should) + ")")
    if query.phrase:
        words.append('"' + " ".join(query.phrase) + '"')
    if query.prefix:
        words.append(f'"{query.prefix}"*')
    where, values = "words MATCH ?", [" AND ".join(words)]
    if query.filter:
        where += f" AND rowid IN (SELECT article FROM {query.filter[0]} WHERE value = ?)"
        values.append(query.filter[1])
    if query.days:
        where += " AND rowid IN (SELECT rowid FROM article WHERE day BETWEEN ? AND ?)"
        values += query.days
    return where, values
