"""Where a place's name begins, by a rule that holds whatever is around: "la rivière Vésubie" names the Vésubie.

Useful for: spans that a tagger found. Not for: finding them. What only says the kind of a town, a river or a region is
no part of its name; what makes a site ("gare de Rennes", "lac Léman") is.
"""

from __future__ import annotations

import re

_KIND = re.compile(
    r"(?:villes?|communes?|villages?|départements?|régions?|provinces?|rivières?|fleuves?|cantons?|agglomération)[ \u00a0]"
    r"(?:de la |de l['’]|de |du |des |d['’])?(?=[A-ZÀ-Þ])"
)


def bounded(text: str, start: int, end: int) -> tuple[int, int]:
    """The name's own start and end.

    >>> bounded("la rivière Vésubie", 3, 18)
    (11, 18)
    """
    kind = _KIND.match(text, start, end)
    return (kind.end(), end) if kind else (start, end)
