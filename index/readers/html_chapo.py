"""The chapo of a page: the introduction set apart above its text, taken out of the text where it stands in it.

A declared description is not enough: many sites fill it with the first paragraph. Of 600 pages of one
portal 24 % do, and none has a chapo. The page must also set that paragraph apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bs4.element import Tag

from index.readers.clean import clean_line
from index.readers.html_body import HEADINGS, starts_alike
from index.readers.html_furniture import is_furniture_text
from index.readers.markup import Block, blocks

_NAMED = re.compile(
    r"chapo|chapeau|standfirst|(?:^|[\W_])(?:lead|lede|dek|accroche|intro|article[-_]+desc(?:ription)?)(?:$|[\W_])",
    re.IGNORECASE,
)
_MARKED = frozenset(("description", "abstract"))
_ELSEWHERE = frozenset(("nav", "aside", "footer", "figure", "form"))
_EMPHASIS = ["b", "strong", "em", "i"]

# A shorter one is a slogan; a longer one is a box that holds the text itself.
_SHORTEST = 40
_LONGEST = 1200


def part_chapo(body: Tag, title: str, declared: Iterable[str], paragraphs: list[str]) -> tuple[str, list[str]]:
    """The chapo and the paragraphs without it; "" and all of them when the page sets nothing apart.

    ``declared`` are the descriptions the page gives of itself, the surest first.
    """
    printed = _printed(body, title, paragraphs)
    if _SHORTEST <= sum(map(len, printed)) <= _LONGEST:
        rest = _without(paragraphs, printed)
        parted = (rest == paragraphs or _introduces_more(printed, rest)) and not _repeats(printed[0], rest)
        return ("\n\n".join(printed), rest) if parted else ("", paragraphs)
    given = next((text for text in declared if len(text) >= _SHORTEST), "")
    if not (given and _repeats(given, paragraphs)):
        return given, paragraphs
    first, rest = paragraphs[:1], paragraphs[1:]
    alone = _letters(given) == _letters(first[0]) and _introduces_more(first, rest) and _is_set_apart(body, paragraphs)
    return (first[0], rest) if alone else ("", paragraphs)


def _printed(body: Tag, title: str, paragraphs: Sequence[str]) -> list[str]:
    """The blocks named or marked as an introduction that stand between the title and the text."""
    found: list[str] = []
    for block in _outside(body):
        if _introduces(block.parent, body):
            if not is_furniture_text(block.text) and block.text != title:
                found.append(block.text)
        elif block.text == title:
            # What stands above the title introduces something else.
            found = []
        elif block.text in paragraphs and block.parent.name not in HEADINGS:
            break
    return found


def _introduces(tag: Tag, body: Tag) -> bool:
    """Whether an element, or a box of the page around it, is named or marked as an introduction."""
    for box in (tag, *tag.parents):
        if box is body:
            break
        classes = box.get("class") or ()
        name = classes if isinstance(classes, str) else " ".join(classes)
        if _NAMED.search(name) or not _MARKED.isdisjoint(str(box.get("itemprop") or "").split()):
            return True
    return False


def _without(paragraphs: list[str], printed: Sequence[str]) -> list[str]:
    known = {_letters(text) for text in printed}
    return [text for text in paragraphs if _letters(text) not in known]


def _introduces_more(chapo: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether what follows is longer: else the "chapo" is the text itself, before a film or a wall."""
    return sum(map(len, rest)) > sum(map(len, chapo))


def _repeats(text: str, paragraphs: list[str]) -> bool:
    whole = "\n\n".join(paragraphs)
    return starts_alike(text, whole) or text[:60] in whole


def _is_set_apart(body: Tag, paragraphs: Sequence[str]) -> bool:
    """Whether the first paragraph is a heading, all bold or italic, or in another box than the second."""
    parents: dict[str, Tag] = {}
    for block in _outside(body):
        parents.setdefault(block.text, block.parent)
    first, second = (parents.get(text) for text in paragraphs[:2])
    if first is None or second is None:
        return False
    emphasised = (clean_line(tag.get_text()) for tag in first.find_all(_EMPHASIS))
    return first.name in HEADINGS or first.parent is not second.parent or paragraphs[0] in emphasised


def _outside(body: Tag) -> Iterable[Block]:
    return blocks(body, lambda tag: tag.name in _ELSEWHERE)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
