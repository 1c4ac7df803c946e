"""Tree → query: what is written parses to the same tree (positions apart), for links such as
"this search without that word"."""

from __future__ import annotations

import re
from typing import Literal

from index.entities.calendar import first_day, has_year, last_day
from search.query.fields import written, written_within
from search.query.lexer import tokens
from search.query.tree import (
    And,
    Dates,
    Everything,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Value,
    Word,
)

_NAME = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUOTES = re.compile(r"[\s\"«»“”„‹›]+")
# "1" beside "000" would be read as one number.
_NUMBER_LEFT = re.compile(r"(?:.*[\D])?\d{1,3}", re.DOTALL)
_NUMBER_RIGHT = re.compile(r"\d{3}(?!\d)")


def write(tree: Node, match: Literal["all", "any"] = "all") -> str:
    """A query for that tree, to be parsed with the same ``match``.

    A tree that no query makes (a Word that is not one word) is written as the nearest phrase.
    """
    match tree:
        case And(parts):
            texts = [f"({write(part, match)})" if isinstance(part, Or) else write(part, match) for part in parts]
            return " ET ".join(texts) if match == "any" else _row(texts)
        case Or(parts):
            return " OU ".join(write(part, match) for part in parts)
        case Not(part):
            return _excluded(part, match)
        case Everything():
            return "*"
        case Nothing():
            return "SAUF *"
        case _:
            return _leaf(tree)


def _row(texts: list[str]) -> str:
    row = texts[0]
    for text in texts[1:]:
        glued = _NUMBER_LEFT.fullmatch(row) and _NUMBER_RIGHT.match(text)
        row += f" ET {text}" if glued else f" {text}"
    return row


def _excluded(part: Node, match: Literal["all", "any"]) -> str:
    text = write(part, match)
    if isinstance(part, And | Or):
        text = f"({text})"
    # A hyphen before a number would be its minus sign.
    return f"SAUF {text}" if text[0].isdigit() else f"-{text}"


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Word(text, field, strict):
            sign = "=" if strict else ""
            return written(field) + (sign + text if _is_word(text) else sign + _quoted(text))
        case Phrase(text, field, slop, strict):
            return written(field) + ("=" if strict else "") + _quoted(text) + (f"~{slop}" if slop else "")
        case Pattern(text, field):
            return written(field) + text
        case Fuzzy(text, distance, field):
            return f"{written(field)}{text}~" + (str(distance) if distance > 1 else "")
        case Value(facet, text, within):
            prefix = written_within(facet) if within else written(facet)
            return prefix + (text if _NAME.fullmatch(text) and _is_word(text) else _quoted(text))
        case Dates(facet, first, last):
            return written(facet) + _period(first, last)


def _is_word(text: str) -> bool:
    """Whether the lexer reads this as one word, the same, and as nothing else."""
    found, problems = tokens(text)
    return not problems and [(t.kind, t.text, t.strict, t.tilde) for t in found] == [("word", text, False, None)]


def _quoted(text: str) -> str:
    return '"' + _QUOTES.sub(" ", text).strip() + '"'


def _period(first: str, last: str) -> str:
    """The shortest writing of these days: a year, a month, a day, or both ends.

    >>> _period("2017-01-01", "2017-12-31"), _period("", "2018-03-31")
    ('2017', '[* TO 2018-03]')
    """
    if not has_year(first):
        return first
    prefix = common_prefix(first, last)
    if prefix:
        return prefix
    begin = next((p for p in _prefixes(first) if first_day(p).isoformat() == first), "*")
    end = next((p for p in _prefixes(last) if last_day(p).isoformat() == last), "*")
    return f"[{begin} TO {end}]"


def common_prefix(first: str, last: str) -> str:
    """The year, month or day that these days are all of, as an ISO prefix; "" when there is none."""
    for prefix in _prefixes(first) if last else ():
        if (first_day(prefix).isoformat(), last_day(prefix).isoformat()) == (first, last):
            return prefix
    return ""


def _prefixes(day: str) -> tuple[str, ...]:
    return (day[:4], day[:7], day) if day else ()
