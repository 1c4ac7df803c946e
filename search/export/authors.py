"""An author as bibliographies want it: family name and given names apart, or one name for an agency or a desk.

Useful for: citations, RIS, BibTeX. Not for: finding persons in texts; see ``index.entities``.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.entities.name_lists import first_names
from index.text import fold

# "Jean de La Fontaine" is filed under La Fontaine, "Vincent van Gogh" under Gogh, by French use (AFNOR NF Z44-061):
# the preposition goes with the given names, the article with the family name.
_PREPOSITIONS = frozenset(("de", "d", "du", "des", "van", "von", "da", "di", "dos", "zu"))
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Author:
    """``family`` and ``given``; ``given`` is "" for what is no person, whose whole name is ``family``."""

    family: str
    given: str

    @property
    def inverted(self) -> str:
        """As it is filed: "Hugo, Victor"."""
        return f"{self.family}, {self.given}" if self.given else self.family


def author(name: str) -> Author:
    """The parts of an author's name. A person is who begins with a known first name.

    >>> author("Jean-Marie Le Guen"), author("AFP"), author("Anne de Kiev")
    (Author(family='Le Guen', given='Jean-Marie'), Author(family='AFP', given=''), Author(family='Kiev', given='Anne de'))
    """
    words = name.split()
    if not 2 <= len(words) <= _MOST_WORDS or not _is_given(words[0]):
        return Author(name, "")
    # "Jean Pierre Dupont": all first names but the last word.
    given = 1
    while given < len(words) - 1 and (
        _is_given(words[given]) or words[given] in _PREPOSITIONS or _is_initial(words[given])
    ):
        given += 1
    return Author(" ".join(words[given:]), " ".join(words[:given]))


def _is_given(word: str) -> bool:
    return word[:1].isupper() and all(fold(part) in first_names() for part in word.split("-") if part)


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word.endswith(".")
