"""The main text of a page: where its prose is densest, without what surrounds it.

A heuristic of our own in the tradition of Readability (Arc90, 2009) and of boilerplate detection by
text and link density (Kohlschütter, Fankhauser, Nejdl, WSDM 2010). No rule is for one site.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bs4.element import Tag

from index.readers.html_furniture import Furniture, is_furniture_text
from index.readers.markup import Block, blocks

# A block that counts as prose: about a line of print, few of it links.
_PROSE_LENGTH = 80
_PROSE_LINKED = 0.3
# A block is furniture when most of it is links and it is no longer than a headline.
_LINK_LIST = 0.6
_HEADLINE = 200
# A text marked as the article's, or an <article>, is believed when it has this share of the prose.
_MARKED_SHARE = 0.3
_ARTICLE_SHARE = 0.5
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# How much of a block's weight its parent, grandparent … get: text parted into several boxes by
# advertisements still adds up one level above.
_SHARES = (1.0, 0.6, 0.3)


def main_text(body: Tag, title: str) -> list[str]:
    """The paragraphs of the article in reading order, without title, date line, captions and links onward."""
    furniture = Furniture(body)
    all_blocks = list(blocks(body, furniture.is_furniture))
    roots, marked = _containers(body, all_blocks)
    inside = {id(tag) for root in roots for tag in (root, *root.find_all(True))}
    kept = [block for block in all_blocks if id(block.parent) in inside]
    return _readable(kept, title, marked=marked)


def _containers(body: Tag, found: Sequence[Block]) -> tuple[list[Tag], bool]:
    """The elements that hold the article, and whether the page itself marks them as its text."""
    prose = [block for block in found if is_prose(block)]
    mass = _mass(prose)
    total = mass[id(body)] or 1.0
    marked = _outermost(body.select('[itemprop~="articleBody"]'))
    if sum(mass[id(tag)] for tag in marked) >= _MARKED_SHARE * total:
        return marked, True
    best = _densest(prose)
    if best is None:
        return [body], False
    article = best.find_parent("article")
    if article is not None and mass[id(article)] >= _ARTICLE_SHARE * total:
        return [article], False
    return [best], False


def is_prose(block: Block) -> bool:
    """Whether a block reads as running text."""
    return len(block.text) >= _PROSE_LENGTH and block.linked <= _PROSE_LINKED * len(block.text)


def _mass(prose: Iterable[Block]) -> dict[int, float]:
    """Characters of prose in each element and all that is in it, by ``id`` (elements equal by content)."""
    mass: dict[int, float] = defaultdict(float)
    for block in prose:
        for tag in (block.parent, *block.parent.parents):
            mass[id(tag)] += len(block.text)
    return mass


def _densest(prose: Iterable[Block]) -> Tag | None:
    """The element with most prose of its own and in the levels just below."""
    weight: dict[int, float] = defaultdict(float)
    tags: dict[int, Tag] = {}
    for block in prose:
        # The paragraph itself is no container.
        box = block.parent.parent if block.parent.name in ("p", "li", "blockquote") else block.parent
        for share in _SHARES:
            if not isinstance(box, Tag) or box.name in ("html", "[document]"):
                break
            weight[id(box)] += share * len(block.text)
            tags[id(box)] = box
            box = box.parent
    return tags[max(weight, key=lambda key: weight[key])] if weight else None


def _outermost(tags: Iterable[Tag]) -> list[Tag]:
    chosen: dict[int, Tag] = {}
    for tag in tags:
        if not any(id(parent) in chosen for parent in tag.parents):
            chosen[id(tag)] = tag
    return list(chosen.values())


def _readable(found: Sequence[Block], title: str, *, marked: bool) -> list[str]:
    """The texts of the blocks without furniture, each once, headings without a text after them dropped."""
    texts: dict[str, bool] = {}
    for block in found:
        if block.text != title and not _is_links(block, marked=marked) and not is_furniture_text(block.text):
            texts.setdefault(block.text, block.parent.name in HEADINGS)
    ordered = list(texts.items())
    while ordered and ordered[-1][1]:
        ordered.pop()
    return [text for text, _ in ordered]


def _is_links(block: Block, *, marked: bool) -> bool:
    """Whether a block only leads elsewhere. In a text marked as the article's, only one that is all link."""
    share = 1.0 if marked else _LINK_LIST
    return block.linked > 0 and len(block.text) < _HEADLINE and block.linked >= share * len(block.text)


def starts_alike(one: str, other: str) -> bool:
    """Whether two texts begin with the same sixty letters and digits, or as many as the shorter has."""
    a, b = (re.sub(r"\W+", "", text.casefold())[:60] for text in (one, other))
    size = min(len(a), len(b))
    return size > 0 and a[:size] == b[:size]
