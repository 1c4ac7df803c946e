"""What the tagger takes for a word: any text is cut without loss, compounds of names into their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities.model.tokens import may_part, parts, pieces


@given(st.text())
def test_no_character_is_lost(text):
    found = pieces(text)
    assert "".join(found) == text.replace("’", "'").replace("‑", "-")
    assert all(found)


@given(st.text(alphabet="Paris-Nicemaroépn'", max_size=24))
def test_parts_are_the_piece(text):
    for piece in pieces(text):
        assert "".join(parts(piece)) == piece
        assert may_part(piece) or parts(piece) == (piece,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’Élysée", ["l'", "Élysée"]),
        ("Aujourd'hui, qu'il", ["Aujourd'hui", ",", "qu'", "il"]),
        ("le 15e arrondissement", ["le", "15e", "arrondissement"]),
        ("1.500,50 euros", ["1.500,50", "euros"]),
        ("Saint-Étienne-du-Rouvray", ["Saint-Étienne-du-Rouvray"]),
        ("J.-C.", ["J", ".", "-", "C", "."]),
    ],
)
def test_pieces(text, expected):
    assert [piece for piece in pieces(text) if not piece.isspace()] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Paris-Nice", ("Paris", "-", "Nice")),
        ("Paris-Lyon-Marseille", ("Paris", "-", "Lyon", "-", "Marseille")),
        ("anti-Macron", ("anti", "-", "Macron")),
        ("Macron-Fillon", ("Macron", "-", "Fillon")),
        ("VALLS-BARTOLONE", ("VALLS", "-", "BARTOLONE")),
        ("Macronpar", ("Macron", "par")),
        ("Aix-en-Provence", ("Aix-en-Provence",)),
        ("Clermont-Ferrand", ("Clermont-Ferrand",)),
        ("Vallaud-Belkacem", ("Vallaud-Belkacem",)),
        ("Jean-Pierre", ("Jean-Pierre",)),
        ("Gaspar", ("Gaspar",)),
        ("rendez-vous", ("rendez-vous",)),
    ],
)
def test_compounds(word, expected):
    assert parts(word) == expected
