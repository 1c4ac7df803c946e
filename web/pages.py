"""The pages of the site. Each is a GET; each reads its address, asks the searcher, prints.

A page whose reader already has it answers 304 before anything is searched.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as BaseResponse

from index.article import Article
from index.schema import FACETS
from search.query.examples import EXAMPLES
from search.request import FACET_NAMES, MAX_PAGE, VALUE_FACETS, FacetOptions, SearchRequest
from search.result import FacetResult, Hit, IndexState, SearchResult
from search.searcher import Searcher
from web import (
    alphabet,
    article_view,
    chips,
    conditional,
    coverage,
    engine,
    facet_views,
    histograms,
    i18n,
    links,
    pager,
)
from web.language import COOKIE

blueprint = Blueprint("site", __name__)

# What the home page shows: enough to be curious, little enough to be read.
_LATEST = 6
_HOME_VALUES = 12
# One example of each thing to try first: words, a phrase, a choice, a person, a beginning of words, a date.
_FIRST_EXAMPLES = (
    "élections européennes",
    "« état d’urgence »",
    "(grève OU manifestation) retraites",
    'personne:"Emmanuel Macron"',
    "électri*",
    "date:[mars 2017 À 2018]",
)
# A page of a facet's values: three columns of some thirty-five lines.
_VALUES_A_PAGE = 100
_SIMILAR = 5
# Near-copies, which stand in a list of their own, come first among what is like an article.
_COPIES_AMONG_SIMILAR = 10
_NO_INDEX = IndexState("", 0, "", 0)
_YEAR_IN_SECONDS = 365 * 86_400


class AnyId(BaseConverter):
    """An article's id: anything, slashes included, since an id may be a URL."""

    regex = ".+"
    part_isolating = False


def _asked() -> SearchRequest:
    return SearchRequest.from_pairs(request.args.items(multi=True))


@blueprint.get("/")
def search() -> Response:
    """The home page; the results as soon as anything is asked."""
    wanted = _asked()
    searcher = engine.searcher()
    return conditional.unchanged(searcher.state()) or (
        _results(searcher, wanted) if wanted.to_pairs() else _home(searcher)
    )


def _home(searcher: Searcher) -> Response:
    many = tuple(FacetOptions(name, limit=_HOME_VALUES) for name in ("person", "place"))
    wanted = SearchRequest(sort="newest", per_page=_LATEST, facets=("person", "place", "date"), options=many)
    found = searcher.search(wanted)
    everything = SearchRequest()
    body = render_template(
        "home.html",
        found=found,
        years=histograms.view(found.facets["date"], everything),
        persons=facet_views.view(found.facets["person"], everything),
        places=facet_views.view(found.facets["place"], everything),
        examples=[e for e in EXAMPLES if e.query in _FIRST_EXAMPLES],
        wanted=everything,
    )
    return conditional.page(body, found.index)


def _results(searcher: Searcher, wanted: SearchRequest) -> Response:
    found = searcher.search(replace(wanted, facets=None))
    body = render_template(
        "results.html",
        found=found,
        wanted=wanted,
        chips=chips.chips(wanted),
        cleared=chips.cleared(wanted),
        facets=_facets(found, wanted),
        pages=_pages(found, wanted),
        page_address=lambda n: links.search(wanted.with_page(n)),
        first_rank=(wanted.page - 1) * wanted.per_page + 1,
        view="",
    )
    return conditional.page(body, found.index)


def _facets(found: SearchResult, wanted: SearchRequest) -> list[facet_views.FacetView | histograms.Histogram]:
    """The facets in their order; those without any value only where they narrow the results."""
    narrowing = {f.facet for f in wanted.filters} | {d.facet for d in wanted.dates}
    return [
        histograms.view(found.facets[f.name], wanted)
        if f.kind == "dates"
        else facet_views.view(found.facets[f.name], wanted)
        for f in FACETS
        if (found.total and found.facets[f.name].values) or f.name in narrowing
    ]


def _pages(found: SearchResult, wanted: SearchRequest) -> list[int | None]:
    """The page numbers to offer; none for a single page, nor where a cursor stands for the number."""
    last = pager.page_count(found.results, wanted.per_page, MAX_PAGE)
    return [] if wanted.cursor or last == 1 else pager.offered(wanted.page, last)


@blueprint.get("/article/<any_id:article_id>")
def article(article_id: str) -> Response:
    """One article; its address may carry the search one comes from."""
    come_from = _asked()
    searcher = engine.searcher()
    return conditional.unchanged(searcher.state()) or _article(searcher, article_id, come_from)


def _article(searcher: Searcher, article_id: str, come_from: SearchRequest) -> Response:
    found = searcher.get(article_id)
    body = render_template(
        "article.html",
        article=found,
        view=article_view.view(found, come_from),
        similar=_similar(searcher, found),
        copies=searcher.copies(article_id),
        come_from=come_from,
        wanted=come_from,
        source_url=found.url if links.is_web_address(found.url) else "",
    )
    return conditional.page(body, searcher.state())


def _similar(searcher: Searcher, article: Article) -> list[Hit]:
    """Articles like it that are not the same."""
    hits = searcher.similar(article.id, _SIMILAR + _COPIES_AMONG_SIMILAR)
    others = [hit for hit in hits if not article.copies_of or hit.article.copies_of != article.copies_of]
    return others[:_SIMILAR]


@blueprint.get("/facet/<name>")
def facet(name: str) -> Response:
    """All values of a facet within a search: paged, searchable, with an alphabet."""
    if name not in FACET_NAMES:
        raise NotFound
    wanted = _asked()
    searcher = engine.searcher()
    return conditional.unchanged(searcher.state()) or _facet(searcher, name, wanted)


def _facet(searcher: Searcher, name: str, wanted: SearchRequest) -> Response:
    options = facet_views.options(wanted, name)
    scope = replace(wanted.first_page(), facets=None, options=()).with_option(options)
    found = searcher.facet(scope, name, wanted.page, _VALUES_A_PAGE)
    plain = replace(scope, options=())
    last = pager.page_count(found.total_values, _VALUES_A_PAGE, MAX_PAGE)
    body = render_template(
        "facet.html",
        name=name,
        found=found,
        values=facet_views.list_views(found, plain),
        dates=name not in VALUE_FACETS,
        wanted=plain,
        options=options,
        chips=chips.chips(plain),
        cleared=chips.cleared(plain),
        unsought=replace(options, q=""),
        orders=[(sort, replace(options, sort=sort)) for sort in ("count", "alpha")],
        letters=_letters(found, plain, options),
        scopes=facet_views.scopes(plain, name, lambda scoped: links.values(name, scoped, options)),
        anchors=alphabet.anchors(found, options),
        page_address=lambda n: links.values(name, plain, options, n),
        pages=pager.offered(wanted.page, last) if last > 1 else [],
        page=wanted.page,
        last=last,
    )
    return conditional.page(body, searcher.state())


def _letters(found: FacetResult, wanted: SearchRequest, options: FacetOptions) -> dict[str, str]:
    """For each letter, the address where it begins in the alphabetical list."""
    alphabetical = replace(options, sort="alpha")
    return {
        letter: f"{links.values(found.name, wanted, alphabetical, page)}#{alphabet.anchor(letter)}"
        for letter, page in alphabet.pages(found, _VALUES_A_PAGE).items()
    }


@blueprint.get("/aide")
def guide() -> Response:
    """How to search, by examples that are real searches."""
    # It says nothing of the index, so it can be read without one.
    return conditional.unchanged(_NO_INDEX) or conditional.page(
        render_template("help.html", examples=EXAMPLES), _NO_INDEX
    )


@blueprint.get("/recherches")
def searches() -> Response:
    """The searches that the reader's own browser keeps: the page is the same for all, its script fills it."""
    return conditional.unchanged(_NO_INDEX) or conditional.page(render_template("searches.html"), _NO_INDEX)


@blueprint.get("/corpus")
def corpus() -> Response:
    """What the index holds."""
    searcher = engine.searcher()
    return conditional.unchanged(searcher.state()) or _corpus(searcher)


def _corpus(searcher: Searcher) -> Response:
    status = searcher.status()
    body = render_template(
        "corpus.html",
        status=status,
        years=coverage.years(status),
        columns=coverage.columns(status),
        sources=coverage.sources(status),
        facets=FACETS,
        nothing=SearchRequest(),
    )
    return conditional.page(body, status.index)


@blueprint.get("/langue/<lang>")
def language(lang: str) -> BaseResponse:
    """Keep the reader's choice of language, and go back to where it was made."""
    if lang not in i18n.LANGUAGES:
        raise NotFound
    target = request.args.get("next", "/")
    response = redirect(target if links.is_local(target) else links.search(SearchRequest()), 303)
    response.set_cookie(COOKIE, lang, max_age=_YEAR_IN_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Articles and plain pages may be indexed; the endless combinations of filters may not."""
    response = Response(render_template("robots.txt"), mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
