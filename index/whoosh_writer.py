"""Writes the index: build (all anew), add (new, changed, unchanged) and remove.

Every change goes through a ``Transaction``: made aside, verified, swapped in by one rename.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.index import TOC

from index import manifest
from index.article import Article, Rejected
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.segments import MEMORY_MB, Progress, make_segments, prepare
from index.transaction import Transaction
from index.whoosh_index import INDEX_NAME, open_index, storage_of
from index.whoosh_schema import stored_fingerprint, whoosh_schema

OnProgress = Callable[[Progress], None]
_SEGMENT_FILES = f"{INDEX_NAME}_*"


def build_index(
    folder: Path, articles: Iterable[Article], sources: Sequence[str], workers: int, tell: OnProgress
) -> Manifest:
    """Index all articles anew, instead of whatever the folder holds."""
    with Transaction(folder) as change:
        expected = 0
        for progress in make_segments(articles, change.aside, workers):
            expected += progress.articles
            tell(progress)
        segments = _gather(change.aside)
        TOC(whoosh_schema(), segments, change.generation).write(storage_of(change.aside), INDEX_NAME)
        return _publish(change, expected, sources, None)


def add_to_index(folder: Path, articles: Iterable[Article], sources: Sequence[str], tell: OnProgress) -> Manifest:
    """Add what is new, replace what has changed, skip what is the same; on a folder without an
    index, the same as a build."""
    with Transaction(folder) as change:
        if change.generation == 0:
            whoosh_index.create_in(str(change.aside), whoosh_schema(), indexname=INDEX_NAME)
            change.generation = 1
            before = None
        else:
            _, before = open_index(folder)
            change.copy_current()
        opened = whoosh_index.open_dir(str(change.aside), indexname=INDEX_NAME)
        with opened.reader() as reader:
            known = _Known(reader)
            count = reader.doc_count()
            writer = opened.writer(limitmb=MEMORY_MB)
            for article in articles:
                progress = _add_or_replace(writer, known, article)
                count += progress.articles - progress.updated
                tell(progress)
        writer.commit()
        known_sources = dict.fromkeys([*(before.sources if before else ()), *sources])
        return _publish(change, count, tuple(known_sources), before)


def remove_from_index(folder: Path, ids: Sequence[str]) -> list[str]:
    """Remove those articles; gives back the ids that were not there."""
    open_index(folder)  # A folder without an index is told as such, and left without one.
    with Transaction(folder) as change:
        opened, before = open_index(folder)
        with opened.reader() as reader:
            known = _Known(reader)
            missing = [i for i in ids if known.fingerprint(i) is None]
        present = set(ids).difference(missing)
        if present:
            change.copy_current()
            writer = whoosh_index.open_dir(str(change.aside), indexname=INDEX_NAME).writer()
            for article_id in present:
                writer.delete_by_term("id", article_id)
            writer.commit()
            _publish(change, before.articles - len(present), before.sources, before)
    return missing


class _Known:
    """What the index already holds of an article."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def fingerprint(self, article_id: str) -> str | None:
        """That of the stored article, None when there is none."""
        if ("id", article_id) not in self._reader:
            return None
        matcher = self._reader.postings("id", article_id)
        return stored_fingerprint(self._reader.stored_fields(matcher.id())) if matcher.is_active() else None


def _add_or_replace(writer: Any, known: _Known, article: Article) -> Progress:
    before = known.fingerprint(article.id)
    if before == article.fingerprint():
        return Progress(0, unchanged=1)
    row = prepare(article)
    if isinstance(row, Rejected):
        return Progress(0, (row,))
    if before is not None:
        writer.delete_by_term("id", article.id)
    writer.add_document(**row)
    return Progress(1, updated=int(before is not None))


def _gather(aside: Path) -> list[Any]:
    """Move every part's files into ``aside``; the segments they are, in the parts' order."""
    segments = []
    for part in sorted(aside.glob("part-*"), key=lambda p: int(p.name.rpartition("-")[2])):
        segments += TOC.read(storage_of(part), INDEX_NAME).segments
        for path in part.glob(_SEGMENT_FILES):
            if "LOCK" not in path.name:
                path.rename(aside / path.name)
    return segments


def _publish(change: Transaction, expected: int, sources: Sequence[str], before: Manifest | None) -> Manifest:
    """Verify what is aside, then swap it in."""
    opened = whoosh_index.open_dir(str(change.aside), indexname=INDEX_NAME)
    if opened.doc_count() != expected:
        message = f"{expected:,} articles were written but {opened.doc_count():,} can be read; nothing was changed"
        raise IndexDamaged(message)
    names = [p.name for p in change.aside.glob(_SEGMENT_FILES) if "LOCK" not in p.name]
    made = manifest.make(change.aside, names, expected, sources, before)
    change.publish(made)
    return made
