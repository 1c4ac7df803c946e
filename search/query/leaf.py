"""From one token to a leaf of the tree: word, pattern, fuzzy word, phrase or facet value."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.schema import Facet, RollUp
from search.query.fields import Target
from search.query.lexer import WILDCARD, Token
from search.query.tree import Everything, Fuzzy, Node, Nothing, Pattern, Phrase, Value, Word

Report = Callable[[str, int, int], None]

MIN_LETTERS = 2
"""Letters a pattern or a fuzzy word must give: fewer stand for thousands of words."""

MAX_STARS = 4
"""``*`` in a pattern: each multiplies the ways to try on every word of the index."""

MAX_DISTANCE = 2
"""Three edits make any short word of another (Lucene has the same limit)."""

MAX_SLOP = 100
"""Words in between; further apart, words are no phrase but two words of an article."""

_CUT_WORD = re.compile(r"\w{2,}\*(?!\w)|(?<!\w)\*\w{2,}")


def leaf(token: Token, target: Target, report: Report, *, strict: bool) -> Node:
    """The leaf that a word or a phrase makes where it is looked for; Nothing, reported, if it can't be used."""
    if isinstance(target, Facet | RollUp):
        return _value(token, target, report)
    field = target.name if target else ""
    strict = strict or token.strict
    return (_phrase if token.kind == "phrase" else _word)(token, field, report, strict=strict)


def _value(token: Token, target: Facet | RollUp, report: Report) -> Node:
    signs = token.kind == "word" and WILDCARD.search(token.text)
    if signs or token.tilde is not None:
        report("no-sign-here", token.start, token.end)
        return Nothing()
    if isinstance(target, RollUp):
        return Value(target.facet, token.text, within=True, start=token.start)
    return Value(target.name, token.text, start=token.start)


def _phrase(token: Token, field: str, report: Report, *, strict: bool) -> Node:
    if _CUT_WORD.search(token.text):
        report("wildcard-in-phrase", token.start, token.end)
    slop = 0 if token.tilde is None else _number(token, 0, MAX_SLOP, report)
    return Phrase(token.text, field, slop, strict, token.start)


def _word(token: Token, field: str, report: Report, *, strict: bool) -> Node:
    wildcard = "://" not in token.text and bool(WILDCARD.search(token.text))
    if not wildcard and token.tilde is None:
        return Word(token.text, field, strict, token.start)
    letters = sum(c.isalnum() for c in token.text)
    if wildcard and not letters:
        return Everything()
    text = re.sub(r"\*+", "*", token.text) if wildcard else token.text
    if letters < MIN_LETTERS or (wildcard and text.count("*") > MAX_STARS):
        report("too-wide", token.start, token.end)
        return Nothing()
    if token.strict or (wildcard and token.tilde is not None):
        report("mixed-signs", token.start, token.end)
    if wildcard:
        return Pattern(text, field, token.start)
    return Fuzzy(text, _number(token, 1, MAX_DISTANCE, report), field, token.start)


def _number(token: Token, least: int, most: int, report: Report) -> int:
    """The number after ``~``, 1 when there is none, brought within its limits."""
    digits = token.tilde or "1"
    # int() of thousands of digits is refused by Python; any such number is beyond all limits.
    wanted = int(digits) if len(digits) < 10 else most + 1
    if not least <= wanted <= most:
        report("bad-distance", token.start, token.end)
    return min(max(wanted, least), most)
