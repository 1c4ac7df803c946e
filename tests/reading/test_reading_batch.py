"""Lists of searches: each line as the search alone would have it, and no line in another's way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from index.settings import Settings
from search.reading.batch import MOST_LINES, Batch, Line, LineAnswer, lines_of
from search.request import SearchRequest
from tests.web.newsdesk import ARTICLES, NaiveSearcher, indexed, values
from tests.web.page import one, soup, words
from web import create_app

LINES = [
    "brest",
    "« fête de la musique »",
    "l’usine, Roanne",
    '"jamais fermé',
    "",
    "a*",
    "x" * 2001,
    "brest",
    "titre:port OU gilets",
]
PLAIN: dict[str, Any] = {"content_type": "text/plain; charset=utf-8"}


def asked(lines: Iterable[Line], **options: Any) -> list[LineAnswer]:
    return list(indexed(ARTICLES).ask(Batch(tuple(lines), SearchRequest(), **options)))


def total(q: str) -> int:
    return indexed(ARTICLES).search(SearchRequest(q=q)).total


def rows(response: TestResponse) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"), newline=""), strict=True))


def test_each_line_is_what_the_search_alone_finds():
    for each in asked(lines_of("\n".join(LINES))):
        if each.error:
            assert each.line.number == 7
            assert each.error == "plus de 2000 caractères"
            continue
        alone = indexed(ARTICLES).search(SearchRequest(q=each.line.text))
        assert each.total == alone.total
        assert [h.article_id for h in each.hits] == [h.article.id for h in alone.hits[:3]]
        assert each.remarks == tuple(p.detail for p in alone.problems)


def test_blank_lines_are_left_out_and_counted():
    assert [line.number for line in lines_of("\ufeffa\r\n\r\n  \rb\n\nc")] == [1, 4, 6]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6))
def test_no_line_stops_the_others(texts):
    found = asked([Line(n, text) for n, text in enumerate([*texts, "brest"], 1)])
    assert [each.line.text for each in found] == [*texts, "brest"]
    assert found[-1].total == total("brest") == 8
    assert all(each.error for each in found if "\0" in each.line.text)


def test_names_are_found_exactly():
    naive = {name: sum(name in values(a, "person") for a in ARTICLES) for name in ("Awa Diouf", "Marc Le Goff")}
    listed = ["awa diouf", "« Awa Diouf »", "Diouf, Awa", '"LE GOFF, Marc"', "Diouf", "Brest"]
    found = asked([Line(n, text) for n, text in enumerate(listed, 1)], read_as="person")
    assert [each.total for each in found] == [*[naive["Awa Diouf"]] * 3, naive["Marc Le Goff"], 0, 0]
    assert [each.remarks for each in found] == [
        ("dans l’index : Awa Diouf",),
        (),
        ("dans l’index : Awa Diouf",),
        ("dans l’index : Marc Le Goff",),
        ("aucune personne de ce nom dans l’index",),
        ("aucune personne de ce nom dans l’index",),
    ]
    assert asked([Line(1, "brest")], read_as="place")[0].total == sum("Brest" in values(a, "place") for a in ARTICLES)


def test_a_name_is_needed_beside_the_names_of_the_filters():
    base = SearchRequest().with_filter("person", "Awa Diouf")
    (found,) = indexed(ARTICLES).ask(Batch((Line(1, "Yann Kerdoncuff"),), base, "person"))
    both = [a for a in ARTICLES if {"Awa Diouf", "Yann Kerdoncuff"} <= set(values(a, "person"))]
    assert found.total == len(both) == 2


def test_when_the_time_is_spent_each_line_says_so():
    found = asked([Line(n, f"brest {n}") for n in range(1, 5)], seconds=0.0)
    assert [bool(each.error) for each in found] == [False, True, True, True]
    assert "écoulées" in found[1].error


# --- over HTTP


def test_what_is_sent_is_answered_as_json_and_as_csv(site):
    text = "\n".join(LINES).encode()
    body = site.post("/api/v1/batch?place=Brest", data=text, **PLAIN).json
    assert [line["line"] for line in body["lines"]] == [1, 2, 3, 4, 6, 7, 8, 9]
    for line in body["lines"]:
        if line["error"]:
            assert (line["total"], line["url"]) == (0, None)
        else:
            alone = indexed(ARTICLES).search(SearchRequest(q=line["text"]).with_filter("place", "Brest"))
            assert line["total"] == alone.total
            assert line["url"].startswith("/api/v1/search?q=")
    table = rows(site.post("/api/v1/batch?place=Brest", data=text, headers={"Accept": "text/csv"}, **PLAIN))
    assert [(r["line"], r["articles"]) for r in table] == [
        (str(line["line"]), "" if line["error"] else str(line["total"])) for line in body["lines"]
    ]


def test_forms_and_files(site):
    form = {
        "lines": "awa diouf",
        "as": "person",
        "date.from": "2019",
        "file": (io.BytesIO("Hélène Marchetti".encode("cp1252")), "noms.txt"),
    }
    body = site.post("/api/v1/batch", data=form, content_type="multipart/form-data").json
    assert [(line["line"], line["text"], line["remarks"]) for line in body["lines"]] == [
        (1, "awa diouf", ["dans l’index : Awa Diouf"]),
        (2, "Hélène Marchetti", []),
    ]
    recent = [a for a in ARTICLES if a.day >= "2019" and "Awa Diouf" in values(a, "person")]
    assert body["lines"][0]["total"] == len(recent)
    utf16 = {"file": (io.BytesIO("« fête »\r\nport".encode("utf-16")), "l.txt")}
    assert [line["text"] for line in site.post("/api/v1/batch", data=utf16).json["lines"]] == ["« fête »", "port"]
    nameless = site.post(
        "/api/v1/batch", data={"file": "fête", "lines": "port"}, content_type="multipart/form-data"
    ).json
    assert [line["text"] for line in nameless["lines"]] == ["port", "fête"]


def test_small_lists_have_an_address(site):
    body = site.get("/api/v1/batch?q=brest&q=lyon&q=brest").json
    assert [line["total"] for line in body["lines"]] == [total(q) for q in ("brest", "lyon", "brest")]
    assert [r["text"] for r in rows(site.get("/api/v1/batch.csv?q=brest&q=lyon"))] == ["brest", "lyon"]
    tags = {site.get(f"/api/v1/batch?q=a&q={q}").headers["ETag"] for q in "bcd"}
    assert len(tags) == 3


@pytest.mark.parametrize(
    ("path", "data", "options", "status"),
    [
        ("/api/v1/batch", b"a\n" * (MOST_LINES + 1), PLAIN, 400),
        ("/api/v1/batch", b"x" * 2_000_001, PLAIN, 413),
        ("/api/v1/batch", b"{}", {"content_type": "application/json"}, 415),
        ("/api/v1/batch?as=colour", b"a", PLAIN, 400),
        ("/api/v1/batch?truc=1", b"a", PLAIN, 400),
        ("/api/v1/batch", b"a", {**PLAIN, "headers": {"Accept": "image/png"}}, 406),
        ("/api/v1/search", b"x" * 20_000, PLAIN, 413),
        ("/api/v1/search", b"x", PLAIN, 405),
    ],
)
def test_what_cannot_be_used_is_told(site, path, data, options, status):
    response = site.post(path, data=data, **options)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_ten_thousand_lines_are_answered_while_they_are_made(site):
    text = "\n".join(f"brest {n % 50}" for n in range(MOST_LINES)).encode()
    response = site.post("/api/v1/batch", data=text, headers={"Accept": "text/csv"}, **PLAIN)
    assert len(rows(response)) == MOST_LINES


def test_a_list_costs_the_rate_limit_what_it_is_worth():
    client = create_app(Settings(rate_limit=40), NaiveSearcher()).test_client()
    text = "\n".join(f"mot {n}" for n in range(5_000)).encode()
    assert client.post("/api/v1/batch", data=text, **PLAIN).status_code == 200
    assert client.get("/api/v1/status").status_code == 200
    refused = client.post("/batch", data={"lines": text.decode()}, content_type="multipart/form-data")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


# --- for readers


def test_the_page_shows_lines_and_gives_the_file(site):
    form = {"lines": "brest\nrien-de-tel\n" + "y" * 3000, "as": "query", "place": "Brest"}
    response = site.post("/batch", data=form, content_type="multipart/form-data")
    assert response.headers["Cache-Control"] == "no-store"
    assert [r["articles"] for r in rows(site.post("/batch", data={**form, "format": "csv"}))][:2] == ["8", "0"]
    assert "plus de 2000 caractères" in response.text
    page = soup(site, "/batch?q=brest&q=dakar")
    assert [words(cell) for cell in page.select("tbody td.number:not(.quiet)")] == [
        str(total(q)) for q in ("brest", "dakar")
    ]
    assert one(page, "textarea").get_text().strip() == "brest\ndakar"


def test_long_lists_end_on_the_page_and_say_so(site):
    response = site.post("/batch", data={"lines": "\n".join(f"brest -mot{n}" for n in range(1000))})
    assert response.text.count("<tr>") <= 252
    assert "750" in response.text
    assert len(response.data) < 100_000
