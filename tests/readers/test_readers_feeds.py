"""RSS, Atom and JSON Feed: items and teasers, whatever feeds do to XML."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from types import ModuleType

import pytest

from index.article import Article, Rejected
from index.readers import feed, json_feed
from index.readers.feed import rfc_date
from index.readers.times import published

SAMPLES = Path(__file__).parent / "samples"


def read(data: str | bytes | Path, module: ModuleType = feed) -> list[Article | Rejected]:
    raw = data.read_bytes() if isinstance(data, Path) else data.encode() if isinstance(data, str) else data
    assert module.sniff(raw[:32768])
    return list(module.read(io.BytesIO(raw), "fil.xml", None))


def article(data: str | bytes | Path, module: ModuleType = feed) -> Article:
    (found,) = read(data, module)
    assert isinstance(found, Article), found
    return found


_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss(item: str, channel: str = "<title>Le Journal</title><link>https://j.example/</link>") -> str:
    return f'<rss version="2.0" {_SPACES}><channel>{channel}<item>{item}</item></channel></rss>'


def atom(entry: str, about: str = "<title>Le Journal</title>", space: str = "http://www.w3.org/2005/Atom") -> str:
    return f'<feed xmlns="{space}">{about}<entry>{entry}</entry></feed>'


def test_rss_as_a_paper_sends_it():
    tram, teaser = read(SAMPLES / "feed" / "journal.rss")
    assert isinstance(tram, Article)
    assert isinstance(teaser, Article)
    assert tram.title == "Le tram & le bus : «\u00a0enfin\u00a0!\u00a0»"
    assert tram.url == "https://gazette.example/2019/03/05/tram"
    # "1207" counts in that site alone.
    assert tram.id == "gazette.example:1207"
    assert tram.published == "2019-03-05T10:12:00+01:00"
    assert (tram.source, tram.authors, tram.section, tram.lang) == (
        "La Gazette d’Annecy",
        ("Zoé Roy",),
        "Transports",
        "fr",
    )
    assert tram.chapo == "La ligne sera ouverte en avril & gratuite."
    assert tram.body == "La ligne 1 sera ouverte le 2 avril.\n\nElle reliera la gare au lac été comme hiver."
    assert teaser.body == "Le début de l'article, sans plus … R&D"
    assert (teaser.source, teaser.authors) == ("L'Autre Journal", ("Ali Ba",))
    assert teaser.url == teaser.id == "https://gazette.example/2019/03/06/teaser"


def test_atom_with_a_base():
    found = article(SAMPLES / "feed" / "atome.xml")
    assert found.url == "https://carnet.example/blog/hiver"
    assert (found.source, found.authors, found.section, found.lang) == ("Le Carnet", ("Luc Tanguy",), "Météo", "fr")
    assert found.published == "2020-01-01T18:30:02+01:00"
    assert found.chapo == "Trois stations sont fermées."
    assert found.body.split("\n\n") == ["Les Vosges sont vertes.", "Gérardmer", "La Bresse"]


def test_rdf_whose_encoding_is_not_the_one_declared():
    found = article(SAMPLES / "feed" / "revue.rdf")
    assert (found.title, found.source, found.authors) == ("L’été des abeilles", "La Revue", ("Inès Favre",))
    assert found.body == "Elles étaient revenues dès mars…"
    assert found.published == "2004-07-01"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<content>Un texte</content>", "Un texte"),
        ('<content type="html">&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;Deux &amp;amp; trois&lt;/p&gt;</content>', "Un\n\nDeux & trois"),
        ('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un</p><p>Deux</p></div></content>', "Un\n\nDeux"),
        ('<content type="text/html" mode="escaped">Un &lt;b&gt;mot&lt;/b&gt;</content>', "Un mot"),
        (f'<content mode="base64">{base64.b64encode("Un <b>mot</b> été".encode()).decode()}</content>', "Un mot été"),
        ('<content src="https://j.example/a"/><summary>Résumé</summary>', "Résumé"),
        ('<content type="image/png">iVBORw0KGgo=</content><summary>Résumé</summary>', "Résumé"),
        ('<content type="text/xml"><nitf xmlns=""><body><body.content><p>Un</p><p>Deux</p></body.content></body></nitf></content>', "Un\n\nDeux"),
    ],
)  # fmt: skip
def test_text_in_atom_comes_in_many_modes(value, expected):
    for space in ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", ""):
        assert article(atom(f"<title>T</title>{value}", space=space)).body == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('<link href="/a"/>', "https://j.example/a"),
        ('<link rel="self" href="https://j.example/self"/><link rel="alternate" href="https://j.example/a"/>', "https://j.example/a"),
        ('<link rel="self" href="https://j.example/self"/>', "https://j.example/self"),
        ('<link rel="enclosure" href="https://j.example/a.mp3"/>', ""),
        ('<link xml:base="https://autre.example/b/" href="c"/>', "https://j.example/c"),
        ('<link href="http://[broken"/>', ""),
        ('<link href="javascript:alert(1)"/>', ""),
    ],
)  # fmt: skip
def test_the_address_of_an_entry(entry, expected):
    assert article(atom(f"<title>T</title>{entry}", '<link href="https://j.example/"/>')).url == expected


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        ("<guid>https://j.example/a</guid>", "url", "https://j.example/a"),
        ('<guid isPermaLink="false">https://j.example/a</guid>', "url", ""),
        ("<link>https://j.example/b</link><guid>https://j.example/a</guid>", "url", "https://j.example/b"),
        ('<link>/b</link><atom:link rel="self" href="https://j.example/s"/>', "url", "https://j.example/b"),
        ("<guid isPermaLink='false'>7bd204c6-1655-4c27-aeee-53f933c5395f</guid>", "id", "7bd204c6-1655-4c27-aeee-53f933c5395f"),
        ("<guid isPermaLink='false'>42</guid>", "id", "Le Journal:42"),
        ("<author>a@b.fr (Zoé Roy)</author>", "authors", ("Zoé Roy",)),
        ("<author>a@b.fr</author>", "authors", ()),
        ("<dc:creator>Zoé Roy et Ali Ba</dc:creator><author>x</author>", "authors", ("Zoé Roy", "Ali Ba")),
        ("<category>Sport<image><title>x</title></image></category>", "section", "Sport"),
        ("<media:title>Autre</media:title>", "title", "T"),
        ("<media:description>Autre</media:description>", "body", ""),
        ("<description>Un\n teaser &lt;img src='a'&gt; AT&amp;amp;T</description>", "body", "Un teaser AT&T"),
        ("<content:encoded><![CDATA[Un.\n\nDeux.<h2>Inter</h2>Trois.]]></content:encoded>", "body", "Un.\n\nDeux.\n\nInter\n\nTrois."),
        ("<dc:date>2003-12-31T10:14:55Z</dc:date>", "published", "2003-12-31T10:14:55+00:00"),
        ("<pubDate>Wed, 31 Dec 03 10:14 EST</pubDate>", "published", "2003-12-31T10:14:00-05:00"),
    ],
)  # fmt: skip
def test_what_items_of_rss_hold(item, field, expected):
    assert getattr(article(rss(f"<title>T</title>{item}")), field) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mar., 05 mars 2019 10:12:00 +0100", "2019-03-05T10:12:00+01:00"),
        ("Lun, 3 sept. 2012 08:00 CEST", "2012-09-03T08:00:00+02:00"),
        ("05 août 2019 10:12 GMT", "2019-08-05T10:12:00+00:00"),
        ("Sun, 06 Sep 2009 16:20:00 +0000", "2009-09-06T16:20:00+00:00"),
        ("Sun, 06 Sep 2009 16:20:00", "2009-09-06"),
        ("2009-09-06T16:20:00.250+02:00", "2009-09-06T16:20:00+02:00"),
        ("2009-09-06", "2009-09-06"),
    ],
)
def test_dates_of_feeds(text, expected):
    assert published(rfc_date(text)) == expected


@pytest.mark.parametrize(
    "data",
    [
        # No declaration, blank lines, a prefix nobody declared, stray signs.
        "\n \n" + rss("<title>Un & deux &eacute;t&eacute; &nope;</title><media2:x>a</media2:x><description>x\x0b&#x1;</description>"),
        "\ufeff" + rss("<title>Un & deux été &nope;</title><description>x</description>"),
        '<?xml version="1.0" encoding="utf-16"?>' + rss("<title>Un &amp; deux été &amp;nope;</title><description>x</description>"),
    ],
)  # fmt: skip
def test_feeds_that_are_not_quite_xml(data):
    found = article(data)
    assert found.title == "Un & deux été &nope;"
    assert found.body == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "windows-1252"])
def test_encodings_that_lie(encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = (head + rss("<title>L'été à Nîmes, le forçat « œuvre »</title>".replace("œ", "oe"))).encode(encoding)
    assert article(data).title == "L'été à Nîmes, le forçat « oeuvre »"


def test_an_item_without_its_channel():
    found = article("<rss><item><title>T</title><link>https://j.example/a</link></item></rss>")
    assert (found.title, found.source) == ("T", "j.example")


def test_what_wordpress_exports_besides_posts_is_passed_over():
    kinds = ("post", "attachment", "nav_menu_item", "page")
    items = "</item><item>".join(f"<title>{k}</title><wp:post_type>{k}</wp:post_type>" for k in kinds)
    data = rss(items).replace("<rss ", '<rss xmlns:wp="http://wordpress.org/export/1.2/" ', 1)
    assert [one.title for one in read(data) if isinstance(one, Article)] == ["post", "page"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "no article in it: no item"),
        (rss("<guid>https://j.example/a</guid>"), "no headline and no text"),
        (rss("<title>T</title><pubDate>31/02/2020</pubDate>"), "is unreadable"),
        ("<rss><channel>", "not XML"),
    ],
)
def test_what_holds_no_article_says_why(data, reason):
    (found,) = read(data)
    assert isinstance(found, Rejected)
    assert reason in found.reason


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><item>x</item></body></html>",
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><skos:Concept/></rdf:RDF>',
        b'<feed xmlns="urn:autre"><entry/></feed>',
        b"Un fil rss <rss>",
        b"",
    ],
)
def test_other_files_are_no_feeds(data):
    assert not feed.sniff(data)
    assert not json_feed.sniff(data)


def test_json_feed():
    sea, note = read(SAMPLES / "json-feed" / "carnet.json", json_feed)
    assert isinstance(sea, Article)
    assert isinstance(note, Article)
    assert (sea.id, sea.title, sea.chapo) == ("carnet.example:12", "Douze jours de mer", "Un récit de traversée.")
    assert sea.body == "Le départ fut tranquille.\n\nLa suite moins."
    assert (sea.source, sea.authors, sea.section, sea.lang) == ("Le Carnet", ("Luc Tanguy",), "Mer", "fr")
    assert sea.published == "2021-10-29T10:26:00-04:00"
    # An item without a headline goes by its opening words.
    assert (note.title, note.authors) == ("Un mot sans titre", ("Zoé Roy",))


@pytest.mark.parametrize("items", [[], None, "x", [1]])
def test_a_json_feed_of_nothing(items):
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    assert all(isinstance(one, Rejected) for one in read(data, json_feed))
