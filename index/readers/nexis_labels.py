"""The labels of Nexis (LexisNexis) in the languages of its interface, and what their values say.

Useful for: all exports of Nexis. A label is in capitals in the older ones ("LONGUEUR: 143 mots"), not in those of Nexis
Uni ("Length: 143 words").
"""

from __future__ import annotations

import re

from index.readers.clean import clean_line
from index.readers.fields import fold_key

# Field → its labels in English, French, German, Spanish, Italian, Dutch, Portuguese, folded. "other": known, not kept.
_LABELS = {
    "section": "section rubrique rubrik seccion sezione rubriek secao",
    "length": "length longueur lange longitud lunghezza lengte extensao extension",
    "authors": "byline auteur auteurs autor autores autore author verfasser",
    "lang": "language langue sprache idioma lingua taal",
    "title": "headline titre titel titulo titolo kop schlagzeile",
    "chapo": "highlight encart insert abstract chapeau accroche chapo resume",
    "body": "body corps haupttext corpsdutexte cuerpo corpo",
    "url": "url",
    "other": (
        "loaddate datechargement datedechargement update aktualisierung ladedatum fechadecarga datadicaricamento "
        "laaddatum "
        "graphic grafik graphique photo illustration type publicationtype typepublication typedepublication "
        "publikationstyp tipodepublicacion subject sujet thema themen tema materias geographic geolocalization "
        "localisationgeo geographie geografie company societe societes firma firmen empresa organization organisation "
        "organisationen person personne personnes persons personen ticker stocksymbol symboleboursier industry "
        "activitysector secteuractivite branche journalcode codejournal coderevue zeitschriftencode documenttype "
        "typedocument dateline lieu ort series serie correction correctiondate datecorrection distribution diffusion "
        "copyright notes name nom state country pays city ville classification product produit"
    ),
}
_FIELDS = {label: field for field, labels in _LABELS.items() for label in labels.split()}
_CAPITALS = re.compile(r"\s*([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ '’/()-]{1,40}?)[ \u00a0]?:[ \u00a0]*(.*)", re.DOTALL)
_ANY_CASE = re.compile(r"\s*([A-ZÀ-ÖØ-Þ][\w '’/()-]{1,40}?)[ \u00a0]?:(?:[ \u00a0]+|$)(.*)", re.DOTALL)

_PAGE = re.compile(
    r"(?:pg|pp?|pages?|seite|s|pag|pagina|blz)\b\.?[ \u00a0]*([\w-]*\d[\w-]*(?:,[ \u00a0]*\w*\d\w*)*)", re.IGNORECASE
)
_NO_SECTION = re.compile(r"(?:column|colonne|version|vol|spalte)\b.*", re.IGNORECASE)


def label_of(block: str, *, capitals: bool) -> tuple[str, str] | None:
    """The field of a block of text and its value; "other" for one that is known or, in capitals, looks like a label."""
    match = (_CAPITALS if capitals else _ANY_CASE).fullmatch(block)
    if match is None:
        return None
    field = _FIELDS.get(fold_key(match[1]))
    return (field, match[2].strip()) if field else None


def looks_like_label(block: str) -> bool:
    """Whether a block begins as a label in capitals does, be it known or not."""
    return _CAPITALS.fullmatch(block) is not None


def section_and_page(text: str) -> tuple[str, str]:
    """The section and the page of "INTERNATIONAL; Pg. 35", "Section 5; Part 2; Page 16; Column 2; National Desk".

    >>> section_and_page("Section 5; Part 2; Page 16; Column 2; National Desk")
    ('Section 5; Part 2; National Desk', '16')
    """
    section, page = [], ""
    for part in map(clean_line, re.split(r"[;$]|,(?=\s*(?:pg|page|column)\b)", text, flags=re.IGNORECASE)):
        found = _PAGE.fullmatch(part) or _PAGE.match(part)
        if found and not page and found.end() >= len(part) - 1:
            page = found[1]
        elif part and not _NO_SECTION.fullmatch(part):
            section.append(part)
    return "; ".join(section), page
