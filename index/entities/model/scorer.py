"""Scores of every label for every word of some articles.

A word type's own share is computed at first sight and kept (``Types``); a batch of articles is then sums of rows and
look-ups of class combinations. Useful for: ``names``. Not for: choosing labels; see ``decode``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.entities.gazetteer import name_key, places
from index.entities.model import features
from index.entities.model.features import TEMPLATES, TYPE_VIEWS, VIEWS
from index.entities.model.lexicon import decoded, encoded, lexicon
from index.entities.model.tokens import may_part, parts, pieces
from index.entities.model.weights import LABELS, OFFSETS, WORDS, Floats, Weights

_OFFSETS = tuple(offset for offsets in OFFSETS for offset in offsets)
BLANK, END, PARTED = -1, 0, -2
"""Numbers that are no word: space; the end of a paragraph; a piece of several names."""
# A type takes some 300 bytes. A corpus has a few hundred thousand; past this, what is known is forgotten.
_MOST_TYPES = 150_000
_SIGNS = "'’-.&\"(/"  # within names: "D.H. Lawrence", 'Philippe "Zdar"'
_NUMBERED = re.compile(r"\d+(?:e|er|ème)$|[aA]rrondissements?$")  # "15e arrondissement" has no capital
_LONGEST = 14  # words and signs of a listed name: "Saint-Germain-de-la-Coudre" is one, "L'Isle-d'Abeau" three
_ARRAYS = (
    "rows", "views", "folded", "capital", "joins", "opens", "loud", "alphabetic", "place", "place_opens", "phrase_opens",
    "gives", "wants",
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
        self.opens = np.zeros(size, np.bool_)
        self.loud = np.zeros(size, np.bool_)
        self.alphabetic = np.zeros(size, np.bool_)
        self.place = np.zeros(size, np.int32)
        self.place_opens = np.zeros(size, np.bool_)
        self.phrase_opens = np.zeros(size, np.bool_)
        self.gives = np.zeros(size, np.int8)
        self.wants = np.zeros(size, np.int8)
        self._lower: dict[str, int] = {"": 0}
        self.rows[END] = self._scores(features.END, features.END, features.END)
        self.rows[END, 0] = 0
        for column, view in enumerate(TYPE_VIEWS):
            self.views[END, column] = self._model.values[view].get(features.type_view(view, ""), 0)
        if self._model.words:
            self._restore(self._model.words)

    def packed(self, words: Iterable[str]) -> dict[str, NDArray[Any]]:
        """What is known of these words, as arrays for a model's file: computed once and for all."""
        self.clear()
        self.numbers_of([word for word in words if not (may_part(word) and len(parts(word)) > 1)])
        count = len(self.words)
        arrays = {f"{WORDS}{name}": getattr(self, name)[:count] for name in _ARRAYS}
        arrays[f"{WORDS}rows"] = np.round(self.rows[:count] / self._model.scale).astype(np.int32)
        return {
            **arrays,
            f"{WORDS}words": encoded(self.words),
            f"{WORDS}keys": encoded(self.keys),
            f"{WORDS}lower": encoded(list(self._lower)),
        }

    def _restore(self, stored: dict[str, NDArray[Any]]) -> None:
        """The words of the model's file."""
        for name in _ARRAYS:
            setattr(self, name, stored[f"{WORDS}{name}"])
        self.rows = (self.rows * np.float32(self._model.scale)).astype(np.float32)
        self.words, self.keys = decoded(stored[f"{WORDS}words"]), decoded(stored[f"{WORDS}keys"])
        self.numbers = dict(zip(self.words, range(len(self.words)), strict=True))
        lower = decoded(stored[f"{WORDS}lower"])
        self._lower = dict(zip(lower, range(len(lower)), strict=True))

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
            for name in _ARRAYS:
                array = getattr(self, name)
                setattr(self, name, np.concatenate([array, np.zeros_like(array)]))
        self.words.append(word)
        self.keys.append(name_key(word) if word[0].isalnum() else "")
        self.rows[number] = self._scores(*features.lists(word))
        for column, view in enumerate(TYPE_VIEWS):
            value = features.type_view(view, word)
            self.views[number, column] = self._model.values[view].get(value, 0)
        lower = word.lower()
        self.folded[number] = self._lower.setdefault(lower, len(self._lower))
        self._place(number, word, self.keys[number])
        self.opens[number] = features.begins_after(word)
        self.loud[number] = features.is_loud(word)
        self.alphabetic[number] = word[0].isalpha()
        self.phrase_opens[number] = word in lexicon().longest_phrase
        self.capital[number] = (any(sign.isupper() for sign in word) and word[-1] not in "'’") or bool(
            _NUMBERED.match(word)
        )
        self.joins[number] = lower in self._model.joiners or word in _SIGNS or word[0].isdigit() or word[-1] in "'’"
        return number

    def _place(self, number: int, word: str, key: str) -> None:
        """What lists of places say of a word: a name of its own, the beginning of longer ones, one without its article."""
        if features.may_begin_place(word, key):
            self.place_opens[number] = (
                (features.pair_of(key) in features.place_pairs()) if " " in key else key in features.place_openings()
            )
            if key in places() and word[0].isupper():
                self.place[number] = self._model.values["place"].get(f"B1{places()[key][0].kind}", 0)
        for bit, article in ((1, "le"), (2, "les")):
            if features.ARTICLES_IN.get(word) == article:
                self.gives[number] |= bit
            if features.has_article(word, key, article):
                self.wants[number] |= bit

    def words_at(self, numbers: NDArray[np.int32]) -> tuple[list[str], list[str]]:
        """The words of these types, up to the end of the paragraph, and their keys."""
        found = numbers.tolist()
        if END in found:
            found = found[: found.index(END)]
        return [self.words[number] for number in found], [self.keys[number] for number in found]

    def _scores(self, *lists: Sequence[str]) -> Floats:
        """What a word adds [offset, label] with these features of its own, for its neighbours, for those two away."""
        found = []
        for names, table in zip(lists, self._model.tables, strict=True):
            rows = [row for name in names if (row := table.rows.get(name)) is not None]
            found.append(table.scores[rows].sum(0))
        return np.concatenate(found) * np.float32(self._model.scale)

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
    """Cut the texts, one or more, into words."""
    if types.is_full:
        types.clear()
    columns: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]] = []
    for text in texts:
        found = pieces(text)
        numbers = types.numbers_of(found)
        while PARTED in numbers:
            found = [part for piece in found for part in (parts(piece) if may_part(piece) else (piece,))]
            numbers = types.numbers_of(found)
        ends = np.cumsum(np.fromiter(map(len, found), np.int32, len(found)), dtype=np.int32)
        array = np.array(numbers, np.int32)
        words = array != BLANK
        starts = ends - np.diff(ends, prepend=np.int32(0))
        columns.append((array[words], starts[words], ends[words]))
    numbers_, start, end = (np.concatenate([column[k] for column in columns]) for k in range(3))
    text_of = np.repeat(np.arange(len(columns), dtype=np.int32), [len(column[0]) for column in columns])
    return _parted(Batch(numbers_, text_of, start, end, headline))


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
    views = _views(batch, types, model)
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


def _views(batch: Batch, types: Types, model: Weights) -> dict[str, NDArray[np.int32]]:
    """The value of each view at each word of the batch."""
    views = {view: types.views[batch.types, column] for column, view in enumerate(TYPE_VIEWS)}
    return views | {
        "at": _at(batch, types, model),
        "place": _place(batch, types, model),
        "phrase": _phrase(batch, types, model),
    }


def _at(batch: Batch, types: Types, model: Weights) -> NDArray[np.int32]:
    """The view ``at``."""
    ends = batch.types == END
    begins = np.roll(types.opens[batch.types] | ends, 1)
    paragraph = np.cumsum(ends)
    loud, words = (np.bincount(paragraph, flag[batch.types]) for flag in (types.loud, types.alphabetic))
    shouted = (loud * 2 > words)[paragraph]
    headline = np.array(batch.headline, np.bool_)[batch.text]
    known = model.values["at"]
    values = [
        known.get(features.position(begins=bool(code & 1), headline=bool(code & 2), shouted=bool(code & 4)), 0)
        for code in range(8)
    ]
    found: NDArray[np.int32] = np.array(values, np.int32)[begins + 2 * headline + 4 * shouted]
    return found


def _place(batch: Batch, types: Types, model: Weights) -> NDArray[np.int32]:
    """The view ``place``: names of one word by their type, longer ones looked for where one may begin."""
    known = model.values["place"]
    found = types.place[batch.types]
    after = np.concatenate([[0], types.gives[batch.types[:-1]]])
    contracted = (found == 0) & (after & types.wants[batch.types] > 0)
    found[contracted] = known.get(features.CONTRACTED, 0)
    numbers, keys_of, pairs = batch.types.tolist(), types.keys, features.place_pairs()
    done = 0
    for index in np.flatnonzero(types.place_opens[batch.types]).tolist():
        if index < done:
            continue
        key = keys_of[numbers[index]]
        if " " not in key:
            following = keys_of[numbers[index + 1]] or keys_of[numbers[index + 2]]  # past a hyphen or an apostrophe
            if f"{key} {following.partition(' ')[0]}" not in pairs:
                continue
        words, keys = types.words_at(batch.types[index : index + _LONGEST])
        width, kind = features.place_at(words, keys, 0)
        if width:
            found[index : index + width] = np.array([known.get(tag, 0) for tag in features.tags(width, kind)], np.int32)
            done = index + width
    return found


def _phrase(batch: Batch, types: Types, model: Weights) -> NDArray[np.int32]:
    """The view ``phrase``."""
    known = model.values["phrase"]
    found = np.zeros(len(batch.types), np.int32)
    numbers, words_of, pairs = batch.types.tolist(), types.words, lexicon().phrase_pairs
    done = 0
    for index in np.flatnonzero(types.phrase_opens[batch.types]).tolist():
        if index < done or f"{words_of[numbers[index]]} {words_of[numbers[index + 1]]}" not in pairs:
            continue
        words, _ = types.words_at(batch.types[index : index + _LONGEST])
        width, code = features.phrase_at(words, 0)
        if width:
            found[index : index + width] = known.get(f"I{code}", 0)
            found[index] = known.get(f"B{code}", 0)
            done = index + width
    return found
