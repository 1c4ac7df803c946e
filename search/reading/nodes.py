"""Where a query's words stand in many articles: what ``search.highlight`` marks in one, from arrays.

An occurrence is a *node*: a stretch of words. A word is one, in any form that shares its stem; so is each word that a
pattern or a distance allows; a phrase is one as a whole, with what its slop lets stand between. Nodes that overlap are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.shape import accent_field
from index.text import EXACT, STEM, fold
from search import phrase, strict
from search.budget import Budget
from search.forward import Cells, Places
from search.highlight import Highlighter
from search.lexicon import NO_WORD, Lexicon
from search.occurrences import KeySpace
from search.query.tree import Leaf, Phrase, Word
from search.snapshot import Snapshot


class Nodes(NamedTuple):
    """Stretches of words, as the places of their first and last; ascending, apart from each other."""

    first: Places
    last: Places


class Finder:
    """Finds the nodes of a query; what is the same for all texts is looked up once."""

    def __init__(self, snapshot: Snapshot, marker: Highlighter, budget: Budget) -> None:
        self._snapshot, self._marker, self._budget = snapshot, marker, budget
        self._lexicon = snapshot.forward.lexicon
        self._expansions = {replace(leaf, start=0): words for leaf, words in marker.expansions.items()}
        self._single: dict[str, NDArray[np.bool_] | int] = {}

    def nodes(self, texts: Cells) -> Nodes:
        """The nodes in these texts."""
        leaves = self._leaves(texts.field)
        found = [nodes for leaf in leaves for nodes in self._sequences(leaf, texts)]
        return merged([*found, self._any(self._words(texts.field, leaves), texts)])

    def _leaves(self, field: str) -> list[Leaf]:
        """The parts of the query that concern a field, each once, wherever it stands in the query."""
        asked = (leaf for leaf in self._marker.words if getattr(leaf, "field", "") in ("", field))
        return list(dict.fromkeys(replace(leaf, start=0) for leaf in asked))

    def _sequences(self, leaf: Leaf, texts: Cells) -> Iterable[Nodes]:
        """What of a part of the query are several words, or words to be looked at one by one."""
        self._budget.check()
        if not isinstance(leaf, Word | Phrase):
            return
        if leaf.strict:
            yield _spread([self._strict(word, texts) for word in strict.query_words(leaf.text)], _slop(leaf), texts)
            return
        tokens = EXACT.tokens(leaf.text)
        if isinstance(leaf, Phrase) or (tokens and tokens[-1].position > tokens[0].position):
            yield self._phrase([self._lexicon.number(token.term) for token in phrase.parts(tokens)], leaf, texts)

    def _words(self, field: str, leaves: Iterable[Leaf]) -> NDArray[np.bool_] | int:
        """The words that are a node by themselves: the only one, or a table of which words are."""
        if field not in self._single:
            plain = [leaf for leaf in leaves if not isinstance(leaf, Phrase) and not getattr(leaf, "strict", False)]
            numbers = {self._lexicon.number(word) for leaf in plain for word in self._exact(leaf)}
            numbers |= {n for leaf in plain for root in _stems(leaf) for n in self._lexicon.with_stem(root)}
            numbers.discard(NO_WORD)
            if len(numbers) < 2:
                self._single[field] = numbers.pop() if numbers else NO_WORD
            else:
                table = np.zeros(len(self._lexicon), np.bool_)
                table[list(numbers)] = True
                self._single[field] = table
        return self._single[field]

    def _exact(self, leaf: Leaf) -> Iterable[str]:
        if not isinstance(leaf, Word):
            return self._expansions.get(leaf, ())
        tokens = EXACT.tokens(leaf.text)
        if tokens and tokens[-1].position > tokens[0].position:
            return phrase.joined(tokens)
        return [token.term for token in tokens]

    def _any(self, words: NDArray[np.bool_] | int, texts: Cells) -> Nodes:
        """Each place where one of the words stands."""
        if isinstance(words, int):
            if words == NO_WORD:
                return _NONE
            places, joined = texts.cells == np.uint32(words), texts.wholes == np.uint32(words)
        else:
            places, joined = words.take(texts.cells), words.take(texts.wholes)
        at = places.nonzero()[0]
        if not joined.any():
            return Nodes(at, at)
        wholes = joined.nonzero()[0]
        starts = texts.whole_at.take(wholes)
        return merged([Nodes(at, at), Nodes(starts, starts + _extra(starts, texts, self._lexicon))])

    def _phrase(self, words: Sequence[int], leaf: Word | Phrase, texts: Cells) -> Nodes:
        """Each place where the words follow each other."""
        if not words or NO_WORD in words:
            return _NONE
        if _slop(leaf):
            found = _spread([_places(word, texts) for word in words], _slop(leaf), texts)
        else:
            found = _side_by_side(words, texts, self._lexicon)
        joined = texts.cells.take(found.last) != words[-1]
        found.last[joined] += _extra(found.last[joined], texts, self._lexicon)
        return merged([found])

    def _strict(self, word: str, texts: Cells) -> Places:
        """Where a word stands with exactly these accents (see ``search.strict``)."""
        if not word.isascii():
            return self._accented(word, texts)
        found = (texts.cells == np.uint32(self._lexicon.number(fold(word)))).nonzero()[0]
        found = found[texts.cells.take(found) != NO_WORD]
        variants = self._snapshot.accented(texts.field, word)
        taken = [self._accented(variant, texts) for variant in variants]
        plain: Places = found[~np.isin(found, np.concatenate(taken))] if taken else found
        return plain

    def _accented(self, word: str, texts: Cells) -> Places:
        """Where an accented word stands."""
        term = self._snapshot.term(accent_field(texts.field), word.encode("utf-8", "surrogatepass"))
        space = KeySpace([term], 0, self._snapshot.size)
        keys = space.occurrences(term, texts.documents).astype(np.int64)
        documents, positions = np.divmod(keys, space.stride)
        rows = np.minimum(np.searchsorted(texts.documents, documents), len(texts.documents) - 1)
        here = texts.documents.take(rows) == documents
        places: Places = texts.starts.take(rows[here]) + positions[here]
        return places


_NONE = Nodes(np.empty(0, np.int64), np.empty(0, np.int64))


def _stems(leaf: Leaf) -> Iterable[str]:
    """The stems whose words are a node by themselves."""
    if not isinstance(leaf, Word):
        return ()
    tokens = STEM.tokens(leaf.text)
    if tokens and tokens[-1].position > tokens[0].position:
        return phrase.joined(tokens)
    return {token.term for token in tokens}


def merged(found: Sequence[Nodes]) -> Nodes:
    """All of them; those that overlap are one.

    >>> [ends.tolist() for ends in merged([Nodes(np.array([1, 7]), np.array([2, 7])), Nodes(np.array([2]), np.array([4]))])]
    [[1, 7], [4, 7]]
    """
    if not sum(len(nodes.first) for nodes in found):
        return _NONE
    first = np.concatenate([nodes.first for nodes in found])
    last = np.concatenate([nodes.last for nodes in found])
    order = np.argsort(first, kind="stable")
    first, last = first[order], np.maximum.accumulate(last[order])
    fresh = np.ones(len(first), np.bool_)
    fresh[1:] = first[1:] > last[:-1]
    starts = fresh.nonzero()[0]
    return Nodes(first[starts], last[np.append(starts[1:], len(last)) - 1])


def _slop(leaf: Word | Phrase) -> int:
    return leaf.slop if isinstance(leaf, Phrase) else 0


def _places(word: int, texts: Cells) -> Places:
    """Where a word stands, by itself or as a joined form."""
    at: Places = (texts.cells == np.uint32(word)).nonzero()[0]
    wholes = texts.whole_at[texts.wholes == np.uint32(word)]
    return np.union1d(at, wholes) if len(wholes) else at


def _side_by_side(words: Sequence[int], texts: Cells, lexicon: Lexicon) -> Nodes:
    """Where these words follow each other: the places of the rarest at which all others stand in theirs."""
    rarest = min(range(len(words)), key=lambda n: lexicon.frequencies.item(words[n]))
    first = _places(words[rarest], texts) - rarest
    first = first[(first >= 0) & (first + len(words) <= len(texts.cells))]
    for n, word in enumerate(words):
        if n != rarest:
            stands = texts.cells.take(first + n) == np.uint32(word)
            wholes = texts.whole_at[texts.wholes == np.uint32(word)]
            if len(wholes):
                stands |= np.isin(first + n, wholes)
            first = first[stands]
    return Nodes(first, first + (len(words) - 1))


def _spread(words: Sequence[Places], slop: int, texts: Cells) -> Nodes:
    """Where words stand in a row with at most so many others between two, from the places of each."""
    if not words or not all(map(len, words)):
        return _NONE
    # Places of two texts are made further apart than any slop.
    apart = [(places + texts.rows(places) * (slop + 1)).astype(np.uint64) for places in words]
    matching = phrase.in_matches(apart, slop)
    kept = [places[np.isin(moved, keys)] for places, moved, keys in zip(words, apart, matching, strict=True)]
    return merged([_match(kept, n) for n in range(len(kept))])


def _match(rows: Sequence[Places], n: int) -> Nodes:
    """From each place of the n-th word, the nearest words before and after that make it a match."""
    first = last = rows[n]
    for row in reversed(rows[:n]):
        first = row.take(np.maximum(np.searchsorted(row, first) - 1, 0), mode="clip")
    for row in rows[n + 1 :]:
        last = row.take(np.searchsorted(row, last, "right"), mode="clip")
    return Nodes(first, last)


def _extra(places: Places, texts: Cells, lexicon: Lexicon) -> Places:
    """By how many words more than one the joined form at each of these places is long."""
    wholes = texts.wholes.take(np.searchsorted(texts.whole_at, places)).tolist()
    parts = (
        _parts(lexicon.encoded(whole), place, texts, lexicon) - 1
        for whole, place in zip(wholes, places.tolist(), strict=True)
    )
    return np.fromiter(parts, np.int64, len(places))


def _parts(whole: bytes, place: int, texts: Cells, lexicon: Lexicon) -> int:
    """How many words a joined form is made of: its letters are theirs, an article or signs between."""
    reached, count = 0, 0
    while any(chr(byte).isalnum() for byte in whole[reached:]) and place + count < len(texts.cells):
        part = lexicon.encoded(int(texts.cells[place + count]))
        found = whole.find(part, reached) if part else -1
        if found < 0:
            break
        reached = found + len(part)
        count += 1
    return max(1, count)
