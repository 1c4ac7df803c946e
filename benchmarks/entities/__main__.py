"""``python -m benchmarks.entities [--write-docs]``: Kiosque, spaCy and dateparser on the same articles.

Scores on the development set, speed on articles spread over the real ones, memory, and what share of making an index is
annotating. Results go to benchmarks/results/entities.json; ``--write-docs`` puts their tables into docs/entities.md.
spaCy learns from the training articles first, half an hour at the first run; its model is kept in ``var/bench``.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from pathlib import Path
from typing import Any

from benchmarks import DATA, ROOT, machine
from benchmarks.engine.indexes import alone, tell
from benchmarks.entities import compare, gold, report, tables
from benchmarks.entities.peers import MODULES

ORANGE = DATA / "orange" / "articles.jsonl.xz"
# Of the first, a third of the words are seen once; of a build of many, most time goes as with the next.
ARTICLES = 1_000


def spread(path: Path, count: int) -> tuple[list[gold.Record], list[gold.Record]]:
    """Twice so many articles, spread evenly over a file; first and next lie between each other."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        every = list(lines)
    step = max(1, len(every) // (2 * count))
    wanted = [json.loads(line) for line in every[::step][: 2 * count]]
    return wanted[::2], wanted[1::2]


def run(texts: compare.Texts, names: list[str]) -> dict[str, Any]:
    """The results of all peers."""
    peers, unavailable = {}, {}
    for name in names:
        tell(f"  {name} …")
        try:
            peers[name] = report.of_peer(compare.measure(name, texts))
        except compare.Unavailable as error:
            tell(f"  {name}: {error}")
            unavailable[name] = str(error)
    tokens = {"first": gold.count_tokens(texts.first), "next": gold.count_tokens(texts.next)}
    return {
        **machine.description(),
        "articles": len(texts.gold),
        "trained_on": len(texts.train),
        "speed": {"articles": len(texts.first), "tokens": tokens},
        "peers": peers,
        "unavailable": unavailable,
    }


def main() -> int:
    """Measure, print, keep. Exit code 1 without the annotated articles."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.entities", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write-docs", action="store_true", help=f"put the tables into {_shown(report.DOCUMENT)}")
    parser.add_argument("--tables-only", action="store_true", help="measure nothing: tables of the results there are")
    parser.add_argument(
        "--peer", action="append", choices=MODULES, help="measure this one only, keep nothing; repeatable"
    )
    options = parser.parse_args()
    try:
        if not options.tables_only:
            results = _measured(options.peer or list(MODULES))
            if options.peer:
                print(report.in_markdown(results))
                return 0
            report.write(results)
            tell(f"results: {_shown(report.FILE)}")
        text = report.in_markdown(report.read())
    except (gold.GoldMissing, FileNotFoundError) as error:
        print(f"{error}: nothing is measured", file=sys.stderr)
        return 1
    except BlockingIOError:
        print("Another run is measuring: two at once would measure each other.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        tell("\nInterrupted.")
        return 130
    print(text)
    if options.write_docs:
        changed = tables.write_between_marks(report.DOCUMENT, text)
        tell(f"{_shown(report.DOCUMENT)}: {'written' if changed else 'is up to date'}")
    return 0


def _measured(names: list[str]) -> dict[str, Any]:
    with alone():
        first, others = spread(ORANGE, ARTICLES)
        train = gold.read(gold.training_sets())
        found = run(compare.Texts(gold.read([gold.DEVELOPMENT_SET]), train, first, others), names)
        return found | {"cost": compare.cost()}


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
