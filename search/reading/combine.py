"""Two searches as one: the articles of both, or those of one without the other.

The grammar of searches joins all its filters by AND, so that not every combination is one search. ``both`` and ``without`` give
the ways to say it, the plainest first; whether one says exactly that is for who asks to count: names in a query ("personne:…") are
sought by their words, and may find more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.entities.calendar import first_day, last_day
from search.query.parser import parse
from search.query.simplify import all_of, any_of, none_of
from search.query.tree import Dates, Everything, Node, Value
from search.query.write import write
from search.request import MAX_QUERY, DateFilter, Filter, SearchRequest


def both(one: SearchRequest, other: SearchRequest) -> Iterator[SearchRequest]:
    """Searches for what both find."""
    if _alike(one, other):
        rest = [f for f in other.filters if f not in one.filters]
        dates = {d for d in other.dates if d not in one.dates}
        joined = _queried(one, all_of([_tree(one), _tree(other)]) if one.q != other.q else _tree(one))
        if not dates or not {d.facet for d in dates} & {d.facet for d in one.dates}:
            plain = [_sole(f, rest) for f in rest]
            kept = [_sole(f, list(one.filters)) if any(f.facet == g.facet for g in rest) else f for f in one.filters]
            if None not in plain and None not in kept:
                filters = {f for f in (*kept, *plain) if f is not None}
                yield replace(joined, filters=tuple(sorted(filters)), dates=tuple(sorted({*one.dates, *dates})))
        yield _queried(one, all_of([_tree(one), _differing(other, one)]))


def without(one: SearchRequest, other: SearchRequest) -> Iterator[SearchRequest]:
    """Searches for what the first finds and the other does not."""
    if _alike(one, other):
        rest = [f for f in other.filters if f not in one.filters]
        dates = [d for d in other.dates if d not in one.dates]
        same_query = one.q == other.q
        if (
            same_query
            and not dates
            and rest
            and all(f.mode == "any" for f in rest)
            and len({f.facet for f in rest}) == 1
        ):
            refused = tuple(replace(f, mode="not") for f in rest)
            yield replace(one, filters=tuple(sorted({*one.filters, *refused})))
        yield _queried(one, all_of([_tree(one), none_of(_differing(other, one))]))


def _alike(one: SearchRequest, other: SearchRequest) -> bool:
    """Whether their words and names mean the same."""
    return (one.match, one.accents, one.within) == (other.match, other.accents, other.within)


def _tree(request: SearchRequest) -> Node:
    return parse(request.q, match=request.match).tree


def _queried(request: SearchRequest, tree: Node) -> SearchRequest:
    q = "" if isinstance(tree, Everything) else write(tree, request.match)
    # What is too long to be asked is not offered: counting it finds that it is something else.
    return replace(request.with_query(q if len(q) <= MAX_QUERY else request.q), cursor="")


def _sole(wanted: Filter, others: list[Filter]) -> Filter | None:
    """A value asked for alone as one that must be there beside others; None where any of several is enough."""
    if wanted.mode != "any":
        return wanted
    alone = sum((f.facet, f.mode) == (wanted.facet, "any") for f in others) == 1
    return replace(wanted, mode="all") if alone else None


def _differing(other: SearchRequest, one: SearchRequest) -> Node:
    """What the other search asks and this one does not, as a query."""
    parts = [_tree(other)] if other.q != one.q else []
    for facet in dict.fromkeys(f.facet for f in other.filters):
        mine = {f for f in one.filters if f.facet == facet}
        theirs = [f for f in other.filters if f.facet == facet]
        values = {f: Value(facet, f.value, within=other.within and facet == "place") for f in theirs}
        some = [f for f in theirs if f.mode == "any"]
        if some and {f for f in mine if f.mode == "any"} != set(some):
            parts.append(any_of([values[f] for f in some]))
        parts += [values[f] for f in theirs if f.mode == "all" and f not in mine]
        parts += [none_of(values[f]) for f in theirs if f.mode == "not" and f not in mine]
    parts += [_days(d) for d in other.dates if d not in one.dates]
    return all_of(parts)


def _days(asked: DateFilter) -> Dates:
    first = first_day(asked.first).isoformat() if asked.first else ""
    last = last_day(asked.last).isoformat() if asked.last else ""
    return Dates(asked.facet, first, last)
