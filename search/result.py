"""What a search gives: plain values that every output prints. No HTML: highlights are spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.article import Article
from search.query.tree import Node, Problem
from search.request import SearchRequest


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the half-open spans in it to mark; ``field`` and ``offset`` say where it was cut."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    field: str = ""
    offset: int = 0


CopyKind = Literal["first", "same", "longer", "part"]
"""What an article is to the first of its near-copies to be published: that one; about the same text; that text within
a longer one; a part of it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-copy."""

    article: Article
    kind: CopyKind


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """The near-copies of an article: ``id`` is that of the first to be published, ``total`` how many articles there
    are in all, itself included, whatever was asked. ``count`` of them, itself apart, are meant here (those for which
    a result stands); ``sources`` is how many other sources these have; ``shown`` the first of them, in the order of time.
    """

    id: str
    total: int
    count: int
    sources: int
    shown: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. ``score`` is 0 when sorted by date. ``copies``: the other results for which it stands."""

    article: Article
    score: float
    title: Marked
    snippets: tuple[Marked, ...]
    copies: CopyGroup | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, its label and how many of the results have it (given the query and the other facets).

    ``toggled`` is the request that a click on the value makes. ``path`` is what a place lies in, widest
    first; told in a roll-up only.
    """

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool
    toggled: SearchRequest
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetResult:
    """A facet's values: selected ones first, then by count (or A–Z); dates in time order.

    ``total_values`` is how many values there are with a count above 0. ``without`` counts the
    results that have no value. ``level`` (dates) is year, month or day. ``initials`` (whole lists
    of values only) gives each letter with the rank, from 0, of its first value in A–Z order.
    """

    name: str
    values: tuple[FacetValue, ...]
    total_values: int
    without: int = 0
    level: str = ""
    exact: bool = True
    initials: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another search that does have results: which query or which removal, and how many.

    ``kind`` is spelling, any-word, drop-word, drop-filter; ``text`` is what is proposed or removed.
    """

    kind: str
    text: str
    total: int
    request: SearchRequest


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which index answered."""

    version: str
    generation: int
    built_at: str
    articles: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Everything a page needs. ``total`` is how many articles are found, ``results`` how many there are once
    near-copies are one (the same number when they are not); both exact. ``next`` and ``previous`` are requests or None.
    """

    request: SearchRequest
    tree: Node
    problems: tuple[Problem, ...]
    total: int
    results: int
    hits: tuple[Hit, ...]
    facets: dict[str, FacetResult]
    proposals: tuple[Proposal, ...]
    took_ms: float
    index: IndexState
    next: SearchRequest | None = None
    previous: SearchRequest | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: ``kind`` is person, place or word; ``count`` the articles that have it."""

    text: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How many articles a source has in each year ("" = undated)."""

    source: str
    years: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class CopiesStatus:
    """Near-copies in the corpus: ``groups`` of them, of ``articles`` in all; the ``largest``, each as the first
    published and how many articles it has."""

    groups: int
    articles: int
    largest: tuple[tuple[Article, int], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The corpus: what the index holds."""

    index: IndexState
    path: str
    first_day: str
    last_day: str
    undated: int
    values: dict[str, int]
    coverage: tuple[SourceCoverage, ...]
    copies: CopiesStatus
    size_bytes: int
    fingerprint: str
