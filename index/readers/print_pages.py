"""A page of a paper whose articles nobody has told apart → a record of it: its number, its text, a title that says where.

Useful for: ALTO, METS and impresso. Not for: articles.
"""

from __future__ import annotations

from datetime import date as day
from typing import Any

from index.readers.plain_text import opening_words

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905


def page_document(number: str, body: str, source: str, published: str) -> dict[str, Any]:
    """The record of a page as one document.

    Its title says which page it is; without the name of a paper, the first words of the page are the better title.
    """
    return {"title": page_title(source, published, number) or opening_words(body), "body": body, "page": number}


def page_title(source: str, published: str, number: str) -> str:
    """The title of a page, in French as its paper is; "" when the paper has no name.

    >>> page_title("L'Œuvre", "1915-12-01", "2"), page_title("L'Œuvre", "1915", "")
    ("L'Œuvre, 1er décembre 1915, page 2", "L'Œuvre, 1915")
    """
    parts = (source, _spoken(published), f"page {number}" if number else "")
    return ", ".join(part for part in parts if part) if source else ""


def _spoken(published: str) -> str:
    if len(published) < 10:
        return published
    date = day.fromisoformat(published[:10])
    return f"{date.day}{'er' if date.day == 1 else ''} {_MONTHS[date.month - 1]} {date.year}"
