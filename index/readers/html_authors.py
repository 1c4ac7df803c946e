"""Who wrote the article of a page: what the page declares, then what its markup names so, then the printed byline.

A declared author that is no person ("Rédaction", the site itself) gives way to persons found later, and stands
when there are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bs4.element import Tag

from index.readers import json_ld
from index.readers.clean import clean_line
from index.readers.html_tree import Tree
from index.readers.names import all_names, are_names, bare_names, printed_byline

_META = ("article:author", "og:article:author", "author", "parsely-author", "dc.creator", "sailthru.author")
_CLASS = re.compile(r"(?:^|[-_])(?:author|auteur|byline|redacteur|journaliste|vcard)s?(?:$|[-_])", re.IGNORECASE)
_NO_CLASS = re.compile(r"comment|bio|avatar|desc|title|titre|snippet|teaser|related", re.IGNORECASE)
_ADDRESS = re.compile(
    r"/(?:auteur|author|journaliste|redacteur|signataire|staff|personne|biographie|profil)s?[/-]", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:auteure?s?|rédaction|texte|article|journalistes?)\s*:\s*", re.IGNORECASE)
_LONGEST = 150
# Whoever is named more often is named in a list.
_MOST = 100
# "Auteur", "Journaliste au service politique": what stands beside a name that is linked in a box of its own.
_BESIDE = 50
# Boxes between an author's name and what holds all of them.
_LEVELS = 3


def authors(
    tree: Tree, meta: dict[str, str], about: dict[str, Any], title: Tag | None, lines: Sequence[str], site: str
) -> list[str]:
    """The names; [] when the page gives none. ``lines`` are those printed from the title on."""
    chain: tuple[Callable[[], list[str]], ...] = (
        lambda: _declared(about),
        lambda: [meta[key] for key in _META if "://" not in meta.get(key, "://")][:1],
        lambda: _microdata(tree),
        lambda: _near(tree, _named_so(tree), title),
        lambda: [byline for line in lines if (byline := printed_byline(_LABEL.sub("Par ", line)))][:1],
        lambda: _near(tree, _linked(tree), title, alone=True),
    )
    fallback: list[str] = []
    # Each is looked at only when those before it named no person.
    for candidates in chain:
        names = candidates()
        persons = [name for name in names if are_names(name) and name.casefold() != site.casefold()]
        if persons:
            return _completed(persons, lines)
        fallback = fallback or names
    return [name for name in fallback if len(name) <= _LONGEST]


def _declared(about: dict[str, Any]) -> list[str]:
    given = about.get("author")
    names = [json_ld.name_of(item) for item in (given if isinstance(given, list) else [given])]
    return [name for name in names if name and len(name) <= _LONGEST]


def _completed(persons: list[str], lines: Sequence[str]) -> list[str]:
    """The persons, or a printed line of names that begins with the one declared: many sites declare the first alone."""
    if len(persons) == 1:
        for line in lines:
            names = printed_byline(line) or (line if are_names(line) else "")
            if names != persons[0] and persons[0] in all_names(names):
                return [names]
    return persons


def _microdata(tree: Tree) -> list[str]:
    found: dict[str, None] = {}
    for tag in tree.marked("author")[:_MOST]:
        inner = [name for name in tree.marked("name")[:_MOST] if name is not tag and tree.holds(tag, name)]
        for one in inner or [tag]:
            name = clean_line(str(one.get("content") or one.get_text(" ")))
            if name and len(name) <= _LONGEST:
                found[name] = None
    return list(found)


def _named_so(tree: Tree) -> Iterable[Tag]:
    yield from tree.related("author")
    for name, tags in tree.classes():
        if _CLASS.search(name) and not _NO_CLASS.search(name):
            yield from tags


def _linked(tree: Tree) -> Iterable[Tag]:
    return (tag for tag in tree.named("a") if _ADDRESS.search(str(tag.get("href") or "")))


def _near(tree: Tree, tags: Iterable[Tag], title: Tag | None, *, alone: bool = False) -> list[str]:
    """The names in those elements that stand together: the first after the title, else the last before it.

    ``alone``: only in boxes of their own. A link in a paragraph names whom it speaks of.
    """
    start = tree.number(title) if title is not None else 0
    short = {id(tag): tag for tag in tags if 0 < tree.text_length(tag) <= _LONGEST and not tree.is_elsewhere(tag)}
    found: list[tuple[Tag, str]] = []
    for tag in sorted(short.values(), key=lambda tag: _distance(tree.number(tag) - start))[:_MOST]:
        text = clean_line(tag.get_text(" "))
        names = printed_byline(text) or bare_names(text)
        around = tree.text_length(tag.parent) - tree.text_length(tag) if tag.parent is not None else 0
        if names and not (alone and around > _BESIDE):
            found.append((tag, names))
    if not found:
        return []
    box = found[0][0]
    for _ in range(_LEVELS):
        if isinstance(box.parent, Tag) and tree.text_length(box.parent) <= _LONGEST:
            box = box.parent
    return list(dict.fromkeys(names for tag, names in found if tree.holds(box, tag)))


def _distance(after: int) -> tuple[bool, int]:
    """For sorting: what stands after the title in its order, then what stands before it, the nearest first."""
    return after < 0, abs(after)
