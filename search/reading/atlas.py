"""Where the values of the place facet lie: "Rennes" is a town of Ille-et-Vilaine, at 48.11° N 1.68° W.

A value is a name, and several places may bear it. Which of them is meant most the index's own columns tell: an article that
speaks of Vienne in Isère lies in Isère too. Only what no list knows is read in one of its articles.

Useful for: kinds, paths and positions of thousands of values at once, each looked up once a snapshot. Not for: filtering and
counting; the columns do that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from index.article import Article
from index.entities.gazetteer import Known, countries_by_code, departments, gazetteer, name_key, places
from index.text import fold_key
from search.docset import DocSet, Mask
from search.snapshot import Snapshot

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """What is known of a value: fields as in ``Place``. ``by`` is the place it lies in whose position stands for its own,
    "" when the position is its own; ``also`` tells the other places of the name that articles speak of, by their paths."""

    kind: str = ""
    country: str = ""
    path: Path = ()
    lat: float | None = None
    lon: float | None = None
    by: str = ""
    also: tuple[Path, ...] = ()


NOWHERE = Located()


class Atlas:
    """The places of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        # No article here: a snapshot that is no longer used must be free to go.
        self._names, self._within = snapshot.column("places"), snapshot.column("places_within")
        self._parents: dict[str, DocSet] = {}
        self._listed: dict[str, Located | None] = {}
        self._read: dict[str, Located] = {}

    def listed(self, value: str, key: str = "") -> Located | None:
        """The place of the lists that the value means most often; None when no list knows what it means. ``key`` is the
        column's of the value, where it is at hand: folding costs more than the rest."""
        if value not in self._listed:
            self._listed[value] = self._look_up(value, key or value)
        return self._listed[value]

    def read(self, value: str, snapshot: Snapshot) -> Located:
        """What one of the value's articles says of it, by its source or the tagger; NOWHERE when nothing."""
        known = self._read.get(value)
        if known is None:
            known = self._read[value] = self._ask(value, snapshot)
        return known

    # --- by the lists

    def _look_up(self, value: str, key: str) -> Located | None:
        # Of several in one country the first, the widest or the most populous: nothing here tells them apart.
        candidates = list({place.path: place for place in reversed(places().get(name_key(value), ()))}.values())[::-1]
        if not candidates:
            return None
        number = self._within.number(key)
        found = self._within.having_number(number) if number >= 0 else None
        if not found:
            return None
        documents = found.documents
        if len(candidates) == 1:
            sure = not candidates[0].path or self._parent(candidates[0]).has(documents).any()
            return located(candidates[0]) if sure else None
        told = [self._parent(place).has(documents) if place.path else None for place in candidates]
        masks = [_alone(n, candidates, told, len(documents)) for n in range(len(candidates))]
        # What several explain proves none of them: Georgia's articles speak of the United States too.
        spoken = np.sum(masks, axis=0)
        first = max(range(len(masks)), key=lambda n: (int((masks[n] & (spoken == 1)).sum()), int(masks[n].sum()), -n))
        if not masks[first].any():
            return None
        explained = told[first]
        unexplained = spoken > 0 if explained is None else ~explained
        others = (candidates[n].path for n, mask in enumerate(masks) if n != first and (mask & unexplained).any())
        return located(candidates[first], tuple(dict.fromkeys(filter(None, others))))

    def _parent(self, place: Known) -> DocSet:
        name = place.path[-1]
        if name not in self._parents:
            self._parents[name] = self._within.having_value(name)
        return self._parents[name]

    # --- by the articles

    def _ask(self, value: str, snapshot: Snapshot) -> Located:
        column = self._names if self._names.number(value) >= 0 else self._within
        number = column.number(value)
        if number < 0:
            return NOWHERE
        documents = column.having_number(number).documents
        if not len(documents):
            return NOWHERE
        # Half-way in time, so that a name which changed its meaning is taken at its middle.
        told = said(snapshot.article(int(documents[len(documents) // 2])), column.keys[number])
        found = max(told, key=lambda found: (found.lat is not None, len(found.path), found.kind), default=NOWHERE)
        return (
            found if found.path or found.lat is not None else replace(bare(value), kind=found.kind or bare(value).kind)
        )

    # --- the levels

    @cached_property
    def departments(self) -> dict[str, Located]:
        """The French departments, by the values there are; overseas they are the regions."""
        return self._values([departments()[code] for code in departments()])

    @cached_property
    def regions(self) -> dict[str, Located]:
        """The French regions, by the values there are."""
        names = dict.fromkeys(place.path[2] for place in departments().values() if place.kind == "department")
        mainland = [place for name in names for place in places()[name_key(name)] if _is_french_region(place)]
        overseas = [place for place in departments().values() if place.kind == "region"]
        return self._values([*mainland, *overseas])

    @cached_property
    def countries(self) -> dict[str, Located]:
        """The states, by the values there are."""
        return self._values([place for place in countries_by_code().values() if place.kind == "country"])

    def _values(self, known: list[Known]) -> dict[str, Located]:
        """Known places by the column's spelling of their names; where the name means another place more often, that one is
        told with it."""
        found = {}
        for place in known:
            number = self._within.number(place.name)
            if number >= 0:
                value = self._within.value(number)
                usual = self.listed(value)
                others = () if usual is None else tuple(path for path in (usual.path, *usual.also) if path)
                found[value] = located(place, tuple(path for path in others if _elsewhere(path, place)))
        return found


def _alone(n: int, candidates: Sequence[Known], told: Sequence[Mask | None], size: int) -> Mask:
    """The documents that speak of what a candidate lies in, and of nothing narrower around another: a river of France is
    meant where none of its departments is. What lies in nothing is meant where no other is."""
    mine, path = told[n], candidates[n].path
    mask = np.ones(size, np.bool_) if mine is None else mine
    for other, place in zip(told, candidates, strict=True):
        if other is not None and len(place.path) > len(path) and place.path[: len(path)] == path:
            mask = mask & ~other
    return mask


def _is_french_region(place: Known) -> bool:
    return place.kind == "region" and place.country == "FR"


def _elsewhere(path: Path, place: Known) -> bool:
    """Whether what lies in the path is another place than this, and not in it."""
    return path != place.path and place.name not in path and path[-1] not in place.path


def bare(value: str) -> Located:
    """What a name alone means, where articles say nothing of what it lies in: a place known well enough, or NOWHERE."""
    noted = gazetteer().get(name_key(value))
    return located(noted[0]) if noted else NOWHERE


def located(place: Known, also: tuple[Path, ...] = ()) -> Located:
    """A place of the lists."""
    return Located(place.kind, place.country, place.path, place.lat, place.lon, "", also)


def said(article: Article, key: str) -> set[Located]:
    """What an article says of a value, given its key."""
    found = set()
    for place in article.places or ():
        if (fold_key(place.value) or place.value) == key:
            if place.lat is not None and place.lon is not None:
                found.add(Located(place.kind, place.country, place.path, place.lat, place.lon))
            else:
                found.add(_by_surroundings(place.kind, place.country, place.path))
    return found


def _by_surroundings(kind: str, country: str, path: Path) -> Located:
    """A place without a position of its own, at that of the narrowest place it lies in."""
    for depth in range(len(path) - 1, 0, -1):
        for around in places().get(name_key(path[depth]), ()):
            if around.path == path[:depth] and around.lat is not None:
                return Located(kind, country, path, around.lat, around.lon, path[depth])
    return Located(kind, country, path)


_ATLASES: WeakKeyDictionary[Snapshot, Atlas] = WeakKeyDictionary()


def atlas(snapshot: Snapshot) -> Atlas:
    """The atlas of a snapshot: what was looked up once stays known while the snapshot is in use."""
    # Two threads at once may make one each; one is kept, and both are right.
    found = _ATLASES.get(snapshot)
    if found is None:
        found = _ATLASES[snapshot] = Atlas(snapshot)
    return found
