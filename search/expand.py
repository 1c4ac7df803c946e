"""From a pattern or a distance to the words of the index: ``électri*``, ``macrn~``."""

from __future__ import annotations

from search.query.tree import Fuzzy, Pattern
from search.snapshot import Snapshot
from search.vocabulary import joined


def terms(snapshot: Snapshot, field: str, node: Pattern | Fuzzy) -> list[str]:
    """The words of the field that the node allows."""
    vocabulary = snapshot.vocabulary(field)
    if isinstance(node, Fuzzy):
        return [word for word, _ in vocabulary.near(joined(node.text), node.distance)]
    return vocabulary.matching(node.text)
