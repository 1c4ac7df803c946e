"""WARC and ARC: the records of a web crawl, one after the other, however large.

Useful for: ``warc``. Source: ISO 28500:2017 (WARC 1.1), ARC 1.0 (Internet Archive, 1996). Files come unpacked: a gzip member
a record is to gzip one stream. Own, and not ``warcio``: what is left to read are names, lengths and bytes, and a damaged record
must cost that record alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from index.readers.encoding import RECORD_LIMIT

_VERSION = re.compile(rb"WARC/\d\.\d+\s*$")
# "http://example.com/ 93.184.216.119 20140216050221 text/html 1591"
_ARC = re.compile(rb"(\S+) (\S*) (\d{14}|\d{8,12}) (\S*)(?: \S+)* (\d+)\s*$")
_LONGEST_LINE = 1 << 16
_LONGEST_HEADER = 1 << 20
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its number in the file from 1, its header by small names, and its block; ``cut``: the file ends in it.

    Of records whose block is not wanted, and of those longer than 50 MB, the block is b"".
    """

    number: int
    header: Mapping[str, str]
    block: bytes
    length: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes between records that are none: ``number`` is the record's that should be there."""

    number: int


def records(stream: BinaryIO) -> Iterator[Record | Unreadable]:
    """The records of a file in their order. After bytes that are none, reading goes on with the next that is one."""
    number = 0
    lost = False
    while line := stream.readline(_LONGEST_LINE):
        arc = None
        if _VERSION.match(line):
            header = _header(stream)
            length = header.get("content-length", "")
        elif arc := _ARC.match(line):
            header = _arc_header(arc)
            length = arc[5].decode()
        else:
            if line.strip() and not lost:
                number += 1
                lost = True
                yield Unreadable(number)
            continue
        if not length.isdecimal() or len(length) > 15:
            if not lost:
                number += 1
                yield Unreadable(number)
            lost = True
            continue
        lost = False
        number += 1
        yield _with_block(stream, number, header, int(length))


def _with_block(stream: BinaryIO, number: int, header: Mapping[str, str], length: int) -> Record:
    if length <= RECORD_LIMIT and may_be_page(header):
        block = stream.read(length)
        return Record(number, header, block, length, len(block) < length)
    left = length
    while left and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
    return Record(number, header, b"", length, left > 0)


def may_be_page(header: Mapping[str, str]) -> bool:
    """Whether a record holds what a server answered, or a page itself."""
    return header.get("warc-type") in ("response", "resource")


def _header(stream: BinaryIO) -> dict[str, str]:
    """Names and values up to the empty line; a value may go on in lines that begin with a blank."""
    found: dict[str, str] = {}
    size = 0
    name = ""
    while (line := stream.readline(_LONGEST_LINE)).strip() and size < _LONGEST_HEADER:
        size += len(line)
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and name:
            found[name] += " " + text.strip()
            continue
        key, colon, value = text.partition(":")
        if colon:
            name = key.strip().lower()
            found[name] = value.strip()
    if "warc-target-uri" in found:
        # WARC 1.0's grammar had it between angle brackets, and some programs wrote that.
        found["warc-target-uri"] = found["warc-target-uri"].strip("<>")
    return found


def _arc_header(match: re.Match[bytes]) -> dict[str, str]:
    uri = match[1].decode("utf-8", "replace")
    kind = "warcinfo" if uri.startswith("filedesc:") else "response" if uri.startswith("http") else "other"
    return {"warc-type": kind, "warc-target-uri": uri, "content-type": "application/http; msgtype=response"}
