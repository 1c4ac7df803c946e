"""Two searches side by side agree with a naive recount, and with the searches that their links make."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from urllib.parse import quote, urlencode

import pytest

from index.settings import Settings
from index.text import STEM
from search.engine import WhooshSearcher
from search.reading import combine
from search.reading.compare import KINDS, Compare
from search.request import SearchRequest
from tests.newsroom import build_newsroom
from tests.reading.test_reading_keyness import g2
from tests.web.newsdesk import ARTICLES, indexed
from web import create_app
from web.views import narrowing

SEARCHES = (
    "q=le",
    "q=lyon",
    "q=lyon OU paris",
    "q=gare&match=any",
    "q=introuvable",
    "",
    "place=Lyon",
    "place=Lyon&place=Paris",
    "person.not=Awa Diouf",
    "q=le&date.from=2016",
    "q=le&date.from=2015&date.to=2016&place.all=Paris",
    "place=France&within=1",
    'q="gilets jaunes"&source=Le Phare',
)


@pytest.fixture
def site():
    """The site over a real index: what the pages offer is a query in the whole language."""
    app = create_app(Settings(), indexed(ARTICLES))
    app.testing = True
    return app.test_client()


def request(text):
    return SearchRequest.from_pairs(part.split("=", 1) for part in text.split("&") if part)


def articles(site, wanted):
    lines = site.get(f"/api/v1/search.jsonl?{urlencode(wanted.to_pairs())}").text.splitlines()
    return {article["id"]: article for article in map(json.loads, lines)}


def compared(site, first, second, more=""):
    with_ = quote(urlencode(second.to_pairs()), safe="")
    return site.get(f"/api/v1/compare?{urlencode(first.to_pairs())}&with={with_}{more}").json


@pytest.mark.parametrize("first", SEARCHES[:9])
@pytest.mark.parametrize("second", SEARCHES)
def test_sizes_overlap_and_curves_are_those_of_the_articles(site, first, second):
    one, two = request(first), request(second)
    found = compared(site, one, two, "&by=year")
    here, there = articles(site, one), articles(site, two)
    assert (found["first"]["total"], found["second"]["total"]) == (len(here), len(there))
    assert found["common"]["count"] == len(here.keys() & there.keys())
    assert found["first"]["only"]["count"] == len(here.keys() - there.keys())
    assert found["second"]["only"]["count"] == len(there.keys() - here.keys())
    either = here.keys() | there.keys()
    assert found["jaccard"] == (round(len(here.keys() & there.keys()) / len(either), 4) if either else 0)
    for side, known in (("first", here), ("second", there)):
        years = Counter(article["published"][:4] for article in known.values() if article["published"])
        assert {p: c for p, c in zip(found["periods"], found[side]["counts"], strict=True) if c} == dict(years)
        assert sum(found[side]["counts"]) + found[side]["undated"] == len(known)


@pytest.mark.parametrize("first", SEARCHES)
@pytest.mark.parametrize("second", SEARCHES)
def test_an_address_of_both_or_of_one_alone_finds_these_very_articles(site, first, second):
    one, two = request(first), request(second)
    found = compared(site, one, two)
    here, there = articles(site, one), articles(site, two)
    for part, expected in (
        (found["common"], here.keys() & there.keys()),
        (found["first"]["only"], here.keys() - there.keys()),
        (found["second"]["only"], there.keys() - here.keys()),
    ):
        if part["url"]:
            query = part["url"].partition("?")[2]
            lines = site.get(f"/api/v1/search.jsonl?{query}").text.splitlines()
            assert {json.loads(line)["id"] for line in lines} == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("q=le", "q=la"),
        ("q=le", "q=le&place=Lyon"),
        ("place=Lyon", "place=Paris"),
        ("q=le&date.from=2016", "q=la&date.from=2016"),
        ("q=le", "q=le&date.from=2016"),
    ],
)
def test_what_one_search_can_say_has_an_address(site, first, second):
    found = compared(site, request(first), request(second))
    for part in (found["common"], found["first"]["only"], found["second"]["only"]):
        assert bool(part["url"]) == bool(part["count"]), part


def random_request(chance):
    pairs = [("q", chance.choice(["", "gare", "roux", "gilets", "lyon OU paris", "-gare"]))]
    for facet, values in (("place", ["Lyon", "Paris", "Brest"]), ("source", ["Le Phare", "La Vigie"])):
        if chance.random() < 0.5:
            mode = chance.choice(["", ".all", ".not"])
            pairs += [(facet + mode, value) for value in chance.sample(values, chance.choice([1, 1, 2]))]
    if chance.random() < 0.3:
        pairs.append(("date.from", chance.choice(["2015", "2018-06", "2019"])))
    return SearchRequest.from_pairs(pairs)


def test_most_pairs_of_searches_have_their_addresses(tmp_path):
    """Of generated pairs: what is offered is exact, and little is left without an address."""
    searcher = WhooshSearcher(build_newsroom(tmp_path))
    chance = random.Random(5)

    def ids(wanted):
        return {article.id for article in searcher.articles(wanted)}

    some = without = 0
    for _ in range(150):
        one, two = random_request(chance), random_request(chance)
        found = searcher.ask(Compare(one, two, "year"))
        parts = (
            (found.common, found.common_request, ids(one) & ids(two)),
            (found.first.only, found.first.only_request, ids(one) - ids(two)),
            (found.second.only, found.second.only_request, ids(two) - ids(one)),
        )
        for count, wanted, expected in parts:
            assert count == len(expected)
            some += bool(count)
            without += bool(count) and wanted is None
            if wanted is not None:
                assert ids(wanted) == expected, (one, two, wanted)
    assert some > 100
    assert without < 0.1 * some


def test_two_sole_values_of_a_facet_are_asked_for_together():
    one, two = request("place=Lyon"), request("place=Paris")
    assert next(combine.both(one, two)) == request("place.all=Lyon&place.all=Paris")
    assert next(combine.without(one, two)) == request("place=Lyon&place.not=Paris")


@pytest.mark.parametrize(
    ("first", "second"), [("q=le", "q=la"), ("", "place=Lyon"), ("date.from=2016", "date.to=2015")]
)
def test_distinctive_values_are_counted_and_their_addresses_find_them(site, first, second, monkeypatch):
    # The invented articles are too few for anything to be sure.
    monkeypatch.setattr("search.reading.keyness.LEAST_LIKELIHOOD", 0.1)
    one, two = request(first), request(second)
    found = compared(site, one, two, "&limit=100")
    here, there = articles(site, one), articles(site, two)
    kinds = 0
    for side, mine, other in (("first", here, there), ("second", there, here)):
        for kind in KINDS:
            values = found[side]["distinctive"][kind]
            kinds += bool(values)
            assert [v["likelihood"] for v in values] == sorted((v["likelihood"] for v in values), reverse=True)
            for value in values:
                counts = [
                    sum(value["value"] in told(kind, a, value["value"]) for a in known.values())
                    for known in (mine, other)
                ]
                assert [value["count"], value["other"]] == counts, (kind, value)
                assert value["likelihood"] == pytest.approx(g2(counts[0], len(mine), counts[1], len(other)), abs=0.011)
                assert site.get(value["url"]).json["total"] == value["count"], value
    assert kinds >= 3


def told(kind, article, value):
    """The values of an article; of a word, itself if any of its forms is there."""
    if kind in ("section", "source"):
        return {article[kind]}
    if kind in ("person", "place"):
        return {each["value"] for each in article[f"{kind}s"]}
    (token,) = STEM.tokens(value)
    found = {each.term for text in ("title", "chapo", "body") for each in STEM.tokens(article[text])}
    return {value} if token.term in found else set()


def test_the_table_holds_what_the_answer_holds(site, monkeypatch):
    monkeypatch.setattr("search.reading.keyness.LEAST_LIKELIHOOD", 0.1)
    found = site.get("/api/v1/compare?q=le&vs=la").json
    rows = list(csv.DictReader(io.StringIO(site.get("/api/v1/compare.csv?q=le&vs=la").text)))
    assert rows
    assert [
        (row["search"], row["kind"], row["value"], int(row["articles"]), float(row["log ratio"])) for row in rows
    ] == [
        (side, kind, key["value"], key["count"], key["log_ratio"])
        for side in ("first", "second")
        for kind in KINDS
        for key in found[side]["distinctive"][kind]
    ]


def test_the_other_search_is_a_query_string_or_an_address(site):
    answers = [
        site.get(f"/api/v1/compare?q=le&with={quote(text, safe='')}").text
        for text in (
            "q=lyon&place=Lyon",
            "?place=Lyon&q=lyon",
            "https://exemple.invalid/?q=lyon&place=Lyon#a",
            "/?q=lyon&place=Lyon&page=3",
        )
    ]
    assert len(set(answers)) == 1
    assert json.loads(answers[0])["second"]["q"] == "lyon"
    # Another query keeps the filters; with neither, all articles are the other side.
    assert (
        site.get("/api/v1/compare?place=Lyon&vs=le").json["second"]["total"]
        == site.get("/api/v1/search?q=le&place=Lyon").json["total"]
    )
    assert site.get("/api/v1/compare?q=le").json["second"]["total"] == site.get("/api/v1/search").json["total"]


@pytest.mark.parametrize(
    "bad", ["with=q%3Da&vs=b", "with=truc%3D1", "with=date.from%3Dhier", "by=siecle", f"with={'a' * 6001}", "limit=0"]
)
def test_what_cannot_be_compared_is_told(site, bad):
    answer = site.get(f"/api/v1/compare?q=le&{bad}")
    assert answer.status_code == 400
    assert answer.json["errors"][0]["parameter"] in ("with", "vs", "by", "limit")
    assert site.get(f"/compare?q=le&{bad}").status_code == 400


def test_a_word_narrows_a_search_whatever_its_query():
    asked = (SearchRequest(q="a OU b"), SearchRequest(q="a b", match="any"), SearchRequest())
    narrowed = [narrowing.with_word(request, "c") for request in asked]
    assert [each and each.q for each in narrowed] == ["(a OU b) c", "(a OU b) ET c", "c"]
    assert narrowing.with_word(SearchRequest(q="a", accents="strict"), "c") is None


def test_the_page_shows_both_and_swaps_them(site):
    page = site.get("/compare?q=le&with=q%3Dlyon%26place%3DLyon").text
    assert 'aria-current="page">Comparer</a>' in page
    assert "lyon · Lieu" in page
    swapped = "/compare?q=lyon&amp;place=Lyon&amp;with=q%3Dle"
    assert f'href="{swapped}"' in page
    assert site.get(swapped.replace("&amp;", "&")).status_code == 200
