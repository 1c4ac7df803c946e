"""Dispatches of news agencies: what each dialect of NewsML, NITF and ninjs makes of an article."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import ModuleType

import pytest

from index.article import Article, Rejected
from index.readers import iptc7901, newsml, newsml_g2, ninjs, nitf
from index.readers.agency import is_sentence, moment, subject

SAMPLES = Path(__file__).parent / "samples"


def read(module: ModuleType, data: str | bytes | Path, name: str = "fil.xml") -> list[Article | Rejected]:
    raw = data.read_bytes() if isinstance(data, Path) else data.encode() if isinstance(data, str) else data
    return list(module.read(io.BytesIO(raw), name, None))


def article(module: ModuleType, data: str | bytes | Path, name: str = "fil.xml") -> Article:
    (found,) = read(module, data, name)
    assert isinstance(found, Article), found
    return found


def paragraphs(found: Article) -> list[str]:
    return found.body.split("\n\n")


def item(components: str, management: str = "", identifier: str = "") -> str:
    """A NewsML 1.2 file of one item."""
    return (
        '<NewsML Version="1.2"><NewsEnvelope><SentFrom><Party FormalName="Agence Test"/></SentFrom></NewsEnvelope>'
        f"<NewsItem><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>{components}</NewsItem></NewsML>"
    )


def component(inner: str, role: str = "", headline: str = "", more: str = "") -> str:
    named = f'<Role FormalName="{role}"/>' if role else ""
    lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else ""
    return f"<NewsComponent{more}>{named}{lines}{inner}</NewsComponent>"


def content(text: str, kind: str = "Text") -> str:
    return f'<ContentItem><MediaType FormalName="{kind}"/><DataContent>{text}</DataContent></ContentItem>'


def test_a_dispatch_of_newsml_is_read_whole():
    first, alert = read(newsml, SAMPLES / "newsml" / "agence.xml")
    assert isinstance(first, Article)
    assert first.id == "urn:newsml:viaduc.example:20190305T091500Z:TX-LYO-AB12"
    assert first.revision == 2
    assert first.title == "Le viaduc de la Saône rouvre après deux ans de travaux"
    assert first.chapo == "Les riverains attendent la fin des déviations"
    assert (first.published, first.published_from) == ("2019-03-05T09:15:00+00:00", "field")
    assert first.authors == ("Zoé Roy", "Ali Ba")
    assert (first.source, first.section, first.lang) == ("ADV", "Économie", "fr")
    assert paragraphs(first) == [
        "Le viaduc a rouvert mardi à la circulation, a annoncé la préfecture.",
        "Quatre-vingt mille véhicules l'empruntaient chaque jour avant la fermeture.",
        "Année | Passages\n2015 | 81.000\n2016 | 79.500",
        "zr/ab/cd",
    ]
    # Where it was written is not what it tells of: the text is searched for its places.
    assert first.places is None
    assert isinstance(alert, Article)
    assert alert.title == alert.body == "Grève levée à la régie des transports de Lyon (syndicats)"


def test_each_language_of_an_item_is_an_article_and_pictures_are_none():
    french, dutch = read(newsml, SAMPLES / "newsml" / "deux-langues.xml")
    assert isinstance(french, Article)
    assert isinstance(dutch, Article)
    # The public identifier names the agency alone.
    assert [one.id for one in (french, dutch)] == [f"urn:newsml:meuse.example:20200609:4071#{x}" for x in ("fr", "nl")]
    assert (french.lang, dutch.lang) == ("fr", "nl")
    assert (french.source, french.authors) == ("MEUSE", ("Jean Leclercq",))
    assert french.chapo == "Jamais autant de péniches n'y avaient été chargées."
    assert paragraphs(french) == [
        "Le tonnage a atteint 17 millions, à 3 € la tonne.",
        "Les autorités s'en félicitent, «sans réserve».",
    ]


@pytest.mark.parametrize(
    ("public", "revision", "expected"),
    [
        ("urn:newsml:a.fr:20190121T104233Z:TX-1:1", "1", "urn:newsml:a.fr:20190121T104233Z:TX-1"),
        ("urn:newsml:a.ch:20190603:bsf153:1N", "1", "urn:newsml:a.ch:20190603:bsf153"),
        ("urn:newsml:a.es:20190121T103600+0000:254:12", "12", "urn:newsml:a.es:20190121T103600+0000:254"),
        ("urn:newsml:a.se:20190121:254", "3", "urn:newsml:a.se:20190121:254"),
        ("urn:newsml:www.a.be", "4", "urn:newsml:a.fr:20190120:7"),
        ("", "1", "urn:newsml:a.fr:20190120:7"),
    ],
)
def test_the_revision_is_no_part_of_the_identity(public, revision, expected):
    identifier = (
        "<ProviderId>a.fr</ProviderId><DateId>20190121T104233Z</DateId><NewsItemId>7</NewsItemId>"
        f"<RevisionId>{revision}</RevisionId><PublicIdentifier>{public}</PublicIdentifier>"
    )
    created = "<FirstCreated>20190120T235900+0000</FirstCreated>"
    found = article(newsml, item(component(content("<p>x</p>"), headline="T"), created, identifier))
    assert (found.id, found.revision) == (expected, int(revision))


def test_an_item_that_names_nothing_but_its_agency_has_the_identity_of_its_content():
    identifier = (
        "<ProviderId>a.be</ProviderId><NewsItemId>0</NewsItemId><PublicIdentifier>urn:newsml:a.be</PublicIdentifier>"
    )
    ids = [article(newsml, item(component(content(t), headline="T"), identifier=identifier)).id for t in ("un", "deux")]
    assert ids[0] != ids[1]
    assert not any(one.startswith("urn") for one in ids)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Paragraphs without NITF around them (AFP's web service).
        ("<p> Un &amp; un.</p><p>Deux.</p>", ["Un & un.", "Deux."]),
        # XHTML (press release wires).
        ('<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Un <b>mot</b>.</p><p>Deux.</p></body></html>', ["Un mot.", "Deux."]),
        # Plain text, a paragraph a line; escaped tags within.
        ("\tUn &lt;b&gt;mot&lt;/b&gt; long.\n\tDeux.", ["Un mot long.", "Deux."]),
        ("&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Deux.&lt;/p&gt;", ["Un.", "Deux."]),
        # NITF with a namespace, a head and a body.head of its own.
        ('<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>x</title></head><body><body.head><hedline><hl1>Titre</hl1></hedline></body.head><body.content><p>Un.</p><p>Deux.</p></body.content></body></nitf>', ["Un.", "Deux."]),
        # A name nobody knows, among words.
        ("<p>Un <Company>Alko</Company> deux.</p><CITAT>Trois.</CITAT>", ["Un Alko deux.", "Trois."]),
    ],
)  # fmt: skip
def test_texts_of_newsml_come_in_many_forms(body, expected):
    assert paragraphs(article(newsml, item(component(content(body), headline="Titre")))) == expected


def test_a_release_of_many_parts_is_one_article():
    parts = (
        component(content("Un résumé."), "Abstract")
        + component(content(".c { text-align: center }"), "StyleSheet")
        + component(content("<html><body><p><b>Titre gras</b></p></body></html>"), "HeadLine")
        + component(content("<p>contact@exemple.fr</p>"), "Contact")
        + component(content("<p>Le texte.</p><p>La suite.</p>"), "Body")
        + component(content("Le texte en bref"), "TweetText")
    )
    source = '<AdministrativeMetadata><Source><Party FormalName="Groupe X"/></Source></AdministrativeMetadata>'
    found = article(newsml, item(component(source + component(parts, headline="Titre"))))
    assert (found.title, found.chapo, found.body) == ("Titre", "Un résumé.", "Le texte.\n\nLa suite.")
    assert found.source == "Agence Test"


def test_a_text_given_in_two_forms_stands_once():
    both = content("<p>Le texte entier.</p><p>Fin.</p>") + content("Le texte entier.\n\nFin.")
    assert article(newsml, item(component(both, headline="T"))).body == "Le texte entier.\n\nFin."


def test_stories_deep_in_a_tree_are_found():
    inner = component(content("<nitf><body><body.content><p>Un.</p></body.content></body></nitf>"), "Main", "Titre")
    found = article(
        newsml, item(component("<NewsLines><CopyrightLine>(c)</CopyrightLine></NewsLines>" + component(inner)))
    )
    assert (found.title, found.body) == ("Titre", "Un.")


@pytest.mark.parametrize("status", ["Canceled", "Cancelled", "canceled"])
def test_what_was_canceled_is_rejected(status):
    (found,) = read(newsml, item(component(content("x"), headline="T"), f'<Status FormalName="{status}"/>'))
    assert isinstance(found, Rejected)
    assert "canceled by its agency" in found.reason


def test_a_file_of_pictures_says_so():
    (found,) = read(newsml, item(component(content("", "Photo"), headline="Le lac")))
    assert isinstance(found, Article), "a headline alone is an article"
    (found,) = read(newsml, item(component('<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>')))
    assert isinstance(found, Rejected)
    assert "1 photo item" in found.reason


def test_names_that_no_dialect_has_harm_nothing():
    odd = component(content("<p>Un.</p>"), headline="T", more=' xmml:lang="fr" xml:lang="fr"')
    found = article(newsml, item(odd.replace("<Role", "<x:Role")))
    assert (found.body, found.lang) == ("Un.", "fr")


def test_damage_costs_what_follows_it():
    whole = item(component(content("<p>Un.</p>"), headline="T"))
    first, second = read(newsml, whole.replace("</NewsML>", "<NewsItem><NewsComponent>"))
    assert isinstance(first, Article)
    assert isinstance(second, Rejected)
    assert "not XML" in second.reason


def test_a_message_of_g2_gives_its_texts_and_passes_the_rest_over():
    ferry, stock = read(newsml_g2, SAMPLES / "newsml-g2" / "message.xml")
    assert isinstance(ferry, Article)
    assert isinstance(stock, Article)
    assert (ferry.id, ferry.revision) == ("urn:newsml:cap.example:20190603:t1", 3)
    assert ferry.title == "Deux cents passagers secourus au large d'Ouessant"
    assert ferry.chapo == "Les ports bretons s'organisent"
    assert ferry.published == "2019-06-03T15:00:01+02:00"
    assert (ferry.source, ferry.authors, ferry.section) == ("Agence du Cap", ("Anne Le Goff",), "Société")
    assert [one.value for one in ferry.persons or ()] == ["Yann Kerbrat"]
    assert [(one.value, one.country) for one in ferry.places or ()] == [("Bretagne", "FR"), ("Brest", "")]
    assert paragraphs(ferry) == [
        "Brest (CAP) - Un ferry en panne a été remorqué lundi.",
        "«Personne n'est blessé», a dit le préfet maritime Yann Kerbrat.",
    ]
    assert (stock.source, stock.section, stock.published) == ("CAP", "Économie", "2019-06-03T16:10:00+00:00")
    assert [one[:5] for one in paragraphs(stock)] == ["PARIS", "Le CA"]
    assert "\n" not in paragraphs(stock)[0]


def g2(content_set: str, meta: str = "", about: str = "", root: str = "newsItem") -> str:
    return (
        f'<{root} xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="2"><itemMeta>{about}</itemMeta>'
        f"<contentMeta>{meta}</contentMeta><contentSet>{content_set}</contentSet></{root}>"
    )


@pytest.mark.parametrize(
    ("content_set", "expected"),
    [
        ('<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><headline><hl1>T</hl1></headline></body.head><body.content><block><p>Un.</p><p>Deux.</p></block></body.content></body></nitf></inlineXML>', ["Un.", "Deux."]),
        ('<inlineXML contenttype="xhtml/xml"><html><body>Sans paragraphe.</body></html></inlineXML>', ["Sans paragraphe."]),
        ('<inlineXML contenttype="application/ttnitf+xml"><BODY xmlns=""><TEXT><RUBRIK>T</RUBRIK><DAT><ORT>EU</ORT></DAT><INGRESS><P>Un.</P></INGRESS><BRODTEXT><CITAT>Deux.</CITAT><P>Trois.</P></BRODTEXT><BILD><BILDTEXT><P>Photo.</P></BILDTEXT></BILD></TEXT></BODY></inlineXML>', ["Un.", "Deux.", "Trois."]),
        ('<inlineData contenttype="text/html"><![CDATA[<p>Un.</p><p>Deux.</p>]]></inlineData>', ["Un.", "Deux."]),
        ('<inlineData contenttype="text/plain">Un.\n\nDeux.</inlineData>', ["Un.", "Deux."]),
        ('<remoteContent href="a.jpg"/><inlineXML/><inlineXML><html><body><p>Un.</p></body></html></inlineXML>', ["Un."]),
        # Markup escaped twice, as machines do.
        ("<inlineXML><html><body><p>Il est 4 h &amp;quot;pile&amp;quot; d&amp;#39;ici.</p></body></html></inlineXML>", ['Il est 4 h "pile" d\'ici.']),
    ],
)  # fmt: skip
def test_texts_of_g2_come_in_many_forms(content_set, expected):
    assert paragraphs(article(newsml_g2, g2(content_set, "<headline>T</headline>"))) == expected


@pytest.mark.parametrize(
    ("about", "meta", "expected"),
    [
        ('<provider literal="reuters.com"/>', "<creditline>Reuters</creditline>", "Reuters"),
        ('<provider qcode="nprov:REUTERS"/>', "", "REUTERS"),
        ('<provider literal="STT"/>', "<creditline>STT–</creditline>", "STT"),
        ('<provider uri="http://www.acme.example/about/"/>', "<infoSource><name>Presse Unie</name></infoSource>", "Presse Unie"),
        ('<provider uri="http://www.acme.example/about/"/>', "", "acme.example"),
        ('<provider literal="globe.example"/>', "", "globe.example"),
    ],
)  # fmt: skip
def test_the_agency_is_named_as_well_as_it_can_be(about, meta, expected):
    assert article(newsml_g2, g2("", meta + "<headline>T</headline>", about)).source == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (g2("", "<headline>T</headline>", '<pubStatus qcode="stat:canceled"/>'), "canceled by its agency"),
        (g2("", "<headline>T</headline>", '<itemClass qcode="ninat:video"/>'), "1 video item"),
        (g2("", "", "", "packageItem"), "1 package"),
        (g2("", "", "", "planningItem"), "1 planning item"),
        (g2("", "", ""), "no headline and no text"),
    ],
)
def test_what_is_no_article_in_g2_says_why(data, reason):
    assert newsml_g2.sniff(data.encode())
    (found,) = read(newsml_g2, data)
    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_content_without_its_item_is_read():
    data = '<contentSet><inlineXML><nitf xsi:schemaLocation="x"><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><p>Un.</p></body.content></body></nitf></inlineXML></contentSet>'
    assert newsml_g2.sniff(data.encode())
    assert (article(newsml_g2, data).title, article(newsml_g2, data).body) == ("T", "Un.")


def test_a_dispatch_of_nitf_is_read_whole():
    found = article(nitf, SAMPLES / "nitf" / "depeche.xml")
    assert (found.id, found.revision) == ("OUEST.44.1207", 2)
    assert found.title == "Nantes vote son budget à l'unanimité"
    assert found.chapo == "Le budget de la ville a été adopté jeudi soir."
    assert found.published == "2015-12-10T19:10:44+01:00"
    assert (found.source, found.authors, found.section) == ("Presse de l'Ouest", ("Paul Guérin",), "Politique")
    assert [one.value for one in found.persons or ()] == ["Claire Morvan"]
    assert [one.value for one in found.places or ()] == ["Nantes", "Rezé"]
    assert paragraphs(found) == [
        "La maire, Claire Morvan, a salué un vote «rare».",
        "La dette",
        "Elle recule pour la troisième année à Nantes comme à Rezé.",
        "2014\u00a0: 210 millions",
        "2015\u00a0: 198 millions",
        "Avec Luc Tanguy.",
    ]


@pytest.mark.parametrize(
    ("head", "above", "field", "expected"),
    [
        ('<docdata><date.issue norm="2022-07-11 18:33"/></docdata>', "", "published", "2022-07-11"),
        ('<pubdata date.publication="20061231T000000" name="Le Quotidien" position.section="Sports"/>', "", "published", "2006-12-31"),
        ('<pubdata date.publication="20061231T000000" name="Le Quotidien"/>', "", "source", "Le Quotidien"),
        ('<pubdata position.section="Sports"/>', "", "section", "Sports"),
        ("", '<dateline><story.date norm="20150921T080200+0000">x</story.date></dateline>', "published", "2015-09-21T08:02:00+00:00"),
        ("", "<rights.owner>Agence Y</rights.owner>", "source", "Agence Y"),
        ('<docdata><del-list><from-src src-name="PA" level-number="1"/></del-list></docdata>', "", "source", "PA"),
        ('<meta name="category_iptc" content="15000000"/>', "", "section", "Sport"),
        ('<tobject tobject.type="Intérieur"/>', "", "section", "Intérieur"),
        ("", "<byline>By JANE DOE, <byttl>Writer</byttl></byline>", "authors", ("JANE DOE",)),
        ("", "<byline>La situation reste sérieuse, dit la Commission</byline>", "authors", ()),
        ("", "<byline>La situation reste sérieuse, dit la Commission</byline>", "chapo", "La situation reste sérieuse, dit la Commission"),
        # A standfirst that is the beginning of the text, cut anywhere, says nothing.
        ("", "<abstract><p>Le texte commence ainsi, et la sui</p></abstract>", "chapo", ""),
    ],
)  # fmt: skip
def test_agencies_put_things_where_they_like_in_nitf(head, above, field, expected):
    text = "<p>Le texte commence ainsi, et la suite vient.</p>"
    data = f"<nitf><head>{head}</head><body><body.head><hedline><hl1>T</hl1></hedline>{above}</body.head><body.content>{text}</body.content></body></nitf>"
    assert getattr(article(nitf, data), field) == expected


def test_lines_broken_in_a_paragraph_are_joined_again():
    broken = "".join(
        f"{words}<br/>\n" for words in ("Les pompiers de la région sont en alerte depuis la nuit de lundi", "car un vent fort et très sec pousse les flammes vers les villages", "dont les habitants ont été priés de partir avant la tombée du jour", "fin.")
    )  # fmt: skip
    data = f"<nitf><body><body.content><p>{broken}</p></body.content></body></nitf>"
    assert article(nitf, data).body.count("\n") == 0


def test_ninjs_of_version_1_takes_the_body_that_parts_its_paragraphs():
    found = article(ninjs, SAMPLES / "ninjs" / "version1.json")
    assert (found.id, found.revision) == ("urn:newsml:lac.example:2017:44d61", 4)
    assert found.title == "Le Léman retrouve son niveau d'été"
    assert found.published == "2017-08-24T01:58:40+02:00"
    assert (found.source, found.authors, found.section, found.lang) == (
        "Agence du Lac",
        ("Inès Favre",),
        "Suisse",
        "fr",
    )
    assert paragraphs(found) == ["Les pluies d'août ont suffi à relever le lac.", "Les pêcheurs respirent."]
    # "VD" is a code, and "Lausanne" where it was written.
    assert found.places is None


def test_ninjs_of_version_3_is_read_and_its_pictures_passed_over():
    found = article(ninjs, SAMPLES / "ninjs" / "version3.json")
    assert found.title == "Un grand exercice de secours prévu en 2023"
    assert (found.source, found.authors, found.section) == ("FJ", ("Karl Melan/FJ",), "Accidents")
    assert paragraphs(found) == [
        "Il réunira 2000 sauveteurs, rapporte Le Fjord.",
        "Tous les départements côtiers sont concernés.",
    ]
    assert [one.value for one in found.persons or ()] == ["Jonas Sven"]
    assert [(one.value, one.lat, one.lon) for one in found.places or ()] == [
        ("Finistère", None, None),
        ("Molène", 48.4, -4.96),
    ]


_NINJS = {"uri": "u", "versioncreated": "2020-01-01T10:00:00Z", "pubstatus": "usable"}


@pytest.mark.parametrize(
    "shape",
    [
        lambda one: {"total": 1, "item": [one]},
        lambda one: {"_items": [one]},
        lambda one: {"data": {"items": [{"item": one}]}},
        lambda one: [one],
    ],
)
def test_ninjs_lies_in_lists_of_all_kinds(shape):
    data = json.dumps(shape({**_NINJS, "headline": "T", "body_text": "Un."}))
    assert ninjs.sniff(data.encode())
    assert article(ninjs, data, "a.json").title == "T"


def test_ninjs_in_lines():
    lines = "\n".join(json.dumps({**_NINJS, "uri": f"u{n}", "headline": f"T{n}", "body_text": "Un."}) for n in range(3))
    assert [one.id for one in read(ninjs, lines, "a.jsonl") if isinstance(one, Article)] == ["u0", "u1", "u2"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({**_NINJS, "type": "picture", "headline": "T", "body_text": "Une vue."}, "1 picture item"),
        ({**_NINJS, "type": "composite", "headline": "T"}, "1 package"),
        ({**_NINJS, "pubstatus": "canceled", "headline": "T"}, "canceled by its agency"),
        (dict(_NINJS), "no headline and no text"),
    ],
)
def test_what_is_no_article_in_ninjs_says_why(record, reason):
    (found,) = read(ninjs, json.dumps(record), "a.json")
    assert isinstance(found, Rejected)
    assert reason in found.reason


@pytest.mark.parametrize(
    "record",
    [
        {"headline": "T", "body_text": "x", "byline": "Zoé Roy", "slugline": "s", "language": "fr"},
        {"title": "T", "text": "x", "versioncreated": "2020-01-01"},
        {"version": "https://jsonfeed.org/version/1", "title": "T", "items": []},
    ],
)
def test_other_json_is_not_claimed(record):
    assert not ninjs.sniff(json.dumps(record).encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20190121T104233+0000", "2019-01-21T10:42:33+0000"),
        ("20020225T143000-0500", "2002-02-25T14:30:00-0500"),
        ("20231124T192141Z", "2023-11-24T19:21:41Z"),
        ("20190603T1602", "2019-06-03T16:02:00"),
        ("20190603", "2019-06-03"),
        ("2019-06-03T15:00:01+02:00", "2019-06-03T15:00:01+02:00"),
        ("hier", "hier"),
    ],
)
def test_moments_in_the_basic_form(text, expected):
    assert moment(text) == expected


def test_subjects_by_code_and_category():
    assert [subject(code) for code in ("15054000", "subj:01000000", "medtop:17000000", "pol", "UNR")] == [
        "Sport", "Culture", "Météo", "Politique", "Conflits",
    ]  # fmt: skip
    assert [subject(code) for code in ("", "medtop:20000634", "99000000", "ALR")] == [""] * 4


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Situation serious, ready for all scenarios says EC", True),
        ("Par la rédaction de notre bureau à Rome", False),
        ("Zoé Roy, Ali Ba, Jean Le Goff et Luc Tanguy", False),
        ("Rédaction avec AFP", False),
    ],
)
def test_a_byline_may_be_a_sentence(line, expected):
    assert is_sentence(line) is expected


def test_a_wire_before_xml():
    viaduct, lake = read(iptc7901, SAMPLES / "iptc7901" / "fil.txt")
    assert isinstance(viaduct, Article)
    assert isinstance(lake, Article)
    assert viaduct.title == "Le viaduc de la Saône rouvre après deux ans de travaux"
    assert (viaduct.source, viaduct.authors) == ("adv", ("Zoé Roy",))
    assert viaduct.published == "2019-03-05T10:15:00+00:00"
    first, second = paragraphs(viaduct)
    assert first.startswith("Lyon (adv) - Le viaduc")
    assert first.endswith("avant sa fermeture.")
    assert second.endswith("deux ans de déviations», a dit le maire.")
    assert lake.title == "Le Léman retrouve son niveau d'été"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"eca00075 3 i 510    dpa 1003\n\n/politics/\nTitre =\n", True),
        (b"\x7f\r\n\x01bsf025 3 ec 121   etf 967\r\n\x02T", True),
        (b"Un texte ordinaire 3 i 510 dpa 1003", False),
        (b"\x01\x02\x03", False),
        (b"", False),
    ],
)
def test_the_header_of_a_wire(head, expected):
    assert iptc7901.sniff(head) is expected
