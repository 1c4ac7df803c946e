"""Kiosque itself: from raw text to facet values, linked and resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.entities.gold import KINDS, Item, Record, texts_of
from index.entities import annotate_all
from index.reading import BATCH as _BATCH

__all__ = ["KINDS", "Kiosque", "load", "version"]


class Kiosque:
    """What ``index.entities`` finds."""

    def tag(self, articles: Sequence[Record]) -> Iterator[list[Item]]:
        """Persons, places and dates of each article, by the batch, as building an index does."""
        for start in range(0, len(articles), _BATCH):
            batch = articles[start : start + _BATCH]
            for found in annotate_all([(tuple(texts_of(article)), article["published"]) for article in batch]):
                yield [
                    Item(kind, mention.field, mention.start, mention.end, entity.value)
                    for kind in KINDS
                    for entity in getattr(found, kind)
                    for mention in entity.mentions
                ]


def load(model: Path) -> Kiosque:  # noqa: ARG001  the weights lie beside the code
    """Ready; what is read at first need is read with the first article."""
    return Kiosque()


def version() -> str:
    """This working copy."""
    return "Kiosque"
