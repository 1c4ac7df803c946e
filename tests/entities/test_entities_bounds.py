"""Where names begin and end, and places that are none other in any sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import person_bounds, place_bounds


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("le général de Gaulle", "Gaulle", "de Gaulle"),
        ("M. de Rugy démissionne", "Rugy", "de Rugy"),
        ("Mme de la Tour parle", "Tour", "de la Tour"),
        ("le prince de Galles", "Galles", "Galles"),
        ("le fils de Gaulle", "Gaulle", "Gaulle"),
        ("le ministre Bruno Le Maire", "ministre Bruno Le Maire", "Bruno Le Maire"),
        ("Sir Stirling Moss", "Sir Stirling Moss", "Stirling Moss"),
        ("l'autocrate Omar al-Béchir", "Omar", "Omar al-Béchir"),
        ("Alexander Van der Bellen", "Alexander", "Alexander Van der Bellen"),
        ("le sergent Clément C. a dit", "Clément C", "Clément C."),
        ("Il a vu Macron.", "Macron", "Macron"),
        ("avec le roi", "roi", "roi"),
    ],
)
def test_persons(text, found, expected):
    start = text.index(found)
    start, end = person_bounds.bounded(text, start, start + len(found))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("les Macron", True),
        ("le couple Macron", True),
        ("la famille Macron", True),
        ("Macron", False),
        ("M. Macron", False),
    ],
)
def test_families_are_no_persons(text, family):
    assert person_bounds.is_nobody(text, text.index("Macron"), len(text)) is family


def test_a_function_is_nobody():
    assert person_bounds.is_nobody("Monsieur le Maire, dit-il", 9, 17)
    assert not person_bounds.is_nobody("M. Le Maire", 3, 11)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("la rivière Vésubie", "rivière Vésubie", "Vésubie"),
        ("la ville de Sens", "ville de Sens", "Sens"),
        ("le lac Léman", "lac Léman", "lac Léman"),
        ("en Extrême-Orient russe", "Extrême-Orient", "Extrême-Orient russe"),
        ("l'Amérique latine souffre", "Amérique", "Amérique latine"),
        ("la France insoumise", "France", "France"),
    ],
)
def test_places(text, found, expected):
    start = text.index(found)
    start, end = place_bounds.bounded(text, start, start + len(found))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "dans le 15e arrondissement, le dix-septième arrondissement",
            ["15e arrondissement", "dix-septième arrondissement"],
        ),
        ("de la mer Noire au golfe du Mexique", ["mer Noire", "golfe du Mexique"]),
        ("une mer de Choses", []),
        ("le premier amour", []),
    ],
)
def test_sure_places(text, expected):
    assert [text[start:end] for start, end in place_bounds.sure(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("au lycée Jean Moulin", "lycée Jean Moulin"), ("l'école primaire Jean Moulin", "école primaire Jean Moulin"),
     ("avec Jean Moulin", "Jean Moulin"), ("le maire de Jean Moulin", "Jean Moulin")],
)  # fmt: skip
def test_sites_named_after_persons(text, expected):
    assert text[place_bounds.site_before(text, text.index("Jean")) :] == expected


@given(st.text(min_size=1), st.data())
def test_any_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for bounded in (person_bounds.bounded, place_bounds.bounded):
        first, last = bounded(text, start, end)
        assert 0 <= first < last <= len(text)
    assert 0 <= place_bounds.site_before(text, start) <= start
    assert all(0 <= first < last <= len(text) for first, last in place_bounds.sure(text))
