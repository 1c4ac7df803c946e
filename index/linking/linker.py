"""Which full name a short or rare one of an article stands for, by what the corpus around it says.

Useful for: "Macron" alone in an article is "Emmanuel Macron", as in nearly all articles of those weeks. Not for:
the mentions of one article (``index.entities.linking``), the user's own word (``corrections``).

A wrong join hurts a researcher more than a missed one; so one value, nothing else, must fit:

- a surname ("Macron", "Le Pen", "E. Macron") joins the full name that stands in 90 % of the articles with any full name
  of that surname, in five or more, within 30 days of the article (of an undated article: in the whole corpus); or, where
  those weeks name no other, in 80 % of the whole corpus and fifteen articles ("de Gaulle" is "Charles de Gaulle"). Not
  where the article itself has full names with that surname, for then it was left apart on purpose; nor a first name,
  nor what the corpus names more often as a place than as a surname;
- a spelling ("Fabrice Luchini") joins one that differs by a letter that is hardly heard, is ten times as frequent, and
  stands in five articles of the same weeks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.linking.names import Name, are_variants, name_of
from index.linking.spellings import usual

LEAST_SHARE = 0.9
LEAST_ARTICLES = 5
# Two who are always named together are both in nearly all articles: then the surname is either's.
MOST_OF_NEXT = 0.5
WINDOW_DAYS = 30
# Who is in the news now and then for years ("de Gaulle"): where those weeks name no other, the whole corpus may tell.
OFTEN, NEARLY_ALL = 15, 0.8
LEAST_RATIO = 10
UNDATED = -1
"""The day of an article without a date."""

Ints = NDArray[np.int64]


class Link(NamedTuple):
    """``value`` is what the name stands for; ``reason`` why: a surname, or a spelling. ``share`` (0 to 1) of ``total``
    articles in the window bear it; for a spelling, of those with either."""

    value: str
    reason: Literal["surname", "spelling"]
    share: float
    total: int


@dataclass(slots=True)
class Sightings:
    """Who is named when: pair i says that article ``articles[i]`` of ``days[i]`` (proleptic Gregorian ordinal, the
    first of an imprecise date; ``UNDATED``) has the value ``values[numbers[i]]``. ``places``: by key, how many
    articles name a place so."""

    values: Sequence[str]
    numbers: Ints
    articles: Ints
    days: Ints
    places: Mapping[str, int]


class _Seen(NamedTuple):
    """Where full names of one surname stand: ``days``, ascending, one for each name in each article; how many
    ``articles`` come before each of these (one number more); which of the ``groups`` it is (``bearers``)."""

    days: Ints
    articles: Ints
    bearers: Ints
    groups: list[int]


class Linker:
    """Links values by some sightings; ``wanted`` are those that will be asked for (None: any), all others are evidence
    only. ``fixed`` are keys of values that stay as they are; ``aliases`` further names of a value, by its key: what the
    user calls "Macron (président)" is still an Emmanuel Macron."""

    def __init__(
        self,
        sightings: Sightings,
        wanted: Collection[str] | None,
        fixed: Collection[str] = (),
        aliases: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._places = sightings.places
        self._fixed = frozenset(fixed)
        self._aliases = aliases or {}
        self._group_by_key(sightings)
        names = [] if wanted is None else [name_of(value) for value in wanted]
        self._of_any = wanted is None
        self._rivals = self._spellings({name.skeleton for name in names if name.is_full})
        self._target = {group: rivals[0] for group, rivals in self._rivals.items()}
        self._bearers = self._endings({surname for name in names if (surname := name.surname)})
        self._sighted: dict[tuple[str, str], _Seen] = {}

    # --- the corpus

    def _group_by_key(self, sightings: Sightings) -> None:
        """Spellings that differ by accents, case and hyphens are one name, called by its usual one."""
        counts = np.bincount(sightings.numbers, minlength=len(sightings.values)).tolist()
        groups: dict[str, int] = {}
        spellings: list[list[tuple[str, int]]] = []
        group_of = np.empty(len(sightings.values), np.int64)
        for number, value in enumerate(sightings.values):
            group = groups.setdefault(name_of(value).key, len(groups))
            if group == len(spellings):
                spellings.append([])
            spellings[group].append((value, counts[number]))
            group_of[number] = group
        self._groups = groups
        self._labels = [usual(each) for each in spellings]
        of_pairs = group_of[sightings.numbers]
        order = np.lexsort((sightings.days, of_pairs))
        self._days = sightings.days[order]
        self._articles = sightings.articles[order]
        self._starts = np.searchsorted(of_pairs[order], np.arange(len(groups) + 1))

    def _count(self, group: int) -> int:
        return int(self._starts[group + 1] - self._starts[group])

    def _pairs_of(self, group: int) -> slice:
        return slice(self._starts[group], self._starts[group + 1])

    def _spellings(self, wanted: Collection[tuple[str, ...]]) -> dict[int, list[int]]:
        """For each name, the spellings ten times as frequent that it may be meant for, most frequent first."""
        alike: dict[tuple[str, ...], list[int]] = {}
        for group, label in enumerate(self._labels):
            name = name_of(label)
            if name.is_full and (self._of_any or name.skeleton in wanted):
                alike.setdefault(name.skeleton, []).append(group)
        found: dict[int, list[int]] = {}
        for groups in alike.values():
            ranked = sorted(groups, key=lambda group: (-self._count(group), self._labels[group]))
            for group in groups:
                name, least = name_of(self._labels[group]), LEAST_RATIO * self._count(group)
                enough = [rival for rival in ranked if rival != group and self._count(rival) >= least]
                rivals = [rival for rival in enough if are_variants(name, name_of(self._labels[rival]))]
                if rivals and name.key not in self._fixed:
                    found[group] = rivals
        return found

    def _endings(self, wanted: Collection[str]) -> dict[str, list[int]]:
        """The full names with each surname."""
        bearers: dict[str, list[int]] = {}
        for group, label in enumerate(self._labels):
            for ending in self._surnames(label):
                if self._of_any or ending in wanted:
                    bearers.setdefault(ending, []).append(group)
        return bearers

    def _full_names(self, value: str) -> list[Name]:
        name = name_of(value)
        return [each for each in (name, *map(name_of, self._aliases.get(name.key, ()))) if each.is_full]

    def _surnames(self, value: str) -> list[str]:
        """The surnames that a value may have."""
        return list(dict.fromkeys(ending for name in self._full_names(value) for ending in name.endings()))

    # --- one value

    def may_link(self, value: str) -> bool:
        """Whether the value can stand for another in any article."""
        name = name_of(value)
        if surname := name.surname:
            return surname in self._bearers
        return self._groups.get(name.key, -1) in self._rivals

    def link(self, value: str, first: int, last: int, beside: Collection[str] = ()) -> Link | None:
        """What the value stands for in an article dated between two days (ordinals; ``UNDATED``: the whole
        corpus counts) that names ``beside`` it these others; None: itself."""
        name = name_of(value)
        if name.key in self._fixed:
            return None
        if surname := name.surname:
            if any(surname in self._surnames(other) for other in beside):
                return None
            return self._by_surname(name, surname, first, last)
        return self._by_spelling(name, first, last) if name.is_full else None

    def _by_surname(self, name: Name, surname: str, first: int, last: int) -> Link | None:
        seen = self._sightings_of(surname, name.initial)
        if len(seen.days) < LEAST_ARTICLES or self._places.get(name.key, 0) > len(seen.days):
            return None
        begin, end = _window(seen.days, first, last)
        link = self._dominant(seen, begin, end, LEAST_ARTICLES, LEAST_SHARE)
        if link or first == UNDATED:
            return link
        everywhere = self._dominant(seen, 0, len(seen.days), OFTEN, NEARLY_ALL)
        others = {self._labels[seen.groups[number]] for number in seen.bearers[begin:end]} - {
            everywhere and everywhere.value
        }
        return None if others else everywhere

    def _dominant(self, seen: _Seen, begin: int, end: int, least: int, share: float) -> Link | None:
        """The bearer who stands in that share of the sightings' articles from begin to end, and in so many."""
        if end - begin < least:
            return None
        total = int(seen.articles[end] - seen.articles[begin])
        counts = np.bincount(seen.bearers[begin:end])
        best = int(counts.argmax())
        most = int(counts[best])
        counts[best] = 0
        if most < least or most < share * total or counts.max() > MOST_OF_NEXT * most:
            return None
        return Link(self._labels[seen.groups[best]], "surname", most / total, total)

    def _sightings_of(self, surname: str, initial: str) -> _Seen:
        found = self._sighted.get((surname, initial))
        if found is None:
            bearers = [group for group in self._bearers.get(surname, ()) if self._fits(group, initial)]
            rows = [np.empty((0, 3), np.int64)]
            for group in bearers:
                days, articles = (part[self._pairs_of(group)] for part in (self._days, self._articles))
                rows.append(np.stack([days, articles, np.full(len(days), self._target.get(group, group))], axis=1))
            # Sorted by day, then article; an article with two spellings of a name has it once.
            table = np.unique(np.concatenate(rows), axis=0)
            groups, numbers = np.unique(table[:, 2], return_inverse=True)
            fresh = np.diff(table[:, 1], prepend=-1) != 0
            found = _Seen(table[:, 0].copy(), np.concatenate([[0], np.cumsum(fresh)]), numbers, groups.tolist())
            self._sighted[surname, initial] = found
        return found

    def _fits(self, group: int, initial: str) -> bool:
        return not initial or any(name.words[0].startswith(initial) for name in self._full_names(self._labels[group]))

    def _by_spelling(self, name: Name, first: int, last: int) -> Link | None:
        group = self._groups.get(name.key)
        if group is None:
            return None
        for rival in self._rivals.get(group, ()):
            begin, end = _window(self._days[self._pairs_of(rival)], first, last)
            other_begin, other_end = _window(self._days[self._pairs_of(group)], first, last)
            articles, total = end - begin, end - begin + other_end - other_begin
            if articles >= LEAST_ARTICLES:
                return Link(self._labels[rival], "spelling", articles / total, total)
        return None


def _window(days: Ints, first: int, last: int) -> tuple[int, int]:
    """Where the days within a month of an article's lie among ascending ones."""
    if first == UNDATED:
        return 0, len(days)
    return int(days.searchsorted(first - WINDOW_DAYS)), int(days.searchsorted(last + WINDOW_DAYS, "right"))
