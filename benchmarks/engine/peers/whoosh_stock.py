"""Whoosh as it comes: its own codec, its own scoring, facets collected by Whoosh's own collectors.

Its time grows with the articles, so a large corpus is answered by a sample and the time multiplied; what is
printed says so.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import fields, sorting
from whoosh import index as whoosh_index
from whoosh import query as wq
from whoosh.analysis import LanguageAnalyzer, SpaceSeparatedTokenizer

from benchmarks.engine.corpus import read
from benchmarks.engine.peer import Answer, Built, Level, Query, Timed, make_empty, size_of
from benchmarks.engine.peers.whoosh_words import translated

_MEMORY = 512


class WhooshStock(Timed):
    """See ``Peer``. ``sample``: at most so many articles are indexed."""

    name = "whoosh"

    def __init__(self, sample: int = 10_000) -> None:
        self._sample = sample
        self._searcher: Any = None

    def build(self, items: Path, folder: Path) -> Built:
        """From the words."""
        return self._build(items, folder, SpaceSeparatedTokenizer(), "tokens")

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """With Whoosh's own French: stop words and a stemmer."""
        return self._build(items, folder, LanguageAnalyzer("fr"), "text")

    def _build(self, items: Path, folder: Path, analyzer: Any, source: str) -> Built:
        make_empty(folder)
        several = fields.KEYWORD(commas=True, scorable=False, sortable=True)
        schema = fields.Schema(
            id=fields.ID(stored=True),
            text=fields.STORED(),
            body=fields.TEXT(analyzer=analyzer),
            persons=several,
            places=several,
            day=fields.ID(sortable=True),
        )
        started = time.perf_counter()
        writer = whoosh_index.create_in(str(folder), schema).writer(limitmb=_MEMORY)
        for item in islice(read(items), self._sample):
            writer.add_document(
                id=item.id,
                text=item.text,
                body=getattr(item, source),
                persons=_joined(item.persons),
                places=_joined(item.places),
                day=item.day,
            )
        writer.commit()
        return Built(time.perf_counter() - started, size_of(folder))

    def open(self, folder: Path) -> float:
        """Open and answer."""
        started = time.perf_counter()
        self._searcher = whoosh_index.open_dir(str(folder)).searcher()
        self._searcher.search(wq.Term("body", "de"), limit=10)
        return time.perf_counter() - started

    def search(self, query: Query, level: Level) -> Answer:
        """One search; facets are collected on the way."""
        facets = None
        if level == "faceted":
            facets = sorting.Facets()
            for name in ("persons", "places"):
                facets.add_facet(name, sorting.FieldFacet(name, allow_overlap=True, maptype=sorting.Count))
            facets.add_facet("day", sorting.FieldFacet("day", maptype=sorting.Count))
        try:
            results = self._searcher.search(_translated(query), limit=10, groupedby=facets)
        except AssertionError:
            # Whoosh trips over itself on some conjunctions when it skips what cannot be among the best.
            results = self._searcher.search(_translated(query), limit=10, groupedby=facets, optimize=False)
        # Without that skipping, Whoosh keeps all, not ten.
        answer = Answer([hit["id"] for hit in results[:10]])
        if level != "top10":
            answer.total = len(results)
        if level == "faceted":
            answer.persons, answer.places = (_best(results.groups(name)) for name in ("persons", "places"))
            months: Counter[str] = Counter()
            for day, count in results.groups("day").items():
                months[_text(day)[:7]] += count
            answer.months = dict(months)
        return answer

    def close(self) -> None:
        """Close the files."""
        if self._searcher is not None:
            self._searcher.close()


def _one(value: str) -> str:
    """Commas separate values."""
    return value.replace(",", " ")


def _joined(values: list[str]) -> str:
    return ",".join(map(_one, values))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _best(groups: Any) -> list[tuple[str, int]]:
    counted = ((_text(value), count) for value, count in groups.items() if value)
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:10]


def _translated(query: Query) -> wq.Query:
    value = wq.Term(query.filter[0], _one(query.filter[1])) if query.filter else None
    return translated(query, value, wq.TermRange("day", *query.days) if query.days else None)
