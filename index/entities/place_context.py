"""Whether the words around a listed name say that it stands for the place, and for which homonym."""

from __future__ import annotations

import re

from index.entities.gazetteer import Known
from index.entities.name_lists import first_names, surnames

_REACH = 40

# Names of clubs, papers, bodies, events and works that end in a place, and those that begin with one.
_INSIDE_LEFT = re.compile(
    r"(?:\b(?:fc|as|ac|rc|sc|us|olympique|stade|racing|girondins|club|real|athletic|standard|sporting|inter|bayern|borussia|"
    r"universite|festival|tour|coupe|open|grand prix|rallye|marathon|salon|foire|convention|traite|accords?|pacte|appel|"
    r"banque|air|radio|miss|mister|gaz|electricite|opera|orchestre|conservatoire|academie|institut|ecole|protocole|"
    r"24 heures|jeux olympiques|jo|academie|mines|bourse|credit|banque populaire|medef|aeroports|groupe|edition|editions|"
    r"biennale|prix|masters|tournoi|meeting|mostra|berlinale|cour des comptes|bataille|siege|edit|rugby|lou)"
    r"(?: (?:de la |de l'|du |des |de |d'|et )?| d'|-)|\b(?:france|ouest|sud|bfm|nice|est|virgin|fun)-|\bbfm |\bl'equipe de )$"
)
_INSIDE_RIGHT = re.compile(
    r"^(?:[ -](?:[0-9]\b|match\b|saint-germain|sg\b|fc\b|inter\b|info\b|infos\b|bleu\b|culture\b|televisions?\b|insoumise\b|premiere\b|"
    r"habitat\b|dauphine\b|musees\b|times\b|post\b|lakers\b|bulls\b|matin\b|presse\b|ecologie\b|assoc|3-|4-|soir\b|"
    r"musique\b|antilles\b|diplomatie\b|nord-|motor|telecom|galop\b|active\b|basket\b|handball\b|united\b|city\b|"
    r"rangers\b|knicks\b|mirror\b|2024|en commun|plage|herald|tribune|motors\b|fashion|dakar)|[-][a-z])"
)
# What shows a place before a name: prepositions, "la ville de", a bracket; "et" and "," only within lists.
_LOCATIVE = re.compile(
    r"(?:\b(?:a|en|vers|pres de|pres d'|depuis|entre|pour|jusqu'a|hors de|dans|chez|sur|via|rejoindre|quitter|visiter|"
    r"de|d'|autour de|region de|ville de|commune de|maire de|mairie de|habitants de|et|ou|quitte|par|contre)\s?|[(,/]\s?|^)$"
)
_STRONG_LOCATIVE = re.compile(
    r"(?:\b(?:a|vers|pres de|jusqu'a|hors de|autour de|region de|ville de|communes? de|maires? de|mairie de|village de|"
    r"habitants de|gare de|hopital de|chu de|tribunal de|prison de|parquet de|procureur de|gendarmerie de|police de|"
    r"commissariat de|quartier de|hauteur de|proche de|originaire de|evêque de|prefecture de|aeroport de|centre-ville de|"
    r"correctionnel de|judiciaire de|assises de|appel de|port de|lycee de|rues de|banlieue de|nord de|sud de|est de|ouest de|"
    r"centre de|sortie de|direction de|station de|plage de|deputee? de|agglomeration de|eveque de|urbaine de|pompiers de) ?|\()$"
)
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|du|des|au|aux|de la|dans le|dans la|dans les|en)\s|\bl'|\()$")
_DEPARTMENT = re.compile(
    r"(?:\(|\b(?:departement|prefet|prefete|prefecture|deputee?|senateur|senatrice|gendarmes|gendarmerie|pompiers|sdis|departemental)(?: \w+)? "
    r"(?:du |de la |de l'|des )|\b(?:dans|sur|par) (?:le |la |les |l')|[,] dans (?:le|la|les|l')\s?)$"
)
_REGION_WORDS = re.compile(r"\b(?:cote|bord|quais?|rives?|berges?|eaux|crue|riverains?)\b")
# Listed names that are also everyday words or abbreviations: only ever after a preposition of place.
_EVERYDAY = frozenset(
    "tours nice sens die brie mer bourg bois grasse orange moulins port salon signes lens ham rue vif us vire laon foix "
    "pays corps fort grand beau blanc saint contes mure mions ceret barr male cher riom gap apt eu ay pau auch dole albi "
    "cannes castres lunel mende millau nancy niort vitre vienne cluses dax bar reims ajaccio centre union est ouest sud "
    "nord champagne bastia marche mars victoria colombie georgie phoenix orlando austin jackson dallas charlotte paris "
    "florence valence france angers cholet troyes istres carros lure maurice guernesey jersey chelsea madison lincoln "
    "houston lourdes laval rambouillet rome mali chine city mobile union independence liberty provence bron gex "
    "crest uzes thiers bruges gand lagos tripoli split nimes medina sale bari cork bath reading hull".split()
) - frozenset(
    "paris france nice rome mali chine cannes reims nancy lourdes angers troyes nimes ajaccio bastia laval niort".split()
)


def choose(candidates: tuple[Known, ...], text: str, folded: str, start: int, end: int) -> Known | None:
    """The homonym meant: a department needs its article ("dans la Vienne"), a city has none ("à Vienne")."""
    before = folded[max(0, start - _REACH) : start]
    with_article = bool(_ARTICLE.search(before))
    fitting = [c for c in candidates if _fits(c, before, with_article=with_article, capital=text[start].isupper())]
    return fitting[0] if fitting else None


def _fits(place: Known, before: str, *, with_article: bool, capital: bool) -> bool:
    if place.context == "article":
        if place.name in ("Nord", "Centre", "Manche", "Landes", "Lot", "Somme"):
            return bool(_DEPARTMENT.search(before)) and capital
        return with_article
    if place.kind == "city" and not place.name.startswith(("Le ", "La ", "Les ", "L'")):
        return not re.search(r"(?:\b(?:la|les)\s|\bl')$", before)
    return True


def allows(place: Known, text: str, folded: str, start: int, end: int) -> bool:
    """Whether the name stands for the place there."""
    before, after = folded[max(0, start - _REACH) : start], folded[end : end + _REACH]
    if _INSIDE_RIGHT.search(after) or _INSIDE_LEFT.search(before):
        return False
    if start and (text[start - 1].isalnum() or text[start - 1] in "-@#_"):
        return False
    if _neighbour_is_name(text, start, end):
        return False
    if place.kind == "city" and " " not in folded[start:end] and "-" not in folded[start:end]:
        return _single_word_city(place, folded[start:end], before)
    return True


def _single_word_city(place: Known, word: str, before: str) -> bool:
    if word in _EVERYDAY:
        return bool(_STRONG_LOCATIVE.search(before))
    doubtful = (
        word in first_names() or word in surnames() or place.population < (10_000 if place.country == "FR" else 200_000)
    )
    if doubtful and place.population < 1_000_000:
        large = place.population > (100_000 if place.country == "FR" else 500_000)
        return bool((_LOCATIVE if large else _STRONG_LOCATIVE).search(before))
    return True


_CAPITAL_AFTER = re.compile(r" [^\W\d_a-z]?[A-ZÀ-Þ][\w]")
_CAPITAL_BEFORE = re.compile(r"(?:^|[\s'’(\"«])([A-ZÀ-Þ][\w'’.-]*) $")


def _neighbour_is_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word touches it: part of a longer name ("Paris Plages", "Jack London")."""
    if _CAPITAL_AFTER.match(text, end):
        return True
    match = _CAPITAL_BEFORE.search(text[max(0, start - 25) : start])
    return bool(match) and len(match[1]) > 2 and not _begins_sentence(text, start - len(match[1]) - 1)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \"«»“”'")
    return not before or before[-1] in ".!?:\n…-–"
