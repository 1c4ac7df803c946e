"""XML of any size → its elements one by one, safely; and the name of its root, to tell one dialect from another.

Useful for: every reader of an XML format. Not for: HTML; see ``markup``.

Nothing outside the file is ever fetched, no entity is expanded, elements are let go once they have been seen. Names
of HTML characters (``&eacute;``), which XML does not know without a DTD and feeds are full of, are understood.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import Any, BinaryIO, cast

from lxml import etree

# The first tag after declarations, comments and a document type, which may hold an internal subset.
_ROOT = re.compile(
    # Atomic: else a hostile row of instructions could be cut in ever so many ways.
    rb"\A\s*(?>(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)\s*)*<(?:([\w.-]+):)?([\w.-]+)([^>]*)",
    re.DOTALL,
)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_PIECE = 1 << 16
# "&thetasym;" is the longest name of HTML 4.
_LONGEST_NAME = 12


class XmlDamaged(ValueError):
    """The XML ends or breaks at ``line``; what came before has been given."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def root_of(head: bytes) -> tuple[str, str] | None:
    """Namespace and local name of the root element, from the first bytes of a file; None when it is no XML.

    >>> root_of(b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">')
    ('http://www.w3.org/2005/Atom', 'feed')
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    match = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf"))
    if match is None:
        return None
    prefix, name, attributes = match.groups()
    attribute = rb"\bxmlns" + (b":" + re.escape(prefix) if prefix else b"") + rb"\s*=\s*[\"']([^\"']*)"
    space = re.search(attribute, attributes)
    return (space[1].decode("utf-8", "replace") if space else ""), name.decode("utf-8", "replace")


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def elements(stream: BinaryIO, *names: str) -> Iterator[Any]:
    """Each element of one of these local names, whole, in the order they end; the root when no name is given.

    An element is emptied when the next is asked for; its parents and what else they hold stay, so that a feed's own
    title is at hand for each of its entries. Raises XmlDamaged where the file breaks: after all elements that came
    before have been given.
    """
    source = _Named(stream)
    tags = [f"{{*}}{name}" for name in names] or None
    events = etree.iterparse(
        cast("Any", source), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )
    last: Any = None
    try:
        for _, element in events:
            if names:
                yield element
                element.clear(keep_tail=True)
                # Removing the one before, not this one, leaves the parser its place.
                if last is not None and (parent := last.getparent()) is not None:
                    parent.remove(last)
                last = element
        if not names and events.root is not None:
            yield events.root
    except etree.XMLSyntaxError as error:
        raise XmlDamaged(f"not XML: {error.msg}", error.lineno or 0) from None


class _Named(io.RawIOBase):
    """A stream of XML in which HTML's names of characters are numbers."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._ready:
            piece = self._stream.read(_PIECE)
            data, self._held = self._held + piece, b""
            if not data:
                return b""
            # A name cut by the end of the piece waits for the next.
            cut = data.rfind(b"&", -_LONGEST_NAME) if piece else -1
            if cut >= 0 and b";" not in data[cut:]:
                data, self._held = data[:cut], data[cut:]
            self._ready = _NAMED.sub(_number, data) if b"&" in data else data
        wanted = len(self._ready) if size < 0 else size
        data, self._ready = self._ready[:wanted], self._ready[wanted:]
        return data


def _number(match: re.Match[bytes]) -> bytes:
    code = None if match[1] in _XML_NAMES else name2codepoint.get(match[1].decode("ascii"))
    return match[0] if code is None else b"&#%d;" % code
