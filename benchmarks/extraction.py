"""How much of an HTML article the reader gets, and how little else: pages against their known texts.

    python -m benchmarks.extraction [PAGES [ARTICLES]] [--every N]

PAGES is a folder, or a tar archive, of pages named ``<id>.html``, ARTICLES the JSON Lines file (xz) with
what each should give; those of the shared corpus when none is named.
*recall* is the share of the known body's words that are read, *foreign* the share of words read that
are not in it, both counting repeats.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import DATA
from index.article import Article
from index.readers import read_sources
from index.readers.fields import article_from

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One page: whether title and day are the known ones; recall and foreign words as shares."""

    id: str
    title: bool
    day: bool
    recall: float
    foreign: float


def compare(pages: Path, articles: Path, every: int = 1) -> Iterator[Comparison]:
    """Compare every N-th page (by name) that has a known text."""
    files = {p.stem: p for p in sorted(pages.glob("*.html"))[::every]}
    for known in _known(articles, files):
        for read in read_sources([files[known.id]]):
            yield _compared(known, read) if isinstance(read, Article) else Comparison(known.id, False, False, 0, 1)


def _known(articles: Path, wanted: Container[str]) -> Iterator[Article]:
    """Those of the articles that are wanted; the others are not even cleaned, which takes most of the time."""
    with lzma.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in wanted and isinstance(article := article_from(record, str(articles)), Article):
                yield article


def _compared(known: Article, read: Article) -> Comparison:
    wanted, got = (Counter(_WORD.findall(a.body.lower())) for a in (known, read))
    shared = (wanted & got).total()
    recall = shared / (wanted.total() or 1)
    foreign = 1 - shared / (got.total() or 1)
    return Comparison(known.id, read.title == known.title, read.day == known.day, recall, foreign)


def unpacked(pages: Path, folder: Path) -> Path:
    """The folder of the pages; an archive is unpacked into ``folder``, its files side by side."""
    if pages.is_dir():
        return pages
    with tarfile.open(pages) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None:
                (folder / Path(member.name).name).write_bytes(stream.read())
    return folder


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="?", default=DATA / "orange" / "html-sample.tar.xz")
    parser.add_argument("articles", type=Path, nargs="?", default=DATA / "orange" / "articles.jsonl.xz")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    options = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = list(compare(unpacked(options.pages, Path(folder)), options.articles, options.every))
    count = len(found) or 1
    print(f"{len(found)} pages, {time.perf_counter() - start:.0f} s with reading the known texts")
    print(f"same title             {sum(c.title for c in found) / count:.2%}")
    print(f"same publication day   {sum(c.day for c in found) / count:.2%}")
    print(f"recall ≥ 95 %          {sum(c.recall >= 0.95 for c in found) / count:.2%}")
    print(f"foreign words ≤ 5 %    {sum(c.foreign <= 0.05 for c in found) / count:.2%}")
    worst = sorted(found, key=lambda c: c.recall - c.foreign)[:5]
    print("worst:", *(f"{c.id} (recall {c.recall:.2f}, foreign {c.foreign:.2f})" for c in worst))


if __name__ == "__main__":
    main()
