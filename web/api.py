"""The HTTP API: thin views over the searcher. What may be asked is in ``web.operations``.

Every view reads its parameters first (400 before any work), then confirms a cached answer (304)
before it makes one. Errors are raised, and turned into problem details by ``web.problems``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import NotFound

from search import envelope
from search.export.formats import FORMATS, Format
from search.reading.facet_values import FacetValues
from search.request import FACET_NAMES, SearchRequest
from web import answers, downloads, engine, openapi, opensearch, subscriptions
from web.negotiation import negotiated
from web.operation import EXPORT_OPTIONS, JSON, Operation
from web.operations import OPENSEARCH, OPERATIONS, SUGGESTIONS
from web.parameters import Values, read
from web.problems import RateExceeded
from web.rate import RateLimiter
from web.validators import etag, known, stamp
from web.views import VIEWS
from web.views.view import Answer

blueprint = Blueprint("api", __name__)

View = Callable[..., Response]

# These change only with the software, or with the site's address.
_LASTING = "public, max-age=3600"
# A hundred names: what a list costs the rate limit.
_BYTES_A_TOKEN = 2_000
_OF_EXPORTS = ("Content-Disposition", "Kiosque-Search", "Kiosque-Total", "Kiosque-Index", "Kiosque-Date")


def _route(operation: Operation) -> Callable[[View], View]:
    """The decorator for the view of that operation. Slashes are never merged: an id may hold "//"."""
    rule = operation.path.replace("{id}", "<path:article_id>").replace("{name}", "<name>")
    methods = [operation.method]
    return blueprint.route(rule, endpoint=operation.name, methods=methods, strict_slashes=False, merge_slashes=False)


@_route(OPERATIONS["search"])
def search() -> Response:
    """A page of results as JSON, or all of them as CSV or JSON Lines when ``Accept`` says so."""
    operation = OPERATIONS["search"]
    wanted, options = read(operation)
    match negotiated(operation):
        case "text/csv":
            response = _export(FORMATS["csv"], wanted, Values({p.name: p.default for p in EXPORT_OPTIONS}, {}))
        case "application/x-ndjson":
            response = _export(FORMATS["jsonl"], wanted, options)
        case _:
            response = _cached(lambda: _page(wanted), JSON, _flat(wanted))
    response.vary.add("Accept")
    return response


def _page(wanted: SearchRequest) -> Response:
    body = envelope.envelope(engine.searcher().search(wanted))
    return _linked(_json(body), body)


def _export(form: Format, wanted: SearchRequest, options: Values) -> Response:
    # The file says on which day it was made, so the day is part of the question.
    question = (form.name, _flat(wanted), options.values(), [downloads.today()])
    return _cached(lambda: downloads.articles(form, wanted, options), *question)


def _add_exports() -> None:
    """Each format at its address."""

    def serving(form: Format) -> View:
        operation = OPERATIONS[f"search_{form.name}"]
        return _route(operation)(lambda: _export(form, *read(operation)))

    for form in FORMATS.values():
        serving(form)


@_route(OPERATIONS["article"])
def article(article_id: str) -> Response:
    """One article."""
    read(OPERATIONS["article"])
    return _cached(lambda: _json(answers.article(engine.searcher().get(article_id))), article_id)


@_route(OPERATIONS["similar"])
def similar(article_id: str) -> Response:
    """Articles like it."""
    limit = int(read(OPERATIONS["similar"])[1]["limit"])

    def answer() -> Response:
        hits = engine.searcher().similar(article_id, limit)
        return _json(answers.similar(article_id, hits))

    return _cached(answer, article_id, [str(limit)])


@_route(OPERATIONS["facet"])
def facet(name: str) -> Response:
    """One page of the values of a facet."""
    wanted, own = read(OPERATIONS["facet"])
    if name not in FACET_NAMES:
        raise NotFound
    page, per_page = int(own["page"]), int(own["per_page"])
    base = OPERATIONS["facet"].path.replace("{name}", quote(name))

    def answer() -> Response:
        found = engine.searcher().facet(wanted, name, page, per_page)
        body = answers.facet_page(found, wanted, base, page, per_page)
        return _linked(_json(body), body)

    return _cached(answer, name, _flat(wanted), [str(page), str(per_page)])


@_route(OPERATIONS["facet_csv"])
def facet_csv(name: str) -> Response:
    """All values of a facet as a table."""
    wanted, own = read(OPERATIONS["facet_csv"])
    if name not in FACET_NAMES:
        raise NotFound

    def answer() -> Response:
        found = engine.searcher().ask(FacetValues(wanted, name))
        response = downloads.cells(answers.value_rows(found), own, downloads.filename(wanted, name, "csv"))
        return downloads.told(response, wanted)

    return _cached(answer, name, _flat(wanted), own.values(), [downloads.today()])


@_route(OPERATIONS["suggest"])
def suggest() -> Response:
    """Completions, in our shape or in that of browsers."""
    operation = OPERATIONS["suggest"]
    own = read(operation)[1]
    for_browsers = own["format"] == "opensearch" or negotiated(operation) == SUGGESTIONS
    q = own["q"]

    def answer() -> Response:
        found = engine.searcher().suggest(q, int(own["limit"])) if q else ()
        if for_browsers:
            return _json(answers.browser_suggestions(q, found), SUGGESTIONS)
        return _json(answers.suggestions(q, found))

    response = _cached(answer, own.values(), [str(for_browsers)])
    response.vary.add("Accept")
    return response


def _add_feeds() -> None:
    """A search as a feed, in each format."""

    def serving(suffix: str) -> View:
        operation = OPERATIONS[f"feed_{suffix}"]

        def serve() -> Response:
            wanted, own = read(operation)
            question = (_flat(wanted), own.values(), [request.host_url])
            return _cached(lambda: subscriptions.response(suffix, operation.answers[0][0], wanted, own), *question)

        return _route(operation)(serve)

    for suffix in ("atom", "json"):
        serving(suffix)


@_route(OPERATIONS["status"])
def status() -> Response:
    """The corpus."""
    read(OPERATIONS["status"])
    return _cached(lambda: _json(answers.status(engine.searcher().status())))


@_route(OPERATIONS["healthz"])
def healthz() -> Response:
    """200 while the index can be used; IndexUnusable, hence 503, when it cannot."""
    read(OPERATIONS["healthz"])
    response = _json({"status": "ok", "index": envelope.index_json(engine.searcher().state())})
    response.headers["Cache-Control"] = "no-store"
    return response


@_route(OPERATIONS["openapi"])
def openapi_json() -> Response:
    """The description of the API."""
    read(OPERATIONS["openapi"])
    response = _json(openapi.document(engine.settings().site_name))
    response.headers["Cache-Control"] = _LASTING
    return response


@_route(OPERATIONS["opensearch"])
def opensearch_xml() -> Response:
    """The description for browsers."""
    read(OPERATIONS["opensearch"])
    body = opensearch.description(engine.settings().site_name, request.url_root)
    response = Response(body, content_type=f"{OPENSEARCH}; charset=utf-8")
    response.headers["Cache-Control"] = _LASTING
    return response


def _add_views() -> None:
    """Each operation of the reading room: its view reads parameters, then answers what the client has not yet."""

    def serving(operation: Operation, answer: Answer) -> View:
        def serve() -> Response:
            wanted, own = read(operation)
            question = (_flat(wanted), [text for pair in own.to_pairs() for text in pair])
            if operation.answers[0][0] == JSON:
                return _cached(lambda: answer(wanted, own), *question)
            # Files have the day in their names.
            day = [downloads.today()]
            return _cached(lambda: downloads.told(answer(wanted, own), wanted), *question, day)

        return serve

    for view in VIEWS:
        for operation in view.operations:
            answer = view.posts.get(operation.name)
            _route(operation)(answer or serving(operation, view.answers[operation.name]))


def _flat(wanted: SearchRequest) -> list[str]:
    return [text for pair in wanted.to_pairs() for text in pair]


def _json(body: Any, media_type: str = JSON) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text.encode("utf-8", "replace"), content_type=media_type)


def _cached(make: Callable[[], Response], *question: Iterable[str]) -> Response:
    """304 when the client has the answer already, else the answer with its validator."""
    tag = etag(engine.searcher().state(), [request.endpoint or ""], *question)
    return stamp(Response(status=304) if known(tag) else make(), tag)


def _linked(response: Response, body: dict[str, Any]) -> Response:
    """With the body's ``next`` and ``prev`` as a Link header (RFC 8288)."""
    links = [f'<{body[rel]}>; rel="{rel}"' for rel in ("next", "prev") if body[rel]]
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


@blueprint.before_app_request
def _limit_rate() -> None:
    limited = request.path.startswith("/api/") or request.method == "POST"
    if request.method == "OPTIONS" or not limited:
        return
    limiter: RateLimiter = current_app.extensions.setdefault("kiosque.rate", RateLimiter(engine.settings().rate_limit))
    # A list is as much work as many questions.
    if seconds := limiter.wait(request.remote_addr, 1 + (request.content_length or 0) // _BYTES_A_TOKEN):
        raise RateExceeded(seconds)


@blueprint.after_app_request
def _open_to_other_sites(response: Response) -> Response:
    """Any site's page may GET the API; no credentials, so nothing of a reader's comes with it."""
    shared = request.path.startswith("/api/") or request.path == OPERATIONS["openapi"].path
    if shared and request.method in ("GET", "HEAD", "OPTIONS"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, " + ", ".join(_OF_EXPORTS)
    if shared and request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


_add_exports()
_add_feeds()
_add_views()
