"""Every sample of agencies' formats and feeds, compared by eye with its file: headline, date, source, text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.readers import read_sources

pytestmark = pytest.mark.corpus

# File, which of its articles, headline, date, source, first and last words of the text, number of paragraphs.
_READ = (
    ("newsml12_afp/afp.com-20231124T192141Z-TX-PAR-EWE94.xml", 0, 'ماكرون يعرب عن "تصميمه" على تأمين إطلاق سراح رهائن فرنسيين محتجزين في غزة', "2023-11-24T19:21:41+00:00", "أ ف ب", 'ماكرون يعرب عن "تصميمه"', "غزة ففف/ح س/كام", 2),
    ("newsml12_afp/afp.com-20231124T192853Z-TX-PAR-EWF11.xml", 0, 'بايدن يجدد الدعوة للعمل على "حل الدولتين"', "2023-11-24T19:28:53+00:00", "أ ف ب", "بايدن يجدد الدعوة للعمل", 'الدولتين" او/كام/ص ك', 2),
    ("newsml12_afp/afp.com-20231124T193153Z-TX-PAR-EWF23.xml", 0, 'بايدن يؤكد وجود "فرص حقيقية" لتمديد الهدنة في قطاع غزة', "2023-11-24T19:31:53+00:00", "أ ف ب", 'بايدن يؤكد وجود "فرص', "غزة او/كام/ص ك", 2),
    ("newsml12_afp/afp.xml", 0, "Sweden court accepts receivership for Saab carmaker", "2014-08-29T13:49:51+00:00", "AFP", "A Chinese-owned company set", "electric cars. hh/ph/ts/hd", 10),
    ("newsml12_afp/afp_belga.xml", 0, "France: deux ex-policiers aux frontières devant la justice pour trafic de cocaïne", "2019-01-21T10:42:34+00:00", "AFP", "Le procès de deux", "7 février. asl/tib/pid/cac", 10),
    ("newsml12_afp/ansa_belga.xml", 0, ">>>ANSA/Gazprom cuts Italy gas supplies by a third", "2022-07-11", "ANSA", "(ANSA) - ROME, JUL", "giant Eni said.", 1),
    ("newsml12_afp/ats_newsml_1_2_belga.xml", 0, "Un taureau entre dans un magasin à Landquart (GR)", "2019-06-03T17:47:29+02:00", "ats", "Un taureau âgé d'un", "dans son enclos.", 3),
    ("newsml12_afp/belga_remote_newsml_1_2.xml", 0, "Knooppunt Schijnpoort in Antwerpen hele zomervakantie afgesloten", "2019-06-03", "BELGA", "Auto's, vrachtverkeer en het", "worden veiliger gemaakt.", 2),
    ("newsml_g2/LISTING 1 A NewsML-G2 News Item.xml", 0, 'Fed to halt QE to avert "bubble"', "2016-10-21T16:25:32-05:00", "REUTERS", "", "", 0),
    ("newsml_g2/LISTING_1_A_NewsML-G2_News_Item.xml", 0, 'Fed to halt QE to avert "bubble"', "2018-10-21T16:25:32-05:00", "REUTERS", "", "", 0),
    ("newsml_g2/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml", 0, "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.", "", "", "(Sports Network) - With", "of the Titans.", 1),
    ("newsml_g2/LISTING_2_NewsML-G2_Text_Document.xml", 0, 'Fed to halt QE to avert "bubble"', "2018-11-21T16:25:32-05:00", "Associated Press", "(New York, NY -", "cons dolutpat, si.", 2),
    ("newsml_g2/ansa-newsmlg2-text.xml", 0, "Catalan independence declaration unacceptable - Alfano", "2017-10-11T10:41:00+01:00", "ANSA", "(ANSA) - Rome, October", "allow for negotiations.", 4),
    ("newsml_g2/dpa_newsml_2_0_belga.xml", 0, "Mehr als 200 Migranten in der Ägäis aufgegriffen", "2019-06-03T15:00:01+02:00", "Deutsche Presse-Agentur GmbH", "Athen (dpa) - Ungeachtet", "griechische Inseln erreichten.", 3),
    ("nitf/ap-nitf.xml", 0, "Can trading pollution like stocks help fight climate change?", "2015-12-10T19:10:44+00:00", "The Associated Press", "NEW YORK (AP) —", "at http://www.bigstory.ap.org/content/bernard-condon .", 28),
    ("nitf/ap_media_text_nitf.xml", 0, "BC-BBN--Top Ten", "2019-07-03T04:05:12+00:00", "The Associated Press", "BASEBALL'S TOP TEN By", "Scherzer, Washington, 8-5.", 6),
    ("nitf/efe_nitf.xml", 0, "Honduran president announces Cabinet changes", "2017-01-02T22:28:00+00:00", "Agencia EFE", "Tegucigalpa, Jan 2 (EFE).-", "(EFE).- Test body.", 1),
    ("nitf/nitf-ntb.xml", 0, "Faktisk.no: Nei, dette dokumentet beskriver ikke FNs Agenda 21 eller Agenda 2030", "2020-09-07", "NTB", "Nei, dette dokumentet beskriver", "(medium): Embed (liten):", 54),
    ("ninjs/bbc-ninjs-text-test.json", 0, "advisory", "2018-05-28", "", "body", "body", 1),
    ("ninjs/ninjs1.json", 0, "headline", "2017-08-24T04:38:34+00:00", "AAP", "The story so far.", "story so far.", 1),
    ("ninjs/ninjs2.json", 0, "Oil prices edge up on first drop in US drilling in months", "2017-08-24T01:58:40+00:00", "Reuters", "Oil prices edged up", "by Richard Pullin)", 9),
    ("ninjs/ninjs4.json", 0, "China behauptet, einen Polizeihund geklont zu haben", "2019-03-25T08:54:09+00:00", "", "Es kann ganz schön", "unsere Intelligenz beeinflussen.", 8),
    ("ninjs/ninjs5.json", 0, "Oil prices edge up on first drop in US drilling in months", "2017-08-24T01:58:40+00:00", "Reuters", "Oil prices edged up", "by Richard Pullin)", 9),
    ("ninjs/ninjsExMediumText1.json", 0, "Captain of wrecked cruise ship on trial in Italy", "2013-07-09T10:37:00+00:00", "", "GROSSETO, Italy (AP) --", "has denied wrongdoing.", 4),
    ("ninjs/ninjsExSimpleText1.json", 0, "Captain of wrecked cruise ship on trial in Italy", "2013-07-09T10:37:00+00:00", "", "GROSSETO, Italy (AP) --", "has denied wrongdoing.", 4),
    ("ninjs/ninjs_embargoed.json", 0, "Trouble is brewing for the future of beer", "2022-06-26T23:54:25+00:00", "360info", "What does torched earth", "Commons by 360info™.", 18),
    ("rss_atom/entry_content_mode_base64.xml", 0, "Example Atom", "", "", "Example Atom", "Example Atom", 1),
    ("rss_atom/entry_content_value.xml", 0, "Example Atom", "", "", "Example Atom", "Example Atom", 1),
    ("rss_atom/entry_summary_content_mode_base64.xml", 0, "Example Atom", "", "", "Example Atom", "Example Atom", 1),
    ("rss_atom/entry_summary_content_mode_escaped.xml", 0, "Example Atom", "", "", "Example Atom", "Example Atom", 1),
    ("rss_atom/entry_summary_content_type.xml", 0, "Example Atom", "", "", "Example Atom", "Example Atom", 1),
    ("rss_atom/entry_summary_content_value.xml", 0, "Example Atom", "", "", "Example Atom", "Example Atom", 1),
    ("rss_atom/feed.json", 0, "Keller Rinaudo: How can delivery drones save lives?", "2021-10-29T10:26:00-04:00", "Technology", "In rural areas, basic", "hours, even minutes.", 1),
    ("rss_atom/feed.json", 1, "Erika Hamden: What does it take to send a telescope into the stratosphere?", "2021-10-29T10:25:00-04:00", "Technology", "Astrophysicist Erika Hamden spent", "she ever imagined.", 1),
    ("rss_atom/feed1.atom", 0, "Atom-Powered Robots Run Amok", "2003-12-13T18:30:02+00:00", "Example Feed", "Some text.", "Some text.", 1),
    ("rss_atom/feed1.atom", 1, "Self-referenced link", "2003-12-13T18:30:02+00:00", "Example Feed", "Some text.", "Some text.", 1),
    ("rss_atom/feed2.rss", 0, "Example entry", "2009-09-06T16:20:00+00:00", "RSS Title", "Here is some text", "an interesting description.", 1),
    ("iptc7901/IPTC7901.txt", 0, "Germany Social Democrats: Coalition talks with Merkel could fail", "2013-11-13T11:37:00+00:00", "dpa", "Berlin (dpa) - Negotiations", "term before Christmas.", 5),
    ("iptc7901/IPTC7901_odd_charset.txt", 0, "German football saddened by illness to striker legend Mueller", "2015-10-07T13:41:00+00:00", "dpa", "Munich (dpa) - German", 'family\'s private sphere."', 21),
    ("iptc7901/ats.txt", 0, "Gilets jaunes: une «catastrophe pour notre économie» (Le Maire)", "2018-12-09", "ats afp", "Paris (ats afp) Les", "pouvoir d'achat. (SDA\\/sj)", 4),
    ("iptc7901/dpa.txt", 0, "Top EU court: Britain can unilaterally reverse Brexit decision", "2018-12-10T11:37:00+00:00", "dpa", "Luxembourg (dpa) - Britain", "goes too far.", 18),
    ("iptc7901/kyodo.txt", 0, "Soccer: Urawa Reds claim 7th Emperor's Cup by beating Vegalta Sendai", "2018-12-09", "KYODO", "SAITAMA, Japan, Dec. 9", "sustained injuries. ==Kyodo", 11),
)  # fmt: skip
# File, how many of its records are rejected, why.
_REJECTED = (
    ("newsml_g2/LISTING_11_Person_Concept_conveyed_in_a_NewsML-G2_Concept_Item.xml", 1, "no article in it: 1 concept"),
    ("newsml_g2/LISTING_24_News_Message_conveying_a_complete_News_Package.xml", 4, "the item 'N1' has no headline and no text"),
    ("nitf/nitf-fishing.xml", 1, "the dispatch 'Weather and Tide Updates for Norfolk' was canceled by its agency"),
    ("ninjs/ninjs3.json", 1, "no article in it: 1 picture item"),
    ("ninjs/ninjs4_mock.json", 1, "no title and no body (its fields: requests)"),
    ("ninjs/ninjs6.json", 1, "no article in it: 1 picture item"),
    ("rss_atom/channel_dcterms_validity_start_parsed.xml", 1, "no article in it: no item"),
    ("rss_atom/item_category_image.xml", 1, "the item has no headline and no text"),
    ("rss_atom/item_dc_date.xml", 1, "the item has no headline and no text"),
    ("rss_atom/item_expirationDate_parsed.xml", 1, "the item has no headline and no text"),
    ("rss_atom/item_guid_conflict_link.xml", 1, "the item 'http://guid.example.com/' has no headline and no text"),
    ("rss_atom/rss_namespace_1.xml", 1, "no article in it: no item"),
)  # fmt: skip
_FOLDERS = ("newsml12_afp", "newsml_g2", "nitf", "ninjs", "rss_atom", "iptc7901")
# What the samples themselves show of markup that is meant: none.
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);|<!\[CDATA\[")


def found(folder: Path, file: str) -> list[Article | Rejected]:
    return list(read_sources([folder / "formats" / file]))


@pytest.mark.parametrize("row", _READ, ids=lambda row: f"{row[0]}:{row[1]}")
def test_a_sample_is_read_as_it_is_printed(shared_data, row):
    file, number, title, published, source, first, last, paragraphs = row
    article = found(shared_data, file)[number]
    assert isinstance(article, Article), article
    assert (article.title, article.published, article.source) == (title, published, source)
    words = article.body.split()
    assert " ".join(words[:4]) == first
    assert " ".join(words[-3:]) == last
    assert len(article.body.split("\n\n")) == max(paragraphs, 1)
    assert not _MARKUP.search(f"{article.title} {article.chapo} {article.body}")


@pytest.mark.parametrize("row", _REJECTED, ids=lambda row: row[0])
def test_a_sample_without_an_article_says_why(shared_data, row):
    file, count, reason = row
    rejected = found(shared_data, file)
    assert len(rejected) == count
    assert all(isinstance(one, Rejected) for one in rejected)
    assert isinstance(rejected[0], Rejected)
    assert reason in rejected[0].reason


def test_no_sample_is_missing_from_the_tables(shared_data):
    def files() -> Iterator[str]:
        for folder in _FOLDERS:
            yield from (f"{folder}/{path.name}" for path in (shared_data / "formats" / folder).iterdir())

    assert {row[0] for row in _READ} | {row[0] for row in _REJECTED} == set(files())


@pytest.mark.parametrize(
    ("file", "field", "expected"),
    [
        ("newsml12_afp/afp_belga.xml", "id", "urn:newsml:afp.com:20190121T104233Z:TX-PAR-RHO61"),
        ("newsml12_afp/afp_belga.xml", "revision", 1),
        ("newsml12_afp/afp_belga.xml", "section", "Police et justice"),
        ("newsml12_afp/afp_belga.xml", "lang", "fr"),
        ("newsml12_afp/ats_newsml_1_2_belga.xml", "id", "urn:newsml:www.sda-ats.ch:20190603:bsf153"),
        ("newsml12_afp/ats_newsml_1_2_belga.xml", "authors", ("lm", "me", "hl")),
        ("newsml12_afp/ansa_belga.xml", "chapo", "Situation serious, ready for all scenarios says EC"),
        ("newsml_g2/dpa_newsml_2_0_belga.xml", "revision", 3),
        ("newsml_g2/LISTING_2_NewsML-G2_Text_Document.xml", "authors", ("Meredith Jameson",)),
        ("newsml_g2/ansa-newsmlg2-text.xml", "chapo", "Foreign minister expresses faith in Spanish government"),
        ("nitf/ap-nitf.xml", "authors", ("BERNARD CONDON",)),
        ("ninjs/ninjs2.json", "section", "Finance"),
        ("ninjs/ninjsExMediumText1.json", "authors", ("Paulo Santalucia", "Frances d'Emilio")),
    ],
)
def test_what_else_a_sample_says(shared_data, file, field, expected):
    article = found(shared_data, file)[0]
    assert isinstance(article, Article)
    assert getattr(article, field) == expected


def test_persons_and_places_that_samples_bring(shared_data):
    dpa = found(shared_data, "newsml_g2/dpa_newsml_2_0_belga.xml")[0]
    assert isinstance(dpa, Article)
    assert [one.value for one in dpa.places or ()] == [
        "Griechenland", "Türkei", "Alexandroupolis", "Kleininsel Agathonisi", "Athen",
    ]  # fmt: skip
    ship = found(shared_data, "ninjs/ninjsExMediumText1.json")[0]
    assert isinstance(ship, Article)
    assert [one.value for one in ship.persons or ()] == ["Francesco Schettino"]
    assert [one.value for one in ship.places or ()] == ["Grossetto", "Tuscany", "Italy"]


def test_a_league_table_stays_readable(shared_data):
    table = found(shared_data, "nitf/ap_media_text_nitf.xml")[0]
    assert isinstance(table, Article)
    assert "McNeil NYM | 72 | 271 | 37 | 95 | .351\nBellinger LAD | 82" in table.body
