"""The codec: how Whoosh's writers make our segments and its readers open them.

``whoosh.index.open_dir(…).writer(codec=KiosqueCodec())`` writes them posting by posting; the index itself is
made by ``builder``, many times faster, into the same file. Whoosh's table of contents pickles segments; of
ours it keeps name, number of documents and deletions (``__getstate__``), nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns as whoosh_columns
from whoosh.codec import base

from index.segment.columns import SEPARATOR, ColumnData, write_column
from index.segment.layout import SegmentWriter
from index.segment.lengths import encoded
from index.segment.postings import Chunk, FieldMeta, PostingsWriter
from index.segment.segment import SUFFIX, Segment, column_section, write_meta
from index.segment.similarity import graded
from index.segment.stored import StoredWriter
from index.segment.whoosh_read import PerDocumentReader, TermsReader
from index.shape import COLUMNS, timestamp


class KiosqueCodec(base.Codec):  # type: ignore[misc]  # mypy is told to skip whoosh
    """See ``whoosh.codec.base.Codec``. Vectors and character offsets are not kept."""

    # Whoosh would read lengths back before the file is written.
    length_stats = False

    def per_document_writer(self, storage: Any, segment: KiosqueSegment) -> PerDocumentWriter:
        """Collects documents."""
        return PerDocumentWriter(segment.assembly(storage))

    def field_writer(self, storage: Any, segment: KiosqueSegment) -> FieldWriter:
        """Collects postings, and writes the file when it is closed."""
        return FieldWriter(segment.assembly(storage))

    def per_document_reader(self, storage: Any, segment: KiosqueSegment) -> PerDocumentReader:
        """Reads documents."""
        return PerDocumentReader(segment.open(storage), segment)

    def terms_reader(self, storage: Any, segment: KiosqueSegment) -> TermsReader:
        """Reads terms."""
        return TermsReader(segment.open(storage))

    def new_segment(self, _storage: Any, indexname: str) -> KiosqueSegment:
        """An empty segment with a fresh name."""
        return KiosqueSegment(indexname)


class KiosqueSegment(base.Segment):  # type: ignore[misc]
    """Whoosh's handle on a segment file: name, number of documents, deletions."""

    def __init__(self, indexname: str, documents: int = 0, deleted: Iterable[int] = ()) -> None:
        super().__init__(indexname)
        self._documents = documents
        self._deleted = set(deleted)
        self._opened: Segment | None = None
        self._assembly: Assembly | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {
            "indexname": self.indexname,
            "segid": self.segid,
            "documents": self._documents,
            "deleted": sorted(self._deleted),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["indexname"], state["documents"], state["deleted"])  # type: ignore[misc]
        self.segid = state["segid"]

    def codec(self, **_options: Any) -> KiosqueCodec:
        """The codec that reads it."""
        return KiosqueCodec()

    def path(self, storage: Any) -> Path:
        """The segment's file. Only folders can be memory-mapped: other storages are refused."""
        name: str = self.make_filename(SUFFIX)
        return Path(storage.folder) / name

    def open(self, storage: Any) -> Segment:
        """The segment, opened once."""
        if self._opened is None:
            self._opened = Segment(self.path(storage))
        return self._opened

    def assembly(self, storage: Any) -> Assembly:
        """The segment in the making, shared by its two writers."""
        if self._assembly is None:
            self._assembly = Assembly(self.path(storage))
        return self._assembly

    def should_assemble(self) -> bool:
        """One file already."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Told by the writer."""
        self._documents = count

    def doc_count_all(self) -> int:
        """All documents, deleted ones included."""
        return self._documents

    def deleted_count(self) -> int:
        """How many are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterable[int]:
        """Which are."""
        return iter(sorted(self._deleted))

    def delete_document(self, document: int, delete: bool = True) -> None:
        """Mark as deleted, or take the mark away."""
        if delete:
            self._deleted.add(document)
        else:
            self._deleted.discard(document)

    def is_deleted(self, document: int) -> bool:
        """Whether it is marked."""
        return document in self._deleted


class Assembly:
    """What both writers of a segment collect."""

    def __init__(self, path: Path) -> None:
        self.writer = SegmentWriter(path)
        self.stored = StoredWriter(self.writer)
        self.documents = 0
        self.lengths: dict[str, dict[int, int]] = defaultdict(dict)
        self.columns: dict[str, tuple[Any, dict[int, Any]]] = {}
        self.fields: dict[str, FieldMeta] = {}

    def finish(self) -> None:
        """Write documents and file."""
        names = []
        for name, (column, values) in self.columns.items():
            if isinstance(column, whoosh_columns.NumericColumn | whoosh_columns.BitColumn):
                self.writer.add(f"numbers.{name}", self._numbers(column, values))
            else:
                key, days = COLUMNS.get(name, (str, None))
                write_column(self.writer, column_section(name), self._rows(name, values), key, days)
                names.append(name)
        published = self.columns.get("published", (None, {}))[1]
        times = [timestamp(_text(published.get(n, b""))) for n in range(self.documents)]
        self.writer.add("times", np.array(times, np.float64))
        self.stored.finish(np.arange(self.documents))
        write_meta(self.writer, self.documents, is_sorted=False, fields=self.fields, columns=names)
        self.writer.close()

    def _numbers(self, column: Any, values: dict[int, Any]) -> Any:
        default = False if isinstance(column, whoosh_columns.BitColumn) else column.default_value()
        row = [values.get(n, default) for n in range(self.documents)]
        return np.array(row, np.float64 if any(isinstance(v, float) for v in row) else np.int64)

    def _rows(self, name: str, values: dict[int, Any]) -> ColumnData:
        known: dict[str, int] = {}
        rows = [[v for v in _text(values.get(n, b"")).split(SEPARATOR) if v] for n in range(self.documents)]
        if name == "published":
            # Of a publication time the day is the value, as it is the term.
            rows = [[value[:10] for value in row] for row in rows]
        ordinals = [known.setdefault(value, len(known)) for row in rows for value in row]
        counts = np.array([len(row) for row in rows], np.int64)
        return ColumnData(list(known), counts, np.array(ordinals, np.int64))


def _text(value: Any) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


class PerDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Collects what belongs to documents."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._document = 0
        self._stored: dict[str, Any] = {}
        self._lengths: dict[str, int] = {}
        self._values: dict[str, tuple[Any, Any]] = {}
        self.is_closed = False

    def start_doc(self, document: int) -> None:
        """A document begins."""
        self._document = document
        self._stored, self._lengths, self._values = {}, {}, {}

    def add_field(self, field: str, _fieldobj: Any, value: Any, length: int | None) -> None:
        """A stored value and a length."""
        if value is not None:
            self._stored[field] = value
        if length:
            self._lengths[field] = length

    def add_column_value(self, field: str, column: Any, value: Any) -> None:
        """A value of a column."""
        self._values[field] = column, value

    def add_vector_items(self, field: str, _fieldobj: Any, _items: Any) -> None:
        """Vectors are refused: nothing here reads them."""
        message = f"the field {field!r} asks for term vectors, which this codec does not keep"
        raise ValueError(message)

    def finish_doc(self) -> None:
        """Keep the document."""
        kept = self._assembly
        kept.stored.add(self._stored)
        for field, length in self._lengths.items():
            kept.lengths[field][self._document] = length
        for field, (column, value) in self._values.items():
            kept.columns.setdefault(field, (column, {}))[1][self._document] = value
        kept.documents = self._document + 1

    def cancel_doc(self) -> None:
        """Forget the document."""
        self._stored, self._lengths, self._values = {}, {}, {}

    def close(self) -> None:
        """Nothing is written before the postings are."""
        self.is_closed = True


class FieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Collects postings, term by term in byte order."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self.is_closed = False

    def start_field(self, field: str, fieldobj: Any) -> None:
        """A field begins."""
        self._field, self._format = field, fieldobj.format
        self._terms: list[bytes] = []
        self._counts: list[int] = []
        self._documents: list[int] = []
        self._weights: list[float] = []
        self._freqs: list[int] = []
        self._positions: list[int] = []
        self._with_positions = bool(fieldobj.format.supports("positions"))

    def start_term(self, text: bytes) -> None:
        """A term begins."""
        self._terms.append(text)
        self._counts.append(0)

    def add(self, document: int, weight: float, value: bytes, _length: int | None) -> None:
        """A posting."""
        self._counts[-1] += 1
        self._documents.append(document)
        self._weights.append(weight)
        if self._with_positions:
            positions = self._format.decode_positions(value)
            self._positions += positions
            self._freqs.append(len(positions))
        else:
            counted = self._format.supports("frequency") and len(value) >= 4
            self._freqs.append(int(self._format.decode_frequency(value)) if counted else 1)

    def finish_term(self) -> None:
        """The term is over."""

    def finish_field(self) -> None:
        """Write the field."""
        boost = float(self._format.field_boost)
        weights = np.array(self._weights) / boost
        freqs = np.array(self._freqs, np.uint32)
        is_graded = not np.allclose(weights, freqs, rtol=1e-6)
        lengths = np.zeros(self._assembly.documents, np.int64)
        known = self._assembly.lengths.get(self._field, {})
        lengths[list(known)] = list(known.values())
        longest = max(self._positions, default=0)
        meta = FieldMeta(int(lengths.sum()), boost, is_graded, self._with_positions, longest=longest)
        into = PostingsWriter(self._assembly.writer, self._field, encoded(lengths), meta)
        into.append(
            Chunk(
                self._terms,
                np.array(self._counts, np.int64),
                np.array(self._documents, np.int32),
                freqs,
                graded(weights) if is_graded else None,
                np.array(self._positions, np.int32) if self._with_positions else None,
            )
        )
        self._assembly.fields[self._field] = into.finish()

    def add_spell_word(self, field: str, text: str) -> None:
        """Words for spelling are the field's own terms."""

    def close(self) -> None:
        """Write the segment's file."""
        if not self.is_closed:
            self.is_closed = True
            self._assembly.finish()
