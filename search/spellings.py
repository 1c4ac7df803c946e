"""One value for all spellings: "Edouard Philippe" and "ÉDOUARD PHILIPPE" count as "Édouard Philippe".

Accents, case, hyphens and apostrophes never part a facet's values, as they never part words. The
articles keep what they say; only the column that is counted is merged.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from search.columns import ValueColumn

# Sources leave accents off far more often than they add wrong ones; but one slip in ten is no spelling.
_MIN_SHARE = 0.1


def merged(column: ValueColumn) -> ValueColumn:
    """The column with the spellings of a value made one."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, value in enumerate(column.values):
        # A value without any letter or digit has no key and stays by itself.
        groups[column.keys[number] or value].append(number)
    if len(groups) == len(column.values):
        return column
    counts = np.bincount(column.ordinals, minlength=len(column.values))
    merged_number = np.empty(len(column.values), np.int64)
    values: list[str] = []
    for numbers in groups.values():
        merged_number[numbers] = len(values)
        values.append(_usual([(column.values[n], int(counts[n])) for n in numbers]))
    pairs = np.unique(column.documents.astype(np.int64) * len(values) + merged_number[column.ordinals])
    documents, ordinals = np.divmod(pairs, len(values))
    return ValueColumn(column.size, values, documents.astype(np.int32), ordinals.astype(np.int32))


def _usual(spellings: list[tuple[str, int]]) -> str:
    """The spelling to show: the commonest of the accented ones that are no slips, else the commonest."""
    enough = _MIN_SHARE * max(count for _, count in spellings)
    return max(spellings, key=lambda s: (not s[0].isascii() and s[1] >= enough, s[1], s[0]))[0]
