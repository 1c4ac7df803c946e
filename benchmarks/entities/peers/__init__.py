"""Who is measured, a module each, imported only in the process that measures it: importing is part of loading.

Each has ``KINDS``, what it finds; ``version()``; and ``load(model)``, which gives a ``Tagger``; ``model`` is the folder of
what was trained here, for the one that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.entities.gold import Item, Record

MODULES = {"kiosque": "kiosque", "spacy": "spacy_ner", "dateparser": "dateparser_fr"}
"""By the names that results use."""


class Tagger(Protocol):
    """Finds persons, places or dates."""

    def tag(self, articles: Sequence[Record]) -> Iterator[list[Item]]:
        """What it finds in each article, from the raw texts and the day of publication, nothing else."""


class Peer(Protocol):
    """A module of this package."""

    KINDS: tuple[str, ...]

    def version(self) -> str:
        """Its name and version, and what it was trained on."""

    def load(self, model: Path) -> Tagger:
        """Ready to tag. ImportError when it is not installed."""
