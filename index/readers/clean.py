"""Text as it came → text as it is kept: no control characters, trimmed, paragraphs parted by one empty line.

Typography (no-break spaces, apostrophes, quotation marks, soft hyphens) is left as it is: the
article page shows what the newspaper wrote, and the analysis copes with it.
"""

from __future__ import annotations

import re
from statistics import median


def _removals() -> dict[int, str | None]:
    """For ``str.translate``: control characters, halves of surrogate pairs, non-characters, byte order marks.

    U+0080–U+009F are never meant: they are windows-1252 bytes read as ISO-8859-1, and become what
    they stood for, as the HTML standard does (13.2.5.80, numeric character references).
    """
    table: dict[int, str | None] = dict.fromkeys([*range(0x20), 0x7F, *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF])
    for kept in "\n\t":
        del table[ord(kept)]
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", "ignore") or None
    return table


_REMOVALS = _removals()
# Searching is ten times faster than translating, and most texts hold none of these.
_REMOVED = re.compile("[" + "".join(re.escape(chr(code)) for code in _REMOVALS) + "]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028]")
# Plain blanks only: a no-break space is typography.
_BLANKS = re.compile("[ \t\n]{2,}|[\t\n]")
_TRIM = " \t\n\u00a0\u202f\u200b"
_EMPTY_LINES = re.compile("\n[ \t\u00a0\u202f]*\n\\s*|\u2029")
_SENTENCE_END = re.compile('[.!?…:»"”)][ \u00a0\u202f]*$')


def clean_characters(text: str) -> str:
    """Without control characters (newline and tab apart) and with a line feed for every line end."""
    text = _LINE_END.sub("\n", text)
    return text.translate(_REMOVALS) if _REMOVED.search(text) else text


def clean_line(text: str) -> str:
    """One line: characters cleaned, every run of blanks one space, trimmed."""
    return _BLANKS.sub(" ", clean_characters(text)).strip(_TRIM)


def clean_text(text: str) -> str:
    """Paragraphs parted by one empty line.

    Where the text has empty lines, they part its paragraphs and other line ends stay. Where it has
    none, each line is a paragraph, unless the lines were broken at a width.
    """
    text = clean_characters(text).strip(_TRIM)
    parts = _EMPTY_LINES.split(text)
    if len(parts) == 1:
        lines = text.split("\n")
        parts = [" ".join(lines)] if is_wrapped(lines) else lines
    paragraphs = ("\n".join(clean_line(line) for line in part.strip(_TRIM).split("\n")) for part in parts)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def is_wrapped(lines: list[str]) -> bool:
    """Whether these lines look broken at a width of 60 to 100 characters, as e-mail and terminals do.

    Then most lines are nearly as long as the longest, and few end where a sentence does.
    """
    full = [line.rstrip() for line in lines[:-1]]
    if len(full) < 2:
        return False
    widest = max(map(len, full))
    ends = sum(bool(_SENTENCE_END.search(line)) for line in full)
    return 50 <= widest <= 100 and median(map(len, full)) >= 0.8 * widest and ends <= len(full) / 3
