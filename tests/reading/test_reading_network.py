"""The network of a search agrees with a naive recount, with the searches its links make, and is drawn without overlap."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from itertools import combinations
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.export.graphml import lines
from search.reading.network import Edge, NetworkAnswer, Node, _together, normalised_pmi
from search.request import SearchRequest
from web import forces, graphs
from web.views.room import Room

NAMES = {"person": ("persons",), "place": ("places",), "both": ("persons", "places")}


def network(site, query):
    return json.loads(site.get(f"/api/v1/network?{query}").text)


def articles(site, query):
    return [json.loads(line) for line in site.get(f"/api/v1/search.jsonl?{query}").text.splitlines()]


@pytest.mark.parametrize("of", ["person", "place", "both"])
@pytest.mark.parametrize(
    "query", ["q=le", "q=lyon&date.from=2015&date.to=2016", "person.not=Awa+Diouf", "q=introuvable", ""]
)
def test_nodes_and_pairs_are_those_of_the_articles(site, of, query):
    found = network(site, f"{query}&of={of}&least=1&top=150")
    sets = [
        {(kind[:-1], value["value"]) for kind in NAMES[of] for value in article[kind]}
        for article in articles(site, query)
    ]
    counts = Counter(name for names in sets for name in names)
    nodes = [(node["facet"], node["value"]) for node in found["nodes"]]
    assert {name: node["count"] for name, node in zip(nodes, found["nodes"], strict=True)} == dict(counts)
    assert [node["count"] for node in found["nodes"]] == sorted(counts.values(), reverse=True)
    pairs = Counter(frozenset(pair) for names in sets for pair in combinations(names, 2))
    edges = {frozenset((nodes[e["first"]], nodes[e["second"]])): e for e in found["edges"]}
    assert {pair: edge["count"] for pair, edge in edges.items()} == dict(pairs)
    assert found["total"] == len(sets)
    for pair, edge in edges.items():
        one, two = pair
        share = pairs[pair] / len(sets)
        mutual = math.log(share / (counts[one] / len(sets) * counts[two] / len(sets)))
        assert edge["npmi"] == pytest.approx(mutual / -math.log(share) if share < 1 else 0, abs=0.0006)


@pytest.mark.parametrize(
    "query", ["q=le", "person=Awa+Diouf", "place=Lyon&place=Paris", "place.not=Lyon", "place=France&within=1"]
)
def test_links_find_as_many_articles_as_are_counted(site, query):
    found = network(site, f"{query}&least=1")
    assert found["nodes"]
    for part in (*found["nodes"], *found["edges"][:25]):
        assert site.get(part["url"]).json["total"] == part["count"], part


def test_weights_order_pairs_and_least_leaves_out_the_rare(site):
    by_count, by_pmi = (network(site, f"weight={weight}&least=2") for weight in ("count", "pmi"))
    counts = [edge["count"] for edge in by_count["edges"]]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 2
    mutual = [edge["npmi"] for edge in by_pmi["edges"]]
    assert mutual == sorted(mutual, reverse=True)
    assert len(network(site, "top=2")["nodes"]) == 2
    assert site.get("/network?top=151").status_code == 400


def test_csv_and_graphml_hold_the_same_pairs(site):
    found = network(site, "least=1")
    rows = list(csv.DictReader(io.StringIO(site.get("/api/v1/network.csv?least=1").text)))
    assert [(row["first"], row["second"], int(row["articles"]), float(row["npmi"])) for row in rows] == [
        (found["nodes"][e["first"]]["value"], found["nodes"][e["second"]]["value"], e["count"], e["npmi"])
        for e in found["edges"]
    ]
    answer = site.get("/api/v1/network.graphml?least=1&weight=pmi&q=le")
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="kiosque-network-le-')
    assert name.endswith('.graphml"')
    root = ET.fromstring(answer.data)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    told = network(site, "least=1&weight=pmi&q=le")
    assert [n.findtext("g:data[@key='label']", None, space) for n in root.iterfind(".//g:node", space)] == [
        node["value"] for node in told["nodes"]
    ]
    edges = [
        (
            int(e.get("source", "")[1:]),
            int(e.get("target", "")[1:]),
            float(e.findtext("g:data[@key='weight']", "", space)),
        )
        for e in root.iterfind(".//g:edge", space)
    ]
    assert edges == [(e["first"], e["second"], e["npmi"]) for e in told["edges"]]
    assert "/network?q=le" in root.findtext(".//g:desc", "", space)


@given(st.text(), st.text())
def test_graphml_is_well_formed_whatever_the_names(name, about):
    node = Node("person", name, 1)
    found = NetworkAnswer(SearchRequest(), 1, (node, node), (Edge(0, 1, 1, 0.5),), ())
    text = "".join(lines(found, "count", about))
    assert len(ET.fromstring(text.encode("utf-8", "replace")).findall(".//{*}node")) == 2


@given(st.lists(st.sets(st.integers(0, 7)), max_size=12))
def test_pairs_are_counted_once_an_article(sets):
    rows = np.array([n * 8 + node for n, nodes in enumerate(sets) for node in sorted(nodes)], np.int64)
    expected = Counter(pair for nodes in sets for pair in combinations(sorted(nodes), 2))
    found = _together(rows, 8)
    assert {(a, b): int(found[a, b]) for a in range(8) for b in range(8) if found[a, b]} == dict(expected)


def test_mutual_information_is_one_for_what_is_always_together():
    one, two, three = normalised_pmi(np.array([5, 1, 2]), np.array([5, 10, 10]), np.array([5, 10, 40]), 100)
    assert one == pytest.approx(1)
    assert two == pytest.approx(0)
    assert three < 0


def overlaps(spots):
    boxes = [
        (
            s.x - len(s.label) * graphs._LETTER / 2,
            s.y - s.radius,
            s.x + len(s.label) * graphs._LETTER / 2,
            s.label_y + 3,
        )
        for s in spots
    ]
    return sum(
        a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1 for a, b in combinations(boxes, 2)
    )


@pytest.mark.parametrize("nodes", [1, 2, 12, 40])
def test_a_drawing_is_the_same_each_time_on_its_sheet_and_without_overlap(nodes):
    chance = np.random.default_rng(nodes)
    dots = [
        graphs.Dot("place" if n % 3 else "person", f"Nom d’essai {n}", 1 + 400 // (n + 1), "", "") for n in range(nodes)
    ]
    pairs = [(a, b) for a, b in combinations(range(nodes), 2) if chance.random() < 0.15 or a == 0]
    kept = graphs.skeleton(pairs, nodes, 3 * nodes)
    ties = [graphs.Tie(*pairs[n], float(chance.integers(1, 50)), "", "") for n in kept]
    drawn = graphs.graph("", dots, ties)
    assert drawn == graphs.graph("", dots, ties)
    assert overlaps(drawn.spots) == 0
    assert all(s.radius <= s.x <= drawn.width - s.radius and s.y - s.radius >= 0 for s in drawn.spots)
    assert all(s.label_y <= drawn.height for s in drawn.spots)
    # Every name that has a pair has a line.
    assert {end for tie in ties for end in (tie.first, tie.second)} == {end for pair in pairs for end in pair}


def test_what_is_joined_is_nearer_than_what_is_not():
    boxes = np.full((8, 2), 5.0)
    # Two groups of four, each wholly joined.
    edges = np.array([*combinations(range(0, 8, 2), 2), *combinations(range(1, 8, 2), 2)])
    at = forces.placed(boxes, edges, np.ones(len(edges)), 400, 400)
    within = [np.hypot(*(at[a] - at[b])) for a, b in edges]
    across = [np.hypot(*(at[a] - at[b])) for a in range(0, 8, 2) for b in range(1, 8, 2)]
    assert np.mean(within) < 0.8 * np.mean(across)


def test_the_page_links_names_and_pairs(site):
    page = site.get("/network?q=le&least=1").text
    assert 'aria-current="page">Réseau</a>' in page
    found = network(site, "q=le&least=1")
    query = urlsplit(found["edges"][0]["url"]).query.replace("&", "&amp;")
    assert f'href="/?{query}"' in page
    assert site.get("/network?of=chose").status_code == 400
    assert "Aucun article" in site.get("/network?q=introuvable").text


def test_links_that_would_make_a_page_heavy_are_left_out(site):
    query = "q=" + "+OU+".join(["le", "la", "les", "un", "une"] * 40)
    page = site.get(f"/network?{query}&least=1&top=150").text
    assert "<circle" in page
    assert "person.all=" in page
    assert page.count("person.all=") < site.get("/network?q=le&least=1&top=150").text.count("person.all=")
    room = Room(30)
    assert [room.link("/?q=climat", around=10) for _ in range(2)] == ["/?q=climat", ""]
