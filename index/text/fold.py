"""Step 4: lower-case ASCII. Unidecode works on one word at a time, for it changes lengths.

Applied to a whole text it would shift every later offset, turn « into << and € into the word EUR.
"""

from __future__ import annotations

from unidecode import unidecode

from index.text.normalise import normalise


class _Transliteration(dict[int, str]):
    """What stands for each character, asked of Unidecode once a character."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = _transliterate(chr(code))
        return letters


def _transliterate(character: str) -> str:
    """Letters and digits only, so that no sign or space enters a term; "" for what is no letter.

    A letter Unidecode does not know (rare scripts) stays as it is: better findable than lost.
    The slash is kept for fractions: ½ is 1/2, not 12.
    """
    if not character.isalnum():
        return ""
    known = unidecode(character)
    return "".join(c for c in known if c.isalnum() or c == "/") if known else character


_ASCII = _Transliteration((code, chr(code)) for code in range(128))


def fold(word: str) -> str:
    """The word in lower case without accents: ASCII, unless it holds letters Unidecode does not know.

    For one word, whose offsets the caller keeps: œ becomes oe. Folding twice changes nothing more.

    >>> fold("Œuvre"), fold("Élysée"), fold("Straße")
    ('oeuvre', 'elysee', 'strasse')
    """
    if word.isascii():
        return word.lower()
    return normalise(word).translate(_ASCII).lower()
