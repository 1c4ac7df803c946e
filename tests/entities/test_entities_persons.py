"""Persons: what is part of a name, what is none, and who is who inside an article."""

from __future__ import annotations

import pytest

from index.entities import annotate
from index.entities.linking import fullest_names


def persons(text: str) -> dict[str, list[str]]:
    return {p.value: [m.text for m in p.mentions] for p in annotate([("body", text)]).persons}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le président Emmanuel Macron a parlé.", ["Emmanuel Macron"]),
        ("M. Dupond-Moretti et Mme Hidalgo", ["Dupond-Moretti", "Hidalgo"]),
        ("a répliqué M. de Rugy", ["de Rugy"]),
        ("Selon Dominique de Villepin, rien ne presse.", ["Dominique de Villepin"]),
        ("Marine Le Pen a réagi.", ["Marine Le Pen"]),
        ("Valéry Giscard d’Estaing", ["Valéry Giscard d’Estaing"]),
        ("Alexander Van der Bellen", ["Alexander Van der Bellen"]),
        ("le dirigeant Kim Jong-un", ["Kim Jong-un"]),
        ("Mohammed ben Salman", ["Mohammed ben Salman"]),
        ("l'acteur turco-allemand Birol Ünel", ["Birol Ünel"]),
        ("la maire de Paris Anne Hidalgo", ["Anne Hidalgo"]),
        ("explique Ludovic, boucher", ["Ludovic"]),
        ("Élisabeth II est morte.", ["Élisabeth II"]),
        ("C'était Hitler.", ["Hitler"]),
    ],
)
def test_persons(text, expected):
    assert list(persons(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Les Républicains et La République en Marche",
        "la loi Macron, la rue Victor Hugo, le lycée Jean Moulin",
        "Selon TASS et la RPDC",
        "une Aston Martin Valkyrie",
        "New York, Los Angeles et Buenos Aires",
        "Human Rights Watch et le New York Times",
        "Pendant Noël, mardi, en France",
        "Le premier SUV de la marque",
        "Météo France prévoit des orages.",
        "L’attentat de Charlie Hebdo, selon un sondage Harris Interactive.",
        "Europe Écologie-Les Verts et Miss Univers.",
    ],
)
def test_what_is_no_person(text):
    assert persons(text) == {}


def test_a_short_mention_joins_the_full_name():
    text = "Emmanuel Macron est à Lille. Macron y voit M. Martin. « Emmanuel », dit-on."
    assert persons(text) == {"Emmanuel Macron": ["Emmanuel Macron", "Macron", "Emmanuel"], "Martin": ["Martin"]}


def test_two_of_a_name_stay_apart():
    found = persons("François Fillon et Penelope Fillon sont venus. Fillon a parlé.")
    assert found == {
        "François Fillon": ["François Fillon"],
        "Penelope Fillon": ["Penelope Fillon"],
        "Fillon": ["Fillon"],
    }


@pytest.mark.parametrize(
    ("names", "name", "fullest"),
    [
        (["Emmanuel Macron", "Macron"], "Macron", "Emmanuel Macron"),
        (["Kim Jong-un", "Kim Jong"], "Kim Jong", "Kim Jong-un"),
        (["François Fillon", "Penelope Fillon", "Fillon"], "Fillon", "Fillon"),
        (["SIMONE VEIL", "Simone Veil"], "SIMONE VEIL", "Simone Veil"),
        (["Marine Le Pen", "Le Pen", "Pen"], "Pen", "Marine Le Pen"),
    ],
)
def test_linking(names, name, fullest):
    assert fullest_names(names)[name] == fullest
