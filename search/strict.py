"""Strict accents: ``=pêche`` finds pêche, not péché nor pêché.

The index knows folded words only; the few documents that a strict word leaves are checked in their
stored text, case and typography apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from index.text import EXACT, normalise
from search import phrase
from search.budget import Budget
from search.columns import Mask
from search.snapshot import Snapshot


def pattern(text: str) -> re.Pattern[str]:
    """An expression that finds the words of ``text`` side by side in a normalised lower-case text."""
    plain = normalise(text).lower()
    words = [re.escape(plain[t.start : t.end]) for t in phrase.parts(EXACT.tokens(plain))]
    return re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)")


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``text`` with exactly these accents, as offsets of the text."""
    plain = normalise(words).lower()
    wanted = {plain[t.start : t.end] for t in EXACT.tokens(plain)}
    return [(t.start, t.end) for t in EXACT.tokens(text) if normalise(text[t.start : t.end]).lower() in wanted]


def verify(snapshot: Snapshot, mask: Mask, text: str, fields: Sequence[str], budget: Budget) -> Mask:
    """The documents of ``mask`` that hold the words with exactly these accents in one of the fields."""
    wanted = pattern(text)
    kept = np.zeros_like(mask)
    for number in np.flatnonzero(mask):
        budget.check()
        stored = snapshot.stored(int(number))
        kept[number] = any(wanted.search(normalise(stored.get(field, "")).lower()) for field in fields)
    return kept
