"""Network: the persons and places that occur together in the articles of a search, drawn and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from flask import Response, request

from search.export import graphml
from search.reading.network import MOST_NODES, OF, WEIGHTS, Edge, Network, NetworkAnswer
from search.request import Parameter, SearchRequest
from web import downloads, engine, graphs, links
from web.i18n import display
from web.language import counted, lang, t
from web.openapi_schemas import COUNT, LINK, NUMBER, STRING, closed, many, one_of, said
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values
from web.views import narrowing, rendering
from web.views.room import Room
from web.views.view import View, as_json

_OF = Parameter("of", "choice", "the nodes: persons, places or both", "both", OF)
_WEIGHT = Parameter(
    "weight", "choice", "what makes a pair strong: its articles, or normalised mutual information", "count", WEIGHTS
)
_TOP = Parameter("top", "integer", "how many nodes, the most frequent", "40", (), 2, MOST_NODES)
_LEAST = Parameter("least", "integer", "pairs in fewer articles are left out", "3", (), 1, 1_000)
_OWN = (_OF, _WEIGHT, _TOP, _LEAST)
_TOPS, _LEASTS = (20, 40, 80, 150), (1, 3, 10, 30)
_ROWS = 40
# Lines for each node: with more a drawing is a ball of wool.
_LINES_A_NODE = 2.5
# So many bytes of a page are for what the drawing and the table link to; a mark with its label takes so much beside its address.
_BYTES, _MARK = 78_000, 200
OPERATIONS = (
    Operation(
        "network",
        "/api/v1/network",
        "The persons and places of the results, and which occur together: counts and normalised mutual information.",
        ((JSON, "Network"),),
        _OWN,
        search=True,
    ),
    Operation(
        "network_csv", "/api/v1/network.csv", "The pairs, one a row.", ((CSV, "Table"),), (*_OWN, *EXPORT_OPTIONS), True
    ),
    Operation(
        "network_graphml",
        "/api/v1/network.graphml",
        "The same as GraphML, for Gephi and other programs.",
        ((graphml.MEDIA_TYPE, "Xml"),),
        _OWN,
        search=True,
    ),
)


def _found(wanted: SearchRequest, own: Values) -> NetworkAnswer:
    of = next(of for of in OF if of == own["of"])
    weight = next(weight for weight in WEIGHTS if weight == own["weight"])
    return engine.searcher().ask(Network(wanted, of, weight, int(own["top"]), int(own["least"])))


def _having(found: NetworkAnswer, *places: int) -> SearchRequest:
    nodes = [found.nodes[n] for n in places]
    return narrowing.having(found.request, *((node.facet, node.value) for node in nodes))


def _pair(found: NetworkAnswer, edge: Edge) -> SearchRequest:
    return _having(found, edge.first, edge.second)


def answer(wanted: SearchRequest, own: Values) -> Response:
    """For programs."""
    found = _found(wanted, own)
    return as_json(
        {
            "of": own["of"],
            "weight": own["weight"],
            "total": found.total,
            "nodes": [
                {
                    "facet": node.facet,
                    "value": node.value,
                    "count": node.count,
                    "url": links.api("search", _having(found, n)),
                }
                for n, node in enumerate(found.nodes)
            ],
            "edges": [
                {
                    "first": edge.first,
                    "second": edge.second,
                    "count": edge.count,
                    "npmi": edge.pmi,
                    "url": links.api("search", _pair(found, edge)),
                }
                for edge in found.edges
            ],
        }
    )


def table(wanted: SearchRequest, own: Values) -> Response:
    """For spreadsheets."""
    return downloads.cells(_rows(_found(wanted, own)), own, downloads.filename(wanted, "network", "csv"))


def _rows(found: NetworkAnswer) -> Iterator[list[str | float]]:
    yield ["first", "first kind", "first articles", "second", "second kind", "second articles", "articles", "npmi"]
    for edge in found.edges:
        ends = (found.nodes[edge.first], found.nodes[edge.second])
        cells = [cell for node in ends for cell in (node.value, node.facet, node.count)]
        yield [*cells, edge.count, edge.pmi]


def network_file(wanted: SearchRequest, own: Values) -> Response:
    """For programs that draw."""
    found = _found(wanted, own)
    state = engine.searcher().state()
    here = urljoin(request.url_root, links.view("network", wanted, OPERATIONS[0].unusual(own.to_pairs())))
    about = f"{here} – {found.total} articles – index {state.version}, {state.built_at}"
    lines = graphml.lines(found, own["weight"], about)
    return downloads.file(lines, graphml.MEDIA_TYPE, downloads.filename(wanted, "network", "graphml"))


def page(wanted: SearchRequest, own: Values) -> Response:
    """For readers."""
    found = _found(wanted, own)
    room = Room(_BYTES)
    dots = _dots(found, room)
    rows = [
        (
            found.nodes[edge.first],
            found.nodes[edge.second],
            edge,
            room.link(links.search(_pair(found, edge)), around=_MARK),
        )
        for edge in found.edges[:_ROWS]
    ]
    return rendering.page(
        "network",
        OPERATIONS,
        wanted,
        own,
        total=found.total,
        problems=found.problems,
        answer=found,
        rows=rows,
        left_out=len(found.edges) - len(rows),
        graph=graphs.graph(t("network.drawing"), dots, _ties(found, own["weight"], room)) if dots else None,
        least=int(own["least"]),
        switches=[
            (
                t(f"network.{name}"),
                [(_said(name, value), _address(wanted, own, name, value), own[name] == value) for value in values],
            )
            for name, values in (
                ("of", OF),
                ("weight", WEIGHTS),
                ("top", tuple(map(str, _TOPS))),
                ("least", tuple(map(str, _LEASTS))),
            )
        ],
    )


def _said(name: str, value: str) -> str:
    return value if name in ("top", "least") else t(f"network.{name}.{value}")


def _address(wanted: SearchRequest, own: Values, name: str, value: str) -> str:
    return links.view("network", wanted, OPERATIONS[0].unusual(own.to_pairs(**{name: value})))


def _dots(found: NetworkAnswer, room: Room) -> list[graphs.Dot]:
    return [
        graphs.Dot(
            node.facet,
            node.value,
            node.count,
            f"{node.value}{t('chip.colon')}{counted('count.articles', node.count)}",
            room.link(links.search(_having(found, n)), around=_MARK),
        )
        for n, node in enumerate(found.nodes)
    ]


def _ties(found: NetworkAnswer, weight: str, room: Room) -> list[graphs.Tie]:
    """The strongest of the pairs, by mutual information those above chance, as far as there is room; each name's first anyway."""
    strong = [edge for edge in found.edges if weight == "count" or edge.pmi > 0]
    sample = len(links.search(_pair(found, strong[0]))) if strong else 0
    nodes = len(found.nodes)
    most = min(round(_LINES_A_NODE * nodes), max(nodes, room.left // (sample + _MARK)))
    kept = graphs.skeleton([(e.first, e.second) for e in strong], nodes, most)
    return [_tie(found, strong[n], weight, room) for n in kept]


def _tie(found: NetworkAnswer, edge: Edge, weight: str, room: Room) -> graphs.Tie:
    said = t(
        "network.tie",
        first=found.nodes[edge.first].value,
        second=found.nodes[edge.second].value,
        articles=counted("count.articles", edge.count),
        npmi=display.number(edge.pmi, lang()),
    )
    heavy = edge.pmi if weight == "pmi" else edge.count
    href = room.link(links.search(_pair(found, edge)), around=_MARK)
    return graphs.Tie(edge.first, edge.second, heavy, said, href)


SCHEMAS = {
    "Network": closed(
        of=one_of(*OF),
        weight=one_of(*WEIGHTS),
        total=said(COUNT, "articles of the search"),
        nodes=said(
            many(closed(facet=one_of("person", "place"), value=STRING, count=COUNT, url=LINK)),
            "the most frequent first",
        ),
        edges=said(
            many(
                closed(
                    first=said(COUNT, "a node, by its place in `nodes` from 0"),
                    second=COUNT,
                    count=said(COUNT, "articles that have both"),
                    npmi=said(NUMBER, "normalised pointwise mutual information, -1 to 1; 0 is chance"),
                    url=LINK,
                )
            ),
            "the strongest first",
        ),
    )
}
VIEW = View(
    "network",
    "/network",
    page,
    OPERATIONS,
    {"network": answer, "network_csv": table, "network_graphml": network_file},
    SCHEMAS,
)
