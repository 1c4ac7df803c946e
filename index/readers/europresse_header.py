"""What the lines of a document of Europresse say, whatever its layout: source, section, date, page, number.

Useful for: both layouts, and the export to PDF, which print the same lines.
"""

from __future__ import annotations

import re

from index.readers.clean import clean_line
from index.readers.printed_dates import day_in, moment_in

_SPACES = "[ \u00a0\u202f]"
# "news·20060315·LM·0q1503_1256056": kind, date, source, article.
_NUMBER = re.compile(r"(?<!\w)[a-z]{2,12}·((?:1[6-9]|20)\d{6})·[\w-]{1,20}·[\w.\u00a0-]{1,80}(?<![.\u00a0])")
# "Magazine 1, no. 5968", "Acme Law Review, Vol. 14, no 4", "Le Point, n° 2022"
_ISSUE = re.compile(
    rf",?{_SPACES}+(?:vol(?:ume|\.)?{_SPACES}*\d|n[o°]\.?{_SPACES}*\d|num(?:éro|ber){_SPACES}*\d).*", re.IGNORECASE
)
_EDITION = re.compile(
    r"\s*\((?:ref|réf|site web|web site|site internet|website|tous|édition|edition|blogs?|app|en ligne)\b.*|"
    r"\s+[-–]\s.*|\s+;.*|\s{2,}.*",
    re.IGNORECASE,
)
# "16", "A1", "MDE6", "RHO_12", "819(40)"
_FOLIO = r"(?:[A-Z]{1,6}[._-]?)?\d[\w()]*"
_PAGE = re.compile(
    rf"(?<!\w)(?:pp?\.|pages?\b|p(?={_SPACES}?\d)){_SPACES}*"
    rf"({_FOLIO}(?:{_SPACES}?[-–,à]{_SPACES}?{_FOLIO})*|[A-Z]{{1,4}}\d*\b)"
)
_NO_SECTION = re.compile(
    r"\d|^(?:p|pp|page|pages|mots|words|utc|gmt|édition|edition|première édition|dernière édition)\b|édition$",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"(?<!\w)\d{{1,3}}(?:[ ,.\u00a0\u202f]?\d{{3}})*{_SPACES}?(?:mots|words)\b")
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,300}|.{0,200}\btous droits réservés\b.{0,100}|.{0,100}\ball rights reserved\b.{0,100}",
    re.IGNORECASE | re.DOTALL,
)


def number_in(text: str) -> str:
    """The last number of a document in a text; "" when there is none."""
    found = ""
    for match in _NUMBER.finditer(text):
        found = match[0]
    return found


def day_of(number: str) -> str:
    """The date in a document's number, an ISO prefix: for documents that print none."""
    match = _NUMBER.fullmatch(number)
    return f"{match[1][:4]}-{match[1][4:6]}-{match[1][6:]}" if match else ""


def source_name(text: str) -> str:
    """The name of a newspaper without its issue, its edition and the word that it is a site.

    >>> [source_name(t) for t in ("Le Monde (site web)", "Libération, no. 7012", "Ouest-France     Vannes ; Auray")]
    ['Le Monde', 'Libération', 'Ouest-France']
    """
    name = text.strip().replace("\u00a0", " ")
    short = _EDITION.sub("", _ISSUE.sub("", name, count=1), count=1)
    return clean_line(short or name).rstrip(" ,;")


def header_fields(header: str) -> dict[str, str]:
    """Section, date and page of a header line, its parts in any order and each of them optional.

    >>> header_fields("Communication, mardi 14 mars 2006, p. 16")
    {'published': '2006-03-14', 'section': 'Communication', 'page': '16'}
    """
    line = clean_line(header)
    day = day_in(line)
    before, after = (line[: day.start], _WORDS.sub("", line[day.end :])) if day else (_WORDS.sub("", line), "")
    if day is None and (page := _PAGE.search(before)):
        before, after = before[: page.start()], before[page.start() :]
    page = _PAGE.search(after) or _PAGE.search(before)
    if page and page.string is before:
        before = before[: page.start()] + before[page.end() :]
    section = _section(before) or _section(_PAGE.sub("", after))
    return {"published": moment_in(line), "section": section, "page": clean_line(page[1]) if page else ""}


def _section(text: str) -> str:
    parts = (clean_line(part).strip("-–•; ") for part in text.split(","))
    return ", ".join(part for part in parts if part and not _NO_SECTION.search(part))
