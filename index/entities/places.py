"""Places in running text: names of the lists where the words around allow them, and named sites.

A name counts only where it stands for the place: not in the name of a club, a paper, a university or
an event ("FC Nantes", "Paris Match", "accord de Paris"), nor inside a longer capitalised name. Names
that are also words ("le Nord", "Tours") need a preposition or an article that shows the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from index.entities.fold import fold
from index.entities.gazetteer import Known, gazetteer, key_words, longest_by_first_word, name_key
from index.entities.mention import Mention, Place
from index.entities.place_context import allows, choose
from index.entities.sites import find_sites

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"le", "la", "les", "l"})
# "au Mans", "du Havre", "aux Sables-d'Olonne": the name's article is inside the preposition.
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
# Names of the lists that begin in lower case: "mer Noire", "palais de l'Élysée".
_LOWER_HEADS = frozenset(
    "mer ocean golfe detroit lac baie ile iles mont massif place palais tour gare aeroport porte pont musee stade "
    "avenue cathedrale basilique hopital hotel fort chateau promenade peninsule plateau bande pays canal pas rade "
    "etang bois jardin quartier cimetiere quai esplanade fontaine gorges cap cordillere chapelle pyramide bassin arc".split()
)


class Spot(NamedTuple):
    """A stretch of one text that names a place."""

    start: int
    end: int
    place: Known


@dataclass(slots=True)
class Words:
    """A text cut into words: the original, its folded twin, and where each folded word stands."""

    text: str
    folded: str = ""
    keys: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded = fold(self.text)
        self.spans = [m.span() for m in _WORD.finditer(self.folded)]
        self.keys = key_words(self.folded)

    def capital(self, index: int) -> bool:
        """Whether that word begins with a capital."""
        return self.text[self.spans[index][0]].isupper()

    def joined(self, first: int, last: int) -> bool:
        """Whether the words from first to last stand side by side, parted by one sign only."""
        return all(
            self.spans[i + 1][0] - self.spans[i][1] == 1 and self.folded[self.spans[i][1]] in " -'"
            for i in range(first, last)
        )


def find_places(texts: tuple[tuple[str, str], ...]) -> tuple[Place, ...]:
    """The places of ``(field, text)`` pairs, in order of first mention; every occurrence marked."""
    found: dict[str, tuple[Known, list[Mention]]] = {}
    for name, text in texts:
        for start, end, known in spots(text):
            key = name_key(known.name)
            found.setdefault(key, (known, []))[1].append(Mention(name, start, end, text[start:end]))
    return tuple(_place(known, tuple(mentions)) for known, mentions in found.values())


def _place(known: Known, mentions: tuple[Mention, ...]) -> Place:
    path = tuple(p for p in known.path if p)
    return Place(known.name, mentions, known.kind, known.country, known.lat, known.lon, path)


def spots(text: str) -> list[Spot]:
    """The places of one text, none overlapping: listed names, and sites named by their kind."""
    sites = [Spot(start, end, known) for start, end, known in find_sites(text)]
    listed = [s for s in _listed(Words(text)) if not any(s.start < o.end and o.start < s.end for o in sites)]
    return sorted((*sites, *listed))


def _listed(words: Words) -> Iterator[Spot]:
    index, count = 0, len(words.keys)
    longest = longest_by_first_word()
    while index < count:
        width = 0
        if words.capital(index) or words.keys[index] in _LOWER_HEADS:
            width = _width_at(words, index, min(longest.get(words.keys[index], 0), count - index))
        if width:
            spot = _spot(words, index, index + width - 1)
            if spot:
                yield spot
        index += width or 1


def _width_at(words: Words, index: int, longest: int) -> int:
    """The number of words of the longest listed name that begins there; 0 for none."""
    for width in range(longest, 0, -1):
        last = index + width - 1
        if _key(words, index, last) in gazetteer() and words.joined(index, last) and _cased(words, index, last):
            return width
    return int(_contracted(words, index) is not None)


def _key(words: Words, first: int, last: int) -> str:
    return " ".join(words.keys[first : last + 1])


def _contracted(words: Words, index: int) -> str | None:
    """The full key of "Mans" after "au": "le mans"."""
    if index == 0 or not words.capital(index) or not words.joined(index - 1, index):
        return None
    article = _CONTRACTED.get(words.keys[index - 1])
    key = f"{article} {words.keys[index]}"
    return key if article and key in gazetteer() else None


def _cased(words: Words, first: int, last: int) -> bool:
    """A name has a capital: its first word, or the one after its article ("la Défense") or kind."""
    if words.keys[first] in _ARTICLES or not words.capital(first):
        return last > first and any(words.capital(i) for i in range(first + 1, last + 1))
    return True


def _spot(words: Words, first: int, last: int) -> Spot | None:
    start, end = words.spans[first][0], words.spans[last][1]
    candidates = gazetteer().get(_key(words, first, last)) or gazetteer()[_contracted(words, first) or ""]
    place = choose(candidates, words.text, words.folded, start, end)
    if place is None or not allows(place, words.text, words.folded, start, end):
        return None
    return Spot(start, end, place)
