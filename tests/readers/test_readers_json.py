"""JSON Lines, arrays and objects: what becomes an article, what is rejected and where."""

from __future__ import annotations

import gzip
import io
import json
import lzma
from pathlib import Path

import pytest

from index.article import Article, Rejected, stable_id
from index.readers import json_records, read_sources
from index.readers.addresses import address_key
from index.readers.fields import our_field
from index.readers.times import published


def read(text: str | bytes, name: str = "a.json", mapping: dict[str, str] | None = None) -> list[Article | Rejected]:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return list(json_records.read(io.BytesIO(data), name, mapping))


def article(record: object, mapping: dict[str, str] | None = None) -> Article:
    (found,) = read(json.dumps(record), "a.jsonl", mapping)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        ({"titre": " Le pont\nrouvre "}, "title", "Le pont rouvre"),
        ({"Headline": "Le pont"}, "title", "Le pont"),
        ({"titre": "x", "Date de publication": "3 mars 2017"}, "published", "2017-03-03"),
        ({"title": {"rendered": "L&rsquo;&eacute;cole"}}, "title", "L’école"),
        ({"corps": "Un.\n\n\nDeux.\r\n"}, "body", "Un.\n\nDeux."),
        ({"texte": "Un.\nDeux."}, "body", "Un.\n\nDeux."),
        ({"content": ["Un.", {"text": "Deux."}]}, "body", "Un.\n\nDeux."),
        ({"body": "<p>A &amp; B</p><p>a < b <b>gras</b><br>suite</p>"}, "body", "A & B\n\na < b gras\nsuite"),
        ({"body": "Un <b>mot</b>.\n\nDeux."}, "body", "Un mot.\n\nDeux."),
        ({"body": "si a < b et c > d"}, "body", "si a < b et c > d"),
        ({"body": "R&D, AT&T"}, "body", "R&D, AT&T"),
        ({"body": "a\x00b\x07c\ud800d\ufeff"}, "body", "abcd"),
        ({"body": "l\x92été \x96 fin\x85"}, "body", "l’été – fin…"),
        ({"body": "«\u00a0Oui\u202f!\u00a0»"}, "body", "«\u00a0Oui\u202f!\u00a0»"),
        ({"body": "x", "identifiant": 42}, "id", "42"),
        ({"body": "x", "lien": "https://exemple.fr/a"}, "id", stable_id("exemple.fr/a")),
        ({"body": "x", "url": "javascript:alert(1)"}, "url", ""),
        ({"body": "x", "url": "exemple.fr:8080/a"}, "url", "exemple.fr:8080/a"),
        ({"body": "x", "langue": "fr_FR"}, "lang", "fr"),
        ({"body": "x", "media": "L’Écho", "rubrique": "Sport"}, "source", "L’Écho"),
        ({"body": "x", "auteurs": ["Zoé Roy", "Par Jean Le Goff"]}, "authors", ("Zoé Roy", "Jean Le Goff")),
        ({"body": "x", "auteur": "Par Zoé Roy, Ali Ba et Jean Le Goff"}, "authors", ("Zoé Roy", "Ali Ba", "Jean Le Goff")),
        ({"body": "x", "byline": "Rédaction avec AFP"}, "authors", ("Rédaction avec AFP",)),
        ({"body": "x", "author": [{"name": "Zoé Roy"}]}, "authors", ("Zoé Roy",)),
        ({"body": "x", "title": None, "titre": "T"}, "title", "T"),
        ({"body": "x"}, "persons", None),
    ],
)  # fmt: skip
def test_fields_are_recognised(record: dict[str, object], field: str, expected: object) -> None:
    assert getattr(article(record), field) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-12-22T07:00:00+01:00", "2019-12-22T07:00:00+01:00"),
        ("2019-12-22T07:00:00.123Z", "2019-12-22T07:00:00+00:00"),
        ("2019-12-22 07:00", "2019-12-22"),
        ("Sun, 22 Dec 2019 07:00:00 +0100", "2019-12-22T07:00:00+01:00"),
        (1577001600, "2019-12-22T08:00:00+00:00"),
        (1577001600000, "2019-12-22T08:00:00+00:00"),
        (1577001600.5, "2019-12-22T08:00:00+00:00"),
        ("20191222", "2019-12-22"),
        ("2019/12/22", "2019-12-22"),
        ("dimanche 22 décembre 2019 à 7 h", "2019-12-22"),
        ("Publié le 22/12/2019", "2019-12-22"),
        ("décembre 2019", "2019-12"),
        ("Le dimanche 22 décembre 2019 à 10:00", "2019-12-22"),
        ("22/12/19", "2019-12-22"),
        ("22-12-98 10:00", "1998-12-22"),
        ({"$date": "2019-12-22T07:00:00Z"}, "2019-12-22T07:00:00+00:00"),
        ({"$date": {"$numberLong": "1577001600000"}}, "2019-12-22T08:00:00+00:00"),
        ("0000-00-00 00:00:00", ""),
        (2019, "2019"),
        ("s.d.", ""),
        (None, ""),
    ],
)
def test_dates(value: object, expected: str) -> None:
    found = article({"titre": "x", "date": value})
    assert found.published == expected
    assert found.published_from == ("field" if expected else "")


@pytest.mark.parametrize(
    "value", ["31/02/2020", "2020-02-31", "bientôt", "hier", "99999999", "Tue, 31 Feb 2020 10:00:00 GMT"]
)
def test_an_unreadable_date_is_rejected_not_lost(value: str) -> None:
    (found,) = read(json.dumps({"titre": "x", "date": value}), "a.jsonl")
    assert isinstance(found, Rejected)
    assert f'date "{value}" is unreadable; cure: ' in found.reason


@pytest.mark.parametrize(
    "value",
    [
        ["Ana Roy", "Bo Li"],
        [{"nom": "Ana Roy"}, {"value": "Bo Li"}],
        "Ana Roy; Bo Li",
        "Ana Roy | Bo Li",
        [{"name": "Ana Roy"}, "Bo Li", "Bo Li"],
    ],
)
def test_persons_and_places_of_the_source_are_kept(value: object) -> None:
    found = article({"texte": "x", "personnes": value, "lieux": value})
    assert found.persons is not None
    assert found.places is not None
    assert [p.value for p in found.persons] == [p.value for p in found.places] == ["Ana Roy", "Bo Li"]


def test_an_empty_list_of_persons_says_nobody() -> None:
    assert article({"texte": "x", "persons": []}).persons == ()


def test_mentions_are_kept_where_the_text_bears_them_out() -> None:
    true = {"field": "body", "start": 6, "end": 10, "text": "Lyon"}
    wrong = {"field": "body", "start": 0, "end": 4, "text": "Lyon"}
    place = {"value": "Lyon", "kind": "city", "country": "FR", "lat": 45.75, "lon": 4.85, "mentions": [true, wrong, 3]}
    (found,) = article({"body": "Voici Lyon.", "places": [place]}).places or ()
    assert (found.kind, found.country, found.lat, found.lon) == ("city", "FR", 45.75, 4.85)
    assert [(m.start, m.end) for m in found.mentions] == [(6, 10)]


def test_mapping_wins_over_the_table() -> None:
    record = {"title": "non", "Titre_long": "oui", "Papier": "Le texte."}
    found = article(record, {"Titre_long": "title", "papier": "body"})
    assert (found.title, found.body) == ("oui", "Le texte.")


def test_bad_lines_are_rejected_with_their_number_and_reading_goes_on() -> None:
    lines = ['{"titre": "un"}', "{zut", "", "[1]", '{"corps": " "}', "{" * 9, '{"a":' * 100_000, '{"titre": "deux"}']
    found = read("\n".join(lines), "a.jsonl")
    assert [f.title for f in found if isinstance(f, Article)] == ["un", "deux"]
    assert [f.line for f in found if isinstance(f, Rejected)] == [2, 4, 5, 6, 7]
    assert found[-1].origin == "a.jsonl:8"


@pytest.mark.parametrize(
    "text",
    [
        '[{"titre": "a"},\n{"titre": "b"}]',
        '{"titre": "a"}\n{"titre": "b"}\n',
        '\ufeff[{"titre": "a"},{"titre": "b"}]',
        '{"articles": [{"titre": "a"}, {"titre": "b"}]}',
        '{\n "response": {"docs": [{"titre": "a"}, {"titre": "b"}]}}',
        '{\n"titre":\n"a"}\n{"titre":"b"}',
    ],
)
def test_every_shape_of_json(text: str) -> None:
    assert [f.title for f in read(text) if isinstance(f, Article)] == ["a", "b"]


def test_lines_of_an_array_are_true_and_what_came_before_a_fault_is_kept() -> None:
    found = read('[\n{"titre": "a"},\n\n{"titre":\n"b"},\n7,\n{"titre": zut}, {"titre": "c"}]')
    assert [(type(f).__name__, f.origin if isinstance(f, Article) else f.line) for f in found] == [
        ("Article", "a.json:2"), ("Article", "a.json:4"), ("Rejected", 6), ("Rejected", 7),
    ]  # fmt: skip
    (cut,) = [f for f in read('[{"titre": "a"}, {"titre": "b') if isinstance(f, Rejected)]
    assert "not JSON" in cut.reason


def test_a_large_array_is_read_piece_by_piece() -> None:
    records = [{"id": str(n), "titre": f"Numéro {n}", "corps": "mot " * 500} for n in range(300)]
    assert [f.id for f in read(json.dumps(records, indent=1)) if isinstance(f, Article)] == [r["id"] for r in records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859_15"])
def test_encodings(encoding: str) -> None:
    line = json.dumps(
        {"titre": "L’été à Orléans" if encoding != "iso8859_15" else "L'œuvre à Orléans"}, ensure_ascii=False
    )
    (found,) = read(line.encode(encoding), "a.jsonl")
    assert isinstance(found, Article)
    assert found.title == json.loads(line)["titre"]


@pytest.mark.parametrize("packer", [gzip, lzma])
def test_a_cut_archive_gives_what_came_before(tmp_path: Path, packer: object) -> None:
    text = "".join(json.dumps({"id": str(n), "titre": f"Titre {n * 7919}"}) + "\n" for n in range(5000))
    suffix = "gz" if packer is gzip else "xz"
    data = packer.compress(text.encode())  # type: ignore[attr-defined]  # both have it
    file = tmp_path / f"a.jsonl.{suffix}"
    file.write_bytes(data)
    assert len(list(read_sources([file]))) == 5000
    file.write_bytes(data[: len(data) * 3 // 4])
    *kept, last = read_sources([file])
    assert isinstance(last, Rejected)
    assert "cut short" in last.reason
    assert len(kept) > 100
    assert all(isinstance(k, Article) for k in kept)


def test_a_year_of_two_digits_that_may_be_of_two_centuries_is_refused() -> None:
    with pytest.raises(ValueError, match="13/09/45"):
        published("13/09/45")


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("Contenu de l'article", "body"),
        ("Titre de l’article", "title"),
        ("article_text", "body"),
        ("article", "body"),
        ("Nom du média", "source"),
        ("Date de l'article", "published"),
        ("idarticle", "id"),
        ("type_article", None),
    ],
)
def test_names_that_say_of_what_they_are(key: str, field: str | None) -> None:
    known = our_field(key)
    assert (known and known[0]) == field


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gazette.example/a/pont?p=2",
        "http://gazette.example/a/pont/?p=2#haut",
        "https://Gazette.example/a/pont?utm_source=x&utm_medium=y&p=2&fbclid=z",
        "https://www.gazette.example/a/pont?xtor=RSS-1&p=2&at_medium=w",
    ],
)
def test_the_addresses_of_one_article_give_one_id(url: str) -> None:
    assert article({"titre": "x", "url": url}).id == stable_id("gazette.example/a/pont?p=2")
    assert article({"titre": "x", "url": url}).url == url


def test_the_address_of_a_site_identifies_no_article() -> None:
    one, other = (article({"titre": t, "url": "https://www.gazette.example/"}) for t in ("Un", "Deux"))
    assert one.id != other.id
    assert article({"titre": "x", "url": "https://g.example/#!/a/1"}).id == stable_id("g.example#!/a/1")
    assert address_key("http://[broken") == "http://[broken"
