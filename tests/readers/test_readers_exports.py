"""Exports of press databases: Europresse, Factiva, Nexis, and the corpora made of them for IRaMuTeQ."""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType

import pytest

from index.article import Article, Rejected
from index.readers import europresse, factiva, iramuteq, nexis
from index.readers.europresse_header import header_fields, source_name
from index.readers.factiva_lines import coded_record
from index.readers.iramuteq import spoken
from index.readers.languages import language_code
from index.readers.nexis_labels import section_and_page

SAMPLES = Path(__file__).parent / "samples"


def records(module: ModuleType, data: bytes | str, mapping: dict[str, str] | None = None) -> list[Article | Rejected]:
    return list(module.read(io.BytesIO(data.encode() if isinstance(data, str) else data), "f", mapping))


def articles(module: ModuleType, name: str) -> list[Article]:
    found = records(module, (SAMPLES / name).read_bytes())
    assert all(isinstance(each, Article) for each in found), found
    return [each for each in found if isinstance(each, Article)]


def paragraphs(article: Article) -> list[str]:
    return article.body.split("\n\n")


# Europresse


def test_europresse_of_today() -> None:
    viaduct, tugs, port, radio, tweet = articles(europresse, "europresse/export.html")
    assert viaduct.id == "news·20170314·CAU·0k1403_556071"
    assert viaduct.title == "Le viaduc de Plouzal rouvre aux trains"
    assert viaduct.chapo.split("\n\n")[-1] == "Après deux ans de travaux, la ligne est rendue aux voyageurs."
    assert (viaduct.source, viaduct.section, viaduct.page, viaduct.published) == (
        "Le Courrier de l’Aulne",
        "Bretagne",
        "16",
        "2017-03-14",
    )
    assert viaduct.authors == ("Maëlle Kerbrat", "Yann Le Goff", "Zoé Roy")
    assert paragraphs(viaduct) == [
        "L’autorail de 7\u00a0h\u00a012 a franchi mardi le viaduc, «\u00a0sans un bruit\u00a0».",
        "Deux ans",
        "Les travaux ont coûté 3,5 millions d’euros.",
    ]
    assert (tugs.source, tugs.published) == ("La Gazette du Ponant", "2023-10-16T16:55:20+00:00")
    assert tugs.url == "https://gazette-du-ponant.example/2023/10/16/remorqueurs"
    assert tugs.authors == ("Nolwenn Abgrall",)
    assert paragraphs(tugs)[-1] == "La direction parle d’un «\u00a0accord équilibré\u00a0»."
    assert (port.source, port.published, port.page, port.authors) == (
        "Ouest-Éclair",
        "2022-12-22",
        "MDE6",
        ("Élise Guégan",),
    )
    assert paragraphs(port) == ["Le conseil a voté jeudi."]
    assert (radio.published, paragraphs(radio)[0]) == ("2019-11-03", "Bonjour à tous.")
    assert (tweet.authors, tweet.id) == (("Mairie de Plouzal",), "social·20160505·TWI·4411")


def test_europresse_before_2014() -> None:
    forest, crash = articles(europresse, "europresse/export-2009.html")
    assert (forest.title, forest.chapo) == ("La forêt de Plouzal n'est pas à vendre", "Le fait du jour")
    assert (forest.source, forest.section, forest.page, forest.published) == (
        "Le Courrier de l'Aulne",
        "Éditorial",
        "03",
        "2009-10-08",
    )
    assert forest.authors == ("Hervé Kermarrec",)
    assert paragraphs(forest) == [
        "Le préfet l'a dit mercredi : « la forêt restera publique ».",
        "Une promesse. Reste à la tenir.",
    ]
    assert (crash.authors, crash.id) == ((), "news·20091121·OEC·2041")
    assert (
        paragraphs(crash)[0] == "Une collision a fait deux blessés, vendredi soir, à Quimerc'h. La route a été coupée."
    )


def test_europresse_takes_the_day_of_the_number_where_no_other_is_printed() -> None:
    data = (
        (SAMPLES / "europresse/export.html")
        .read_text(encoding="utf-8")
        .replace("Bretagne, mardi 14 mars 2017 812 mots, p. 16", "Bretagne, p. 16")
    )
    first = records(europresse, data)[0]
    assert isinstance(first, Article)
    assert (first.published, first.section, first.page) == ("2017-03-14", "Bretagne", "16")


@pytest.mark.parametrize(
    ("header", "published", "section", "page"),
    [
        ("Communication, mardi 14 mars 2006, p. 16", "2006-03-14", "Communication", "16"),
        ("mardi 14 mars 2006, p. 16, Communication", "2006-03-14", "Communication", "16"),
        ("Sports, Tuesday, March 14, 2006, p. A1,A4", "2006-03-14", "Sports", "A1,A4"),
        ("Thursday, December 22, 2022 13887 mots, p. 819(40)", "2022-12-22", "", "819(40)"),
        ("lundi 16 octobre 2023 - 16:55:20 -0000 1 017 mots", "2023-10-16T16:55:20+00:00", "", ""),
        ("Économie, lundi 13 mars 2006 10:05 UTC +02:00", "2006-03-13T10:05:00+02:00", "Économie", ""),
        ("Monde, Société, 1er mars 2006, pp. 2-3", "2006-03-01", "Monde, Société", "2-3"),
        ("Une, mars 2006, p. MDE6", "2006-03", "Une", "MDE6"),
        ("Culture, vendredi 28 juin 2019, p. RHO_12", "2019-06-28", "Culture", "RHO_12"),
        ("Rhône, Édition de Lyon, lundi 4 mai 2015, p. LYON12", "2015-05-04", "Rhône", "LYON12"),
        ("Région, 12/05/2019, p. 3", "2019-05-12", "Région", "3"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_headers_of_europresse(header: str, published: str, section: str, page: str) -> None:
    assert header_fields(header) == {"published": published, "section": section, "page": page}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Le Monde", "Le Monde"),
        ("Le Monde (site web)", "Le Monde"),
        ("The Globe (web site) - News", "The Globe"),
        ("Libération, no. 7012", "Libération"),
        ("Acme Law Review, Vol. 14, no 4", "Acme Law Review"),
        ("Ouest-France         Vannes ; Auray", "Ouest-France"),
        ("Sud Ouest - Gironde", "Sud Ouest"),
        ("Le Point.fr, no. 202202", "Le Point.fr"),
        ("Le Soir (Bruxelles)", "Le Soir (Bruxelles)"),
        ("20 Minutes", "20 Minutes"),
    ],
)  # fmt: skip
def test_names_of_sources(printed: str, name: str) -> None:
    assert source_name(printed) == name


def test_where_a_journalist_stands_is_no_part_of_the_name() -> None:
    data = (SAMPLES / "europresse/export.html").read_text(encoding="utf-8")
    data = data.replace(
        "Maëlle Kerbrat, Yann Le Goff et Zoé Roy", "Maëlle Kerbrat (Brest, envoyée spéciale) et Zoé Roy (AFP)"
    )
    first = records(europresse, data)[0]
    assert isinstance(first, Article)
    assert first.authors == ("Maëlle Kerbrat", "Zoé Roy")


def test_a_section_in_a_line_of_its_own() -> None:
    data = (SAMPLES / "europresse/export.html").read_text(encoding="utf-8")
    data = data.replace("Bretagne, mardi", "mardi").replace(
        '<div class="titreArticle">', '<div><p>MEDIAS</p></div> <div class="titreArticle">', 1
    )
    first = records(europresse, data)[0]
    assert isinstance(first, Article)
    assert (first.section, first.page) == ("MEDIAS", "16")


def test_an_article_cut_short_is_rejected_and_those_before_it_kept() -> None:
    data = (SAMPLES / "europresse/export.html").read_bytes()
    cut = records(europresse, data[: data.index(b"ont repris")])
    assert [type(each) for each in cut] == [Article, Rejected]
    assert isinstance(cut[1], Rejected)
    assert "ends within" in cut[1].reason


def test_a_list_of_titles_is_no_export() -> None:
    (found,) = records(
        europresse, "<html><style>.DocPublicationName{color:red}</style><body><p>12 résultats</p></body></html>"
    )
    assert isinstance(found, Rejected)


# Factiva


@pytest.mark.parametrize("name", ["codes.txt", "sans-codes.txt", "export.html", "export.xml"])
def test_factiva_says_the_same_in_every_layout(name: str) -> None:
    article = articles(factiva, f"factiva/{name}")[0]
    assert article.id == "COUAUL0020170314ed3e0001b"
    assert article.title == "Le viaduc de Plouzal rouvre aux trains"
    assert (article.published, article.source, article.section, article.lang) == (
        "2017-03-14",
        "Le Courrier de l’Aulne",
        "Bretagne",
        "fr",
    )
    assert article.page in ("16", "1, 16")
    assert article.authors[0] == "Maëlle Kerbrat"
    assert paragraphs(article)[0].replace("\u00a0", " ").startswith("L’autorail de 7 h 12 a franchi mardi le viaduc")
    assert paragraphs(article)[1] == "Les travaux ont coûté 3,5 millions d’euros."
    assert article.places is None


def test_factiva_without_codes_in_english() -> None:
    article = articles(factiva, "factiva/export.html")[1]
    assert (article.title, article.authors, article.section, article.page) == (
        "Plouzal beat the champions",
        ("Sean Riou",),
        "Sports",
        "7",
    )
    assert (article.published, article.source, article.lang) == ("2017-03-15", "The Celtic Herald", "en")
    assert paragraphs(article) == ["Plouzal won by two goals to one.", "The return match is in May."]


def test_a_line_of_the_text_may_begin_with_a_code() -> None:
    record = coded_record(
        "HD Un titre\nLP\nIN fine, tout va.\nRE bonjour.\nTD\nSuite.\nIN\ni1 : Énergie\nRE fra : France\nAN Document ABC0020170314ed3e0001b"
    )
    assert record["LP"] == "IN fine, tout va.\nRE bonjour."
    assert (record["TD"], record["IN"], record["RE"]) == ("Suite.", "i1 : Énergie", "fra : France")


def test_a_code_can_be_mapped() -> None:
    data = (SAMPLES / "factiva/codes.txt").read_bytes()
    article = records(factiva, data, {"IPD": "section"})[0]
    assert isinstance(article, Article)
    assert article.section == "Bretagne"
    assert isinstance(other := records(factiva, data, {"SC": "source"})[0], Article)
    assert other.source == "COUAUL"


def test_one_article_copied_without_its_number() -> None:
    (article,) = records(
        factiva, "HD Le viaduc\nWC 40 mots\nPD 14 mars 2003\nSN L’Aulne\nLA Français\nLP\nLe texte.\nTD\nSuite.\n"
    )
    assert isinstance(article, Article)
    assert (article.published, article.body) == ("2003-03-14", "Le texte.\n\nSuite.")


def test_factiva_in_german() -> None:
    text = (
        "HD  Der Viadukt\nWC  99 Wörter\nPD  14 März 2017\nSN  Die Bucht\nSC  BUCHT\nLA  Deutsch\n\nLP \nDie Bahn fährt.\n\n"
        "AN  Dokument BUCHT00020170314ed3e0001b\n"
    )
    (article,) = records(factiva, text)
    assert isinstance(article, Article)
    assert (article.published, article.lang, article.id) == ("2017-03-14", "de", "BUCHT00020170314ed3e0001b")


# Nexis


@pytest.mark.parametrize("name", ["export.txt", "export.html"])
def test_nexis(name: str) -> None:
    viaduct, tugs = articles(nexis, f"nexis/{name}")
    assert viaduct.title.startswith("Le viaduc de Plouzal rouvre")
    assert (viaduct.source, viaduct.section, viaduct.page) == ("Le Courrier de l’Aulne", "BRETAGNE", "16")
    assert (viaduct.published, viaduct.lang) == ("2017-03-14", "fr")
    assert viaduct.authors[0] == "Maëlle Kerbrat"
    assert paragraphs(viaduct)[0].startswith("L’autorail de 7 h 12 a franchi mardi")
    assert (tugs.title, tugs.published, tugs.body) == (
        "La grève des remorqueurs s’achève",
        "2023-10-16",
        "Les remorqueurs ont repris le travail lundi.",
    )


def test_nexis_text_is_joined_and_a_town_in_capitals_is_no_label() -> None:
    viaduct = articles(nexis, "nexis/export.txt")[0]
    assert viaduct.title == "Le viaduc de Plouzal rouvre aux trains"
    assert viaduct.chapo == "La ligne est rendue aux voyageurs."
    assert paragraphs(viaduct) == [
        "L’autorail de 7 h 12 a franchi mardi matin le viaduc de Plouzal, « sans un bruit », disent les riverains.",
        "QUIMPERLÉ: la gare attend son tour.",
        "Les travaux ont coûté 3,5 millions d’euros.",
    ]


def test_nexis_rows_of_tables_are_lines() -> None:
    assert paragraphs(articles(nexis, "nexis/export.html")[0])[-2:] == ["2015 | fermeture", "2017 | réouverture"]


@pytest.mark.parametrize(
    "counter", ["1 of 1 DOCUMENTS", "1 de 1 DOCUMENTS", "Document 1 de 1", "Dokument 1 von 1", "DOCUMENT 1 OF 1"]
)
@pytest.mark.parametrize(
    ("length", "tail"), [("LENGTH: 12 words", "LANGUAGE: FRENCH"), ("LONGUEUR: 12 mots", "LANGUE: FRANÇAIS"), ("LÄNGE: 12 Wörter", "SPRACHE: Französisch")]
)  # fmt: skip
def test_nexis_in_every_language_of_its_site(counter: str, length: str, tail: str) -> None:
    text = f"{' ' * 30}{counter}\n\n\n{' ' * 30}L’Aulne\n\n{' ' * 30}14 mars 2017 mardi\n\nLe titre\n\n{length}\n\nLe texte.\n\n{tail}\n\n\n{' ' * 20}Copyright 2017 L’Aulne\n"
    assert nexis.sniff(text.encode())
    (article,) = records(nexis, text)
    assert isinstance(article, Article)
    assert (article.source, article.published, article.title, article.body, article.lang) == (
        "L’Aulne",
        "2017-03-14",
        "Le titre",
        "Le texte.",
        "fr",
    )


def test_nexis_with_rights_on_top_and_a_label_before_the_text() -> None:
    text = (
        f"{' ' * 30}1 of 1 DOCUMENTS\n\n{' ' * 20}Copyright 2003 SA L’Aulne\n{' ' * 21}Tous droits réservés\n{' ' * 30}L’Aulne\n\n"
        f"{' ' * 26}14 mars 2003\n\nRUBRIQUE: INTERNATIONAL; p. 4\n\nLONGUEUR: 40 mots\n\nTITRE: Le viaduc\n\nAUTEUR: ZOÉ ROY\n\n"
        "CORPS:\nLe texte.\n\nDeux.\n\nDATE-CHARGEMENT: 15 mars 2003\n"
    )
    (article,) = records(nexis, text)
    assert isinstance(article, Article)
    assert (article.title, article.source, article.published, article.page) == (
        "Le viaduc",
        "L’Aulne",
        "2003-03-14",
        "4",
    )
    assert (article.authors, article.body) == (("ZOÉ ROY",), "Le texte.\n\nDeux.")


@pytest.mark.parametrize(
    ("printed", "section", "page"),
    [
        ("INTERNATIONAL; Pg. 35", "INTERNATIONAL", "35"),
        ("Pg. B22", "", "B22"),
        ("Section 5; Part 2; Page 16; Column 2; National Desk", "Section 5; Part 2; National Desk", "16"),
        ("Section B; Page 22, Column 2; National Desk", "Section B; National Desk", "22"),
        ("POLITICS; Version:28", "POLITICS", ""),
        ("Kultur; S. 12", "Kultur", "12"),
        ("Sports", "Sports", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_sections_and_pages_of_nexis(printed: str, section: str, page: str) -> None:
    assert section_and_page(printed) == (section, page)


# IRaMuTeQ


def test_iramuteq() -> None:
    viaduct, line, market = articles(iramuteq, "iramuteq/corpus.txt")
    assert (viaduct.title, viaduct.source, viaduct.published) == (
        "Le viaduc de Plouzal rouvre aux trains",
        "L'Est breton",
        "2026-04-16",
    )
    assert viaduct.authors == ("Maëlle Kerbrat",)
    assert (line.published, line.source, line.body) == (
        "2026-04-17",
        "ouesteclair",
        "La ligne a transporté cent voyageurs le premier jour. La région s’en félicite.",
    )
    assert market.published == "2026-04"


@pytest.mark.parametrize(
    ("variables", "published"),
    [
        ("*date_2026-04-16", "2026-04-16"),
        ("*date_2026_04_16", "2026-04-16"),
        ("*date_20260416", "2026-04-16"),
        ("*annee_2026 *mois_04 *jour_16", "2026-04-16"),
        ("*annee_2026 *mois_avril", "2026-04"),
        ("*an_2026", "2026"),
        ("*date_2026-04-16 *am_2026-04 *annee_2026", "2026-04-16"),
        ("*parti_ps", ""),
    ],
)  # fmt: skip
def test_dates_of_iramuteq(variables: str, published: str) -> None:
    (article,) = records(iramuteq, f"**** *source_lemonde {variables}\nUn texte court, sans date.\n")
    assert isinstance(article, Article)
    assert article.published == published


def test_alceste_numbers_its_texts() -> None:
    data = b"0001 *source_lemonde *date_2026-04-16\nUn texte.\n0002 *source_lacroix *date_2026-04-17\nUn autre.\n"
    assert iramuteq.sniff(data)
    assert [each.source for each in records(iramuteq, data) if isinstance(each, Article)] == ["lemonde", "lacroix"]


@pytest.mark.parametrize(("value", "said"), [("La_Croix", "La Croix"), ("l_Humanité", "l'Humanité"), ("Courrier_d_Ancenis", "Courrier d'Ancenis"), ("n_12", "n 12")])  # fmt: skip
def test_values_of_iramuteq(value: str, said: str) -> None:
    assert spoken(value) == said


@pytest.mark.parametrize(
    ("name", "code"),
    [("Français", "fr"), ("FRENCH; FRANÇAIS", "fr"), ("Englisch", "en"), ("ENGLISH; ENGLISHS", "en"), ("fr-FR", "fr"), ("Néerlandais", "nl"), ("Klingon", ""), ("", "")],
)  # fmt: skip
def test_languages(name: str, code: str) -> None:
    assert language_code(name) == code
