"""An open segment: its fields, columns and stored documents, each looked at only when asked for.

``meta`` (JSON) holds ``documents``, ``sorted`` (whether documents ascend by time, then descend by id), and
per field what ``postings.FieldMeta`` says. ``times`` is f64[N]: seconds since 1970, -inf where there is no date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import Column
from index.segment.layout import SegmentFile, SegmentWriter
from index.segment.postings import Field, FieldMeta
from index.segment.renames import Renames, renamed, renamed_columns
from index.segment.stored import Stored

SUFFIX = ".kiosque"


class Segment:
    """A segment file opened for reading. Errors as in ``SegmentFile``. Safe for many threads."""

    def __init__(self, path: Path) -> None:
        self.file = SegmentFile(path)
        meta: dict[str, Any] = self.file.json("meta")
        self.size: int = meta["documents"]
        self.sorted: bool = meta["sorted"]
        self.field_metas = {name: FieldMeta(**values) for name, values in meta["fields"].items()}
        self.column_names: list[str] = meta["columns"]
        self._fields: dict[str, Field] = {}
        self._columns: dict[str, Column] = {}
        self._stored: Stored | None = None
        self._renames: dict[str, Renames] | None = None

    def field(self, name: str) -> Field | None:
        """The postings of a field; None when no document has it."""
        found = self._fields.get(name)
        if found is None and name in self.field_metas:
            found = self._fields[name] = Field(self.file, name, self.field_metas[name], self.size)
        return found

    def column(self, name: str) -> Column | None:
        """A column; None when no document has it."""
        found = self._columns.get(name)
        if found is None and name in self.column_names:
            found = self._columns[name] = Column(self.file, column_section(name), self.size)
        return found

    @property
    def stored(self) -> Stored:
        """The stored documents, as they were when they were added: ``values`` is what they are now."""
        if self._stored is None:
            self._stored = Stored(self.file)
        return self._stored

    @property
    def renames(self) -> dict[str, Renames]:
        """The renamings of each column that has any."""
        if self._renames is None:
            read = {column: Renames.read(self.file, column) for column in renamed_columns(self.file)}
            self._renames = {column: found for column, found in read.items() if found}
        return self._renames

    def values(self, document: int) -> dict[str, Any]:
        """What was stored of a document, with the values that stand for others."""
        stored = self.stored.values(document)
        mappings = {column: mapping for column, r in self.renames.items() if (mapping := r.of_document(document))}
        return renamed(stored, mappings) if mappings else stored

    @property
    def times(self) -> NDArray[np.float64]:
        """The time of each document."""
        return self.file.array("times")

    def numbers(self, name: str) -> NDArray[Any] | None:
        """A column of numbers, None when there is none."""
        section = f"numbers.{name}"
        return self.file.array(section) if section in self.file else None


def write_meta(
    writer: SegmentWriter, documents: int, *, is_sorted: bool, fields: Mapping[str, FieldMeta], columns: Sequence[str]
) -> None:
    """Write ``meta``."""
    described = {name: asdict(meta) for name, meta in fields.items()}
    meta = {"documents": documents, "sorted": is_sorted, "fields": described, "columns": list(columns)}
    writer.add_json("meta", meta)


def order_of(times: NDArray[np.float64], ids: Sequence[str]) -> NDArray[np.int64]:
    """Documents in a sorted segment's order: by time; at one time the last id first, so that newest-first is by id."""
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__, reverse=True), np.int64)
    return by_id[np.argsort(times[by_id], kind="stable")]


def column_section(name: str) -> str:
    """Where a column lies: a field of the same name has sections of its own."""
    return f"column.{name}"
