"""Where a person's name begins and ends, by rules that hold whatever is around.

Useful for: spans that a tagger found. Not for: finding them. A title is no part of a name, a particle after a title is
("M. de Rugy", "le général de Gaulle"), so are an initial's dot ("Clément C."), and what a foreign particle or article
joins ("Omar al-Béchir", "Alexander Van der Bellen").
"""

from __future__ import annotations

import re

from index.entities.fold import fold
from index.entities.name_words import HONORIFICS, ROLES, SURE_TITLES

_WORD = re.compile(r"[^\s]+")
_FIRST_LETTERS = re.compile(r"(?:^|[ -])[A-ZÀ-Þ]$")
_GOES_ON = re.compile(
    r" (?:(?:al|el|ad|an|ar|as|at|ach)-|(?:[Vv]an |[Vv]on |der |den |zu |bin |ben |ibn )+)[A-ZÀ-Þ][\w-]*\w"
)
_PARTICLE = re.compile(
    r"(?:^|\W)(?:M\.?|Mme|Mlle|Me|Mgr|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Gg]énéral|[Mm]aréchal|[Cc]olonel|[Aa]miral|"
    r"[Cc]apitaine|[Cc]ommandant)[ \u00a0]((?:de la |de |du |des |d['’]|von |van ))$"
)
# "les Macron", "la famille Fillon", "le couple Balkany": no single person.
_FAMILY = re.compile(
    r"(?:^|\W)(?:[Ll]es|[Aa]ux|[Cc]ouples?|[Ff]amilles?|[Éé]poux|[Cc]lans?|[Ff]rères|[Ss]œurs|[Ss]oeurs|[Pp]arents)[ \u00a0]$"
)
_PARTICLES = ("de ", "la ", "l'", "l’", "du ", "des ", "d'", "d’", "von ", "van ")
_FAMILIES = tuple(f"{end}{blank}" for end in ("es", "ux", "le", "ns", "an", "rs", "ts") for blank in " \u00a0")
_SIR = ("Sir ", "Mr ", "Mr. ")
_BEFORE = 24  # characters: the longest title and particle
_TITLES = SURE_TITLES | HONORIFICS | ROLES


def bounded(text: str, start: int, end: int) -> tuple[int, int]:
    """The name's own start and end.

    >>> text = "le général de Gaulle"
    >>> bounded(text, text.index("Gaulle"), len(text))
    (11, 20)
    """
    if text[start].islower() or text.startswith(_SIR, start):
        start = _after_titles(text, start, end)
    # The cheap test first: most names have neither.
    if text[start].isupper() and text.endswith(_PARTICLES, max(0, start - _BEFORE), start):
        particle = _PARTICLE.search(text, max(0, start - _BEFORE), start)
        start = particle.start(1) if particle else start
    if text.startswith(" ", end) and (more := _GOES_ON.match(text, end)):
        end = more.end()
    if text.startswith(".", end) and _FIRST_LETTERS.search(text, start, end) and " " in text[start:end]:
        end += 1
    return start, end


def _after_titles(text: str, start: int, end: int) -> int:
    """Past titles in lower case, and "Sir"; never past the last word."""
    while (word := _WORD.match(text, start, end)) and word.end() < end:
        key = fold(word[0]).rstrip(".")
        if not (key in _TITLES and word[0][0].islower()) and key not in ("sir", "mr"):
            break
        start = word.end() + 1
    return start


def is_nobody(text: str, start: int, end: int) -> bool:
    """Whether it is no single person: a family by the words before it, or a function addressed ("Monsieur le Maire")."""
    article, _, function = text[start:end].partition(" ")
    if article in ("le", "la") and fold(function) in _TITLES:
        return True
    if not text.endswith(_FAMILIES, max(0, start - _BEFORE), start):
        return False
    return " " not in text[start:end] and _FAMILY.search(text, max(0, start - _BEFORE), start) is not None
