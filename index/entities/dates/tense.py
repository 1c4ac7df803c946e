"""Whether a sentence tells what was or what will be, from the verbs nearest to a date.

A cue is a verb form or a word ("prévu", "a déclaré"); the nearest one in the same sentence decides.
"""

from __future__ import annotations

import re

from index.entities.dates.reference import Direction

_REACH = 90  # characters each side: about fifteen words, the usual length of a clause

_AHEAD = r"prevu|attendu|programm|planifi|convoqu|fixe|report|repouss|maintenu|appel|invit|cens|espere"
_FUTURE = (
    r"\w{2,}(?:era|eront|ira|iront|dra|dront|ura|uront|vra|vront|tra|tront)|fera|feront|sera|seront|aura|auront|"
    r"sera(?:it|ient)|aura(?:it|ient) lieu|"
    rf"(?:{_AHEAD})\w*|prochaine?s?|doi(?:t|vent)|devrai(?:t|ent)|devai(?:t|ent)|va|vont|d'ici|rendez-vous|bientot|"
    r"s'apprete(?:nt)?|a paraitre|a venir|a attendre|au plus tard|"
    r"a partir de [0-9]+|sort|sortent|rouvre(?:nt)?|ouvre(?:nt)?|debute(?:nt)?|commence(?:nt)?|demarre(?:nt)?|reprend|reprennent|fete(?:nt)?|"
    r"affronte(?:nt)?|a lieu|ont lieu|se tient|se tiennent|se joue|livre|propose|entr(?:e|ent|ant) en vigueur|s'ouvre|en vue|"
    r"scrutin|presidentielle|legislatives|municipales|europeennes|second tour|premier tour"
)
_PAST = (
    rf"(?:a|ont|est|sont|avait|avaient|etait|etaient|fut|furent|ai|a-t-il|a-t-elle|ete)(?: (?!{_AHEAD})\w+)? (?!{_AHEAD}|lieu\b)\w+(?:e|i|u|s|t|es|is|us|ee|ees)|"
    r"\w+(?:erent|irent|urent)|depuis|declare|annonce|explique|indique|affirme|dernier|survenue?|parue?s?|conclu|indiquait|tue|mort|decede"
)
# Words that tell only right before the date: "avant mardi", "à partir du 3 mai"; "publié mardi", "rendue publique jeudi".
_PARTICIPLES = (
    "publi|diffus|depos|post|retrouv|arret|tu|bless|interpell|observ|decouvert|surven|par|prononc|divulgu|devoil|rend|remis|"
    "sign|annonc|relev"
)
_RIGHT_BEFORE = re.compile(
    r"\b(?:(?P<future>avant|a partir d[eu]|a compter d[eu]|jusqu'au?)(?: mois d[e'])?|"
    rf"(?P<past>(?:{_PARTICIPLES})[eiu]?e?s?(?: publi(?:c|que)s?)?))(?: (?:le|la|ce))?\s*$"
)
# "sera tout de même diffusé jeudi" is no past.
_TO_BE = re.compile(r"\b(?:etre|sera(?:it|ient)?|seront)\b")
_NEAR_VERB = 25
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_STOP = re.compile(r"[.!?;:\n«»\"“”]")


def tense(folded: str, start: int, end: int) -> Direction:
    """The direction in time of the clause around ``folded[start:end]``; "" when nothing tells."""
    before = _STOP.split(folded[max(0, start - _REACH) : start])[-1]
    after = _STOP.split(folded[end : end + _REACH], maxsplit=1)[0]
    adjacent = _RIGHT_BEFORE.search(before)
    if adjacent and adjacent["future"]:
        return "future"
    if adjacent and not _TO_BE.search(before, max(0, adjacent.start() - _NEAR_VERB), adjacent.start()):
        return "past"
    best: tuple[int, Direction] | None = None
    for match in _CUE.finditer(before):
        best = (len(before) - match.end(), "future" if match["future"] else "past")
    found = _CUE.search(after)
    if found and (best is None or found.start() < best[0]):
        best = (found.start(), "future" if found["future"] else "past")
    return best[1] if best else ""
