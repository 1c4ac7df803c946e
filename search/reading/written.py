"""How newspapers write a word of which the index has the stem: with its accents, its capitals, in its commonest form.

The commonest form is that of most articles, of all that share the stem. Its accents are counted (the index keeps accented
words); its capitals are looked up in a few of its articles.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator

import numpy as np

from index.schema import TEXT_FIELDS
from index.shape import accent_field
from index.text import EXACT, STEM
from index.text.stem import stem as stem_of
from search.snapshot import Snapshot

_BODY = next(text.name for text in TEXT_FIELDS if text.lead)
# Articles in which capitals are looked up; each is unpacked.
_LOOKED_AT = 5
# "santé" may be a ministry: only what is nearly always a name is one.
_CAPITAL_SHARE = 0.8
# A form of one article is a misprint as often as not, and half of all forms are.
_LEAST = 2
# What may stand before the first word of a sentence, whose capital says nothing.
_SPACES = " ’'\u00a0\u202f"
_SENTENCE_END = '.!?…:«"“\n'


class Writings:
    """How stems are written; ``number`` numbers them. Found when asked for, and kept. Safe for many threads."""

    def __init__(self, number: dict[str, int]) -> None:
        self._number = number
        self._commonest: list[str] | None = None
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def of(self, snapshot: Snapshot, stem: str) -> str:
        """As most articles write it; "" when a search for what they write would find more than the stem (compounds)."""
        with self._lock:
            if self._commonest is None:
                self._commonest = _commonest(snapshot, self._number)
        found = self._known.get(stem)
        if found is None:
            term = self._commonest[self._number[stem]] or stem
            found = _capitals(snapshot, term, _accents(snapshot, term))
            if [token.term for token in STEM.tokens(found)] != [stem]:
                found = ""
            self._known[stem] = found
        return found


def _commonest(snapshot: Snapshot, number: dict[str, int]) -> list[str]:
    """The folded form of each stem that stands in most bodies; "" for a stem whose forms are all rare."""
    counts: Counter[str] = Counter()
    for field, _ in snapshot.fields(_BODY):
        each = field.counts(0, len(field.terms))
        several = np.flatnonzero(each >= _LEAST).tolist()
        counts.update({field.terms[n].decode("utf-8", "surrogatepass"): int(each[n]) for n in several})
    forms = [""] * len(number)
    # Rising, so that the commonest is written last; of equals the first in the alphabet.
    for form, _ in sorted(counts.items(), key=lambda item: item[0], reverse=True):
        place = number.get(stem_of(form))
        if place is not None and counts[form] >= counts[forms[place]]:
            forms[place] = form
    return forms


def _accents(snapshot: Snapshot, term: str) -> str:
    """The term with the accents that most of its articles give it."""
    whole = snapshot.document_frequency(_BODY, term)
    accented = {word: snapshot.document_frequency(accent_field(_BODY), word) for word in snapshot.accented(_BODY, term)}
    if not accented:
        return term
    word = max(sorted(accented), key=accented.__getitem__)
    return word if accented[word] * 2 >= whole - (sum(accented.values()) - accented[word]) else term


def _capitals(snapshot: Snapshot, term: str, word: str) -> str:
    """The word with the capitals it nearly always has within sentences; "" when it is never written as one."""
    seen: Counter[str] = Counter()
    wanted = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
    written = False
    for text in _texts(snapshot, term):
        for match in wanted.finditer(text):
            written = True
            before = text[: match.start()].rstrip(_SPACES)[-1:]
            if before and before not in _SENTENCE_END:
                seen[match[0]] += 1
        # In capitals, where accents may be missing, or between hyphens: only the analysis tells.
        written = written or any(t.term == term and text[t.start : t.end].isalnum() for t in EXACT.tokens(text))
    if not written:
        return ""
    capital, count = max(sorted(seen.items()), key=lambda item: item[1], default=(word, 0))
    return capital if count >= _CAPITAL_SHARE * seen.total() else word


def _texts(snapshot: Snapshot, term: str) -> Iterator[str]:
    documents = snapshot.term(_BODY, term.encode("utf-8", "surrogatepass")).documents.documents
    for place in sorted(
        {n * (len(documents) - 1) // (_LOOKED_AT - 1) for n in range(_LOOKED_AT)} if len(documents) else ()
    ):
        yield str(snapshot.stored(int(documents[place])).get(_BODY, ""))
