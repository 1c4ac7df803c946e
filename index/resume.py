"""What an interrupted run has read already, and still fits: slices of files that are as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.ledger import PASSING, RACY, REREAD, WHOLE, Ledger, Stamp
from index.survey import Found, companions_changed, places_of, stamped

Bools = NDArray[np.bool_]


class Done:
    """Slices of the parts that an interrupted run has left; those that fit are accepted, file by file."""

    def __init__(self, ledger: Ledger, found: Found, how: Mapping[bool, int]) -> None:
        """``ledger``: the slices of all parts, one after the other."""
        self._files = ledger.files
        self._place = places_of(ledger.files["key"], found.keys)
        self.accepted = np.zeros(len(ledger.files), np.bool_)
        self.whole = np.zeros(len(found), np.bool_)
        """Of each found file, whether all of it is done."""
        self._rows_of: dict[int, list[int]] = {}
        fits = self._fitting(found, how)
        order = np.lexsort((-self._files["items"].astype(np.int64), self._files["first"], self._place))
        order = order[fits[order]]
        begins = np.flatnonzero(np.diff(self._place[order], prepend=-1))
        for rows in np.split(order, begins[1:]) if len(order) else []:
            self._accept(rows.tolist())

    def _fitting(self, found: Found, how: Mapping[bool, int]) -> Bools:
        files, place = self._files, self._place
        fits: Bools = (place >= 0) & ((files["flags"] & (PASSING | REREAD)) == 0)
        at = np.maximum(place, 0)
        if not len(found):
            return np.zeros(len(fits), np.bool_)
        hows = np.where(found.named, how[True], how[False]).astype(np.uint64)
        fits &= (files["size"] == found.sizes[at]) & (files["mtime"] == found.mtimes[at]) & (files["how"] == hows[at])
        hashed: dict[int, Stamp | None] = {}
        for row in np.flatnonzero(fits & ((files["flags"] & RACY) != 0)).tolist():
            which = int(place[row])
            if which not in hashed:
                hashed[which] = stamped(found, which, how)
            stamp = hashed[which]
            fits[row] = stamp is not None and stamp.hashed == (int(files["hash_a"][row]), int(files["hash_b"][row]))
        for row in np.flatnonzero(fits & (files.texts["companions"].lengths > 0)).tolist():
            if companions_changed(files.texts["companions"][row]):
                fits[place == place[row]] = False
        return fits

    def _accept(self, rows: Sequence[int]) -> None:
        """Those of one file's slices that do not overlap; ``rows`` ascend by where they begin, the longest first."""
        end, is_whole = 0, False
        without_gap = True
        for row in rows:
            first, items = int(self._files["first"][row]), int(self._files["items"][row])
            last = bool(self._files["flags"][row] & WHOLE)
            if first < end or (is_whole and not items):
                continue
            without_gap &= first == end
            self.accepted[row] = True
            self._rows_of.setdefault(int(self._place[row]), []).append(row)
            end, is_whole = first + items, is_whole or last
        self.whole[self._place[rows[0]]] = is_whole and without_gap

    def of(self, place: int) -> tuple[tuple[tuple[int, int], ...], tuple[int, int]]:
        """Of a found file first and end of what is done, ascending, and the hash it had then."""
        rows = self._rows_of.get(place, [])
        if not rows:
            return (), (0, 0)
        firsts, items = self._files["first"], self._files["items"]
        spans = sorted((int(firsts[row]), int(firsts[row]) + int(items[row])) for row in rows if items[row])
        return tuple(spans), (int(self._files["hash_a"][rows[0]]), int(self._files["hash_b"][rows[0]]))
