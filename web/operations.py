"""The API's operations, each declared once: the routes, their checks, OpenAPI and docs/api.md read this.

``search`` operations take the whole grammar of ``search.request.PARAMETERS``; a parameter of the
same name in ``parameters`` stands instead of it.
"""

from __future__ import annotations

from search.request import FACET_NAMES, MAX_QUERY, Parameter
from web.operation import CSV, EXPORT_OPTIONS, JSON, JSON_LINES, Operation
from web.views import VIEWS

SUGGESTIONS = "application/x-suggestions+json"
OPENSEARCH = "application/opensearchdescription+xml"

# A page of values: a screenful for people, everything in few requests for programs.
FACET_PAGE, MAX_FACET_PAGE, MAX_FACET_PAGES = 100, 1_000, 100_000
SIMILAR, MAX_SIMILAR = 5, 50
SUGGESTED, MAX_SUGGESTED = 8, 50

_FACET_PAGING = (
    Parameter("page", "integer", "page of values, from 1", "1", (), 1, MAX_FACET_PAGES),
    Parameter("per_page", "integer", "values a page", str(FACET_PAGE), (), 1, MAX_FACET_PAGE),
)
_SIMILAR = (Parameter("limit", "integer", "how many articles at most", str(SIMILAR), (), 1, MAX_SIMILAR),)
_SUGGEST = (
    Parameter("q", "text", "the beginning of a word, a person or a place", maximum=MAX_QUERY),
    Parameter("limit", "integer", "how many at most", str(SUGGESTED), (), 1, MAX_SUGGESTED),
    Parameter("format", "choice", "opensearch answers as browsers want it", "json", ("json", "opensearch")),
)


OPERATIONS: dict[str, Operation] = {
    o.name: o
    for o in (
        Operation(
            "search",
            "/api/v1/search",
            "Search: one page of results, with facets. `Accept` may ask for an export instead.",
            ((JSON, "Search"), (CSV, "Table"), (JSON_LINES, "Lines")),
            search=True,
            errors=(400, 406, 414, 429, 503),
        ),
        Operation(
            "search_csv",
            "/api/v1/search.csv",
            "All results as CSV, however many; the parameters of paging and facets change nothing.",
            ((CSV, "Table"),),
            EXPORT_OPTIONS,
            search=True,
        ),
        Operation(
            "search_jsonl",
            "/api/v1/search.jsonl",
            "All results as JSON Lines, however many; the parameters of paging and facets change nothing.",
            ((JSON_LINES, "Lines"),),
            search=True,
        ),
        Operation(
            "article",
            "/api/v1/articles/{id}",
            "One article, whole, with its persons, places and dates.",
            ((JSON, "Article"),),
            errors=(400, 404, 414, 429, 503),
        ),
        Operation(
            "similar",
            "/api/v1/articles/{id}/similar",
            "The articles that share its rare words most.",
            ((JSON, "Similar"),),
            _SIMILAR,
            errors=(400, 404, 414, 429, 503),
        ),
        Operation(
            "facet",
            "/api/v1/facets/{name}",
            "All values of a facet under a search, paged; `facet.NAME.q` and `facet.NAME.sort` apply.",
            ((JSON, "FacetPage"),),
            _FACET_PAGING,
            search=True,
            errors=(400, 404, 414, 429, 503),
        ),
        Operation(
            "suggest",
            "/api/v1/suggest",
            "Completions: persons, places and words that begin so.",
            ((JSON, "Suggestions"), (SUGGESTIONS, "OpenSearchSuggestions")),
            _SUGGEST,
            errors=(400, 406, 414, 429, 503),
        ),
        Operation("status", "/api/v1/status", "What the index holds.", ((JSON, "Status"),)),
        Operation(
            "openapi", "/openapi.json", "This description.", ((JSON, "OpenApi"),), errors=(400, 414), cached=False
        ),
        Operation(
            "opensearch",
            "/opensearch.xml",
            "The search engine, for browsers to add.",
            ((OPENSEARCH, "Xml"),),
            errors=(400, 414),
            cached=False,
        ),
        Operation(
            "healthz",
            "/healthz",
            "Whether the site can answer: 200, or 503 without a usable index.",
            ((JSON, "Health"),),
            errors=(400, 414, 503),
            cached=False,
        ),
        *(operation for view in VIEWS for operation in view.operations),
    )
}

# Named values of path parameters.
PATH_PARAMETERS = {
    "id": Parameter("id", "text", "the id of an article, percent-encoded"),
    "name": Parameter("name", "choice", "the facet", choices=FACET_NAMES),
}
