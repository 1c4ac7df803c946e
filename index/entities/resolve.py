"""From the spans that name places in one article to its places: which one each name means, and its facet value.

Useful for: spans found by any tagger, or by hand. Not for: finding them.

An article means one place by one name. Which homonym: the one with the most people (of France sixteen times
more), unless the words around the name ("dans la Vienne", "Vienne (Isère)") or the article's other places speak for
another. Names nobody lists keep the article's spelling; a shorter form joins the longer ("Orly", "aéroport d'Orly").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.entities.fold import fold
from index.entities.gazetteer import name_key, places
from index.entities.mention import Mention, Place
from index.entities.place_forms import best_spelling, join_forms
from index.entities.place_names import read_name
from index.entities.place_scene import Group, Scene, department_beside, holder

Span = tuple[int, int, int]

_ARTICLES = {"le": "le", "la": "la", "les": "les", "du": "le", "au": "le", "aux": "les", "des": "les", "l'": "l"}
_ARTICLE = re.compile(r"(?:^|[^\w-])(le|la|les|du|au|aux|des|l(?='))['\s]?$")
_FAR = 36  # characters between a name and what it may lie in
_BEFORE = 20  # characters: "dans le département de "
# Between a name and the place it lies in: "Vienne (Isère)", "Sens, dans l'Yonne", "Rennes, en Bretagne".
_BESIDE = re.compile(r"\s?\((?:en |dans )?(?:l[ea]s? |l')?|,?\s(?:dans|en|au|aux|a)\b[^.;:()\n]{0,24}|, ")
# Between two of a list: "Algérie, Géorgie et Japon", "en Géorgie et en Alabama".
_LISTED = re.compile(r",? ?(?:et |ou )?(?:de |du |des |d'|en |au |aux |a |dans )?(?:l[ea]s? |l')?")
_CITIES = ("Paris", "Lyon", "Marseille")


def resolve(texts: tuple[tuple[str, str], ...], spans: Sequence[Span]) -> tuple[Place, ...]:
    """The places that ``spans`` name, in order of first mention.

    ``texts`` are ``(field, text)`` pairs; a span is the number of its pair, and start and end in that text.
    Each place has the mentions given, none added; blank spans are left out.
    """
    groups = _grouped(texts, sorted(spans))
    scene = Scene(groups)
    for group in groups:
        group.place = scene.choose(group)
        group.value = _value(group, scene)
    join_forms(groups)
    return tuple(_places(groups))


def _grouped(texts: tuple[tuple[str, str], ...], spans: Sequence[Span]) -> list[Group]:
    """Mentions by name, in order of first mention, with the words around them."""
    groups: dict[str, Group] = {}
    last: tuple[Group, int, int] | None = None
    for rank, (number, start, end) in enumerate(spans):
        name, text = texts[number]
        surface = text[start:end]
        if not surface.strip():
            continue
        read = read_name(surface)
        group = groups.get(read.key)
        if group is None:
            group = groups[read.key] = Group(read)
        before = fold(text[max(0, start - _BEFORE) : start])
        article = _ARTICLE.search(before)
        if article and not group.article:
            group.article = "l" if article[1] == "l" else _ARTICLES[article[1]]
        group.mentions.append(Mention(name, start, end, surface))
        group.order.append(rank)
        group.before.append(before)
        if text.startswith((" (", "("), end):
            group.beside |= department_beside(text[end : end + 6])
        if last and last[1] == number and start - last[2] < _FAR:
            gap = fold(text[last[2] : start])
            between = _BESIDE.fullmatch(gap)
            if _LISTED.fullmatch(gap):
                group.listed.add(last[0].name.key)
                last[0].listed.add(read.key)
            if between:
                last[0].beside.add(read.key)
                last[0].inside = last[0].inside or (read.key if between[0] != ", " else "")
        last = (group, number, end)
    return list(groups.values())


def _value(group: Group, scene: Scene) -> str:
    name, place = group.name, group.place
    if name.number:
        city = name.city or next((c for c in _CITIES[1:] if c in scene.named and "Paris" not in scene.named), "Paris")
        value = f"{name.number}{'er' if name.number == 1 else 'e'} arrondissement de {city}"
        group.place = places().get(name_key(value), places()[fold(city)])[0]
        return value
    if place and not name.keeps_spelling:
        return place.name
    if place and place.name.startswith(("Le ", "La ", "Les ", "L'")) and group.article:
        return place.name
    return best_spelling(group.mentions)


def _places(groups: Iterable[Group]) -> Iterator[Place]:
    by_value: dict[str, list[Group]] = {}
    for group in groups:
        by_value.setdefault(group.value, []).append(group)
    for value, same in by_value.items():
        ranked = same[0].mentions
        if len(same) > 1:
            pairs = (pair for group in same for pair in zip(group.order, group.mentions, strict=True))
            ranked = [mention for _, mention in sorted(pairs)]
        yield _place(value, same[0], tuple(ranked))


def _place(value: str, group: Group, mentions: tuple[Mention, ...]) -> Place:
    name, known = group.name, group.place
    if known is None:
        around = holder(group.inside) if group.inside else None
        if around is None:
            return Place(value, mentions, name.kind)
        return Place(value, mentions, name.kind or "city", around.country, path=(*around.path, around.name))
    path = known.path
    if name.kind == "site" and name.keeps_spelling and value != known.name:
        return Place(value, mentions, name.kind, known.country, known.lat, known.lon, (*path, known.name))
    return Place(value, mentions, known.kind, known.country, known.lat, known.lon, path)
