"""The searching engine on a Whoosh index: one snapshot at a time, a new one when the index moves on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.article import Article
from index.errors import IndexUnusable
from index.schema import Facet
from index.schema import facet as facet_of
from index.settings import Settings
from index.whoosh_index import latest_generation
from search import corpus, highlight, similar, suggest
from search.budget import Budget, OutOfTime
from search.docset import DocSet, Documents
from search.evaluate import Evaluator, strictly
from search.facets import count_values
from search.filters import Filters
from search.highlight import Highlighter
from search.histogram import count_dates
from search.loosen import by_words
from search.order import Ranking
from search.proposals import proposals
from search.query.parser import parse
from search.query.tree import Fuzzy, Pattern
from search.reading.desk import Desk, Found, Question
from search.request import FACET_NAMES, MAX_PAGE, SearchRequest
from search.result import Copy, CopyGroup, FacetResult, Hit, IndexState, Proposal, SearchResult, Status, Suggestion
from search.snapshot import Snapshot

T = TypeVar("T")
_LOG = logging.getLogger(__name__)

# How often, in seconds, the folder is looked at for a newer generation.
_LOOK_EVERY = 0.5
# Near-copies that unfold below a result; all of them are a link away.
_SHOWN_COPIES = 5


def open_searcher(settings: Settings) -> WhooshSearcher:
    """The searcher of those settings. Opens nothing yet: a missing index is told at the first question."""
    return WhooshSearcher(settings.index, settings.time_budget)


class WhooshSearcher:
    """Implements ``search.searcher.Searcher``. Safe for many threads."""

    def __init__(self, folder: Path, time_budget: float = 5.0) -> None:
        self._folder = folder
        self._time_budget = time_budget
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._looked = 0.0

    def search(self, request: SearchRequest) -> SearchResult:
        """Hits, facets and proposals of one page."""
        started = time.perf_counter()
        page = _Page(self._current(), request, self._time_budget)
        return page.result(started)

    def articles(self, request: SearchRequest) -> Iterator[Article]:
        """All articles of a search in its order, however many."""
        page = _Page(self._current(), request, self._time_budget)
        documents = page.all()
        return (page.snapshot.article(int(n)) for n in documents)

    def get(self, article_id: str) -> Article:
        """One article."""
        snapshot = self._current()
        return snapshot.article(snapshot.number(article_id))

    def similar(self, article_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The articles that share its most telling words."""
        snapshot = self._current()
        document = snapshot.number(article_id)
        found = similar.similar(snapshot, document, snapshot.article(document), limit)
        return tuple(_plain_hit(snapshot.article(n), score) for n, score in found)

    def copies(self, article_id: str, limit: int = 50) -> CopyGroup | None:
        """Its near-copies."""
        snapshot = self._current()
        document = snapshot.number(article_id)
        group = snapshot.copies.group(document)
        return copy_group(snapshot, document, group[group != document], limit) if len(group) else None

    def facet(self, request: SearchRequest, name: str, page: int = 1, per_page: int = 100) -> FacetResult:
        """One page of all the values of a facet."""
        found = _Page(self._current(), request, self._time_budget)
        return found.facet(facet_of(name), page, per_page)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions."""
        return suggest.suggest(self._current(), prefix, limit)

    def ask(self, question: Question[T]) -> T:
        """The answer to a question of the reading room."""
        snapshot = self._current()

        def found(request: SearchRequest) -> Found:
            return _Page(snapshot, request, self._time_budget).found()

        return question.answer(Desk(snapshot, Budget(self._time_budget), found))

    def status(self) -> Status:
        """The corpus."""
        snapshot = self._current()
        return corpus.status(snapshot, state_of(snapshot))

    def state(self) -> IndexState:
        """Which index answers."""
        return state_of(self._current())

    def _current(self) -> Snapshot:
        """The newest generation. While another thread opens it, the others go on with the old one, and
        so do all when it cannot be opened: what is open is whole, whatever became of the folder."""
        now = time.monotonic()
        held = self._snapshot
        if held is not None and (now - self._looked < _LOOK_EVERY or self._lock.locked()):
            return held
        with self._lock:
            self._looked = now
            # The old one is not closed: a request may still read it; it goes with its last reader.
            if self._snapshot is None:
                self._snapshot = Snapshot(self._folder)
            elif latest_generation(self._folder) != self._snapshot.generation:
                self._snapshot = self._newer(self._snapshot)
            return self._snapshot

    def _newer(self, held: Snapshot) -> Snapshot:
        try:
            return Snapshot(self._folder)
        except IndexUnusable as error:
            _LOG.warning("still answering from generation %d: %s", held.generation, error)
            return held


def state_of(snapshot: Snapshot) -> IndexState:
    """Which index answers."""
    made = snapshot.manifest
    return IndexState(made.version, snapshot.generation, made.built_at, snapshot.live.count)


def _as_spelled(request: SearchRequest, snapshot: Snapshot) -> SearchRequest:
    """The request with its values as the columns spell them: "edouard philippe" → "Édouard Philippe"."""
    spelled = {replace(f, value=snapshot.column(request.column(f.facet)).spelling(f.value)) for f in request.filters}
    return replace(request, filters=tuple(sorted(spelled)))


class _Page:
    """One request carried out on one snapshot; every part is computed when asked for."""

    def __init__(self, snapshot: Snapshot, request: SearchRequest, seconds: float) -> None:
        self.snapshot = snapshot
        self.request = request = _as_spelled(request, snapshot)
        parsed = parse(request.q, match=request.match)
        self.tree = strictly(parsed.tree) if request.accents == "strict" else parsed.tree
        self.budget = Budget(seconds)
        self.evaluator = Evaluator(snapshot, self.budget)
        self.sought = by_words(self.tree) if request.match == "any" else self.tree
        query = self.evaluator.run(self.sought)
        self.problems = (*parsed.problems, *dict.fromkeys(self.evaluator.problems))
        self.filters = Filters(snapshot, request, query.found)
        self.folded = snapshot.copies.fold(self.filters.results) if request.folds else None
        self._query = query
        self.ranking = self._ranking(self.folded.kept if self.folded else self.filters.results)

    def _ranking(self, found: DocSet) -> Ranking:
        return Ranking(self.snapshot, self.request.sort, self._query, found, self.budget)

    def all(self) -> Documents:
        """All documents found in their order, near-copies too."""
        return self._ranking(self.filters.results).all()

    def result(self, started: float) -> SearchResult:
        """Everything of the page."""
        total, results = self.filters.results.count, self.ranking.found.count
        documents, more = self._documents(results)
        hits = self._hits(documents)
        names = FACET_NAMES if self.request.facets is None else self.request.facets
        facets = {name: self.facet(facet_of(name)) for name in names}
        advice = self._advice(total)
        cursor = self.ranking.cursor(int(documents[-1])) if more else ""
        return SearchResult(
            request=self.request,
            tree=self.tree,
            problems=self.problems,
            total=total,
            results=results,
            hits=hits,
            facets=facets,
            proposals=advice,
            took_ms=round((time.perf_counter() - started) * 1000, 3),
            index=state_of(self.snapshot),
            next=self._next(cursor),
            previous=self._previous(),
            cursor=cursor,
        )

    def found(self) -> Found:
        """What the views of the reading room need."""
        return Found(
            self.request,
            self.sought,
            self.problems,
            self.filters.results,
            # Folded copies are articles, too, and are read like the others.
            self._ranking(self.filters.results),
            self.evaluator,
            lambda: Highlighter.of(self.sought, self._expansion),
        )

    def _advice(self, total: int) -> tuple[Proposal, ...]:
        """Proposals, as far as there is time: without them the page is still an answer."""
        try:
            return proposals(self.evaluator, self.request, self.tree, total) if self.request.q or not total else ()
        except OutOfTime:
            return ()

    def facet(self, facet: Facet, page: int = 1, per_page: int | None = None) -> FacetResult:
        """Counts of one facet."""
        found = self.filters.without(facet.name)
        if facet.kind == "dates":
            return count_dates(self.snapshot.date_columns[facet.column], facet, self.request, found)
        field = self.request.column(facet.name)
        counted = count_values(self.snapshot.column(field), facet, self.request, found, page, per_page)
        ancestry = self.snapshot.ancestries.get(field)
        if ancestry is None:
            return counted
        return replace(counted, values=tuple(replace(v, path=ancestry.path(v.value)) for v in counted.values))

    def _documents(self, results: int) -> tuple[Documents, bool]:
        """The page's documents, and whether more follow."""
        size = self.request.per_page
        if self.request.cursor:
            rest = self.ranking.after(self.request.cursor)
            return rest.top(0, size), rest.found.count > size
        start = (self.request.page - 1) * size
        return self.ranking.top(start, start + size), results > start + size

    def _hits(self, documents: Documents) -> tuple[Hit, ...]:
        marker = Highlighter.of(self.sought, self._expansion)
        scores = self.ranking.scores(documents).tolist()
        return tuple(
            replace(_hit(self.snapshot.article(n), score, marker), copies=self._copies(n))
            for n, score in zip(documents.tolist(), scores, strict=True)
        )

    def _copies(self, document: int) -> CopyGroup | None:
        if self.folded is None:
            return None
        others = self.snapshot.copies.others(document, self.folded)
        return copy_group(self.snapshot, document, others, _SHOWN_COPIES) if len(others) else None

    def _expansion(self, leaf: Pattern | Fuzzy) -> set[str]:
        fields = (leaf.field,) if leaf.field else self.evaluator.fields
        return {term for field in fields for term in self.evaluator.expansion(field, leaf)}

    def _next(self, cursor: str) -> SearchRequest | None:
        if not cursor:
            return None
        if self.request.cursor or self.request.page >= MAX_PAGE:
            return self.request.with_cursor(cursor)
        return self.request.with_page(self.request.page + 1)

    def _previous(self) -> SearchRequest | None:
        backwards = self.request.page > 1 and not self.request.cursor
        return self.request.with_page(self.request.page - 1) if backwards else None


def copy_group(snapshot: Snapshot, document: int, others: Documents, limit: int) -> CopyGroup:
    """The near-copies ``others`` of a document."""
    copies, column = snapshot.copies, snapshot.column("source")
    group = copies.group(document)
    mine, theirs = (set(column.rows(np.sort(each))[0].tolist()) for each in (np.array([document], np.int32), others))
    shown = tuple(Copy(snapshot.article(n), copies.kind(n)) for n in others[:limit].tolist())
    return CopyGroup(snapshot.id_of(int(group[0])), len(group), len(others), len(theirs - mine), shown)


def _hit(article: Article, score: float, marker: Highlighter) -> Hit:
    return Hit(article, score, highlight.title(marker, article), highlight.snippets(marker, article))


def _plain_hit(article: Article, score: float) -> Hit:
    return _hit(article, score, Highlighter((), {}))
