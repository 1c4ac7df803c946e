"""Taking away: every file has the articles of the search, whole, and says where it comes from."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from search.export.formats import FORMATS
from search.export.provenance import Provenance, filename
from search.request import FACET_NAMES, SearchRequest
from tests.web.newsdesk import ARTICLES, STATE, NaiveSearcher, indexed
from web import downloads

QUERIES = [
    "",
    "q=gilets",
    "place=Lyon&sort=newest",
    "person.not=Awa+Diouf&page=2&per_page=3",
    "q=rien-de-tel",
    "q=%40%25",
]
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def wanted(query: str) -> list[str]:
    return [a.id for a in NaiveSearcher().articles(SearchRequest.from_pairs(parse_qsl(query)))]


def ris(text: str) -> list[dict[str, list[str]]]:
    """Records by strict reading: tag, two spaces, dash, space; TY first, ER last."""
    records = []
    for part in text.split("\r\n\r\n")[:-1]:
        lines = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in part.split("\r\n")]
        assert all(lines), part
        pairs = [(line[1], line[2]) for line in lines if line]
        assert pairs[0] == ("TY", "NEWS")
        assert pairs[-1] == ("ER", "")
        fields: dict[str, list[str]] = {}
        for tag, value in pairs:
            fields.setdefault(tag, []).append(value)
        records.append(fields)
    return records


def bib(text: str) -> list[dict[str, str]]:
    """Entries by counting braces, as BibTeX does; keys must differ."""
    entries, keys = [], set()
    for match in re.finditer(r"^@(\w+)\{([^,\s]+),\n", text, re.MULTILINE):
        assert match[1] == "article"
        keys.add(match[2])
        at, fields = match.end(), {}
        while field := re.match(r"\s*(\w+) = ", text[at:]):
            at += field.end()
            start, depth = at, 0
            while depth or text[at] not in ",\n":
                depth += (text[at] == "{") - (text[at] == "}") if text[at - 1] != "\\" else 0
                at += 1
            fields[field[1]] = text[start:at]
            at += text[at] == ","
        assert text[at:].startswith("\n}")
        entries.append(fields)
    assert len(keys) == len(entries) == text.count("\n@")
    return entries


@pytest.mark.parametrize("query", QUERIES)
def test_every_format_has_the_articles_of_the_search(site, query):
    ids = wanted(query)
    titles = {a.id: a.title for a in ARTICLES}
    assert [r["ID"] for r in ris(site.get(f"/api/v1/search.ris?{query}").text)] == [[i] for i in ids]
    assert [e["title"] for e in bib(site.get(f"/api/v1/search.bib?{query}").text)] == [
        f"{{{{{titles[i]}}}}}" for i in ids
    ]
    corpus = etree.fromstring(site.get(f"/api/v1/search.xml?{query}").data)
    assert corpus.xpath("t:TEI//t:idno/text()", namespaces=TEI) == ids
    texts = site.get(f"/api/v1/search.txt?{query}").text
    assert len(re.findall(r"^\*\*\*\* \*article_\d+ ", texts, re.MULTILINE)) == len(ids)
    for form in FORMATS.values():
        headers = site.get(f"/api/v1/search.{form.suffix}?{query}").headers
        assert headers["Kiosque-Total"] == str(len(ids)) == str(site.get(f"/api/v1/search?{query}").json["total"])
        assert headers["Content-Type"].startswith(form.media_type)


def test_tei_has_the_very_texts(site):
    corpus = etree.fromstring(site.get("/api/v1/search.xml").data)
    by_id = {a.id: a for a in ARTICLES}
    for found in corpus.findall("t:TEI", TEI):
        article = by_id[found.xpath("string(.//t:idno)", namespaces=TEI)]
        said = [p.xpath("string()") for p in found.iterfind(".//t:div/*", TEI)]
        assert said == [article.title, article.chapo, *article.body.split("\n\n")]
        marked = {e.get("key") for e in found.iter("{*}persName", "{*}placeName")}
        people = {p.value for p in article.persons or () if p.mentions}
        assert marked == people | {p.value for p in article.places or () if p.mentions}


def test_iramuteq_has_the_very_texts(site):
    texts = site.get("/api/v1/search.txt?q=brest").text.split("\n\n**** ")
    by_number = [a for i in wanted("q=brest") for a in ARTICLES if a.id == i]
    for text, article in zip(texts, by_number, strict=True):
        assert text.partition("\n")[2].split() == f"{article.title} {article.chapo} {article.body}".split()


def test_every_file_says_where_it_comes_from(site):
    day = downloads.today()
    address = "http://localhost/?q=gr%C3%A8ve&place=Lyon"
    for form in FORMATS.values():
        headers = site.get(f"/api/v1/search.{form.suffix}?place=Lyon&q=grève&page=3&sort=oldest").headers
        assert headers["Kiosque-Search"] == address
        assert headers["Kiosque-Index"] == STATE.version
        assert headers["Kiosque-Date"] == day
        name = f"kiosque-greve-lyon-{day}-{STATE.version}.{form.suffix}"
        assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
    note = "Kiosque, recherche « port »"
    (first, *_) = ris(site.get("/api/v1/search.ris?q=port").text)
    total = site.get("/api/v1/search?q=port").json["total"]
    sentence = f"{note}, {total} articles, index {STATE.version}, {day}, http://localhost/?q=port"
    assert first["N1"] == [sentence]
    assert site.get("/api/v1/search.bib?q=port").text.startswith(f"% {sentence}\n")
    assert sentence in site.get("/api/v1/search.xml?q=port").text
    stars = site.get("/api/v1/search.txt?q=port").text.partition("\n")[0]
    assert stars.endswith(f"*recherche_port *total_{total} *index_{STATE.version} *extrait_{day}")


@pytest.mark.parametrize("name", FACET_NAMES)
@pytest.mark.parametrize(
    "asked",
    ["", "q=la", "place=Lyon&date.from=2017", "place=Lyon&place.not=France&within=1", "date.from=2018&date.to=2018"],
)
def test_all_values_of_a_facet(site, monkeypatch, name, asked):
    monkeypatch.setattr("web.engine.searcher", lambda: indexed(ARTICLES))
    rows = list(csv.reader(io.StringIO(site.get(f"/api/v1/facets/{name}.csv?{asked}").text)))
    told = site.get(f"/api/v1/facets/{name}?per_page=1000&{asked}").json
    assert rows[0] == [name, "articles"]
    values = [(v["value"], v["count"]) for v in told["values"] if v["count"] or told.get("level")]
    assert sorted((value, int(count)) for value, count in rows[1:]) == sorted(values)
    assert len(rows) - 1 >= told["total_values"] > 0


def test_values_keep_words_and_order_and_unknown_facets_are_not_found(site):
    rows = site.get("/api/v1/facets/place.csv?facet.place.q=b&facet.place.sort=alpha").text.splitlines()
    assert rows[1].startswith("Brest,")
    assert len(rows) == 2
    assert site.get("/api/v1/facets/colour.csv").status_code == 404


def test_names_of_files_fit_every_system():
    request = SearchRequest(q="« état d’urgence » / ../..\\*?" + "x" * 200).with_filter("place", "Saint-Étienne")
    name = filename(request, "trends", "csv", "0a1b", "2026-11-24")
    assert re.fullmatch(r"kiosque-trends-etat-d-urgence-x+-2026-11-24-0a1b\.csv", name)
    assert len(name) < 120
    assert filename(SearchRequest(), "", "bib", "", "2026-11-24") == "kiosque-2026-11-24.bib"


def test_another_day_is_another_file(site, monkeypatch):
    tag = site.get("/api/v1/search.ris").headers["ETag"]
    assert site.get("/api/v1/search.ris", headers={"If-None-Match": tag}).status_code == 304
    monkeypatch.setattr(downloads, "today", lambda: "2031-01-01")
    assert site.get("/api/v1/search.ris", headers={"If-None-Match": tag}).status_code == 200


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_query_breaks_a_file(asked):
    made = Provenance("http://localhost/", asked, 3, "v", "2026-11-24")
    texts = {name: "".join(form.write(ARTICLES[:3], made)) for name, form in FORMATS.items()}
    assert len(etree.fromstring(texts["tei"].encode()).findall("t:TEI", TEI)) == 3
    assert len(ris(texts["ris"])) == len(bib(texts["bib"])) == 3
    assert texts["bib"].partition("\n\n")[0].count("\n") == 0
    assert sum(line.startswith("*") for line in texts["iramuteq"].splitlines()) == 3


def test_the_command_line_writes_the_same_files():
    root = Path(__file__).resolve().parents[2]
    folder = indexed(ARTICLES)._folder
    for name, form in FORMATS.items():
        command = [
            sys.executable,
            "-m",
            "search",
            "brest",
            "--place",
            "Brest",
            "--export",
            name,
            "--index",
            str(folder),
        ]
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)
        request = SearchRequest(q="brest").with_filter("place", "Brest")
        found = indexed(ARTICLES).search(request)
        made = Provenance("/?q=brest&place=Brest", "brest", found.total, found.index.version, downloads.today())
        assert done.stdout.decode() == "".join(form.write(indexed(ARTICLES).articles(request), made))
        if name == "jsonl":
            assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [
                a.id for a in indexed(ARTICLES).articles(request)
            ]
