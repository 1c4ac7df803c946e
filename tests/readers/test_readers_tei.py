"""TEI: one article a file or many, what the header says of them, what the text marks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.readers import read_sources, tei

SAMPLES = Path(__file__).parent / "samples" / "tei"
HEADER = "<teiHeader><fileDesc><titleStmt><title>Le titre</title><author>Zoé Roy</author></titleStmt>{}<sourceDesc>{}</sourceDesc></fileDesc></teiHeader>"


def read(data: str) -> list[Article | Rejected]:
    return list(tei.read(io.BytesIO(data.encode()), "a.xml", None))


def articles(data: str) -> list[Article]:
    found = read(data)
    assert all(isinstance(each, Article) for each in found), found
    return [each for each in found if isinstance(each, Article)]


def whole(body: str, source: str = "", published: str = "") -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER.format(published, source)}<text><body>{body}</body></text></TEI>'


def body(text: str) -> str:
    (found,) = articles(whole(f"<p>{text}</p>"))
    return found.body


def test_the_sample() -> None:
    bridge, storm = [each for each in read_sources([SAMPLES / "numero.xml"]) if isinstance(each, Article)]
    assert bridge.title == "Le pont de Sainte-Berthe"
    assert bridge.body == (
        "Le nouveau pont sera inauguré dimanche par M. Anselme, qui l'a voulu depuis dix ans.\n\n"
        "Il mesure deux cents mètres, peut-être davantage, et coûtera cent mille francs."
    )
    assert (bridge.source, bridge.published, bridge.section) == (
        "L'Écho de la Seille",
        "1889-05-06",
        "Nouvelles locales",
    )
    assert (bridge.page, storm.page) == ("1, 2", "2")
    assert bridge.authors == ("Jules Morand",)
    assert bridge.persons is not None
    (person,) = bridge.persons
    assert person.value == "Paul Anselme"
    (mention,) = person.mentions
    assert bridge.body[mention.start : mention.end] == "Anselme"
    assert [place.value for place in bridge.places or ()] == ["Sainte-Berthe"]
    assert [place.value for place in storm.places or ()] == ["Morvillars"]
    assert bridge.id == "echo-18890506-a1"
    assert bridge.id != storm.id


def test_txm() -> None:
    (only,) = [each for each in read_sources([SAMPLES / "txm.xml"]) if isinstance(each, Article)]
    assert (only.id, only.title, only.published, only.source, only.section) == (
        "echo_0001", "La piscine rouvre", "2016-04-12", "L'Écho de la Seille", "Loisirs",
    )  # fmt: skip
    assert only.persons is None


def test_words_that_txm_has_analysed() -> None:
    word = '<w xmlns:txm="http://textometrie.org/1.0"><txm:form>{}</txm:form><txm:ana type="#pos">NOM</txm:ana></w>'
    (only,) = articles(f'<text id="a" date="2016">{"".join(word.format(w) for w in ("La", "crue", "monte"))}</text>')
    assert only.body == "La crue monte"


def test_one_article_a_file() -> None:
    source = '<biblStruct><monogr><title level="j">La Gazette</title><imprint><date when="1914-08-01"/></imprint></monogr></biblStruct>'
    (only,) = articles(
        whole(
            "<div><head>Un sous-titre</head><p>Un.</p><p>Deux.</p></div>",
            source,
            '<publicationStmt><date when="2020"/></publicationStmt>',
        )
    )
    assert (only.title, only.source, only.published, only.authors) == (
        "Le titre",
        "La Gazette",
        "1914-08-01",
        ("Zoé Roy",),
    )
    assert only.body == "Un.\n\nDeux."


def test_a_corpus_of_files() -> None:
    one = "<TEI><teiHeader><fileDesc><titleStmt><title>{0}</title></titleStmt></fileDesc></teiHeader><text><body><p>Texte {0}.</p></body></text></TEI>"
    above = '<teiHeader><fileDesc><titleStmt><title>Corpus</title></titleStmt><sourceDesc><bibl><title level="j">Le Fil</title><date when="1999-05-17"/></bibl></sourceDesc></fileDesc></teiHeader>'
    found = articles(f"<teiCorpus>{above}{one.format('un')}{one.format('deux')}</teiCorpus>")
    assert [(a.title, a.body, a.source, a.published) for a in found] == [
        ("un", "Texte un.", "Le Fil", "1999-05-17"),
        ("deux", "Texte deux.", "Le Fil", "1999-05-17"),
    ]


def test_an_article_over_several_columns_is_one() -> None:
    inner = '<div type="column"><div type="article"><p>la suite.</p></div><div type="article"><head>Deux</head><p>Autre.</p></div></div>'
    found = articles(whole(f'<div type="article"><head>Un</head><p>Le début et</p>{inner}</div>'))
    assert {a.title: a.body for a in found} == {"Un": "Le début et\n\nla suite.", "Deux": "Autre."}


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("un mot<note>une note</note> suit", "un mot suit"),
        ("<choice><sic>tet</sic><corr>tête</corr></choice> nue", "tête nue"),
        ("<choice><abbr>M.</abbr><expan>Monsieur</expan></choice> X", "Monsieur X"),
        ("<choice><orig>estoit</orig><reg>était</reg></choice>", "était"),
        ("cons-<lb/>titution", "constitution"),
        ("cons<lb break='no'/>titution", "constitution"),
        ("cons-\n  <lb break='no'/>titution", "constitution"),
        ("un<lb/>deux", "un deux"),
        ("un <hi rend='italic'>deux</hi><pb n='3'/> trois", "un deux trois"),
        ("un <figure><figDesc>image</figDesc></figure>deux", "un deux"),
        ("un<fw>titre courant</fw> deux", "un deux"),
        ("il dit <quote>bonjour</quote> hier", "il dit bonjour hier"),
        ("un <unclear>mot</unclear> <gap/>", "un mot"),
        ("a <del>b</del> <add>c</add>", "a c"),
    ],
)
def test_marks_within_a_paragraph(marked: str, text: str) -> None:
    assert body(marked) == text


def test_lists_and_verses_keep_their_lines() -> None:
    (found,) = articles(whole("<lg><l>Un vers</l><l>Deux vers</l></lg><list><item>a</item><item>b</item></list>"))
    assert found.body.replace("\n\n", "\n").split("\n") == ["Un vers", "Deux vers", "a", "b"]


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ('<persName key="Gambetta, Léon">Gambetta</persName>', "Léon Gambetta"),
        ('<persName ref="#p9">Gambetta</persName>', "Gambetta"),
        ('<persName ref="https://viaf.example/1">Gambetta</persName>', "Gambetta"),
        ('<rs type="person">Gambetta</rs>', "Gambetta"),
        ('<name type="person" key="PERS0012">Gambetta</name>', "Gambetta"),
    ],
)
def test_persons_by_key_or_as_written(mark: str, name: str) -> None:
    (found,) = articles(whole(f"<p>Hier {mark} parla.</p>"))
    assert [p.value for p in found.persons or ()] == [name]


def test_the_day_of_an_article_wins_over_that_of_the_file() -> None:
    dated = '<div type="article"><opener><dateline>Paris, <date when="1889-05-04">4 mai</date></dateline></opener><p>Le texte.</p></div>'
    (found,) = articles(whole(dated, '<bibl><date when="1889-05-06"/></bibl>'))
    assert found.published == "1889-05-04"


def test_what_is_not_there_is_told() -> None:
    (empty,) = read(whole(""))
    assert isinstance(empty, Rejected)
    assert "no text" in empty.reason
    (outline,) = read(whole('<div type="article"><head>Un titre</head><p/></div>'))
    assert isinstance(outline, Rejected)
    one = '<div type="article"><p>Un texte.</p></div>'
    first, damage = read(whole(one + one)[:-60])
    assert isinstance(first, Article)
    assert isinstance(damage, Rejected)


def test_another_dialect_is_not_claimed() -> None:
    assert not tei.sniff(b"<text>rien</text>")
    assert not tei.sniff(b"<pressencoding><text id='a'></text></pressencoding>")
    assert tei.sniff(b'<?xml version="1.0"?><TEI.2><teiHeader>')


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("LaDepeche_1875_assig2.xml", ["TOULOUSE, 3 avril", "unknow", "CIRCULAIRE DU MINISTRE DE LA JUSTICE", "Bulletin Politique"]),
        ("LaDepeche_2025_assig2.xml", ["Some text here"]),
    ],
)  # fmt: skip
@pytest.mark.corpus
def test_real_files(shared_data: Path, name: str, titles: list[str]) -> None:
    found = [each for each in read_sources([shared_data / "formats" / "tei_press" / name]) if isinstance(each, Article)]
    assert [a.title for a in found] == titles
    if len(found) > 1:
        assert {(a.source, a.published) for a in found} == {("La Dépchêche : journal quotidien", "1875-04-04")}
        assert len({a.id for a in found}) == len(found)
        bulletin = found[-1]
        assert "qu'a tout organe\n\nde l'ordre moral" in bulletin.body
        assert [p.value for p in bulletin.persons or ()][:2] == [
            "Gaston d'Audiffret-Pasquier",
            "Édouard René Lefèbvre de Laboulaye",
        ]


@pytest.mark.parametrize(
    "name", ["LaDepeche_1875_assig1.xml", "LaDepeche_1944_assig1.xml", "LaDepeche_2025_assig1.xml"]
)
@pytest.mark.corpus
def test_real_files_that_are_no_tei(shared_data: Path, name: str) -> None:
    (found,) = read_sources([shared_data / "formats" / "tei_press" / name])
    assert isinstance(found, Rejected)
    assert "<pressencoding>" in found.reason
