"""Values that stand for others: in this document "Macron" is "Emmanuel Macron".

Columns and fields of a segment hold the new values; what was stored keeps the old ones, and is read through these
(``Segment.values``). So a value can be given another name without packing a text anew, and what was found can
always be told from what it was taken for.

Sections of a column C with R renamings, only where there are any::

    renamed.C.values     the values, old and new (UTF-8): ``.bytes`` and ``.starts`` as in ``terms``
    renamed.C.documents  u32[R]  ascending
    renamed.C.old        u32[R]  the number of the value that was found, among the values
    renamed.C.new        u32[R]  of the one it stands for
    renamed.C.also       u8[R]   1 where the document has the new value by itself, too
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import SEPARATOR, Strings
from index.segment.layout import SegmentFile, SegmentWriter
from index.segment.terms import write_strings

KEY = "renamed"
"""Under which a stored document tells its renamings: {column: {old value: new value}}."""

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Renames:
    """The renamings of a column: numbers are those of ``values``; ``documents`` ascend."""

    values: Sequence[str]
    documents: Ints
    old: Ints
    new: Ints
    also: NDArray[np.bool_]

    @classmethod
    def of(cls, found: Iterable[tuple[int, str, str, bool]]) -> Renames:
        """From (document, old value, new value, whether the document has the new one by itself)."""
        rows = sorted(found)
        numbers: dict[str, int] = {}
        pairs = [
            (numbers.setdefault(old, len(numbers)), numbers.setdefault(new, len(numbers))) for _, old, new, _ in rows
        ]
        table = np.array(pairs, np.int64).reshape(-1, 2)
        documents = np.array([row[0] for row in rows], np.int64)
        return cls(list(numbers), documents, table[:, 0], table[:, 1], np.array([row[3] for row in rows], np.bool_))

    @classmethod
    def read(cls, file: SegmentFile, column: str) -> Renames | None:
        """Those of a segment file, None when it has none."""
        name = _section(column)
        if f"{name}.documents" not in file:
            return None
        documents, old, new = (file.array(f"{name}.{part}").astype(np.int64) for part in ("documents", "old", "new"))
        return cls(
            Strings(file, f"{name}.values").all(), documents, old, new, file.array(f"{name}.also").astype(np.bool_)
        )

    def __len__(self) -> int:
        return len(self.documents)

    def rows(self) -> Iterable[tuple[int, str, str, bool]]:
        """As ``of`` takes them."""
        rows = zip(self.documents.tolist(), self.old.tolist(), self.new.tolist(), self.also.tolist(), strict=True)
        return ((document, self.values[old], self.values[new], also) for document, old, new, also in rows)

    def of_document(self, document: int) -> dict[str, str]:
        """The new value of each old one."""
        begin, end = (int(n) for n in self.documents.searchsorted((document, document + 1)))
        return {self.values[self.old[n]]: self.values[self.new[n]] for n in range(begin, end)}

    def write(self, writer: SegmentWriter, column: str) -> None:
        """Write the sections."""
        name = _section(column)
        write_strings(writer, f"{name}.values", [value.encode("utf-8", "surrogatepass") for value in self.values])
        for part, numbers in (("documents", self.documents), ("old", self.old), ("new", self.new)):
            writer.add(f"{name}.{part}", numbers.astype("<u4"))
        writer.add(f"{name}.also", self.also.astype("<u1"))


def renamed(stored: dict[str, Any], renamings: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A stored document with these renamings, by column."""
    changed = dict(stored)
    for column, mapping in renamings.items():
        values = str(stored.get(column, "")).split(SEPARATOR)
        changed[column] = SEPARATOR.join(dict.fromkeys(mapping.get(value, value) for value in values))
    return {**changed, KEY: {column: dict(mapping) for column, mapping in renamings.items()}}


def renamed_columns(file: SegmentFile) -> list[str]:
    """The columns that have any."""
    begin, end = _section(""), ".documents"
    return [name[len(begin) : -len(end)] for name in file.names() if name.startswith(begin) and name.endswith(end)]


def _section(column: str) -> str:
    return f"renamed.{column}"
