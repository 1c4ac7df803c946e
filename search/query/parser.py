"""Query → tree. Never raises, whatever the text; what can't be used is reported and the rest still answers.

A group is a row of operands. ``ET`` binds tighter than ``OU``; ``SAUF`` and ``-`` bind to what
follows. Between two operands without an operator stands ET, or OU when ``match`` is "any"; there,
an exclusion holds for the whole group (``a b -c``: a or b, but not c).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from index.schema import Facet
from search.query import fields, periods
from search.query.fields import Target
from search.query.leaf import leaf
from search.query.lexer import Token, tokens
from search.query.problems import MAX_PROBLEMS, problem
from search.query.simplify import all_of, any_of, none_of
from search.query.tree import Everything, Node, Not, Nothing, Parsed, Problem

MAX_DEPTH = 50
"""Parentheses in parentheses; nobody can read ten."""

MAX_LEAVES = 200
"""Words, phrases, names and dates of a query; a pasted paragraph has some 100."""


def parse(q: str, *, match: Literal["all", "any"] = "all", accents: Literal["loose", "strict"] = "loose") -> Parsed:
    """The tree of a query and the problems met, in query order.

    An empty query is Everything; one without any word to look for ("( )", "?!") is Nothing.

    >>> parse("titre:macron -merkel").tree.parts[0]
    Word(text='macron', field='title', strict=False, start=6)
    """
    found, problems = tokens(q)
    parser = _Parser(q, found, match, strict=accents == "strict", problems=problems)
    tree = parser.group(None, 0)
    if tree is None and not q.strip():
        return Parsed(Everything())
    if tree is None and not parser.stopped:
        parser.report("no-word", 0, len(q))
    return Parsed(tree or Nothing(), _shown(parser.problems))


def _shown(problems: list[Problem]) -> tuple[Problem, ...]:
    """In query order, none twice, of what was too long only the first."""
    ordered = sorted(problems, key=lambda p: (p.start, p.end, p.code))
    unique = {(p.code,) if p.code == "too-complex" else (p.code, p.start): p for p in reversed(ordered)}
    return tuple(reversed(unique.values()))[:MAX_PROBLEMS]


@dataclass(slots=True)
class _Row:
    """The operands of a group so far: alternatives of operands joined by ET, and what the group excludes."""

    implicit: Literal["and", "or"]
    alternatives: list[list[Node]] = field(default_factory=list)
    exclusions: list[Node] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.alternatives and not self.exclusions

    def add(self, node: Node, operator: Token | None) -> None:
        """Join an operand to the row by the operator written before it, if any."""
        if operator and not self.alternatives and self.exclusions:
            self.alternatives.append([self.exclusions.pop()])
        if not operator and self.implicit == "or" and isinstance(node, Not):
            self.exclusions.append(node)
        elif self.alternatives and (operator.kind if operator else self.implicit) == "and":
            self.alternatives[-1].append(node)
        else:
            self.alternatives.append([node])

    def node(self) -> Node | None:
        if self.empty:
            return None
        if not self.alternatives:
            return all_of(self.exclusions)
        return all_of([any_of(all_of(group) for group in self.alternatives), *self.exclusions])


class _Parser:
    def __init__(self, q: str, found: list[Token], match: str, *, strict: bool, problems: list[Problem]) -> None:
        self.problems = problems
        self._q = q
        self._tokens = found
        self._at = 0
        self._leaves = 0
        self._implicit: Literal["and", "or"] = "or" if match == "any" else "and"
        self._strict = strict

    def report(self, code: str, start: int, end: int) -> None:
        if len(self.problems) <= 2 * MAX_PROBLEMS:
            self.problems.append(problem(code, self._q, start, end))

    def group(self, target: Target, depth: int) -> Node | None:
        """Operands up to the closing parenthesis, which is not consumed, or to the end; None without any."""
        row = _Row(self._implicit)
        operator: Token | None = None
        while (token := self._peek()) and not (token.kind == "close" and depth):
            if token.kind == "close":
                self._lonely("unopened-parenthesis", self._take())
            elif token.kind in ("and", "or"):
                if operator or row.empty:
                    self._lonely("lonely-operator", self._take())
                else:
                    operator = self._take()
            elif (node := self._operand(target, depth)) is not None:
                row.add(node, operator)
                operator = None
        if operator and not self.stopped:
            self._lonely("lonely-operator", operator)
        return row.node()

    def _operand(self, target: Target, depth: int) -> Node | None:
        """A word, a phrase, a period or a group, with the signs and prefixes before it."""
        excluded = False
        before: list[Token] = []
        while (token := self._peek()) and token.kind in ("not", "field"):
            before.append(self._take())
            excluded ^= token.kind == "not"
            target = fields.target(token.text) if token.kind == "field" else target
        if token is None or token.kind in ("and", "or", "close"):
            for sign in () if self.stopped else before:
                self._lonely("empty-field" if sign.kind == "field" else "lonely-operator", sign)
            return None
        node = self._parenthesis(target, depth) if token.kind == "open" else self._leaf(target)
        return none_of(node) if node is not None and excluded else node

    def _parenthesis(self, target: Target, depth: int) -> Node | None:
        opening = self._take()
        if depth >= MAX_DEPTH:
            self._stop(opening)
            return None
        node = self.group(target, depth + 1)
        closing = self._peek()
        if closing is None:
            if not self.stopped:
                self._lonely("unclosed-parenthesis", opening)
        else:
            self._take()
            if node is None:
                self.report("empty-parentheses", opening.start, closing.end)
        return node

    def _leaf(self, target: Target) -> Node | None:
        token = self._take()
        self._leaves += 1
        if self._leaves > MAX_LEAVES:
            self._stop(token)
            return None
        if isinstance(target, Facet) and target.kind == "dates":
            return self._dates(token, target)
        if token.kind in ("range", "compare"):
            self._lonely("no-sign-here", token)
            return Nothing()
        return leaf(token, target, self.report, strict=self._strict)

    def _dates(self, token: Token, facet: Facet) -> Node:
        sign = token if token.kind == "compare" else None
        text, end = token.text, token.end
        if sign and (following := self._peek()) and following.kind in ("word", "phrase"):
            value = self._take()
            text, end = self._date_text(value)
        elif sign:
            text = ""
        elif token.kind == "word":
            text, end = self._date_text(token)
        try:
            if sign:
                return periods.compared(sign.text, text, facet.name, token.start)
            return periods.period(text, facet.name, token.start)
        except periods.Unusable as error:
            self.report(error.code, token.start, end)
            return Nothing()

    def _date_text(self, first: Token) -> tuple[str, int]:
        """The text and the end of a date that may run over several words ("13 septembre 2023")."""
        if first.kind == "phrase":
            return first.text, first.end
        words = [first]
        for token in self._tokens[self._at : self._at + periods.MAX_DATE_WORDS - 1]:
            if token.kind != "word":
                break
            words.append(token)
        count = max(1, periods.date_words(self._q, words))
        self._at += count - 1
        end = words[count - 1].end
        return self._q[first.start : end], end

    # --- the row of tokens

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    @property
    def stopped(self) -> bool:
        """Whether the rest was left unread for its length."""
        return self._at > len(self._tokens)

    def _stop(self, token: Token) -> None:
        """Leave the rest from that token on unread."""
        self.report("too-complex", token.start, len(self._q))
        self._at = len(self._tokens) + 1

    def _lonely(self, code: str, token: Token) -> None:
        self.report(code, token.start, token.end)
