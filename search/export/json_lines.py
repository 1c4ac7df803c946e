"""JSON Lines: one article a line, all its fields and entities; ``python -m index build`` reads it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from index.article import Article
from search.export.record import record

# Line ends to Unicode, hence to many a line reader, but legal inside a JSON string: escaped, so that
# a line is a line for everyone.
_LINE_ENDS = ("\u0085", "\u2028", "\u2029")


def lines(articles: Iterable[Article]) -> Iterator[str]:
    """One line an article, with its newline, as the articles come: nothing is held back."""
    for article in articles:
        line = json.dumps(record(article), ensure_ascii=False)
        for sign in _LINE_ENDS:
            line = line.replace(sign, f"\\u{ord(sign):04x}")
        yield line + "\n"
