"""The ways to look at one search: its articles, and each view of the reading room, as links that keep the search."""

from __future__ import annotations

from dataclasses import dataclass

from search.request import SearchRequest
from web import links
from web.language import t
from web.views import VIEWS


@dataclass(frozen=True, slots=True)
class Tab:
    """One way; ``current`` where the reader is."""

    label: str
    href: str
    current: bool


def tabs(wanted: SearchRequest, here: str) -> list[Tab]:
    """The tabs of a search. ``here`` is the name of the view shown, "" for the list of articles."""
    articles = Tab(t("view.articles"), links.search(wanted) if wanted.to_pairs() else links.everything(), not here)
    return [articles, *(Tab(t(f"view.{v.name}"), links.view(v.name, wanted), v.name == here) for v in VIEWS if v.tab)]
