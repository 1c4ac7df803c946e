"""Exports over HTTP: everything, streamed, and never a short file that looks whole."""

from __future__ import annotations

import csv
import http.client
import io
import json
import logging
from contextlib import closing
from urllib.parse import parse_qsl

import pytest

from index.settings import Settings
from search.export.record import record
from search.export.table import COLUMNS
from search.request import SearchRequest
from tests.contract.serving import serve
from tests.web.newsdesk import ARTICLES, STATE, NaiveSearcher
from web import create_app, downloads

QUERIES = ["", "q=gilets", "place=Lyon&sort=newest", "person.not=Awa+Diouf&page=2&per_page=3", "q=rien-de-tel"]


def wanted(query: str) -> list[str]:
    return [a.id for a in NaiveSearcher().articles(SearchRequest.from_pairs(parse_qsl(query)))]


def table(response, delimiter: str = ",") -> list[dict[str, str]]:
    text = response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize("query", QUERIES)
def test_every_format_has_the_same_articles(site, query):
    ids = wanted(query)
    assert [row["id"] for row in table(site.get(f"/api/v1/search.csv?{query}"))] == ids
    lines = site.get(f"/api/v1/search.jsonl?{query}").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    assert site.get(f"/api/v1/search?{query}").json["total"] == len(ids)
    accepted = site.get(f"/api/v1/search?{query}", headers={"Accept": "text/csv"})
    assert [row["id"] for row in table(accepted)] == ids


def test_json_lines_hold_whole_articles(site):
    lines = site.get("/api/v1/search.jsonl").text.splitlines()
    by_id = {a.id: a for a in ARTICLES}
    assert [json.loads(line) for line in lines] == [record(by_id[json.loads(line)["id"]]) for line in lines]


def test_csv_for_a_french_excel(site):
    response = site.get("/api/v1/search.csv?bom=1&delimiter=semicolon")
    assert response.data.startswith(b"\xef\xbb\xbfid;title;")
    assert list(table(response, ";")[0]) == list(COLUMNS)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    name = f"kiosque-{downloads.today()}-{STATE.version}.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


class Failing(NaiveSearcher):
    """Fails after so many articles."""

    after = 0

    def articles(self, request):
        yield from super()._found(request)[: self.after]
        raise OSError("the disk is gone")


@pytest.fixture
def failing(monkeypatch):
    """The address of a real server whose exports fail in the middle."""
    searcher = Failing()
    app = create_app(Settings(), searcher)
    monkeypatch.setattr(app.logger, "disabled", True)
    monkeypatch.setattr(logging.getLogger("waitress"), "disabled", True)
    with serve(app, threads=1) as port, closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as client:
        yield searcher, client


@pytest.mark.parametrize("path", ["/api/v1/search.csv", "/api/v1/search.jsonl"])
def test_a_failure_in_the_middle_breaks_the_transfer(failing, path):
    searcher, connection = failing
    searcher.after = 35
    connection.request("GET", path)
    with connection.getresponse() as response:
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead):
            response.read()


@pytest.mark.parametrize("path", ["/api/v1/search.csv", "/api/v1/search.jsonl"])
def test_a_failure_at_the_start_is_an_error(failing, path):
    _, connection = failing
    connection.request("GET", path)
    with connection.getresponse() as response:
        assert response.status == 500


def test_an_export_is_not_held_in_memory():
    taken = []

    class Endless(NaiveSearcher):
        def articles(self, request):
            while True:
                taken.append(1)
                yield ARTICLES[0]

    response = create_app(Settings(), Endless()).test_client().get("/api/v1/search.jsonl")
    assert next(response.iter_encoded()).startswith(b'{"id": "a00"')
    assert len(taken) < 100
    response.close()
