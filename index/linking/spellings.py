"""One value for all spellings: "Edouard Philippe" and "ÉDOUARD PHILIPPE" count as "Édouard Philippe".

Accents, case, hyphens and apostrophes never part a facet's values, as they never part words: values of
one folded key are one (``index.segment.columns``). Here is which of its spellings is shown.
"""

from __future__ import annotations

# Sources leave accents off far more often than they add wrong ones; but one slip in ten is no spelling.
_MIN_SHARE = 0.1


def usual(spellings: list[tuple[str, int]]) -> str:
    """The spelling to show, of all with their numbers: the commonest of the accented ones that are no
    slips, else the commonest."""
    enough = _MIN_SHARE * max(count for _, count in spellings)
    return max(spellings, key=lambda s: (not s[0].isascii() and s[1] >= enough, s[1], s[0]))[0]
