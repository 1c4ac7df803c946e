"""The chapo of a page: the introduction set apart above its text, taken out of the text where it stands in it.

A declared description is not enough: many sites fill it with the first paragraph. Of 600 pages of one
portal 24 % do, and none has a chapo. The page must also set that paragraph apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bs4.element import Tag

from index.readers.clean import clean_line
from index.readers.furniture_words import is_furniture_text
from index.readers.html_body import HEADINGS, letters, same_words, starts_alike
from index.readers.markup import Block

_NAMED = re.compile(
    r"chapo|chapeau|standfirst|(?:^|[\W_])(?:lead|lede|dek|accroche|intro|excerpt|sub-?headline|article[-_]+desc(?:ription)?)(?:$|[\W_])",
    re.IGNORECASE,
)
_MARKED = frozenset(("description", "abstract"))
_EMPHASIS = ["b", "strong", "em", "i"]

# A shorter one is a slogan; a longer one is a box that holds the text itself.
_SHORTEST = 40
_LONGEST = 1200


def part_chapo(
    printed_blocks: Sequence[Block], title: str, declared: Iterable[str], paragraphs: list[str]
) -> tuple[str, list[str]]:
    """The chapo and the paragraphs without it; "" and all of them when the page sets nothing apart.

    ``printed_blocks`` are those of the whole page, without menus and asides; ``declared`` the descriptions the
    page gives of itself, the surest first.
    """
    printed = _printed(printed_blocks, title, paragraphs)
    if _SHORTEST <= sum(map(len, printed)) <= _LONGEST:
        rest = _without(paragraphs, printed)
        parted = (rest == paragraphs or _introduces_more(printed, rest)) and not _repeats(printed[0], rest)
        return ("\n\n".join(printed), rest) if parted else ("", paragraphs)
    given = next((text for text in declared if len(text) >= _SHORTEST), "")
    if not (given and _repeats(given, paragraphs)):
        return given, paragraphs
    first, rest = paragraphs[:1], paragraphs[1:]
    alone = (
        letters(given) == letters(first[0])
        and _introduces_more(first, rest)
        and _is_set_apart(printed_blocks, paragraphs)
    )
    return (first[0], rest) if alone else ("", paragraphs)


def _printed(page: Iterable[Block], title: str, paragraphs: Sequence[str]) -> list[str]:
    """The blocks named or marked as an introduction that stand between the title and the text."""
    found: list[str] = []
    titled = False
    known: dict[int, bool] = {}
    for block in page:
        if _introduces(block.parent, known):
            if not is_furniture_text(block.text) and not same_words(block.text, title):
                found.append(block.text)
        elif same_words(block.text, title) and not (titled and found):
            # What stands above the title introduces something else.
            found, titled = [], True
        elif block.text in paragraphs and block.parent.name not in HEADINGS:
            break
    return found


def _introduces(tag: Tag, known: dict[int, bool]) -> bool:
    """Whether an element, or a box of the page around it, is named or marked as an introduction.

    ``known`` are the answers given before: boxes are many, and deep.
    """
    asked: list[int] = []
    answer = False
    box: Tag | None = tag
    while box is not None and box.name not in ("body", "html"):
        if id(box) in known:
            answer = known[id(box)]
            break
        asked.append(id(box))
        if box.attrs and _is_introduction(box):
            answer = True
            break
        box = box.parent
    known.update(dict.fromkeys(asked, answer))
    return answer


def _is_introduction(box: Tag) -> bool:
    classes = box.get("class") or ()
    name = classes if isinstance(classes, str) else " ".join(classes)
    return bool(_NAMED.search(name)) or not _MARKED.isdisjoint(str(box.get("itemprop") or "").split())


def _without(paragraphs: list[str], printed: Sequence[str]) -> list[str]:
    known = {letters(text) for text in printed}
    return [text for text in paragraphs if letters(text) not in known]


def _introduces_more(chapo: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether what follows is longer: else the "chapo" is the text itself, before a film or a wall."""
    return sum(map(len, rest)) > sum(map(len, chapo))


def _repeats(text: str, paragraphs: list[str]) -> bool:
    whole = "\n\n".join(paragraphs)
    return starts_alike(text, whole) or text[:60] in whole


def _is_set_apart(page: Iterable[Block], paragraphs: Sequence[str]) -> bool:
    """Whether the first paragraph is a heading, all bold or italic, or in another box than the second."""
    parents: dict[str, Tag] = {}
    for block in page:
        parents.setdefault(block.text, block.parent)
    first, second = (parents.get(text) for text in paragraphs[:2])
    if first is None or second is None:
        return False
    emphasised = (clean_line(tag.get_text()) for tag in first.find_all(_EMPHASIS))
    return first.name in HEADINGS or first.parent is not second.parent or paragraphs[0] in emphasised
