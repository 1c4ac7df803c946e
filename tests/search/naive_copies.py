"""Folding by its definition: of each group among the results, the earliest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from index.article import Article


def earliest(found: Iterable[str], get: Callable[[str], Article]) -> dict[str, list[str]]:
    """The results that are kept, each with those it stands for in the order of time."""
    groups: dict[str, list[Article]] = {}
    for name in found:
        article = get(name)
        groups.setdefault(f"group {article.copies_of}" if article.copies_of else name, []).append(article)
    kept = {}
    for members in groups.values():
        first, *others = sorted(members, key=lambda a: (not a.published, a.published, a.id))
        kept[first.id] = [article.id for article in others]
    return kept
