"""Checks an index against what was written: every file's checksum, then every article read once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.manifest import damaged
from index.whoosh_index import latest_generation, open_index
from index.whoosh_schema import article_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """``problems`` is empty when the index is sound; each names a file or an article and the trouble."""

    index: str
    articles: int
    problems: tuple[str, ...]


def verify_index(folder: Path) -> Verdict:
    """Check the newest generation. IndexMissing, IndexOutdated and IndexDamaged as in ``open_index``."""
    generation = latest_generation(folder)
    opened, made = open_index(folder)
    problems = damaged(folder, made)
    if not problems:
        with opened.reader() as reader:
            problems = _unreadable(reader, made.articles)
    if latest_generation(folder) != generation:
        # A writer has replaced these files meanwhile: what seems wrong may be the old ones' absence.
        return verify_index(folder)
    cure = [f"cure: python -m index build SOURCE… --index {folder}"] if problems else []
    return Verdict(str(folder), made.articles, (*problems, *cure))


def _unreadable(reader: Any, expected: int) -> list[str]:
    problems = []
    readable = 0
    for number, stored in reader.iter_docs():
        try:
            article_of(stored)
            readable += 1
        except (KeyError, ValueError, TypeError) as error:
            problems.append(f"document {number}: {type(error).__name__}: {error}")
    if readable != expected:
        problems.append(f"{expected:,} articles were written, {readable:,} can be read")
    return problems
