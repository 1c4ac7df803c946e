"""Text as XML 1.0 takes it: escaped, without the signs that no document may hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# XML 1.0, 2.2: signs that no document may hold, escaped or not.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """Between tags. A carriage return is kept by its number: a parser would read it as a line feed."""
    return escape(_ILLEGAL.sub("", value), {"\r": "&#13;"})


def quoted(value: str) -> str:
    """An attribute's value with its quotes."""
    return quoteattr(_ILLEGAL.sub("", value), {"\r": "&#13;"})
