"""What the user says of persons and places: who is one, who is two, who is called what, what is nobody. Pure.

Useful for: applying ``entities.toml`` to what was found in an article. Not for: reading that file; see
``corrections_file``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from index.entities.calendar import first_day, last_day, parse_date
from index.entities.gazetteer import gazetteer, name_key
from index.entities.mention import Mention, Person, Place
from index.linking.joining import Named, joined
from index.linking.names import name_of
from index.text import fold_key

Action = Literal["merge", "rename", "forget", "split"]
Kind = Literal["person", "place"]
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Rule:
    """One correction: of ``value``, to ``to`` ("" for none), as line ``line`` says. A split goes ``to`` its target only
    in the articles of ``ids`` or of the days ``since`` to ``until`` (ISO dates, "": open), where any are given."""

    action: Action
    kind: Kind
    value: str
    line: int
    to: str = ""
    ids: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""

    def concerns(self, article_id: str, day: str) -> bool:
        """Whether the article, of that date ("" for none), is one of those that go to the target."""
        if not self.to or (self.ids and article_id not in self.ids):
            return False
        if not self.since and not self.until:
            return True
        if not day or parse_date(day) != day:
            return False
        begin, end = first_day(day).isoformat(), last_day(day).isoformat()
        return self.since <= begin and (not self.until or end <= self.until)


class Applied(NamedTuple):
    """That a rule has made ``new`` ("" for nothing) of ``old`` in an article."""

    old: str
    new: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Corrections:
    """All rules of a file. ``rules`` has one of each value at most, its ``to`` the last of a chain; ``splits`` those of a
    value in the order of the file. Keys: kind and ``key_of`` the value; a file says nothing twice."""

    path: str = ""
    digest: str = ""
    rules: Mapping[tuple[Kind, str], Rule] = field(default_factory=dict)
    splits: Mapping[tuple[Kind, str], tuple[Rule, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rules or self.splits)

    def __len__(self) -> int:
        return len(self.rules) + sum(map(len, self.splits.values()))

    def fixed(self) -> frozenset[str]:
        """The keys (``names.Name.key``) of persons about whom the user has spoken: nothing links them."""
        said = [rule for rule in (*self.rules.values(), *self._every_split()) if rule.kind == "person"]
        return frozenset(name_of(value).key for rule in said for value in (rule.value, rule.to) if value)

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The names of persons that have become another, by its key (``names.Name.key``)."""
        names: dict[str, tuple[str, ...]] = {}
        for rule in self.rules.values():
            if rule.kind == "person" and rule.to:
                key = name_of(rule.to).key
                names[key] = (*names.get(key, ()), rule.value)
        return names

    def _every_split(self) -> Iterator[Rule]:
        return (rule for rules in self.splits.values() for rule in rules)

    def persons(self, found: Iterable[Person], article_id: str, day: str) -> tuple[tuple[Person, ...], list[Applied]]:
        """An article's persons, corrected, and what was done; ``day`` its date ("" for none)."""
        return self._corrected("person", tuple(found), article_id, day)

    def places(self, found: Iterable[Place], article_id: str, day: str) -> tuple[tuple[Place, ...], list[Applied]]:
        """The same of its places: one that becomes a place of the lists gets the attributes of that."""
        before = tuple(found)
        places, applied = self._corrected("place", before, article_id, day)
        borne = {place.value for place in before}
        return tuple(place if place.value in borne else _known(place) for place in places), applied

    def _corrected(
        self, kind: Kind, found: tuple[Named, ...], article_id: str, day: str
    ) -> tuple[tuple[Named, ...], list[Applied]]:
        applied: list[Applied] = []
        if not self:
            return found, applied
        parted = [part for each in found for part in self._parted(kind, each, article_id, day, applied)]
        values: dict[str, str] = {}
        for each in parted:
            rule = self.rules.get((kind, key_of(each.value)))
            if rule and each.value not in values and rule.to != each.value:
                values[each.value] = rule.to
                applied.append(Applied(each.value, rule.to, rule))
        return tuple(each for each in joined(parted, values) if each.value), applied

    def _parted(self, kind: Kind, each: Named, article_id: str, day: str, applied: list[Applied]) -> Iterator[Named]:
        """The entity without the mentions that are to stay apart, and these as entities of their own."""
        if own := self.splits.get((kind, key_of(each.value))):
            rule = _of_article(own, article_id, day)
            value = rule.to if rule.concerns(article_id, day) else each.value
            if value != each.value:
                applied.append(Applied(each.value, value, rule))
            yield replace(each, value=value)
            return
        apart: dict[str, list[Mention]] = {}
        for mention in each.mentions if self.splits else ():
            if rules := self.splits.get((kind, key_of(mention.text))):
                rule = _of_article(rules, article_id, day)
                value = rule.to if rule.concerns(article_id, day) else rule.value
                if value != each.value:
                    if value not in apart:
                        applied.append(Applied(each.value, value, rule))
                    apart.setdefault(value, []).append(mention)
        gone = {mention for mentions in apart.values() for mention in mentions}
        left = tuple(mention for mention in each.mentions if mention not in gone)
        if left or not gone:
            yield replace(each, mentions=left)
        for value, mentions in apart.items():
            yield replace(each, value=value, mentions=tuple(mentions))


def _of_article(rules: tuple[Rule, ...], article_id: str, day: str) -> Rule:
    """The first of a value's splits that concerns the article, else the first."""
    return next((rule for rule in rules if rule.concerns(article_id, day)), rules[0])


@lru_cache(_REMEMBERED)
def key_of(value: str) -> str:
    """What a value is compared by: accents, case, hyphens and apostrophes do not count, as in facets."""
    return fold_key(value) or value


def _known(place: Place) -> Place:
    """The place with the attributes that the lists have for its value, where they have any."""
    known = gazetteer().get(name_key(place.value))
    if not known:
        return place
    first = known[0]
    return replace(place, kind=first.kind, country=first.country, lat=first.lat, lon=first.lon, path=first.path)
