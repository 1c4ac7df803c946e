"""Queries of our own in Whoosh's language: what its own classes cannot say.

``Terms`` and ``Unscored`` run on Whoosh's own path too; ``Chosen`` is a set of documents, known to the
executor only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whoosh import query as wq
from whoosh.matching import ListMatcher
from whoosh.query.terms import MultiTerm
from whoosh.query.wrappers import WrappingQuery

from search.docset import DocSet


class Terms(MultiTerm):  # type: ignore[misc]  # mypy is told to skip whoosh
    """Any of these terms of a field, each document scoring the same."""

    constantscore = True

    def __init__(self, fieldname: str, words: Iterable[str]) -> None:
        self.fieldname = fieldname
        self.words = tuple(words)
        self.boost = 1.0

    def field(self) -> str:
        """The field's name."""
        return self.fieldname

    def _btexts(self, reader: Any) -> list[bytes]:
        encoded = (word.encode("utf-8", "surrogatepass") for word in self.words)
        return [text for text in encoded if (self.fieldname, text) in reader]


class Unscored(WrappingQuery):  # type: ignore[misc]
    """What another query finds, scoring nothing: a lack of a word, or a filter, tells nothing."""

    def _rewrap(self, child: wq.Query) -> Unscored:
        return Unscored(child)

    def matcher(self, searcher: Any, context: Any = None) -> ListMatcher:
        """Whoosh's own path."""
        ids = list(self.child.matcher(searcher, context).all_ids())
        return ListMatcher(ids, weights=[0.0] * len(ids))


class Chosen(wq.Query):  # type: ignore[misc]
    """A set of documents of a snapshot."""

    def __init__(self, found: DocSet) -> None:
        self.found = found
