"""The words that folding changes, as they are written: "pêche", "été".

They tell a strict search which of the folded words really had these accents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.text.fold import fold
from index.text.normalise import as_written
from index.text.pieces import Piece


def accented(stretch: str, found: Iterable[Piece]) -> Iterator[tuple[str, int]]:
    """Each word of a stretch that folding changes, in lower case, and its position; ``found`` are its pieces.

    Joined forms are left out: their parts are there.

    >>> list(accented("L’Élysée", [("elysee", 2, 8, 0)]))
    [('élysée', 0)]
    """
    if stretch.isascii():
        return
    for term, start, end, position in found:
        surface = stretch[start:end]
        if not surface.isascii():
            word = as_written(surface)
            # A compound's joined form folds to other letters than its own: its hyphens are gone.
            if not word.isascii() and fold(word) == term:
                yield word, position
