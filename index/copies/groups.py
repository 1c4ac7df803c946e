"""Groups of near-copies: each article beside the first published text that it shares.

In the order of time, an article joins the earliest *lead* it makes a pair with; one that makes a pair with no lead is
a lead itself. So all of a group share with one and the same text, and no chain of small changes makes one group of a
month's news.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.copies.pairs import SHARE, Pairs
from index.copies.texts import Ints

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
    one, other = rank[pairs.first], rank[pairs.second]
    swapped = one > other
    early, late = np.where(swapped, other, one), np.where(swapped, one, other)
    order = np.lexsort((early, late))
    lead_of: dict[int, tuple[int, int]] = {}
    for at, earlier, later in zip(order.tolist(), early[order].tolist(), late[order].tolist(), strict=True):
        if later not in lead_of and earlier not in lead_of:
            lead_of[later] = (earlier, at)
    members = np.array(list(lead_of), np.int64)
    joined = np.array(list(lead_of.values()), np.int64).reshape(-1, 2)
    kinds = _kinds(pairs, joined[:, 1], swapped[joined[:, 1]])
    leads = np.unique(joined[:, 0])
    ranks, of, kind = (
        np.concatenate([leads, members]),
        np.concatenate([leads, joined[:, 0]]),
        np.concatenate([np.full(len(leads), SAME, np.uint8), kinds]),
    )
    sorting = np.lexsort((ranks, of))
    by_rank = np.zeros(int(rank.max(initial=0)) + 1, np.int64)
    by_rank[rank] = np.arange(len(rank))
    return Groups(by_rank[ranks[sorting]], by_rank[of[sorting]], kind[sorting])


def _kinds(pairs: Pairs, at: Ints, swapped: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """What the later text of these pairs is to the earlier; ``swapped`` where the second is the earlier."""
    half = np.floor(255 * SHARE)
    of_lead = np.where(swapped, pairs.in_first[at], pairs.in_second[at]) >= half
    of_copy = np.where(swapped, pairs.in_second[at], pairs.in_first[at]) >= half
    return np.where(of_lead & of_copy, SAME, np.where(of_lead, LONGER, PART)).astype(np.uint8)
