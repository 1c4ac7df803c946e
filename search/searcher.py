"""The searching engine's face: what the site, the API and the command line may ask of any engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from index.article import Article
from search.reading.desk import Question
from search.request import SearchRequest
from search.result import CopyGroup, FacetResult, Hit, IndexState, SearchResult, Status, Suggestion

T = TypeVar("T")


class Searcher(Protocol):
    """What can be asked. Errors are those of ``index.errors``; no engine's own exception crosses."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Hits, facets, proposals of one page."""

    def articles(self, request: SearchRequest) -> Iterator[Article]:
        """All articles of a search in its order, without a limit, for exports."""

    def get(self, article_id: str) -> Article:
        """One article with its entities; NotFound when there is none."""

    def similar(self, article_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The articles whose rare words it shares most; NotFound when there is no such article."""

    def copies(self, article_id: str, limit: int = 50) -> CopyGroup | None:
        """Its near-copies, the first published first; None when it has none. NotFound when there is no such article."""

    def facet(self, request: SearchRequest, name: str, page: int = 1, per_page: int = 100) -> FacetResult:
        """One page of all the values of a facet under the request, with ``facet.NAME.q`` and
        ``facet.NAME.sort`` applied; ``total_values`` counts all pages."""

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Persons, places and words that begin so, accents apart, most frequent first."""

    def ask(self, question: Question[T]) -> T:
        """The answer to a question of the reading room (``search.reading``)."""

    def status(self) -> Status:
        """The corpus and its coverage."""

    def state(self) -> IndexState:
        """Which index answers now; costs nothing, so that a cached answer can be confirmed by it."""
