"""Scores of every label for every word of some articles.

A word type's own share is computed at first sight and kept (``Types``); a batch of articles is then sums of rows and
look-ups of class combinations. Useful for: ``names``. Not for: choosing labels; see ``decode``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.entities.gazetteer import name_key
from index.entities.model import features
from index.entities.model.features import TEMPLATES, TYPE_VIEWS, VIEWS
from index.entities.model.tokens import may_part, parts, pieces
from index.entities.model.weights import LABELS, Floats, Weights
from index.entities.place_words import PLACE_HEADS

_OFFSETS = (0, -1, 1, -2, 2)
_LISTS = {0: features.own, -1: features.near, 1: features.near, -2: features.far, 2: features.far}
BLANK, END, PARTED = -1, 0, -2
"""Numbers that are no word: space; the end of a paragraph; a piece of several names."""
# A type takes some 300 bytes. A corpus has a few hundred thousand; past this, what is known is forgotten.
_MOST_TYPES = 150_000
# Lower-case words within names, of the training set and of the lists: "rue de la Paix", "15e arrondissement".
_JOINERS = features.LOWER_HEADS | PLACE_HEADS | frozenset(
    ["de", "du", "des", "d'", "en", "et", "sur", "sous", "von", "van", "der", "den", "di", "da", "do", "dos", "del", "della", "bin", "ben", "ibn", "al", "el", "a-la", "of", "the", "y", "lez", "les", "aux", "au", "arrondissement", "nord", "sud", "est", "ouest", "rue", "boulevard", "avenue", "place", "route", "autoroute", "region", "departement", "comte", "ville", "cite", "international", "nationale", "national", "departementale", "metropolitaine", "centrale", "central", "latine", "occidental", "orientale", "lycee", "college", "ecole", "eglise", "camp", "fleuve", "riviere", "vallee", "ligne", "station", "zone", "base", "parc", "zoo", "circuit", "centre"]
)  # fmt: skip
_REACH = 4  # lower-case words between a capital and the ends of a name: "l'aéroport international de la …"


class Types:
    """Every word met, by number: its rows of scores [offset, label], its views, what it may be in a name."""

    def __init__(self, model: Weights) -> None:
        self._model = model
        self.clear()

    def clear(self) -> None:
        """Forget every word."""
        self.numbers: dict[str, int] = {"": END}
        self.words: list[str] = [""]
        self.keys: list[str] = [""]
        size = 4_096
        self.rows = np.zeros((size, len(_OFFSETS), len(LABELS)), np.float32)
        self.views = np.zeros((size, len(TYPE_VIEWS)), np.int32)
        self.folded = np.zeros(size, np.int32)
        self.capital = np.zeros(size, np.bool_)
        self.joins = np.zeros(size, np.bool_)
        self._lower: dict[str, int] = {"": 0}
        for place, offset in enumerate(_OFFSETS):
            self.rows[END, place] = self._score(f"{offset}{name}" for name in features.END)
        for column, view in enumerate(TYPE_VIEWS):
            self.views[END, column] = self._model.values[view].get(features.type_view(view, ""), 0)

    def numbers_of(self, found: Sequence[str]) -> list[int]:
        """The number of each piece of a text."""
        known = self.numbers
        try:
            return [known[piece] for piece in found]
        except KeyError:
            return [known[piece] if piece in known else self._learn(piece) for piece in found]

    def _learn(self, piece: str) -> int:
        if piece.isspace():
            number = END if piece[0] == "\n" else BLANK
        elif may_part(piece) and len(parts(piece)) > 1:
            number = PARTED
        else:
            number = self._add(piece)
        self.numbers[piece] = number
        return number

    def _add(self, word: str) -> int:
        number = len(self.words)
        if number == len(self.rows):
            for name in ("rows", "views", "folded", "capital", "joins"):
                array = getattr(self, name)
                setattr(self, name, np.concatenate([array, np.zeros_like(array)]))
        self.words.append(word)
        self.keys.append(name_key(word) if word[0].isalnum() else "")
        for place, offset in enumerate(_OFFSETS):
            self.rows[number, place] = self._score(f"{offset}{name}" for name in _LISTS[offset](word))
        for column, view in enumerate(TYPE_VIEWS):
            value = features.type_view(view, word)
            self.views[number, column] = self._model.values[view].get(value, 0)
        lower = word.lower()
        self.folded[number] = self._lower.setdefault(lower, len(self._lower))
        self.capital[number] = any(sign.isupper() for sign in word) and word[-1] not in "'’"
        self.joins[number] = features.fold(lower) in _JOINERS or word in "'’-.&\"(/" or word[0].isdigit() or word[-1] in "'’"
        return number

    def _score(self, names: Iterable[str]) -> Floats:
        total = np.zeros(len(LABELS), np.float32)
        known = self._model.features
        for name in names:
            row = known.get(name)
            if row is not None:
                total += row
        return total

    @property
    def is_full(self) -> bool:
        """Whether it is time to forget."""
        return len(self.words) > _MOST_TYPES


@dataclass(slots=True)
class Batch:
    """The words of several texts in a row, two ``END`` between paragraphs.

    ``types`` are their numbers, ``text`` the text each is of, ``start`` and ``end`` its characters; ``headline`` tells
    which texts are titles.
    """

    types: NDArray[np.int32]
    text: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    headline: Sequence[bool]


def read(texts: Sequence[str], headline: Sequence[bool], types: Types) -> Batch:
    """Cut the texts into words."""
    if types.is_full:
        types.clear()
    columns: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], int]] = []
    for text in texts:
        found = pieces(text)
        numbers = types.numbers_of(found)
        if PARTED in numbers:
            found = [part for piece in found for part in (parts(piece) if may_part(piece) else (piece,))]
            numbers = types.numbers_of(found)
        ends = np.cumsum(np.fromiter(map(len, found), np.int32, len(found)), dtype=np.int32)
        array = np.array(numbers, np.int32)
        words = array != BLANK
        starts = ends - np.diff(ends, prepend=np.int32(0))
        columns.append((array[words], starts[words], ends[words], int(words.sum())))
    types_, start, end = (np.concatenate([column[k] for column in columns]) if columns else np.zeros(0, np.int32) for k in range(3))
    text = np.repeat(np.arange(len(columns), dtype=np.int32), [column[3] for column in columns])
    return _parted(Batch(types_, text, start, end, headline))


def _parted(batch: Batch) -> Batch:
    """Two ``END`` for each end of paragraph and before and after each text: no word looks beyond."""
    count = np.where(batch.types == END, 2, 1)
    first = np.flatnonzero(np.diff(batch.text, prepend=-1))
    insert = np.repeat(first, 2)
    arrays = (np.repeat(array, count) for array in (batch.types, batch.text, batch.start, batch.end))
    moved = (np.cumsum(count) - count)[insert] if len(insert) else insert
    types, text, start, end = arrays
    tail = len(types)
    places = np.concatenate([moved, [tail, tail]])
    texts = np.concatenate([text[moved], text[-1:], text[-1:]]) if len(text) else np.zeros(2, np.int32)
    return Batch(
        np.insert(types, places, END),
        np.insert(text, places, texts),
        np.insert(start, places, 0),
        np.insert(end, places, 0),
        batch.headline,
    )


def candidates(batch: Batch, types: Types) -> NDArray[np.bool_]:
    """Which words may be in a name: capitals, and what joins them within reach."""
    capital = types.capital[batch.types]
    joins = types.joins[batch.types]
    found = capital.copy()
    for direction in (1, -1):
        reached = capital
        for _ in range(_REACH):
            # A joiner beside a word that is reached is reached itself.
            reached = _shifted(reached, direction) & joins
            found |= reached
    return found


def _shifted(array: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    moved = np.zeros_like(array)
    if by > 0:
        moved[by:] = array[:-by]
    else:
        moved[:by] = array[-by:]
    return moved


def emissions(batch: Batch, places: NDArray[np.intp], types: Types, model: Weights) -> Floats:
    """Scores [place, label] of the words at ``places``, transitions apart."""
    total = np.repeat(model.bias[None, :], len(places), axis=0)
    for column, offset in enumerate(_OFFSETS):
        total += types.rows[batch.types[places + offset], column]
    views = _views(batch, places, types, model)
    sizes = {view: len(model.values[view]) + 1 for view in VIEWS}
    for template, keys, scores in zip(TEMPLATES, model.keys, model.scores, strict=True):
        if not len(keys):
            continue
        numbers = np.zeros(len(places), np.int64)
        for view, offset in template:
            numbers = numbers * sizes[view] + views[view][places + offset]
        row = np.searchsorted(keys, numbers)
        row[row == len(keys)] = 0
        total += scores[np.where(keys[row] == numbers, row, len(keys))]
    return total


def _views(batch: Batch, places: NDArray[np.intp], types: Types, model: Weights) -> dict[str, NDArray[np.int32]]:
    """The value of each view at each word of the batch."""
    views = {view: types.views[batch.types, column] for column, view in enumerate(TYPE_VIEWS)}
    for view in ("at", "place", "phrase"):
        views[view] = np.zeros(len(batch.types), np.int32)
    for first, last in paragraphs(batch, places):
        words = [types.words[number] for number in batch.types[first:last]]
        keys = [types.keys[number] for number in batch.types[first:last]]
        headline = batch.headline[batch.text[first]]
        for view, values in position_views(words, keys, headline=headline).items():
            known = model.values[view]
            for index, value in enumerate(values):
                if value:
                    views[view][first + index] = known.get(value, 0)
    return views


def paragraphs(batch: Batch, places: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Where the paragraphs with any of these places begin and end."""
    ends = np.flatnonzero(batch.types == END)
    after = np.unique(np.searchsorted(ends, places))
    return [(int(ends[k - 1]) + 1, int(ends[k])) for k in after]


def position_views(words: Sequence[str], keys: Sequence[str], *, headline: bool) -> dict[str, list[str]]:
    """The views of a paragraph that depend on where its words stand."""
    shouted = sum(word.isupper() and len(word) > 1 for word in words) * 2 > sum(word[0].isalpha() for word in words)
    at = [
        features.position(words[index - 1] if index else "", headline=headline, shouted=shouted)
        for index in range(len(words))
    ]
    return {"at": at, "place": features.place_tags(words, keys), "phrase": features.phrase_tags(words)}
