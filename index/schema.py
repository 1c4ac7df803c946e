"""The one table of fields and facets; the index, the parser, the site, the API and the docs read it.

A *text* field is indexed twice, by the exact chain (with positions, for phrases) and by the stem
chain (frequencies only); see ``index.text.chains``. A *facet* has multi-valued columns. A *date*
holds ISO prefixes or intervals. A *roll-up* is a second column of a facet, in which a value counts for all it lies in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FORMAT_VERSION = 4
"""Raised when what is stored changes: an index of another version is refused."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A searchable text: ``name`` as in ``Article``; ``boost`` its BM25F weight; ``prefixes`` what
    a query may write before the colon (first French, then English); ``lead`` whether its first
    words count more (``index.whoosh_analysis``)."""

    name: str
    boost: float
    prefixes: tuple[str, ...]
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter and count.

    ``name`` is the API's parameter, ``column`` the index field that holds it, ``kind`` how its values
    behave, ``prefixes`` what a query may write before the colon.
    """

    name: str
    column: str
    kind: Literal["values", "dates"]
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollUp:
    """The values of a facet together with all they lie in: an article that names Rennes has Bretagne, France and Europe.

    ``facet`` names the facet, ``column`` is the index field; ``prefixes`` as those of a facet.
    """

    facet: str
    column: str
    prefixes: tuple[str, ...]


# Boosts: a word of the title tells more than one of the body. 3 and 1.5 are common practice for
# news (title 2-4); the known-item test in benchmarks/relevance.py varies by < .003 between 2 and 4.
TEXT_FIELDS: tuple[TextField, ...] = (
    TextField("title", 3.0, ("titre", "title")),
    TextField("chapo", 1.5, ("chapo", "chapô", "lead")),
    TextField("body", 1.0, ("texte", "corps", "body", "text"), lead=True),
)

# In display order.
FACETS: tuple[Facet, ...] = (
    Facet("person", "persons", "values", ("personne", "person")),
    Facet("place", "places", "values", ("lieu", "place")),
    Facet("date", "published", "dates", ("date", "publié", "published")),
    Facet("mentioned", "mentioned", "dates", ("évoqué", "evoque", "mentioned")),
    Facet("section", "section", "values", ("rubrique", "section")),
    Facet("source", "source", "values", ("source",)),
    Facet("author", "author", "values", ("auteur", "author")),
)

ROLL_UPS: tuple[RollUp, ...] = (RollUp("place", "places_within", ("dans", "within")),)


def facet(name: str) -> Facet:
    """The facet of that name; KeyError when there is none."""
    return {f.name: f for f in FACETS}[name]


def roll_up(facet_name: str) -> RollUp | None:
    """The roll-up of that facet; None when its values lie in nothing."""
    return next((r for r in ROLL_UPS if r.facet == facet_name), None)


def column_of(facet_name: str, *, within: bool = False) -> str:
    """The field with that facet's values; ``within``: with all they lie in, where the facet knows it."""
    rolled = roll_up(facet_name) if within else None
    return rolled.column if rolled else facet(facet_name).column
