"""Plain text: titles, key lines, encodings; nothing is lost and nothing invented."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.readers import plain_text, read_sources
from index.readers.clean import clean_text

PROSE = (
    "La mairie de Saint-Brieuc a annoncé lundi 4 mars la réouverture du viaduc, fermé depuis deux ans. "
    "Les travaux, dont le coût atteint 3,5 millions d’euros, se sont achevés avec six mois d’avance sur le calendrier."
)


def read(text: str | bytes) -> Article:
    (found,) = plain_text.read(io.BytesIO(text.encode() if isinstance(text, str) else text), "a.txt")
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Le viaduc rouvre\n\nUn.\n\nDeux.", "Le viaduc rouvre", "Un.\n\nDeux."),
        ("Le viaduc rouvre\nUn long texte.\nDeux.", "Le viaduc rouvre", "Un long texte.\n\nDeux."),
        ("# Le viaduc rouvre\n\nUn.", "Le viaduc rouvre", "Un."),
        ("Le viaduc rouvre.\n\nUn.", "Le viaduc rouvre.", "Un."),
        ("Et si le viaduc rouvrait ?\n\nUn.", "Et si le viaduc rouvrait ?", "Un."),
        ("Une seule ligne", "Une seule ligne", "Une seule ligne"),
        (PROSE + "\nSuite.", "La mairie de Saint-Brieuc a annoncé lundi 4 mars la réouverture du viaduc, fermé depuis deux ans", PROSE + "\n\nSuite."),
        ("Le maire a dit que le\nviaduc rouvrirait.", "Le maire a dit que le", "Le maire a dit que le\n\nviaduc rouvrirait."),
        ("«\u00a0Nous rouvrons. Enfin\u00a0», a dit le maire.\n\nSuite.", "«\u00a0Nous rouvrons\u00a0»", "«\u00a0Nous rouvrons. Enfin\u00a0», a dit le maire.\n\nSuite."),
    ],
)  # fmt: skip
def test_titles(text: str, title: str, body: str) -> None:
    found = read(text)
    assert (found.title, found.body) == (title, body)
    assert (found.published, found.published_from) == ("", "")


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    title = read("mot très long " * 40 + "\nSuite.").title
    assert title.endswith("…")
    assert 100 < len(title) <= 121
    assert title.removesuffix("…").split()[-1] in {"mot", "très", "long"}


@pytest.mark.parametrize(
    "text",
    [
        "Titre : Le viaduc rouvre\nDate : 4 mars 2019\nAuteur : Zoé Roy\nSource : L’Écho\nRubrique : Bretagne\nPage : 3\n\nUn : deux.\n",
        "Titre\u00a0: Le viaduc rouvre\nDate: 2019-03-04\nAUTEUR: Par Zoé Roy\nSource: L’Écho\nRubrique: Bretagne\nUn : deux.",
        "---\ntitle: Le viaduc rouvre\ndate: 2019-03-04\nauthor: Zoé Roy\nsource: L’Écho\nsection: Bretagne\n---\n\nUn : deux.",
        "Le viaduc rouvre\nDate : 04/03/2019\nAuteur : Zoé Roy\nSource : L’Écho\nRubrique : Bretagne\n\nUn : deux.",
        "\ufeffTitre : Le viaduc rouvre\r\nDate : 04/03/2019\r\nAuteur : Zoé Roy\r\nSource : L’Écho\r\nRubrique : Bretagne\r\n\r\nUn : deux.\r\n",
    ],
)
def test_key_lines(text: str) -> None:
    found = read(text)
    assert (found.title, found.body, found.published, found.published_from) == (
        "Le viaduc rouvre",
        "Un : deux.",
        "2019-03-04",
        "field",
    )
    assert (found.authors, found.source, found.section) == (("Zoé Roy",), "L’Écho", "Bretagne")


def test_a_wrong_date_line_is_rejected() -> None:
    (found,) = plain_text.read(io.BytesIO(b"Titre : a\nDate : 31/02/2020\n\nb"), "a.txt")
    assert isinstance(found, Rejected)


# No «CAFÉ» here: byte for byte it would be valid UTF-8.
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859_15", "mac_roman", "cp850"]
)
def test_encodings_are_detected(encoding: str) -> None:
    text = "L'été à Orléans\n\n«L'élève naïf a gagné», a déclaré la députée. Ça s'est passé à Nîmes, où il a gelé."
    assert read(text.encode(encoding)).body == text.split("\n\n")[1]


def test_files_glued_together_in_two_encodings() -> None:
    text = "Réouverture du théâtre d’été à Mâcon, décidée à l’unanimité.\n"
    assert (
        "théâtre d’été à Mâcon" in read(b"Titre\n\n" + text.encode() * 3 + text.encode("cp1252")).body.split("\n\n")[-1]
    )


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x00\x00", b"\x89PNG\r\n\x1a\n\x00", b"", b" \n\n", b"%PDF\x00"])
def test_what_is_no_text_is_rejected(data: bytes) -> None:
    (found,) = plain_text.read(io.BytesIO(data), "a.txt")
    assert isinstance(found, Rejected)


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    lines = [PROSE[i : i + 70] for i in range(0, len(PROSE), 70)]
    words = PROSE.split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line.strip())
            line = ""
        line += word + " "
    assert clean_text("\n".join([*lines, line])) == PROSE


@pytest.mark.corpus
def test_the_dispatch_kiosque_was_asked_for_with(shared_data: Path) -> None:
    (found,) = read_sources([shared_data / "seed"])
    (file,) = (shared_data / "seed").glob("*.txt")
    assert isinstance(found, Article)
    assert found.title == "Kim Jong-un «a montré de l’intérêt pour l’espace et les fusées»"
    assert found.published == ""
    assert found.body.replace("\n\n", "\n") == file.read_text(encoding="utf-8").strip()
