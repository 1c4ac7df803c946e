"""Articles of Factiva as lines of text: each field behind its code ("HD  Le viaduc rouvre"), or, without codes, in
the order in which the site displays them: section, title, author, words, date, time, source, its code, page,
language, rights.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.readers.clean import clean_line, clean_text
from index.readers.languages import language_code
from index.readers.names import printed_byline
from index.readers.printed_dates import day_in

CODES = frozenset((
    "HD", "HDA", "HL", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "SE", "CLM", "LA",
    "CY", "LP", "TD", "CT", "CX", "CO", "IN", "NS", "RE", "RF", "IPC", "IPD", "PUB", "ART", "AN",
))  # fmt: skip
BODY = ("LP", "TD")
# "Document LEMOND0020060314e23e0001b": source, day, serial; "Dokument" on the German site.
NUMBER = re.compile(r"(?:Document|Dokument|Documento|Документ)[ \u00a0]+([A-Z][A-Z0-9]{1,9}\d{10}[a-z0-9]{4,14})")

_CODE_LINE = re.compile(rf"({'|'.join(sorted(CODES, key=len, reverse=True))})(?:[ \t\u00a0]+(.*))?")
# After the text come what was indexed, lists "code : label | code : label"; a line of the text may begin with "IN".
_AFTER_BODY = frozenset(("CT", "CX", "CO", "IN", "NS", "RE", "RF", "IPC", "IPD", "PUB", "ART", "AN", *BODY))
_LISTED = re.compile(r"\w+ ?: |.* \| ")
_WORDS = re.compile(
    r"[\d., \u00a0\u202f]+(?:mots?|words?|Wörter|palabras|parole|palavras|woorden|ord|слов[ао]?)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}[:h.]\d{2}(?: ?[ap]m)?(?: (?:GMT|UTC))?", re.IGNORECASE)
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,10}")
_PAGE = re.compile(r"(?:pp?\. ?)?[A-Z]{0,4}\d{1,4}(?:[-,/ ]+[A-Z]{0,4}\d{1,4})*")
# Section, title and author stand above the number of words; a title may run over a few lines.
_MOST_ABOVE = 6


def is_coded(text: str) -> bool:
    """Whether a text is fields behind codes: a title, and three of those that every article has."""
    found = {match[1] for line in text[:30_000].splitlines() if (match := _CODE_LINE.fullmatch(line.rstrip()))}
    return "HD" in found and len(found & {"WC", "PD", "SN", "SC", "LA", "LP", "TD", "AN"}) >= 4


def coded_record(text: str) -> dict[str, str]:
    """The value of each code of one article."""
    found: dict[str, list[str]] = {}
    code = ""
    for line in text.splitlines():
        match = _CODE_LINE.fullmatch(line.rstrip())
        begins = match is not None and _begins(code, match)
        code = match[1] if match and begins else code
        if code:
            found.setdefault(code, []).append((match[2] or "") if match and begins else line)
    return {code: "\n".join(lines).strip() for code, lines in found.items()}


def _begins(code: str, match: re.Match[str]) -> bool:
    """Whether this line begins a field, and is not a line of the text that begins with these letters."""
    if code not in BODY:
        return True
    value = match[2] or ""
    return match[1] in _AFTER_BODY and (
        not value or match[1] in BODY or bool(_LISTED.match(value) or NUMBER.match(value))
    )


def line_record(text: str) -> dict[str, str] | None:
    """The fields of one article displayed without codes, under the codes they would have; None when it is none."""
    lines = [clean_line(line) for line in text.splitlines()]
    counted = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line)), -1)
    above = [line for line in lines[: max(counted, 0)] if line][-_MOST_ABOVE:]
    if not above:
        return None
    below = [(n, line) for n, line in enumerate(lines) if n > counted and line]
    rights = next((place for place, (_, line) in enumerate(below[:10]) if _is_rights(line)), -1)
    end = rights if rights >= 0 else _last_of_header(below)
    record = {**_above(above), **_below([line for _, line in below[: end + 1]])}
    if "PD" not in record:
        return None
    start = below[end][0] + 1 if 0 <= end < len(below) else len(lines)
    return {**record, "TD": "\n".join(text.splitlines()[start:])}


def _is_rights(line: str) -> bool:
    return line.lower().startswith(("copyright", "(c)", "©", "tous droits")) or "all rights reserved" in line.lower()


def _last_of_header(below: Sequence[tuple[int, str]]) -> int:
    """Where the header ends that has no line of rights: with the language."""
    named = (place for place, (_, line) in enumerate(below[:8]) if " " not in line and language_code(line))
    return next((place for place in named if len(below[place][1]) > 3), min(3, len(below)) - 1)


def _above(lines: Sequence[str]) -> dict[str, str]:
    """Section, title and author of the lines above the number of words."""
    last = lines[-1]
    signed = len(lines) > 1 and bool(printed_byline(last) or re.match(r"(?:par|by|von|por) ", last, re.IGNORECASE))
    found = {"BY": last} if signed else {}
    rest = lines[:-1] if signed else lines
    if len(rest) > 1:
        found["SE"] = rest[0]
        rest = rest[1:]
    return {**found, "HD": " ".join(rest)}


def _below(lines: Sequence[str]) -> dict[str, str]:
    """Date, source, page and language of the lines between the number of words and the text."""
    found: dict[str, str] = {}
    for line in lines:
        if "PD" not in found:
            if (day := day_in(line)) and day.end - day.start > len(line) / 2:
                found["PD"] = line
        elif _TIME.fullmatch(line) and "SN" not in found:
            found["ET"] = line
        elif "SN" not in found:
            found["SN"] = line
        elif _SOURCE_CODE.fullmatch(line) and "SC" not in found:
            found["SC"] = line
        elif _PAGE.fullmatch(line):
            found["PG"] = line  # the last: a number of edition may come before
        elif "LA" not in found and " " not in line and len(line) > 3 and language_code(line):
            found["LA"] = line
    return found


def body_of(record: Mapping[str, str]) -> str:
    """The text of an article: its lead and what follows, each with its own way to part paragraphs."""
    return "\n\n".join(part for code in BODY if (part := clean_text(record.get(code, ""))))
