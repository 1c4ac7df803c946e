"""A search narrowed to those of its articles that have a value or a word: where a number of a view leads."""

from __future__ import annotations

from dataclasses import replace

from search.query.parser import parse
from search.query.simplify import all_of
from search.query.tree import Word
from search.query.write import write
from search.request import MAX_QUERY, SearchRequest


def having(wanted: SearchRequest, *values: tuple[str, str]) -> SearchRequest:
    """The articles of a search that have all these values, each of a facet."""
    found = wanted
    for facet, value in values:
        if value in wanted.values(facet, "any"):
            # Of several asked for any is enough, and this one is there.
            others = tuple(f for f in found.filters if (f.facet, f.mode) != (facet, "any"))
            found = replace(found, filters=others)
        found = found.with_filter(facet, value, "all")
    return found


def with_word(wanted: SearchRequest, word: str) -> SearchRequest | None:
    """The articles of a search that have this word in any form; None where the search takes accents strictly, and with them
    the form, or leaves no room."""
    if wanted.accents == "strict":
        return None
    q = write(all_of([parse(wanted.q, match=wanted.match).tree, Word(word)]), wanted.match)
    return wanted.with_query(q) if len(q) <= MAX_QUERY else None
