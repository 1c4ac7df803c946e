"""What a text calls its persons: "président russe", "ministre de la Santé", "acteur".

A title is a function with its ranks before it and its adjectives and complements after it, right before a
name ("le président russe Vladimir Poutine"), or beside it between commas or brackets ("Anne Hidalgo, maire PS
de Paris,"). Words are told apart by kind, a letter each; a title is an expression over these letters.
Precision before recall: what may be said of somebody else ("le fils du président, Jean Dupont") is left out.

Useful for: telling namesakes apart, a hint beside a name. Not for: finding persons; a title is no part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from index.entities.fold import fold
from index.entities.mention import Mention, Person
from index.entities.title_kinds import kind, needed
from index.entities.title_words import FUNCTIONS

# Characters beside a name: "ministre de l'Enseignement supérieur, de la Recherche et de l'Innovation" has 68.
_REACH = 110
_TOKEN = re.compile(r"\w+(?:[-‑]\w+)*['’]?|[^\w \u00a0\u202f]")

_COMPLEMENT = "P+L?R?[NCFAKY](?:[CAY]|EA)*"
_MORE = rf"(?:A|Y|\(Y\)|F|E(?=[APF])|,(?=PL?C)|{_COMPLEMENT})*"
_UP_TO_NAME = re.compile(rf"({_MORE})(,?)(?:H\.?)?")
# "Jean Dupont, 45 ans, maire de Lyon." With an article and before a name, it may be whose title it is: "Emmanuel
# Macron, le Premier ministre, Édouard Philippe".
_AFTER_NAME = re.compile(
    rf"[,(](?:(?:BP)?IN,)?B?(?:[LD]?(?P<sure>R*F{_MORE})(?:[.;:)»]|,(?!C)|$)|D?(?P<own>R*F{_MORE}),C)"
)
_MAY_END_A_TITLE = frozenset("FAYNC")
_BEFORE_A_NOUN = frozenset("PLR")
_MAY_BEGIN_A_TITLE = frozenset("LDRFIB")
_ENDS = ("", *',.;:)»"\n')

Place = tuple[str, int]


def with_titles(texts: Iterable[tuple[str, str]], persons: Iterable[Person]) -> tuple[Person, ...]:
    """The persons with what the ``(field, text)`` pairs call them, most frequent first, then as they come.

    A title is given as it is written, without its article; spellings that differ in accents or capitals only
    are one. Persons of whom nothing is said, or who have titles already, come back as they are.
    """
    fields, persons = dict(texts), tuple(persons)
    names = {(m.field, m.start) for person in persons for m in person.mentions}
    return tuple(p if p.titles else _with_titles(p, fields, names) for p in persons)


def _with_titles(person: Person, fields: dict[str, str], names: AbstractSet[Place]) -> Person:
    counts: dict[str, tuple[int, str]] = {}
    for mention in person.mentions:
        for title in _titles(fields.get(mention.field, ""), mention, names):
            written = " ".join(title.split())
            number, first = counts.get(fold(written), (0, written))
            counts[fold(written)] = number + 1, first
    if not counts:
        return person
    return replace(person, titles=tuple(first for _, first in sorted(counts.values(), key=lambda pair: -pair[0])))


def _titles(text: str, mention: Mention, names: AbstractSet[Place]) -> Iterator[str]:
    """The titles beside a mention: after a look at the nearest words on either side, since most have none."""
    start, end = mention.start, mention.end
    after = ""
    if text[end : end + 1] == "," or text[end : end + 2] == " (":
        word = _TOKEN.search(text, end + 2)
        if word and kind(word[0]) in _MAY_BEGIN_A_TITLE:
            after = _after(text, end, mention.field, names)
    # Between commas on both sides, what comes after the name is surely its own.
    apposed = text[start - 2 : start - 1] == ","
    possible = (not after and text[end : end + 1] in _ENDS) if apposed else _may_be_titled(text, start)
    if possible and text[start - 1 : start].isspace():
        before = _before(text, start, mention.field, names)
        if before:
            yield before
    if after:
        yield after


def _may_be_titled(text: str, start: int) -> bool:
    """Whether the words before a name may be a title: quickly, for most are not. The last one ends a title, and
    there is a function among them."""
    before = text[max(0, start - _REACH) : start - 1].replace("’", " ").replace("'", " ")
    words = before.rsplit(None, 2)
    word = words[-1].strip('("«.') if words else ""
    last = kind(word) if word else ""
    # A noun ends one only after a preposition: "ministre des sports", not "explique".
    if last == "N" and (len(words) < 3 or kind(words[-2]) not in _BEFORE_A_NOUN):
        return False
    # "l'avocat de la famille, Me Dupont"; before "M." there is hardly ever one.
    if last not in _MAY_END_A_TITLE and word != "Me":
        return False
    return not FUNCTIONS.isdisjoint(before.lower().replace("-", " ").replace(",", " ").split())


class _Window:
    """A piece of a text as tokens, and their kinds, a letter each."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        words = _TOKEN.findall(text, start, end)
        letters = list(map(kind, words))
        for n in range(2, len(words)):
            # "Bruno Le Maire": a name.
            if letters[n - 2 : n + 1] == ["C", "L", "F"] and words[n - 1] in ("Le", "La"):
                letters[n - 1 : n + 1] = "C", "C"
        self.words, self.kinds = words, "".join(letters)

    def title(self, first: int, last: int, field: str, names: AbstractSet[Place]) -> str:
        """The text of these tokens (``last`` included); "" when somebody else's name begins there: "[Jean Dupont],
        la maire de Rennes Nathalie Appéré"."""
        spans = [match.span() for match in _TOKEN.finditer(self.text, self.start, self.end)]
        for n in range(first + 1, last + 1):
            if (field, spans[n][0]) in names and self.kinds[n - 1] not in "PL":
                return ""
        return self.text[spans[first][0] : spans[last][1]]


def _before(text: str, start: int, field: str, names: AbstractSet[Place]) -> str:
    """The title that ends where a name begins: the nearest function whose words reach it."""
    window = _Window(text, max(0, start - _REACH), start)
    kinds = window.kinds
    function = len(kinds)
    while (function := kinds.rfind("F", 0, function)) >= 0:
        reached = _UP_TO_NAME.fullmatch(kinds, function + 1)
        # "secrétaire d'État auprès du ministre": the secretary's name follows.
        if reached and "auprès" not in window.words[max(0, function - 4) : function]:
            break
    else:
        return ""
    first = _beginning(kinds, function)
    last = reached.end(1) - 1
    if not needed(window.words[function : last + 1]) or not _is_introduced(kinds, first, apposed=bool(reached[2])):
        return ""
    return window.title(first, last, field, names)


def _beginning(kinds: str, function: int) -> int:
    """The first word of the title of that function: ranks, other functions joined to it ("acteur et réalisateur")."""
    first = function
    while True:
        if kinds[first - 1 : first] in ("R", "F"):
            first -= 1
        elif kinds[max(0, first - 2) : first] in ("FE", "R-"):
            first -= 2
        else:
            return first


def _is_introduced(kinds: str, first: int, *, apposed: bool) -> bool:
    """Whether a title begins there: after an article, or at the beginning of a sentence. ``apposed``, when a comma
    parts it from the name: only after an article, and of nobody else's title or kin."""
    lead = kinds[:first].rstrip("Q")
    if not apposed:
        return lead[-1:] not in ("C", "N", "A", "F", "K", "X", "Y", ",", '"')
    own = not (lead[-2:-1] == "P" and set(lead[-8:-2]) & set("FK"))
    return lead[-1:] == "L" and lead[-2:-1] not in (",", "C") and own


def _after(text: str, end: int, field: str, names: AbstractSet[Place]) -> str:
    """The title between commas or brackets after a name."""
    window = _Window(text, end, min(end + _REACH, len(text)))
    found = _AFTER_NAME.match(window.kinds)
    if found is None:
        return ""
    first, stop = found.span(found.lastgroup or 0)
    # The window's own end is no end of a title.
    if found.end() == len(window.kinds) and stop == found.end() and end + _REACH < len(text):
        return ""
    function = window.kinds.index("F", first)
    return window.title(first, stop - 1, field, names) if needed(window.words[function:stop]) else ""
