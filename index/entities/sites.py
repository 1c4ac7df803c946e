"""Sites named by their kind: "aéroport d'Orly", "rue de Reuilly", "place de la République"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.gazetteer import Known

_KINDS = (
    "aéroport|gare|rue|avenue|boulevard|quai|pont|cathédrale|basilique|église|château|palais|parc|lac|col|"
    "plage|île|îles|vallée|circuit|stade|autoroute|golfe|mont|massif|océan|mer|baie|presqu'île|forêt|aérodrome|"
    "square|esplanade|zoo|villa|gouffre|grotte|phare|barrage|fort|hippodrome|cosmodrome|place|musée|théâtre"
)
_NAME = r"(?:[A-ZÀ-Þ][\w]*|[0-9]{1,2}-[A-ZÀ-Þ]\w+)(?:[-'’][\w]+)*"
_LINK = r"(?: (?:de la|de l['’]|du|des|de|d['’])| d['’])?"
_SITE = re.compile(
    rf"(?<![\w-])(?P<head>{_KINDS}|{'|'.join(k.capitalize() for k in _KINDS.split('|'))})"
    rf"(?: de la | de l['’]| du | des | de | d['’]| )(?P<name>{_NAME}(?:(?: (?:de|du|des|la|le|en|sur|et)){{0,2}} ?[ -]{_NAME}){{0,3}})"
)
# "place" and "stade" are verbs and figures of speech too; a museum or theatre without its own name is none.
_NEED_ARTICLE = re.compile(r"(?:\b(?:la|de|sur|cette|une|à) )$")


def find_sites(text: str) -> Iterator[tuple[int, int, Known]]:
    """Start, end and place of each site named by its kind and a name of its own."""
    for match in _SITE.finditer(text):
        if match["head"] == "place" and not _NEED_ARTICLE.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        yield match.start(), match.end(), Known(text[match.start() : match.end()].replace("’", "'"), "site")
