"""A limit on what one query may cost: a clear refusal instead of a hang."""

from __future__ import annotations

import time

from index.errors import BadRequest, ParameterProblem

# More spellings than this behind one ``pré*`` or ``mot~`` is no longer a question about a word;
# the most frequent two-letter beginnings of a corpus of 34,000 articles have some 4,000.
MAX_EXPANSION = 5_000


class OutOfTime(BadRequest):
    """The seconds of a query are spent."""


class Budget:
    """Seconds of wall-clock time for one query; OutOfTime on ``q`` when they are spent."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def renewed(self) -> Budget:
        """As many seconds from now on: after work done once for all questions, which is on nobody's budget."""
        return Budget(self._seconds)

    def check(self) -> None:
        """To be called between steps whose length depends on the query."""
        if time.monotonic() > self._end:
            detail = f"la recherche demande plus de {self._seconds:g} secondes ; précisez-la"
            raise OutOfTime(ParameterProblem("q", detail))
