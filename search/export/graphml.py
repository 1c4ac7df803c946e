"""A network as GraphML, which Gephi, Cytoscape, yEd, igraph and NetworkX read.

U. Brandes, M. Eiglsperger, J. Lerner: "GraphML Primer" (graphml.graphdrawing.org), format 1.0: keys with types, then nodes and
edges. Undirected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from search.reading.network import NetworkAnswer

MEDIA_TYPE = "application/graphml+xml"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
# Name, what it belongs to, type. "weight" is the name by which programs know how heavy an edge is.
_KEYS = (
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("articles", "node", "int"),
    ("weight", "edge", "double"),
    ("together", "edge", "int"),
    ("npmi", "edge", "double"),
)
# What XML 1.0 (2.2) cannot hold, even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lines(found: NetworkAnswer, weight: str, about: str) -> Iterator[str]:
    """The file, line by line; ``weight``: "count" or "pmi", what weighs an edge; ``about`` says what it is a network of."""
    yield _HEAD
    for name, of, kind in _KEYS:
        yield f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield f'<graph edgedefault="undirected">\n<desc>{_text(about)}</desc>\n'
    for n, node in enumerate(found.nodes):
        data = _data(label=node.value, kind=node.facet, articles=node.count)
        yield f'<node id="n{n}">{data}</node>\n'
    for edge in found.edges:
        heavy = edge.pmi if weight == "pmi" else edge.count
        data = _data(weight=heavy, together=edge.count, npmi=edge.pmi)
        yield f'<edge source="n{edge.first}" target="n{edge.second}">{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(**values: str | float) -> str:
    return "".join(f"<data key={quoteattr(name)}>{_text(str(value))}</data>" for name, value in values.items())


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))
