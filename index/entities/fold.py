"""A text made even, character by character, so that offsets stay true.

Useful for: matching without accents or case in the original's offsets. Not for: index terms, which
are analysed token by token; see ``index.text``.
"""

from __future__ import annotations

import re
import unicodedata


def _table(*, lower: bool) -> dict[int, str]:
    """Latin letters without their accents, typographic signs as ASCII; one character for one."""
    table = dict.fromkeys(map(ord, "’‘ʼ´"), "'")
    table |= dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t\r"), " ")
    table |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013"), "-")
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        table[code] = base.lower() if lower and len(base.lower()) == 1 else base
    return table


_FOLDED = _table(lower=True)
_PLAIN = _table(lower=False)

# The letters and signs of French, replaced one after the other: six times faster than translate() over an
# article, which has another one in one case of 400.
_FRENCH = {sign: base for sign in "éèêëàâçîïôöùûü’\u00a0\u202f–" if isinstance(base := _FOLDED[ord(sign)], str)}
_FOREIGN = re.compile(
    "["
    + "".join(
        re.escape(chr(code)) for code, base in _FOLDED.items() if base != chr(code).lower() and chr(code) not in _FRENCH
    )
    + "]"
)


def fold(text: str) -> str:
    """The text in lower case without accents, of the same length.

    >>> fold("L’Élysée, 1ᵉʳ août")
    "l'elysee, 1ᵉʳ aout"
    """
    if text.isascii():
        return text.lower().replace("\t", " ").replace("\r", " ")
    lower = text.lower()
    if len(lower) != len(text):  # "İ" becomes two characters
        return text.translate(_FOLDED)
    for sign, base in _FRENCH.items():
        lower = lower.replace(sign, base)
    return lower.translate(_FOLDED) if _FOREIGN.search(lower) else lower


def plain(text: str) -> str:
    """The text without accents, case kept, of the same length."""
    return text.translate(_PLAIN)


def word_set(words: str) -> frozenset[str]:
    """The folded words of a table, written one after the other."""
    return frozenset(words.split())
