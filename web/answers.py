"""The bodies of the API's answers, beside the search envelope; pure: values in, JSON-ready values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from index.article import Article
from search.envelope import ARTICLES, facet_json, hit_json, index_json, page_of, public_url, versions
from search.export.record import record
from search.reading.facet_values import FacetValuesAnswer
from search.request import SearchRequest
from search.result import FacetResult, Hit, Status, Suggestion
from web.operations import FACET_PAGE

Json = dict[str, Any]


def article(found: Article) -> Json:
    """An article, whole. ``url`` is always a usable link; ``published`` is null when not known."""
    here = ARTICLES + quote(found.id, safe="")
    return {
        **record(found),
        "published": found.published or None,
        "url": public_url(found),
        "link": page_of(found.id),
        "api": here,
        "similar": f"{here}/similar",
        "versions": versions(found.id),
    }


def similar(article_id: str, hits: Iterable[Hit]) -> Json:
    """The hits that are like that article."""
    return {"id": article_id, "hits": [hit_json(hit) for hit in hits]}


def facet_page(found: FacetResult, wanted: SearchRequest, base: str, page: int, per_page: int) -> Json:
    """One page of a facet's values, with the pages before and after it."""
    # Chosen values stay in the list even when nothing has them; total_values does not count those.
    most = found.total_values + sum(f.facet == found.name for f in wanted.filters)
    paged = not found.level  # dates come all at once: a histogram has no pages
    more = paged and len(found.values) == per_page and page * per_page < most

    def link(number: int) -> str:
        # Paging here is that of values, with limits and a default of its own.
        pairs = replace(wanted, page=1, cursor="").to_pairs()
        pairs += [("page", str(number))] if number > 1 else []
        pairs += [("per_page", str(per_page))] if per_page != FACET_PAGE else []
        return f"{base}?{urlencode(pairs)}" if pairs else base

    return {
        **facet_json(found),
        "canonical": link(page),
        "page": page,
        "per_page": per_page,
        "next": link(page + 1) if more else None,
        "prev": link(page - 1) if paged and page > 1 else None,
    }


def value_rows(found: FacetValuesAnswer) -> Iterator[Sequence[str]]:
    """The values of a facet as a table."""
    yield found.name, "articles"
    yield from ((value, str(count)) for value, count in found.values)


def suggestions(prefix: str, found: Iterable[Suggestion]) -> Json:
    """Completions with their kind and how many articles have them."""
    return {"q": prefix, "suggestions": [{"text": s.text, "kind": s.kind, "count": s.count} for s in found]}


def browser_suggestions(prefix: str, found: Iterable[Suggestion]) -> list[Any]:
    """The same as browsers want it (OpenSearch Suggestions 1.1): ``["ma", ["Macron", "marché"]]``."""
    return [prefix, [s.text for s in found]]


def status(found: Status) -> Json:
    """The corpus; where it lies on the server's disk is nobody's business."""
    return {
        "index": index_json(found.index),
        "first_day": found.first_day or None,
        "last_day": found.last_day or None,
        "undated": found.undated,
        "values": dict(found.values),
        "coverage": [
            {
                "source": c.source,
                "total": c.total,
                "years": [{"year": year or None, "count": count} for year, count in c.years],
            }
            for c in found.coverage
        ],
        "copies": {
            "groups": found.copies.groups,
            "articles": found.copies.articles,
            "largest": [
                {"id": article.id, "title": article.title, "total": count, "url": versions(article.id)}
                for article, count in found.copies.largest
            ],
        },
        "size_bytes": found.size_bytes,
        "fingerprint": found.fingerprint,
    }
