"""Of which kind a word is, beside a name: a function, a rank, an adjective, …; a letter each.

F function, R rank, Q qualifier, L article, D other determiner, P preposition, E "et", A adjective, Y acronym or
party, C capitalised, N other word, K kin, H honorific, B adverb, I number, X a word no title goes on over; a sign
is itself, a line end ".".
"""

from __future__ import annotations

from functools import lru_cache

from index.entities.title_words import (
    ADJECTIVE_ENDINGS,
    ADVERBS,
    ARTICLES,
    FUNCTIONS,
    HONORIFICS,
    KIN,
    NEEDED,
    NO_ADJECTIVES,
    OTHER_ADJECTIVES,
    OTHER_DETERMINERS,
    PARTIES,
    PREPOSITIONS,
    QUALIFIERS,
    RANKS,
    STOPS,
)

_TABLES = (
    (HONORIFICS, "H"),
    (FUNCTIONS, "F"),
    (RANKS, "R"),
    (QUALIFIERS, "Q"),
    (ARTICLES, "L"),
    (OTHER_DETERMINERS, "D"),
    (PREPOSITIONS, "P"),
    (KIN, "K"),
    (ADVERBS, "B"),
    (STOPS, "X"),
    (OTHER_ADJECTIVES, "A"),
)
_KIND = {word: letter for table, letter in reversed(_TABLES) for word in table} | {"et": "E", "\n": "."}
# A word of an acronym: "PS", "LREM", "UMP-UDI".
_ACRONYM = range(2, 10)


@lru_cache(maxsize=1 << 15)
def kind(word: str) -> str:
    """The letter of a word or sign.

    >>> "".join(map(kind, ("l'", "ancienne", "ministre", "délégué", "du", "Parti", "socialiste")))
    'LRFFPCA'
    """
    key = word.lower().replace("’", "'")
    if found := _KIND.get(key):
        return found
    if not (word[0].isalnum() or word[0] == "_"):
        return word if len(word) == 1 and word in ',.;:()«»"–—-!?' else "X"
    if word[0].isdigit():
        return "I"
    parts = key.replace("‑", "-").split("-")
    if len(parts) > 1 and parts[-1] in FUNCTIONS and all(part in RANKS or part in FUNCTIONS for part in parts[:-1]):
        return "F"
    if len(parts) > 1 and parts[-1] in KIN:
        return "K"
    if word in PARTIES or (word.isupper() and len(word) in _ACRONYM):
        return "Y"
    if word[0].isupper():
        return "C"
    if key in NO_ADJECTIVES:
        return "X"
    return "A" if parts[-1].endswith(ADJECTIVE_ENDINGS) else "N"


def needed(title: list[str]) -> bool:
    """Whether the words from a function on make a title: "homme" is none, "homme d'affaires" is."""
    wanted = NEEDED.get(title[0].lower())
    return wanted is None or not wanted.isdisjoint(word.lower() for word in title[1:4])
