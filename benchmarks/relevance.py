"""How well the ranking finds a known article: typed with accents, and without.

    python -m benchmarks.relevance [--index DIR] [--articles FILE] [--piaf FILE] [--queries N]

The index of the articles is made in var/benchmarks/ when none is named and there is none yet.

*Titles*: the titles of N articles, spread evenly over the corpus, are searched (``match=any``) in the
bodies alone; the article itself should come first. *PIAF*: each question is searched among its 1,518
passages; the passage it was asked about should come first. MRR@10 is the mean of 1 / rank, 0 beyond
the tenth (Voorhees 1999, TREC-8 question answering track).
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from unidecode import unidecode

from benchmarks import DATA
from index.article import Article
from index.build import Run
from index.errors import IndexUnusable
from index.whoosh_writer import build_index
from search.budget import Budget
from search.evaluate import Evaluator
from search.loosen import by_words
from search.order import Ranking
from search.query.parser import parse
from search.snapshot import Snapshot

DEPTH = 10


def main() -> None:
    """Print the table."""
    options = _options()
    print(f"{'test':<10} {'queries':>8} {'MRR@10, accents':>16} {'without accents':>16} {'ms a query':>11}")
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(_titles(options.articles, options.queries))
        _row("titles", _snapshot(options), pairs)
        if options.piaf.exists():
            passages, questions = _piaf(options.piaf)
            build_index(Path(folder), passages, ["piaf"], 1, lambda _: None)
            _row("piaf", Snapshot(Path(folder)), questions)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description="Known-item ranking quality.")
    parser.add_argument("--index", type=Path, help="index of the articles")
    parser.add_argument("--articles", type=Path, default=DATA / "orange" / "articles.jsonl.xz", help="their JSON Lines")
    parser.add_argument("--piaf", type=Path, default=DATA / "piaf" / "piaf-v1.1.json.gz", help="PIAF 1.1, gzipped")
    parser.add_argument("--queries", type=int, default=3_000, help="titles to search")
    return parser.parse_args()


def _snapshot(options: argparse.Namespace) -> Snapshot:
    """The index named, else one made of the articles and kept for the next time."""
    if options.index:
        return Snapshot(options.index)
    folder = Path("var/benchmarks") / options.articles.name.partition(".")[0]
    try:
        return Snapshot(folder)
    except IndexUnusable:
        Run([options.articles], folder, folder.with_suffix(".rejected.jsonl"), os.cpu_count() or 1).build()
        return Snapshot(folder)


def _row(name: str, snapshot: Snapshot, pairs: list[tuple[str, str]]) -> None:
    with_accents, seconds = mrr(snapshot, pairs)
    without, _ = mrr(snapshot, [(unidecode(query), answer) for query, answer in pairs])
    cost = 1000 * seconds / len(pairs)
    print(f"{name:<10} {len(pairs):>8,} {with_accents:>16.4f} {without:>16.4f} {cost:>11.1f}")


def mrr(snapshot: Snapshot, pairs: Iterable[tuple[str, str]]) -> tuple[float, float]:
    """Mean reciprocal rank of the answers among the first ten, and the seconds it took."""
    start = time.perf_counter()
    gains = [_gain(snapshot, query, answer) for query, answer in pairs]
    return float(np.mean(gains)), time.perf_counter() - start


def _gain(snapshot: Snapshot, query: str, answer: str) -> float:
    budget = Budget(60)
    matches = Evaluator(snapshot, budget, fields=("body",)).run(by_words(parse(query, match="any").tree))
    found = Ranking(snapshot, "relevance", matches, matches.found, budget).top(0, DEPTH)
    ids = [snapshot.id_of(n) for n in found.tolist()]
    return 1 / (ids.index(answer) + 1) if answer in ids else 0.0


def _titles(path: Path, count: int) -> Iterator[tuple[str, str]]:
    opener: Any = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        articles = [(record["title"], str(record["id"])) for record in map(json.loads, lines)]
    step = max(1, len(articles) // count)
    yield from articles[::step][:count]


def _piaf(path: Path) -> tuple[list[Article], list[tuple[str, str]]]:
    """The passages as articles, and (question, passage id) pairs."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        documents = json.load(stream)["data"]
    passages: list[Article] = []
    questions: list[tuple[str, str]] = []
    for document in documents:
        for paragraph in document["paragraphs"]:
            passage_id = f"p{len(passages)}"
            # No title: the passage's own words must be enough.
            passages.append(Article(passage_id, "", paragraph["context"], persons=(), places=(), dates=()))
            questions += [(qa["question"], passage_id) for qa in paragraph["qas"]]
    return passages, questions


if __name__ == "__main__":
    main()
