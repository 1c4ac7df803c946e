"""``make quality``: are persons, places and dates found at least as well as they were?

    python -m benchmarks.quality [--json] [--errors KIND] [--by section|article] [FILE...]
    python -m benchmarks.quality --raise-floors | --lower-floors

Scores what Kiosque finds in the annotated articles of FILE (default: the development set of the shared corpus;
``benchmarks/entities/score.py`` says what is counted) and fails under the floors of benchmarks/quality-floors.json.
The floors are those of the development set: other files are measured without, unless --floors names some.

Exit codes: 0 all figures stand at or above their floors; 1 one does not; 2 there is nothing to measure on.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.entities import floors, tables
from benchmarks.entities.gold import DEVELOPMENT_SET, KINDS, GoldMissing, Record, read
from benchmarks.entities.peers.kiosque import Kiosque
from benchmarks.entities.score import LEVELS, Scores, score


def measure(articles: Sequence[Record]) -> Scores:
    """The scores of Kiosque's own annotations."""
    return score(articles, Kiosque().tag(articles))


def timebank() -> dict[str, float]:
    """The figure of ``benchmarks.timebank``, where that module and its articles are: dates whose value is right."""
    if importlib.util.find_spec("benchmarks.timebank") is None:
        return {}
    module = importlib.import_module("benchmarks.timebank")
    documents = [module.read(path) for path in sorted(module.TIMEBANK.glob("*.tml"))]
    if not documents:
        return {}
    return {"TimeBank dates values F1": module.Scores.of(documents, intervals=True).value.f1}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare with the floors."""
    options = _options(arguments)
    try:
        articles = read(options.files or [DEVELOPMENT_SET])
        held: floors.Figures = floors.read(options.floors)
    except GoldMissing as error:
        print(f"{error}: quality is not measured", file=sys.stderr)
        return 0 if options.if_present else 2
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    scores = measure(articles)
    figures = scores.figures() | ({} if options.files else timebank())
    if options.lower_floors or options.raise_floors:
        held = _moved(figures, held, options)
    failed = floors.failures(figures, held) if options.is_gate else []
    if options.json:
        print(json.dumps({"articles": len(articles), "figures": figures, "failures": failed}, ensure_ascii=False))
    else:
        _print(articles, scores, options)
        for name in sorted(figures.keys() - scores.figures().keys()):
            print(f"{name:40} {figures[name]:.3f}")
    for line in failed:
        print(f"FAILED {line}", file=sys.stderr)
    return 1 if failed else 0


def _moved(figures: floors.Figures, held: floors.Figures, options: argparse.Namespace) -> floors.Figures:
    move = floors.lowered if options.lower_floors else floors.raised
    new = move(figures, held)
    for name in sorted({*new, *held}):
        if new.get(name) != held.get(name):
            print(f"floor of {name}: {held.get(name, '–')} → {new.get(name, '–')}", file=sys.stderr)
    floors.write(new, options.floors)
    return new


def _print(articles: Sequence[Record], scores: Scores, options: argparse.Namespace) -> None:
    print(f"{len(articles)} articles")
    print(tables.of_scores(scores.by_name))
    if options.by:
        groups: dict[str, list[Record]] = {}
        for article in articles:
            groups.setdefault(_group(article, options.by), []).append(article)
        names = [f"{kind} {level}" for kind in KINDS for level in LEVELS]
        print("\n" + tables.of_groups({group: measure(some).by_name for group, some in groups.items()}, names))
    if options.errors:
        print()
        for error, count in scores.errors[options.errors].most_common():
            print(f"{count:3} {error}")


def _group(article: Record, by: str) -> str:
    return article.get("section") or "–" if by == "section" else f"{article['id']} {article['title'][:50]}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="JSON lists of annotated articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--by", choices=("section", "article"), help="F1 of each group of articles too, the worst first"
    )
    shown = "list the errors of one kind: + too much, - missed, ≠ values, & wrongly put together"
    parser.add_argument("--errors", choices=KINDS, help=shown)
    parser.add_argument("--floors", type=Path, metavar="FILE", help=f"other floors than {floors.PATH.name}")
    parser.add_argument("--if-present", action="store_true", help="exit 0 where the annotated articles are not")
    moved = parser.add_mutually_exclusive_group()
    moved.add_argument(
        "--raise-floors",
        action="store_true",
        help=f"raise floors to {floors.MARGIN} below what is measured; lowers none",
    )
    moved.add_argument("--lower-floors", action="store_true", help="lower the floors that are not reached; raises none")
    options = parser.parse_args(arguments)
    options.is_gate = options.floors is not None or not options.files
    if (options.raise_floors or options.lower_floors) and not options.is_gate:
        parser.error("floors are moved by the development set, or name both FILE and --floors")
    options.floors = options.floors or floors.PATH
    return options


if __name__ == "__main__":
    sys.exit(main())
