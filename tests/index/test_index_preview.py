"""What is understood of a strange file is shown before anything is indexed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from index import rim
from index.cli import cli

BODY = "Emmanuel Macron était hier à Lyon. " + "Une phrase de plus au milieu du texte. " * 40 + "La fin est là."


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = [
        {"titre": "Un voyage à Lyon", "date": "2021-05-18", "texte": BODY, "Mots-clés": "visite", "journal": "L’Écho"},
        {"titre": "Sans date ni texte", "Mots-clés": "rien"},
        {"date": "31/02/2020", "texte": "Ceci n’a pas de jour."},
        {"titre": "Le quatrième", "date": "2021", "texte": "Court."},
    ]
    path = tmp_path / "export.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def run(*arguments: str) -> int:
    return rim.run(cli, "python -m index", ["preview", *arguments])


def test_a_terminal_shows_fields_provenance_and_entities(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(export), "--articles", "2") == 3
    shown = capsys.readouterr().out
    for line in (
        f"{export}: json",
        "title       Un voyage à Lyon",
        "published   2021-05-18  (said by the source in a field)",
        "source      L’Écho",
        "persons     Emmanuel Macron",
        "places      Lyon (Rhône, FR)",
        'dates       2021-05-17 ("hier")',
        "published   none found",
        "body        none",
        "1 of 2 without a date: they will be found, but not by date; --map THEIRS=published",
        "1 of 2 without a text; --map THEIRS=body names the field that holds it",
        "fields that are left out: Mots-clés; take one with --map Mots-clés=section",
        f"{export}:3: ",
    ):
        assert line in shown
    assert "[…]" in shown
    assert "to index all: python -m index build" in shown
    assert "Le quatrième" not in shown
    assert max(map(len, shown.splitlines())) < 200


def test_whole_texts_and_everything(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(export), "--articles", "9", "--full", "--map", "Mots-clés=section") == 3
    shown = capsys.readouterr().out
    assert "[…]" not in shown
    assert "section     visite" in shown
    assert "that is all: 3 articles" in shown
    assert "left out" not in shown


def test_programs_get_all_of_it(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(export), "--json") == 3
    seen = json.loads(capsys.readouterr().out)
    assert seen["formats"] == {"json": 1}
    assert [article["title"] for article in seen["articles"]] == [
        "Un voyage à Lyon",
        "Sans date ni texte",
        "Le quatrième",
    ]
    assert seen["articles"][0]["persons"][0]["mentions"][0] == {
        "field": "body", "start": 0, "end": 15, "text": "Emmanuel Macron",
    }  # fmt: skip
    assert seen["rejected"][0]["line"] == 3
    assert seen["complete"] is True


def test_a_folder_tells_its_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", "Titre\n\nTexte."), ("b.txt", "Titre\n\nAutre."), ("c.bin", "\x00\x01\x02\x03")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(str(tmp_path)) == 3
    assert "text (2 files), unknown" in capsys.readouterr().out


def test_what_is_no_file_and_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "rien")) == 1
    assert "there is no file or folder" in capsys.readouterr().err
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02")
    assert run(str(tmp_path / "x.bin")) == 3
    assert "nothing was understood; see python -m index formats" in capsys.readouterr().out
    assert run(str(tmp_path)) == 3
    assert run(str(tmp_path), "--map", "x") == 2
