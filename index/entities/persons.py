"""Persons in running text, by the look of names, lists of first names and the words around.

Precision before recall: a capitalised stretch is a person when it begins with a known first name,
or follows a title or a function ("M.", "le président russe"); single words only after a title or when
they belong to a full name of the same article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.entities.fold import fold
from index.entities.gazetteer import gazetteer, name_key
from index.entities.linking import fullest_names, words_of
from index.entities.mention import Mention, Person, Place
from index.entities.name_lists import first_names, surnames
from index.entities.name_words import (
    BEFORE_NO_PERSON,
    HONORIFICS,
    NOT_IN_NAMES,
    OPENERS,
    ROLES,
    SAYING,
    SURE_TITLES,
)

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŸŹŻŽ"
_WORD = rf"(?:(?:[DOLN]['’]|Mc|Mac)?[{_UPPER}]\w+(?:[-‑’'][^\W\d_]\w*)*|[{_UPPER}]\.(?:[ -]?[{_UPPER}]\.)?)"
_PARTICLE = r"(?:de la|de|du|des|von der|van der|van den|von|van|den|der|ter|di|da|do|dos|della|del|bin|ben|ibn|al|el|le|la|zu|y)"
_STRETCH = re.compile(
    rf"(?<![\w@#&-]){_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]|d['’])?{_WORD})*(?:[ \u00a0](?:Jr|II|III|IV|V|VI|VIII|XIV|XVI)\b)?"
)
_PIECE = re.compile(rf"(?P<particle>(?<=[ \u00a0])(?:{_PARTICLE}[ \u00a0]|d['’]))?(?P<word>{_WORD}|[IVX]+\b)")
_LOWER_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAX_WORDS = 4
_REACH = 48


class Piece(NamedTuple):
    """A capitalised word of a stretch; ``particle`` says one stands before it."""

    start: int
    end: int
    key: str
    particle: int


class Candidate(NamedTuple):
    """A stretch of one text that may name a person."""

    field: int
    start: int
    end: int
    text: str


def find_persons(texts: tuple[tuple[str, str], ...], places: tuple[Place, ...]) -> tuple[Person, ...]:
    """The persons of ``(field, text)`` pairs, in order of first mention; every occurrence marked.

    ``places`` are those found in the same texts: what names only a place is no person.
    """
    place_words = {name_key(m.text) for p in places for m in p.mentions}
    sure = [c for number, (_, text) in enumerate(texts) for c in _sure(number, text, place_words)]
    full = {words_of(c.text) for c in sure}
    mentions = sorted({*sure, *_short_mentions(texts, full, sure, place_words)}, key=lambda c: (c.field, c.start))
    targets = fullest_names([c.text for c in mentions])
    grouped: dict[str, list[Mention]] = {}
    for c in mentions:
        grouped.setdefault(targets[c.text], []).append(Mention(texts[c.field][0], c.start, c.end, c.text))
    return tuple(Person(value, tuple(found)) for value, found in grouped.items())


def _sure(number: int, text: str, place_words: set[str]) -> Iterator[Candidate]:
    for match in _STRETCH.finditer(text):
        pieces = _pieces(text, match.start(), match.end())
        for start, end in _names(pieces, text, place_words):
            yield Candidate(number, start, end, text[start:end])


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    return [
        Piece(m.start("word"), m.end("word"), fold(m["word"]), m.start("particle") if m["particle"] else -1)
        for m in _PIECE.finditer(text, start, end)
    ]


def _names(pieces: list[Piece], text: str, place_words: set[str]) -> Iterator[tuple[int, int]]:
    """The name in a stretch, if any: after what opens the sentence and the titles."""
    first = 0
    while first < len(pieces) and _opens(pieces, first):
        first += 1
    name = _cut(pieces[first:])
    if not name or any(_is_no_name(p.key) for p in name):
        return
    before = _words_before(text, pieces[first].start)
    if first and pieces[first - 1].key in HONORIFICS:
        before = [*before[:-1], pieces[first - 1].key]
    if _is_person(name, text, before, place_words):
        start = name[0].particle if name[0].particle >= 0 and first == 0 else name[0].start
        yield start, name[-1].end


def _opens(pieces: list[Piece], index: int) -> bool:
    """Whether that word only comes before the name: a title, or a sentence's first word."""
    key = pieces[index].key
    if key.rstrip(".") in HONORIFICS or key in ROLES:
        return True
    if index + 1 < len(pieces) and key in OPENERS:
        return not (key in first_names() and pieces[index + 1].key in surnames())
    return key in OPENERS


def _cut(pieces: list[Piece]) -> list[Piece]:
    """The longest beginning that looks like one name: particles only after a first name."""
    name: list[Piece] = []
    for piece in pieces[: _MAX_WORDS + 1]:
        if (
            piece.particle >= 0
            and name
            and not all(p.key in first_names() or p.key.split("-")[0] in first_names() for p in name)
        ):
            break
        name.append(piece)
    return name


def _is_no_name(key: str) -> bool:
    return key in NOT_IN_NAMES


def _is_person(name: list[Piece], text: str, before: list[str], place_words: set[str]) -> bool:
    last = before[-1] if before else ""
    if last in BEFORE_NO_PERSON:
        return False
    key = name_key(text[name[0].start : name[-1].end])
    titled = last.rstrip(".") in HONORIFICS
    if last.rstrip(".") in SURE_TITLES:
        return True
    if len(name) == 1:
        return titled and not _is_place(key, place_words) and not name[0].key.isdigit() and len(name[0].key) > 2
    if _is_place(key, place_words) or name[-1].key in OPENERS:
        return False
    if text[name[0].start : name[-1].end].isupper() and not _has_first_name(name):
        return False
    if _has_first_name(name):
        return not (name[0].key in place_words and name[-1].key not in surnames())
    if titled or last in ROLES:
        return not _is_acronym(name, text)
    return name[-1].key in surnames() and name[0].key not in place_words and _acts(text, name[-1].end)


def _has_first_name(name: list[Piece]) -> bool:
    first = name[0].key
    return (
        first in first_names()
        or ("-" in first and first.split("-")[0] in first_names())
        or (len(name) > 2 and name[1].key in first_names() and first.endswith("."))
    )


def _is_acronym(name: list[Piece], text: str) -> bool:
    return any(text[p.start : p.end].isupper() and len(p.key) > 1 and not p.key.endswith(".") for p in name)


def _is_place(key: str, place_words: set[str]) -> bool:
    return key in place_words or key in gazetteer()


def _acts(text: str, end: int) -> bool:
    """Whether a verb follows: the stretch is somebody who speaks or acts."""
    match = _LOWER_WORD.match(text, end + 1)
    return bool(match) and fold(match[0]) in SAYING and text[end] == " "


def _words_before(text: str, start: int) -> list[str]:
    """The folded words just before, up to a stop; commas part nothing."""
    before = re.split(
        r"[.!?;:\n\"«»“”(](?=\s|$|\w)(?<!\bM\.)(?<!\bDr\.)(?<!\bPr\.)", text[max(0, start - _REACH) : start]
    )[-1]
    return [fold(w) for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", before)]


def _short_mentions(
    texts: tuple[tuple[str, str], ...], full: set[tuple[str, ...]], sure: Iterable[Candidate], place_words: set[str]
) -> Iterator[Candidate]:
    """Further mentions of the persons found: surname alone, first name alone, or the whole again."""
    forms = _forms(full, place_words)
    if not forms:
        return
    taken = {(c.field, c.start) for c in sure}
    spans = [(c.field, c.start, c.end) for c in sure]
    alternatives = sorted(forms, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(r"[\s'-]".join(map(re.escape, f)) for f in alternatives) + r")(?![\w]|-\w)"
    )
    for number, (_, text) in enumerate(texts):
        for match in pattern.finditer(fold(text)):
            start, end = match.span()
            if (
                (number, start) in taken
                or not text[start].isupper()
                and not text[start:end][-1:].isupper()
                and " " not in match[0]
            ):
                continue
            if any(n == number and s < end and start < e for n, s, e in spans):
                continue
            if text[start].isupper() and _stands_alone(text, start, end):
                yield Candidate(number, start, end, text[start:end])


def _forms(full: set[tuple[str, ...]], place_words: set[str]) -> set[tuple[str, ...]]:
    """The shorter forms of full names that are safe to look for."""
    forms = set()
    for words in full:
        forms.add(words)
        for cut in range(1, len(words)):
            for form in (words[cut:], words[:cut]):
                if _is_safe(form, place_words):
                    forms.add(form)
    return forms


_PARTICLE_WORDS = frozenset("de la du des d von van der den le les el al bin ben di da del".split())


def _is_safe(form: tuple[str, ...], place_words: set[str]) -> bool:
    if form[0] in _PARTICLE_WORDS and len(form) == 1:
        return False
    if form[-1] in _PARTICLE_WORDS or form[0] in ("la", "des", "du"):
        return False
    return (
        len(form[-1]) > 2
        and " ".join(form) not in place_words
        and not (len(form) == 1 and form[0] in OPENERS | NOT_IN_NAMES)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not a part of another capitalised name ("Fondation Macron", "Le Pen" for "Pen")."""
    before = _words_before(text, start)
    if before and before[-1] in BEFORE_NO_PERSON - {"les", "des", "aux"}:
        return False
    if re.match(rf"[ \u00a0](?:{_PARTICLE} )?[{_UPPER}]\w", text[end : end + 12]):
        return False
    touching = re.search(rf"([{_UPPER}][\w-]+)[ \u00a0]$", text[max(0, start - 25) : start])
    return not touching or fold(touching[1]) in OPENERS | HONORIFICS
