"""A page's elements numbered in reading order: what lies in what is a comparison, how much text it holds a subtraction.

One walk for all who ask. Pages nest thousands deep and name thousands of boxes; nothing here or above may walk the
tree again for each of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from index.readers.markup import SILENT

_NO_TAGS: list[Tag] = []
_HEAD_LENGTH = 60
_ELSEWHERE = frozenset(("nav", "aside", "footer"))


class Tree:
    """The elements of a page, by name and by the marks that say what they are."""

    def __init__(self, page: BeautifulSoup) -> None:
        self.page = page
        self._by_name: dict[str, list[Tag]] = defaultdict(list)
        self._by_property: dict[str, list[Tag]] = defaultdict(list)
        self._by_class: dict[str, list[Tag]] = defaultdict(list)
        self._by_rel: dict[str, list[Tag]] = defaultdict(list)
        self._named_numbers: dict[str, list[int]] = {}
        # By id: two elements of the same content are equal to bs4.
        self._numbers: dict[int, int] = {}
        self._ends: list[int] = []
        # Characters of text, and of text in paragraphs, before each element's start and before its end.
        self._text: list[tuple[int, int]] = []
        self._paragraphs: list[tuple[int, int]] = []
        # Of each element: the <article> around it, whether it is in a menu, and in a thing of microdata.
        self._articles: list[Tag | None] = []
        self._elsewhere: list[bool] = []
        self._described: list[bool] = []
        self.lines: list[NavigableString] = []
        """The texts that are short enough to head a box: "À lire aussi"."""
        self._walk()
        self.body: Tag = page.body or page
        # Text in one node or another of a page without <p>: every share of nothing is nothing.
        self._all = self.paragraph_length(self.body) or 1

    def _walk(self) -> None:
        text = paragraphs = silent = in_paragraph = elsewhere = described = 0
        articles: list[Tag] = []
        stack: list[PageElement | tuple[Tag]] = [self.page]
        while stack:
            item = stack.pop()
            if isinstance(item, tuple):
                tag = item[0]
                number = self._numbers[id(tag)]
                self._ends[number] = len(self._ends)
                self._text[number] = (self._text[number][0], text)
                self._paragraphs[number] = (self._paragraphs[number][0], paragraphs)
                silent -= tag.name in SILENT
                in_paragraph -= tag.name == "p"
                elsewhere -= tag.name in _ELSEWHERE
                described -= "itemprop" in tag.attrs
                if tag.name == "article":
                    articles.pop()
            elif isinstance(item, Tag):
                self._numbers[id(item)] = len(self._ends)
                self._ends.append(0)
                self._text.append((text, 0))
                self._paragraphs.append((paragraphs, 0))
                self._note(item)
                self._articles.append(articles[-1] if articles else None)
                self._elsewhere.append(elsewhere > 0)
                self._described.append(described > 0)
                silent += item.name in SILENT
                in_paragraph += item.name == "p"
                elsewhere += item.name in _ELSEWHERE
                described += "itemprop" in item.attrs
                if item.name == "article":
                    articles.append(item)
                stack.append((item,))
                stack.extend(reversed(item.contents))
            elif not silent and type(item) is NavigableString:
                length = len(item.strip())
                text += length
                if 3 <= length <= _HEAD_LENGTH:
                    self.lines.append(item)
                paragraphs += length if in_paragraph else 0

    def _note(self, tag: Tag) -> None:
        self._by_name[tag.name].append(tag)
        if not tag.attrs:
            return
        for found, name in ((self._by_property, "itemprop"), (self._by_class, "class"), (self._by_rel, "rel")):
            value = tag.attrs.get(name)
            if value:
                for word in value.split() if isinstance(value, str) else value:
                    found[word].append(tag)

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names, in reading order."""
        return self._in_order(self._by_name, names)

    def marked(self, *properties: str) -> list[Tag]:
        """The elements that microdata mark as these properties, in reading order."""
        return self._in_order(self._by_property, properties)

    def classed(self, *classes: str) -> list[Tag]:
        """The elements of these classes, in reading order."""
        return self._in_order(self._by_class, classes)

    def related(self, rel: str) -> list[Tag]:
        """The links of a relation."""
        return self._by_rel.get(rel, _NO_TAGS)

    def classes(self) -> Iterator[tuple[str, list[Tag]]]:
        """Every class of the page with its elements."""
        yield from self._by_class.items()

    def _in_order(self, found: dict[str, list[Tag]], keys: Iterable[str]) -> list[Tag]:
        tags = [tag for key in keys for tag in found.get(key, _NO_TAGS)]
        return sorted(tags, key=self.number)

    def number(self, tag: Tag) -> int:
        """The place of an element in reading order."""
        return self._numbers[id(tag)]

    def span(self, tag: Tag) -> tuple[int, int]:
        """The numbers of all in an element, itself included: the first, and the one after the last."""
        first = self._numbers[id(tag)]
        return first, self._ends[first]

    def holds(self, outer: Tag, inner: Tag) -> bool:
        """Whether an element is in another, or is it."""
        first = self._numbers[id(outer)]
        return first <= self._numbers[id(inner)] < self._ends[first]

    def article_of(self, tag: Tag) -> Tag | None:
        """The innermost <article> around an element."""
        return self._articles[self._numbers[id(tag)]]

    def is_elsewhere(self, tag: Tag) -> bool:
        """Whether an element is in a menu, an aside or a footer."""
        return self._elsewhere[self._numbers[id(tag)]]

    def is_described(self, tag: Tag) -> bool:
        """Whether an element is in a thing that microdata describe."""
        return self._described[self._numbers[id(tag)]]

    def has(self, tag: Tag, name: str) -> bool:
        """Whether an element has one of that name in it."""
        numbers = self._numbers_of(name)
        first, end = self.span(tag)
        found = bisect_right(numbers, first)
        return found < len(numbers) and numbers[found] < end

    def _numbers_of(self, name: str) -> list[int]:
        if name not in self._named_numbers:
            self._named_numbers[name] = [self.number(tag) for tag in self._by_name.get(name, _NO_TAGS)]
        return self._named_numbers[name]

    def text_length(self, tag: Tag) -> int:
        """Characters of text in an element, without what is silent."""
        before, after = self._text[self._numbers[id(tag)]]
        return after - before

    def text_between(self, outer: Tag, inner: Tag) -> int:
        """Characters of text from an element's start to the start of one in it."""
        return self._text[self._numbers[id(inner)]][0] - self._text[self._numbers[id(outer)]][0]

    def paragraph_length(self, tag: Tag) -> int:
        """Characters in the paragraphs of an element."""
        before, after = self._paragraphs[self._numbers[id(tag)]]
        return after - before

    def paragraph_share(self, tag: Tag) -> float:
        """The share of the page's characters in paragraphs that an element holds."""
        return self.paragraph_length(tag) / self._all

    def text_share(self, tag: Tag) -> float:
        """The share of the page's text that an element holds."""
        return self.text_length(tag) / (self.text_length(self.body) or 1)

    def outermost(self, tags: Iterable[Tag]) -> list[Tag]:
        """Those elements, in reading order, that are in no other of them."""
        chosen: list[Tag] = []
        for tag in sorted(tags, key=self.number):
            if not (chosen and self.holds(chosen[-1], tag)):
                chosen.append(tag)
        return chosen
