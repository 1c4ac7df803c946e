"""The main text of a page: where its prose is densest, without what surrounds it.

A heuristic of our own in the tradition of Readability (Arc90, 2009) and of boilerplate detection by
text and link density (Kohlschütter, Fankhauser, Nejdl, WSDM 2010). No rule is for one site.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest

from bs4.element import Tag

from index.readers.furniture_words import is_furniture_text
from index.readers.html_furniture import Furniture
from index.readers.html_tree import Tree
from index.readers.markup import Block, blocks

# A block that counts as prose: about a line of print, few of it links.
_PROSE_LENGTH = 80
_PROSE_LINKED = 0.3
# A block is furniture when most of it is links and it is no longer than a headline, or when it is one link.
_LINK_LIST = 0.6
_HEADLINE = 200
_ONE_LINK = 0.95
# A text marked as the article's, or an <article>, is believed when it has this share of the prose.
_MARKED_SHARE = 0.3
_ARTICLE_SHARE = 0.5
# An <article> around the headline is believed against a box that has no more than this many times its prose.
_TITLED_TIMES = 3
_TITLED_LEAST = 300
_MOST_HEADINGS = 50
# Parts made alike are the text when little else is among them.
_MOSTLY_ALIKE = 1.3
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# How much of a block's weight its parent, grandparent … get: text parted into several boxes by
# advertisements still adds up one level above.
_SHARES = (1.0, 0.6, 0.3)
# Elements that are of one paragraph, or of a list, not the box it stands in.
_OF_A_PARAGRAPH = frozenset((
    "p", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup",
    "span", "strong", "b", "em", "i", "font", "a", "cite", "q",
))  # fmt: skip
# What stands between the headline and the text is its introduction, unless it is a text of its own.
_LONGEST_INTRODUCTION = 3000
# Two ways to print a headline differ by no more than this in length.
_SIGNS = 12
_NO_LETTERS = re.compile(r"\W+")
_SENTENCE = re.compile(r"[.!?…:;»\"”)\]]\W*$")


def main_text(tree: Tree, title: str) -> list[str]:
    """The paragraphs of the article in reading order, without title, date line, captions and links onward."""
    found = list(blocks(tree.body, Furniture(tree).is_furniture))
    prose = [block for block in found if is_prose(block)]
    roots, marked = _containers(tree, prose, title)
    kept = [block for block in found if any(tree.holds(root, block.parent) for root in roots)]
    if not marked:
        kept = _introduction(found, kept, title) + _of_the_text(_from_title(kept, title))
    return _readable(kept, title, marked=marked)


def is_prose(block: Block) -> bool:
    """Whether a block reads as running text."""
    return len(block.text) >= _PROSE_LENGTH and block.linked <= _PROSE_LINKED * len(block.text)


class _Mass:
    """Characters of prose in any element: sorted in reading order, so that a sum is a subtraction."""

    def __init__(self, tree: Tree, prose: Sequence[Block]) -> None:
        self._tree = tree
        # Not in reading order where text goes on after a box inside it: "text <p>…</p> text".
        masses = sorted((tree.number(block.parent), len(block.text)) for block in prose)
        self._numbers = [number for number, _ in masses]
        self._sums = [0, *accumulate(length for _, length in masses)]

    def of(self, tag: Tag) -> int:
        first, end = self._tree.span(tag)
        return self._sums[bisect_left(self._numbers, end)] - self._sums[bisect_left(self._numbers, first)]


def _containers(tree: Tree, prose: Sequence[Block], title: str) -> tuple[list[Tag], bool]:
    """The elements that hold the article, and whether the page itself marks them as its text."""
    mass = _Mass(tree, prose)
    total = mass.of(tree.body) or 1
    marked = tree.outermost(tree.marked("articleBody"))
    if sum(map(mass.of, marked)) >= _MARKED_SHARE * total:
        return marked, True
    best = _densest(prose)
    if best is None:
        return [tree.body], False
    titled = _titled(tree, title)
    if titled is not None and not tree.holds(titled, best):
        rest = mass.of(best) - (mass.of(titled) if tree.holds(best, titled) else 0)
        if mass.of(titled) >= max(_TITLED_LEAST, rest / _TITLED_TIMES):
            return [titled], False
    article = tree.article_of(best) if best.name != "article" else best
    if article is not None and mass.of(article) >= _ARTICLE_SHARE * total:
        return [article], False
    return [_with_its_like(tree, mass, prose, best)], False


def _with_its_like(tree: Tree, mass: _Mass, prose: Sequence[Block], best: Tag) -> Tag:
    """The least box that holds this one and those made like it: systems that build pages of parts part texts so."""
    looks = _looks(best)
    article = tree.article_of(best)
    # Boxes without a class are like each other only where they stand side by side.
    named = best.has_attr("class") or (best.parent is not None and best.parent.has_attr("class"))
    known: dict[int, Tag | None] = {}
    homes = {id(home): home for block in prose if (home := _out_of_paragraph(block.parent, known)) is not None}
    alike = [
        home
        for home in homes.values()
        if _looks(home) == looks and tree.article_of(home) is article and (named or home.parent is best.parent)
    ]
    # A part that is an article of its own is another article.
    if len(alike) < 2 or id(best) not in map(id, alike) or best.name == "article":
        return best
    whole = best
    first, last = alike[0], alike[-1]
    while isinstance(whole.parent, Tag) and not (tree.holds(whole, first) and tree.holds(whole, last)):
        whole = whole.parent
    return whole if mass.of(whole) <= _MOSTLY_ALIKE * sum(map(mass.of, alike)) else best


def _looks(box: Tag) -> tuple[object, ...]:
    """The names and classes of a box and the box around it, without what is numbered."""
    outer = box.parent
    return (*_look(box), *(_look(outer) if isinstance(outer, Tag) else ()))


def _look(box: Tag) -> tuple[object, ...]:
    classes = box.get("class") or ()
    names = classes.split() if isinstance(classes, str) else classes
    return box.name, frozenset(name for name in names if not any(map(str.isdigit, name)))


def _titled(tree: Tree, title: str) -> Tag | None:
    """The <article> around the headline."""
    for heading in tree.named("h1", "h2")[:_MOST_HEADINGS]:
        if tree.text_length(heading) <= 2 * len(title) and starts_alike(heading.get_text(" "), title):
            return tree.article_of(heading)
    return None


def _densest(prose: Iterable[Block]) -> Tag | None:
    """The element with most prose of its own and in the levels just below."""
    weight: dict[int, float] = defaultdict(float)
    tags: dict[int, Tag] = {}
    known: dict[int, Tag | None] = {}
    for block in prose:
        box = _out_of_paragraph(block.parent, known)
        for share in _SHARES:
            if not isinstance(box, Tag) or box.name in ("html", "[document]"):
                break
            weight[id(box)] += share * len(block.text)
            tags[id(box)] = box
            box = box.parent
    return tags[max(weight, key=lambda key: weight[key])] if weight else None


def _from_title(kept: Sequence[Block], title: str) -> Sequence[Block]:
    """The blocks from the headline on, when it is among them and no text stands above it."""
    start = next((i for i, block in enumerate(kept) if same_words(block.text, title)), 0)
    return kept if any(map(is_prose, kept[:start])) else kept[start:]


def _introduction(found: Sequence[Block], kept: Sequence[Block], title: str) -> list[Block]:
    """The prose between the headline and the box of the text: a chapo that no name tells."""
    if not kept or not title:
        return []
    first = next(i for i, block in enumerate(found) if block is kept[0])
    headings = [i for i, block in enumerate(found[:first]) if same_words(block.text, title)]
    between = [block for block in found[headings[-1] + 1 : first] if is_prose(block)] if headings else []
    return between if sum(len(block.text) for block in between) <= _LONGEST_INTRODUCTION else []


def _of_the_text(found: Sequence[Block]) -> list[Block]:
    """The blocks without the short ones in boxes of their own: kickers, names of sections, titles of teasers.

    Where prose stands, anything may stand; elsewhere only what reads as a sentence.
    """
    known: dict[int, Tag | None] = {}
    # Beside whose other paragraphs each stands.
    beside = [id(_out_of_paragraph(block.parent.parent, known)) for block in found]
    boxes = {box for block, box in zip(found, beside, strict=True) if is_prose(block)}
    if not boxes:
        return list(found)
    return [
        block
        for block, box, following in zip_longest(found, beside, found[1:])
        if len(block.text) >= _PROSE_LENGTH
        or box in boxes
        or _SENTENCE.search(block.text)
        or (block.parent.name in HEADINGS and following is not None and is_prose(following))
    ]


def _out_of_paragraph(tag: Tag | None, known: dict[int, Tag | None]) -> Tag | None:
    """The box an element stands in: a paragraph, its list or its quotation is none. ``known``: see ``html_chapo``."""
    asked: list[int] = []
    while tag is not None and tag.name in _OF_A_PARAGRAPH:
        if id(tag) in known:
            tag = known[id(tag)]
            break
        asked.append(id(tag))
        tag = tag.parent
    known.update(dict.fromkeys(asked, tag))
    return tag


def _readable(found: Sequence[Block], title: str, *, marked: bool) -> list[str]:
    """The texts of the blocks without furniture, each once, headings without a text after them dropped."""
    texts: dict[str, bool] = {}
    for block in found:
        if (
            not same_words(block.text, title)
            and not _is_links(block, marked=marked)
            and not is_furniture_text(block.text)
        ):
            texts.setdefault(block.text, block.parent.name in HEADINGS)
    ordered = list(texts.items())
    while ordered and ordered[-1][1]:
        ordered.pop()
    return [text for text, _ in ordered]


def _is_links(block: Block, *, marked: bool) -> bool:
    """Whether a block only leads elsewhere. In a text marked as the article's, only one that is all link."""
    share = 1.0 if marked else _LINK_LIST
    length = len(block.text)
    return block.linked > 0 and block.linked >= (share if length < _HEADLINE else _ONE_LINK) * length


def same_words(one: str, other: str) -> bool:
    """Whether two lines are the same but for blanks, signs and capitals: a headline and its copy in the head."""
    return abs(len(one) - len(other)) <= _SIGNS and letters(one) == letters(other)


def letters(text: str) -> str:
    """The letters and digits of a text, small."""
    return _NO_LETTERS.sub("", text.casefold())


def starts_alike(one: str, other: str) -> bool:
    """Whether two texts begin with the same sixty letters and digits, or as many as the shorter has."""
    a, b = (letters(text)[:60] for text in (one, other))
    size = min(len(a), len(b))
    return size > 0 and a[:size] == b[:size]
