"""From a stretch of text to its tokens: which terms each match gives, and where in it each stands.

One function a kind of match (see ``tokenise.KINDS``); its offsets and positions count from the match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from index.text import tokenise
from index.text.elision import kept_parts, leading_articles
from index.text.fold import fold
from index.text.normalise import SPACES

Piece = tuple[str, int, int, int]
"""Term, start, end, position."""

# Lucene's bound too; what is longer is no word, and the index need not hold all of it.
LONGEST_TERM = 255
# A compound of more parts ("a-b-c-…") is a list, not a word: it has no joined form.
MOST_PARTS = 8

_JOINERS = re.compile(r"['-]")
_SEPARATORS = re.compile(rf"[{SPACES}.’']")


# Nine stretches in ten: a word of Latin letters and perhaps a sign after it, which no rule below concerns.
_PLAIN = re.compile('([A-Za-zÀ-ÖØ-öø-ÿŒœ]+)[,.;:!?…)»”"]*')


def pieces(stretch: str) -> Iterable[Piece]:
    """The tokens of a stretch, in the order of ``Chain.tokens``."""
    plain = _PLAIN.fullmatch(stretch)
    if plain is None:
        return _cut(stretch)
    word = plain[1]
    return ((fold(word)[:LONGEST_TERM], 0, len(word), 0),)


def _cut(stretch: str) -> Iterator[Piece]:
    position = 0
    for match in tokenise.matches(stretch):
        offset, last = match.start(), -1
        for folded, start, end, last in _OF_KIND[match.lastgroup or "word"](match[0]):
            yield folded[:LONGEST_TERM], offset + start, offset + end, position + last
        position += last + 1


def term(word: str) -> str:
    """A simple word folded, apostrophes dropped: O'Brien is "obrien", aujourd'hui "aujourdhui"."""
    return fold(word).replace("'", "") or word.lower()


def _single(match: str) -> Iterable[Piece]:
    return ((term(match), 0, len(match), 0),)


def _nothing(_match: str) -> Iterable[Piece]:
    return ()


def _acronym(match: str) -> Iterable[Piece]:
    """O.N.U. is one word in one place, as ONU is: phrases with either match the other."""
    letters = "".join(character for character in fold(match) if character.isalnum())
    return ((letters or match, 0, len(match), 0),)


def _number(match: str) -> Iterable[Piece]:
    """1 000 and 1.000 are 1000; 3.5 is 3,5, as French writes it."""
    if tokenise.is_grouped(match):
        whole, comma, decimals = match.partition(",")
        return ((_SEPARATORS.sub("", whole) + comma + decimals, 0, len(match), 0),)
    return ((match.replace(".", ","), 0, len(match), 0),)


def _hour(match: str) -> Iterable[Piece]:
    return ((_SEPARATORS.sub("", match).lower(), 0, len(match), 0),)


def _sign(match: str) -> Iterable[Piece]:
    """n° and № are what one types for them: no."""
    return (("nos" if match.endswith("s") else "no", 0, len(match), 0),)


def _address(match: str) -> Iterable[Piece]:
    """The whole, signs included, then each run of letters and digits: lemonde.fr, lemonde, fr."""
    yield fold(match), 0, len(match), 0
    for position, (start, end) in enumerate(tokenise.runs(match)):
        yield term(match[start:end]), start, end, position


def _word(match: str) -> Iterable[Piece]:
    """The word without its article, or the parts of a compound with their joined form."""
    bounds = [(start + leading_articles(match[start:end]), end) for start, end in tokenise.parts(match)]
    terms = [term(match[start:end]) for start, end in bounds]
    kept = kept_parts(terms)
    if 1 < kept <= MOST_PARTS and not all(map(str.isdigit, terms)):
        # Scores and years ("3-1", "2015-2017") are not joined: 31 is another number.
        first, last = bounds[0][0], bounds[kept - 1][1]
        yield _JOINERS.sub("", fold(match[first:last])), first, last, 0
    for position in range(kept):
        yield terms[position], *bounds[position], position


_OF_KIND: dict[str, Callable[[str], Iterable[Piece]]] = {
    "url": _address,
    "email": _address,
    "host": _address,
    "elided": _nothing,
    "ending": _nothing,
    "acronym": _acronym,
    "language": _single,
    "hour": _hour,
    "number": _number,
    "sign": _sign,
    "tag": _address,
    "word": _word,
}
