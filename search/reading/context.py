"""The line of a concordance as the newspaper wrote it: from places counted in words to characters of the stored text.

Pure: a text and places in, strings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.text import EXACT

# Line ends and paragraphs are one space; no-break spaces stay, being typography.
_BLANKS = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Context:
    """A node between its contexts: ``text[start:end]``. ``left`` and ``right`` keep the signs and spaces next to it."""

    left: str
    node: str
    right: str
    start: int
    end: int


def contexts(text: str, nodes: Iterable[tuple[int, int]], reach: int) -> Iterator[Context]:
    """The contexts of nodes, given as the positions of their first and last words; at most ``reach`` characters to each
    side, cut between words."""
    # At one position the joined form comes before its first part: the part stays.
    words = {token.position: token for token in EXACT.tokens(text)}
    for first, last in nodes:
        start, end = words[first].start, words[last].end
        yield Context(_before(text, start, reach), _plain(text[start:end]), _after(text, end, reach), start, end)


def _before(text: str, start: int, reach: int) -> str:
    """What stands before a place.

    >>> _before("Le chat noir dort", 13, 8)
    'noir '
    """
    from_ = max(0, start - reach)
    if from_ and not text[from_ - 1].isspace():
        blank = _BLANKS.search(text, from_, start)
        from_ = blank.end() if blank else start
    return _plain(text[from_:start]).lstrip(" ")


def _after(text: str, end: int, reach: int) -> str:
    """What stands behind a place.

    >>> _after("Le chat noir dort", 2, 8)
    ' chat'
    """
    to = min(len(text), end + reach)
    if to < len(text) and not text[to].isspace():
        while to > end and not text[to - 1].isspace():
            to -= 1
    return _plain(text[end:to]).rstrip(" ")


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text)
