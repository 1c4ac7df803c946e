"""What a page says of its article in JSON-LD (schema.org), however untidily."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

_ARTICLE = re.compile(r"Article$|^(?:BlogPosting|Report|LiveBlogPosting|Review|OpinionNewsArticle)$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", re.DOTALL
)
# Lists in lists in graphs: no page means more than this.
_MOST_OBJECTS = 2000


def article_object(page: BeautifulSoup) -> dict[str, Any]:
    """The object that describes the page's article; empty when there is none.

    Of several, the first with a date or a text: others describe the articles the page links to.
    """
    found = [item for item in objects(page) if _is_article(item)]
    return next((a for a in found if a.get("datePublished") or a.get("articleBody")), found[0] if found else {})


def breadcrumb(page: BeautifulSoup) -> list[str]:
    """The names along the page's path in the site, widest first; empty when it has none."""
    for item in objects(page):
        if item.get("@type") == "BreadcrumbList" and isinstance(item.get("itemListElement"), list):
            return [name for step in item["itemListElement"] if (name := _step(step))]
    return []


def objects(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Every object of every JSON-LD script, those in arrays and ``@graph`` too."""
    for script in page.find_all("script", type=re.compile(r"^application/ld\+json", re.IGNORECASE)):
        try:
            pending = [json.loads(_COMMENT.sub("", script.get_text()), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_OBJECTS):
            if not pending:
                break
            item = pending.pop(0)
            if isinstance(item, list):
                pending[:0] = item
            elif isinstance(item, dict):
                yield item
                pending[:0] = [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def name_of(value: Any) -> str:
    """The name of a schema.org thing: a string, an object with a name, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return name_of(value) if isinstance(value, list | dict) and value else value if isinstance(value, str) else ""


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    return any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types]))


def _step(step: Any) -> str:
    if not isinstance(step, dict):
        return ""
    return name_of(step) or name_of(step.get("item"))
