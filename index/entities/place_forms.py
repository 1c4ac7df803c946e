"""Spellings and shorter forms of one place within an article are one value.

Joined are "Tiananmen" with "place Tiananmen", "Levallois" with "Levallois-Perret", "palais impérial" with "palais
impérial de Tokyo", "musée Alfa Romeo" with "musée historique Alfa Romeo", "Jausier" with "Jausiers". Never joined:
what is a place of its own ("Rennes" and "gare de Rennes", "Kansas" and "Kansas City").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from index.entities.fold import word_set
from index.entities.mention import Mention
from index.entities.place_names import SITE_HEADS, read_name
from index.entities.place_scene import Group
from index.entities.slips import are_one_letter_apart

_LINKS = word_set("de du des d la le l les a au aux en sous sur")
_TYPO_LENGTH = 6  # letters from which an unlisted name that differs by one from another is misspelt


def best_spelling(mentions: Iterable[Mention]) -> str:
    """Of several spellings of a name nobody lists: the one with most accents, then the commonest, then the first."""
    counted = Counter(read_name(m.text).spelling for m in mentions)
    return max(counted, key=lambda s: (sum(not c.isascii() for c in s), counted[s]))


def join_forms(groups: Sequence[Group]) -> None:
    """Give shorter and misspelt forms the value and the place of the one group they can belong to."""
    for group in groups:
        longer = [other for other in groups if other is not group and _is_form_of(group, other)]
        if longer and len({other.value for other in longer}) == 1:
            group.name, group.place, group.value = longer[0].name, longer[0].place, longer[0].value


def _is_form_of(group: Group, other: Group) -> bool:
    short, long = group.name.key, other.name.key
    if (group.place and not group.name.keeps_spelling) or group.name.number or group.value == other.value:
        return False
    if len(long) > len(short):
        words, site = long.split(" "), short.split(" ")
        if words[0] in SITE_HEADS and long.endswith(f" {short}"):
            return True
        if long.startswith(f"{short} "):
            return site[0] not in SITE_HEADS or words[len(site)] in _LINKS
        if len(site) > 1 and words[0] == site[0] in SITE_HEADS and words[1 - len(site) :] == site[1:]:
            return True
    return _is_misspelt(group, other)


def _is_misspelt(group: Group, other: Group) -> bool:
    """Whether the unlisted name is one letter from the other, which is listed or commoner; or the same but for links."""
    short, long = group.name.key, other.name.key
    known = other.place is not None and not other.name.keeps_spelling
    if not known and (len(other.mentions), len(long)) <= (len(group.mentions), len(short)):
        return False
    if short.split(" ")[0] in SITE_HEADS:
        return _bare(short) == _bare(long)
    return len(short) >= _TYPO_LENGTH and short[0] == long[:1] and are_one_letter_apart(short, long, swaps=True)


def _bare(key: str) -> list[str]:
    return [word for word in key.split(" ") if word not in _LINKS]
