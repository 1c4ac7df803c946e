"""dateparser: ``search_dates`` in French, against the article's own day.

Past dates are preferred, as news asks for. It gives a moment; what a string tells, a day, a month or a year, is asked of its
parser again. In its favour: small words and signs at the ends of what it finds ("en juin le") are cut off, and findings
without a figure of fewer than four letters are dropped ("sa", "je" and "me" are days to it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from benchmarks.entities.gold import Item, Record, texts_of

KINDS = ("dates",)
_SMALL = r"(?:le|la|les|l|en|à|au|aux|et|un|une|dans|de|du|d|ce|cette|on|avec|sur|pour|\W)"
_ENDS = re.compile(rf"^{_SMALL}+\b(?=\w)|\b{_SMALL}+$", re.IGNORECASE)
_LENGTH = {"year": 4, "month": 7}
_LEAST = 4


class DateParser:
    """Finds dates."""

    def tag(self, articles: Sequence[Record]) -> Iterator[list[Item]]:
        """The dates of each article."""
        for article in articles:
            # Settings without a zone: moments are compared as they are written.
            base = datetime.fromisoformat(article["published"]).replace(tzinfo=None)
            settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
            parser = DateDataParser(languages=["fr"], settings=settings)
            yield [item for name, text in texts_of(article) for item in _items(name, text, parser, settings)]


def _items(name: str, text: str, parser: Any, settings: dict[str, Any]) -> Iterator[Item]:
    place = 0
    for said, moment in search_dates(text, languages=["fr"], settings=settings) or ():
        start = text.find(said, place)
        if start < 0:
            # It has changed what it quotes: nobody could mark it in the text.
            continue
        place = start + len(said)
        bare = _stripped(said)
        if bare and (len(bare) >= _LEAST or any(c.isdigit() for c in bare)):
            start += said.index(bare)
            length = _LENGTH.get(parser.get_date_data(bare).period, 10)
            yield Item("dates", name, start, start + len(bare), moment.date().isoformat()[:length])


def _stripped(said: str) -> str:
    while (bare := _ENDS.sub("", said)) != said:
        said = bare
    return said


def load(model: Path) -> DateParser:  # noqa: ARG001  it learns nothing
    """Ready."""
    return DateParser()


def version() -> str:
    """Of the package."""
    return f"dateparser {version_of('dateparser')}"
