"""Where the values of a roll-up lie: "Rennes" in Europe, France, Bretagne, Ille-et-Vilaine.

Useful for: telling a reader which Vienne is counted. Not for: counting and filtering; the roll-up's column does that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from index.article import Article
from index.text import fold_key
from search.columns import ValueColumn

Path = tuple[str, ...]

# Homonyms are one value: so many of its articles, evenly spread in time, say which of them is meant most.
_ASKED = 3


class Ancestry:
    """The paths of a roll-up's values, as its articles tell them; each read once, when asked for."""

    def __init__(self, column: ValueColumn, article: Callable[[int], Article]) -> None:
        self._column, self._article = column, article
        self._known: dict[int, Path] = {}

    def path(self, value: str) -> Path:
        """What the value lies in, widest first; of homonyms, of the one most often meant. () when nobody says."""
        number = self._column.number(value)
        if number < 0:
            return ()
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: int) -> Path:
        key = self._column.keys[number]
        documents = self._column.having_number(number).documents
        chosen = documents[np.linspace(0, len(documents) - 1, min(_ASKED, len(documents))).astype(int)]
        told = Counter(path for n in chosen.tolist() for path in _paths(self._article(n), key))
        return max(told, key=lambda path: (told[path], len(path)), default=())


def _paths(article: Article, key: str) -> set[Path]:
    """What the article says of the value: the path of its place, or as much of one as leads to it."""
    found = set()
    for place in article.places or ():
        keys = [fold_key(name) or name for name in (*place.path, place.value)]
        if key in keys:
            found.add(place.path[: keys.index(key)])
    return found
