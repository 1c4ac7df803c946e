"""Corpora for IRaMuTeQ, and Alceste before it: every text begins with a line of variables, ``**** *source_lemonde
*date_2026-04-16``, and is followed by the text.

A variable is a name and a value that an underscore parts; names of fields of ours (source, journal, date, auteur,
rubrique …) fill them, others are passed over. Underscores in a value stand for the spaces and apostrophes it cannot
have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line, clean_text
from index.readers.encoding import decode
from index.readers.fields import article_from, fold_key, our_field
from index.readers.pieces import Piece, each
from index.readers.plain_text import record_of
from index.readers.times import published

NAME = "iramuteq"
SUFFIXES = (".txt",)
MEANING = 'A corpus for IRaMuTeQ or Alceste: "**** *source_lemonde *date_2026-04-16", then the text, many a file.'

# Alceste numbers its texts: "0001 *source_lemonde".
_STARS = re.compile(r"^[ \t]*(?:\*{4}|\d{4,8})[ \t]+\*[^\s*_]", re.MULTILINE)
_BARE = re.compile(r"^[ \t]*\*{4}[ \t]*\r?$", re.MULTILINE)
_MARK = re.compile(f"{_STARS.pattern}|{_BARE.pattern}", re.MULTILINE)
_VARIABLE = re.compile(r"\*([^\s_*]+)_(\S+)")
# "-*intro": parts of a text that the researcher named.
_THEME = re.compile(r"^[ \t]*-\*\S+[ \t]*$", re.MULTILINE)

_ELIDED = re.compile(r"(?<![^\W_])([ldnsjmtc]|qu)_(?=[aeiouyhàâéèêëîïôûœ])", re.IGNORECASE)

# What such corpora call a date of less than a day, and its parts.
_YEAR, _MONTH, _DAY = ("annee", "an", "year"), ("mois", "month"), ("jour", "day")
_DATES = ("date", "am", "datepublication", "publication")


def sniff(head: bytes) -> bool:
    """Whether the first line that is not empty begins a text of such a corpus."""
    if b"*" not in head[:4000]:
        return False
    text = decode(head).lstrip("\ufeff \t\r\n")
    return _STARS.match(text) is not None


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The texts of a corpus, one by one."""
    return each(stream, origin, _MARK, lambda piece: _article(piece, origin, mapping))


def _article(piece: Piece, origin: str, mapping: Mapping[str, str] | None) -> Iterator[Article | Rejected]:
    line, _, text = piece.text.partition("\n")
    if not _MARK.match(piece.text):
        return
    text = clean_text(_THEME.sub("", text))
    variables = dict(_VARIABLE.findall(line))
    if not text:
        reason = f"a text without a word ({clean_line(line)[:100]}); cure: fill it, or take its line of stars out"
        yield Rejected(origin, piece.line, reason)
        return
    record: dict[str, str] = record_of(text, mapping)
    for name, value in variables.items():
        known = our_field(name, mapping)
        if known and known[0] not in ("published", "body"):
            record[name] = value if known[0] in ("id", "url", "lang") else spoken(value)
    date = _date(variables, mapping)
    yield article_from({**record, "published": date} if date else record, origin, piece.line, mapping, plain=True)


def spoken(value: str) -> str:
    """A value as it is written elsewhere: "La_Croix" is "La Croix", "l_Humanité" is "l'Humanité".

    >>> spoken("L_Est_républicain"), spoken("lemonde")
    ("L'Est républicain", 'lemonde')
    """
    return _ELIDED.sub(r"\1'", value).replace("_", " ").strip()


def _date(variables: Mapping[str, str], mapping: Mapping[str, str] | None) -> str:
    """The date of a text: the longest that its variables say, whole or in parts; one unreadable stays as it is."""
    by_name = {fold_key(name): value for name, value in variables.items()}
    whole = [value for name, value in variables.items() if _is_date(name, mapping)]
    parts = [next((by_name[name] for name in names if name in by_name), "") for names in (_DAY, _MONTH, _YEAR)]
    if re.fullmatch(r"\d{4}", parts[2]):
        whole += [
            parts[2],
            " ".join(filter(None, parts)) if not parts[1].isdigit() else "-".join(filter(None, reversed(parts))),
        ]
    return max(map(_written, whole), key=len, default="") or next(iter(whole), "")


def _is_date(name: str, mapping: Mapping[str, str] | None) -> bool:
    known = our_field(name, mapping)
    return fold_key(name) in _DATES or (known is not None and known[0] == "published")


def _written(value: str) -> str:
    """A value as an ISO date: "2026_04_16", "20260416", "avril_2026"; "" when it is none."""
    try:
        return published(value.replace("_", "-" if value[:1].isdigit() and value.count("_") == 2 else " "))
    except ValueError:
        return ""
