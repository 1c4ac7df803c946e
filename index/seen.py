"""When each article was first seen: what feeds are ordered by, kept when the index is made anew.

One flat file a generation, ``MAIN_N.seen``, in the layout of a segment, listed and checked with the other files of the
manifest: ``keys`` (u64, ascending), the first half of BLAKE2b-128 of an article's id, and ``seconds`` (u32), when the first
generation that had it was published, in seconds since 1970. Twelve bytes an article. Nothing is ever taken out: an
article that goes and comes back is not new. Two ids of one key, which a corpus of a million has once in forty million, would
share a date: no more than that.

Useful for: feeds, alerts. Not for: telling when an article changed; its first date stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import manifest
from index.errors import IndexUnusable
from index.manifest import Manifest
from index.segment.layout import SegmentFile, SegmentWriter, identity
from index.segment.segment import Segment

SUFFIX = ".seen"
_log = logging.getLogger(__name__)

Keys = NDArray[np.uint64]
Seconds = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """``keys`` ascending, each once; ``seconds`` of each."""

    keys: Keys
    seconds: Seconds

    @classmethod
    def read(cls, path: Path) -> FirstSeen:
        """From the disk, mapped. Errors as in ``SegmentFile``."""
        file = SegmentFile(path)
        return cls(file.array("keys"), file.array("seconds"))

    def write(self, path: Path) -> None:
        """To the disk, with checksums."""
        with SegmentWriter(path) as writer:
            writer.add("keys", self.keys.astype("<u8"))
            writer.add("seconds", self.seconds.astype("<u4"))

    def of(self, keys: Keys, otherwise: int) -> Seconds:
        """When these were first seen; ``otherwise`` for those that are not known."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        known = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), np.bool_)
        found = np.full(len(keys), otherwise, np.int64)
        found[known] = self.seconds[places[known]]
        return found

    def joined(self, keys: Keys, second: int) -> FirstSeen:
        """With those of the keys that are new, first seen at that second."""
        fresh = np.setdiff1d(keys, self.keys)
        every = np.concatenate([self.keys, fresh])
        order = np.argsort(every, kind="stable")
        return FirstSeen(every[order], np.concatenate([self.seconds, np.full(len(fresh), second)])[order])


NOTHING = FirstSeen(np.empty(0, np.uint64), np.empty(0, np.int64))


def keys_of(ids: Iterable[str]) -> Keys:
    """The keys of article ids."""
    digests = (hashlib.blake2b(i.encode("utf-8", "surrogatepass"), digest_size=16).digest()[:8] for i in ids)
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)


def keys_in(segment: Segment) -> Keys:
    """The keys of a segment's articles, document by document."""
    column = segment.column("id")
    assert column is not None
    return keys_of(column.values.all())[column.ordinals]


def second_of(made: Manifest) -> int:
    """When a generation was published: what its articles have for a date where none was kept."""
    return int(dt.datetime.fromisoformat(made.built_at).timestamp()) if made.built_at else 0


def opened(folder: Path, made: Manifest) -> FirstSeen:
    """Those of a generation; nothing where there are none or they are lost: an index is no worse a searcher without."""
    try:
        return FirstSeen.read(folder / made.seen) if made.seen else NOTHING
    except (IndexUnusable, OSError) as error:
        _log.warning("the dates on which articles were first seen are lost: %s", error)
        return NOTHING


def carried(made: Manifest, folder: Path, aside: Path, generation: int) -> Manifest:
    """The manifest with its file of first dates, written into ``aside``: those of the generation before, and now for what is
    new. No two generations share a second, so that "since the last time" has one meaning."""
    known = _before(folder, generation - 1)
    now = max(int(time.time()), int(known.seconds.max(initial=0)) + 1)
    # What lies in the folder was there before, and is known.
    fresh = [keys_in(Segment(aside / entry.file)) for entry in made.segments if (aside / entry.file).exists()]
    name = f"MAIN_{generation}{SUFFIX}"
    known.joined(np.concatenate([NOTHING.keys, *fresh]), now).write(aside / name)
    return replace(made, seen=name, files={**made.files, name: identity(aside / name)})


def _before(folder: Path, generation: int) -> FirstSeen:
    """Of the generation before; one made by a program that kept no dates gives its articles its own."""
    if generation < 0:
        return NOTHING
    try:
        old = manifest.read(folder, generation)
        if old.seen:
            return opened(folder, old)
        keys = [keys_in(Segment(folder / entry.file)) for entry in old.segments]
        return NOTHING.joined(np.concatenate([NOTHING.keys, *keys]), second_of(old))
    except (IndexUnusable, OSError) as error:
        _log.warning("the dates on which articles were first seen are lost: %s", error)
        return NOTHING
