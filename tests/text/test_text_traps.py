"""Faults reported against other analysers of French, each a fixture here."""

from __future__ import annotations

import pytest

from index.text import EXACT, STEM, fold
from index.text.stem import stem


def terms(text: str) -> list[str]:
    return [t.term for t in EXACT.tokens(text)]


def marked(text: str, word: str) -> str:
    """The text with each token equal to ``word`` between brackets, as a highlighter would."""
    wanted = {t.term for t in STEM.tokens(word)}
    spans = [(t.start, t.end) for t in STEM.tokens(text) if t.term in wanted]
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def test_the_mark_is_on_the_word_not_on_its_article() -> None:
    """Elasticsearch #52264 marked « l’ » instead of « avocat »."""
    assert marked("Le rôle de l’avocat.", "avocat") == "Le rôle de l’[avocat]."


def test_the_mark_is_on_the_word_not_on_its_stem() -> None:
    """Whoosh #427 marked the stem « articl »."""
    assert marked("Les articles du jour", "article") == "Les [articles] du jour"


def test_the_mark_survives_letters_that_fold_to_two() -> None:
    """Folding a whole text first shifts every later offset by one for each œ."""
    assert marked("L’œuvre, le cœur, la sœur d'Édith Piaf", "edith") == "L’œuvre, le cœur, la sœur d'[Édith] Piaf"


@pytest.mark.parametrize("article", ["jusqu'où", "Jusqu'où", "JUSQU’OÙ", "Jusqu’Où"])
def test_elision_knows_capitals(article: str) -> None:
    """Elasticsearch #15774: « Jusqu'où » kept its article, « jusqu'où » lost it."""
    assert terms(article) == ["ou"]


def test_a_late_fold_does_not_make_a_cat_of_a_punishment() -> None:
    """Snowball #198: châtiment → chât → chat."""
    assert stem(fold("châtiment")) != stem(fold("chat"))


@pytest.mark.parametrize(
    "word", ["université", "assemblée", "sécurité", "première", "Corée", "société", "élève", "régime", "forêt", "âgée"]
)
def test_stems_do_not_depend_on_accents_typed(word: str) -> None:
    """Of 346,000 French words 12.9 % stem differently when folding comes last."""
    assert [t.term for t in STEM.tokens(word)] == [t.term for t in STEM.tokens(fold(word))]


@pytest.mark.parametrize(
    "text", ["l'or", "Theresa May", "US Army", "can", "us", "if", "by", "G 7", "5 morts", "vitamine D"]
)
def test_no_word_is_a_stop_word(text: str) -> None:
    """Whoosh's French analyser drops English stop words and terms of one letter."""
    assert len(terms(text)) == len(text.replace("'", " ").split()) - text.startswith("l'")


def test_korean_names_keep_their_end() -> None:
    """Whoosh's French analyser indexes "jong" only: "un" is a stop word, and -un looks like an ending."""
    assert terms("Kim Jong-un") == ["kim", "jongun", "jong", "un"]
    assert terms("Kim Jong-il") == ["kim", "jongil", "jong", "il"]


def test_one_organisation_three_spellings() -> None:
    assert terms("O.N.U.") == terms("ONU") == terms("l’O.N.U") == ["onu"]


def test_narrow_no_break_space_is_no_part_of_a_word() -> None:
    """UAX #29 counts U+202F among the connectors: « Macron\u202f! » became one word."""
    assert terms("Macron\u202f!") == ["macron"]


def test_decomposed_accents_do_not_break_words() -> None:
    """``\\w+`` makes e, le, ve of a decomposed « élevé »."""
    assert terms("e\u0301leve\u0301") == terms("élevé") == ["eleve"]


def test_soft_hyphens_do_not_break_words() -> None:
    assert terms("co\u00adopé\u00adra\u00adtion") == ["cooperation"]


def test_a_soft_hyphen_ends_nothing() -> None:
    """« 20 h » is an hour, the « 20 h » of « 20 ha- bitants » none."""
    assert terms("20 h\u00adabitants") == terms("20 habitants") == ["20", "habitants"]
    assert terms("20 h\u00ad, demain") == terms("20 h, demain") == ["20h", "demain"]
    assert terms("O.N.U\u00adA") == terms("O.N.UA")
    assert terms("n°s\u00ad5") == terms("n°s5")


def test_guillemets_and_euros_are_no_words() -> None:
    """Unidecode makes << and EUR of them."""
    assert terms("« 5 € »") == ["5"]


def test_a_party_is_not_an_inversion() -> None:
    assert " ".join(terms("Europe Écologie-Les Verts")).endswith("les verts")
