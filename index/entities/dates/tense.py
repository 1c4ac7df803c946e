"""Whether a sentence tells what was or what will be, from the verbs nearest to a date.

A cue is a verb form or a word ("prévu", "a déclaré"); the nearest one in the same sentence decides.
"""

from __future__ import annotations

import re

from index.entities.dates.reference import Direction

_REACH = 90  # characters each side: about fifteen words, the usual length of a clause

_FUTURE = (
    r"\w{2,}(?:er|ir|dr|aur|ser|tr|vr|ettr|fer|viendr|ir)(?:a|ont)|(?:aura|sera|fera|ira|pourra|devra)(?:it|ient|nt)?|"
    r"sera|seront|aura|auront|prevue?s?|attendue?s?|programmee?s?|planifiee?s?|prochaine?s?|doi(?:t|vent)|devrai(?:t|ent)|"
    r"va|vont|d'ici|rendez-vous|bientot|a partir|a compter|jusqu'a|jusqu'au|convoquee?s?|fixee?s?|s'apprete(?:nt)?"
)
_PAST = (
    r"(?:a|ont|est|sont|avait|avaient|etait|etaient|fut|furent|ai|a-t-il|a-t-elle|ete)(?: \w+)? \w+(?:e|i|u|s|t|es|is|us|ee|ees)|"
    r"\w+(?:erent|irent|urent)|depuis|apres|declare|annonce|explique|indique|affirme|dernier|selon"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_STOP = re.compile(r"[.!?;:\n«»\"“”]")


def tense(folded: str, start: int, end: int) -> Direction:
    """The direction in time of the clause around ``folded[start:end]``; "" when nothing tells."""
    before = _STOP.split(folded[max(0, start - _REACH) : start])[-1]
    after = _STOP.split(folded[end : end + _REACH], maxsplit=1)[0]
    best: tuple[int, Direction] | None = None
    for match in _CUE.finditer(before):
        best = (len(before) - match.end(), "future" if match["future"] else "past")
    found = _CUE.search(after)
    if found and (best is None or found.start() < best[0]):
        best = (found.start(), "future" if found["future"] else "past")
    return best[1] if best else ""
