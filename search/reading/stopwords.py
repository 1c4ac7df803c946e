"""French words that are in every article and tell of none: articles, pronouns, prepositions, conjunctions, auxiliaries,
and the adverbs that go with everything.

Useful for: lists of telling words. Not for: searching, where every word counts. Short on purpose: what tells nothing of some
articles is as frequent in the others, and falls out by the count.
"""

from __future__ import annotations

import re

from index.text import fold
from index.text.stem import stem

_WORDS = re.findall(
    r"\w+",
    """
le la les l un une des du de d au aux ce cet cette ces c ça cela ceci celui celle ceux celles
je j tu il elle on nous vous ils elles me m te t se s lui leur leurs eux moi toi soi y en
mon ma mes ton ta tes son sa ses notre nos votre vos qui que qu quoi dont où quel quelle quels quelles
lequel laquelle lesquels lesquelles duquel auquel auxquels
à dans par pour sur sous avec sans vers chez entre depuis pendant avant après contre selon dès jusque jusqu lors hors malgré
et ou mais donc or ni car si comme quand lorsque lorsqu puisque puisqu parce afin ainsi alors aussi
ne n pas plus moins très trop peu bien mal même mêmes autre autres tout toute tous toutes chaque aucun aucune plusieurs
quelque quelques certains certaines tel telle tels telles rien personne toujours jamais encore déjà là ici puis ensuite
cependant pourtant toutefois notamment surtout presque environ seulement
être suis es est sommes êtes sont étais était étions étiez étaient sera serai seras seront serait seraient soit soient
fut furent fût été étant
avoir ai as a avons avez ont avais avait avions aviez avaient aura aurai auront aurait auraient ait aient eu eut ayant
faire fait font faisait peut peuvent pouvait pourrait pourraient pu doit doivent devait devrait va vont aller
dit disait affirme indique explique déclaré expliqué indiqué précisé ajouté estimé
deux trois quatre cinq six sept huit neuf dix
""",
)

STOP_WORDS = frozenset(fold(word) for word in _WORDS)
"""As the exact chain gives them."""

STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)
"""As the stem chain gives them."""


def tells(term: str) -> bool:
    """Whether a stem may tell something: a word of several letters, no number, no address, no stop word.

    >>> [tells(term) for term in ("climat", "2017", "g20", "le", "x", "lemonde.fr")]
    [True, False, True, False, False, False]
    """
    return len(term) > 1 and term.isalnum() and term[0].isalpha() and term not in STOP_STEMS
