"""The articles that the index has, asked by id while others are read: the same one need not be analysed again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.ledger import NEW, NEWER, OTHER, SAME
from index.manifest import SegmentEntry
from index.segment.segment import Segment
from index.whoosh_index import open_segment
from index.whoosh_schema import stored_fingerprint, stored_revision


class Base:
    """The segments of a generation. Cheap to send to another process, which opens them itself."""

    def __init__(self, folder: Path, entries: tuple[SegmentEntry, ...]) -> None:
        self._folder, self._entries = folder, entries
        self._parts: list[tuple[Segment, NDArray[np.uint32]]] | None = None

    def __getstate__(self) -> tuple[Path, tuple[SegmentEntry, ...]]:
        return self._folder, self._entries

    def __setstate__(self, state: tuple[Path, tuple[SegmentEntry, ...]]) -> None:
        self._folder, self._entries = state
        self._parts = None

    def knows(self, article: Article) -> int:
        """What the index has under the article's id: NEW (nothing), SAME, OTHER or NEWER."""
        stored = self._stored(article.id)
        if stored is None:
            return NEW
        if stored_fingerprint(stored) == article.fingerprint():
            return SAME
        return NEWER if stored_revision(stored) > article.revision else OTHER

    def _stored(self, article_id: str) -> dict[str, Any] | None:
        if self._parts is None:
            self._parts = [open_segment(self._folder, entry) for entry in self._entries]
        for segment, deleted in self._parts:
            document = found_document(segment, partial(_is_among, deleted), article_id)
            if document is not None:
                return segment.stored.values(document)
        return None


def found_document(segment: Segment, is_deleted: Callable[[int], bool], article_id: str) -> int | None:
    """The document of an article that is not deleted; None when there is none."""
    ids = segment.field("id")
    number = -1 if ids is None else ids.terms.find(article_id.encode("utf-8", "surrogatepass"))
    if ids is None or number < 0:
        return None
    return next((n for n in ids.documents(number).tolist() if not is_deleted(n)), None)


def _is_among(ascending: NDArray[np.uint32], number: int) -> bool:
    place = int(np.searchsorted(ascending, number))
    return place < len(ascending) and int(ascending[place]) == number
