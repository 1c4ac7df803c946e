"""Sites named by their kind: "aéroport d'Orly", "rue de Reuilly", "place de la République"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.fold import fold
from index.entities.gazetteer import Known, gazetteer, name_key
from index.entities.name_lists import first_names
from index.entities.numerals import roman
from index.entities.words import Words

_KINDS = (
    "aéroport|gare|rue|avenue|boulevard|quai|pont|cathédrale|basilique|église|château|palais|parc|lac|col|"
    "plage|île|îles|vallée|circuit|stade|golfe|mont|massif|océan|mer|baie|presqu'île|forêt|aérodrome|"
    "square|esplanade|zoo|gouffre|grotte|phare|barrage|fort|hippodrome|place|musée|théâtre"
)
_NAME = r"(?:[A-ZÀ-Þ][\w]*|[0-9]{1,2}-[A-ZÀ-Þ]\w+)(?:[-'’][\w]+)*"
_SITE = re.compile(
    rf"(?<![\w-])(?P<head>{_KINDS}|{'|'.join(k.capitalize() for k in _KINDS.split('|'))})"
    rf"(?: de la | de l['’]| du | des | de | d['’]| )(?P<name>{_NAME}(?:(?: (?:de|du|des|la|le|en|sur|et)){{0,2}} ?[ -]{_NAME}){{0,3}})"
)
# With a name of their own only: "hôpital Necker", where "hôpital de Nantes" is in Nantes.
_OWN_NAME = re.compile(rf"(?<![\w-])(?:[hH]ôpital|[hH]ôtel|[hH]ippodrome) {_NAME}(?:[ -]{_NAME})*")
# Before "ième": the districts of Paris are twenty.
_ORDINALS = {
    "prem": 1, "deux": 2, "trois": 3, "quatr": 4, "cinqu": 5, "six": 6, "sept": 7, "huit": 8, "neuv": 9, "dix": 10,
    "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16, "dix-sept": 17, "dix-huit": 18,
    "dix-neuv": 19, "vingt": 20,
}  # fmt: skip
_DISTRICT = re.compile(
    rf"(?<![\w-])(?:(?P<number>[0-9]{{1,2}}|[IVX]{{1,5}}|(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?=i))"
    r"(?:er|e|ème|ième|ier)) arrondissement(?: de (?P<city>Paris|Lyon|Marseille))?(?!\w)"
)
_MOTORWAY = re.compile(r"(?:[aA]utoroute |(?<=[lL]['’]))(?P<road>A[1-9][0-9]{0,2})(?!\w)")
_ABOUT_ROADS = re.compile(r"autoroute|péage|bouchon|circulation|automobilistes")
# "place" and "stade" are verbs and figures of speech too; a museum or theatre without its own name is none.
_NEED_ARTICLE = re.compile(r"(?:\b(?:la|de|sur|cette|une|à) )$")


# A place nobody lists, followed by where it is: "Gonfaron (Var)", "à Grugliasco, dans le Piémont".
_UNLISTED = re.compile(
    rf"(?<![\w-])(?:(?<=à )|(?<=de )|(?<=d['’]))(?P<name>{_NAME}(?:[ -]{_NAME})*)(?= ?\((?P<inside>[A-ZÀ-Þ][\w '’-]+)[),]|, (?:dans|en) (?:le |la |les |l['’])?(?P<around>{_NAME}))"
)
_WIDE = frozenset({"country", "region", "department", "island"})


def find_sites(words: Words) -> Iterator[tuple[int, int, Known]]:
    """Start, end and place of each site named by its kind and of unlisted towns said to lie somewhere."""
    end = 0
    for match, known in sorted(_matches(words.text), key=lambda found: found[0].start()):
        if match.start() >= end:
            end = match.end()
            yield match.start(), end, known


def _matches(text: str) -> Iterator[tuple[re.Match[str], Known]]:
    for match in _SITE.finditer(text):
        if match["head"] != "place" or _NEED_ARTICLE.search(text[max(0, match.start() - 8) : match.start()]):
            yield match, _site(match)
    yield from ((match, _site(match)) for match in _OWN_NAME.finditer(text))
    yield from ((match, _district(match)) for match in _DISTRICT.finditer(text))
    if _ABOUT_ROADS.search(text):
        yield from ((match, _motorway(match)) for match in _MOTORWAY.finditer(text))
    for match in _UNLISTED.finditer(text):
        wide = gazetteer().get(name_key(match["inside"] or match["around"]), ())
        around = next((k for k in wide if k.kind in _WIDE), None)
        key = name_key(match["name"])
        if around and key not in gazetteer() and key.split()[0] not in first_names():
            path = tuple(p for p in (*around.path, around.name) if p)
            yield match, Known(match["name"].replace("’", "'"), "city", around.country, path)


def _site(match: re.Match[str]) -> Known:
    """The listed place of that name, else a site called as it is in the text."""
    name = match[0].replace("’", "'")
    listed = gazetteer().get(name_key(name))
    return listed[0] if listed else Known(name, "site")


def _district(match: re.Match[str]) -> Known:
    """As in "VIe arrondissement" is the "6e arrondissement de Paris", unless another city is the only one named."""
    numeral = match["number"]
    count = _ORDINALS.get(numeral) or (int(numeral) if numeral.isdigit() else roman(fold(numeral)))
    named = {city for city in ("Paris", "Lyon", "Marseille") if city in match.string}
    city = match["city"] or (named.pop() if len(named) == 1 else "Paris")
    path = tuple(p for p in gazetteer()[name_key(city)][0].path if p)
    return Known(f"{count}{'er' if count == 1 else 'e'} arrondissement de {city}", "district", "FR", (*path, city))


def _motorway(match: re.Match[str]) -> Known:
    return Known(f"autoroute {match['road']}", "road", "FR", ("Europe", "France"))
