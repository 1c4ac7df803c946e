"""The concordance: every occurrence of a search's words over all its articles, each in its context, in any order.

Occurrences are found, sorted and counted as arrays (``search.forward``); texts are read for the lines shown only, and for
a download article by article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.text import EXACT
from search import phrase
from search.docset import Documents
from search.forward import NAMES, Forward
from search.lexicon import NO_WORD, Numbers
from search.query.tree import Problem
from search.reading.collocates import SPAN, Collocate, Counted, Measure, count
from search.reading.context import Context, contexts
from search.reading.desk import Desk, Found
from search.reading.nodes import Finder
from search.reading.spelling import Spelling
from search.request import SearchRequest, Sort

By = Literal["right", "left", "article", "newest", "oldest"]
BYS: tuple[By, ...] = ("right", "left", "article", "newest", "oldest")
MOST_WORDS = SPAN
PER_PAGE = 50
MOST_COLLOCATES = 20
# A line of a wide page holds some 60 characters to each side; files and programs may want a sentence.
REACH_PAGE, REACH_FILE = 72, 160

_SORTS: dict[str, Sort] = {"newest": "newest", "oldest": "oldest"}


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence: ``field`` of the ``article``, its characters ``context.start`` to ``context.end``."""

    article: Article
    field: str
    context: Context


@dataclass(frozen=True, slots=True)
class ConcordanceAnswer:
    """``total`` articles found, ``articles`` of them with a word of the search (the others were found by something else),
    and ``lines`` occurrences in all. Under ``near``, ``articles`` and ``lines`` are those with that word near the node;
    ``without`` counts the articles found without a word in any case. ``asks``: whether the search has a word at all."""

    total: int
    articles: int
    without: int
    lines: int
    shown: tuple[Line, ...]
    collocates: tuple[Collocate, ...]
    near: str
    asks: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines ``start`` to ``end`` of the concordance of a search in an order, by ``words`` words of the context; the ``most``
    collocates highest in ``measure``; only lines with the word ``near`` beside the node where one is given."""

    request: SearchRequest
    by: By = "right"
    words: int = MOST_WORDS
    near: str = ""
    start: int = 0
    end: int = PER_PAGE
    measure: Measure = "likelihood"
    most: int = MOST_COLLOCATES
    reach: int = REACH_PAGE

    def answer(self, desk: Desk) -> ConcordanceAnswer:
        """Found, sorted and counted from arrays."""
        found = desk.found(_ordered(self.request, self.by))
        all_lines = _lines(desk, found)
        lines = _near(all_lines, self.near, desk.snapshot.forward)
        counted = count(lines.near, desk.snapshot.forward.lexicon)
        shown = lines.sorted(self.by, self.words, _ranks(desk, found))[self.start : self.end]
        return ConcordanceAnswer(
            total=found.total,
            articles=lines.articles,
            without=found.total - all_lines.articles,
            lines=len(lines),
            shown=tuple(_read(desk, lines, shown, self.reach)),
            collocates=tuple(_collocates(desk, counted, self.measure, self.most)),
            near=self.near,
            asks=bool(found.marker().words),
            problems=found.problems,
        )


@dataclass(frozen=True, slots=True)
class AllLines:
    """Every line of the concordance of a search, article by article, in the order of the search or by date."""

    request: SearchRequest
    by: By = "article"
    near: str = ""
    reach: int = REACH_FILE

    def answer(self, desk: Desk) -> Iterator[Line]:
        """Each article is read when its turn comes."""
        found = desk.found(_ordered(self.request, self.by))
        lines = _near(_lines(desk, found), self.near, desk.snapshot.forward)
        return _read(desk, lines, lines.sorted("article", 0, _ranks(desk, found)), self.reach)


@dataclass(frozen=True, slots=True)
class AllCollocates:
    """Every collocate of a search, highest in ``measure`` first."""

    request: SearchRequest
    near: str = ""
    measure: Measure = "likelihood"

    def answer(self, desk: Desk) -> Iterator[Collocate]:
        """Counted at once; how each is written is looked up when its turn comes."""
        lines = _near(_lines(desk, desk.found(self.request)), self.near, desk.snapshot.forward)
        return _collocates(desk, count(lines.near, desk.snapshot.forward.lexicon), self.measure, None)


def _ordered(request: SearchRequest, by: By) -> SearchRequest:
    """The search, its articles in the order in which their lines come."""
    return request.first_page().with_sort(_SORTS.get(by, request.sort))


def _ranks(desk: Desk, found: Found) -> NDArray[np.int32]:
    """The place of each article found in the order of the search, by document number."""
    ranks = np.zeros(desk.snapshot.size, np.int32)
    ranks[found.ranking.all()] = np.arange(found.total, dtype=np.int32)
    return ranks


@dataclass(frozen=True, slots=True)
class _Lines:
    """Occurrences as arrays, one entry each: document, field (its place in ``NAMES``), positions of the node's first and last
    words; ``near`` has a row for each place beside the node (L3 to R3): the number of the word there."""

    documents: Documents
    fields: NDArray[np.uint8]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    near: Numbers

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len(np.unique(self.documents))

    def chosen(self, which: NDArray[np.bool_]) -> _Lines:
        """Some of them."""
        return _Lines(
            self.documents[which], self.fields[which], self.first[which], self.last[which], self.near[:, which]
        )

    def sorted(self, by: By, words: int, ranks: NDArray[np.int32]) -> NDArray[np.int64]:
        """The lines in their order: by so many words of the context, the nearest first; then by article and place."""
        # Article, field and position as one number: sorting it costs a third of sorting by three.
        places = ranks.take(self.documents).astype(np.int64) << 32 | self.fields.astype(np.int64) << 30 | self.first
        order = np.argsort(places)
        if by not in ("left", "right") or not len(self):
            return order
        rows = (SPAN - 1, SPAN - 2, SPAN - 3) if by == "left" else (SPAN, SPAN + 1, SPAN + 2)
        keys = [self.near[row].take(order) for row in rows[:words]]
        # The end of a text comes after all words.
        behind = np.uint32(1 + max(int(key.max()) for key in keys))
        return order.take(_stably([np.where(key == NO_WORD, behind, key) for key in keys]))


def _stably(keys: Sequence[Numbers]) -> NDArray[np.int64]:
    """The order of the first key, then the second, and so on; equal ones stay as they are."""
    bits = max(int(key.max()) for key in keys).bit_length()
    if bits * len(keys) > 64:
        return np.lexsort(keys[::-1])
    packed = np.zeros(len(keys[0]), np.uint64)
    for key in keys:
        packed = packed << np.uint64(bits) | key
    return np.argsort(packed, kind="stable")


def _lines(desk: Desk, found: Found) -> _Lines:
    """All occurrences in the articles found."""
    marker = found.marker()
    pieces = [_no_lines()]
    if marker.words:
        desk.snapshot.forward.prepare()
        budget = desk.budget.renewed()
        finder = Finder(desk.snapshot, marker, budget)
        for texts in desk.snapshot.forward.of(found.documents.documents, budget):
            first, last = finder.nodes(texts)
            rows = texts.rows(first)
            begins = texts.starts.take(rows)
            # Beyond a text's ends lie cells without words.
            places = [*(first - n for n in range(SPAN, 0, -1)), *(last + n for n in range(1, SPAN + 1))]
            pieces.append(
                _Lines(
                    texts.documents.take(rows),
                    np.full(len(first), NAMES.index(texts.field), np.uint8),
                    (first - begins).astype(np.int32),
                    (last - begins).astype(np.int32),
                    np.array([texts.cells.take(place) for place in places]),
                )
            )
    return _Lines(
        np.concatenate([piece.documents for piece in pieces]),
        np.concatenate([piece.fields for piece in pieces]),
        np.concatenate([piece.first for piece in pieces]),
        np.concatenate([piece.last for piece in pieces]),
        np.concatenate([piece.near for piece in pieces], axis=1),
    )


def _no_lines() -> _Lines:
    none: Any = np.empty(0, np.int32)
    return _Lines(none, none.astype(np.uint8), none, none, np.empty((2 * SPAN, 0), np.uint32))


def _near(lines: _Lines, word: str, forward: Forward) -> _Lines:
    """The lines with that word beside the node; all of them where none is asked for."""
    if not word:
        return lines
    numbers = [forward.lexicon.number(token.term) for token in phrase.parts(EXACT.tokens(word))]
    which = np.full(len(lines), bool(numbers))
    for number in numbers:
        which &= (lines.near == np.uint32(number)).any(axis=0) & (number != NO_WORD)
    return lines.chosen(which)


def _read(desk: Desk, lines: _Lines, which: Sequence[int] | NDArray[np.int64], reach: int) -> Iterator[Line]:
    """These lines with their texts; each article is read once while its lines follow each other."""
    for document, group in groupby(which, key=lambda n: int(lines.documents[n])):
        article = desk.snapshot.article(document)
        for field, same in groupby(group, key=lambda n: NAMES[lines.fields[n]]):
            nodes = [(int(lines.first[n]), int(lines.last[n])) for n in same]
            for context in contexts(getattr(article, field), nodes, reach):
                yield Line(article, field, context)


def _collocates(desk: Desk, counted: Counted, measure: Measure, most: int | None) -> Iterator[Collocate]:
    lexicon, spelling = desk.snapshot.forward.lexicon, Spelling(desk.snapshot)
    for n in counted.order(measure, most).tolist():
        word = lexicon.word(int(counted.words[n]))
        yield Collocate(
            word,
            spelling.of(word),
            int(counted.lines[n]),
            tuple(counted.at[:, n].tolist()),
            int(counted.frequencies[n]),
            float(counted.likelihood[n]),
            float(counted.dice[n]),
        )
