"""SearchResult → the JSON envelope that the API answers and ``python -m search --json`` prints.

Keys may be added in later versions, never renamed or given another meaning. Highlights are given
twice: as offsets (``marks``), and as HTML that is escaped first and marked after, never the reverse.
"""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from index.article import Article
from search.query.explain import explain
from search.query.tree import Problem
from search.request import SearchRequest
from search.result import Copy, CopyGroup, FacetResult, FacetValue, Hit, IndexState, Marked, Proposal, SearchResult

SEARCH = "/api/v1/search"
ARTICLES = "/api/v1/articles/"
PAGES = "/article/"

Json = dict[str, Any]


def envelope(result: SearchResult, base: str = SEARCH) -> Json:
    """The whole answer, ready for ``json.dumps``; its links are relative and start with ``base``."""
    request = result.request
    return {
        "query": {
            "q": request.q,
            "parsed": explain(result.tree),
            "problems": [_problem(p) for p in result.problems],
        },
        "canonical": link(request, base),
        "total": result.total,
        "total_is_exact": True,
        "results": result.results,
        "page": request.page,
        "per_page": request.per_page,
        "next": link(result.next, base) if result.next else None,
        "prev": link(result.previous, base) if result.previous else None,
        "hits": [hit_json(hit, base) for hit in result.hits],
        "facets": {name: facet_json(facet, base) for name, facet in result.facets.items()},
        "proposals": [_proposal(p, base) for p in result.proposals],
        "took_ms": round(result.took_ms, 2),
        "index": index_json(result.index),
    }


def link(request: SearchRequest, base: str = SEARCH) -> str:
    """The canonical relative URL of that request."""
    query = urlencode(request.to_pairs())
    return f"{base}?{query}" if query else base


def page_of(article_id: str) -> str:
    """The site's page of that article. Everything is quoted, slashes too: an id may be a URL."""
    return PAGES + quote(article_id, safe="")


def public_url(article: Article) -> str:
    """The article's own address when it is a web address, else its page on the site.

    A source's ``url`` may be anything: ``javascript:…`` must never come out as a link.
    """
    return article.url if is_web_address(article.url) else page_of(article.id)


def is_web_address(url: str) -> bool:
    """Whether it is an absolute http or https URL with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": no address at all
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def hit_json(hit: Hit, base: str = SEARCH) -> Json:
    """One result; ``url`` leads to the source, ``link`` to the site, ``api`` to the whole article."""
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published or None,
        "score": round(hit.score, 4),
        "url": public_url(article),
        "link": page_of(article.id),
        "api": ARTICLES + quote(article.id, safe=""),
        "source": article.source,
        "section": article.section,
        "authors": list(article.authors),
        "persons": [p.value for p in article.persons or ()],
        "places": [p.value for p in article.places or ()],
        "title_marks": [list(span) for span in hit.title.marks],
        "title_html": marked_html(hit.title),
        "snippets": [_snippet(s) for s in hit.snippets],
        "copies_of": article.copies_of,
        "copies": copies_json(hit.copies, base) if hit.copies else None,
    }


def copies_json(group: CopyGroup, base: str = SEARCH) -> Json:
    """Near-copies; ``url`` finds them all."""
    return {
        "id": group.id,
        "total": group.total,
        "count": group.count,
        "sources": group.sources,
        "url": versions(group.id, base),
        "shown": [_copy(copy) for copy in group.shown],
    }


def versions(article_id: str, base: str = SEARCH) -> str:
    """The search for an article and its near-copies, the first published first."""
    return link(SearchRequest(copies_of=article_id, sort="oldest"), base)


def _copy(copy: Copy) -> Json:
    article = copy.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published or None,
        "source": article.source,
        "kind": copy.kind,
        "link": page_of(article.id),
        "api": ARTICLES + quote(article.id, safe=""),
    }


def _snippet(marked: Marked) -> Json:
    return {
        "field": marked.field,
        "offset": marked.offset,
        "text": marked.text,
        "marks": [list(span) for span in marked.marks],
        "html": marked_html(marked),
    }


def marked_html(marked: Marked) -> str:
    """The text escaped, its marked spans within ``<mark>``; spans that overlap or touch are joined."""
    parts, at = [], 0
    for start, end in sorted(marked.marks):
        first = max(start, at)
        if first < end:
            parts += [html.escape(marked.text[at:first]), "<mark>", html.escape(marked.text[first:end]), "</mark>"]
            at = end
    parts.append(html.escape(marked.text[at:]))
    return "".join(parts).replace("</mark><mark>", "")


def facet_json(facet: FacetResult, base: str = SEARCH) -> Json:
    """A facet; ``level`` (year, month, day) stands with dates only."""
    level = {"level": facet.level} if facet.level else {}
    return {
        "name": facet.name,
        **level,
        "total_values": facet.total_values,
        "exact": facet.exact,
        "without": facet.without,
        "values": [_facet_value(v, base) for v in facet.values],
    }


def _facet_value(value: FacetValue, base: str) -> Json:
    """A value; ``path`` stands in roll-ups only."""
    path = {"path": list(value.path)} if value.path else {}
    return {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
        **path,
        "url": link(value.toggled, base),
    }


def _problem(problem: Problem) -> Json:
    return {"code": problem.code, "detail": problem.detail, "start": problem.start, "end": problem.end}


def _proposal(proposal: Proposal, base: str) -> Json:
    return {
        "kind": proposal.kind,
        "text": proposal.text,
        "total": proposal.total,
        "url": link(proposal.request, base),
    }


def index_json(state: IndexState) -> Json:
    """Which index answered: what a citation needs."""
    return {
        "version": state.version,
        "generation": state.generation,
        "built_at": state.built_at,
        "articles": state.articles,
    }
