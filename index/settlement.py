"""Which record of each id is the article, and what follows: what to delete, what is still to be read. Pure.

Every record that was read is known here at once, so the answer depends on nothing but the files: not on how many
workers read them, in which order, or after how many interruptions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.ledger import LOST, NEW, NEWER, PASSING, SAME, Ledger, keys_of, numbered
from index.tables import Ints

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All files in order of precedence. ``part``: of each file, which part holds what was read of it in this run,
    -1 for what the old ledger says; ``mine``: how many files, the first ones, are of the sources of this run."""

    ledger: Ledger
    part: Ints
    mine: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be done. Records are named by their place in the ledger.

    ``winner``: of each record, the one that is the article of its id. ``missing``: winners whose text neither the
    index nor a new segment has. ``kept``: winners that are in new segments; ``replaced`` those of them that the
    index has in an older state. ``unheard``: records of which the index has, from elsewhere, a later revision.
    ``removed``: places of records of the *old* ledger, one for each id that is no more.
    """

    winner: Ints
    missing: Ints
    kept: Ints
    replaced: Ints
    unheard: Bools
    removed: Ints


def settle(old: Ledger, gathered: Gathered) -> Settlement:
    """Decide. ``old``: the ledger of the index as it is."""
    records = gathered.ledger.records
    numbers = numbered(np.concatenate([keys_of(old.records), keys_of(records)]))
    before, now = numbers[: len(old.records)], numbers[len(old.records) :]
    count = int(numbers.max()) + 1 if len(numbers) else 0
    holder = _first_of(before, old.records["revision"], count)
    has = holder >= 0
    content = np.zeros(count, np.uint64)
    content[has] = old.records["content"][holder[has]]

    chosen = _first_of(now, records["revision"], count)
    winners = np.sort(chosen[chosen >= 0])
    fresh = np.repeat(gathered.part >= 0, gathered.ledger.files["records"])
    known, of = records["known"][winners], now[winners]
    unheard = (known == NEWER) & fresh[winners] & ~has[of]
    silent = np.zeros(count, np.bool_)
    silent[of[unheard]] = True
    written = fresh[winners] & (records["document"][winners] >= 0) & ~unheard
    in_index = np.where(fresh[winners], known == SAME, has[of] & (content[of] == records["content"][winners]))
    gone = has & (chosen < 0)
    return Settlement(
        winner=chosen[now],
        missing=winners[~(written | in_index | unheard)],
        kept=winners[written],
        replaced=winners[written & (known != NEW)],
        unheard=silent[now],
        removed=np.sort(holder[gone]),
    )


def holders(ledger: Ledger) -> Bools:
    """Of each record whether it is the article that the index has under its id."""
    numbers = numbered(keys_of(ledger.records))
    count = int(numbers.max()) + 1 if len(numbers) else 0
    found = np.zeros(len(numbers), np.bool_)
    found[_first_of(numbers, ledger.records["revision"], count)] = True
    return found


def _first_of(numbers: Ints, revisions: NDArray[np.int64], count: int) -> Ints:
    """Of each number the place with the highest revision, the first of several; -1 for a number that is not there."""
    order = np.lexsort((-revisions, numbers))
    ordered = numbers[order]
    found = np.full(count, -1, np.int64)
    fresh = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(order) else np.empty(0, np.bool_)
    found[ordered[fresh]] = order[fresh]
    return found


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of the records of this run's files, each a mask over all records of the ledger: they are an
    article that was not there, one in another state, the same; they repeat one; an older revision; or another article
    under an id that is taken."""

    new: Bools
    changed: Bools
    same: Bools
    repeated: Bools
    older: Bools
    conflicting: Bools


def fates(gathered: Gathered, settlement: Settlement) -> Fates:
    """Of every record that is of this run's files, exactly one of these; of the others none."""
    records = gathered.ledger.records
    of = gathered.ledger.file_of_records()
    mine = of < gathered.mine
    winner = settlement.winner
    wins = (winner == np.arange(len(winner))) & ~settlement.unheard
    kept, replaced = (_mask(places, len(records)) for places in (settlement.kept, settlement.replaced))
    loses = mine & ~wins
    alike = records["content"] == records["content"][winner]
    lower = settlement.unheard | (records["revision"] < records["revision"][winner])
    headline = (records["headline"] != 0) & (records["headline"] == records["headline"][winner])
    repeated = loses & ~settlement.unheard & (alike | (headline & ~lower))
    older = loses & lower & ~repeated
    return Fates(
        new=mine & wins & kept & ~replaced,
        changed=mine & wins & replaced,
        same=mine & wins & ~kept,
        repeated=repeated,
        older=older,
        conflicting=loses & ~repeated & ~older,
    )


def to_keep(gathered: Gathered, settlement: Settlement) -> tuple[Ledger, Ints]:
    """The ledger of the next generation, and the place of each of its files among those gathered.

    What can be read but once is left out, and with it all other records of the ids it has given: the index has
    these articles from nowhere. Of lost files only what the index has is kept. Files that gave a record which is left
    out are to be read again.
    """
    ledger = gathered.ledger
    flags = ledger.files["flags"]
    of = ledger.file_of_records()
    passing = (flags & PASSING) != 0
    wins = settlement.winner == np.arange(len(of))
    unheard = settlement.unheard | passing[of[settlement.winner]]
    former = ((flags[of] & LOST) != 0) & ~wins & ~unheard
    ledger = ledger.without(former, 0).without(unheard[~former])
    kept = np.flatnonzero(~passing & (((ledger.files["flags"] & LOST) == 0) | (ledger.files["records"] > 0)))
    return ledger.take(kept), kept


def _mask(places: Ints, size: int) -> Bools:
    found = np.zeros(size, np.bool_)
    found[places] = True
    return found
