"""What a name is made of, to compare it with others: words, surname, spelling. Pure.

Useful for: deciding whether two names may be one person's. Not for: deciding that they are; see ``linker``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.entities.fold import fold, word_set
from index.entities.name_lists import first_names
from index.entities.slips import are_one_letter_apart

_HONORIFICS = word_set(
    "m. m mm. mm mme mmes mlle mlles me mgr monsieur madame mademoiselle messieurs mesdames maitre monseigneur"
    " dr dr. docteur pr pr. professeur"
)
# What may begin a surname: "Le Pen", "de Villepin", "ben Salman".
_PARTICLES = word_set("de du des d' la le les van von der den ter di da dos del della bin ben ibn al el y zu saint san")
_SHORTEST = 3
# "Lucchini" and "Luchini" are one; "Roux" and "Rous" need not be.
_SHORTEST_VARIANT = 5
# An h is heard after c, p and s only.
_VOWELS = re.compile(r"[aeiouy]+|(?<![cps])h")
_INITIALS = re.compile(r"[^\W\d_](?:\.(?:-?[^\W\d_]\.)*)?")
_TWICE = re.compile(r"(.)\1")
_REMEMBERED = 1 << 16


class Name(NamedTuple):
    """A name's folded ``words``, parted by spaces alone, without honorifics: hyphens keep first names whole,
    so that "Paul Belmondo" does not end "Jean-Paul Belmondo"."""

    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """What its spellings share."""
        return " ".join(self.words).replace("-", " ")

    @property
    def is_full(self) -> bool:
        """Whether it has a first name and a surname, both written out."""
        return len(self.words) > 1 and not _is_initial(self.words[0]) and self.words[0] not in _PARTICLES

    @property
    def initial(self) -> str:
        """The letter that stands for the first name ("E. Macron"), else ""."""
        return self.words[0][0] if len(self.words) > 1 and _is_initial(self.words[0]) else ""

    @property
    def surname(self) -> str:
        """The key of the surname that this short form may be ("Macron", "Le Pen", "E. Macron"); "" for a full
        name, a first name, and what is too short to tell."""
        words = self.words[1:] if self.initial else self.words
        if not words or len(words[-1]) < _SHORTEST or not words[-1].replace("-", "").replace("'", "").isalpha():
            return ""
        if words[0] in _PARTICLES:
            return "" if words[-1] in _PARTICLES else Name(words).key
        return "" if not self.initial and _is_first_name(words[0]) else Name(words).key

    def endings(self) -> Iterator[str]:
        """The keys of the surnames that this full name may have: its proper ends."""
        for cut in range(1, len(self.words)):
            if not all(word in _PARTICLES for word in self.words[:cut]):
                yield Name(self.words[cut:]).key

    @property
    def skeleton(self) -> tuple[str, ...]:
        """The first name, then the consonants of each other word, double ones once: what variants share."""
        return (self.words[0], *map(_consonants, self.words[1:]))


@lru_cache(_REMEMBERED)
def name_of(value: str) -> Name:
    """The name in a value.

    >>> name_of("M. Le Pen").surname, name_of("Jean-Marie Le Pen").is_full, list(name_of("Marine Le Pen").endings())
    ('le pen', True, ['le pen', 'pen'])
    """
    words = fold(value).split()
    while len(words) > 1 and words[0] in _HONORIFICS:
        del words[0]
    return Name(tuple(words))


def are_variants(one: Name, other: Name) -> bool:
    """Whether they can be two spellings of one name: the same first name, each other word the same or, of five
    letters and more, with the same consonants and one letter's difference.

    >>> are_variants(name_of("Fabrice Lucchini"), name_of("Fabrice Luchini"))
    True
    """
    if len(one.words) != len(other.words) or one.words[0] != other.words[0]:
        return False
    return all(
        a == b
        or (
            min(len(a), len(b)) >= _SHORTEST_VARIANT and _consonants(a) == _consonants(b) and are_one_letter_apart(a, b)
        )
        for a, b in zip(one.words[1:], other.words[1:], strict=True)
    )


def _is_initial(word: str) -> bool:
    return _INITIALS.fullmatch(word) is not None


def _is_first_name(word: str) -> bool:
    return word in first_names() or word.partition("-")[0] in first_names()


def _consonants(word: str) -> str:
    return _TWICE.sub(r"\1", _VOWELS.sub("", word)) or word
