"""What one name of a place may mean, before any article is asked: listed places, districts, roads, sites.

Useful for: ``resolve``, once a distinct spelling. Not for: choosing between homonyms, which needs the article.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from index.entities.fold import fold, word_set
from index.entities.gazetteer import Known, longer_names, name_key, places
from index.entities.numerals import roman
from index.entities.slips import are_one_letter_apart

SITE_HEADS = word_set(
    "aerodrome aeroport abbaye allee ancienne anse arena autoroute avenue baie barrage base basilique bassin bois boulevard "
    "bourse cale camp camping canal cap caserne cathedrale caserne centrale centre chapelle chateau chemin cimetiere circuit "
    "cirque cite clairiere clinique col colline college complexe comte cote cours couvent crique desert detroit dome ecole "
    "eglise embarcadere espace esplanade etang falaise ferme fleuve fontaine foret fort forteresse galerie galeries gare "
    "glacier golfe gorges gouffre grotte halle hippodrome hopital hotel ile iles impasse jardin jardins lac lagune lycee "
    "maison mairie marche massif memorial mer mine monastere mont montagne montagnes monts monument mosquee mur musee ocean "
    "opera palais parc passage pavillon penitencier peninsule phare piscine pic place plage plaine plateau pointe pont port "
    "porte prison promenade quai quartier rade refuge reserve riviere rocher route rue ruelle salle sanctuaire square stade "
    "station statue studio synagogue temple theatre tour tunnel universite usine val vallee vallon velodrome viaduc villa "
    "village ville zone zoo"
)
"""The words that name the kind of a site: "gare de Rennes", "rue Brancion"."""

# Named after a place as often as lying in it: "rue de Paris", "place d'Italie".
_NAMED_AFTER = word_set("rue avenue boulevard place porte quai pont square allee cours impasse route chemin passage")
_LINKS = word_set("de du des d la le l les a au aux en sur sous")
_ORDINALS = {
    "premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7,
    "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "treizieme": 13, "quatorzieme": 14,
    "quinzieme": 15, "seizieme": 16, "dix-septieme": 17, "dix-huitieme": 18, "dix-neuvieme": 19, "vingtieme": 20,
}  # fmt: skip
_DISTRICT = re.compile(
    rf"(?:(?P<number>[0-9]{{1,2}}|[ivx]{{1,6}}) ?(?:er|e|eme|ieme)?|(?P<word>{'|'.join(_ORDINALS)}))"
    r"(?P<named> arrondissement| arr\.?)?(?: (?:de |d')?(?P<city>paris|lyon|marseille))?"
)
_BARE_NUMBER = re.compile(r"[0-9]+|[ivx]+")
_ROAD = re.compile(
    r"(?:autoroute |route (?:nationale|departementale) |nationale |departementale )?(?:[ad]|rn|rd)? ?[0-9]{1,4}"
)
_SMALL = word_set("de du des d la le l les a au aux en sur sous et lès lez")
_PIECES = re.compile(r"([^\W_]+)")
_LOWER_ARTICLE = re.compile(r"(?:l[ae]s? |l['’])(?=[A-ZÀ-Þ])")
_ACCENTED = {
    "Ile": "Île", "Iles": "Îles", "Etat": "État", "Etats": "États", "Eglise": "Église", "Ecole": "École", "Etang": "Étang",
}  # fmt: skip
_UNACCENTED = re.compile(rf"\b(?:{'|'.join(_ACCENTED)})\b")
_MUCH_LARGER = 20  # "Romans" is Romans-sur-Isère, not the village of that name
_ACRONYM = 4  # letters: "JFK", "MIND" stay as they are, "CALAIS" does not
_MISSPELT_LENGTH = 9  # letters and spaces from which a name one letter from a great place's is taken for it
GREAT_IN_FRANCE, GREAT_ABROAD = 10_000, 500_000  # inhabitants


class Name(NamedTuple):
    """A name of a place: its key, its own spelling with a hyphen's and a capital's due, and what it may mean.

    ``kind`` says what the name itself tells of an unlisted place ("site", "road"); ``number`` is that of a
    district of Paris, Lyon or Marseille, ``city`` the one named with it. ``keeps_spelling``: the candidates
    are not this name itself but what it is short for ("Mantes") or lies in ("gare de Rennes").
    """

    key: str
    spelling: str
    candidates: tuple[Known, ...]
    kind: str = ""
    number: int = 0
    city: str = ""
    keeps_spelling: bool = False


@lru_cache(maxsize=65536)
def read_name(surface: str) -> Name:
    """The name that stands in a text.

    >>> name = read_name("XVIe arrondissement")
    >>> name.number, name.kind
    (16, 'district')
    """
    surface = " ".join(surface.split())  # a name may run over a line's end
    key, folded = name_key(surface) or surface, fold(surface)
    spelling = _spelling(surface)
    candidates = places().get(key, ())
    if candidates:
        longer = longer_names(key) if candidates[0].kind == "city" else ()
        if longer and 0 < candidates[0].population * _MUCH_LARGER < longer[0].population:
            return Name(key, spelling, longer, "city", keeps_spelling=True)
        return Name(key, spelling, candidates, candidates[0].kind)
    article = _LOWER_ARTICLE.match(surface)
    if article:  # "la Réunion" is listed, "le Sud-Ouest" as "Sud-Ouest"
        bare = read_name(surface[article.end() :])
        return bare if bare.candidates else Name(key, spelling, (), bare.kind)
    if folded[:1].isdigit() or folded[:1] in "ivx" or key.split(" ")[0] in _FIRST_OF_ORDINALS:
        number, city = _district(folded, surface)
        if number:
            return Name(key, spelling, (), "district", number, city)
    if _ROAD.fullmatch(folded):
        return Name(key, spelling, (), "road")
    meant = _misspelt(key) if len(key) >= _MISSPELT_LENGTH else ()
    if meant:
        return Name(key, spelling, meant, meant[0].kind)
    words = key.split(" ")
    # "pont d'Iéna", but Pont-de-Beauvoisin is a town
    if len(words) > 1 and words[0] in SITE_HEADS and not surface.startswith("-", len(words[0])):
        return _site(key, spelling, words)
    longer = longer_names(key)
    return Name(key, spelling, longer, "city" if longer else "", keeps_spelling=bool(longer))


_FIRST_OF_ORDINALS = frozenset(word.partition("-")[0] for word in _ORDINALS)


def _district(folded: str, surface: str) -> tuple[int, str]:
    """Number and city of "16e", "XVIe arrondissement de Paris", "seizième"; 0 for anything else."""
    match = _DISTRICT.fullmatch(folded)
    if not match or _BARE_NUMBER.fullmatch(folded):
        return 0, ""
    if match["number"] and not match["number"].isdigit() and not surface[: match.end("number")].isupper():
        return 0, ""  # "Vie" is a river, "VIe" a district
    number = _ORDINALS.get(match["word"] or "") or (
        int(match["number"]) if match["number"].isdigit() else roman(match["number"])
    )
    return (number, (match["city"] or "").capitalize()) if 1 <= number <= 20 else (0, "")


def _site(key: str, spelling: str, words: list[str]) -> Name:
    """A site nobody lists; where its name ends in a city's, it lies there: "gare de Rennes"."""
    if words[0] not in _NAMED_AFTER:
        for first in range(1, len(words)):
            rest = " ".join(words[first:])
            if words[first] in _LINKS or words[first - 1] not in _LINKS or rest in SITE_HEADS or rest not in places():
                continue  # "hôtel de ville" is not in Villé
            around = places()[rest]
            if around[0].kind not in ("site", "district"):  # "théâtre du Châtelet" is in Paris, not in Belgium
                around = tuple(place for place in around if place.kind == "city")
            if around:
                return Name(key, spelling, around, "site", keeps_spelling=True)
    return Name(key, spelling, (), "site", keeps_spelling=True)


def _spelling(surface: str) -> str:
    """As written, but never in capitals throughout ("PAS-DE-CALAIS"), and with the accent of "Île" and "État"."""
    shown = _UNACCENTED.sub(lambda word: _ACCENTED[word[0]], surface.replace("’", "'"))
    if not shown.isupper() or (len(shown) <= _ACRONYM and shown.isalpha()) or any(c.isdigit() for c in shown):
        return shown
    pieces = _PIECES.split(shown.lower())
    return "".join(p if i and p in _SMALL else p.capitalize() for i, p in enumerate(pieces, start=-1))


def _misspelt(key: str) -> tuple[Known, ...]:
    """The country, region, department or large city meant: "Eure-et-Loire", "Hautes-de-Seine", "Thonville"."""
    meant = {
        places()[great] for great in _great_names().get(key[:1], ()) if are_one_letter_apart(key, great, swaps=True)
    }
    return meant.pop() if len(meant) == 1 else ()


@cache
def _great_names() -> dict[str, list[str]]:
    """Keys of places so well known that a misspelt name is theirs, by first letter."""
    found: dict[str, list[str]] = {}
    for key in places().keys_of(GREAT_IN_FRANCE, GREAT_ABROAD):
        if len(key) >= _MISSPELT_LENGTH - 1:
            found.setdefault(key[0], []).append(key)
    return found
