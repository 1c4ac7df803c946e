"""Further mentions of persons named in full: the surname alone, the first name alone, the whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.entities.fold import fold, word_set
from index.entities.linking import words_of
from index.entities.name_words import BEFORE_NO_PERSON, HONORIFICS, NOT_IN_NAMES, OPENERS

_PARTICLES = word_set("de la du des d von van der den le les el al bin ben di da del ii iii iv")
_TOUCHING_BEFORE = re.compile(r"([^\W\d_][\w-]*)[ \u00a0]$")
_TOUCHING_AFTER = re.compile(r"[ \u00a0](?:(?:de|du|des|von|van|al|el|le|la|ben|bin) )?[^\W\d_]\w")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[ \u00a0'’]$")
# "les Macron", "famille Macron": a family, not a person; "loi Macron" is in the general list.
_NOT_AFTER = BEFORE_NO_PERSON | {"couple", "empire"}


class Candidate(NamedTuple):
    """A stretch of one text that names a person; ``field`` counts the texts from 0."""

    field: int
    start: int
    end: int
    text: str


def short_mentions(texts: Sequence[str], full: Iterable[Candidate], place_keys: frozenset[str]) -> Iterator[Candidate]:
    """Where a form of the ``full`` names stands alone, outside of them."""
    known = list(full)
    forms = {form for c in known for form in _forms(words_of(c.text)) if _is_safe(form, place_keys)}
    if not forms:
        return
    # Longest first: of "Kim Jong" and "Kim" the longer one is meant.
    alternatives = (r"[\s'-]".join(map(re.escape, form)) for form in sorted(forms, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?!\w|-\w)")
    for number, text in enumerate(texts):
        taken = [(c.start, c.end) for c in known if c.field == number]
        for match in pattern.finditer(fold(text)):
            start, end = match.span()
            free = not any(s < end and start < e for s, e in taken)
            if free and text[start].isupper() and _stands_alone(text, start, end):
                yield Candidate(number, start, end, text[start:end])


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name's ends and beginnings, itself included."""
    for cut in range(len(words)):
        yield words[cut:]
        if cut:
            yield words[:cut]


def _is_safe(form: tuple[str, ...], place_keys: frozenset[str]) -> bool:
    """Whether a form is a name by itself: no particle at its end, no place, no everyday word."""
    if form[-1] in _PARTICLES or len(form[-1]) < 3 or " ".join(form) in place_keys:
        return False
    return len(form) > 1 or not (form[0] in OPENERS or form[0] in NOT_IN_NAMES or form[0] in HONORIFICS)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not part of another name ("Fondation Macron", "Emmanuel Macron Junior") nor a family's."""
    word = _WORD_BEFORE.search(text[max(0, start - 25) : start])
    if word and fold(word[1]) in _NOT_AFTER:
        return False
    after = _TOUCHING_AFTER.match(text, end)
    if after and after[0][-2].isupper():
        return False
    touching = _TOUCHING_BEFORE.search(text[max(0, start - 25) : start])
    if not touching or not touching[1][0].isupper():
        return True
    return fold(touching[1]) in OPENERS or fold(touching[1]) in HONORIFICS
