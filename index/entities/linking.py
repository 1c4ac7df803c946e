"""Which mentions of an article name the same person.

Inside one article a name has one referent, as editors avoid ambiguity (Ravin and Kazi 1999): a short
mention joins the single longest name that it ends ("Macron") or begins ("Kim Jong"); when two names
fit, it stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.entities.fold import fold

_WORDS = re.compile(r"[^\W_]+")


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, hyphens and apostrophes parting them.

    >>> words_of("Kim Jong-un")
    ('kim', 'jong', 'un')
    """
    return tuple(_WORDS.findall(fold(name)))


def fullest_names(names: Iterable[str]) -> dict[str, str]:
    """For each name as written, the fullest form of it among ``names``; itself when none is fuller.

    >>> fullest_names(["Emmanuel Macron", "Macron", "Brigitte"])["Macron"]
    'Emmanuel Macron'
    """
    spelled: dict[tuple[str, ...], str] = {}
    for name in names:
        words = words_of(name)
        # Of two spellings of one name, the one that is not all capitals.
        if words not in spelled or (spelled[words].isupper() and not name.isupper()):
            spelled[words] = name
    targets = {words: spelled[_fullest(words, spelled.keys())] for words in spelled}
    return {name: targets[words_of(name)] for name in names}


def _fullest(words: tuple[str, ...], known: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    longer = [k for k in known if len(k) > len(words) and _is_part(words, k)]
    maximal = [k for k in longer if not any(len(o) > len(k) and _is_part(k, o) for o in longer)]
    return maximal[0] if len(maximal) == 1 else words


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return bool(short) and (full[-len(short) :] == short or full[: len(short)] == short)
