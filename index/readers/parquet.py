"""Parquet files, as data sets are published: columns by the names of ``fields``, read a batch of rows at a time.

Useful for: data sets of articles. Not for: tables of links or of words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.extras import needed
from index.readers.fields import article_from, our_field
from index.readers.unpack import seekable

NAME = "parquet"
SUFFIXES = (".parquet", ".pq")
MEANING = "A Parquet table: a row an article, its columns named as those of a CSV file."

_MAGIC = b"PAR1"
# Rows: of articles of 3,000 characters, one megabyte.
_BATCH = 256
# A chunk of one column is unpacked whole; writers make row groups of 128 MB, all columns together.
_LARGEST_CHUNK = 400_000_000


def sniff(head: bytes) -> bool:
    """Whether a file begins as Parquet does."""
    return head.startswith(_MAGIC)


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a table; rows that are none are Rejected, with the number of the row as their line."""
    pyarrow, parquet = needed("pyarrow", "Parquet"), needed("pyarrow.parquet", "Parquet")
    row = 0
    with ExitStack() as stack:
        try:
            table = parquet.ParquetFile(seekable(stream, stack))
            names = [name for name in table.schema_arrow.names if our_field(name, mapping)]
            refusal = _refusal(table, names)
            if refusal:
                yield Rejected(origin, 0, refusal)
                return
            for batch in table.iter_batches(batch_size=_BATCH, columns=names, use_threads=False):
                for record in _rows(batch):
                    row += 1
                    yield article_from(record, origin, row, mapping)
        except (pyarrow.ArrowException, OSError, ValueError, MemoryError, OverflowError, KeyError) as error:
            reason = (
                f"the table is damaged ({clean_line(str(error))[:120]}); what came before is kept; cure: fetch it anew"
            )
            yield Rejected(origin, row + 1, reason)


def _refusal(table: Any, names: list[str]) -> str:
    """Why a table is not read; "" when it is."""
    if not any((field := our_field(name)) and field[0] in ("title", "body") for name in names) and not names:
        shown = ", ".join(clean_line(name)[:40] for name in table.schema_arrow.names[:8])
        return f"no column of an article (its columns: {shown}); cure: map one with --map THEIRS=body"
    for group in range(table.metadata.num_row_groups):
        columns = table.metadata.row_group(group)
        for column in range(columns.num_columns):
            if columns.column(column).total_uncompressed_size > _LARGEST_CHUNK:
                return "a group of rows of more than 400 MB; cure: write the table anew with smaller row groups"
    return ""


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    for record in batch.to_pylist():
        yield {name: _plain(value) for name, value in record.items()}


def _plain(value: Any) -> Any:
    """A value as JSON would have it: times as ISO 8601, bytes as text."""
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
