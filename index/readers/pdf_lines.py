"""The printed lines of pages → paragraphs: what stands on every page goes, words broken at line ends are whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import quantiles

# Running heads and feet: up to three lines at either end of a page.
_EDGE = 3
_NUMBER = re.compile(r"\d+")
_FOLIO = re.compile(r"\W*(?:(?:page|p\.?)\s*)?\d{1,4}(?:\s*(?:/|sur|of|de|-)\s*\d{1,4})?\W*", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
# "peut-être", "dit-il", "celui-ci", "là-bas": the hyphen is the word's own.
_OWN_HYPHEN = re.compile(
    r"(?:être|même|mêmes|là|ci|il|elle|ils|elles|on|nous|vous|moi|toi|lui|leur|je|tu|ce|t|bas|haut|dessus|dessous|"
    r"delà|à|en|de|du|sur|sous|président|présidente|ministre|chef|midi|end)\b"
)
_SENTENCE_END = re.compile(r"[.!?…][»”\"\u00a0 )]*$")
# A line ends a paragraph where it ends a sentence well before the edge of the column.
_SHORT = 0.9
# Far shorter and alone: a title, a subheading, a byline.
_HEADING = 0.7


def without_furniture(pages: Sequence[Sequence[str]], title: str = "") -> tuple[list[str], list[str]]:
    """The lines of all pages without running heads, feet and page numbers; and those, each once.

    A line runs when, its figures apart, it stands at the edge of two pages, and of at least half of them. ``title``
    stays on the first page though it may run on the others. Empty lines are kept as ""."""
    pages = [_trimmed(page) for page in pages]
    edges = Counter(key for page in pages for key in {_key(line) for line in _edge(page)})
    running = {key for key, count in edges.items() if count >= 2 and 2 * count >= len(pages)}
    found: list[str] = []
    furniture: dict[str, None] = {}
    for number, page in enumerate(pages):
        for n, line in enumerate(page):
            is_title = not number and line.casefold() == title.casefold()
            if not is_title and _runs(line, n, len(page), running):
                furniture[line] = None
            else:
                found.append(line)
    return found, list(furniture)


def _trimmed(page: Sequence[str]) -> list[str]:
    full = [n for n, line in enumerate(page) if line]
    return list(page[full[0] : full[-1] + 1]) if full else []


def _edge(page: Sequence[str]) -> list[str]:
    return [line for line in (*page[:_EDGE], *page[-_EDGE:]) if line]


def _key(line: str) -> str:
    return _NUMBER.sub("#", line).casefold()


def _runs(line: str, n: int, length: int, running: set[str]) -> bool:
    at_edge = n < _EDGE or n >= length - _EDGE
    return (
        at_edge
        and bool(line)
        and (_key(line) in running or ((n == 0 or n == length - 1) and bool(_FOLIO.fullmatch(line))))
    )


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The lines joined to paragraphs: at an empty line, or where a sentence ends before the column does."""
    lengths = [len(line) for line in lines if line]
    width = quantiles(lengths, n=10, method="inclusive")[7] if len(lengths) > 1 else 0
    found: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = False
            continue
        if open_:
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
        alone = found[-1] == line and len(line) < _HEADING * width and not line.endswith((",", ";", "-"))
        open_ = not (alone or (len(line) < _SHORT * width and _SENTENCE_END.search(line)))
    return found


def _joined(before: str, line: str) -> str:
    """Two lines of one paragraph as one.

    >>> _joined("L’auto-", "rail"), _joined("peut-", "être"), _joined("Jean-", "Pierre"), _joined("le", "viaduc")
    ('L’autorail', 'peut-être', 'Jean-Pierre', 'le viaduc')
    """
    if not _BROKEN.search(before):
        return f"{before} {line}"
    kept = before.endswith("-") and (not line[:1].islower() or _OWN_HYPHEN.match(line))
    return before + line if kept else before[:-1] + line
