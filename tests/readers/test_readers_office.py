"""Documents and containers: Word, OpenDocument, PDF, Parquet, e-mail."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from types import ModuleType

import pytest

from index.article import Article, Rejected
from index.readers import docx, mail, odt, parquet, pdf, rtf
from index.readers.archives import is_archive
from index.readers.office import first_names
from index.readers.pdf_lines import paragraphs, without_furniture
from tests.readers import office_samples as samples

ARTICLE = samples.ARTICLE
TITLE = "Le viaduc de Plouzal rouvre aux trains"


def records(module: ModuleType, data: bytes, mapping: dict[str, str] | None = None) -> list[Article | Rejected]:
    return list(module.read(io.BytesIO(data), "f", mapping))


def one(module: ModuleType, data: bytes) -> Article:
    (found,) = records(module, data)
    assert isinstance(found, Article), found
    return found


def reason(module: ModuleType, data: bytes) -> str:
    (found,) = records(module, data)
    assert isinstance(found, Rejected), found
    return found.reason


# Word and OpenDocument


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_is_an_article(kind: str) -> None:
    styled = [("P1" if kind == "odt" and style == "Title" else style or "Standard", text) for style, text in ARTICLE]
    article = one(docx, samples.docx(ARTICLE)) if kind == "docx" else one(odt, samples.odt(styled))
    assert (article.title, article.published, article.published_from) == (TITLE, "2017-03-14", "dateline")
    assert article.chapo == "Après deux ans de travaux, la ligne est rendue aux voyageurs."
    assert article.body.split("\n\n")[1:] == [
        "L’autorail de 7 h 12 a franchi mardi le viaduc.",
        "Les travaux ont coûté 3,5 millions d’euros.",
    ]


def test_key_lines_of_a_document_are_fields() -> None:
    article = one(
        docx,
        samples.docx(
            [("", f"Titre : {TITLE}"), ("", "Date : 14 mars 2017"), ("", "Source : L’Aulne"), ("", "Le texte.")]
        ),
    )
    assert (article.title, article.published, article.source, article.body) == (
        TITLE,
        "2017-03-14",
        "L’Aulne",
        "Le texte.",
    )


def test_nexis_uni() -> None:
    viaduct, tugs = records(docx, samples.docx(samples.NEXIS))
    assert isinstance(viaduct, Article)
    assert isinstance(tugs, Article)
    assert (viaduct.title, viaduct.source, viaduct.published) == (TITLE, "Le Courrier de l’Aulne", "2017-03-14")
    assert (viaduct.section, viaduct.page, viaduct.lang, viaduct.authors) == (
        "BRETAGNE",
        "16",
        "fr",
        ("Maëlle Kerbrat",),
    )
    assert viaduct.chapo == "La ligne est rendue aux voyageurs."
    assert viaduct.body == "L’autorail de 7 h 12 a franchi mardi le viaduc.\n\nLe maire : « Une promesse tenue. »"
    assert (tugs.published, tugs.body) == ("2023-10-16T16:55:00+00:00", "Les remorqueurs ont repris le travail lundi.")


def test_nexis_uni_without_bookmarks_and_without_a_cover() -> None:
    lines = [("", text) for style, text in samples.NEXIS[len(samples.NEXIS_COVER) :] if text]
    assert [each.title for each in records(docx, samples.docx(lines)) if isinstance(each, Article)] == [
        TITLE,
        "La grève des remorqueurs s’achève",
    ]


def test_documents_are_told_from_archives_of_documents() -> None:
    inner = samples.docx(ARTICLE)
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("article.docx", inner)
    assert docx.sniff(inner)
    assert is_archive(stored.getvalue())
    assert not docx.sniff(stored.getvalue())
    assert not odt.sniff(inner)
    assert odt.sniff(samples.odt([("Standard", "x")]))
    assert not docx.sniff(samples.odt([("Standard", "x")]))


def test_the_first_names_of_an_archive() -> None:
    assert first_names(samples.docx(ARTICLE)) == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert first_names(b"PK\x03\x04") == []
    assert first_names(b"") == []


def test_a_document_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = samples.archive({"word/document.xml": "<w>" + " " * 60_000_000})
    assert len(bomb) < 100_000
    assert "50 MB" in reason(docx, bomb)


def test_no_entity_of_a_document_is_expanded() -> None:
    lol = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    data = samples.archive(
        {"word/document.xml": f'{lol}<w:d xmlns:w="{samples._W}"><w:p><w:r><w:t>Un &b; deux</w:t></w:r></w:p></w:d>'}
    )
    found = records(docx, data)
    assert all("haha" not in each.body for each in found if isinstance(each, Article))


def test_the_exports_to_word_before_nexis_uni() -> None:
    lines = [
        "1 of 1 DOCUMENTS",
        "Le Courrier de l’Aulne",
        "14 mars 2017 mardi",
        TITLE,
        "RUBRIQUE: BRETAGNE; Pg. 16",
        "LONGUEUR: 9 mots",
        "Le texte.",
        "LANGUE: FRENCH",
    ]
    article = one(docx, samples.docx([("", line) for line in lines]))
    assert (article.title, article.source, article.published) == (TITLE, "Le Courrier de l’Aulne", "2017-03-14")
    assert (article.section, article.page, article.body) == ("BRETAGNE", "16", "Le texte.")


# Rich Text


def test_rich_text_is_read_as_what_it_holds() -> None:
    article = one(rtf, samples.rtf([text for _, text in ARTICLE]))
    assert (article.title, article.published) == (TITLE, "2017-03-14")
    assert article.body.endswith("Les travaux ont coûté 3,5 millions d’euros.")
    nexis = records(rtf, samples.rtf([text for _, text in samples.NEXIS]))
    assert [each.title for each in nexis if isinstance(each, Article)] == [TITLE, "La grève des remorqueurs s’achève"]
    coded = (samples.SAMPLES / "factiva/codes.txt").read_text(encoding="utf-8").split("\n")
    assert [each.id for each in records(rtf, samples.rtf(coded)) if isinstance(each, Article)] == [
        "COUAUL0020170314ed3e0001b",
        "GAZPON0020231016ejag00003",
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 L\'e9t\'e9\par \'ab\~oui\~\'bb}", "Lété\n«\u00a0oui\u00a0»"),
        (rb"{\rtf1\uc1 Un c\u339?ur \u-10179?{\b gras}\line deux\emdash trois}", "Un cœur \ufffdgras\ndeux—trois"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\bkmkstart A}{\pict\wmetafile8 0102ff}Le texte{\footnote Une note}.}", "Le texte."),
        (rb"{\rtf1\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (rb"{\rtf1 \u-10179?\u-8704?}", "😀"),
        (rb"{\rtf1 a\{b\}c\\d}", "a{b}c\\d"),
        (rb"{\rtf1 }}}}} fin", " fin"),
    ],
)  # fmt: skip
def test_the_text_of_rich_text(source: bytes, text: str) -> None:
    assert rtf.text_of(source) == text


# PDF


@pytest.fixture
def _pypdf() -> None:
    pytest.importorskip("pypdf", reason="an extra: pip install -r requirements-extra.txt")


@pytest.mark.usefixtures("_pypdf")
def test_a_pdf_is_an_article_in_paragraphs() -> None:
    article = one(pdf, samples.pdf(samples.PAGES, TITLE))
    assert (article.title, article.published, article.published_from) == (TITLE, "2017-03-14", "dateline")
    assert article.body.split("\n\n")[1:] == [
        "L’autorail de 7 h 12 a franchi mardi matin le viaduc de Plouzal, « sans un bruit », disent les riverains. Les travaux, dont le coût atteint 3,5 millions d’euros, se sont achevés avec six mois d’avance.",
        "Le maire y croit : « Nous aurons cent voyageurs par jour, peut-être davantage l’été. » La région, qui a payé la moitié des travaux, promet deux trains de plus à partir de septembre.",
        "Les riverains demandent que la gare, fermée depuis 2009, rouvre elle aussi.",
    ]


@pytest.mark.usefixtures("_pypdf")
def test_the_date_of_a_program_is_none_of_an_article() -> None:
    pages = [[line for line in page if "2017" not in line] for page in samples.PAGES]
    assert b"CreationDate" in samples.pdf(pages)
    assert one(pdf, samples.pdf(pages)).published == ""


@pytest.mark.usefixtures("_pypdf")
def test_the_date_at_the_head_of_every_page_counts_where_no_other_is_printed() -> None:
    pages = [[line for line in page if not line.startswith("Publié")] for page in samples.PAGES]
    article = one(pdf, samples.pdf(pages))
    assert (article.published, article.published_from) == ("2017-03-14", "text")
    browser = [
        ["14/03/2019 10:12 L’Aulne", *page[1:-1], f"https://aulne.example/2017/03/14/viaduc {n}/2"]
        for n, page in enumerate(pages, 1)
    ]
    article = one(pdf, samples.pdf(browser))
    assert (article.published, article.published_from, article.url) == (
        "2017-03-14",
        "url",
        "https://aulne.example/2017/03/14/viaduc",
    )


@pytest.mark.usefixtures("_pypdf")
def test_europresse_in_pdf() -> None:
    viaduct, tugs = records(pdf, samples.pdf(samples.EUROPRESSE_PAGES))
    assert isinstance(viaduct, Article)
    assert isinstance(tugs, Article)
    assert (viaduct.id, viaduct.title, viaduct.source) == (
        "news·20170314·CAU·0k1403_556071",
        TITLE,
        "Le Courrier de l’Aulne",
    )
    assert (viaduct.section, viaduct.page, viaduct.published, viaduct.authors) == (
        "Bretagne",
        "16",
        "2017-03-14",
        ("Maëlle Kerbrat",),
    )
    assert viaduct.body.endswith("Les travaux ont coûté 3,5 millions d’euros.")
    assert (tugs.source, tugs.published, tugs.body) == (
        "La Gazette du Ponant",
        "2023-10-16",
        "Les remorqueurs ont repris le travail lundi.",
    )


@pytest.mark.usefixtures("_pypdf")
def test_what_no_pdf_reader_can_read_is_told_with_its_cure() -> None:
    import pypdf

    assert "OCR" in reason(pdf, samples.pdf([["1"], ["2"]]))
    assert "damaged" in reason(pdf, b"%PDF-1.4\n" + b"\x00" * 100)
    for password, owner, outcome in (("secret", None, Rejected), ("", "secret", Article)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(samples.pdf(samples.PAGES)))
        writer.encrypt(password, owner, algorithm="RC4-128")
        locked = io.BytesIO()
        writer.write(locked)
        (found,) = records(pdf, locked.getvalue())
        assert isinstance(found, outcome)
        assert isinstance(found, Article) or "password" in found.reason


def test_words_broken_at_line_ends_are_whole_again() -> None:
    lines = [
        "Le conseil a voté la construc-",
        "tion du pont et le vice-",
        "président l’a dit : « peut-",
        "être, dit-",
        "il, à Jean-",
        "Pierre. »",
    ]
    assert paragraphs(lines) == [
        "Le conseil a voté la construction du pont et le vice-président l’a dit : « peut-être, dit-il, à Jean-Pierre. »"
    ]


def test_running_heads_and_feet_go() -> None:
    pages = [["L’Aulne", f"Texte {n} de la page.", "Suite.", "Fin.", "Encore.", "Et puis.", f"- {n} -"] for n in "abc"]
    lines, furniture = without_furniture([[*page[:-1], f"- {n} -"] for n, page in enumerate(pages, 1)])
    assert "L’Aulne" not in lines
    assert not any(line.startswith("- ") for line in lines)
    assert [line for line in lines if line.startswith("Texte")] == [
        "Texte a de la page.",
        "Texte b de la page.",
        "Texte c de la page.",
    ]
    assert "L’Aulne" in furniture


# Parquet


@pytest.fixture
def _pyarrow() -> None:
    pytest.importorskip("pyarrow", reason="an extra: pip install -r requirements-extra.txt")


@pytest.mark.usefixtures("_pyarrow")
def test_rows_of_a_table_are_articles() -> None:
    found = records(parquet, samples.parquet(samples.TABLE))
    assert [each.title for each in found if isinstance(each, Article)] == samples.TABLE["titre"]
    assert isinstance(found[0], Article)
    assert found[0].authors == ("Maëlle Kerbrat", "Yann Le Goff")
    assert [each.origin for each in found] == ["f:1", "f:2", "f:3"]


@pytest.mark.usefixtures("_pyarrow")
def test_times_dates_and_gaps_of_a_table() -> None:
    moment = dt.datetime(2017, 3, 14, 6, 12, tzinfo=dt.UTC)
    table: dict[str, list[object]] = {
        "title": ["A", "B", None, "D"],
        "text": ["a", "b", None, "d"],
        "published": [moment, None, None, moment],
        "day": [dt.date(2017, 3, 14)] * 4,
    }
    first, second, third, _ = records(parquet, samples.parquet(table))
    assert isinstance(first, Article)
    assert first.published == "2017-03-14T06:12:00+00:00"
    assert isinstance(second, Article)
    assert second.published == ""
    assert isinstance(third, Rejected)
    assert third.line == 3
    mapped = records(parquet, samples.parquet(table), {"day": "published"})[1]
    assert isinstance(mapped, Article)
    assert mapped.published == "2017-03-14"


@pytest.mark.usefixtures("_pyarrow")
def test_a_table_that_can_only_be_read_forward() -> None:
    class Forward(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    assert len(list(parquet.read(Forward(samples.parquet(samples.TABLE)), "f", None))) == 3


@pytest.mark.usefixtures("_pyarrow")
def test_a_damaged_table_is_told() -> None:
    data = samples.parquet(samples.TABLE)
    assert "damaged" in reason(parquet, data[: len(data) // 2])
    assert "no column" in reason(parquet, samples.parquet({"mot": ["viaduc"], "compte": [3]}))


# E-mail

HEADERS = (
    "Message-ID: <1@a.example>\nDate: Tue, 14 Mar 2017 7:00:00 +0100\nFrom: L’Aulne <a@a.example>\nSubject: Le titre\n"
)


def test_a_message_in_8_bits() -> None:
    article = one(mail, (HEADERS + "Content-Type: text/plain\n\nLe texte à lire.\n").encode())
    assert (article.title, article.body, article.source) == ("Le titre", "Le texte à lire.", "L’Aulne")
    assert (article.published, article.id) == ("2017-03-14T07:00:00+01:00", "1@a.example")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "x-unknown"])
def test_character_sets(charset: str) -> None:
    encoding = "utf-8" if charset == "x-unknown" else charset
    data = HEADERS.replace(
        "L’Aulne", "Aulne"
    ).encode() + f"Content-Type: text/plain; charset={charset}\n\nL'été à Plouzal.\n".encode(encoding)
    assert one(mail, data).body == "L'été à Plouzal."


def test_lines_broken_by_programs_are_joined() -> None:
    flowed = (
        HEADERS
        + "Content-Type: text/plain; format=flowed\n\nUne phrase qui \ncontinue.\n\nUne autre.\n-- \nSignature\n"
    )
    assert one(mail, flowed.encode()).body == "Une phrase qui continue.\n\nUne autre."
    wrapped = "La mairie a annoncé lundi la réouverture du viaduc, fermé depuis deux\nans. Les travaux, dont le coût atteint 3,5 millions d’euros, se sont achevés\navec six mois d’avance sur le calendrier, et sans qu’aucun train ait été\nsupprimé.\n\nLe maire s’en félicite."
    assert one(mail, (HEADERS + "\n" + wrapped).encode()).body.count("\n") == 2


def test_a_mailbox_keeps_lines_that_begin_with_from() -> None:
    box = f"From a@a.example Tue Mar 14 07:00:00 2017\n{HEADERS}\nUn.\n\n>From ici, on voit la mer.\nFrom là aussi.\n\nFrom a@a.example Wed Mar 15 07:00:00 2017\n{HEADERS.replace('<1', '<2')}\nDeux.\n"
    first, second = records(mail, box.encode())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.body == "Un.\n\nFrom ici, on voit la mer.\nFrom là aussi."
    assert (second.body, second.origin) == ("Deux.", "f:12")


@pytest.mark.parametrize(
    "text",
    [
        "Titre : Le viaduc\nDate : 14 mars 2017\n\nLe texte.",
        "From: a\nDate: b\n\nUn texte.",
        "From the sea, a view at 10:12 in 2017\n\nThe text.",
        "",
    ],
)  # fmt: skip
def test_what_is_no_mail(text: str) -> None:
    assert not mail.sniff(text.encode())


def test_comments_within_comments_are_no_sender() -> None:
    deep = "(" * 3000
    text = f"From: {deep}\nDate: {deep}\nTo: x@y.example\nSubject: Un titre\n\nUn texte.\n"
    (found,) = mail.read(io.BytesIO(text.encode()), "a.eml")
    assert isinstance(found, Rejected | Article)
    text = f"From: {deep}\nDate: Tue, 3 Mar 2020 10:00:00 +0100\nTo: x@y.example\nSubject: Un titre\n\nUn texte.\n"
    (found,) = mail.read(io.BytesIO(text.encode()), "a.eml")
    assert isinstance(found, Article)
    assert (found.title, found.source, found.day) == ("Un titre", "", "2020-03-03")
