"""Places that hold whatever is around them: where a name begins and ends, and names that need no context.

Useful for: spans that a tagger found, and those it may miss. What only says the kind of a town, a river or a region is no
part of its name ("la rivière Vésubie"); what makes a site is ("gare de Rennes", "lac Léman"), and so is the adjective of
a listed name ("Extrême-Orient russe"). Numbered districts and listed seas are places in any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.gazetteer import name_key, places

_KIND = re.compile(
    r"(?:villes?|communes?|villages?|départements?|régions?|provinces?|rivières?|fleuves?|cantons?|agglomération)[ \u00a0]"
    r"(?:de la |de l['’]|de |du |des |d['’])?(?=[A-ZÀ-Þ])"
)
# Sites named after persons: "lycée Jean Moulin", "circuit Paul Ricard". Without "de": the mayor of "parc de Sceaux" is another matter.
_SITE = re.compile(
    r"(?:^|[\s(\"'’«“])((?:[ÉéEe]coles?|[Cc]ollège|[Ll]ycée|[Gg]ymnase|[Ss]tade|[Hh]ôpital|[Hh]ôpitaux|[Cc]linique|[Cc]ircuit|[Rr]ue|[Aa]venue|"
    r"[Bb]oulevard|[Pp]lace|[Qq]uai|[Ee]splanade|[Pp]ont|[Ss]quare|[Hh]ôtel|[Cc]entre|[Ee]space)(?: élémentaire| maternelle| primaire)?[ \u00a0])$"
)
_SITE_REACH = 26  # characters
_ADJECTIVE = re.compile(r" [a-zà-ÿ]+")
_ORDINAL = (
    r"(?:[0-9]{1,2}(?:er|e|è|ème)|[IVX]{1,5}(?:er|e|ème)|[Pp]remier|(?:[Dd]eux|[Tt]rois|[Qq]uatr|[Cc]inqu|[Ss]ix|[Ss]ept|[Hh]uit|"
    r"[Nn]euv|[Dd]ix|[Oo]nz|[Dd]ouz|[Tt]reiz|[Qq]uatorz|[Qq]uinz|[Ss]eiz|[Dd]ix-sept|[Dd]ix-huit|[Dd]ix-neuv|[Vv]ingt)ième)"
)
_DISTRICT = re.compile(rf"(?<![\w-]){_ORDINAL} arrondissement\b")
_WATER = re.compile(
    r"(?<![\w-])(?:mer|mers|océan|golfe|détroit|massif|cordillère|péninsule|mont|monts)[ \u00a0]"
    r"(?:(?:de la |de l['’]|de |du |des |d['’])?[A-ZÀ-Þ][\w-]*)"
)


def bounded(text: str, start: int, end: int) -> tuple[int, int]:
    """The name's own start and end.

    >>> bounded("la rivière Vésubie", 3, 18)
    (11, 18)
    """
    kind = _KIND.match(text, start, end)
    start = kind.end() if kind else start
    adjective = _ADJECTIVE.match(text, end)
    if adjective and name_key(text[start : adjective.end()]) in places():
        end = adjective.end()
    return start, end


def site_before(text: str, start: int) -> int:
    """Where the site begins that a name makes with the words before it; ``start`` when it makes none.

    >>> site_before("le lycée Jean Moulin", 9)
    3
    """
    site = _SITE.search(text, max(0, start - _SITE_REACH), start)
    return site.start(1) if site else start


def sure(text: str) -> Iterator[tuple[int, int]]:
    """The places of a text that are none other in any sentence: "15e arrondissement", "mer Noire"."""
    if "arrondissement" in text:
        yield from (match.span() for match in _DISTRICT.finditer(text))
    for match in _WATER.finditer(text):
        if name_key(match[0]) in places():
            yield match.span()
