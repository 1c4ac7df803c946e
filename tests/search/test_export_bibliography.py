"""RIS, BibTeX, TEI, IRaMuTeQ and citations: what other programs read must come out whole, whatever the article says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from index.article import Article
from index.entities.mention import Mention, Person, Place, SpokenDate
from search.export import bibtex, citation, iramuteq, ris, tei
from search.export.authors import Author, author
from search.export.provenance import Provenance

TEXT = "Zoé Roy était lundi à Port-Brac.\n\n*** Le maire a dit « non » à 50 % & plus {sic}."
ARTICLE = Article(
    id="a/1",
    title="Qui veut du pont de Port-Brac ?",
    body=TEXT,
    chapo="Un conseil agité.",
    published="2019-03-04T10:00:00+01:00",
    authors=("Hélène Le Goff", "AFP"),
    source="L’Écho du Littoral",
    section="Société",
    page="4",
    url="https://echo.example/pont?a=1&b=2",
    lang="fr",
    persons=(Person("Zoé Roy", (Mention("body", 0, 7, "Zoé Roy"),)),),
    places=(Place("Port-Brac", (Mention("title", 19, 28, "Port-Brac"), Mention("body", 22, 31, "Port-Brac"))),),
    dates=(SpokenDate("2019-03-04", "day", (Mention("body", 14, 19, "lundi"),)),),
)
EMPTY = Article(id="x", title="", body="Texte.")
PROVENANCE = Provenance("http://localhost/?q=pont", "pont", 2, "v1", "2026-11-24")
NAMESPACE = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.mark.parametrize(
    ("name", "family", "given_names"),
    [
        ("Hélène Le Goff", "Le Goff", "Hélène"),
        ("Jean-Pierre Dupont", "Dupont", "Jean-Pierre"),
        ("Jean de La Fontaine", "La Fontaine", "Jean de"),
        ("Jean P. Martin", "Martin", "Jean P."),
        ("La rédaction", "La rédaction", ""),
        ("Orange avec AFP", "Orange avec AFP", ""),
        ("AFP", "AFP", ""),
        ("", "", ""),
    ],
)
def test_persons_are_told_from_desks_and_agencies(name: str, family: str, given_names: str) -> None:
    assert author(name) == Author(family, given_names)


def test_ris_has_a_record_an_article() -> None:
    first, second = ris.records([ARTICLE, EMPTY], PROVENANCE)
    assert first.split("\r\n") == [
        "TY  - NEWS",
        "TI  - Qui veut du pont de Port-Brac ?",
        "AU  - Le Goff, Hélène",
        "AU  - AFP,",
        "T2  - L’Écho du Littoral",
        "PY  - 2019",
        "DA  - 2019/03/04/",
        "SE  - Société",
        "SP  - 4",
        "AB  - Un conseil agité.",
        "LA  - fr",
        "UR  - https://echo.example/pont?a=1&b=2",
        "ID  - a/1",
        "DB  - Kiosque",
        "N1  - Kiosque, recherche « pont », 2 articles, index v1, 2026-11-24, http://localhost/?q=pont",
        "ER  - ",
        "",
        "",
    ]
    assert "DA  - " not in second


def test_bibtex_escapes_what_latex_takes_for_itself_and_keys_are_unique() -> None:
    comment, first, second, empty = bibtex.entries([ARTICLE, ARTICLE, EMPTY], PROVENANCE)
    assert comment.startswith("% Kiosque, recherche « pont »")
    assert first.startswith("@article{goff2019port-brac,\n  title = {{Qui veut du pont de Port-Brac ?}},")
    assert "  author = {Le Goff, Hélène and {AFP}}," in first
    assert "  month = mar,\n  day = {4}," in first
    assert second.startswith("@article{goff2019port-brac-2,")
    assert empty.startswith("@article{anonyme,")
    hostile = Article(id="h", title="50 % & {a} #1 \\x_y", body="", source="}")
    assert r"{{50 \% \& \{a\} \#1 \textbackslash{}x\_y}}" in "".join(bibtex.entries([hostile]))


def test_tei_is_well_formed_and_marks_what_the_text_names() -> None:
    root = etree.fromstring("".join(tei.documents([ARTICLE, EMPTY], PROVENANCE)).encode())
    assert root.xpath("string(//t:titleStmt/t:title)", namespaces=NAMESPACE) == "pont"
    assert len(root.findall("t:TEI", NAMESPACE)) == 2
    body = root.find("t:TEI//t:body", NAMESPACE)
    assert [p.xpath("string()") for p in body.iterfind(".//t:p", NAMESPACE)] == [
        "Un conseil agité.",
        *TEXT.split("\n\n"),
    ]
    assert [e.get("key") for e in body.iter("{*}persName", "{*}placeName")] == ["Port-Brac", "Zoé Roy", "Port-Brac"]
    (day,) = body.iter("{*}date")
    assert (day.get("when"), day.text) == ("2019-03-04", "lundi")


def test_iramuteq_has_starred_variables_and_no_other_stars() -> None:
    (first,) = iramuteq.texts([ARTICLE], PROVENANCE)
    stars, *lines = first.rstrip("\n").split("\n")
    assert stars == (
        "**** *article_1 *source_lecho_du_littoral *date_2019-03-04 *mois_2019-03 *annee_2019 *rubrique_societe"
        " *index_v1 *extrait_2026-11-24"
    )
    assert not any(line.startswith("*") for line in lines)
    assert " Le maire a dit « non »" in first


def day(value: str) -> str:
    return {"2019-03-04": "4 mars 2019", "2026-11-24": "24 novembre 2026"}[value]


def test_citations() -> None:
    assert citation.sentence(ARTICLE, day) == (
        "Hélène Le Goff, AFP, «\u00a0Qui veut du pont de Port-Brac ?\u00a0», L’Écho du Littoral, 4 mars 2019, p.\u00a04."
        " https://echo.example/pont?a=1&b=2"
    )
    assert citation.iso_690(ARTICLE, day, "2026-11-24") == (
        "LE GOFF, Hélène, AFP. Qui veut du pont de Port-Brac ? L’Écho du Littoral [en ligne]. 4 mars 2019, p.\u00a04."
        " [Consulté le 24 novembre 2026]. Disponible à l’adresse\u00a0: https://echo.example/pont?a=1&b=2"
    )
    assert citation.sentence(EMPTY, day) == "s.\u00a0d."
    assert ("citation_author", "Le Goff, Hélène") in list(citation.highwire(ARTICLE))
    assert ("citation_publication_date", "2019/03/04") in list(citation.highwire(ARTICLE))
    assert "rft.atitle=Qui+veut+du+pont" in citation.coins(ARTICLE)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_no_article_breaks_a_file(title: str, body: str, source: str, authors: list[str]) -> None:
    made = Article(id="i", title=title, body=body, source=source, authors=tuple(authors), page=source, section=title)
    etree.fromstring("".join(tei.documents([made], PROVENANCE)).encode())
    (record,) = ris.records([made], PROVENANCE)
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in record.split("\r\n"))
    entry = "".join(bibtex.entries([made]))
    plain = entry.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")
    (text,) = iramuteq.texts([made], PROVENANCE)
    assert sum(line.startswith("*") for line in text.split("\n")) == 1
