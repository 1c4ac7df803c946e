"""Sites named by their kind: "aéroport d'Orly", "rue de Reuilly", "place de la République"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.gazetteer import Known, gazetteer, name_key
from index.entities.name_lists import first_names
from index.entities.words import Words

_KINDS = (
    "aéroport|gare|rue|avenue|boulevard|quai|pont|cathédrale|basilique|église|château|palais|parc|lac|col|"
    "plage|île|îles|vallée|circuit|stade|autoroute|golfe|mont|massif|océan|mer|baie|presqu'île|forêt|aérodrome|"
    "square|esplanade|zoo|gouffre|grotte|phare|barrage|fort|hippodrome|place|musée|théâtre"
)
_NAME = r"(?:[A-ZÀ-Þ][\w]*|[0-9]{1,2}-[A-ZÀ-Þ]\w+)(?:[-'’][\w]+)*"
_SITE = re.compile(
    rf"(?<![\w-])(?P<head>{_KINDS}|{'|'.join(k.capitalize() for k in _KINDS.split('|'))})"
    rf"(?: de la | de l['’]| du | des | de | d['’]| )(?P<name>{_NAME}(?:(?: (?:de|du|des|la|le|en|sur|et)){{0,2}} ?[ -]{_NAME}){{0,3}})"
)
# With a name of their own only: "hôpital Necker", where "hôpital de Nantes" is in Nantes.
_OWN_NAME = re.compile(rf"(?<![\w-])(?:[hH]ôpital|[hH]ôtel|[hH]ippodrome) {_NAME}(?:[ -]{_NAME})*")
_DISTRICT = re.compile(
    r"(?<![\w-])(?:[0-9]{1,2}(?:er|e|ème)|[IVX]+(?:er|e|ème)|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz|treiz|quatorz|quinz|seiz)ième)"
    r" arrondissement(?: de (?:Paris|Lyon|Marseille))?(?!\w)"
)
_MOTORWAY = re.compile(r"(?<=[lL]['’])A[1-9][0-9]{0,2}(?!\w)")
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
    patterns = [_OWN_NAME, _DISTRICT, *([_MOTORWAY] if _ABOUT_ROADS.search(text) else [])]
    yield from ((match, _site(match)) for pattern in patterns for match in pattern.finditer(text))
    for match in _UNLISTED.finditer(text):
        wide = gazetteer().get(name_key(match["inside"] or match["around"]), ())
        around = next((k for k in wide if k.kind in _WIDE), None)
        key = name_key(match["name"])
        if around and key not in gazetteer() and key.split()[0] not in first_names():
            path = tuple(p for p in (*around.path, around.name) if p)
            yield match, Known(match["name"].replace("’", "'"), "city", around.country, path)


def _site(match: re.Match[str]) -> Known:
    return Known(match[0].replace("’", "'"), "site")
