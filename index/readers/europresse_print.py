"""The documents that Europresse and Eureka print into a PDF, one after another.

Each has a box about its source ("Nom de la source …"), the date, a line "Le Devoir • p. A1 • 812 mots", title,
byline, text, whose rights it is, to whom it was given, and its number (``news·20060315·LM·0q1503``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.readers.europresse_header import RIGHTS, day_of, header_fields, number_in, source_name
from index.readers.names import printed_byline
from index.readers.pdf_lines import paragraphs
from index.readers.printed_dates import day_in

_COUNTED = re.compile(r".*•.*\d[ \u00a0]*(?:mots|words)\b.*", re.IGNORECASE)
_AFTER_TEXT = re.compile(
    r"(?:Cet article est paru dans|This article (?:was published|appeared) in|Certificat émis le|Certificate issued on|"
    r"Le présent document (?:est protégé|et son usage)|©|\(c\) \d{4})",
    re.IGNORECASE,
)
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w’'.-]+(?:[ ,;]+|$)|(?:de|du|des|le|la|et|d’)[ ]){2,8}")
# Above the line with the number of words: the date, and the end of a source's name that ran over.
_ABOVE = 3
_TITLE_LINES = 4


def documents(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """The records of the documents in these lines; none when they are no such export."""
    start = 0
    for n, line in enumerate(lines):
        number = number_in(line)
        if number:
            record = _record(lines[start:n], number)
            start = n + 1
            if record:
                yield record


def _record(lines: Sequence[str], number: str) -> dict[str, str]:
    at = next((n for n, line in enumerate(lines) if _COUNTED.fullmatch(line)), -1)
    if at < 0:
        return {}
    dated = next((line for line in reversed(lines[max(0, at - _ABOVE) : at + 1]) if day_in(line)), "")
    source, *parts = lines[at].split("•")
    header = header_fields(", ".join([dated, *parts]))
    text = [line for line in lines[at + 1 :] if line]
    title, rest = _title(text)
    byline = rest[0] if rest and (printed_byline(rest[0]) or _NAMES.fullmatch(rest[0])) else ""
    end = next((n for n, line in enumerate(rest) if _AFTER_TEXT.match(line) or RIGHTS.fullmatch(line)), len(rest))
    return {
        "id": number,
        "title": title,
        "body": "\n\n".join(paragraphs(rest[bool(byline) : end])),
        "published": header["published"] or day_of(number),
        "source": source_name(source),
        "section": header["section"],
        "page": header["page"],
        "authors": byline,
    }


def _title(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The title, and the lines below it: a title runs on in a line that begins with a small letter or a sign."""
    end = 1
    while end < min(len(lines), _TITLE_LINES) and not lines[end][:1].isupper() and not lines[end][:1].isdigit():
        end += 1
    return " ".join(lines[:end]), list(lines[end:])
