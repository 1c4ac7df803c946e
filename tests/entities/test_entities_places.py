"""Places: what the words around a name make of it, homonyms, sites, and what each place knows."""

from __future__ import annotations

import pytest

from index.entities import annotate


def places(text: str) -> list[tuple[str, str]]:
    return [(p.value, m.text) for p in annotate([("body", text)]).places for m in p.mentions]


def names(text: str) -> list[str]:
    return [value for value, _ in places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il vit à Paris, en France.", ["Paris", "France"]),
        ("L’Élysée dément.", ["Élysée"]),
        ("L'Elysée dément.", ["Élysée"]),
        ("Aux USA, à New-York.", ["États-Unis", "New York"]),
        ("De Londres à Pékin, puis Moscou.", ["Londres", "Pékin", "Moscou"]),
        ("un habitant du Mans, au Havre", ["Le Mans", "Le Havre"]),
        ("aux Sables-d’Olonne", ["Les Sables-d'Olonne"]),
        ("à la Grande-Motte", ["La Grande-Motte"]),
        ("en Île-de-France et en Seine-Saint-Denis", ["Île-de-France", "Seine-Saint-Denis"]),
        ("un accident (Nord)", ["Nord"]),
        ("dans le Nord", ["Nord"]),
        ("le tribunal de Nanterre", ["Nanterre"]),
        ("la mer Noire", ["mer Noire"]),
        ("les accords avec la Corée du Nord", ["Corée du Nord"]),
        ("le Proche-Orient", ["Proche-Orient"]),
        ("l'aéroport d'Orly", ["aéroport d'Orly"]),
        ("rue de Rivoli", ["rue de Rivoli"]),
        ("dans le XVIe arrondissement de Paris", ["16e arrondissement de Paris", "Paris"]),
        ("dans le sixième arrondissement de Lyon", ["6e arrondissement de Lyon", "Lyon"]),
        ("dans le onzième arrondissement de Paris", ["11e arrondissement de Paris", "Paris"]),
        ("dans le dix-septième arrondissement", ["17e arrondissement de Paris"]),
        ("la ligne Paris-Nice", ["Paris", "Nice"]),
        ("le porte-parole du Kremlin Dmitri Peskov", ["Kremlin"]),
        ("à Gonfaron (Var)", ["Gonfaron", "Var"]),
        ("Gard : un blessé", ["Gard"]),
        ("l'Hexagone", ["France"]),
    ],
)
def test_places(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le Paris Saint-Germain a gagné.",
        "Paris Match le dit.",
        "Le Parisien, le New York Times et Ouest-France",
        "le FC Nantes",
        "l'Olympique de Marseille",
        "l'accord de Paris",
        "le Festival de Cannes",
        "La France insoumise",
        "France 2 et France Inter",
        "le président russe et les Américains",
        "Il se tourne vers le nord, au centre.",
        "Jack London écrit.",
    ],
)
def test_what_is_no_place(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "country", "path"),
    [
        ("à Vienne, en Autriche", "AT", ("Europe", "Autriche")),
        ("dans la Vienne", "FR", ("Europe", "France", "Nouvelle-Aquitaine")),
        ("à Rennes", "FR", ("Europe", "France", "Bretagne", "Ille-et-Vilaine")),
    ],
)
def test_homonyms_and_where_they_lie(text, country, path):
    place = annotate([("body", text)]).places[0]
    assert (place.country, place.path) == (country, path)


def test_a_city_knows_its_coordinates():
    place = annotate([("body", "à Vladivostok")]).places[0]
    assert (place.kind, place.country) == ("city", "RU")
    assert place.lat == pytest.approx(43.1, abs=0.1)
    assert place.lon == pytest.approx(131.9, abs=0.1)


def test_a_place_in_a_person_s_name_is_none():
    assert names("La princesse Charlène de Monaco a souri.") == []
