"""How well what was found agrees with what was annotated: counts, and nothing else. The only scorer there is.

- *spans*: kind, field, start and end of a mention are right.
- *values*: each article's set of values, compared as they are written.
- *merges*: of all pairs of mentions with different texts that were put under one value, those that the annotators put
  under one value too. Only mentions whose span is right are paired: a wrong or missed span is counted once already.
- *whole values*: of the values with two such mentions or more, those whose mentions have one annotated value.

Left out: intervals of dates (weeks, seasons, decades), which the annotators did not all mark, on both sides. A day
found inside an annotated interval ("19-20 janvier") is a wrong one all the same, and an interval found instead of a
year a miss. Nothing else is forgiven: the guide's looseness in days that contradict their weekday, and in the spelling
of values ("La Réunion", "Réunion"), counts against whoever is measured.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from benchmarks.entities.gold import KINDS, Item, Record, annotated

# Dates have one value each: nothing is merged in them.
MERGED = ("persons", "places")
LEVELS = ("spans", "values")
NAMES = tuple(
    f"{kind} {level}" for kind in KINDS for level in (*LEVELS, *(("merges", "whole values") if kind in MERGED else ()))
)
"""Of all scores, in the order of a table: "persons spans", "persons values", "persons merges", "persons whole values" …"""
# Characters around a mention in a list of errors.
_BEFORE, _BEHIND = 30, 25


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
        """Share of what was found that is right; 0 when nothing was."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 0 when nothing is there."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class Scores:
    """All scores of a set of articles by their ``NAMES``, and the commonest errors by kind."""

    by_name: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in NAMES})
    errors: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})

    def add(self, article: Record, found: Iterable[Item]) -> None:
        """Compare one article."""
        marked, items = annotated(article), [item for item in found if _is_scored(item)]
        for kind in KINDS:
            theirs = [item for item in marked if item.kind == kind and _is_scored(item)]
            ours = [item for item in items if item.kind == kind]
            sides = [({_span(i) for i in side}, {i.value for i in side}) for side in (theirs, ours)]
            (gold_spans, gold_values), (spans, values) = sides
            self.by_name[f"{kind} spans"].add(gold_spans, spans)
            self.by_name[f"{kind} values"].add(gold_values, values)
            errors = self.errors[kind]
            errors.update(f"+ {quoted(article, *span)}" for span in spans - gold_spans)
            errors.update(f"- {quoted(article, *span)}" for span in gold_spans - spans)
            errors.update(f"≠ + {v} ({article['id']})" for v in values - gold_values)
            errors.update(f"≠ - {v} ({article['id']})" for v in gold_values - values)
            if kind in MERGED:
                self._add_merges(kind, article, theirs, ours)

    def _add_merges(self, kind: str, article: Record, theirs: Sequence[Item], ours: Sequence[Item]) -> None:
        known, put = ({_span(item): item.value for item in side} for side in (theirs, ours))
        both = [span for span in put if span in known]
        pairs = _pairs(both, put, article), _pairs(both, known, article)
        self.by_name[f"{kind} merges"].add(pairs[1], pairs[0])
        for one, other in sorted(pairs[0] - pairs[1]):
            self.errors[kind][f"& {quoted(article, *one)} | {quoted(article, *other)}"] += 1
        groups: dict[str, list[str]] = defaultdict(list)
        for span in both:
            groups[put[span]].append(known[span])
        several = {value: names for value, names in groups.items() if len(names) > 1}
        whole = {value for value, names in several.items() if len(set(names)) == 1}
        self.by_name[f"{kind} whole values"].add(whole, set(several))

    def figures(self) -> dict[str, float]:
        """Every figure that a floor can be set under, by name: F1 of spans and values, precision of merges."""
        found = {f"{kind} {level} F1": self.by_name[f"{kind} {level}"].f1 for kind in KINDS for level in LEVELS}
        for kind in MERGED:
            for name in ("merges", "whole values"):
                found[f"{kind} {name} precision"] = _precision_if_any(self.by_name[f"{kind} {name}"])
        return found


Span = tuple[str, int, int]


def score(articles: Iterable[Record], found: Iterable[Iterable[Item]]) -> Scores:
    """The scores of what was found in the articles, one list of items an article."""
    scores = Scores()
    for article, items in zip(articles, found, strict=True):
        scores.add(article, items)
    return scores


def quoted(article: Record, name: str, start: int, end: int) -> str:
    """A mention in brackets with what stands around it, on one line."""
    text = article[name]
    return f"{text[max(0, start - _BEFORE) : start]}[{text[start:end]}]{text[end : end + _BEHIND]}".replace("\n", " ")


def _span(item: Item) -> Span:
    return item.field, item.start, item.end


def _is_scored(item: Item) -> bool:
    return item.kind != "dates" or "/" not in item.value


def _pairs(spans: Iterable[Span], value_of: dict[Span, str], article: Record) -> set[tuple[Span, Span]]:
    """The pairs of spans with different texts under one value."""
    ordered = sorted(spans)
    return {
        (one, other)
        for one, other in combinations(ordered, 2)
        if value_of[one] == value_of[other] and _text(article, one) != _text(article, other)
    }


def _text(article: Record, span: Span) -> str:
    name, start, end = span
    text: str = article[name][start:end]
    return text


def _precision_if_any(counted: Score) -> float:
    """Where nothing was put together, nothing was put together wrongly."""
    return counted.precision if counted.right + counted.wrong else 1.0
