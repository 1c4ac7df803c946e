"""Near-copies on the pages and in the API: one result that unfolds, in correct French, a link away from all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.settings import Settings
from index.whoosh_writer import build_index
from search.result import CopyGroup
from tests.reprints import ARTICLES, BRIDGE, GROUPS, PORT, article
from tests.web.page import href, one, soup, words
from tests.web.test_api_description import shape
from web import copies, create_app


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("copies")
    nameless = [
        article(
            f"anonyme{n}", *(f"{BRIDGE[0]} {BRIDGE[1]}".replace("pont", "viaduc").split(" ")[::-1]), published="2019"
        )
        for n in range(2)
    ]
    build_index(folder, (*ARTICLES, *nameless), ["x"], 1, lambda _: None)
    return create_app(Settings(index=folder)).test_client()


def titles(page) -> list[str]:
    return [words(a) for a in page.select(".hit h3 a")]


def test_a_result_unfolds(real: FlaskClient) -> None:
    page = soup(real, "/?q=pilotes&sort=oldest")
    assert words(one(page, "[role=status]")).startswith(
        "6 articles sur 13 , soit 2 textes une fois les reprises regroupées"
    )
    assert titles(page) == ["Le port rouvre", "Il y a un an, le port"]
    (folded,) = page.select("details.copies")
    assert words(one(folded, "summary")) == "repris par 3 titres (4 autres versions)"
    assert [words(item) for item in folded.select("li")] == [
        "Kerlouan : le port respire Le Phare, 10 mars 2021",
        "Fin de grève au port La Bouée, 11 mars 2021 (version abrégée)",
        "La semaine d'un port Le Courrier, 12 mars 2021 (dans un texte plus long)",
        "Port Le Phare, sans date",
    ]
    # Without JavaScript: a details element, and plain links.
    assert all(real.get(href(a)).status_code == 200 for a in folded.select("a"))
    everything = one(folded, "p a")
    assert words(everything) == "Les 5 versions, de la première à la dernière"
    page = soup(real, href(everything))
    assert len(titles(page)) == 5
    assert [words(chip) for chip in page.select(".chip")] == ["Versions d’un même texte ×"]
    assert not page.select("details.copies")
    assert "copies_of" not in href(one(page, ".chip a"))


def test_the_switch(real: FlaskClient) -> None:
    page = soup(real, "/?q=pilotes&sort=oldest")
    grouped, apart = [a for a in page.select(".sorts a") if "copies=" in href(a) or words(a) == "regroupées"]
    assert grouped.get("aria-current") == "true"
    page = soup(real, href(apart))
    assert len(titles(page)) == 6
    assert not page.select("details.copies")
    back = next(a for a in page.select(".sorts a") if words(a) == "regroupées")
    assert len(titles(soup(real, href(back)))) == 2
    assert not [a for a in soup(real, "/?q=bulles+rosière").select(".sorts a") if words(a) == "une à une"]


def test_pages_count_results(real: FlaskClient) -> None:
    page = soup(real, "/?q=pilotes&sort=oldest&per_page=1")
    assert [words(a) for a in page.select(".pager .number")] == ["2"]
    assert titles(soup(real, "/?q=pilotes&sort=oldest&per_page=1&page=2")) == ["Il y a un an, le port"]
    assert titles(soup(real, "/?q=pilotes&sort=oldest&per_page=1&page=3")) == []


@pytest.mark.parametrize(
    ("count", "sources", "source", "french", "english"),
    [
        (1, 1, "Agence", "repris par 1 titre", "republished by 1 title"),
        (3, 3, "", "repris par 3 titres", "republished by 3 titles"),
        (2, 1, "Agence", "repris par 1 titre (2 autres versions)", "republished by 1 title (2 other versions)"),
        (1, 0, "Agence", "1 autre version", "1 other version"),
        (2, 0, "Agence", "2 autres versions", "2 other versions"),
        (1, 0, "", "1 reprise", "1 copy"),
        (1200, 0, "", "1 200 reprises", "1,200 copies"),
    ],
)
def test_the_words(naive_app, count: int, sources: int, source: str, french: str, english: str) -> None:
    group = CopyGroup("a", count + 1, count, sources, ())
    for lang, expected in (("fr", french), ("en", english)):
        with naive_app.test_request_context("/", headers={"Accept-Language": lang}):
            assert copies.summary(group, source).replace("\u202f", " ") == expected


def test_without_a_source(real: FlaskClient) -> None:
    page = soup(real, "/?q=viaduc")
    assert [words(s) for s in page.select("details.copies summary")] == ["1 reprise"]


def test_the_article_page_lists_the_others(real: FlaskClient) -> None:
    page = soup(real, "/article/coupe")
    section = one(page, "[aria-labelledby=versions]")
    assert words(one(section, "h2")) == "Autres versions de cette dépêche"
    assert [words(a) for a in section.select("li a")] == [
        "Le port rouvre", "Kerlouan : le port respire", "La semaine d'un port", "Port"
    ]  # fmt: skip
    assert words(section.select("li")[0]) == "Le port rouvre Agence, 10 mars 2021 (première parution)"
    # What is like it is something else.
    assert not {href(a) for a in page.select("[aria-labelledby=proches] a")} & {href(a) for a in section.select("li a")}
    assert not soup(real, "/article/seul1").select("[aria-labelledby=versions]")


def test_the_corpus_page_counts_them(real: FlaskClient) -> None:
    page = soup(real, "/corpus")
    facts = {words(one(div, "dt")): words(one(div, "dd")) for div in page.select(".facts div")}
    assert facts["Reprises"] == "9 articles en 3 groupes"
    largest = page.select("ol.largest li")
    assert words(largest[0]) == "Le port rouvre 5 versions"
    assert len(titles(soup(real, href(one(largest[0], "a"))))) == 5


def test_the_api(real):
    answer = real.get("/api/v1/search?q=pilotes&sort=oldest").json
    shape("Search").validate(answer)
    assert (answer["total"], answer["results"], len(answer["hits"])) == (6, 2, 2)
    assert real.get(answer["hits"][0]["copies"]["url"]).json["total"] == 5
    one_article = real.get("/api/v1/articles/coupe").json
    shape("Article").validate(one_article)
    assert one_article["copies_of"] == "depeche"
    assert [hit["id"] for hit in real.get(one_article["versions"]).json["hits"]] == GROUPS["depeche"]
    status = real.get("/api/v1/status").json
    shape("Status").validate(status)
    assert (status["copies"]["groups"], status["copies"]["articles"]) == (3, 9)
    assert real.get("/api/v1/search?copies=none").status_code == 400


def test_exports_have_all_with_their_group(real: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(real.get("/api/v1/search.csv?q=pilotes&sort=oldest").text, newline="")))
    assert {row["id"]: row["copies_of"] for row in rows} == {
        **dict.fromkeys(GROUPS["depeche"], "depeche"),
        "encore": "",
    }
    lines = real.get("/api/v1/search.jsonl?q=pilotes").text.splitlines()
    assert len(lines) == 6
    assert all('"copies_of"' in line for line in lines)


def test_hostile_titles_and_ids_stay_text(tmp_path: Path) -> None:
    odd = 'a"><script>/x?y=1&z'
    folder = tmp_path / "odd"
    pair = [
        article(odd, *PORT, published="2020-01-01", source="<b>A</b>", title="<script>alert(1)</script>"),
        article("b", *PORT, published="2020-01-02", source="<i>B</i>", title=" "),
    ]
    build_index(folder, pair, ["x"], 1, lambda _: None)
    client = create_app(Settings(index=folder)).test_client()
    page = soup(client, "/?q=pilotes")
    assert not page.select("script:not([src])")
    assert words(one(page, "details.copies li")) == "Sans titre <i>B</i>, 2 janvier 2020"
    assert len(titles(soup(client, href(one(page, "details.copies p a"))))) == 2
