"""What was stored of each document: JSON, compressed in blocks.

A document has a *slot*, given in the order in which documents came; blocks are never opened again, so
that sorting and merging segments only copies them.

Sections: ``stored.blocks`` (u8, zlib streams one after the other), ``stored.block_starts`` (u64, where each
begins in ``blocks``, one more than blocks), ``stored.block_slots`` (u32, the first slot of each block, one
more than blocks), ``stored.slot_starts`` (u32, where each slot's text begins within its unpacked block) and
``stored.slots`` (u32[N], the slot of each document).

JSON has no bytes and no dates: such values are written {"$bytes": base64}, {"$datetime": ISO}.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import threading
import zlib
from collections import OrderedDict
from typing import Any

import numpy as np

from index.segment.layout import Array, SegmentFile, SegmentWriter

# Some ten articles: a page of hits unpacks 10 blocks in 2 ms; larger ones pack 3 % better.
_BLOCK_BYTES = 24_000
# Level 1 of zlib packs French 10 % worse than 6, 2.5 times as fast (2.2 to 1 at 105 MB/s).
_LEVEL = 1
_CACHED_BLOCKS = 64


class StoredWriter:
    """Packs documents as they come."""

    def __init__(self, writer: SegmentWriter) -> None:
        self._blocks = writer.stream("stored.blocks", "<u1")
        self._writer = writer
        self._starts = [0]
        self._block_slots = [0]
        self._slot_starts: list[int] = []
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    def add(self, values: dict[str, Any]) -> int:
        """Store a document's values; gives their slot."""
        encoded = _encode(values).encode("utf-8", "surrogatepass")
        self._slot_starts.append(self._pending_bytes)
        self._pending.append(encoded)
        self._pending_bytes += len(encoded)
        if self._pending_bytes >= _BLOCK_BYTES:
            self._flush()
        return len(self._slot_starts) - 1

    def copy(self, stored: Stored) -> int:
        """Take over all blocks of another segment as they are; gives the slot of its first document."""
        self._flush()
        base = len(self._slot_starts)
        self._blocks.append(stored.blocks)
        self._starts += (stored.block_starts[1:].astype(np.int64) + self._starts[-1]).tolist()
        self._block_slots += (stored.block_slots[1:].astype(np.int64) + base).tolist()
        self._slot_starts += stored.slot_starts.tolist()
        return base

    def _flush(self) -> None:
        if self._pending:
            packed = zlib.compress(b"".join(self._pending), _LEVEL)
            self._blocks.append(np.frombuffer(packed, np.uint8))
            self._starts.append(self._starts[-1] + len(packed))
            self._block_slots.append(len(self._slot_starts))
            self._pending, self._pending_bytes = [], 0

    def finish(self, slots: Array) -> None:
        """Write the rest; ``slots``: the slot of each document."""
        self._flush()
        self._writer.add("stored.block_starts", np.array(self._starts, "<u8"))
        self._writer.add("stored.block_slots", np.array(self._block_slots, "<u4"))
        self._writer.add("stored.slot_starts", np.array(self._slot_starts, "<u4"))
        self._writer.add("stored.slots", slots.astype("<u4"))


class Stored:
    """The stored documents of a segment file. Safe for many threads."""

    def __init__(self, file: SegmentFile) -> None:
        self.blocks = file.array("stored.blocks")
        self.block_starts = file.array("stored.block_starts")
        self.block_slots = file.array("stored.block_slots")
        self.slot_starts = file.array("stored.slot_starts")
        self.slots = file.array("stored.slots")
        self._unpacked: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def values(self, document: int) -> dict[str, Any]:
        """What was stored of a document."""
        slot = int(self.slots[document])
        block = int(np.searchsorted(self.block_slots, slot, side="right")) - 1
        start = int(self.slot_starts[slot])
        last = slot + 1 >= int(self.block_slots[block + 1])
        end = None if last else int(self.slot_starts[slot + 1])
        found: dict[str, Any] = json.loads(
            self._block(block)[start:end].decode("utf-8", "surrogatepass"), object_hook=_rich
        )
        return found

    def _block(self, number: int) -> bytes:
        with self._lock:
            if number in self._unpacked:
                self._unpacked.move_to_end(number)
                return self._unpacked[number]
        packed = self.blocks[self.block_starts[number] : self.block_starts[number + 1]]
        block = zlib.decompress(packed.tobytes())
        with self._lock:
            self._unpacked[number] = block
            if len(self._unpacked) > _CACHED_BLOCKS:
                self._unpacked.popitem(last=False)
        return block


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case dt.datetime():
            return {"$datetime": value.isoformat()}
        case set() | frozenset():
            return sorted(value)
        case _:
            message = f"a stored value must be text, number, date, bytes or a list of them, not {type(value).__name__}"
            raise TypeError(message)


def _rich(values: dict[str, Any]) -> Any:
    if len(values) == 1:
        if "$bytes" in values:
            return base64.b64decode(values["$bytes"])
        if "$datetime" in values:
            return dt.datetime.fromisoformat(values["$datetime"])
    return values


_encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
