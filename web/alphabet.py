"""A–Z for a long list of values: where each letter begins."""

from __future__ import annotations

from index.text import fold_key
from search.columns import OTHER_INITIAL, initial
from search.request import FacetOptions
from search.result import FacetResult


def anchor(letter: str) -> str:
    """The id of the first value of that letter on its page."""
    return f"lettre-{letter}" if letter != OTHER_INITIAL else "lettre-autre"


def pages(found: FacetResult, per_page: int) -> dict[str, int]:
    """For each letter, in the order of the list, the page of the alphabetical list where it begins."""
    return {letter: rank // per_page + 1 for letter, rank in found.initials}


def anchors(found: FacetResult, options: FacetOptions) -> dict[int, str]:
    """The anchors of an alphabetical page, by the place of the value that bears each."""
    places: dict[str, int] = {}
    for place, value in enumerate(found.values):
        # Chosen values stand first, out of the alphabet.
        if options.sort == "alpha" and not (value.selected or value.excluded):
            places.setdefault(anchor(initial(fold_key(value.label))), place)
    return {place: name for name, place in places.items()}
