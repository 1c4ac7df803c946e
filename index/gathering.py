"""All that is known of files, the ledger's and what was just read, put in the order of precedence.

First the files of this run's sources, in the order in which they are walked, then all others as they stood. A file
that has changed stands twice: as it is, and *lost*, with the articles that the index has of its former state, until
these are pruned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.ledger import LOST, REREAD, Ledger, joined_ledgers
from index.settlement import Gathered, holders
from index.survey import Comparison, Found, places_of
from index.tables import Ints, Rows

Bools = NDArray[np.bool_]


class Gathering:
    """The files of one run. ``prune``: of files below the sources nothing is kept but what they are now."""

    def __init__(self, old: Ledger, found: Found, comparison: Comparison, *, prune: bool) -> None:
        self._old, self._found, self._prune = _touched(old, comparison), found, prune
        self._holders = holders(old)
        self._given_up = np.zeros(len(old.records), np.bool_)
        self.place = np.full(len(old.files), -1, np.int64)
        """Which found file each of the old ledger's is; -1 for none, also for what is lost."""
        matched = np.flatnonzero(comparison.known >= 0)
        self.place[comparison.known[matched]] = matched
        self._same = np.zeros(len(old.files), np.bool_)
        self._same[comparison.known[matched]] = comparison.same[matched]
        self._gone = np.zeros(len(old.files), np.bool_)
        self._gone[comparison.gone] = True
        self._old_records = np.empty(0, np.int64)

    def gathered(self, parts: Sequence[Ledger], accepted: Bools) -> Gathered:
        """Everything in order; ``accepted``: which of the first slices still fit."""
        fresh = joined_ledgers(parts)
        taken = _taken(fresh.files, accepted)
        kept, rank, records = self._kept(fresh.files.take(np.flatnonzero(taken)))
        mine = len(self._found)
        place = places_of(fresh.files["key"], self._found.keys)
        # A file of other sources that was read again stands where it stood.
        other = mine + places_of(fresh.files["key"], kept.files["key"])
        rank = np.concatenate([rank, np.where(taken, 2 * np.where(place >= 0, place, other), -1)])
        first = np.concatenate([np.zeros(len(kept.files), np.uint64), fresh.files["first"]])
        part = np.repeat(np.arange(len(parts)), [len(ledger.files) for ledger in parts])
        part = np.concatenate([np.full(len(kept.files), -1, np.int64), part])
        order = np.lexsort((first, rank))
        order = order[rank[order] >= 0]
        every = joined_ledgers([kept, fresh])
        of_every = np.concatenate([records, np.full(len(fresh.records), -1, np.int64)])
        self._old_records = of_every[every.records_of(order)]
        return Gathered(every.take(order), part[order], int((rank[order] < 2 * mine).sum()))

    def _kept(self, fresh: Rows) -> tuple[Ledger, Ints, Ints]:
        """The old ledger's files as they count now; the rank of each, -1 for those that count no more; and the
        places in the old ledger of the records that are left."""
        files = self._old.files
        of = self._old.file_of_records()
        read = np.isin(files["key"], fresh["key"])
        # What cannot be read at the moment is no reason to remove anything.
        unreadable = np.isin(files["key"], fresh["key"][fresh["size"] < 0])
        lost = (files["flags"] & LOST) != 0
        stands = ~lost & ~read & ~self._gone & (self._same | (self.place < 0))
        below = self._gone | (self.place >= 0)
        mine = len(self._found)
        rank = np.where(stands & (self.place >= 0), 2 * self.place, 2 * (mine + np.arange(len(files))) + ~stands)
        if self._prune:
            rank[~stands & below & ~unreadable] = -1
        left = self._given_up | (~stands[of] & ~self._holders)
        kept = self._old.without(left, 0)
        flags = (kept.files["flags"] | np.where(stands, 0, LOST)).astype(np.uint8)
        flags[np.unique(of[self._given_up])] |= np.uint8(REREAD)
        return Ledger(kept.files.replaced(flags=flags), kept.records, kept.rejected), rank, np.flatnonzero(~left)

    def old_files_of(self, records: Ints) -> Ints:
        """The files of the old ledger that gave some of the gathered records."""
        return np.unique(self._old.file_of_records()[self._old_records[records]])

    def give_up(self, records: Ints, files: Ints) -> None:
        """Count on these gathered records no more, as far as they are of these files of the old ledger."""
        places = self._old_records[records]
        self._given_up[places[np.isin(self._old.file_of_records()[places], files)]] = True


def _taken(files: Rows, accepted: Bools) -> Bools:
    """Which slices count: those read in this run, and those accepted before, unless the file has changed since."""
    early = len(accepted)
    taken = np.ones(len(files), np.bool_)
    later = places_of(files["key"][:early], files["key"][early:])
    at = early + np.maximum(later, 0) if early < len(files) else np.zeros(early, np.int64)
    changed = (files["hash_a"][:early] != files["hash_a"][at]) | (files["hash_b"][:early] != files["hash_b"][at])
    taken[:early] = accepted & ~((later >= 0) & changed)
    return taken


def _touched(old: Ledger, comparison: Comparison) -> Ledger:
    """The old ledger with the new times of files that are the same."""
    if not comparison.stamps:
        return old
    mtimes, flags = old.files["mtime"].copy(), old.files["flags"].copy()
    for found, stamp in comparison.stamps.items():
        place = int(comparison.known[found])
        mtimes[place], flags[place] = stamp.mtime, stamp.flags
    return Ledger(old.files.replaced(mtime=mtimes, flags=flags), old.records, old.rejected)
