"""Datelines, addresses and file names: what dates an article that has no field for it, and what does not."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.entities.calendar import first_day
from index.readers import json_records, plain_text, read_sources
from index.readers.datelines import found_date

BODY = "Le maire a annoncé lundi 4 mars 2019 la réouverture du viaduc, fermé depuis le 3 mars 2017."
TITLE = "Le viaduc rouvre"


def read(text: str, name: str = "a.txt") -> tuple[str, str]:
    (found,) = plain_text.read(io.BytesIO(text.encode()), name)
    assert isinstance(found, Article), found
    return found.published, found.published_from


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 3 mars 2019 à 10h12",
        "Publié le dimanche 3 mars 2019 à 10:12 - Mis à jour le 4 mars 2019",
        "Mis en ligne le 03/03/2019",
        "Publié\u00a0: 3 mars 2019",
        "Paru le 3 mars 2019.",
        "PARIS, 3 mars 2019 (AFP)",
        "Paris, le 3 mars 2019",
        "Saint-Brieuc, dimanche 3 mars 2019.",
        "Par Zoé Roy, le 3 mars 2019 à 10h",
        "Par Zoé Roy – 03/03/2019",
        "3 mars 2019",
        "Le dimanche 3 mars 2019 à 10h12",
        "2019-03-03",
    ],
)
def test_a_date_line_under_the_headline(line: str) -> None:
    assert read(f"{TITLE}\n{line}\n\n{BODY}\n\n{BODY}") == ("2019-03-03", "dateline")


@pytest.mark.parametrize(
    "head",
    [
        "PARIS, 3 mars 2019 (AFP) – ",
        "Paris, 3 mars 2019 (AFP) - ",
        "PARIS, 3 mars 2019\u00a0– ",
        "Paris (AFP), le 3 mars 2019 — ",
        "PARIS (AFP) - 3 mars 2019 - ",
        "La Roche-sur-Yon, le dimanche 3 mars 2019. – ",
        "L’Écho, 03.03.2019 – ",
        "3 mars 2019. – « ",
    ],
)
def test_the_head_of_a_dispatch(head: str) -> None:
    assert read(f"{TITLE}\n\n{head}{BODY}") == ("2019-03-03", "dateline")
    assert read(f"{head}{BODY}\n\n{BODY}") == ("2019-03-03", "dateline")


def test_nothing_of_a_dateline_is_lost() -> None:
    (found,) = plain_text.read(io.BytesIO(f"{TITLE}\n\nPARIS, 3 mars 2019 (AFP) – {BODY}".encode()), "a.txt")
    assert isinstance(found, Article)
    assert found.body == f"PARIS, 3 mars 2019 (AFP) – {BODY}"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Le 3 mars 2019 – jour du vote – a tout changé. {BODY}",
        f"Ouvert, le 3 mars 2019 – jour du vote – par le maire. {BODY}",
        f"Depuis le 3 mars 2019 – {BODY}",
        f"Publié le 3 mars 2019, le décret prévoit la réouverture du viaduc. {BODY}",
        f"Par un matin d’hiver, le 3 mars 2019.\n\n{BODY}",
        f"PARIS, 3 mars (AFP) – {BODY}",
        f"Paris, mars 2019 – {BODY}",
        f"PARIS, 31 février 2019 (AFP) – {BODY}",
        f"{BODY}\n\n{BODY}\n\n{BODY}\n\n{BODY}\n\nParis, le 3 mars 2019",
        f"11 novembre 1918\n\n{BODY}\n\n3 mars 1919\n\n{BODY}",
        f"{BODY}\n\n3 mars 2019",
    ],
)
def test_a_date_in_running_text_is_no_dateline(text: str) -> None:
    assert read(f"{TITLE}\n\n{text}") == ("", "")


def test_a_title_that_is_a_date_is_a_title() -> None:
    assert read(f"11 novembre 1918\n\n{BODY}") == ("", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2019-03-03_titre.txt", "2019-03-03"),
        ("/corpus/lemonde_20190303.txt", "2019-03-03"),
        ("lemonde-2019_03_03-p4.txt", "2019-03-03"),
        ("03-03-2019 viaduc.txt", "2019-03-03"),
        ("AFP 20190303T101200.txt", "2019-03-03"),
        ("1914.08.02.txt", "1914-08-02"),
        ("20190303-20190304.txt", ""),
        ("20190230.txt", ""),
        ("120190303.txt", ""),
        ("3f20190303ab.txt", ""),
        ("2019-03.txt", ""),
        ("000_57b8de3eaeb17b8f.txt", ""),
        ("2019-03-03/titre.txt", ""),
    ],
)
def test_the_name_of_the_file(name: str, expected: str) -> None:
    assert read(f"{TITLE}\n\n{BODY}", name) == (expected, "file name" if expected else "")


def test_what_is_surer_stands_first() -> None:
    name = "2019-03-05.txt"
    assert read(f"{TITLE}\nDate : 2019-03-03\n\nPARIS, 4 mars 2019 (AFP) – {BODY}", name) == ("2019-03-03", "field")
    assert read(f"{TITLE}\n\nPARIS, 4 mars 2019 (AFP) – {BODY}", name) == ("2019-03-04", "dateline")
    text = f"{TITLE}\nURL : https://gazette.example/2019/03/02/viaduc\n\n{BODY}"
    assert read(text, name) == ("2019-03-02", "url")


def test_records_without_a_date() -> None:
    records = (
        {"title": TITLE, "body": BODY, "url": "https://gazette.example/2019/03/02/viaduc"},
        {"title": TITLE, "body": f"PARIS, 3 mars 2019 (AFP) – {BODY}"},
        {"title": TITLE, "body": BODY},
    )
    lines = "\n".join(json.dumps(record) for record in records).encode()
    found = [
        (a.published, a.published_from)
        for a in json_records.read(io.BytesIO(lines), "2019-03-05.jsonl")
        if isinstance(a, Article)
    ]
    assert found == [("2019-03-02", "url"), ("2019-03-03", "dateline"), ("", "")]


def test_the_name_of_a_page(tmp_path: Path) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>" + f"<p>{BODY}</p>" * 4 + "</body></html>"
    (tmp_path / "2019-03-03-viaduc.html").write_text(page, encoding="utf-8")
    (found,) = read_sources([tmp_path])
    assert isinstance(found, Article)
    assert (found.published, found.published_from) == ("2019-03-03", "file name")


_PIECES = st.sampled_from(
    ["Paris", "PARIS", "(AFP)", ",", "le", "3", "31", "mars", "2019", "0000", "03/03/2019", "–", "-", "Publié", "Par", "\n", "Le maire", "9999"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map(" ".join), st.text(max_size=40), st.text(max_size=40))
def test_any_text_any_address_any_name(text: str, url: str, name: str) -> None:
    date, origin = found_date(text[:30], text, url, name)
    assert bool(date) == bool(origin)
    if date:
        assert first_day(date).isoformat().startswith(date)
