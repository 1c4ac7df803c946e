"""Builds trees in their simplest form, so that equal searches make equal trees.

An ``And`` or ``Or`` has two parts or more and none of its own kind; a ``Not`` holds no ``Not``;
``Everything`` vanishes in an ``And``, ``Nothing`` in an ``Or``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search.query.tree import And, Everything, Node, Not, Nothing, Or


def all_of(parts: Iterable[Node]) -> Node:
    """What matches all of these; Everything when there are none."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else (part,)
    kept = tuple(part for part in flat if not isinstance(part, Everything))
    if len(kept) > 1:
        return And(kept)
    return kept[0] if kept else Everything()


def any_of(parts: Iterable[Node]) -> Node:
    """What matches any of these; Nothing when there are none."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    kept = tuple(part for part in flat if not isinstance(part, Nothing))
    if len(kept) > 1:
        return Or(kept)
    return kept[0] if kept else Nothing()


def none_of(part: Node) -> Node:
    """What does not match this."""
    match part:
        case Not(inner):
            return inner
        case Everything():
            return Nothing()
        case Nothing():
            return Everything()
        case _:
            return Not(part)


def without_positions(node: Node) -> Node:
    """The tree with every ``start`` at 0: equal for queries that differ in their writing only."""
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(without_positions(part) for part in parts))
        case Not(part):
            return Not(without_positions(part))
        case Everything() | Nothing():
            return node
        case _:
            return replace(node, start=0)
