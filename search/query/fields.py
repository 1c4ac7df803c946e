"""The prefixes a query may write before a colon, read from ``index.schema``; accents and case apart."""

from __future__ import annotations

import unicodedata

from index.schema import FACETS, ROLL_UPS, TEXT_FIELDS, Facet, RollUp, TextField

Target = TextField | Facet | RollUp | None
"""Where a part of a query is looked for; None: in all text fields."""


def plain(text: str) -> str:
    """The text without accents, in lower case, for comparing prefixes and operators."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


_NAMED: tuple[TextField | Facet, ...] = (*TEXT_FIELDS, *FACETS)

_BY_PREFIX: dict[str, TextField | Facet | RollUp] = {
    plain(prefix): target for target in (*_NAMED, *ROLL_UPS) for prefix in target.prefixes
}


def target(prefix: str) -> Target:
    """What the prefix stands for; None when it is an ordinary word."""
    return _BY_PREFIX.get(plain(prefix))


def written(name: str) -> str:
    """How to write the field or facet of that name in a query; "" for all fields."""
    return next((t.prefixes[0] + ":" for t in _NAMED if t.name == name), "")


def written_within(facet: str) -> str:
    """How to write that facet's roll-up in a query."""
    return next(r.prefixes[0] + ":" for r in ROLL_UPS if r.facet == facet)
