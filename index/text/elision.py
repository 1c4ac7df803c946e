"""Step 3: the elided article and the inverted pronoun are cut off the word they lean on.

"l’Assemblée" is the word "Assemblée", "est-il" the word "est". Both are told by French grammar rather
than by exceptions: an article elides before a vowel or an h only, so N'Golo and M'Bala are whole;
a bare -il follows t or d only ("prend-il", else "va-t-il"), so Jong-il is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.fold import fold
from index.text.normalise import APOSTROPHES

# aujourd', presqu', quelqu', prud' and entr' are no articles: aujourd'hui and the rest stay whole.
# "ç’a été": composed and decomposed.
ELIDED = ("l", "d", "j", "m", "t", "s", "n", "c", "ç", "c\u0327", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu")

# First letters of a word an article elides before, folded. Before a digit: see ``tokenise``.
_ELIDES_BEFORE = "aeiouyh"

_PREFIX = re.compile(rf"(?:{'|'.join(ELIDED)})[{APOSTROPHES}]", re.IGNORECASE)

# Subject after its verb → how the verb ends then. Pronouns that are objects ("rappelons-le") are left
# alone: they cannot be told from articles ("Écologie-Les Verts", "Nantes-La Baule").
SUBJECTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("il", "ils", "elle", "elles", "on"), ("t", "d")),
    "je": ("e", "s", "x", "i"),
    "tu": ("s", "x"),
    "ce": ("t", "sera"),
    "nous": ("ons", "sommes"),
    "vous": ("ez", "etes", "aites", "dites"),
}
# After these -là points; elsewhere, without its accent, it may be an article.
POINTED_AT = frozenset(
    {"celui", "celle", "ceux", "celles", "jusque", "jour", "jours", "soir", "nuit", "moment", "fois"}
    | {"epoque", "annee", "annees", "mois", "semaine", "cas", "point", "heure", "temps", "gens"}
)
# What ends like an inversion and is none.
WHOLE = frozenset({"rendez-vous", "chez-vous"})


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
    """How many of the folded ``parts`` of a hyphen compound are left when its last pronoun is cut off.

    >>> kept_parts(["a", "t", "il"]), kept_parts(["jong", "il"]), kept_parts(["celui", "la"])
    (1, 2, 1)
    """
    if len(parts) < 2 or "-".join(parts[-2:]) in WHOLE:
        return len(parts)
    before, last = parts[-2:]
    if before == "t" and last in {"il", "ils", "elle", "elles", "on"}:
        # "a-t-il"; where the first hyphen is missing ("a t-il") nothing is left.
        return len(parts) - 2
    cut = last == "ci" or (last == "la" and before in POINTED_AT) or before.endswith(SUBJECTS.get(last, ()))
    return len(parts) - cut
