"""CSV and TSV, as French spreadsheets write them."""

from __future__ import annotations

import io

import pytest

from index.article import Article, Rejected
from index.readers import table


def read(data: str | bytes, mapping: dict[str, str] | None = None) -> list[Article | Rejected]:
    return list(table.read(io.BytesIO(data.encode() if isinstance(data, str) else data), "a.csv", mapping))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(sign: str, encoding: str) -> None:
    rows = [["Titre", "Texte", "Date de publication"], ["L’été, à Sète ; enfin", 'Il dit "oui".', "13/09/2023"]]
    quoted = ("".join(sign.join('"' + c.replace('"', '""') + '"' for c in row) + "\r\n" for row in rows)).encode(
        encoding
    )
    (found,) = read(quoted)
    assert isinstance(found, Article)
    assert (found.title, found.body, found.published) == ("L’été, à Sète ; enfin", 'Il dit "oui".', "2023-09-13")


def test_line_numbers_are_those_of_the_file() -> None:
    text = 'id,titre,texte\n1,Un,"deux\n\nlignes"\n\n2,,\n3,a,b,c\n4,Quatre,x,\n5,Cinq\n'
    found = read(text)
    assert [(f.origin, f.title) for f in found if isinstance(f, Article)] == [
        ("a.csv:2", "Un"), ("a.csv:8", "Quatre"), ("a.csv:9", "Cinq"),
    ]  # fmt: skip
    assert [(f.line, f.reason.split(";")[0]) for f in found if isinstance(f, Rejected)] == [
        (6, "no title and no body (its fields: id, titre, texte)"), (7, "4 cells under 3 names"),
    ]  # fmt: skip


def test_a_table_of_unknown_names_is_rejected_once_and_can_be_mapped() -> None:
    text = "Intitulé;Propos\nLe pont;Il rouvre.\nLa gare;Elle ferme.\n"
    (rejected,) = read(text)
    assert isinstance(rejected, Rejected)
    assert "Intitulé, Propos" in rejected.reason
    found = read(text, {"Intitulé": "title", "Propos": "body"})
    assert [f.title for f in found if isinstance(f, Article)] == ["Le pont", "La gare"]


def test_a_lost_quotation_mark_does_not_make_a_giant_title() -> None:
    (found,) = read('titre,texte\n"' + "mot,mot\n" * 2000)
    assert isinstance(found, Rejected)
    assert "quotation marks" in found.reason


def test_nul_bytes() -> None:
    (found,) = read("titre,texte\nL’a\x00b,c\n".replace("\x00", ""))
    assert isinstance(found, Article)
    (refused,) = read(b"\x00\x01\x02titre,texte\n")
    assert isinstance(refused, Rejected)


def test_the_line_that_excel_puts_above_the_names() -> None:
    found = read("sep=;\r\nTitre;Contenu de l'article\r\nLe pont;Il rouvre.\r\n;\r\n".encode("cp1252"))
    assert [(f.origin, f.title, f.body) for f in found if isinstance(f, Article)] == [
        ("a.csv:3", "Le pont", "Il rouvre.")
    ]
    assert table.sniff(b"sep=;\nTitre;Texte\n")


def test_cells_of_several_lines_in_windows_1252() -> None:
    text = (
        'Média;Date de publication;Titre;Contenu de l\'article\r\nL’Écho;13/09/23;Un été;"Un ; deux.\nTrois à 3 €."\r\n'
    )
    (found,) = read(text.encode("cp1252"))
    assert isinstance(found, Article)
    assert (found.source, found.published, found.body) == ("L’Écho", "2023-09-13", "Un ; deux.\n\nTrois à 3 €.")
