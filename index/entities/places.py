"""Places in running text: names of the lists where the words around allow them, and named sites.

A name counts only where it stands for the place: not in the name of a club, a paper, a university or
an event ("FC Nantes", "Paris Match", "accord de Paris"), nor inside a longer capitalised name. Names
that are also words ("le Nord", "Tours") need a preposition or an article that shows the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from index.entities.fold import word_set
from index.entities.gazetteer import Known, gazetteer, longest_by_first_word
from index.entities.mention import Place
from index.entities.place_context import allows, choose
from index.entities.resolve import resolve
from index.entities.sites import find_sites
from index.entities.words import Words

_ARTICLES = frozenset({"le", "la", "les", "l"})
# "la Grande-Motte" and "le Havre" may have a small article; "la Défense" and "le Port" may be other things.
_KNOWN_BY_ARTICLE = 8_000  # inhabitants
# "au Mans", "du Havre", "aux Sables-d'Olonne": the name's article is inside the preposition.
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_CONTRACTED_WORDS = 4  # "aux Sables-d'Olonne" is three, "aux Avenières Veyrins-Thuellin" is rare
# Names of the lists that begin in lower case: "mer Noire", "palais de l'Élysée".
_LOWER_HEADS = word_set(
    "mer ocean golfe detroit lac baie ile iles mont massif place palais tour gare aeroport porte pont musee stade "
    "avenue cathedrale basilique hopital hotel fort chateau promenade peninsule plateau bande pays canal pas rade "
    "etang bois jardin quartier cimetiere quai esplanade fontaine gorges cap cordillere chapelle pyramide bassin arc"
)


class Spot(NamedTuple):
    """A stretch of one text that names a place."""

    start: int
    end: int
    place: Known


def find_places(texts: tuple[tuple[str, str], ...]) -> tuple[Place, ...]:
    """The places of ``(field, text)`` pairs, in order of first mention; every occurrence marked."""
    spans = [(number, spot.start, spot.end) for number, (_, text) in enumerate(texts) for spot in spots(text)]
    return resolve(texts, spans)


def spots(text: str) -> list[Spot]:
    """The places of one text, none overlapping: listed names, and sites named by their kind."""
    words = Words(text)
    sites = [Spot(start, end, known) for start, end, known in find_sites(words)]
    listed = [s for s in _listed(words) if not any(s.start < o.end and o.start < s.end for o in sites)]
    return sorted((*sites, *listed))


def _listed(words: Words) -> Iterator[Spot]:
    index, longest = 0, longest_by_first_word()
    while index < len(words.keys):
        key, width = words.keys[index], 0
        if words.capital(index) or (key in longest and (key in _LOWER_HEADS or key in _ARTICLES)):
            width = _width_at(words, index, min(longest.get(key, 0), len(words.keys) - index))
        spot = _spot(words, index, index + width - 1) if width else None
        if spot:
            yield spot
        # A name that does not count may hold one that does: "Journal Le Monde, Paris".
        index += width if spot else 1


def _width_at(words: Words, index: int, longest: int) -> int:
    """The number of words of the longest listed name that begins there; 0 for none."""
    for width in range(longest, 0, -1):
        last = index + width - 1
        if _key(words, index, last) in gazetteer() and words.joined(index, last) and _is_cased(words, index, last):
            return width
    return _contracted_width(words, index)


def _key(words: Words, first: int, last: int) -> str:
    return " ".join(words.keys[first : last + 1])


def _contracted_width(words: Words, index: int) -> int:
    """The number of words of "Sables-d'Olonne" after "aux": the list has "les sables d olonne"; 0 for none."""
    article = _CONTRACTED.get(words.before(index))
    if not article or not words.capital(index):
        return 0
    for last in range(min(index + _CONTRACTED_WORDS, len(words.keys)) - 1, index - 1, -1):
        if f"{article} {_key(words, index, last)}" in gazetteer() and words.joined(index, last):
            return last - index + 1
    return 0


def _is_cased(words: Words, first: int, last: int) -> bool:
    """A name has a capital: its first word, the one after its article, or the last after its kind."""
    if words.keys[first] in _ARTICLES:
        return last > first and words.capital(first + 1)
    return words.capital(first) or (last > first and words.capital(last))


def _spot(words: Words, first: int, last: int) -> Spot | None:
    key = _key(words, first, last)
    candidates = gazetteer().get(key) or gazetteer()[f"{_CONTRACTED[words.before(first)]} {key}"]
    small_article = words.keys[first] in _ARTICLES and not words.capital(first)
    if small_article and candidates[0].population < _KNOWN_BY_ARTICLE:
        return None
    place = choose(candidates, words, first, last)
    if place is None or not allows(place, words, first, last):
        return None
    return Spot(words.spans[first][0], words.spans[last][1], place)
