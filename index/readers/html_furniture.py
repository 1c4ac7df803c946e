"""What stands around an article on a page: menus, captions, advertisements, "lire aussi", share buttons."""

from __future__ import annotations

import re
from functools import lru_cache

from bs4.element import NavigableString, Tag

from index.readers.furniture_words import HEADS
from index.readers.html_tree import Tree

_TAGS = frozenset((
    "nav", "footer", "figcaption", "caption", "dialog",
))  # fmt: skip
# Unless they hold the page: some systems put all of it in a form, and tables or slides of text in figures.
_SOMETIMES = frozenset(("aside", "figure", "form", "menu"))
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_ROLES = frozenset((
    "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "form", "menu",
    "menubar",
))  # fmt: skip
_NEVER = frozenset((
    "html", "body", "main", "article",
))  # fmt: skip

# Words of class names and ids, as French and English sites choose them.
_WORDS = frozenset((
    "nav", "navbar", "navigation", "menu", "menus", "breadcrumb", "breadcrumbs", "ariane", "share", "sharing",
    "sharebar", "partage", "partager", "social", "socials", "reseaux", "related", "relatedposts", "similaires",
    "connexes", "recommended", "recommendations", "recommandations", "outbrain", "taboola", "newsletter",
    "newsletters", "abonnement", "abonnez", "subscribe", "subscription", "paywall", "promo", "promotion", "pub",
    "pubs", "publicite", "ads", "advert", "adverts", "advertising", "advertisement", "sponsor", "sponsored",
    "sidebar", "comment", "comments", "commentaire", "commentaires", "disqus", "caption", "captions", "legende",
    "legendes", "credit", "credits", "copyright", "cookie", "cookies", "consent", "rgpd", "gdpr", "popup",
    "modal", "tags", "keywords", "toolbar", "rating", "pagination", "pager", "teaser",
    "teasers", "carousel", "slider", "trending", "popular", "byline", "signature", "footnav", "topbar", "skip",
    "skiplink", "author", "authors", "auteur", "auteurs", "player", "screenreader",
))  # fmt: skip
# Whole names: "label-hidden" hides a label, "elementor-widget" is any part of a page, "no-print" is on the screen.
_NAMES = frozenset((
    "hidden", "is-hidden", "d-none", "u-hidden", "js-hidden", "visuallyhidden", "sr-only", "print-only", "only-print", "toc",
    "widget", "widget-area", "widgets",
))  # fmt: skip
_SAID = _WORDS | _NAMES
# What follows an article and may be longer. Sidebars are no such: their names are on boxes that hold all columns.
_AFTER = frozenset((
    "comments", "commentaires", "comment", "commentlist", "disqus", "related", "newsletter", "forum",
))  # fmt: skip
# What a box has or lacks, and what an article is filed under: "with-sidebar", "category-newsletter".
_OF_OTHERS = re.compile(
    r"^(?:has|no|with|without|not|is|tag|category|post|type|status|format|cat)[-_]|(?:^|[-_])(?:with|no|has)[-_]?sidebar",
    re.IGNORECASE,
)
# A paragraph or heading may be named so and be the article's: its teaser is its chapo.
_OF_PARAGRAPHS = frozenset((
    "teaser", "teasers", "nav", "navigation", "comment", "promo", "promotion", "popular", "author", "authors", "slider", "modal",
))  # fmt: skip
_PHRASES = re.compile(
    r"(?:^|[\W_])(?:widget_\w+|a?[-_]?lire[-_]?aussi|voir[-_]?aussi|a[-_]lire|read[-_]?(?:also|more|next)|see[-_]?also|most[-_]?read"
    r"|plus[-_]?lus|meme[-_]?sujet|author[-_]?(?:bio|box|card|info)|(?:sur|dans)[-_]le[-_]meme|post[-_]?meta|entry[-_]?meta"
    r"|article[-_]?meta|visually[-_]?hidden|site[-_]?header|page[-_]?header)(?:$|[\W_])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD_ENDS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"([a-z])([A-Z])")

# A box named or headed like furniture that holds this share of the page's paragraphs is its frame.
_FRAME_SHARE = 0.4
# A caption is no longer than a paragraph of print.
_CAPTION_LONGEST = 400
_CAPTION_TAGS = frozenset((
    "div", "span", "dl", "dt", "dd", "table", "center", "section", "a",
))  # fmt: skip


class Furniture:
    """Tells furniture from text on one page: by names of elements and classes, roles, headings, and pictures."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._protected: set[int] = set()
        for tag in (*tree.named("h1"), *tree.marked("articleBody")):
            box: Tag | None = tag
            while box is not None and id(box) not in self._protected:
                self._protected.add(id(box))
                box = box.parent
        self._titled = bool(tree.named("h1"))
        self._seen: set[int] = set()
        boxes = [*map(self._headed, tree.lines), *map(self._caption, tree.named("img", "amp-img"))]
        self._boxes = {id(box) for box in boxes if box is not None}

    def is_furniture(self, tag: Tag) -> bool:
        """Whether an element, with all that is in it, stands around the article rather than in it."""
        if tag.name in _NEVER or id(tag) in self._protected:
            return False
        # Elements of AMP pages: menus, consent, advertisements, pictures; text stands in none of them.
        if tag.name in _TAGS or tag.name.startswith("amp-") or id(tag) in self._boxes:
            return True
        if tag.name in _SOMETIMES:
            return self._tree.text_share(tag) < _FRAME_SHARE
        if not tag.attrs:
            return False
        if tag.attrs.get("role") in _ROLES or "hidden" in tag.attrs:
            return True
        if _HIDDEN_STYLE.search(str(tag.attrs.get("style") or "")):
            return True
        if not _is_named_so(tag, _SAID):
            return False
        # A short article may have long comments: where the headline is elsewhere, they are never the page's frame.
        return self._tree.paragraph_share(tag) < _FRAME_SHARE or (self._titled and _is_named_so(tag, _AFTER))

    def _headed(self, line: NavigableString) -> Tag | None:
        """The widest box that begins with a line like "À lire aussi" and holds more than that."""
        tag = line.parent
        if tag is None or id(tag) in self._seen or not HEADS.fullmatch(line.strip()):
            return None
        self._seen.add(id(tag))
        tree = self._tree
        box: Tag | None = None
        while tag is not None and tag is not tree.body and tag.name not in _NEVER and id(tag) not in self._protected:
            if tree.paragraph_share(tag) >= _FRAME_SHARE:
                break
            box, parent = tag, tag.parent
            if not isinstance(parent, Tag) or tree.text_between(parent, tag):
                break
            tag = parent
        return box if box is not None and tree.text_length(box) > len(line) else None

    def _caption(self, picture: Tag) -> Tag | None:
        """The box that holds nothing but a picture and a few words below it, which are no paragraph."""
        tree = self._tree
        box: Tag | None = picture.parent
        while isinstance(box, Tag) and box.name in _CAPTION_TAGS and not tree.text_length(box):
            if id(box) in self._seen:
                return None
            self._seen.add(id(box))
            box = box.parent
        if not isinstance(box, Tag) or box.name not in _CAPTION_TAGS or id(box) in self._protected:
            return None
        if tree.text_length(box) > _CAPTION_LONGEST or tree.has(box, "p") or tree.text_between(box, picture):
            return None
        loose = any(type(part) is NavigableString and part.strip() for part in box.contents)
        return None if loose else box


def _is_named_so(tag: Tag, said: frozenset[str]) -> bool:
    classes = tag.attrs.get("class") or ()
    names = classes.split() if isinstance(classes, str) else classes
    paragraph = tag.name in _PARAGRAPHS
    # Blogger calls the text itself a widget.
    if "Blog" in names:
        return False
    return any(_names_furniture(name, said, paragraph=paragraph) for name in names) or (
        not paragraph and _names_furniture(str(tag.attrs.get("id") or ""), said, paragraph=paragraph)
    )


@lru_cache(maxsize=1 << 14)
def _names_furniture(name: str, said: frozenset[str], *, paragraph: bool) -> bool:
    """Whether a class or an id says that its box, or paragraph, is no text: "share-bar", "blocNewsletter"."""
    plain = _CAMEL.sub(r"\1-\2", name).lower()
    if plain in said:
        return not (paragraph and plain in _OF_PARAGRAPHS)
    if _OF_OTHERS.search(plain):
        return False
    words = said.intersection(_WORD_ENDS.split(plain)) - _NAMES
    return bool(words - _OF_PARAGRAPHS if paragraph else words) or (said is _SAID and _PHRASES.search(name) is not None)
