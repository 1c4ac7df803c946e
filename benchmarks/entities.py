"""How well persons, places and dates are found, against articles annotated by reading.

    python benchmarks/entities.py [--json] [--errors KIND] [FILE...]

FILE is a JSON list of articles with ``mentions`` (default: the development set of the shared
corpus). *Spans* counts a mention right when field, start and end are; *values* compares each
article's set of values; dates are scored on days, months and years, without intervals.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from index.entities import Annotations, annotate  # noqa: E402 - the project is run from its folder, not installed

DEVELOPMENT_SET = ROOT.parent / "shared" / "data" / "gold" / "dev.json"
KINDS = {"persons": "PER", "places": "LOC", "dates": "DATE"}


@dataclass(slots=True)
class Score:
    """Counts of right, superfluous and missed items."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, gold: set[Any], found: set[Any]) -> None:
        """Compare one article's items."""
        self.right += len(gold & found)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def texts_of(article: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields with text, in reading order."""
    return [(name, article[name]) for name in ("title", "chapo", "body") if article.get(name)]


def gold_items(article: dict[str, Any], kind: str) -> tuple[set[Any], set[str]]:
    """Annotated spans and values of one kind; intervals are left out of dates."""
    mentions = [m for m in article["mentions"] if m["type"] == KINDS[kind] and _is_scored(kind, m["value"])]
    return {(m["field"], m["start"], m["end"]) for m in mentions}, {m["value"] for m in mentions}


def found_items(found: Annotations, kind: str) -> tuple[set[Any], set[str]]:
    """Found spans and values of one kind."""
    entities = [e for e in getattr(found, kind) if _is_scored(kind, e.value)]
    return {(m.field, m.start, m.end) for e in entities for m in e.mentions}, {e.value for e in entities}


def _is_scored(kind: str, value: str) -> bool:
    return kind != "dates" or "/" not in value


def measure(articles: Iterable[dict[str, Any]]) -> tuple[dict[str, Score], dict[str, Counter[str]]]:
    """Scores by "kind spans" and "kind values", and the commonest errors by kind."""
    scores = {f"{kind} {level}": Score() for kind in KINDS for level in ("spans", "values")}
    errors: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for article in articles:
        found = annotate(texts_of(article), article["published"])
        for kind in KINDS:
            (gold_spans, gold_values), (spans, values) = gold_items(article, kind), found_items(found, kind)
            scores[f"{kind} spans"].add(gold_spans, spans)
            scores[f"{kind} values"].add(gold_values, values)
            errors[kind].update(f"+ {_quoted(article, *span)}" for span in spans - gold_spans)
            errors[kind].update(f"- {_quoted(article, *span)}" for span in gold_spans - spans)
            errors[kind].update(f"≠ {v} ({article['published'][:10]})" for v in values ^ gold_values)
    return scores, errors


def _quoted(article: dict[str, Any], field: str, start: int, end: int) -> str:
    text = article[field]
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 25]}".replace("\n", " ")


def main() -> None:
    """Print the table; with ``--errors`` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--errors", choices=KINDS, help="list the errors of one kind, the commonest first")
    options = parser.parse_args()
    articles = [a for path in options.files or [DEVELOPMENT_SET] for a in json.loads(path.read_text("utf-8"))]
    annotate([("body", "Réchauffement.")])
    start = time.perf_counter()
    scores, errors = measure(articles)
    seconds = time.perf_counter() - start
    words = sum(len(text.split()) for a in articles for _, text in texts_of(a))
    if options.json:
        print(json.dumps({name: round(s.f1, 4) for name, s in scores.items()} | {"words/s": round(words / seconds)}))
        return
    print(f"{len(articles)} articles, {words:,} words, {words / seconds:,.0f} words/s")
    for name, score in scores.items():
        print(f"{name:16} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    for error, count in errors[options.errors].most_common() if options.errors else ():
        print(f"{count:3} {error}")


if __name__ == "__main__":
    main()
