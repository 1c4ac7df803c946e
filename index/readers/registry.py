"""Every format that can be read, and the choice among them for one file.

A new format is a new module offering NAME, SUFFIXES, MEANING, ``sniff`` and ``read``, and one word
in ``_MODULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers import html_page, json_records, plain_text, table

Reader = Callable[[BinaryIO, str, Mapping[str, str] | None], Iterator[Article | Rejected]]

COMPRESSED_SUFFIXES = (".gz", ".xz", ".bz2")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes it goes by, one sentence on what it is, and how to read it."""

    name: str
    suffixes: tuple[str, ...]
    meaning: str
    sniff: Callable[[bytes], bool] = field(repr=False)
    read: Reader = field(repr=False)


# In the order they are tried on a file whose suffix says nothing: plain text fits nearly everything.
_MODULES = (html_page, json_records, table, plain_text)

FORMATS: tuple[Format, ...] = tuple(Format(m.NAME, m.SUFFIXES, m.MEANING, m.sniff, m.read) for m in _MODULES)

_BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
_ANY_TEXT = FORMATS[-1]


def format_of(path: PurePath, head: bytes, *, named: bool) -> Format | None:
    """The format of a file, from its suffix, else from its first bytes; None when there is none.

    ``named``: somebody named this very file. A file merely met in a folder whose suffix is unknown
    (a style sheet, a program) is not taken for plain text, though it could be read as such.
    """
    suffixes = [s.lower() for s in path.suffixes]
    while suffixes and suffixes[-1] in COMPRESSED_SUFFIXES:
        suffixes.pop()
    known = _BY_SUFFIX.get(suffixes[-1]) if suffixes else None
    if known is not None and known is not _ANY_TEXT:
        return known
    # A page or a list of records saved as ".txt" is still one.
    signed = next((f for f in FORMATS if f is not _ANY_TEXT and f.sniff(head)), None)
    if signed or known:
        return signed or known
    return _ANY_TEXT if (named or not suffixes) and _ANY_TEXT.sniff(head) else None
