"""Sentence bounds: « | » marks where one sentence ends and the next begins."""

from __future__ import annotations

import pytest

from index.text import sentences

TEXTS = [
    "Il pleut.|Elle rit.",
    "M. Macron est arrivé.|Il a parlé.",
    "MM. Dupont et Durand, Mme Martin et le Dr. House sont là.|Fin.",
    "Voir p. 12 et art. 3 de la loi.|Voilà.",
    "J. Chirac a gagné.|Il a souri.",
    "J.-C. Juncker et J.R.R. Tolkien.|Fin.",
    "Les U.S.A. ont voté.|La suite demain.",
    "Il vit aux U.S.A. Les élections approchent.".replace(". Les", ".|Les"),
    "Le taux est de 3.5 points.|Il monte.",
    "Il a fui à 20 h 30.|À 21 heures, il est revenu.",
    "Des pommes, des poires, etc. Il en reste.".replace(". Il", ".|Il"),
    "« Venez ! » dit-il.|Personne ne vint.",
    "« Venez. »|Personne ne vint.",
    "Vraiment ?|Oui !|Bien…|Soit.",
    "Il attend… et part.",
    "Titre sans point\n|Première phrase.",
    "Premier alinéa\n\n|Second alinéa",
    "Né en 1990.|2015 fut son année.",
    "Sur lemonde.fr on lit tout.",
    "Une seule",
    "Fin. suite en minuscule",
    "Il dit : « Oui. »|« Non », dit-elle.",
    "La guerre a pris fin en nov. 1918 à l'aube.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_a_reader_says(marked: str) -> None:
    wanted = [piece.strip() for piece in marked.split("|")]
    # The bar stands where white space did, unless a line break already does.
    text = marked.replace("\n|", "\n").replace("|", " ")
    assert [text[start:end] for start, end in sentences(text)] == wanted


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_no_text_has_no_sentence(text: str) -> None:
    assert sentences(text) == []
