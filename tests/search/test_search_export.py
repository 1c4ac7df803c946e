"""CSV and JSON Lines: nothing lost, nothing run, nothing held back."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.entities.mention import Mention, Person, Place, SpokenDate
from index.readers import json_records, table
from search.export.json_lines import lines
from search.export.record import record
from search.export.table import BOM, COLUMNS, DELIMITERS, guarded, rows

ARTICLE = Article(
    id="2017-03-09/1",
    title='Le « grand » débat, "enfin"',
    chapo="Une première ;\n\nune seconde.",
    body="Ada Martin est à Lyon le 9 mars 2017.",
    published="2017-03-09T10:00:00+01:00",
    published_from="field",
    authors=("Élise Roy", "Paul Lin"),
    source="Le Courrier",
    section="Économie",
    url="https://exemple.fr/1",
    lang="fr",
    persons=(Person("Ada Martin", (Mention("body", 0, 10, "Ada Martin"),)),),
    places=(
        Place("Lyon", (Mention("body", 17, 21, "Lyon"),), "city", "FR", 45.75, 4.85, ("Europe", "France")),
        Place("Rhône"),
    ),
    dates=(SpokenDate("2017-03-09", "day", (Mention("body", 25, 36, "9 mars 2017"),)),),
)


def read_back(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize("delimiter", DELIMITERS.values())
def test_a_row_reads_back_as_written(delimiter):
    header, row = read_back("".join(rows([ARTICLE], delimiter)), delimiter)
    assert header == list(COLUMNS)
    assert dict(zip(header, row, strict=True)) == {
        "id": ARTICLE.id,
        "title": ARTICLE.title,
        "published": ARTICLE.published,
        "source": "Le Courrier",
        "section": "Économie",
        "authors": "Élise Roy | Paul Lin",
        "persons": "Ada Martin",
        "places": "Lyon | Rhône",
        "url": "https://exemple.fr/1",
        "chapo": ARTICLE.chapo,
        "copies_of": "",
    }


def test_lines_end_as_rfc_4180_says():
    text = "".join(rows([ARTICLE, ARTICLE]))
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 3


def test_the_byte_order_mark_comes_once_and_only_when_asked():
    assert "".join(rows([ARTICLE], bom=True)).count(BOM) == 1
    assert BOM not in "".join(rows([ARTICLE]))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1", "'+33 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1", "'＝1"),
        ("2017", "2017"),
        ("a=1", "a=1"),
        ("« - »", "« - »"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell, safe):
    assert guarded(cell) == safe


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_survives_a_csv_cell(text):
    article = Article(id="x", title=text, body="")
    title = read_back("".join(rows([article])))[1][1]
    assert title == guarded(text)
    assert title.removeprefix("'") == text.removeprefix("'")


def test_json_lines_hold_everything():
    (line,) = lines([ARTICLE])
    assert line.endswith("\n")
    assert json.loads(line) == record(ARTICLE)
    assert record(ARTICLE)["places"][0] == {
        "value": "Lyon",
        "kind": "city",
        "country": "FR",
        "lat": 45.75,
        "lon": 4.85,
        "path": ["Europe", "France"],
        "mentions": [{"field": "body", "start": 17, "end": 21, "text": "Lyon"}],
    }


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_a_line_for_any_reader(text):
    (line,) = lines([Article(id="x", title=text, body=text)])
    assert len(line.splitlines()) == 1
    assert json.loads(line)["body"] == text


def test_json_lines_are_read_back():
    """All but the dates spoken of, which indexing finds again."""
    written = "".join(lines([ARTICLE, ARTICLE]))
    articles = list(json_records.read(io.BytesIO(written.encode()), "export.jsonl"))
    assert articles == [replace(ARTICLE, dates=None)] * 2


@pytest.mark.parametrize("delimiter", DELIMITERS.values())
def test_csv_is_read_back_but_for_what_it_leaves_out(delimiter):
    written = "".join(rows([ARTICLE], delimiter, bom=True))
    (article,) = table.read(io.BytesIO(written.encode()), "export.csv")
    assert isinstance(article, Article)
    for name in ("id", "title", "chapo", "published", "authors", "source", "section", "url"):
        assert getattr(article, name) == getattr(ARTICLE, name), name
    assert [p.value for p in article.persons or ()] == ["Ada Martin"]
    assert [p.value for p in article.places or ()] == ["Lyon", "Rhône"]


@pytest.mark.parametrize("export", [rows, lines])
def test_exports_hold_nothing_back(export):
    taken = []

    def articles() -> Iterator[Article]:
        for n in itertools.count():
            taken.append(n)
            yield ARTICLE

    assert len(list(itertools.islice(export(articles()), 5))) == 5
    assert len(taken) <= 5
