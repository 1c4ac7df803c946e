"""The exports in the shared corpus, each checked by eye against its file: what every article must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.readers import read_sources

pytestmark = pytest.mark.corpus

GUARDIAN = "The Guardian(London)"
LOREM = "Lorem ipsum dolor sit amet"
# File → its articles: title, date, source, section, page, authors, first and last words, number of paragraphs.
TABLE: dict[str, list[tuple[str, str, str, str, str, tuple[str, ...], str, str, int]]] = {
    "europresse/europresse_test1.html": [
        ("A heading: some text", "2013-10-05", "l'Humanité", "Politique", "", (), "Some text, and a few", "Test.", 2),
        ("Another heading with colored text inside", "2012-10-03", "Mag", "", "", ("Second Author",), "Contents of the article.", "(1) A note.", 2),
        ("Heading", "2012-10-04", "Magazine 1", "Éditorial", "03", ("Author Name",), "This is a test: a test", "a test", 1),
    ],
    "europresse/europresse_test2.html": [
        ("Title", "2006-03-14", "Newspaper", "Communication", "16", ("Author",), "Some text: a mark.", "a mark.", 1),
        ("Title", "2006-03-14", "Newspaper", "Politique", "12", ("Ariane Chemin",), "Some text.", "Some text.", 1),
        ("A heading", "2006-03-13", "Newspaper", "Economie", "MDE6", (), "A paragraph.", "A paragraph.", 1),
        ("Title", "2006-03-13", "Newspaper", "Dernière heure", "32", ("Author",), "Text.", "Text.", 2),
    ],
    "factiva/factiva_test.html": [
        ("Test 1", "2011-12-29", "Test newspaper", "", "26", (), "First head paragraph, with", "Fourth and last paragraph.", 4),
        ("Test 2", "2011-12-29", "Ouest France", "Infolocale", "", (), "First head paragraph.", "Second head paragraph.", 2),
    ],
    "factiva/factiva_test.xml": [
        ("TEST - first test article", "2012-01-09", "My Newspaper", "", "1", (), "This is the lead paragraph", "of the first test article.", 2),
        ("TEST - second article de test", "2012-01-06", "My Newspaper", "", "", (), "Voici le chapeau du", "Et un mot accentué.", 2),
        ("TEST - third test article", "2012-05-06", "My Newspaper", "", "85", (), "This is the lead paragraph", "of the third test article.", 2),
    ],
    "lexisnexis/lexisnexis_test_en.html": [
        ("Heading One", "1991-12-19", "Some Newspaper", "Section 5; Part 2; National Desk", "16", ("PAPER AUTHOR",), "Some text.", "a highlight and end of paper.", 3),
        ("First part; Second part", "1993-01-28", "Some Newspaper", "Section B; National Desk", "22", (), "A list:", "Blah blah.", 6),
    ],
    "lexisnexis/lexisnexis_test_fr.html": [
        ("Title of first article", "2013-04-12", "My newpaper", "INTERNATIONAL", "35", (), "First paragraph. Some accentuated", "line breaks to remove.", 2),
        ("Another title, with accents: éà", "2013-10-14", "My newpaper", "ECONOMIE - ENTREPRISES", "6", ("Author 2",), "Some text.", "And even more.", 2),
        ('" A quoted title "', "2013-03-10", "My newpaper", "INTERNATIONAL", "3", (), "Last article.", "Last article.", 1),
    ],
    "lexisnexis/sample.TXT": [
        (LOREM, "2010-01-11", "Guardian.com", "", "", ("Andrew Sparrow",), LOREM, "neque, ut varius.", 5),
        (LOREM, "2010-01-11", "Guardian", "", "", ("Simon Tisdall",), LOREM, "rhoncus tortor", 12),
        (LOREM, "2010-01-11", "The Sun (England)", "FEATURES", "6", ("TREVOR Kavanagh",), LOREM, "vehicula sodales.", 8),
        (f"{LOREM}, consectetur adipiscing elit", "2010-01-11", "The Times (London)", "NEWS", "3", ("Tom Coghlan",), LOREM, "urna lacinia.", 6),
        (f"{LOREM}, consectetur adipiscing elit. Etiam lacinia elementum sapien?; eget aliquet ex finibus ut.", "2010-01-11", "The Times (London)", "EDITORIAL", "24", ("William Rees-Mogg",), LOREM, "Duis eleifend ipsum vehicula.", 12),
        (f"{LOREM}, consectetur adipiscing elit. Etiam lacinia elementum sapien, eget aliquet", "2010-01-11", "The Times (London)", "NEWS", "8", ("Tom Coghlan",), LOREM, "photographer Philip Coburn", 7),
        ("ranch noble ash voice declaration", "2010-01-08", "Guardian", "", "", ("Allegra Stratton",), "Afford ranch noble ash", "commerce material refrigerator.", 6),
        ("PRISONER OF HIS OWN CABINET", "2010-01-10", "MAIL ON SUNDAY (London)", "", "", ("STEPHEN POLLARD",), "In publishing and graphic design", "avoid worse.", 10),
        ("R (programming language) on Wikipedia", "2010-01-10", "Sunday Mirror", "NEWS", "6", ("Ross Ihaka", "Robert Gentleman"), "R is a programming language", "and in hard copy.", 7),
        ("Wikipedia", "2010-01-09", "DAILY MAIL (London)", "", "", (), "Wikipedia is a multilingual", "languages across Turkey.", 49),
    ],
    "lexisnexis/sample.DOCX": [
        (LOREM, "2019-07-01", GUARDIAN, "POLITICS", "", ("Mattha Busby", "Andrew Sparrow"), LOREM, "neque, ut varius.", 5),
        (LOREM, "2019-07-02", GUARDIAN, "POLITICS", "", ("Andrew Sparrow",), LOREM, "luctus aliquam nisi.", 7),
        (LOREM, "2019-07-04", GUARDIAN, "POLITICS", "", ("Daniel Boffey in Brussels",), LOREM, "consequat, vehicula urna primis.", 3),
        (f"{LOREM}, consectetur adipiscing elit", "2019-07-03", GUARDIAN, "POLITICS", "", ("Heather Stewart",), LOREM, "Auctor augue cubilia.", 9),
        (f"{LOREM}, consectetur adipiscing elit.", "2019-07-04", GUARDIAN, "POLITICS", "", ("Andrew Sparrow", "Kevin Rawlinson"), LOREM, "lectus ut.", 5),
        (f"{LOREM}, consectetur adipiscing elit. Etiam lacinia elementum sapien, eget aliquet", "2019-07-02", GUARDIAN, "POLITICS", "", ("Lisa O'Carroll Sample File correspondent",), LOREM, "amet lorem risus.", 14),
        ("Sample Headline", "2019-07-03", GUARDIAN, "POLITICS", "", ("Letters",), LOREM, "phasellus eu, et justo.", 1),
        (f"{LOREM}, nec egestas blandit", "2019-07-03", GUARDIAN, "SPORT", "", ("Greg Wood",), LOREM, "nam urna, ac sed.", 16),
        ("R (programming language) on Wikipedia", "2019-07-03", GUARDIAN, "Wikipedia", "", ("Ross Ihaka", "Robert Gentleman"), "R is a programming language", "and in hard copy.", 7),
        ("What is Wikipedia", "2019-07-02", GUARDIAN, "OPINION", "", ("Tom Kibasi",), "Wikipedia is a multilingual", "similar plan in 2018.", 4),
    ],
    "lexisnexis/test.DOCX": [("LexisNexis Uni Test", "", "", "", "", (), "LexisNexis Uni Test", "LexisNexis Uni Test", 1)],
}  # fmt: skip


def read(folder: Path, name: str) -> tuple[list[Article], list[Rejected]]:
    found = list(read_sources([folder / "formats" / name]))
    return [each for each in found if isinstance(each, Article)], [each for each in found if isinstance(each, Rejected)]


@pytest.mark.parametrize("name", TABLE)
def test_every_article_of_every_export(shared_data: Path, name: str) -> None:
    articles, rejected = read(shared_data, name)
    assert not rejected
    found = [(each.title, each.day, each.source, each.section, each.page, each.authors) for each in articles]
    assert found == [expected[:6] for expected in TABLE[name]]
    for article, (*_, first, last, count) in zip(articles, TABLE[name], strict=True):
        assert article.body.startswith(first)
        assert article.body.endswith(last)
        assert len(article.body.split("\n\n")) == count


def test_a_document_that_nexis_could_not_give_is_rejected(shared_data: Path) -> None:
    (table,), (error,) = read(shared_data, "lexisnexis/lexisnexis_test_copyright_error.html")
    assert (table.title, table.day, table.source, table.page, table.lang) == (
        "",
        "2018-12-31",
        "The Daily Planet",
        "B22",
        "en",
    )
    assert table.body.split("\n\n")[1] == "1 | Megabank One | London | 444 | 44.4 | 44.4 | 4,444"
    assert "not possible to display it" in error.reason
    assert "cure" in error.reason


def test_reuters_of_1987(shared_data: Path) -> None:
    articles, rejected = read(shared_data, "factiva/reut21578-factiva.xml")
    assert len(articles) == 19
    assert not rejected
    assert {each.source for each in articles} == {"Reuters-21578"}
    assert {each.day for each in articles} <= {"1987-02-26", "1987-03-01", "1987-03-02"}
    assert articles[0].title == "DIAMOND SHAMROCK (DIA) CUTS CRUDE PRICES"
    assert articles[0].body.split("\n\n")[0] == (
        "Diamond Shamrock Corp said that effective today it had cut its contract prices for crude oil by 1.50 dlrs a barrel."
    )
