"""Where sentences begin and end, for snippets.

A full stop ends a sentence when white space and a capital, a digit or an opening quote follow, unless
it belongs to an abbreviation ("M.", "p. 12", "J. Chirac"). A blank line or a line break always does.
"""

from __future__ import annotations

import re

# Before a name or a number their stop ends nothing. Folded case; "etc." is not here: it often ends.
ABBREVIATIONS = frozenset(
    """
    m mm mme mmes mlle mlles mgr dr drs pr prs me mes st ste sts gal col cdt lt sgt cap adj
    av bd blvd pl p pp art al cf ex no nos vol chap fig éd ed env tél tel coll dir ibid id op réf int vs jr sr
    janv févr fevr avr juil sept oct nov déc dec
    """.split()  # noqa: SIM905  # a list of 70 quoted words cannot be read
)
# Acronyms and initials end a sentence only before words that open one.
OPENERS = frozenset(
    """
    le la les l un une des du ce cet cette ces c il elle ils elles on nous vous je j dans en à au aux pour par sur
    mais et or car selon après avant depuis son sa ses leur leurs si que qui quand
    """.split()  # noqa: SIM905  # as above
)

_END = re.compile(r"\s*\n\s*|[.!?…]+[ \u00a0\u202f]?[»”\"')\]]*(?P<gap>\s+)(?=[«“\"'(\[—–-]*\s*(?P<next>[^\W_]+))")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]+\Z")
_INITIALS = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """The bounds of each sentence in ``text``, ascending, never overlapping, white space left out.

    >>> text = "M. Macron est arrivé. Il a signé p. 12."
    >>> [text[start:end] for start, end in sentences(text)]
    ['M. Macron est arrivé.', 'Il a signé p. 12.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        gap = match.start("gap")
        if gap != -1 and not _ends(text, match):
            continue
        _add(found, text, start, match.start() if gap == -1 else gap)
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    sentence = text[start:end]
    body = sentence.strip()
    if body:
        first = start + sentence.index(body)
        found.append((first, first + len(body)))


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether these stops end a sentence."""
    following = match["next"]
    if not (following[0].isupper() or following[0].isdigit()):
        return False
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    # No abbreviation or acronym is longer.
    before = _LAST_WORD.search(text[max(0, match.start() - 24) : match.start()])
    if not before:
        return True
    if _INITIALS.match(before[0]):
        return following.lower() in OPENERS
    return before[0].lower() not in ABBREVIATIONS
