"""Feeds over HTTP: which articles of which search, in one of the formats of ``web.feeds``."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, g, request

from search.reading.arrivals import Arrivals
from search.request import MAX_PAGE, Pair, SearchRequest
from web import chips, engine, feeds, links
from web.language import t
from web.operations import FEED_PAGE
from web.parameters import Values


def response(suffix: str, media_type: str, wanted: SearchRequest, own: Values) -> Response:
    """The feed: ``suffix`` is atom or json."""
    # A subscription has no reader's language, and its texts must not change with who fetches it.
    g.lang = "fr"
    count = int(own["per_page"])
    scope = replace(wanted.first_page(), sort="relevance", facets=None, options=())
    found = engine.searcher().ask(Arrivals(scope, count, (wanted.page - 1) * count))
    root = request.host_url.rstrip("/")

    def page(number: int) -> str:
        paging: list[Pair] = [("page", str(number))] if number > 1 else []
        paging += [("per_page", str(count))] if count != FEED_PAGE else []
        return root + links.feed(suffix, scope, paging)

    made = feeds.Feed(
        site=engine.settings().site_name,
        title=f"{engine.settings().site_name} : {_name(scope)}",
        host=request.host,
        search=root + links.scope(scope),
        here=page(wanted.page),
        before=page(wanted.page - 1) if wanted.page > 1 else "",
        after=page(wanted.page + 1) if wanted.page * count < found.fresh and wanted.page < MAX_PAGE else "",
        articles=root + links.root("article/"),
        state=engine.searcher().state().built_at,
        found=found,
    )
    text = "".join(feeds.atom(made)) if suffix == "atom" else feeds.json_feed(made)
    return Response(text.encode("utf-8", "replace"), content_type=f"{media_type}; charset=utf-8")


def _name(scope: SearchRequest) -> str:
    """The search in words."""
    return ", ".join([scope.q or t("results.all"), *(chip.sentence for chip in chips.chips(scope))])
