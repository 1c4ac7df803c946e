"""XML of any size → its elements one by one, safely; and the name of its root, to tell one dialect from another.

Useful for: every reader of an XML format. Not for: HTML; see ``markup``.

Nothing outside the file is ever fetched, no entity is expanded, elements are let go once they have been seen. What is
not quite XML (a false encoding, ``&eacute;``, prefixes that are never declared) is read all the same; see ``xml_bytes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from lxml import etree

from index.readers.xml_bytes import Mended

# The first tag after declarations, comments and a document type, which may hold an internal subset.
_ROOT = re.compile(
    # Atomic: else a hostile row of instructions could be cut in ever so many ways.
    rb"\A\s*(?>(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)\s*)*<(?:([\w.-]+):)?([\w.-]+)([^>]*)",
    re.DOTALL,
)


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
    elif head.startswith((b"<\x00", b"\x00<")):
        head = head.replace(b"\x00", b"")
    match = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf"))
    if match is None:
        return None
    prefix, name, attributes = match.groups()
    attribute = rb"\bxmlns" + (b":" + re.escape(prefix) if prefix else b"") + rb"\s*=\s*[\"']([^\"']*)"
    space = re.search(attribute, attributes)
    return (space[1].decode("utf-8", "replace") if space else ""), name.decode("utf-8", "replace")


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    # Not by QName, which refuses the "w:p" of a file whose declaration of "w" is damaged, and what HTML lets through.
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def elements(stream: BinaryIO, *names: str, wanted: Callable[[Any], bool] = lambda _: True) -> Iterator[Any]:
    """Each element of one of these local names, whole, in the order they end; the root when no name is given.

    ``wanted`` may pass over some of them: then they stay, for the one they are part of.

    An element is emptied when the next is asked for; its parents and what else they hold stay, so that a feed's own
    title is at hand for each of its entries. Raises XmlDamaged where the file breaks: after all elements that came
    before have been given.
    """
    source = Mended(stream)
    tags = [f"{{*}}{name}" for name in names] or None
    events = etree.iterparse(
        cast("Any", source),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        encoding="utf-8",
    )
    last: Any = None
    try:
        for _, element in events:
            if names and wanted(element):
                yield element
                element.clear(keep_tail=True)
                # Removing the one before, not this one, leaves the parser its place.
                if last is not None and (parent := last.getparent()) is not None:
                    parent.remove(last)
                last = element
        if not names and events.root is not None:
            yield events.root
    except etree.XMLSyntaxError as error:
        # A prefix that nobody declared spoils no element; libxml2 tells of it when all is read.
        told = list(events.error_log)
        damage = next((entry for entry in told if not entry.type_name.startswith("NS_")), None)
        if damage is not None:
            raise XmlDamaged(f"not XML: {damage.message}", damage.line or 0) from None
        if not told:
            raise XmlDamaged(f"not XML: {error.msg}", error.lineno or 0) from None
