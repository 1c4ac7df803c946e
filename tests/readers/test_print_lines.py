"""Lines of print become running text: nothing is lost, broken words are whole again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.print_lines import Line, joined, paragraphs, rejoined, running, whole_word

WORDS = st.lists(st.from_regex(r"[a-zà-öø-ÿ]{2,12}", fullmatch=True), min_size=1, max_size=30)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@given(WORDS, st.data())
def test_words_broken_anywhere_are_whole_again(words: list[str], data: st.DataObject) -> None:
    """Break a text into lines, some in the midst of a word with the sign that only breaks: the text comes back."""
    lines = [""]
    for word in words:
        cut = data.draw(st.integers(0, len(word) - 1))
        if cut:
            lines[-1] += f" {word[:cut]}\u00ac"
            lines.append(word[cut:])
        elif data.draw(st.booleans()):
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    assert joined(lines) == " ".join(words)


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="-\u2010\u00ac\u00ad\u2e17"), max_size=40), max_size=12
    )
)
def test_nothing_is_lost(lines: list[str]) -> None:
    assert letters(joined(lines)) == letters("".join(lines))
    assert letters(running(lines)) == letters("".join(lines))
    assert letters("".join(paragraphs([Line(line, 10, 90, 8) for line in lines]))) == letters("".join(lines))


@given(st.lists(st.text(max_size=40), max_size=12), st.lists(st.floats(0, 1e6), min_size=3, max_size=3))
def test_whatever_is_given_text_comes_back(lines: list[str], edges: list[float]) -> None:
    joined(lines)
    running(lines)
    paragraphs([Line(line, *edges) for line in lines])


@given(WORDS)
def test_joining_twice_changes_nothing(words: list[str]) -> None:
    once = joined(words)
    assert joined([once]) == once


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("délibé-", "ré,", "délibéré,"),
        ("l'af-", "faire", "l'affaire"),
        ("PRÉSI-", "DENT", "PRÉSIDENT"),
        ("Saint-", "Étienne", "Saint-Étienne"),
        ("1914-", "1918", "1914-1918"),
        ("peut-", "être.", "peut-être."),
        ("celui-", "ci", "celui-ci"),
        ("a-t-", "elle", "a-t-elle"),
        ("c'est-à-", "dire", "c'est-à-dire"),
        ("trente-", "quatre", "trente-quatre"),
        ("rendez-", "vous", "rendez-vous"),
        ("sous-", "préfet", "sous-préfet"),
        ("nouvel-", "le", "nouvelle"),
        ("par-", "lement", "parlement"),
        ("Tex\u00ac", "Tile", "TexTile"),
        ("chan\u00ad", "teur", "chanteur"),
    ],
)
def test_hyphens_that_are_spelling_stay(first: str, second: str, word: str) -> None:
    assert rejoined(first, second) == word


@pytest.mark.parametrize(
    ("first", "second", "given", "word"),
    [
        ("Hol", "lande", "Hollande", "Hollande"),
        ("evê-", "que,", "evê-que,", "evêque,"),
        ("ci", "devant", "cidevant", "ci-devant"),
        ("Bourg-", "Saint-Andéol", "Bourg-Saint-Andéol", "Bourg-Saint-Andéol"),
        ("gouver-", "nernent", "gouvernement", "gouvernement"),
        ("seul-", "ement", "", "seulement"),
    ],
)
def test_what_the_file_says_of_a_word_is_believed_unless_it_says_both_halves(
    first: str, second: str, given: str, word: str
) -> None:
    assert whole_word(first, second, given) == word


def test_a_dash_is_no_hyphen() -> None:
    assert joined(["Il vint -", "enfin."]) == "Il vint - enfin."
    assert joined(["Il vint —", "enfin."]) == "Il vint — enfin."


def test_a_word_of_three_lines() -> None:
    assert joined(["anti-", "consti-", "tutionnel"]) == "anticonstitutionnel"


def test_indents_begin_paragraphs_after_the_end_of_a_sentence_or_a_short_line() -> None:
    lines = [
        Line("Le pape a été conduit à Nice, et il devait", 140, 1000, 40),
        Line("partir pour Gênes.", 100, 420, 40),
        Line("La Perse cède à la Russie le gouvernement", 140, 1000, 40),
        Line("de toutes ces provinces et le reste", 100, 600, 40),
        Line("Les sujets russes pourront importer, dit", 140, 1000, 40),
        Line("M. Fournel,", 140, 1000, 40),
    ]
    assert paragraphs(lines) == [
        "Le pape a été conduit à Nice, et il devait partir pour Gênes.",
        "La Perse cède à la Russie le gouvernement de toutes ces provinces et le reste",
        "Les sujets russes pourront importer, dit M. Fournel,",
    ]
