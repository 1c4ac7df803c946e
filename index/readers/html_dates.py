"""The publication date of a page: JSON-LD, then meta tags, then markup, then what is printed, then the address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bs4.element import Tag

from index.readers.addresses import dates_in_address
from index.readers.furniture_words import PUBLISHED_LINE
from index.readers.html_tree import Tree
from index.readers.times import first_readable

# In the order of how surely they mean the publication, not a revision.
_META = (
    "article:published_time", "og:published_time", "article:published", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "publication_date", "publicationdate", "publish-date", "publishdate",
    "pubdate", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date",
    "article_date_original", "cxenseparse:recs:publishtime", "og:pubdate", "date",
)  # fmt: skip
_PRINTED = re.compile(
    r"(?:\d{1,2}(?:er)?\s+[a-zàéûôA-ZÉ]{3,9}\.?\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)"
)
# A page with more has a list of them.
_MOST_TIMES = 20
_REVISED_WORD = re.compile(r"\b(?:mise?s? à jour|modifiée?|actualisée?|updated|modified)\b", re.IGNORECASE)
_PUBLISHED_WORD = re.compile(r"\b(?:publié|posté|paru|mis en ligne|published|diffusé)", re.IGNORECASE)
# "22 mai 2012. – Le texte", "Paris, le 22 mai 2012 - Le texte"
_DATELINE = re.compile(
    rf"^(?:[A-ZÀ-Ý][\w’' -]{{1,40}},\s+)?(?:le\s+)?({_PRINTED.pattern})\s*(?:\([^)]*\)\s*|,\s+[A-ZÀ-Ý][^.,]{{1,40}})?[.,:]?\s*(?:[-–—]|$)"
)
_ALONE = re.compile(rf"^(?:le\s+)?(?:[a-z]{{5,8}}\s+)?({_PRINTED.pattern})(?:\W.{{0,40}})?$", re.IGNORECASE)
# "Par Zoé Roy – 18/03/2021", "Par Zoé Roy le 18 mars 2021"
_LAST = re.compile(
    rf"^(?:.{{0,60}}[–—|•,-]\s*(?:le\s+)?|[Pp]ar\s.{{2,60}}\sle\s+)({_PRINTED.pattern})(?:\W.{{0,20}})?$"
)
# A line of metadata is no longer than a line of print.
_SHORT = 80


def publication_date(
    tree: Tree, about: dict[str, Any], meta: dict[str, str], title: Tag | None, lines: Sequence[str], url: str
) -> tuple[str, str]:
    """The date and where it was found ("json-ld", "meta", "markup", "text", "url"); ("", "") when nowhere.

    ``lines`` are the page's printed lines from its title on. A source that is unreadable or holds
    no date gives way to the next.
    """
    chain: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("json-ld", lambda: _from_json_ld(about)),
        ("meta", lambda: (meta[name] for name in _META if name in meta)),
        ("markup", lambda: _from_markup(tree, title)),
        ("text", lambda: _from_lines(lines)),
        ("url", lambda: dates_in_address(url)),
    )
    # Each is looked at only when those before it gave nothing.
    return first_readable((origin, candidates()) for origin, candidates in chain)


def _from_json_ld(about: dict[str, Any]) -> Iterator[str]:
    return (about[key] for key in ("datePublished", "dateCreated", "uploadDate") if isinstance(about.get(key), str))


def _from_markup(tree: Tree, title: Tag | None) -> Iterator[str]:
    """Microdata, then ``<time>`` in the article: said to be the publication, then the first that is no revision."""
    for tag in tree.marked("datePublished")[:_MOST_TIMES]:
        yield _machine(tag) or tag.get_text(" ")
    article = tree.article_of(title) if title is not None else None
    times = [tag for tag in tree.named("time") if not tree.is_elsewhere(tag)]
    near = ([tag for tag in times if article is not None and tree.holds(article, tag)] or times)[:_MOST_TIMES]
    published = {id(tag) for tag in tree.classed("published", "entry-date", "dt-published")}
    for tag in near:
        if tag.has_attr("pubdate") or id(tag) in published:
            yield _machine(tag) or tag.get_text(" ")
    for tag in tree.classed("dt-published")[:_MOST_TIMES]:
        yield _machine(tag) or tag.get_text(" ")
    for tag in near:
        text = tag.get_text(" ")
        if not _REVISED_WORD.search(text):
            # "<time datetime="2019-07-03">Publié le 29 juin 2019</time>": what is printed was meant to be read.
            yield from _PRINTED.findall(text)[:1] if _PUBLISHED_WORD.search(text) and not _same_day(tag) else ()
            yield _machine(tag)
            return


def _machine(tag: Tag) -> str:
    return str(tag.get("content") or tag.get("datetime") or tag.get("title") or "")


def _same_day(tag: Tag) -> bool:
    """Whether the printed day of a <time> is the one it gives to machines."""
    printed, _ = first_readable([("", _PRINTED.findall(tag.get_text(" "))[:1])])
    return printed == _machine(tag)[:10]


def _from_lines(lines: Sequence[str]) -> Iterator[str]:
    """The date in "Publié le …", else in a line of its own or at the head of a dispatch."""
    for line in lines:
        if len(line) <= 200 and (word := _PUBLISHED_WORD.search(line)):
            yield from _PRINTED.findall(line[word.start() :])[:1]
    for line in lines:
        short = len(line) <= _SHORT
        if match := _DATELINE.match(line) or (short and (_ALONE.match(line) or _LAST.match(line))):
            yield match[1]
    for line in lines:
        if len(line) <= 200 and (revised := PUBLISHED_LINE.match(line)):
            yield from _PRINTED.findall(revised[0])[:1]
