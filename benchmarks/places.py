"""How well names of places are resolved, given the spans: against articles annotated by reading.

    python -m benchmarks.places [--errors] [--sample N] [FILE...]

FILE is a JSON list of articles with ``mentions`` (default: the training and the development set of the shared
corpus, apart). *Mentions*: share of annotated spans whose value equals the annotated one. *Documents*: the sets
of values of each article. *Capitals apart*: the same, when "Aéroport d'Orly" equals "aéroport d'Orly", on which the
annotators differ. *Located* is the share of mentions that get coordinates. ``--sample`` prints N places, to check by eye.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.entities import ROOT, Score
from benchmarks.entities.gold import texts_of
from index.entities.mention import Place
from index.entities.resolve import resolve

GOLD = ROOT.parent / "shared" / "data" / "gold"


@dataclass(slots=True)
class Measured:
    """Counts over a set of articles; ``errors`` are (written, annotated, found)."""

    mentions: int = 0
    right: int = 0
    right_apart: int = 0
    located: int = 0
    documents: Score = field(default_factory=Score)
    documents_apart: Score = field(default_factory=Score)
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seconds: float = 0.0
    places: list[tuple[Place, str]] = field(default_factory=list)


def measure(articles: Iterable[dict[str, Any]]) -> Measured:
    """Resolve the annotated spans and compare."""
    measured = Measured()
    for article in articles:
        texts = tuple(texts_of(article))
        numbers = {name: number for number, (name, _) in enumerate(texts)}
        marks = [m for m in article["mentions"] if m["type"] == "LOC"]
        spans = [(numbers[m["field"]], m["start"], m["end"]) for m in marks]
        start = time.process_time()
        places = resolve(texts, spans)
        measured.seconds += time.process_time() - start
        _compare(measured, marks, places)
        measured.places += [(place, article["title"]) for place in places]
    return measured


def _compare(measured: Measured, marks: list[dict[str, Any]], places: tuple[Place, ...]) -> None:
    found = {(m.field, m.start): place for place in places for m in place.mentions}
    for mark in marks:
        place = found[mark["field"], mark["start"]]
        measured.mentions += 1
        measured.right += place.value == mark["value"]
        measured.right_apart += _apart(place.value) == _apart(mark["value"])
        measured.located += place.lat is not None
        if place.value != mark["value"]:
            measured.errors[mark["text"], mark["value"], place.value] += 1
    values = {m["value"] for m in marks}, {p.value for p in places}
    measured.documents.add(*values)
    measured.documents_apart.add(set(map(_apart, values[0])), set(map(_apart, values[1])))


def _apart(value: str) -> str:
    return value[:1].lower() + value[1:]


def main() -> None:
    """Print the table; with ``--errors`` what went wrong, with ``--sample`` places to look at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--errors", action="store_true", help="list the errors, the commonest first")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N places, to check by eye")
    options = parser.parse_args()
    sets = {"training": sorted(GOLD.glob("train-*.json")), "development": [GOLD / "dev.json"]}
    resolve((("body", "Paris, Réquista"),), ((0, 0, 5), (0, 7, 15)))  # loads the lists
    for name, files in ({"given": options.files} if options.files else sets).items():
        articles = [a for path in files for a in json.loads(path.read_text("utf-8"))]
        measured, again = measure(articles), measure(articles).seconds
        total = max(1, measured.mentions)
        times = f"{1e6 * measured.seconds / total:.1f} µs each at first sight, {1e6 * again / total:.1f} µs again"
        print(f"{name}: {measured.mentions:,} mentions, {times}")
        print(f"  mentions   {measured.right / total:.3f}   capitals apart {measured.right_apart / total:.3f}")
        for title, score in (("documents", measured.documents), ("apart", measured.documents_apart)):
            print(f"  {title:10} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
        print(f"  located    {measured.located / total:.3f}")
        for error, count in measured.errors.most_common() if options.errors else ():
            print(f"    {count:3} {' | '.join(error)}")
        for place, title in random.Random(1).sample(measured.places, min(options.sample, len(measured.places))):
            where = f"{place.lat},{place.lon}" if place.lat is not None else "-"
            print(f"    {place.value} [{place.kind} {place.country}] {where} {'/'.join(place.path)}   « {title} »")


if __name__ == "__main__":
    main()
