"""An open segment: its fields, columns and stored documents, each looked at only when asked for.

``meta`` (JSON) holds ``documents``, ``sorted`` (whether documents ascend by time, then descend by id), and
per field what ``postings.FieldMeta`` says. ``times`` is f64[N]: seconds since 1970, -inf where there is no date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.segment.columns import Column
from index.segment.layout import SegmentFile
from index.segment.postings import Field, FieldMeta
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
        """The stored documents."""
        if self._stored is None:
            self._stored = Stored(self.file)
        return self._stored

    @property
    def times(self) -> NDArray[np.float64]:
        """The time of each document."""
        return self.file.array("times")

    def numbers(self, name: str) -> NDArray[Any] | None:
        """A column of numbers, None when there is none."""
        section = f"numbers.{name}"
        return self.file.array(section) if section in self.file else None


def column_section(name: str) -> str:
    """Where a column lies: a field of the same name has sections of its own."""
    return f"column.{name}"
