"""What a page says of itself in its head and its markup: title, source, section, address, language."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4.element import Tag

from index.readers import json_ld
from index.readers.clean import clean_line
from index.readers.html_body import letters, starts_alike
from index.readers.html_tree import Tree
from index.readers.markup import markup_text

# More, or longer, first headings than this are none.
_MOST_HEADINGS = 20
_LONGEST_TITLE = 1000
_SECTION_TAGS = ("article:section", "og:article:section", "og:section", "parsely-section", "articlesection")
# "Le jardin rouvre Abonnés": what sites print beside headlines of articles that are sold.
_LABEL = re.compile(r"(?<=\w)\s+(?:article )?(?:réservée? (?:aux|à nos) )?(?:abonnée?s|premium)$", re.IGNORECASE)
# A heading is the headline when it shares this much of its beginning, and this many letters, with the declared one.
_HEADLINE_SHARE = 0.8
_HEADLINE_LEAST = 20
_SEPARATORS = (" - ", " | ", " – ", " — ", " : ", " • ")


@dataclass(frozen=True)
class Said:
    """What a page says of its article: its meta tags by name, its JSON-LD object, the names along its path; ``address`` is
    where it was fetched, "" when that is not known."""

    tree: Tree
    meta: dict[str, str]
    about: dict[str, Any]
    path: list[str]
    address: str = ""

    @classmethod
    def of(cls, tree: Tree, address: str = "") -> Said:
        """Read it off the page."""
        objects = list(json_ld.objects(tree.named("script")))
        return cls(tree, _meta(tree), json_ld.article_object(objects), json_ld.breadcrumb(objects), address)

    @cached_property
    def heading(self) -> Tag | None:
        """The heading that is the headline: many blogs print their own name as a first one."""
        candidates = [tag for tag in self.tree.named("h1") if self.tree.text_length(tag) <= _LONGEST_TITLE]
        headings = [(tag, clean_line(tag.get_text(" "))) for tag in candidates[:_MOST_HEADINGS]]
        if self._given:
            return next((tag for tag, text in headings if _is_headline(text, self._given)), None)
        named = self._named
        found = max(headings, key=lambda one: one[1] in named and len(one[1]), default=None)
        return found[0] if found and found[1] else None

    @cached_property
    def title(self) -> str:
        """The headline as printed where it can be told, without the site's name."""
        if self.heading is not None:
            return _LABEL.sub("", clean_line(self.heading.get_text(" ")))
        return _without_site(self._given or self._named, self.meta.get("og:site_name", ""))

    @cached_property
    def _given(self) -> str:
        marked = self.tree.marked("headline")
        candidates = (
            self.about.get("headline"), *(self.meta.get(key) for key in ("og:title", "twitter:title", "dc.title", "headline")),
            marked[0].get_text(" ") if marked else "",
        )  # fmt: skip
        return next((_plain(c) for c in candidates if isinstance(c, str) and c.strip()), "")

    @cached_property
    def _named(self) -> str:
        titles = self.tree.named("title")
        return clean_line(titles[0].get_text()[:_LONGEST_TITLE]) if titles else ""

    @property
    def descriptions(self) -> list[str]:
        """What it says the article is about, the surest first."""
        declared = (self.about.get("description"), self.meta.get("og:description"), self.meta.get("description"))
        return [_plain(text) for text in declared if isinstance(text, str)]

    @cached_property
    def source(self) -> str:
        """The name of the site, else its publisher's, else its host's."""
        publishers = [
            name
            for tag in self.tree.marked("publisher")[:1]
            for name in self.tree.marked("name")
            if self.tree.holds(tag, name)
        ]
        marked = clean_line(str(publishers[0].get("content") or publishers[0].get_text(" "))) if publishers else ""
        host = _host(self.url)
        found = (
            self.meta.get("og:site_name"), json_ld.name_of(self.about.get("publisher")), marked,
            self.meta.get("dc.publisher"),
        )  # fmt: skip
        return next((name for name in found if name), host.removeprefix("www."))

    @property
    def section(self) -> str:
        """The section of the newspaper."""
        marked = [tag for tag in self.tree.marked("articleSection") if tag.name != "meta"]
        given = json_ld.name_of(self.about.get("articleSection"))
        given = given or next((self.meta[key] for key in _SECTION_TAGS if key in self.meta), "")
        given = given or (clean_line(marked[0].get_text(" ")) if marked else "")
        if given:
            return given
        steps = self.path
        # The first step is the site's front page, the last often the article itself.
        return steps[1] if len(steps) > 2 or (len(steps) == 2 and len(steps[1]) < 30) else ""

    @cached_property
    def url(self) -> str:
        """The address of the article: canonical, else declared, else where it was fetched; "" when none is absolute."""
        links = [str(link["href"]) for link in self.tree.related("canonical") if link.get("href")]
        found = (*links, self.meta.get("og:url", ""), self.about.get("url"), self.about.get("mainEntityOfPage"))
        return next(
            (url.strip() for url in found if isinstance(url, str) and url.strip().startswith(("http://", "https://"))),
            self.address,
        )

    @property
    def lang(self) -> str:
        """The language the page says it is in."""
        html = next(iter(self.tree.named("html")), None)
        return str((html.get("lang") or html.get("xml:lang") if html else "") or self.meta.get("og:locale", ""))


def _host(url: str) -> str:
    with suppress(ValueError):
        return urlsplit(url).hostname or ""
    return ""


def _meta(tree: Tree) -> dict[str, str]:
    """The page's meta tags by name or property, small letters; of several alike the first that says anything."""
    found: dict[str, str] = {}
    for tag in tree.named("meta"):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        # "dc:date", "DC.date", "dcterms.date" are one vocabulary written in several ways.
        name = name.replace("dc:", "dc.", 1) if name.startswith("dc:") else name
        value = clean_line(str(tag.get("content") or ""))
        if name and value and not tree.is_described(tag):
            found.setdefault(name, value)
    return found


def _is_headline(heading: str, given: str) -> bool:
    """Whether a heading is the headline that the page gives: alike, or alike up to a name of the site or a label."""
    a, b = (letters(text) for text in (heading, given))
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return starts_alike(heading, given) or shared >= max(_HEADLINE_SHARE * min(len(a), len(b)), _HEADLINE_LEAST)


def _without_site(title: str, site: str) -> str:
    for separator in _SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and head and site and tail.casefold() == site.casefold():
            return head
    head, found, tail = title.rpartition(" | ")
    return head if found and len(tail) < len(head) else title


def _plain(text: str) -> str:
    return clean_line(markup_text(text))
