"""Where the views of the reading room get their documents: a search carried out, as a set over the engine's arrays.

A question is a frozen value with everything asked for; ``Searcher.ask`` answers it. Another engine answers the same questions
in its own way: it looks at their types, and never calls ``answer``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from search.budget import Budget
from search.docset import DocSet
from search.evaluate import Evaluator
from search.highlight import Highlighter
from search.order import Ranking
from search.query.tree import Node, Problem
from search.request import SearchRequest
from search.snapshot import Snapshot

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found:
    """A search carried out. ``request`` has its values as the index spells them; ``tree`` is what is sought, after
    ``match`` and ``accents``; ``documents`` pass everything; ``marker`` makes the highlighter of the query."""

    request: SearchRequest
    tree: Node
    problems: tuple[Problem, ...]
    documents: DocSet
    ranking: Ranking
    evaluator: Evaluator
    marker: Callable[[], Highlighter]

    @property
    def total(self) -> int:
        """How many articles."""
        return self.documents.count


@dataclass(frozen=True, slots=True)
class Desk:
    """One snapshot, one budget of time, and the searches one asks for. Nothing moves under a question's feet."""

    snapshot: Snapshot
    budget: Budget
    found: Callable[[SearchRequest], Found]


class Question(Protocol[T_co]):
    """What can be asked with ``Searcher.ask``."""

    def answer(self, desk: Desk) -> T_co:
        """The answer from the engine's arrays. May raise OutOfTime, BadRequest."""
        ...
