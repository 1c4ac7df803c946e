"""A text cut into the words and signs that the tagger labels.

Useful for: the tagger and its training. Not for: index terms; see ``index.text``.

Unlike index terms, these keep case and signs; an elided word ends with its apostrophe ("l'"), a number keeps its
ending ("15e"), a compound stays whole unless its parts are names of their own ("Paris-Nice", "anti-Macron").
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.entities.gazetteer import name_key, places
from index.entities.model.lexicon import lexicon
from index.entities.name_lists import first_names

# Every character belongs to exactly one piece, so that offsets are sums of lengths.
PIECE = re.compile(
    r"[^\S\n]+"
    r"|(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Pp]resqu|[Qq]uoiqu)'(?=\w)"
    r"|\d+(?:[.,]\d+)*(?:er|ère|e|è|ème|nd|nde)?(?!\w)"
    r"|\w+(?:-\w+)*(?:'(?=\w)\w+(?:-\w+)*)?"
    r"|\n+"
    r"|[^\w\s]"
)
_PREFIX = re.compile(r"(?:pro|ex|anti|post|néo|pan|Pro|Ex|Anti|Post)-(?=[A-ZÀ-Þ])")
# Two towns of a line or a match ("Paris-Nice"); smaller ones are rather one name.
_TOWN = 30_000
# "Emmanuel Macronpar BFMTV": captions that sites glue to the name before.
_GLUED = "par"
_OFTEN, _SELDOM = 20, 10  # times in the corpus that clusters were learned from


def pieces(text: str) -> list[str]:
    """All of a text in pieces: words, signs, blanks, ends of line; typographic apostrophes and hyphens are plain ones."""
    return PIECE.findall(text.replace("’", "'").replace("‑", "-"))


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The names that a piece is made of; mostly the piece alone.

    >>> parts("Paris-Nice"), parts("anti-Macron"), parts("Saint-Étienne")
    (('Paris', '-', 'Nice'), ('anti', '-', 'Macron'), ('Saint-Étienne',))
    """
    if word.endswith(_GLUED) and _is_glued(word):
        return word[: -len(_GLUED)], _GLUED
    if "-" not in word:
        return (word,)
    prefix = _PREFIX.match(word)
    if prefix:
        return word[: prefix.end() - 1], "-", word[prefix.end() :]
    names = word.split("-")
    if len(names) == 2 and _are_two_persons(word, *names):
        return names[0], "-", names[1]
    if len(names) <= 3 and name_key(word) not in places() and all(map(_is_large, names)) and not _is_given(names):
        return tuple(part for name in names for part in (name, "-"))[:-1]
    return (word,)


def may_part(word: str) -> bool:
    """Whether ``parts`` is worth asking."""
    return "-" in word or word.endswith(_GLUED)


def _is_glued(word: str) -> bool:
    name = word[: -len(_GLUED)]
    if len(name) < 3 or not name[0].isupper() or any(lexicon().bearers(word)):
        return False
    return name_key(name) in places() or name in lexicon().frequent_names


def _are_two_persons(word: str, first: str, last: str) -> bool:
    """As in "un duel Macron-Fillon": both are known by their surnames, and nobody by both."""
    known = lexicon()
    names = [name.capitalize() if name.isupper() else name for name in (first, last)]
    return (
        all(known.meaning(name)[:1] == "S" and known.count(name) >= _OFTEN for name in names)
        and known.count(word) < _SELDOM
    )


def _is_large(name: str) -> bool:
    if len(name) < 3 or not name[0].isupper():
        return False
    key = name_key(name)
    return key in places() and any(p.kind == "country" or p.population >= _TOWN for p in places()[key])


def _is_given(names: list[str]) -> bool:
    return all(name.lower() in first_names() for name in names)
