"""Lines of print → running text: words broken at a line's end are whole again, lines of a paragraph are one.

Useful for: whatever keeps the lines of a printed page (ALTO, TEI, impresso). Not for: text broken at a width by a
program; see ``clean.is_wrapped``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# What may stand for a break: hyphen-minus, hyphen, the logical not of old OCR, the soft hyphen, the oblique one of Fraktur.
_SIGNS = "-\u2010\u00ac\u00ad\u2e17"
# These two break words and do nothing else; a hyphen may also belong to its word.
_ONLY_BREAKS = "\u00ac\u00ad"
_BROKEN = re.compile(rf"[^\W_][{_SIGNS}]+$")
_ANY_SIGN = re.compile(f"[{_SIGNS}]")
_LAST_WORD = re.compile(r"[\w-]*$")
_FIRST_WORD = re.compile(r"\w*")

# Compounds whose hyphen is spelling. Those who begin them are whole words, which no syllable of another word is
# likely to be; what follows must be one of those who end them.
_COMPOUNDS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset(("peut",)), frozenset(("être",))),
    (
        frozenset(("celui", "celle", "ceux", "celles", "lui", "elle", "elles", "eux", "moi", "toi", "soi", "nous", "vous", "cela", "ici")),
        frozenset(("même", "mêmes", "ci", "là", "bas", "dessus", "dessous")),
    ),
    (frozenset(("là", "au", "ci", "par")), frozenset(("dessus", "dessous", "delà", "devant", "dedans", "dehors", "haut", "bas", "contre"))),
    (
        frozenset(("vingt", "trente", "quarante", "cinquante", "soixante", "quatre", "dix")),
        frozenset((
            "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
            "quinze", "seize", "vingt", "vingts",
        )),
    ),
    (frozenset(("quelques",)), frozenset(("uns", "unes"))),
    (frozenset(("sous",)), frozenset(("secrétaire", "secrétaires", "préfet", "préfets", "lieutenant", "lieutenants", "officier", "officiers", "marin", "marins", "chef", "sol"))),
    (frozenset(("avant", "après")), frozenset(("hier", "demain", "midi", "guerre", "veille"))),
    (frozenset(("vice", "contre", "demi", "mi", "semi")), frozenset(("amiral", "amiraux", "président", "présidents", "consul", "roi", "heure", "torpilleur", "torpilleurs"))),
)  # fmt: skip
# "a-t-" / "il", "rendez-" / "vous": a pronoun after a verb, whatever the verb. "c'est-à-" / "dire", "vis-à-" / "vis".
_ENCLITICS = frozenset(("vous", "nous", "ils", "elles", "moi"))
_AFTER_T = frozenset(("il", "ils", "elle", "elles", "on"))

# A first line set in by this share of a line's height begins a paragraph: an em is one height, half of it is no chance.
_SET_IN = 0.5
# And a line before it that leaves this share of the column empty ended a paragraph, whatever its last sign.
_SHORT = 0.15
_SENTENCE_END = re.compile(r"[.!?…:»”\"—-]$")


def rejoined(first: str, second: str) -> str:
    """A word broken in two by the end of a line, ``first`` with its sign of breaking, as one word.

    The hyphen stays where it is spelling: before a capital or a digit, and in compounds that are known.

    >>> rejoined("délibé-", "ré,"), rejoined("Saint-", "Étienne"), rejoined("peut-", "être"), rejoined("con¬", "Tinue")
    ('délibéré,', 'Saint-Étienne', 'peut-être', 'conTinue')
    """
    stem = first.rstrip(_SIGNS)
    if any(sign in first[len(stem) :] for sign in _ONLY_BREAKS):
        return stem + second
    return f"{stem}-{second}" if _is_spelt(stem, second) else stem + second


def whole_word(first: str, second: str, given: str) -> str:
    """A broken word of which the file says both halves and what they make: as it says, unless that is merely both halves;
    then hyphens are judged as everywhere.

    >>> whole_word("Hol", "lande", "Hollande"), whole_word("evê-", "que,", "evê-que,"), whole_word("ci", "devant", "cidevant")
    ('Hollande', 'evêque,', 'ci-devant')
    """
    same = _ANY_SIGN.sub("", first + second) == _ANY_SIGN.sub("", given)
    return rejoined(first if first[-1:] in _SIGNS else f"{first}-", second) if same or not given else given


def _is_spelt(stem: str, second: str) -> bool:
    """Whether the hyphen between the two belongs to the word."""
    if not second[:1].islower():
        # In capitals ("PRÉSI-" / "DENT") a capital says nothing.
        return not (second[:1].isupper() and len(stem) > 1 and stem[-2:].isupper())
    before = _LAST_WORD.search(stem.lower())
    after = _FIRST_WORD.match(second.lower())
    parts = before[0].split("-") if before else [""]
    ending = after[0] if after else ""
    if ending in _ENCLITICS or (parts[-1] == "t" and ending in _AFTER_T) or (len(parts) > 1 and parts[-1] == "à"):
        return True
    return any(parts[-1] in begin and ending in end for begin, end in _COMPOUNDS)


def joined(lines: Iterable[str]) -> str:
    """The lines of one paragraph as one line.

    >>> joined(["Le pré-", "sident est ar-", "rivé hier,", "dit-on."])
    'Le président est arrivé hier, dit-on.'
    """
    parts: list[str] = []
    for raw in lines:
        line = " ".join(raw.split())
        if not line:
            continue
        if parts and _BROKEN.search(parts[-1]) and line[0].isalnum():
            start, _, rest = line.partition(" ")
            head, space, last = parts[-1].rpartition(" ")
            parts[-1] = head + space + rejoined(last, start)
            # A word of three lines: the middle of it is broken too.
            if not rest:
                continue
            line = rest
        parts.append(line)
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and where it stands: ``left`` and ``right`` edge and ``height`` in any one unit, 0 when unknown."""

    text: str
    left: float = 0
    right: float = 0
    height: float = 0


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of a column. A line set in begins one where the line before ends as sentences do, or ends short."""
    if not lines:
        return []
    # Of a column of short paragraphs half the lines may be set in: its edge is where a quarter of them begin.
    left = sorted(line.left for line in lines)[len(lines) // 4]
    right, height = median(line.right for line in lines), median(line.height for line in lines)
    found: list[list[str]] = [[lines[0].text]]
    for before, line in pairwise(lines):
        begins = height > 0 and line.left - left > _SET_IN * height
        short = right - before.right > _SHORT * (right - left)
        if begins and (short or _SENTENCE_END.search(before.text.rstrip())):
            found.append([])
        found[-1].append(line.text)
    return [text for part in found if (text := joined(part))]


def running(parts: Iterable[str]) -> str:
    r"""The paragraphs of an article, parted by empty lines; what a column or a page has cut in two is one again.

    >>> running(["Il n'a pu être arrê-", "té qu'à la barrière.", "Le lendemain, il", "repartait.", "Fin"])
    "Il n'a pu être arrêté qu'à la barrière.\n\nLe lendemain, il repartait.\\n\\nFin"
    """
    found: list[list[str]] = []
    for part in parts:
        before = found[-1][-1].rstrip() if found else "."
        if part[:1].islower() and (_BROKEN.search(before) or not _SENTENCE_END.search(before)):
            found[-1].append(part)
        elif part:
            found.append([part])
    return "\n\n".join(map(joined, found))
