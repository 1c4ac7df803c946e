"""Wiki dumps: which pages are articles, and what wikitext says once its markup is gone."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Rejected
from index.readers import mediawiki, read_sources
from index.readers.wikitext import plain

SAMPLE = Path(__file__).parent / "samples" / "mediawiki" / "wikinews.xml"


def read(data: str) -> list[Article | Rejected]:
    return list(mediawiki.read(io.BytesIO(data.encode()), "a.xml", None))


def dump(
    *pages: str,
    info: str = "<sitename>Wikinews</sitename><base>https://fr.wikinews.org/wiki/Accueil</base><dbname>frwikinews</dbname>",
) -> str:
    return f'<mediawiki xml:lang="fr"><siteinfo>{info}</siteinfo>{"".join(pages)}</mediawiki>'


def page(text: str, title: str = "Un titre", ns: str = "<ns>0</ns>", more: str = "") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<page><title>{title}</title>{ns}<id>7</id>{more}<revision><id>9</id><timestamp>2019-01-22T09:00:00Z</timestamp><text>{text}</text></revision></page>"


def article(text: str, title: str = "Un titre") -> Article:
    (found,) = read(dump(page(text, title)))
    assert isinstance(found, Article), found
    return found


def test_the_sample() -> None:
    bridge, storm = read_sources([SAMPLE])
    assert isinstance(bridge, Article)
    assert isinstance(storm, Article)
    assert bridge.body.split("\n\n") == [
        (
            "Sainte-Berthe – Le viaduc de Sainte-Berthe, long de 412\u00a0mètres, a rouvert lundi matin. C'est la fin de dix-huit mois "
            "de travaux, raconte l'Écho de la Seille."
        ),
        "« Nous l'avions promis », a dit M. Paul Anselme, président de la région, devant 1200 personnes.",
        "Dix-huit mois de travaux",
        "Le chantier a coûté 14 millions\u00a0d'euros\u00a0:",
        "9 millions pour la région ;\n5 millions pour l'État.",
        "Les pierres d'angle ont été taillées une à une.",
    ]
    assert (bridge.published, bridge.source, bridge.section, bridge.lang) == (
        "2019-01-21",
        "Wikinews",
        "Transports",
        "fr",
    )
    assert bridge.url == "https://fr.wikinews.org/wiki/France_:_le_viaduc_de_Sainte-Berthe_rouvre_aux_trains"
    assert (bridge.id, bridge.revision) == ("frwikinews-4101", 90210)
    assert (storm.published, storm.section) == ("2005-11-16", "Météo")
    assert storm.body == (
        "Trois ports de la côte sont restés fermés mercredi, selon la préfecture.\n\nLes vents ont atteint 120\u00a0km/h dans la nuit."
    )


@pytest.mark.parametrize(
    ("template", "day"),
    [
        ("{{date|21 janvier 2019}}", "2019-01-21"),
        ("{{Date|1er mars 2012}}", "2012-03-01"),
        ("{{date|21|janvier|2019}}", "2019-01-21"),
        ("{{date|lundi|21|janvier|2019}}", "2019-01-21"),
        ("{{date|2019-01-21}}", "2019-01-21"),
        ("{{Date publication|date=21 janvier 2019}}", "2019-01-21"),
        ("{{date|November 16, 2005}}", "2005-11-16"),
        ("{{date|Wednesday, November 16, 2005}}", "2005-11-16"),
        ("{{dateline|November 16, 2005|[[Paris]], [[France]]}}", "2005-11-16"),
        ("{{byline|date=November 16, 2005|location=Paris}}", "2005-11-16"),
        ("{{date}}", ""),
        ("{{date|bientôt}}", ""),
        ("{{mise à jour|21 janvier 2019}}", ""),
        ("[[Catégorie:21 janvier 2019]]", "2019-01-21"),
        ("[[Category:January 21, 2019]]", "2019-01-21"),
        ("", ""),
    ],
)
def test_the_date_of_an_article(template: str, day: str) -> None:
    found = article(f"{template}\nLe texte de l'article.")
    assert found.published == day
    assert found.body == "Le texte de l'article."


def test_a_date_printed_above_the_text_is_its_dateline() -> None:
    found = article("'''21 janvier 2005'''\n\nLe texte de l'article.")
    assert (found.published, found.published_from) == ("2005-01-21", "dateline")


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("[[Paris]] et [[Lyon|la ville de Lyon]]", "Paris et la ville de Lyon"),
        ("[[w:Paris|]] [[:fr:Lyon]] [[w:Lyon (Rhône)|Lyon]]", "Paris Lyon Lyon"),
        ("Avant [[Fichier:A.jpg|vignette|Un [[lien]] et [[deux|2]].]] après", "Avant après"),
        ("[[en:Title]][[de:Titel]]Texte", "Texte"),
        ("Le {{w|Conseil d'État}} et la {{w|Cour de cassation|Cour}}", "Le Conseil d'État et la Cour"),
        ("{{Infobox|nom={{w|X}}|texte=[[a|b]]}}Texte", "Texte"),
        ("Il a dit {{citation|Bonjour}}.", "Il a dit Bonjour."),
        ("Le {{lang|en|New York Times}}", "Le New York Times"),
        ("Le {{s|XIX}} et {{s|XX|e}}", "Le XIXe siècle et XXe siècle"),
        ("{{formatnum:12500}} personnes à {{heure|10|30}}", "12500 personnes à 10\u00a0h\u00a030"),
        ("Un &lt;b> et &amp;nbsp; ensuite&nbsp;!", "Un <b> et &nbsp; ensuite\u00a0!"),
        ("Texte<ref>Source</ref><ref name='a'/> suite<ref name=\"b\">X</ref>.", "Texte suite."),
        ("Texte <!-- note {{ --> suite", "Texte suite"),
        ("<nowiki>[[pas un lien]]</nowiki>", "[[pas un lien]]"),
        ("'''Gras''' et ''italique'' et '''''les deux'''''", "Gras et italique et les deux"),
        ("l'''Express'' paraît", "l'Express paraît"),
        ("[http://a.example le site] et [http://b.example]", "le site et"),
        ("Un <span style='x'>mot</span><br/>suivi", "Un mot suivi"),
        ("__NOTOC__Texte", "Texte"),
        ("{| class=a\n|-\n| b\n|}\nTexte", "Texte"),
        ("* un\n* deux\n# trois", "un\ndeux\ntrois"),
        ("Un\ndeux\n\ntrois", "Un deux\n\ntrois"),
        ("Début\n== Un titre ==\nSuite", "Début\n\nUn titre\n\nSuite"),
        ("Début\n== Sources ==\n* [http://a x]\n=== Autre ===\nx\n== Suite ==\nFin", "Début\n\nSuite\n\nFin"),
        ("Début\n==Voir aussi==\n[[A]]", "Début"),
        ("Début {{non fermé\nsuite", "Début non fermé suite"),
        ("Début [[non fermé\nsuite", "Début non fermé suite"),
        ("Le {{date|3 mai 2012}} il", "Le 3 mai 2012 il"),
        ("{{Brève|titre=Un port|texte=Un port a fermé.}}", "Un port\n\nUn port a fermé."),
        ("A}} b]] c|} d", "A b c|} d"),
        ("Le score : 3|2", "Le score : 3|2"),
    ],
)  # fmt: skip
def test_wikitext(wikitext: str, text: str) -> None:
    assert " ".join(plain(wikitext).text.replace("\n", "\n ").split(" ")) == " ".join(
        text.replace("\n", "\n ").split(" ")
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "{{",
                "}}",
                "[[",
                "]]",
                "{|",
                "|}",
                "|",
                "=",
                "'''",
                "''",
                "\n",
                "*",
                "a",
                "<ref>",
                "</ref>",
                "<!--",
                "-->",
                "<nowiki>",
                "date",
                "==",
                "[http://x ",
            ]
        ),
        max_size=60,
    )
)
def test_any_wikitext_gives_text(parts: list[str]) -> None:
    plain("".join(parts))


@pytest.mark.parametrize(
    "part",
    [
        "{{",
        "[[a|",
        "{|\n",
        "'''a",
        "<ref>",
        "<",
        "[http://x ",
        "mot\n",
        "=",
        "{{a|[[b|{|",
        "<nowiki>[",
        "<!--",
        "|",
        "&amp",
    ],
)
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    def seconds(size: int) -> float:
        text = part * (size // len(part))
        start = time.process_time()
        plain(text)
        return time.process_time() - start

    # Eight times the text in at most thirty times the time: what is quadratic takes sixty-four.
    assert seconds(400_000) < 30 * max(seconds(50_000), 0.02)


def test_which_pages_are_articles() -> None:
    found = read(
        dump(
            page("#REDIRECT [[A]]"),
            page("#Redirection : [[A]]"),
            page("x", more='<redirect title="A"/>'),
            page("x", ns="<ns>1</ns>"),
            page("x", ns="<ns>14</ns>"),
            page("{{Accueil}}", "Vide"),
            page("Le texte.", "Bon"),
        )
    )
    assert [each.title for each in found if isinstance(each, Article)] == ["Bon"]
    (empty,) = [each for each in found if isinstance(each, Rejected)]
    assert '"Vide" has no text' in empty.reason


def test_old_dumps_tell_the_namespace_in_the_title() -> None:
    info = "<sitename>Wikinews</sitename><namespaces><namespace key='0'/><namespace key='1'>Discuter</namespace></namespaces>"
    found = read(dump(page("x y", "Discuter:A", ns=""), page("Le texte.", "France : un titre", ns=""), info=info))
    assert [each.title for each in found if isinstance(each, Article)] == ["France : un titre"]


def test_of_a_history_the_latest_state_is_read() -> None:
    revision = "<revision><id>{0}</id><timestamp>{1}T00:00:00Z</timestamp><text>Texte {0}.</text></revision>"
    states = "".join(revision.format(*each) for each in ((1, "2019-01-01"), (3, "2019-03-01"), (2, "2019-02-01")))
    (found,) = read(dump(f"<page><title>A</title><ns>0</ns><id>1</id>{states}</page>"))
    assert isinstance(found, Article)
    assert (found.body, found.revision) == ("Texte 3.", 3)


def test_a_dump_without_texts_says_which_to_take() -> None:
    (found,) = read(dump(page(""), page("")))
    assert isinstance(found, Rejected)
    assert "pages-articles" in found.reason


def test_what_came_before_the_damage_is_kept() -> None:
    whole = dump(page("Le texte.", "Un"), page("Le texte.", "Deux"))
    first, damage = read(whole[:-60])
    assert isinstance(first, Article)
    assert isinstance(damage, Rejected)


@pytest.mark.corpus
def test_a_real_dump(shared_data: Path) -> None:
    (found,) = read_sources([shared_data / "formats" / "mediawiki_xml" / "dump.xml"])
    assert isinstance(found, Article)
    assert (found.title, found.body, found.source, found.revision) == ("Foo", "Revision 2 text", "Wikipedia", 2)
    assert found.url == "http://en.wikipedia.org/wiki/Foo"


@pytest.mark.corpus
def test_real_pages_of_wikinews(shared_data: Path) -> None:
    """100 articles as pages: each with its day, which stands at the head of its text."""
    found = [
        each
        for each in read_sources([shared_data / "formats" / "wikinews_html" / "documents"])
        if isinstance(each, Article)
    ]
    assert len(found) == 100
    assert all(a.title and len(a.body) > 100 for a in found)
    assert sum(a.published.startswith("2012") for a in found) >= 95
