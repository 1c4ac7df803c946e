"""IPTC 7901, the wire format of news agencies before XML: a header line, headlines, wrapped text, a stamp of the time.

IPTC 7901 (1979) and its kin ANPA 1312, as dpa, ATS and Kyodo send them: SOH header STX text ETX stamp EOT. Where the control
characters were lost, the header line alone tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.agency import Dispatch
from index.readers.clean import clean_line
from index.readers.encoding import RECORD_LIMIT, decode
from index.readers.xml_text import plain_paragraphs

NAME = "iptc7901"
SUFFIXES = (".iptc", ".7901", ".txt")
MEANING = "IPTC 7901: a dispatch as wires sent it before XML (dpa, ATS, Kyodo)."

# Service and number, priority, category, count of words, agency, number: "eca062 4 i 211 ccccb   dpa 061".
_HEADER = re.compile(r"([a-z]{2,4})(\d{3,5}) (\d) ([a-z]{1,3}) +(\d{1,5}) +(?:\S+ +)?([a-z-]{2,10}) +(\d{2,5})\s*")
_HEADER_BYTES = re.compile(rb"\A[a-z]{2,4}\d{3,5} \d [a-z]{1,3} +\d{1,5} [^\r\n]{0,40}?[a-z-]{2,10} +\d{2,5} *\r?\n")
_STARTS = re.compile(rb"\A[\x7f\r\n\x00 ]{0,20}\x01[^\x02\x03]{4,400}\x02")
_DISPATCH = re.compile(r"\x01([^\x02]{0,2000})\x02([^\x03\x04]*)(?:\x03([^\x04\x01]{0,200}))?")
# "131137 GMT Nov 13", "091223 dec 18": day, hour, minute, month, year.
_STAMP = re.compile(r"(\d\d)(\d\d)(\d\d)\s*(GMT|UTC)?\s+([A-Za-zéû]{3})[a-zéû.]*\s+(\d\d)\b")
_MONTHS = {name: number for number, names in enumerate(
    ("jan", "feb fév fev", "mar", "apr avr", "may mai", "jun", "jul", "aug aoû aou", "sep", "oct okt", "nov", "dec déc dez"), 1
) for name in names.split()}  # fmt: skip
_BYLINE = re.compile(r"(?:By|Par|Von) (.+)")
# What stands above a headline: how it replaces an earlier state ("2ND LEAD"), one word of subject ("France:").
_ABOVE = re.compile(r"/\S*|\S*/|(?:\d?(?:ST|ND|RD|TH) )?[A-Z0-9 ]{2,20}|[^\W\d_]+ ?:?|BC-\S+")
_NOTES = re.compile(r"^#+ (?:\w+ )?NOTEBOOK|^\* \* \* \*", re.MULTILINE | re.IGNORECASE)
_SENDER = re.compile(r"\w?\d{3,5}([A-Z]{3,12})\b")
_CREDIT = re.compile(r"\A[^()]{2,60}\(([A-Za-z][\w. /-]{1,20})\)")
# Kyodo's "21:37-09-12-18", of this century.
_NUMBERS = re.compile(r"\b\d\d:\d\d-(\d\d)-(\d\d)-(\d\d)\b")
_STAMP_WITHIN = 200
# A header goes on for a few lines; a headline is never longer.
_HEAD_LINES = 8


def sniff(head: bytes) -> bool:
    """Whether a file begins with the header of a dispatch."""
    return _STARTS.match(head) is not None or _HEADER_BYTES.match(head) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The dispatches of a file, in a row."""
    text = decode(stream.read(RECORD_LIMIT)).replace("\r\n", "\n")
    found = list(_DISPATCH.finditer(text))
    if not found:
        header, _, rest = text.partition("\n")
        yield _dispatch(header, rest, rest[-_STAMP_WITHIN:]).article(origin, 1, mapping)
        return
    for one in found:
        line = text.count("\n", 0, one.start()) + 1
        yield _dispatch(one[1], one[2], one[3] or "").article(origin, line, mapping)


def _dispatch(header: str, text: str, stamp: str) -> Dispatch:
    known = _HEADER.match(header.strip())
    headlines, body = _parted(text)
    byline = next((match[1] for line in headlines if (match := _BYLINE.fullmatch(line))), "")
    titles = [line for line in headlines if not _BYLINE.fullmatch(line)]
    body = plain_paragraphs(_NOTES.split(body)[0].strip("\n"))
    credit, sender = _CREDIT.match(body), _SENDER.match(header)
    return Dispatch(
        title=next((line for line in titles if not _ABOVE.fullmatch(line)), titles[-1] if titles else ""),
        body=body,
        dates=[_moment(stamp)],
        authors=[byline.partition(",")[0]] if byline else [],
        sources=[credit[1] if credit else "", known[6] if known else "", sender[1] if sender else ""],
        more={"slugline": clean_line(header.partition("\n")[2])},
    )


def _parted(text: str) -> tuple[list[str], str]:
    """The lines above the text, up to the one that ends with "=", and the text."""
    lines = text.strip("\n").split("\n")
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if line.rstrip().endswith("="):
            above = [clean_line(one) for one in lines[: number + 1]]
            return [one.rstrip(" =") for one in above if one.rstrip(" =")], "\n".join(lines[number + 1 :])
    # Kyodo: the headlines are what is not indented.
    number = next((n for n, line in enumerate(lines) if line.startswith("   ")), 0)
    return [clean_line(line).rstrip(" +") for line in lines[:number] if line.strip()], "\n".join(lines[number:])


def _moment(stamp: str) -> str:
    """The moment of a stamp; its day where it names no zone; "" for none."""
    if numbers := _NUMBERS.search(stamp):
        day, number, year = numbers.groups()
        return f"20{year}-{number}-{day}"
    match = _STAMP.search(stamp)
    month = _MONTHS.get(match[5].lower()) if match else None
    if match is None or month is None:
        return ""
    day, hour, minute, zone, _, year = match.groups()
    # The format was first used in the 1970s.
    century = 19 if int(year) >= 70 else 20
    return f"{century}{year}-{month:02d}-{day}" + (f"T{hour}:{minute}:00Z" if zone else "")
