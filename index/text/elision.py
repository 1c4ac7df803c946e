"""Step 3: the elided article and the inverted pronoun are cut off the word they lean on.

"l’Assemblée" is the word "Assemblée", "est-il" the word "est". Both are told by French grammar, not
by lists of exceptions: an article elides before a vowel or an h only, so N'Golo and M'Bala are whole;
a bare -il follows t or d only ("prend-il", else "va-t-il"), so Jong-il is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.fold import fold
from index.text.normalise import APOSTROPHES

# aujourd', presqu', quelqu', prud' and entr' are no articles: aujourd'hui and the rest stay whole.
ELIDED = ("l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu")

# First letters of a word an article elides before, folded; digits as in "d'1 million".
_ELIDES_BEFORE = "aeiouyh0123456789"

_PREFIX = re.compile(rf"(?:{'|'.join(ELIDED)})[{APOSTROPHES}]", re.IGNORECASE)

SUBJECTS = frozenset({"il", "ils", "elle", "elles", "on"})
OBJECTS = frozenset({"moi", "toi", "lui", "leur", "nous", "vous", "le", "la", "les", "y", "en"})
DEMONSTRATIVES = frozenset({"ci", "la"})
# Words and names that end like an inversion and are none.
WHOLE = frozenset(
    {"rendez-vous", "chez-moi", "chez-toi", "chez-lui", "chez-nous", "chez-vous", "entre-nous", "shangri-la"}
)


def leading_articles(word: str) -> int:
    """How many characters at the start of ``word`` are elided articles; 0 when there is none.

    >>> leading_articles("l’Assemblée"), leading_articles("qu'aujourd'hui"), leading_articles("N'Golo")
    (2, 3, 0)
    """
    length = 0
    while found := _PREFIX.match(word, length):
        first = fold(word[found.end() : found.end() + 1])
        if not first or first[0] not in _ELIDES_BEFORE:
            break
        length = found.end()
    return length


def kept_parts(parts: Sequence[str]) -> int:
    """How many of the folded ``parts`` of a hyphen compound are left when the pronouns at its end are cut.

    >>> kept_parts(["a", "t", "il"]), kept_parts(["jong", "il"]), kept_parts(["celui", "la"])
    (1, 2, 1)
    """
    kept = len(parts)
    while kept > 1 and "-".join(parts[:kept]) not in WHOLE:
        cut = _cut(parts[kept - 2], parts[kept - 1], more=kept > 2)
        if not cut:
            break
        kept -= cut
    return kept


def _cut(before: str, last: str, *, more: bool) -> int:
    """How many parts at the end of "… before last" are pronouns."""
    if last in SUBJECTS or last == "en":
        if before == "t" and more:
            return 2
        if last in SUBJECTS:
            return int(before.endswith(("t", "d")))
    match last:
        case "je":
            return int(before.endswith(("e", "s", "x", "i")))
        case "tu":
            return int(before.endswith(("s", "x")))
        case "ce":
            return int(before.endswith(("t", "sera")))
    # Imperatives end in e, s or z; any noun may carry -ci or -là.
    return int(last in DEMONSTRATIVES or (last in OBJECTS and before.endswith(("e", "s", "z"))))
