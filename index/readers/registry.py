"""Every format that can be read, and the choice among them for one file: by its content before its suffix.

A new format is a new module offering NAME, SUFFIXES, MEANING, ``sniff`` and ``read`` (or, when it lies in several files,
``read_beside``), and one word in ``_SPECIFIC``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import ModuleType
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers import (
    alto,
    docx,
    europresse,
    factiva,
    feed,
    html_page,
    impresso,
    iptc7901,
    iramuteq,
    json_feed,
    json_records,
    mail,
    mediawiki,
    mets,
    newsml,
    newsml_g2,
    nexis,
    ninjs,
    nitf,
    odt,
    page_xml,
    parquet,
    pdf,
    plain_text,
    rtf,
    table,
    tei,
    unpack,
    warc,
)
from index.readers.beside import Beside

Reader = Callable[[BinaryIO, str, Mapping[str, str] | None, Beside], Iterator[Article | Rejected]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes it goes by, one sentence on what it is, and how to read it.

    ``sniff`` says of the first 32 kB of a file whether it is one; ``read`` gives its articles. ``general``: what nearly
    anything may be (text, a table), so that a suffix counts too. ``names`` gives the source's own names of fields that
    are seen there, where it has any.
    """

    name: str
    suffixes: tuple[str, ...]
    meaning: str
    sniff: Callable[[bytes], bool] = field(repr=False)
    read: Reader = field(repr=False)
    general: bool = False
    names: Callable[[bytes], list[str]] = field(default=lambda _: [], repr=False)


# Told by their content, whatever the suffix; the more specific first.
_SPECIFIC: tuple[ModuleType, ...] = (
    europresse, factiva, nexis, iramuteq, mail, docx, odt, rtf, pdf, parquet,
    newsml, newsml_g2, nitf, ninjs, feed, json_feed, iptc7901,
    mets, alto, page_xml, impresso, warc, mediawiki, tei,
)  # fmt: skip
# What nearly anything may be, in the order they are tried on a file whose suffix says nothing.
_GENERAL: tuple[ModuleType, ...] = (html_page, json_records, table, plain_text)


def _format(module: ModuleType) -> Format:
    names: Callable[[bytes], list[str]] = getattr(module, "names", lambda _: [])
    return Format(
        module.NAME, module.SUFFIXES, module.MEANING, module.sniff, _reader(module), module in _GENERAL, names
    )


def _reader(module: ModuleType) -> Reader:
    if hasattr(module, "read_beside"):
        among: Reader = module.read_beside
        return among

    def alone(
        stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None, _: Beside
    ) -> Iterator[Article | Rejected]:
        found: Iterator[Article | Rejected] = module.read(stream, origin, mapping)
        return found

    return alone


_KNOWN_BY_CONTENT = tuple(map(_format, _SPECIFIC))
_KNOWN_BY_SUFFIX = tuple(map(_format, _GENERAL))
FORMATS: tuple[Format, ...] = _KNOWN_BY_CONTENT + _KNOWN_BY_SUFFIX

_BY_SUFFIX = {suffix: format_ for format_ in _KNOWN_BY_SUFFIX for suffix in format_.suffixes}
_ANY_TEXT = FORMATS[-1]


def format_of(path: PurePath, head: bytes, *, named: bool) -> Format | None:
    """The format of a file, from its first bytes, else from its suffix; None when there is none.

    ``named``: somebody named this very file. A file merely met in a folder whose suffix is unknown
    (a style sheet, a program) is not taken for plain text, though it could be read as such.
    """
    certain = next((f for f in _KNOWN_BY_CONTENT if f.sniff(head)), None)
    if certain is not None:
        return certain
    suffixes = [s.lower() for s in path.suffixes]
    while suffixes and suffixes[-1] in unpack.SUFFIXES:
        suffixes.pop()
    known = _BY_SUFFIX.get(suffixes[-1]) if suffixes else None
    if known is not None and known is not _ANY_TEXT:
        return known
    # A page or a list of records saved as ".txt" is still one.
    signed = next((f for f in _KNOWN_BY_SUFFIX[:-1] if f.sniff(head)), None)
    if signed or known:
        return signed or known
    return _ANY_TEXT if (named or not suffixes) and _ANY_TEXT.sniff(head) else None
