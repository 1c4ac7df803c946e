"""From the neutral tree to a Whoosh query and its evaluation: the last step at which a query has no engine.

Words go through the chains of ``index.text``, the same objects that made the index. A word matches in
any form that shares its stem; its exact form scores more. A compound ("Saint-Étienne") matches its parts
side by side or written as one. What filters or excludes scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from whoosh import query as wq

from index.schema import TEXT_FIELDS, column_of, facet
from index.shape import stem_field
from index.text import EXACT, STEM
from search import expand, phrase, strict
from search.budget import MAX_EXPANSION, Budget
from search.docset import DocSet
from search.executor import Executor
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
from search.scored import Scored
from search.snapshot import Snapshot
from search.whoosh_queries import Chosen, Terms, Unscored

ALL_FIELDS = tuple(field.name for field in TEXT_FIELDS)
# A shared stem tells half as much as the word itself (MRR .810 without stems, .812 with).
STEM_WEIGHT = 0.5


class Evaluator:
    """Evaluates trees on one snapshot. ``problems`` collects what could not be carried out.

    ``fields`` are those a word without a prefix is looked for in.
    """

    def __init__(self, snapshot: Snapshot, budget: Budget, fields: tuple[str, ...] = ALL_FIELDS) -> None:
        self.snapshot = snapshot
        self.problems: list[Problem] = []
        self.budget = budget
        self.fields = fields
        self._executor = Executor(snapshot, budget)
        self._expansions: dict[tuple[str, Node], list[str]] = {}

    def run(self, node: Node) -> Scored:
        """The tree, evaluated."""
        return self._executor.run(self.query(node))

    def query(self, node: Node) -> wq.Query:
        """The same query for Whoosh."""
        self.budget.check()
        match node:
            case Everything():
                return _everything()
            case Nothing():
                return wq.NullQuery
            case And(parts):
                return wq.And([self.query(part) for part in parts]) if parts else _everything()
            case Or(parts):
                return _any([self.query(part) for part in parts])
            case Not(part):
                return Unscored(wq.Not(self.query(part)))
            case _:
                return self._leaf(node)

    def _leaf(self, node: Word | Phrase | Pattern | Fuzzy | Value | Dates) -> wq.Query:
        match node:
            case Word() | Phrase():
                found = self._word(node) if isinstance(node, Word) else self._phrase(node)
                return wq.Require(found, Chosen(self._strictly(node))) if node.strict else found
            case Pattern() | Fuzzy():
                return self._expanded(node)
            case Value():
                return Chosen(self._having(node))
            case Dates(name, first, last):
                return Chosen(self.snapshot.date_columns[facet(name).column].within(first, last))

    def _having(self, node: Value) -> DocSet:
        """The articles with such a value; within: Haute-Vienne lies not in Vienne, so the very name comes first."""
        column = self.snapshot.column(column_of(node.facet, within=node.within))
        if node.within and column.number(node.text) >= 0:
            return column.having_value(node.text)
        return column.having(column.matching(node.text))

    def _in_fields(self, field: str) -> tuple[str, ...]:
        return (field,) if field else self.fields

    # --- words

    def _word(self, node: Word) -> wq.Query:
        tokens = EXACT.tokens(node.text)
        if not tokens:
            return _everything()
        if tokens[-1].position == tokens[0].position:
            stems = set() if node.strict else {token.term for token in STEM.tokens(node.text)}
            return _any(self._terms(node.field, {token.term for token in tokens}, stems))
        stems = set() if node.strict else phrase.joined(STEM.tokens(node.text))
        joined = self._terms(node.field, phrase.joined(tokens), stems)
        return _any([self._phrase(Phrase(node.text, node.field)), *joined])

    def _terms(self, field: str, exact: Iterable[str], stems: Iterable[str]) -> list[wq.Query]:
        """Exact forms, and words of the same stem at half their weight."""
        terms = []
        for name in self._in_fields(field):
            terms += [wq.Term(name, term) for term in exact]
            terms += [wq.Term(stem_field(name), term, boost=STEM_WEIGHT) for term in stems]
        return terms

    # --- phrases and patterns

    def _phrase(self, node: Phrase) -> wq.Query:
        words = [token.term for token in phrase.parts(EXACT.tokens(node.text))]
        if not words:
            return _everything()
        return _any([wq.Phrase(field, words, slop=node.slop + 1) for field in self._in_fields(node.field)])

    def _strictly(self, node: Word | Phrase) -> DocSet:
        """Those whose text has the very accents of the query."""
        return strict.documents(self.snapshot, node, self._in_fields(node.field), self.budget)

    def _expanded(self, node: Pattern | Fuzzy) -> wq.Query:
        """All words that a pattern or a distance allows, each counting 1 whatever its rarity."""
        found = {field: self.expansion(field, node) for field in self._in_fields(node.field)}
        if max(map(len, found.values())) > MAX_EXPANSION:
            self.problems.append(self._too_wide(node))
            return wq.NullQuery
        return wq.ConstantScoreQuery(_any([Terms(field, words) for field, words in found.items()]))

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


def _everything() -> wq.Query:
    return Unscored(wq.Every())


def _any(queries: list[wq.Query]) -> wq.Query:
    return wq.Or(queries) if queries else wq.NullQuery


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
