"""Step 1: one way of writing each character. Typography and encoding differ between sources, words do not.

Only ever applied to one token, or to a text whose offsets nobody needs: it changes lengths.
"""

from __future__ import annotations

import unicodedata

# Typed ', set ’, and what word processors, OCR and transliteration put in its place.
APOSTROPHES = "'’‘‛ʼʻʹ′´＇"
# Hyphen-minus and its Unicode doubles. Dashes (– —) separate words and are not here.
HYPHENS = "-\u2010\u2011\u2043\ufe63\uff0d"
# Space, no-break, the typographic widths U+2000 to U+200A, narrow no-break (before ; ! ? in French), ideographic.
SPACES = " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark, variation selectors.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10)))
# One glyph, several letters: PDF and OCR write them.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_TABLE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, HYPHENS), "-"),
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, INVISIBLE)),
    **{ord(glyph): letters for glyph, letters in LIGATURES.items()},
}


def normalise(text: str) -> str:
    r"""The text composed (NFC), with plain apostrophes, hyphens and spaces and nothing invisible.

    Case and accents stay. Never raises; lone surrogates pass through.

    >>> normalise("l’e\u0301lec\u00adtion\u202f!")
    "l'élection !"
    """
    if text.isascii():
        return text
    # Twice: an invisible character between a letter and its accent keeps the first pass from composing them.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_TABLE))


def as_written(word: str) -> str:
    """A word with its accents, as strict searches compare it: composed, in lower case, without apostrophes.

    >>> as_written("Presqu’Île")
    'presquîle'
    """
    return normalise(word).lower().replace("'", "")
