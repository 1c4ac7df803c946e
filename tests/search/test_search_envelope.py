"""The envelope: every key, links that lead back, highlights escaped."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.entities.mention import Person, Place
from search.envelope import envelope, is_web_address, link, marked_html, page_of, public_url
from search.query.tree import Everything, Problem
from search.request import SearchRequest
from search.result import FacetResult, FacetValue, Hit, IndexState, Marked, Proposal, SearchResult

ARTICLE = Article(
    id="https://exemple.fr/a?b=1&c",
    title="Le <b>marché</b> & la ville",
    body="Un texte.",
    published="2017-03",
    authors=("Élise Roy",),
    source="Le Courrier",
    section="Économie",
    url="https://exemple.fr/a?b=1&c",
    persons=(Person("Ada Martin"),),
    places=(Place("Lyon"),),
)
REQUEST = SearchRequest.from_pairs([("q", "marché & ville"), ("place", "Lyon"), ("page", "2")])
RESULT = SearchResult(
    request=REQUEST,
    tree=Everything(),
    problems=(Problem("unbalanced-parenthesis", "Il manque une parenthèse.", 3, 4),),
    total=31,
    results=30,
    hits=(
        Hit(
            ARTICLE,
            4.56789,
            Marked(ARTICLE.title, ((6, 12),), "title"),
            (Marked("un <marché> couvert", ((4, 10),), "body", 120),),
        ),
    ),
    facets={
        "place": FacetResult(
            "place", (FacetValue("Lyon", "Lyon", 31, True, False, REQUEST.without_filter("place", "Lyon")),), 4, 2
        ),
        "date": FacetResult(
            "date",
            (FacetValue("2017", "2017", 31, False, False, REQUEST.with_dates("date", "2017", "2017")),),
            1,
            level="year",
        ),
    },
    proposals=(Proposal("drop-filter", "Lyon", 80, REQUEST.without_filters()),),
    took_ms=3.14159,
    index=IndexState("abc123", 7, "2024-01-02T03:04:05+00:00", 150),
    next=REQUEST.with_page(3),
    previous=REQUEST.with_page(1),
)


def test_every_part_of_a_result_is_in_the_envelope():
    answer = envelope(RESULT)
    assert json.loads(json.dumps(answer)) == answer
    assert answer["query"]["q"] == "marché & ville"
    assert answer["query"]["problems"] == [
        {"code": "unbalanced-parenthesis", "detail": "Il manque une parenthèse.", "start": 3, "end": 4}
    ]
    assert (answer["total"], answer["total_is_exact"]) == (31, True)
    assert answer["took_ms"] == 3.14
    assert answer["index"] == {
        "version": "abc123", "generation": 7, "built_at": "2024-01-02T03:04:05+00:00", "articles": 150
    }  # fmt: skip
    assert answer["proposals"] == [
        {"kind": "drop-filter", "text": "Lyon", "total": 80, "url": "/api/v1/search?q=march%C3%A9+%26+ville"}
    ]


def test_a_hit_says_where_it_is():
    hit = envelope(RESULT)["hits"][0]
    quoted = "https%3A%2F%2Fexemple.fr%2Fa%3Fb%3D1%26c"
    assert hit["url"] == ARTICLE.url
    assert hit["link"] == f"/article/{quoted}"
    assert hit["api"] == f"/api/v1/articles/{quoted}"
    assert (hit["published"], hit["score"]) == ("2017-03", 4.5679)
    assert (hit["persons"], hit["places"], hit["authors"]) == (["Ada Martin"], ["Lyon"], ["Élise Roy"])


def test_highlights_are_escaped_then_marked():
    hit = envelope(RESULT)["hits"][0]
    assert hit["title_html"] == "Le &lt;b&gt;<mark>marché</mark>&lt;/b&gt; &amp; la ville"
    assert hit["snippets"] == [
        {
            "field": "body",
            "offset": 120,
            "text": "un <marché> couvert",
            "marks": [[4, 10]],
            "html": "un &lt;<mark>marché</mark>&gt; couvert",
        }
    ]


def test_links_lead_back_to_the_same_requests():
    answer = envelope(RESULT)
    assert answer["canonical"] == "/api/v1/search?q=march%C3%A9+%26+ville&place=Lyon&page=2"
    assert answer["next"].endswith("&page=3")
    assert answer["prev"] == "/api/v1/search?q=march%C3%A9+%26+ville&place=Lyon"
    assert answer["facets"]["place"]["values"][0]["url"] == "/api/v1/search?q=march%C3%A9+%26+ville"
    assert "level" not in answer["facets"]["place"]
    assert answer["facets"]["date"]["level"] == "year"


def test_nothing_before_the_first_page_nor_after_the_last():
    only = SearchResult(SearchRequest(), Everything(), (), 0, 0, (), {}, (), 0.1, RESULT.index)
    answer = envelope(only)
    assert (answer["next"], answer["prev"], answer["canonical"]) == (None, None, "/api/v1/search")


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://exemple.fr/a", True),
        ("http://exemple.fr", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//exemple.fr/a", False),
        ("https:///a", False),
        ("http://[", False),
        ("a/b.html", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_handed_out(url, usable):
    article = Article(id="a/b", title="", body="", url=url)
    assert is_web_address(url) is usable
    assert public_url(article) == (url if usable else "/article/a%2Fb")


def test_a_date_that_is_absent_is_null():
    article = Article(id="x", title="t", body="b")
    bare = SearchResult(
        SearchRequest(), Everything(), (), 1, 1, (Hit(article, 0, Marked("t"), ()),), {}, (), 0, RESULT.index
    )
    assert envelope(bare)["hits"][0]["published"] is None


@given(st.text("<>&\"'aé", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_marked_html_never_lets_markup_through(text, spans):
    shown = marked_html(Marked(text, tuple(spans)))
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert shown.count("<mark>") == shown.count("</mark>")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_page_of_any_id_is_one_path_segment(article_id):
    assert page_of(article_id).count("/") == 2
    assert "?" not in page_of(article_id)


def test_link_takes_another_base():
    assert link(REQUEST, "/recherche").startswith("/recherche?q=")
