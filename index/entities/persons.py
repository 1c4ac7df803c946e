"""Persons in running text, by the look of names, lists of first names and the words around.

Precision before recall: a capitalised stretch is a person when it begins with a known first name,
or follows a title or a function ("M.", "le président russe"); a single word only after a title or as
a short form of a full name of the same article; see ``index.entities.short_names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.entities.fold import fold
from index.entities.gazetteer import gazetteer, name_key
from index.entities.linking import fullest_names
from index.entities.mention import Mention, Person, Place
from index.entities.name_lists import first_names, surnames
from index.entities.name_words import (
    BEFORE_NO_PERSON,
    BRANDS,
    FAMOUS,
    HONORIFICS,
    NOT_IN_NAMES,
    OPENERS,
    ROLES,
    SAYING,
    SAYING_BEFORE,
    SURE_TITLES,
)
from index.entities.short_names import Candidate, short_mentions

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŸŹŻŽ"
_WORD = rf"(?:(?:[DOLN]['’]|Mc|Mac)?[{_UPPER}]\w+(?:[-‑’'][^\W\d_]\w*)*|[{_UPPER}]\.(?:[ -]?[{_UPPER}]\.)?)"
_PARTICLE = r"(?:de la|de|du|des|von der|van der|van den|von|van|den|der|ter|di|da|do|dos|della|del|bin|ben|ibn|al|el|le|la|zu|y)"
_SPACE = "[ \u00a0]"
_STRETCH = re.compile(
    rf"(?<![\w@#&-]){_WORD}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}|d['’]|al-|el-)?{_WORD})*(?:{_SPACE}(?:II|III|IV|V|VI|VIII|XIV|XVI)\b)?"
)
_PIECE = re.compile(rf"(?P<particle>(?<={_SPACE})(?:{_PARTICLE}{_SPACE}|d['’]|al-|el-))?(?P<word>{_WORD}|[IVX]+\b)")
_LOWER_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"[!?;:\n\"«»“”(]|(?<!\bM)(?<!\bDr)(?<!\bPr)(?<!\bMe)\.")
_AGE = re.compile(r",? (?:\(?[0-9]{1,2} ans|âgée? de)")
_SURE_PARTICLE = re.compile(rf"\b(?:M\.|Mme|Mlle|Me|Monsieur|Madame){_SPACE}(?:de la |de |du |d['’]|des |von |van )$")
_LONGEST = 5  # words: "Maria Teresa de Filippis", "Mohammed ben Salman al-Saoud"
_REACH = 48


class Piece(NamedTuple):
    """A capitalised word of a stretch; ``particle`` is where the particle before it begins, else -1."""

    start: int
    end: int
    key: str
    particle: int
    capitals: bool


def find_persons(texts: tuple[tuple[str, str], ...], places: tuple[Place, ...]) -> tuple[Person, ...]:
    """The persons of ``(field, text)`` pairs, in order of first mention; every occurrence marked.

    ``places`` are those found in the same texts: what names only a place is no person.
    """
    place_keys = frozenset(name_key(m.text) for p in places for m in p.mentions)
    full = [c for number, (_, text) in enumerate(texts) for c in _full_names(number, text, place_keys)]
    mentions = sorted({*full, *short_mentions([text for _, text in texts], full, place_keys)})
    targets = fullest_names([c.text for c in mentions])
    grouped: dict[str, list[Mention]] = {}
    for c in mentions:
        grouped.setdefault(targets[c.text], []).append(Mention(texts[c.field][0], c.start, c.end, c.text))
    return tuple(Person(value, tuple(found)) for value, found in grouped.items())


def _full_names(number: int, text: str, place_keys: frozenset[str]) -> Iterator[Candidate]:
    for match in _STRETCH.finditer(text):
        span = _name(_pieces(text, match.start(), match.end()), text, place_keys)
        if span:
            yield Candidate(number, *span, text[slice(*span)])


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    return [
        Piece(
            m.start("word"),
            m.end("word"),
            fold(m["word"]),
            m.start("particle") if m["particle"] else -1,
            m["word"].isupper(),
        )
        for m in _PIECE.finditer(text, start, end)
    ]


def _name(pieces: list[Piece], text: str, place_keys: frozenset[str]) -> tuple[int, int] | None:
    """Where the person's name in a stretch is: after what opens the sentence, titles, other names."""
    titled = _SURE_PARTICLE.search(text, max(0, pieces[0].start - 20), pieces[0].start)
    if titled:  # "M. de Rugy": the particle is the name's
        return pieces[0].start - len(titled[0].split(maxsplit=1)[1]), pieces[0].end
    first = _beginning(pieces)
    name = _cut(pieces[first:])
    if not name or not _is_person(name, text, _titles(pieces, first, text), place_keys):
        return None
    with_particle = name[0].particle >= 0 and (first == 0 or pieces[first - 1].key.rstrip(".") in SURE_TITLES)
    return name[0].particle if with_particle else name[0].start, name[-1].end


def _beginning(pieces: list[Piece]) -> int:
    """The index of the piece a name may begin with."""
    first = 0
    while first < len(pieces) and _opens(pieces, first):
        first += 1
    # "Kremlin Dmitri Peskov", "DNLH Antoine Boutonnet": a name that begins with a first name.
    for index in range(first + 1, len(pieces) - 1):
        if (
            is_first_name(pieces[index].key)
            and pieces[index].particle < 0
            and not any(is_first_name(p.key) or p.key.endswith(".") or p.key in BRANDS for p in pieces[first:index])
        ):
            return index
    return first


def _opens(pieces: list[Piece], index: int) -> bool:
    """Whether that word only comes before the name: a title, or a sentence's first word."""
    key = pieces[index].key
    if key.rstrip(".") in HONORIFICS or key in ROLES:
        return True
    if key not in OPENERS:
        return False
    names_follow = index + 1 < len(pieces) and pieces[index + 1].key in surnames()
    return len(key) < 4 or not (key in first_names() and names_follow)


def _titles(pieces: list[Piece], first: int, text: str) -> list[str]:
    """The words before the name, folded: those of the stretch that were passed over, else the text's."""
    if first:
        return [p.key for p in pieces[:first]]
    before = _STOP.split(text[max(0, pieces[0].start - _REACH) : pieces[0].start])[-1]
    words = [fold(w) for w in _LOWER_WORD.findall(before)]
    return words if not before.rstrip().endswith(",") else ["", *words[-1:], ","]


def _cut(pieces: list[Piece]) -> list[Piece]:
    """The longest beginning that looks like one name: particles only after first names."""
    name: list[Piece] = []
    # In a headline in capitals everything looks like a name: take a first name and one more.
    capitals = len(pieces) > 2 and all(p.capitals and len(p.key) > 1 and not p.key.endswith(".") for p in pieces)
    for piece in pieces[: 2 if capitals else _LONGEST]:
        if name and piece.particle >= 0 and not _may_join(name, piece):
            break
        name.append(piece)
    return name


def _is_role(word: str) -> bool:
    """A function, kin, a nationality; of a compound ("turco-allemand") the last part counts."""
    return word in ROLES or word.rpartition("-")[2] in ROLES


def _may_join(name: list[Piece], piece: Piece) -> bool:
    """Whether a particle goes on with the name: "Charlène de Monaco", "Valéry Giscard d'Estaing", but
    "Emmanuel Macron de Paris" is two names."""
    if all(is_first_name(p.key) for p in name):
        return True
    return is_first_name(name[0].key) and name_key(piece.key) not in gazetteer()


def is_first_name(key: str) -> bool:
    """Whether a folded word is a first name, or a compound of one ("jean-yves")."""
    return key in first_names() or key.partition("-")[0] in first_names()


def _is_person(name: list[Piece], text: str, before: list[str], place_keys: frozenset[str]) -> bool:
    last = before[-1].rstrip(".") if before else ""
    if last in SURE_TITLES:
        return True
    if last in BEFORE_NO_PERSON:
        return False
    key = name_key(text[name[0].start : name[-1].end])
    if key in place_keys or key in gazetteer():
        return False
    if len(name) == 1:
        return _is_person_alone(name[0], text, last)
    if _is_something_else(name, text):
        return False
    if _begins_with_first_name(name):
        return name[0].key not in place_keys or name[-1].key in surnames()
    if last in HONORIFICS or _is_role(last) or (last == "," and _is_role(before[-2])):
        return not _has_acronym(name, text)
    return name[-1].key in surnames() and name[0].key not in place_keys and _acts(text, name[-1].end)


def _is_person_alone(piece: Piece, text: str, last: str) -> bool:
    """Whether a single word is a person: after a title, a first name of somebody introduced, a famous name."""
    if not text[piece.start + 1 : piece.end].islower() and "-" not in piece.key:
        return False
    if piece.key in FAMOUS:
        return True
    if len(piece.key) < 3 or piece.key in NOT_IN_NAMES or piece.key in OPENERS:
        return False
    if last in HONORIFICS:
        return True
    if not is_first_name(piece.key):
        return False
    parts = piece.key.split("-")
    if parts[0] in ("saint", "sainte"):
        return False
    return (len(parts) == 2 and all(p in first_names() for p in parts)) or (
        piece.key in first_names() and (last in ROLES or last in SAYING_BEFORE or bool(_AGE.match(text, piece.end)))
    )


def _is_something_else(name: list[Piece], text: str) -> bool:
    """An organisation, a brand, a title: by one of its words; a headline in capitals without a first name."""
    if any(p.key in NOT_IN_NAMES for p in name):
        # "Kanye West", "Chloé Mercedes": a first name and one such word are a person's name still.
        return not (len(name) == 2 and name[0].key in first_names() and name[1].key in surnames())
    return name[-1].key in OPENERS or (text[name[0].start : name[-1].end].isupper() and not is_first_name(name[0].key))


def _begins_with_first_name(name: list[Piece]) -> bool:
    return is_first_name(name[0].key) or (name[0].key.endswith(".") and len(name) > 1 and name[-1].key in surnames())


def _has_acronym(name: list[Piece], text: str) -> bool:
    return any(text[p.start : p.end].isupper() and len(p.key) > 1 and not p.key.endswith(".") for p in name)


def _acts(text: str, end: int) -> bool:
    """Whether a verb follows: the stretch is somebody who speaks or acts."""
    match = _LOWER_WORD.match(text, end + 1)
    return match is not None and fold(match[0]) in SAYING and text[end] == " "
