"""SearchRequest: all that can be asked, each parameter declared once.

The site, the API, the feeds of data and the command line read the same pairs; the links of every
page are made by ``to_pairs``. Equal requests have equal canonical pairs, whatever the order typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from index.schema import FACETS, ROLL_UPS, column_of

Match = Literal["all", "any"]
Accents = Literal["loose", "strict"]
Sort = Literal["relevance", "newest", "oldest"]
Copies = Literal["folded", "all"]
Mode = Literal["any", "all", "not"]
FacetSort = Literal["count", "alpha"]
Pair = tuple[str, str]

VALUE_FACETS = tuple(f.name for f in FACETS if f.kind == "values")
DATE_FACETS = tuple(f.name for f in FACETS if f.kind == "dates")
FACET_NAMES = tuple(f.name for f in FACETS)

# A query longer than this is no question. Lucene stops at 1,024 clauses; 2,000 characters are some 300 words.
MAX_QUERY = 2_000
MAX_VALUE = 500
# An id may be a long URL.
MAX_ID = 2_000
# A cursor holds an article's id, which may be a long URL, in base64.
MAX_CURSOR = 8_000
MAX_PER_PAGE = 100
# A page further than this is asked for with a cursor, whose cost does not grow with its depth.
MAX_PAGE = 1_000
DEFAULT_PER_PAGE = 10
DEFAULT_FACET_LIMIT = 8
MAX_FACET_LIMIT = 1_000
# More filters than any reader combines; each costs a pass over the columns.
MAX_FILTERS = 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the grammar, as shown in OpenAPI, ``--help`` and docs/api.md."""

    name: str
    kind: Literal["text", "choice", "integer", "date", "values"]
    meaning: str
    default: str = ""
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0


def _parameters() -> Iterable[Parameter]:
    yield Parameter("q", "text", "the query, in the query language of docs/query-language.md", maximum=MAX_QUERY)
    yield Parameter("match", "choice", "whether all words of q are needed or any is enough", "all", ("all", "any"))
    yield Parameter(
        "accents", "choice", "strict tells marché from marche; loose does not", "loose", ("loose", "strict")
    )
    rolled = ", ".join(r.facet for r in ROLL_UPS)
    yield Parameter("within", "choice", f"1: a value of {rolled} stands for all that lies in it too", "0", ("0", "1"))
    for name in VALUE_FACETS:
        yield Parameter(name, "values", f"{name} has one of these values (repeat for OR)", maximum=MAX_VALUE)
        yield Parameter(f"{name}.all", "values", f"{name} has all of these values (repeat for AND)", maximum=MAX_VALUE)
        yield Parameter(f"{name}.not", "values", f"{name} has none of these values", maximum=MAX_VALUE)
    for name, what in zip(DATE_FACETS, ("published", "a date spoken of"), strict=True):
        yield Parameter(f"{name}.from", "date", f"{what}, from this day, month or year")
        yield Parameter(f"{name}.to", "date", f"{what}, until this day, month or year, included")
    yield Parameter(
        "copies",
        "choice",
        "folded: near-copies of a text are one result; all: each is one",
        "folded",
        ("folded", "all"),
    )
    yield Parameter("copies_of", "text", "only this article (an id) and its near-copies, none folded", maximum=MAX_ID)
    yield Parameter("sort", "choice", "order of the results", "relevance", ("relevance", "newest", "oldest"))
    yield Parameter("page", "integer", "page, from 1; further than the limit, use cursor", "1", (), 1, MAX_PAGE)
    yield Parameter("per_page", "integer", "results a page", str(DEFAULT_PER_PAGE), (), 1, MAX_PER_PAGE)
    yield Parameter("cursor", "text", "where the previous page ended (opaque; from next)", maximum=MAX_CURSOR)
    yield Parameter("facet", "values", "facets to count (repeat; none to count none); all when absent")
    for name in FACET_NAMES:
        default = str(DEFAULT_FACET_LIMIT)
        yield Parameter(f"facet.{name}.limit", "integer", f"values of {name}", default, (), 1, MAX_FACET_LIMIT)
        yield Parameter(f"facet.{name}.sort", "choice", f"order of {name}", "count", ("count", "alpha"))
        yield Parameter(f"facet.{name}.q", "text", f"only values of {name} with these words", maximum=MAX_VALUE)


PARAMETERS: dict[str, Parameter] = {p.name: p for p in _parameters()}


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """A value asked for (``any``, ``all``) or refused (``not``) in a facet of kind "values"."""

    facet: str
    mode: Mode
    value: str


@dataclass(frozen=True, slots=True, order=True)
class DateFilter:
    """Days of a facet of kind "dates": ISO prefixes, both ends included, "" = open."""

    facet: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, order=True)
class FacetOptions:
    """How much of a facet to give, and which values."""

    name: str
    limit: int = DEFAULT_FACET_LIMIT
    sort: FacetSort = "count"
    q: str = ""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Immutable; the ``with_…`` methods make the request of a link.

    ``within``: a value stands for all that lies in it (``index.schema.ROLL_UPS``), in filters and in
    counts alike. ``copies``: whether near-copies are one result; ``copies_of``: the id of an article, for it and its
    near-copies alone. ``facets`` is None for all of them. Filters are kept sorted, so equal searches are equal.
    """

    q: str = ""
    match: Match = "all"
    accents: Accents = "loose"
    within: bool = False
    filters: tuple[Filter, ...] = ()
    dates: tuple[DateFilter, ...] = ()
    copies: Copies = "folded"
    copies_of: str = ""
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    cursor: str = ""
    facets: tuple[str, ...] | None = None
    options: tuple[FacetOptions, ...] = field(default=())

    @classmethod
    def from_pairs(cls, pairs: Iterable[Pair]) -> SearchRequest:
        """Read decoded ``name=value`` pairs; BadRequest names every parameter that cannot be used."""
        from search.request_reader import read

        return read(pairs)

    def to_pairs(self) -> list[Pair]:
        """The canonical pairs: fixed order, defaults left out."""
        pairs = [("q", self.q), ("match", self.match), ("accents", self.accents)]
        pairs += [("within", str(int(self.within)))]
        pairs += [(f.facet if f.mode == "any" else f"{f.facet}.{f.mode}", f.value) for f in self.filters]
        for d in self.dates:
            pairs += [(f"{d.facet}.from", d.first), (f"{d.facet}.to", d.last)]
        pairs += [("copies", self.copies), ("copies_of", self.copies_of)]
        pairs += [("sort", self.sort), ("page", str(self.page)), ("per_page", str(self.per_page))]
        pairs += [("cursor", self.cursor), *(("facet", name) for name in self.facets or ())]
        if self.facets == ():
            pairs.append(("facet", "none"))
        for o in self.options:
            pairs += [(f"facet.{o.name}.limit", str(o.limit)), (f"facet.{o.name}.sort", o.sort)]
            pairs += [(f"facet.{o.name}.q", o.q)]
        return [(name, value) for name, value in pairs if value not in ("", PARAMETERS[name].default)]

    def column(self, facet: str) -> str:
        """The index field in which that facet is filtered and counted."""
        return column_of(facet, within=self.within)

    def values(self, facet: str, mode: Mode) -> tuple[str, ...]:
        """The values asked for in that facet and mode."""
        return tuple(f.value for f in self.filters if f.facet == facet and f.mode == mode)

    def date(self, facet: str) -> DateFilter:
        """The date filter of that facet; open at both ends when there is none."""
        return next((d for d in self.dates if d.facet == facet), DateFilter(facet, "", ""))

    def option(self, facet: str) -> FacetOptions:
        """The options of that facet, or the defaults."""
        return next((o for o in self.options if o.name == facet), FacetOptions(facet))

    def with_query(self, q: str) -> SearchRequest:
        """The same filters and order, another query, from the first page."""
        return replace(self.first_page(), q=q)

    def with_within(self, within: bool) -> SearchRequest:
        """With values standing for all that lies in them, or for themselves alone, from the first page."""
        return replace(self.first_page(), within=within)

    def with_filter(self, facet: str, value: str, mode: Mode = "any") -> SearchRequest:
        """One filter more (a value stands in one mode only), from the first page."""
        kept = self.without_filter(facet, value)
        return replace(kept, filters=tuple(sorted({*kept.filters, Filter(facet, mode, value)})))

    def without_filter(self, facet: str, value: str) -> SearchRequest:
        """Without that value, in whatever mode, from the first page."""
        kept = tuple(f for f in self.filters if (f.facet, f.value) != (facet, value))
        return replace(self.first_page(), filters=kept)

    def without_facet(self, facet: str) -> SearchRequest:
        """Without any filter of that facet, dates included, from the first page."""
        return replace(
            self.first_page(),
            filters=tuple(f for f in self.filters if f.facet != facet),
            dates=tuple(d for d in self.dates if d.facet != facet),
        )

    def with_copies(self, copies: Copies) -> SearchRequest:
        """With near-copies folded, or each a result, from the first page."""
        return replace(self.first_page(), copies=copies)

    def with_copies_of(self, article_id: str) -> SearchRequest:
        """Of that article and its near-copies alone, or of any when "", from the first page."""
        return replace(self.first_page(), copies_of=article_id)

    @property
    def folds(self) -> bool:
        """Whether near-copies are one result: among those of one text, each is."""
        return self.copies == "folded" and not self.copies_of

    def with_dates(self, facet: str, first: str, last: str) -> SearchRequest:
        """That stretch of days instead of the facet's present one, from the first page."""
        others = tuple(d for d in self.dates if d.facet != facet)
        added = (DateFilter(facet, first, last),) if first or last else ()
        return replace(self.first_page(), dates=tuple(sorted(others + added)))

    def without_filters(self) -> SearchRequest:
        """The query alone."""
        return replace(self.first_page(), filters=(), dates=(), copies_of="")

    def with_option(self, options: FacetOptions) -> SearchRequest:
        """With these options for their facet."""
        others = tuple(o for o in self.options if o.name != options.name)
        added = () if options == FacetOptions(options.name) else (options,)
        return replace(self, options=tuple(sorted(others + added)))

    def with_page(self, page: int) -> SearchRequest:
        """Another page of the same results."""
        return replace(self, page=page, cursor="")

    def with_cursor(self, cursor: str) -> SearchRequest:
        """What follows that place in the results."""
        return replace(self, page=1, cursor=cursor)

    def first_page(self) -> SearchRequest:
        """The first page of the same results."""
        return self.with_page(1)

    def with_sort(self, sort: Sort) -> SearchRequest:
        """Another order, from the first page."""
        return replace(self.first_page(), sort=sort)
