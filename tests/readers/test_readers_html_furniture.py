"""What surrounds an article stays out, what belongs to it stays in: one invented page, one thing added at a time."""

from __future__ import annotations

import io

import pytest

from index.article import Article
from index.readers import html_page

FIRST = (
    "Le conseil municipal de Vannes a voté lundi soir la création d’une ligne de tramway, après six ans de débats "
    "et deux enquêtes publiques."
)
SECOND = (
    "« Nous n’avons plus le choix », a dit l’adjointe aux transports, Solène Kergoat, qui chiffre le chantier à deux "
    "cents millions d’euros."
)
THIRD = (
    "Les premiers travaux commenceront au printemps prochain, place de la République, et dureront quatre ans au moins."
)
OTHER = "Une phrase tout aussi longue que les autres, avec une virgule et un point, mais qui parle d’un autre sujet."
TEXT = [FIRST, SECOND, THIRD]


def read(page: str) -> Article:
    (found,) = html_page.read(io.BytesIO(page.encode()), "a.html", None)
    assert isinstance(found, Article), found
    return found


def page(*, after_first: str = "", after: str = "", before: str = "", around: str = "{}", head: str = "") -> str:
    text = f"<p>{FIRST}</p>{after_first}<p>{SECOND}</p><p>{THIRD}</p>"
    box = around.format(f'<div class="text">{text}</div>')
    return f"<html><head>{head}</head><body><h1>Un tramway pour Vannes</h1>{before}{box}{after}</body></html>"


def body(**parts: str) -> list[str]:
    return read(page(**parts)).body.split("\n\n")


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Il vous reste 70 % de cet article à lire.</p>",
        "<p>Article réservé aux abonnés</p>",
        "<p>Cet article est réservé à nos abonnés. Déjà abonné ? Identifiez-vous.</p>",
        "<p>La suite est réservée aux abonnés.</p>",
        "<p>Lire aussi : le port s’agrandit encore</p>",
        "<p>À lire également &gt; le port s’agrandit</p>",
        "<p>Sur le même sujet</p>",
        "<p>Passer la publicité</p>",
        "<p>Crédit photo : Ouest</p>",
        "<p>Temps de lecture : 4 minutes</p>",
        "<p>Par Solène Kergoat</p>",
        "<p>Mis à jour le 3 novembre 2023 à 18 h 05</p>",
        "<p>lundi 3 novembre 2023, par Ewen Riou</p>",
        "<p>Mots-clés : Vannes, tramway</p>",
        "<p>L’article a été ajouté à vos favoris</p>",
        f'<p><a href="/x">{OTHER}</a></p>',
        f'<p><a href="/x">{OTHER} {OTHER} {OTHER}</a></p>',
        f'<div class="share-bar"><p>{OTHER}</p></div>',
        f'<div class="blocNewsletter"><p>{OTHER}</p></div>',
        f"<div><h3>Newsletter politique</h3><p>{OTHER}</p></div>",
        f"<div><div><span>À lire aussi</span></div><div><p>{OTHER}</p></div></div>",
        f"<section><h2>La rédaction vous conseille :</h2><p>{OTHER}</p></section>",
        f'<p class="wp-caption-text">{OTHER}</p>',
        f'<div><img src="a.jpg"><span>{OTHER}</span></div>',
        f"<figure><img src='a.jpg'><figcaption>{OTHER}</figcaption></figure>",
        f"<p hidden>{OTHER}</p>",
        f"<aside><p>{OTHER}</p></aside>",
        f"<form><p>{OTHER}</p></form>",
        f'<div class="author-box"><p>{OTHER}</p></div>',
        f'<div class="widget"><p>{OTHER}</p></div>',
    ],
)
def test_what_is_not_the_text_stays_out(inside: str) -> None:
    assert body(after_first=inside) == TEXT


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<h2>Six ans de débats</h2>", ["Six ans de débats"]),
        ("<h2>Par où passera-t-il</h2>", ["Par où passera-t-il"]),
        ("<div><h3>Six ans de débats</h3></div>", ["Six ans de débats"]),
        ("<p><strong>Vous n’avez pas peur de la dépense ?</strong></p>", ["Vous n’avez pas peur de la dépense ?"]),
        ("<ul><li>deux lignes</li><li>vingt stations</li></ul>", ["deux lignes", "vingt stations"]),
        (f"<blockquote><p>{OTHER}</p></blockquote>", [OTHER]),
        (f'<div class="field field--label-hidden"><p>{OTHER}</p></div>', [OTHER]),
        (f'<div class="elementor-widget-wrap"><p>{OTHER}</p></div>', [OTHER]),
        (f'<div class="no-print has-sidebar category-newsletter tag-publicite"><p>{OTHER}</p></div>', [OTHER]),
        (f'<p class="teaser">{OTHER}</p>', [OTHER]),
        (f'<div><img src="a.jpg"><p>{OTHER}</p></div>', [OTHER]),
        (f'<p>{OTHER} <a href="/y">Un lien</a> et la suite de la phrase.</p>', [f"{OTHER} Un lien et la suite de la phrase."]),
        ("<p>Retour à la case départ.</p>", ["Retour à la case départ."]),
    ],
)  # fmt: skip
def test_what_is_the_text_stays_in(inside: str, kept: list[str]) -> None:
    assert body(after_first=inside) == [FIRST, *kept, SECOND, THIRD]


@pytest.mark.parametrize(
    "after",
    [
        f'<div id="comments"><h2>12 commentaires</h2>{f"<p>{OTHER}</p>" * 9}</div>',
        f"<div><h2>Les plus lus</h2>{f'<h3>Un titre</h3><p>{OTHER}</p>' * 2}</div>",
        "<div><p>Politique</p></div><div><h3>Un autre titre</h3></div><footer><p>Mentions</p></footer>",
        f'<div class="teaser"><div class="cat">Sports</div><p>{OTHER}</p></div>',
    ],
)
def test_what_follows_the_article(after: str) -> None:
    assert body(after=after) == TEXT


def test_a_page_that_is_one_form_or_one_box_named_like_furniture() -> None:
    assert body(around="<form>{}</form>") == TEXT
    assert body(around='<div class="sidebar-right"><div class="print-content">{}</div></div>') == TEXT


def test_a_text_in_parts() -> None:
    """Systems that build pages of parts: each part three boxes deep, and none holds half of the text."""
    parts = "".join(
        f'<div class="row-{i}"><div class="col"><div class="part"><p>{t}</p></div></div></div>'
        for i, t in enumerate(TEXT)
    )
    found = read(f"<h1>Un tramway</h1><main>{parts}</main><div class='x'><div><p>{OTHER}</p></div></div>")
    assert found.body.split("\n\n") == TEXT


def test_the_article_around_the_headline_wins_over_a_longer_list_of_others() -> None:
    teasers = "".join(
        f"<article><h2>Titre {i}</h2><div><p>{OTHER} {OTHER} {OTHER}</p></div></article>" for i in range(3)
    )
    found = read(
        f"<title>Un tramway</title><article><h1>Un tramway</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>{teasers}"
    )
    assert found.body.split("\n\n") == TEXT


def test_an_introduction_that_nothing_names() -> None:
    assert body(before=f'<div class="perex"><p>{OTHER}</p></div>') == [OTHER, *TEXT]


@pytest.mark.parametrize("label", ["Abonnés", "Réservé aux abonnés", "Article réservé aux abonnés", "Premium"])
def test_a_headline_with_a_label(label: str) -> None:
    given = '<meta property="og:title" content="Un tramway pour Vannes | Chroniques">'
    text = page(head=given).replace("</h1>", f" <span>{label}</span></h1>")
    assert read(text).title == "Un tramway pour Vannes"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("<p>Par Ewen Riou le 07 mai 2020</p>", "2020-05-07"),
        ("<p>par Ewen Riou, 21 juin 2018</p>", "2018-06-21"),
        ("<p>Publié le 02/11/23 à 16h33 • Mis à jour le 03/11/23</p>", "2023-11-02"),
        ("<p>Mis à jour le 06/04/2013 à 10:37</p><p>Publié le 05/04/2013 à 17:08</p>", "2013-04-05"),
        ("<time datetime='2019-07-03'>Publié le 29 juin 2019</time>", "2019-06-29"),
        ("<time datetime='2019-06-29T10:00:00Z'>Publié le 29 juin 2019</time>", "2019-06-29T10:00:00+00:00"),
        ("<time datetime='2020-01-07'>Mis à jour le 7 janvier 2020</time><time datetime='2018-09-30'>30 sept.</time>", "2018-09-30"),
        ("<nav><time pubdate datetime='2022-01-01'>hier</time></nav><p>Le 3 mars 2021</p>", "2021-03-03"),
    ],
)  # fmt: skip
def test_printed_dates(printed: str, expected: str) -> None:
    assert read(page(before=printed)).published == expected


def test_a_date_above_the_headline() -> None:
    text = page().replace("<h1>", "<p>Accueil | Par Ewen Riou | 30 septembre 2018</p><h1>")
    assert read(text).published == "2018-09-30"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("<p>Par Ewen Riou et Solène Kergoat</p>", ("Ewen Riou", "Solène Kergoat")),
        ("<div>Par <b>EWEN RIOU</b>, <b>ANNE PRAT</b> Envoyés spéciaux à Vannes</div>", ("EWEN RIOU", "ANNE PRAT")),
        ("<p>Recueilli par Ewen Riou.</p>", ("Ewen Riou",)),
        ('<span class="article_author-name"><a href="/x">Ewen Riou</a></span>', ("Ewen Riou",)),
        ('<a rel="author" href="/x">Ewen Riou</a>, <a rel="author" href="/y">Anne Prat</a>', ("Ewen Riou", "Anne Prat")),
        ('<div><a href="/auteur/ewen-riou"><h5>Ewen Riou</h5></a><p>Auteur</p></div>', ("Ewen Riou",)),
        ('<p>Le maire a reçu <a href="/auteur/jean-bete">Jean Bête</a>' + OTHER, ()),
        ('<span itemprop="author"><meta itemprop="name" content="Ewen Riou"></span>', ("Ewen Riou",)),
        ('<div class="comment-author">Jean Bête</div>', ()),
    ],
)  # fmt: skip
def test_authors(printed: str, expected: tuple[str, ...]) -> None:
    assert read(page(before=printed)).authors == expected


def test_a_declared_author_that_is_the_site_gives_way_to_the_byline() -> None:
    head = '<meta property="og:site_name" content="L’Écho du Golfe"><meta name="author" content="L’Écho du Golfe">'
    assert read(page(head=head, before="<p>Par Ewen Riou</p>")).authors == ("Ewen Riou",)
    assert read(page(head=head)).authors == ("L’Écho du Golfe",)


def test_a_first_author_declared_alone_is_completed_by_the_byline() -> None:
    head = '<meta name="author" content="Ewen Riou">'
    assert read(page(head=head, before="<p>Ewen Riou et Anne Prat</p>")).authors == ("Ewen Riou", "Anne Prat")
