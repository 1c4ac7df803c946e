"""A small invented newsroom whose right answers are known: articles that bring their own entities."""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.entities import Person, Place, SpokenDate
from index.whoosh_writer import build_index
from search.engine import WhooshSearcher
from search.request import SearchRequest
from search.result import SearchResult

PATHS = {
    "Brest": ("Europe", "France", "Bretagne", "Finistère"),
    "Saint-Malo": ("Europe", "France", "Bretagne", "Ille-et-Vilaine"),
    "Rennes": ("Europe", "France", "Bretagne", "Ille-et-Vilaine"),
    "Lyon": ("Europe", "France", "Auvergne-Rhône-Alpes", "Rhône"),
    "Saint-Étienne": ("Europe", "France", "Auvergne-Rhône-Alpes", "Loire"),
    "Paris": ("Europe", "France", "Île-de-France"),
    "Versailles": ("Europe", "France", "Île-de-France", "Yvelines"),
}
"""What the newsroom's places lie in."""


def article(
    number: int,
    title: str,
    body: str,
    published: str = "",
    persons: str = "",
    places: str = "",
    dates: str = "",
    section: str = "",
    source: str = "Le Phare",
    chapo: str = "",
) -> Article:
    """Persons, places and dates as "A; B"."""
    return Article(
        id=f"a{number:02d}",
        title=title,
        chapo=chapo,
        body=body,
        published=published,
        authors=("Lise Aubry",) if number % 2 else (),
        source=source,
        section=section,
        url=f"https://exemple.invalid/{number}",
        persons=tuple(Person(name) for name in _split(persons)),
        places=tuple(Place(name, path=PATHS[name]) for name in _split(places)),
        dates=tuple(SpokenDate(value, "day") for value in _split(dates)),
    )


def _split(joined: str) -> list[str]:
    return [part.strip() for part in joined.split(";") if part.strip()]


ARTICLES = (
    article(
        1,
        "L’Assemblée nationale débat de l’état d’urgence",
        "Les députés ont débattu mardi. L’état d’urgence est prolongé de trois mois.\n\nAnna Roux a voté contre.",
        "2017-07-04T15:00:00+02:00",
        "Anna Roux",
        "Paris",
        "2017-07-04",
        "Politique",
    ),
    article(
        2,
        "Marché de Saint-Étienne : la fête des commerçants",
        "Le marché de Saint-Étienne a marché fort. Jean Dupré, boulanger, vend ses pains aujourd’hui.",
        "2017-07-05",
        "Jean Dupré",
        "Saint-Étienne",
        "",
        "Régions",
    ),
    article(
        3,
        "La pêche à la coquille reprend",
        "Les pêcheurs de Brest et de Saint-Malo ont repris la pêche. Une œuvre du peintre Yves Le Goff est exposée.",
        "2018-10-01",
        "Yves Le Goff",
        "Brest; Saint-Malo",
        "2018-10",
        "Économie",
    ),
    article(
        4,
        "Anna Roux et Jean Dupré élus à Brest",
        "Anna Roux et Jean Dupré sont élus. Le péché d’orgueil guette, plaisante un élu.",
        "2018-10-02T08:00:00+02:00",
        "Anna Roux; Jean Dupré",
        "Brest",
        "2018-10-01; 2018-10-02",
        "Politique",
        "La Bouée",
    ),
    article(
        5,
        "Week-end de grève",
        "Grève ce weekend dans les gares de Paris et de Lyon. Les gilets jaunes défilent.",
        "2018-12-01",
        "",
        "Paris; Lyon",
        "2018-12-01",
        "Société",
    ),
    article(
        6,
        "Des gilets orange, jaunes ou verts",
        "Des gilets, orange ou jaunes, sont vendus. Les jaunes gilets aussi.",
        "2018-12",
        "",
        "Lyon",
        "",
        "Société",
    ),
    article(
        7,
        "Souvenirs d’une gare",
        "L’histoire de la gare, de 1939 à 1945. Anna Roux l’a racontée.",
        "2019",
        "Anna Roux",
        "",
        "1939; 1945; 1939/1945",
        "Culture",
        "La Bouée",
    ),
    article(
        8,
        "Dépêche sans date",
        "Une dépêche que personne n’a datée, sur l’électricité et les électriciens.",
        "",
        "",
        "",
        "XXXX-09-13",
        "",
        "",
    ),
    article(
        9,
        "La recette de la galette",
        "Farine, œufs, sel. Cuire à 1 000 degrés, non, à 200. Le 3,5 % de matière grasse suffit.",
        "2019-02-02",
        "",
        "Rennes",
        "2019-02-02",
        "Culture",
        "La Bouée",
        "Un cœur de beurre salé.",
    ),
    article(
        10,
        "L’État, c’est moi",
        "La phrase est apocryphe. L’État n’a pas changé : l’État, c’est l’État.",
        "2019-03-01",
        "Louis XIV",
        "Versailles",
        "",
        "Culture",
    ),
)


def build_newsroom(folder: Path) -> Path:
    """An index of the newsroom; gives back its folder."""
    build_index(folder, ARTICLES, ["newsroom"], 1, lambda _: None)
    return folder


def search(searcher: WhooshSearcher, q: str = "", **parameters: str) -> SearchResult:
    """What is found; several values of a parameter are parted by "|", a dot in its name is written "__"."""
    pairs = [(name.replace("__", "."), value) for name, values in parameters.items() for value in values.split("|")]
    return searcher.search(SearchRequest.from_pairs([("q", q), ("per_page", "100"), *pairs]))


def found(searcher: WhooshSearcher, q: str = "", **parameters: str) -> list[int]:
    """The numbers of the articles found."""
    return sorted(int(hit.article.id[1:]) for hit in search(searcher, q, **parameters).hits)
