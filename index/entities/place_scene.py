"""Which of several homonyms an article means: by the words around, by its other places, else the best known.

Scores are powers of ten of inhabitants: a city of 100,000 has 5, a French one 1.2 more. What the article says
adds to them; each figure's reason stands beside it. They were set looking at the annotated training articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log10

from index.entities.fold import fold, word_set
from index.entities.gazetteer import Known, departments, places
from index.entities.mention import Mention
from index.entities.place_names import Name

# What a name without a number of people weighs: "Géorgie" is the country, "Loire" the department.
_WEIGHT_OF_KIND = {
    "continent": 10.5, "region": 7.0, "department": 6.8, "sea": 6.5, "mountain": 6.5, "river": 6.0,
    "island": 6.5, "district": 6.0, "site": 7.0, "city": 5.8,
}  # fmt: skip
_COUNTRY = 1.5  # more than a city of as many people: "Luxembourg", but Grenade in an article about Spain
_FRENCH, _OVERSEAS, _FRENCH_SPEAKING = 1.2, 0.6, 0.4
_NEAR_FRANCE = frozenset({"BE", "CH", "LU", "MC"})
_BESIDE = 6.0  # "Vienne (Isère)": nothing outweighs it
# The article names what it lies in, the department or the foreign country; another of its places lies there too
# (at most three count). Most articles name some country, few a department: abroad it tells less.
_FRENCH_CONTEXT, _CONTEXT_ABROAD = (1.5, 0.7), (1.0, 0.3)
_CERTAIN = 2.0  # a hundred times more people than the next homonym: the others are not thought of
_ALSO_NAMED = 1.0  # "l'Amérique" where the article also says "États-Unis"
_ALIKE = 1.2  # "Algérie, Géorgie, Japon": a list of countries; "Géorgie et Alabama": of American states
_ARTICLE, _NO_ARTICLE = 2.5, 2.5  # "dans la Vienne", "à Vienne"
_WITH_ARTICLE = frozenset({"department", "river", "sea", "mountain", "region", "island", "country", "district", "site"})
_BARE = re.compile(r"(?:^|\W)(?:a|vers|de) $")
_WATER = word_set(
    "fleuve riviere bords rives eaux berges crue crues rive quais lit mer traverser traversee traverse traversent traversant "
    "outre tunnel large cotes cote franchi franchir franchit bord facade"
)
_NUMBER = re.compile(r"\s?\((2[ABab]|[0-9]{2,3})\)")


@dataclass(slots=True)
class Group:
    """All mentions of one name in an article, and what stands around them.

    ``article`` is "le", "la", "les", "l" or "": the one before any of them. ``order`` is each mention's rank among
    all, ``before`` the folded characters before it. ``beside`` are the keys of places said right after one:
    "(Isère)", ", en Bretagne", ", Texas"; ``inside`` the first of them that is said to hold it, not just named
    next; ``listed`` those it stands in a list with. ``place`` and ``value`` are what comes of it.
    """

    name: Name
    article: str = ""
    mentions: list[Mention] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    inside: str = ""
    listed: set[str] = field(default_factory=set)
    candidates: tuple[Known, ...] = ()
    place: Known | None = None
    value: str = ""


class Scene:
    """The places of one article, to tell what a doubtful one of them is."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.named: set[str] = set()
        self.around: Counter[str] = Counter()
        for group in groups:
            group.candidates = _candidates(group)
            if group.candidates and not group.name.keeps_spelling:
                first = _evident(group.candidates)
                if first:
                    self.named.add(first.name)
                    self.around.update(first.path[1:])

    def choose(self, group: Group) -> Known | None:
        """What the name means there; None when nobody lists it."""
        candidates = group.candidates
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        return max(candidates, key=lambda place: self._score(place, group))

    def _score(self, place: Known, group: Group) -> float:
        score = _known_for(place) + _grammar(place, group)
        inside = _holders(place)
        if group.beside and any(_key_of(name) in group.beside for name in inside):
            score += _BESIDE
        if place.kind in ("country", "region") and any(_is_alike(place, key) for key in group.listed):
            score += _ALIKE
        if place.kind == "country" and group.article and place.name in self.named:
            score += _ALSO_NAMED
        named, neighbour = _FRENCH_CONTEXT if place.country == "FR" else _CONTEXT_ABROAD
        if place.country == "FR":
            inside = inside[1:]  # that the article speaks of France tells nothing
        if inside:
            score += named * any(name in self.named for name in inside)
            score += neighbour * min(3, self.around[inside[-1] if place.country == "FR" else inside[0]])
        return score


def _is_alike(place: Known, key: str) -> bool:
    """Whether what stands in a list with it is surely of its kind: a country, a region of the same country."""
    other = _evident(places().get(key, ()))
    return other is not None and other.kind == place.kind and (place.kind == "country" or other.path == place.path)


def _holders(place: Known) -> tuple[str, ...]:
    """What it lies in, its continent apart: country or France, region, department."""
    return (*place.path[1:], place.region) if place.region else place.path[1:]


def _evident(candidates: tuple[Known, ...]) -> Known | None:
    """The one that outweighs all others by far, whatever the article says."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    (second, _), (first, number) = sorted((_known_for(place), i) for i, place in enumerate(candidates))[-2:]
    return candidates[number] if first - second >= _CERTAIN else None


def holder(key: str) -> Known | None:
    """The country, region or department of that key, which an unlisted place is said to lie in."""
    return next((place for place in places().get(key, ()) if place.kind in ("country", "region", "department")), None)


@cache
def _key_of(name: str) -> str:
    return fold(name).replace("-", " ").replace("'", " ")


def _known_for(place: Known) -> float:
    """How much the name alone speaks for that place."""
    if place.kind == "country" and place.population:
        return log10(place.population) + _COUNTRY
    if place.kind != "city" or not place.population:
        return _WEIGHT_OF_KIND.get(place.kind, 5.0)
    score = log10(place.population)
    if place.country == "FR":
        return score + (_FRENCH if place.path[0] == "Europe" else _OVERSEAS)
    return score + _FRENCH_SPEAKING * (place.country in _NEAR_FRANCE)


def _grammar(place: Known, group: Group) -> float:
    """What the words before the name speak for: "dans la Vienne", "à Vienne", "traverser la Manche"."""
    if place.kind == "city":
        has_own = place.name.startswith(("Le ", "La ", "Les ", "L'"))
        return 0.0 if has_own or not group.article else -_ARTICLE
    score = 0.0
    if group.article:
        score += _ARTICLE * (place.kind in _WITH_ARTICLE)
    elif place.context == "article" and (place.kind == "region" or any(map(_BARE.search, group.before))):
        score -= _NO_ARTICLE
    if place.kind in ("river", "sea") and any(not _WATER.isdisjoint(words.split()) for words in group.before):
        score += 2.0
    return score


def _candidates(group: Group) -> tuple[Known, ...]:
    """What the name may mean, with the article before it where that makes another name: "au Havre"."""
    own = group.name.candidates
    if group.name.number:
        return ()
    if any(words.endswith(("etat de ", "etat d'")) for words in group.before):
        state = places().get(f"etat de {group.name.key}") or tuple(k for k in own if k.kind == "region")
        if state:
            return state
    if group.article:
        listed = places().get(f"{group.article} {group.name.key}", ())
        if listed and (not own or group.name.keeps_spelling or all(k.kind == "city" for k in own)):
            return listed if not own or group.name.keeps_spelling else (*listed, *own)
    if not own and group.name.kind == "":
        return _with_its_article(group.name.key)
    return own


@cache
def _with_its_article(key: str) -> tuple[Known, ...]:
    """French communes called so but for an article of their own: "Pont-de-Beauvoisin"."""
    listed = (place for article in ("le", "la", "les", "l") for place in places().get(f"{article} {key}", ()))
    return tuple(place for place in listed if place.country == "FR")


def department_beside(text: str) -> set[str]:
    """The key of the department whose number stands at the beginning: " (38)"."""
    match = _NUMBER.match(text)
    known = departments().get(match[1].upper()) if match else None
    return {_key_of(known.name)} if known else set()
