"""What a page says of its article in JSON-LD (schema.org), however untidily."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bs4.element import Tag

_ARTICLE = re.compile(r"Article$|^(?:BlogPosting|Report|LiveBlogPosting|Review|OpinionNewsArticle)$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*(?:;\s*)?$", re.DOTALL
)
# Lists in lists in graphs: no page means more than this.
_MOST_OBJECTS = 2000
# [{"name": ["…"]}]
_DEEPEST_NAME = 4


def article_object(found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The object that describes the page's article; empty when there is none.

    Of several, the first with a date or a text: others describe the articles the page links to.
    """
    articles = [item for item in found if _is_article(item)]
    said = (one for one in articles if one.get("datePublished") or one.get("articleBody"))
    return next(said, articles[0] if articles else {})


def breadcrumb(found: Iterable[dict[str, Any]]) -> list[str]:
    """The names along the page's path in the site, widest first; empty when it has none."""
    for item in found:
        if item.get("@type") == "BreadcrumbList" and isinstance(item.get("itemListElement"), list):
            return [name for step in item["itemListElement"] if (name := _step(step))]
    return []


def objects(scripts: Iterable[Tag]) -> Iterator[dict[str, Any]]:
    """Every object of those scripts that are JSON-LD, in arrays and ``@graph`` too."""
    for script in scripts:
        if not str(script.get("type") or "").lower().startswith("application/ld+json"):
            continue
        try:
            pending = [json.loads(_COMMENT.sub("", script.get_text()), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_OBJECTS):
            if not pending:
                break
            item = pending.pop(0)
            if isinstance(item, list):
                pending[:0] = item[:_MOST_OBJECTS]
            elif isinstance(item, dict):
                yield item
                pending[:0] = [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def name_of(value: Any) -> str:
    """The name of a schema.org thing: a string, an object with a name, or the first of a list."""
    for _ in range(_DEEPEST_NAME):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name")
    return value if isinstance(value, str) else ""


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    return any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types]))


def _step(step: Any) -> str:
    if not isinstance(step, dict):
        return ""
    return name_of(step) or name_of(step.get("item"))
