"""Linking in the index: who is named when, from the columns of segments; and what that makes of a new segment.

Useful for: a change of the index, just before its segments are merged. Everything is read from columns, so that
a million articles take seconds; no text is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.linking.corrections import Corrections
from index.linking.linker import UNDATED, Linker, Sightings
from index.linking.names import name_of
from index.segment.columns import Column
from index.segment.renames import Renames
from index.segment.segment import Segment
from index.shape import TAGGED

PERSONS = "persons"
PLACES = "places"
_PUBLISHED = "published"
_NO_CORRECTIONS = Corrections()

Ints = NDArray[np.int64]
Part = tuple[Segment, NDArray[np.uint32]]
"""A segment and its deleted documents."""


def linker_of(
    parts: Sequence[Part], corrections: Corrections = _NO_CORRECTIONS, new: Iterable[Segment] | None = None
) -> Linker:
    """A linker by all living articles of ``parts``; for the values of ``new`` segments, of any article when None."""
    wanted = None if new is None else {value for segment in new for value in _values(segment, PERSONS)}
    return Linker(sightings(parts), wanted, corrections.fixed(), corrections.aliases())


def sightings(parts: Sequence[Part]) -> Sightings:
    """Who is named when in the living articles, as was found in each: what a link made of it counts for nothing."""
    known: dict[str, int] = {}
    numbers, articles, days = ([np.empty(0, np.int64)] for _ in range(3))
    before = 0
    places: dict[str, int] = {}
    for segment, deleted in parts:
        documents, found = _as_found(segment, known)
        living = ~np.isin(documents, deleted)
        numbers.append(found[living])
        articles.append(before + documents[living])
        days.append(days_of(segment)[0][documents[living]])
        before += segment.size
        for value, count in _place_counts(segment):
            key = name_of(value).key
            places[key] = places.get(key, 0) + count
    joined = [np.concatenate(arrays) for arrays in (numbers, articles, days)]
    return Sightings(list(known), joined[0], joined[1], joined[2], places)


def renames_of(segment: Segment, linker: Linker) -> Renames:
    """What the persons of a segment's articles stand for; those that a source itself names stay as they are."""
    rows: list[tuple[int, str, str, bool]] = []
    column, tagged = segment.column(PERSONS), segment.numbers(TAGGED)
    if column is None or tagged is None:
        return Renames.of(rows)
    values = column.values.all()
    may_link = np.array([linker.may_link(value) for value in values], np.bool_)
    documents, ordinals = _pairs(column)
    first, last = days_of(segment)
    asked = np.flatnonzero(may_link[ordinals] & (tagged[documents] != 0))
    for document, ordinal in zip(documents[asked].tolist(), ordinals[asked].tolist(), strict=True):
        beside = column.row(document)
        link = linker.link(values[ordinal], int(first[document]), int(last[document]), beside)
        if link and link.value != values[ordinal]:
            rows.append((document, values[ordinal], link.value, link.value in beside))
    return Renames.of(rows)


def days_of(segment: Segment) -> tuple[Ints, Ints]:
    """First and last day of each document's publication date, ``UNDATED`` where it has none."""
    first, last = (np.full(segment.size, UNDATED, np.int64) for _ in range(2))
    column = segment.column(_PUBLISHED)
    bounds = None if column is None else column.bounds()
    if column is not None and bounds is not None:
        documents, ordinals = _pairs(column)
        first[documents], last[documents] = bounds[0][ordinals], bounds[1][ordinals]
    return first, last


def _as_found(segment: Segment, known: dict[str, int]) -> tuple[Ints, Ints]:
    """(document, number of the value among ``known``) of each person as it was before any renaming."""
    column = segment.column(PERSONS)
    if column is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    numbers = np.array([known.setdefault(value, len(known)) for value in column.values.all()], np.int64)
    documents, ordinals = _pairs(column)
    found = numbers[ordinals]
    renames = segment.renames.get(PERSONS)
    if renames is None:
        return documents, found
    theirs = np.array([known.setdefault(value, len(known)) for value in renames.values], np.int64)
    # What a document has only because something was renamed to it was not found there.
    made = ((renames.documents << 32) | theirs[renames.new])[~renames.also]
    kept = ~np.isin((documents << 32) | found, made)
    return (
        np.concatenate([documents[kept], renames.documents]),
        np.concatenate([found[kept], theirs[renames.old]]),
    )


def _pairs(column: Column) -> tuple[Ints, Ints]:
    ordinals = column.ordinals.astype(np.int64)
    return np.repeat(np.arange(column.size), column.row_counts()), ordinals


def _values(segment: Segment, name: str) -> list[str]:
    column = segment.column(name)
    return [] if column is None else column.values.all()


def _place_counts(segment: Segment) -> Iterator[tuple[str, int]]:
    column = segment.column(PLACES)
    if column is not None:
        yield from zip(column.values.all(), column.counts.tolist(), strict=True)
