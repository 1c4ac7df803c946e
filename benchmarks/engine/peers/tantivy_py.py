"""tantivy through its Python binding: MIT, Rust, block-max WAND, fast fields."""

from __future__ import annotations

import importlib
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.engine.corpus import read
from benchmarks.engine.peer import Answer, Built, Level, Query, Timed, Unavailable, make_empty, size_of

# Only who measures has it: the module is the same to mypy with and without.
tantivy: Any = importlib.import_module("tantivy") if importlib.util.find_spec("tantivy") else None

_IDS = "ids.json"
# Enough for one segment of some 500,000 articles; the most tantivy allows is 4 GB.
_HEAP = 3 << 30
# More months than any corpus of news has.
_MONTHS = 5_000
_TOP = 10
# How many values of each of several segments are put together: with fewer, counts were not exact.
_SEGMENT_VALUES = 500


class Tantivy(Timed):
    """See ``Peer``. Facets need a second pass: the binding has no search that also aggregates.

    Written by one thread, that is, as one segment where memory allows: of two, values are matched by name,
    which made the small answers 3 times slower. The binding cannot merge.
    """

    name = "tantivy"

    def __init__(self) -> None:
        if tantivy is None:
            message = "tantivy is not installed: pip install -r requirements-bench.txt"
            raise Unavailable(message)
        self._index: Any = None
        self._searcher: Any = None

    def build(self, items: Path, folder: Path) -> Built:
        """From the words."""
        return self._build(items, folder, "whitespace", 1)

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """With its own French chain: lower case, accents folded, French stemmer."""
        return self._build(items, folder, "french", 2)

    def _build(self, items: Path, folder: Path, tokenizer: str, threads: int) -> Built:
        make_empty(folder)
        started = time.perf_counter()
        index = tantivy.Index(_schema(tokenizer), str(folder))
        _register(index)
        writer = index.writer(_HEAP, threads)
        for number, item in enumerate(read(items)):
            document = tantivy.Document(id=item.id, persons=item.persons, places=item.places)
            document.add_text("body", item.tokens if tokenizer == "whitespace" else item.text)
            document.add_bytes("text", item.text.encode())
            document.add_unsigned("number", number)
            document.add_text("month", item.day[:7])
            document.add_unsigned("day", int(item.day.replace("-", "")))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        made = Built(time.perf_counter() - started, size_of(folder))
        # Only numbers can be read from fast fields; the ids they stand for are kept beside, at no cost to tantivy.
        (folder / _IDS).write_text(json.dumps([item.id for item in read(items)]), encoding="utf-8")
        return made

    def open(self, folder: Path) -> float:
        """Map the segments and answer."""
        self._ids: list[str] = json.loads((folder / _IDS).read_text(encoding="utf-8"))
        started = time.perf_counter()
        self._index = tantivy.Index.open(str(folder))
        _register(self._index)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._facets = _facets(self._searcher.num_segments)
        self.search(Query("", must=("de",)), "total")
        return time.perf_counter() - started

    def search(self, query: Query, level: Level) -> Answer:
        """The best with what cannot be among them skipped; counts by whatever is fastest."""
        asked = self._query(query)
        one_word = query == Query(query.kind, must=query.must[:1])
        # Every article has a month: their sum is the total, without the scores that a count would need.
        found = self._searcher.search(asked, _TOP, count=level == "total" and not one_word)
        numbers = self._searcher.fast_field_values("number", [address for _, address in found.hits])
        answer = Answer([self._ids[number] for number in numbers])
        if level == "total":
            answer.total = self._searcher.doc_freq("body", query.must[0]) if one_word else found.count
        elif level == "faceted":
            facets = self._searcher.aggregate(asked, self._facets)
            answer.persons, answer.places = (_counts(facets[name]) for name in ("persons", "places"))
            answer.months = dict(_counts(facets["month"]))
            answer.total = sum(answer.months.values())
        return answer

    def _query(self, query: Query) -> Any:
        must, one = tantivy.Occur.Must, tantivy.Query
        parts = [one.term_query(self._schema, "body", word) for word in query.must]
        if query.should:
            words = [one.term_query(self._schema, "body", word) for word in query.should]
            parts.append(one.boolean_query([(tantivy.Occur.Should, word) for word in words]))
        if query.phrase:
            parts.append(one.phrase_query(self._schema, "body", list(query.phrase)))
        if query.prefix:
            parts.append(one.regex_query(self._schema, "body", query.prefix + ".*"))
        if query.filter:
            value = one.term_query(self._schema, *query.filter)
            parts.append(one.const_score_query(value, 0.0))
        if query.days:
            first, last = (int(day.replace("-", "")) for day in query.days)
            stretch = one.range_query(self._schema, "day", tantivy.FieldType.Unsigned, first, last)
            parts.append(one.const_score_query(stretch, 0.0))
        return parts[0] if len(parts) == 1 else one.boolean_query([(must, part) for part in parts])

    def close(self) -> None:
        """Let go of the maps."""
        self._searcher = self._index = None


def _facets(segments: int) -> dict[str, Any]:
    values = _TOP if segments == 1 else _SEGMENT_VALUES
    named = {name: {"field": name, "size": _TOP, "shard_size": values} for name in ("persons", "places")}
    named["month"] = {"field": "month", "size": _MONTHS}
    return {name: {"terms": terms} for name, terms in named.items()}


def _counts(facet: Any) -> list[tuple[Any, int]]:
    return [(bucket["key"], int(bucket["doc_count"])) for bucket in facet["buckets"]]


def _schema(tokenizer: str) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("body", tokenizer_name=tokenizer, index_option="position")
    builder.add_bytes_field("text", stored=True)
    for name in ("persons", "places", "month"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", fast=True, indexed=True)
    return builder.build()


def _register(index: Any) -> None:
    one, filters = tantivy.TextAnalyzerBuilder, tantivy.Filter
    index.register_tokenizer("whitespace", one(tantivy.Tokenizer.whitespace()).build())
    french = one(tantivy.Tokenizer.simple()).filter(filters.lowercase()).filter(filters.ascii_fold())
    index.register_tokenizer("french", french.filter(filters.stemmer("french")).build())
