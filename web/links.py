"""Every address the pages print. A search's address is its canonical pairs, so equal searches have
equal addresses; all are made here, none in a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode, urlsplit

from flask import request as http
from flask import url_for

from index.entities.calendar import has_year, parse_date
from search.envelope import is_web_address
from search.request import FacetOptions, Pair, SearchRequest
from web.operation import Operation

__all__ = ["is_web_address"]

# The longest query fits; an address too long to be served is not worth coming back to.
_MAX_RETURN = 20_000
_NO_SEARCH = SearchRequest()


def _with_pairs(path: str, pairs: Sequence[Pair]) -> str:
    query = urlencode(pairs)
    return f"{path}?{query}" if query else path


def search(wanted: SearchRequest) -> str:
    """The page of results of that search; the home page when it asks for nothing."""
    return _with_pairs(url_for("site.search"), wanted.to_pairs())


def query(q: str) -> str:
    """The results of that query."""
    return search(SearchRequest(q=q))


def everything() -> str:
    """All articles, newest first."""
    return search(SearchRequest(sort="newest"))


def entity(facet: str, value: str) -> str:
    """The articles with that value."""
    return search(_NO_SEARCH.with_filter(facet, value))


def spoken(value: str) -> str:
    """The articles that speak of that date or interval, or of that day of whatever year when it has
    none; "" for what no search can say."""
    if not has_year(value):
        return search(SearchRequest(q=f"évoqué:{value}"))
    first, _, last = value.partition("/")
    if parse_date(first) != first or parse_date(last or first) != (last or first):
        return ""
    return search(_NO_SEARCH.with_dates("mentioned", first, last or first))


def versions(article_id: str) -> str:
    """That article and its near-copies, the first published first."""
    return search(SearchRequest(copies_of=article_id, sort="oldest"))


def published(value: str, source: str = "") -> str:
    """The articles published in that year, of that source when one is named."""
    wanted = _NO_SEARCH.with_dates("date", value, value)
    return search(wanted.with_filter("source", source) if source else wanted)


def article(article_id: str, come_from: SearchRequest = _NO_SEARCH) -> str:
    """An article's page; the search one comes from marks its words there and gives the way back.

    Everything in the id is quoted, slashes too: an id may be a URL.
    """
    path = url_for("site.search") + "article/" + quote(article_id, safe="")
    return _with_pairs(path, replace(come_from, facets=None, options=()).to_pairs())


def values(facet: str, wanted: SearchRequest, options: FacetOptions | None = None, page: int = 1) -> str:
    """The page of all values of a facet, within that search."""
    scoped = replace(wanted, facets=None, options=()).with_option(options or FacetOptions(facet))
    return _with_pairs(url_for("site.facet", name=facet), scoped.with_page(page).to_pairs())


def scope(wanted: SearchRequest) -> str:
    """The page of a search in its plainest form, from its first article on: what an export names as where it comes from."""
    return _with_pairs(url_for("site.search"), _scope(wanted)) if _scope(wanted) else everything()


def feed(suffix: str, wanted: SearchRequest, paging: Sequence[Pair] = ()) -> str:
    """The feed of that search: ``atom`` or ``json``."""
    return _with_pairs(f"{url_for('site.search')}feed.{suffix}", [*_scope(wanted), *paging])


def api(name: str, wanted: SearchRequest, own: Sequence[Pair] = ()) -> str:
    """The same search over the API: ``search``, or an export (``search.csv``, ``search.jsonl``),
    which has all the results whatever the page; ``own``: parameters of its own."""
    asked = wanted if name == "search" else replace(wanted.first_page(), per_page=_NO_SEARCH.per_page)
    return _with_pairs(f"{url_for('site.search')}api/v1/{name}", [*replace(asked, options=()).to_pairs(), *own])


def values_file(facet: str, wanted: SearchRequest, options: FacetOptions) -> str:
    """All values of a facet within that search, as CSV."""
    scoped = replace(wanted.first_page(), facets=None, options=()).with_option(options)
    return _with_pairs(f"{url_for('site.search')}api/v1/facets/{facet}.csv", scoped.to_pairs())


def view(name: str, wanted: SearchRequest, own: Sequence[Pair] = ()) -> str:
    """The page of a view of the reading room; ``own`` are its own parameters, as far as they are not the usual ones."""
    return _with_pairs(url_for(f"reading.{name}"), [*_scope(wanted), *own])


def operation(asked: Operation, wanted: SearchRequest, own: Sequence[Pair] = ()) -> str:
    """An operation of the API with that search and those parameters of its own."""
    return _with_pairs(url_for("site.search").rstrip("/") + asked.path, [*_scope(wanted), *own])


def _scope(wanted: SearchRequest) -> list[Pair]:
    """What says which articles: neither order, page nor facets."""
    plain = replace(wanted.first_page(), sort="relevance", per_page=_NO_SEARCH.per_page, facets=None, options=())
    return plain.to_pairs()


def query_of(wanted: SearchRequest) -> str:
    """The query string that says which articles, as one value of another address."""
    return urlencode(_scope(wanted))


def api_article(article_id: str) -> str:
    """The JSON twin of an article's page."""
    return f"{url_for('site.search')}api/v1/articles/{quote(article_id, safe='')}"


def root(path: str) -> str:
    """A path of the site that no page of it serves (``openapi.json``)."""
    return url_for("site.search") + path


def switch(lang: str) -> str:
    """The language switch that comes back to the present page."""
    here = http.full_path.rstrip("?")
    # After a refused request the way back is the home page.
    usable = http.method in ("GET", "HEAD") and len(here) <= _MAX_RETURN
    return url_for("site.language", lang=lang, next=http.script_root + (here if usable else "/"))


def is_local(address: str) -> bool:
    r"""Whether a redirect there stays on this site: an absolute path, whatever tricks a browser plays.

    >>> [is_local(a) for a in ("/?q=a", "//evil.example", "/\\evil", "https://evil.example", "")]
    [True, False, False, False, False]
    """
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    if not plain or any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def host(address: str) -> str:
    """The host of a web address, without "www."."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
