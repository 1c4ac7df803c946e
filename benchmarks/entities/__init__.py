"""Persons, places and dates: how well they are found, how quickly, and how well and quickly others find them.

- ``gold`` reads annotated articles, ``score`` compares, ``floors`` keeps what must not be lost; ``benchmarks.quality``
  is the gate.
- ``peers`` holds one module each: Kiosque, spaCy's recogniser trained here on the same articles, dateparser. ``child``
  measures one in a process of its own; ``__main__`` runs them all, ``report`` shows and keeps what was measured,
  ``cost`` sets annotating beside reading and indexing.

What makes it fair: the same development set, scorer, texts and machine for all; one thread; raw text in, mentions with
offsets out; processor time, so that what else the machine does falls on nobody.
What is not equal: Kiosque links names and resolves dates in the time that is measured, and knows lists of names; spaCy
and dateparser do not link.
"""

from __future__ import annotations

from benchmarks import ROOT
from benchmarks.entities.score import Score

__all__ = ["ROOT", "Score"]
