"""Groups of near-copies: each article beside the first published text that it shares.

In the order of time, an article that makes a pair with no earlier *lead* is a lead itself; any other joins a lead: of
several, the one that has most of its text, the earliest of equals. So all of a group share with one and the same text,
and no chain of small changes makes one group of a month's news.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.copies.pairs import Pairs
from index.copies.texts import Ints

# In 255ths, four fifths: new headings and a changed sentence leave more.
_MOST = 204
SAME, LONGER, PART = 0, 1, 2
"""A copy and its lead: about the same text; the lead's within a longer one; a part of the lead's."""


class Groups(NamedTuple):
    """The documents of all groups, group by group in the order of their leads, each group in the order of time, its
    lead first; ``leads`` and ``kinds`` of each document."""

    documents: Ints
    leads: Ints
    kinds: NDArray[np.uint8]


def group(pairs: Pairs, rank: Ints) -> Groups:
    """The groups that pairs of documents make; ``rank`` of a document is its place in the order of time."""
    swapped = rank[pairs.first] > rank[pairs.second]
    early, late = np.where(swapped, pairs.second, pairs.first), np.where(swapped, pairs.first, pairs.second)
    of_early = np.where(swapped, pairs.in_first, pairs.in_second)
    of_late = np.where(swapped, pairs.in_second, pairs.in_first)
    # Pairs with a lead; of several of one article, the first is the one that counts.
    chosen = _with_leads(rank[early], rank[late])
    chosen = chosen[np.lexsort((rank[early[chosen]], 255 - of_late[chosen], rank[late[chosen]]))]
    chosen = chosen[np.diff(late[chosen], prepend=-1) != 0]
    leads = np.unique(early[chosen])
    documents, of = np.concatenate([leads, late[chosen]]), np.concatenate([leads, early[chosen]])
    kinds = np.concatenate([np.full(len(leads), SAME, np.uint8), _kinds(of_early[chosen], of_late[chosen])])
    order = np.lexsort((rank[documents], rank[of]))
    return Groups(documents[order], of[order], kinds[order])


def _with_leads(early: Ints, late: Ints) -> Ints:
    """Which pairs have a lead for their earlier text. Numbers are ranks."""
    order = np.lexsort((early, late))
    copies: set[int] = set()
    found = []
    for at, earlier, later in zip(order.tolist(), early[order].tolist(), late[order].tolist(), strict=True):
        # Whatever comes before the later text is known to be a copy or a lead.
        if earlier not in copies:
            copies.add(later)
            found.append(at)
    return np.array(found, np.int64)


def _kinds(of_lead: NDArray[np.uint8], of_copy: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What copies are, by how much of the lead is in each and how much of each in the lead."""
    whole, all_of_it = of_lead >= _MOST, of_copy >= _MOST
    return np.where(whole == all_of_it, SAME, np.where(whole, LONGER, PART)).astype(np.uint8)
