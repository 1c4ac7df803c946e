"""What share of making an index is annotating: ``python -m benchmarks.entities.cost [ARTICLES] [--source FILE] [--json]``.

Seconds of processor time a thousand articles, one process: *read* them (JSON Lines, the quickest format there is: of
web pages the share of annotating is smaller); *annotate* them (``index.enrich``, by the batch, as in a build); *index*: make the documents and write a
segment. Lists are loaded before the clock runs, as in a build of many.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks import DATA
from index.article import Article
from index.enrich import enrich_all
from index.readers import read_sources
from index.reading import BATCH
from index.segment.builder import SegmentBuilder
from index.shape import SHAPE
from index.whoosh_schema import document

ARTICLES = 3_000
_T = TypeVar("_T")


def measure(source: Path, count: int = ARTICLES) -> dict[str, float]:
    """Seconds a thousand articles of each part, and the share that annotating has. ValueError without articles."""
    enrich_all([Article("", "", "Emmanuel Macron était mardi à Paris.", published="2019-05-14")])
    articles, reading = _timed(
        lambda: list(islice((a for a in read_sources([source]) if isinstance(a, Article)), count))
    )
    if not articles:
        raise ValueError(f"{source}: no articles to measure with")
    enriched, annotating = _timed(
        lambda: [
            made for start in range(0, len(articles), BATCH) for made in enrich_all(articles[start : start + BATCH])
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        _, indexing = _timed(lambda: _index(articles, enriched, Path(folder)))
    parts = {"read": reading, "annotate": annotating, "index": indexing}
    told = {name: round(1000 * seconds / len(articles), 3) for name, seconds in parts.items()}
    return told | {"share": round(annotating / sum(parts.values()), 3), "articles": len(articles)}


def _index(articles: list[Article], enriched: list[Article], folder: Path) -> None:
    builder = SegmentBuilder(folder / "segment.kiosque", SHAPE)
    for article, made in zip(articles, enriched, strict=True):
        builder.add(document(made, article.fingerprint()))
    builder.write()


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def main() -> int:
    """Print the parts."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.entities.cost",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles", type=int, nargs="?", default=ARTICLES, help=f"how many (default {ARTICLES:,})")
    parser.add_argument("--source", type=Path, default=DATA / "orange" / "articles.jsonl.xz", help="file of articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if not options.source.exists():
        print(f"{options.source} is not there: name articles with --source", file=sys.stderr)
        return 2
    found = measure(options.source, options.articles)
    if options.json:
        print(json.dumps(found))
        return 0
    print(f"seconds of processor time a thousand articles ({found['articles']:,} of {options.source.name})")
    for name in ("read", "annotate", "index"):
        print(f"  {name:10} {found[name]:6.2f}")
    rest = found["read"] + found["index"]
    print(
        f"annotating is {found['share']:.0%} of all, {found['annotate'] / rest:.2f} times reading and indexing together"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
