"""Evaluates a query tree on a snapshot: for every document, does it match, and how well.

A result is a pair of arrays over all documents: ``mask`` and ``scores`` (0 where the mask is false).
Words go through the chains of ``index.text``, the same objects that made the index. A word matches
in any form that shares its stem; its exact form scores more. A compound ("Saint-Étienne") matches
its parts side by side or written as one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from index.schema import TEXT_FIELDS, facet
from index.text import EXACT, STEM, Token
from index.whoosh_schema import stem_field
from search import expand, phrase, strict
from search.budget import MAX_EXPANSION, Budget
from search.columns import Mask
from search.query.problems import problem
from search.query.tree import (
    And,
    Dates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Problem,
    Value,
    Word,
)
from search.scorer import STEM_WEIGHT, term_scores
from search.snapshot import Floats, Snapshot

ALL_FIELDS = tuple(field.name for field in TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Matches:
    """Which documents match, and their scores (float32)."""

    mask: Mask
    scores: Floats


class Executor:
    """Evaluates trees on one snapshot. ``problems`` collects what could not be carried out.

    ``fields`` are those a word without a prefix is looked for in.
    """

    def __init__(self, snapshot: Snapshot, budget: Budget, fields: tuple[str, ...] = ALL_FIELDS) -> None:
        self.snapshot = snapshot
        self.problems: list[Problem] = []
        self._budget = budget
        self.fields = fields
        self._expansions: dict[tuple[str, Node], list[str]] = {}

    def run(self, node: Node) -> Matches:
        """The documents of a tree; deleted ones never match."""
        self._budget.check()
        match node:
            case Everything():
                return self._unscored(self.snapshot.live)
            case Nothing():
                return self._nothing()
            case And(parts):
                return reduce(_both, map(self.run, parts)) if parts else self._unscored(self.snapshot.live)
            case Or(parts):
                return reduce(_either, map(self.run, parts), self._nothing())
            case Not(part):
                return self._unscored(self.snapshot.live & ~self.run(part).mask)
            case _:
                return self._leaf(node)

    def _leaf(self, node: Word | Phrase | Pattern | Fuzzy | Value | Dates) -> Matches:
        match node:
            case Word() | Phrase():
                found = self._word(node) if isinstance(node, Word) else self._phrase(node)
                return self._strictly(found, node) if node.strict else found
            case Pattern() | Fuzzy():
                return self._expanded(node)
            case Value(name, text):
                column = self.snapshot.column(facet(name).column)
                return self._unscored(column.having(column.matching(text)) & self.snapshot.live)
            case Dates(name, first, last):
                dates = self.snapshot.date_columns[facet(name).column]
                return self._unscored(dates.within(first, last) & self.snapshot.live)

    def _nothing(self) -> Matches:
        return self._unscored(np.zeros(self.snapshot.size, np.bool_))

    def _unscored(self, mask: Mask) -> Matches:
        return Matches(mask, np.zeros(self.snapshot.size, np.float32))

    def _in_fields(self, field: str) -> tuple[str, ...]:
        return (field,) if field else self.fields

    # --- words

    def _word(self, node: Word) -> Matches:
        tokens = EXACT.tokens(node.text)
        if not tokens:
            return self._unscored(self.snapshot.live)
        several = tokens[-1].position > tokens[0].position
        return self._compound(node, tokens) if several else self._simple(node)

    def _simple(self, node: Word) -> Matches:
        """A word of one part: exact forms, and words of the same stem at half their weight."""
        found = self._nothing()
        exact = {token.term for token in EXACT.tokens(node.text)}
        stems = set() if node.strict else {token.term for token in STEM.tokens(node.text)}
        for field in self._in_fields(node.field):
            for term in exact:
                self._add(found, field, term, 1.0)
            for term in stems:
                self._add(found, stem_field(field), term, STEM_WEIGHT)
        return found

    def _compound(self, node: Word, tokens: list[Token]) -> Matches:
        """A word of several parts: side by side, or joined ("week-end", "weekend")."""
        found = self._phrase(Phrase(node.text, node.field))
        joined = phrase.joined(tokens)
        stems = set() if node.strict else phrase.joined(STEM.tokens(node.text))
        for field in self._in_fields(node.field):
            for term in joined:
                self._add(found, field, term, 1.0)
            for term in stems:
                self._add(found, stem_field(field), term, STEM_WEIGHT)
        return found

    def _add(self, found: Matches, field: str, term: str, weight: float) -> None:
        """Add a term's documents and scores to ``found``, in place."""
        postings = self.snapshot.postings(field, term)
        if len(postings.documents):
            found.mask[postings.documents] = True
            scores = term_scores(self.snapshot, field, term, postings)
            found.scores[postings.documents] += np.float32(weight) * scores

    # --- phrases and patterns

    def _phrase(self, node: Phrase) -> Matches:
        tokens = phrase.parts(EXACT.tokens(node.text))
        if not tokens:
            return self._unscored(self.snapshot.live)
        found = self._nothing()
        for field in self._in_fields(node.field):
            self._budget.check()
            documents = phrase.documents(self.snapshot, field, tokens, node.slop, self._budget)
            found.mask[documents] = True
            for term in {token.term for token in tokens}:
                postings = self.snapshot.postings(field, term)
                inside = np.isin(postings.documents, documents, assume_unique=True)
                scores = term_scores(self.snapshot, field, term, postings)
                found.scores[postings.documents[inside]] += scores[inside]
        return found

    def _strictly(self, found: Matches, node: Word | Phrase) -> Matches:
        """Only those whose text has the very accents of the query."""
        kept = strict.verify(self.snapshot, found.mask, node, self._in_fields(node.field), self._budget)
        return Matches(kept, np.where(kept, found.scores, np.float32(0)))

    def _expanded(self, node: Pattern | Fuzzy) -> Matches:
        """All words that a pattern or a distance allows, each counting 1 whatever its rarity."""
        found = self._nothing()
        for field in self._in_fields(node.field):
            terms = self.expansion(field, node)
            if len(terms) > MAX_EXPANSION:
                self.problems.append(self._too_wide(node))
                return self._nothing()
            for term in terms:
                self._budget.check()
                found.mask[self.snapshot.postings(field, term).documents] = True
        return Matches(found.mask, found.mask.astype(np.float32))

    def expansion(self, field: str, node: Pattern | Fuzzy) -> list[str]:
        """The words of the field that the node allows; looked up once, for matching and for marking."""
        if (field, node) not in self._expansions:
            self._expansions[field, node] = expand.terms(self.snapshot, field, node)
        return self._expansions[field, node]

    @staticmethod
    def _too_wide(node: Pattern | Fuzzy) -> Problem:
        """The problem, at the place of the node in the query."""
        found = problem("too-wide", node.text, 0, len(node.text))
        return replace(found, start=node.start, end=node.start + len(node.text))


def _both(left: Matches, right: Matches) -> Matches:
    mask = left.mask & right.mask
    return Matches(mask, np.where(mask, left.scores + right.scores, np.float32(0)))


def _either(left: Matches, right: Matches) -> Matches:
    return Matches(left.mask | right.mask, left.scores + right.scores)


def strictly(node: Node) -> Node:
    """The same tree with every word and phrase strict about accents (``accents=strict``)."""
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(strictly(part) for part in parts))
        case Not(part):
            return Not(strictly(part))
        case Word() | Phrase():
            return replace(node, strict=True)
        case _:
            return node
