"""What holds for every text, the strangest included."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from unidecode import unidecode

from index.text import EXACT, STEM, Chain, Token, fold, fold_key, normalise, sentences

# What tokens are made of, so that random texts hold many of them.
PIECES = ["l’", "d'", "O.N.U.", "-", "'", "’", " ", "\u202f", "\u00ad", "\u0301", "œ", "É", "1", "000", ".", ",", "h"]
PIECES += [
    "@",
    "#",
    "lemonde.fr",
    "https://",
    "C++",
    "n°",
    "-t-il",
    "·e·s",
    "(e)",
    "\n",
    "«",
    "»",
    "\ud800",
    "\x00",
    "𝔸",
    "ﬁ",
]
ANYTHING = st.text(st.characters(), max_size=60)
SURROGATES = st.text(st.characters(categories=("Cs", "Co", "Cc", "Cf", "Mn")), max_size=20)
TEXTS = st.one_of(
    ANYTHING, SURROGATES, st.lists(st.sampled_from([*PIECES, "a", "mot", "Saint", "t"]), max_size=25).map("".join)
)
FRENCH = st.text("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÇÉÈÊËÎÏÔÙÛÜŒÆ", min_size=1)
FRENCH_TEXT = st.lists(
    st.one_of(FRENCH, st.sampled_from(["l’", "d’", "-", " ", "1 000", "20 h", ", ", "-t-il "])), max_size=12
).map("".join)


@pytest.mark.parametrize("chain", [EXACT, STEM], ids=lambda chain: chain.name)
@given(text=TEXTS)
@example("a" * 5000)
def test_tokens_are_true_ordered_and_never_raise(chain: Chain, text: str) -> None:
    tokens = chain.tokens(text)
    for token in tokens:
        assert isinstance(token, Token)
        assert token.term
        assert 0 <= token.start < token.end <= len(text)
    assert not tokens or tokens[0].position == 0
    for before, after in pairwise(tokens):
        if before.position == after.position:
            assert before.start <= after.start <= after.end <= before.end, "a joined form spans its first part"
            assert before.end - before.start > after.end - after.start
        else:
            assert after.position == before.position + 1
            assert after.start >= before.end


@given(text=TEXTS)
def test_the_words_of_a_text_do_not_overlap(text: str) -> None:
    last_of = {t.position: t for t in EXACT.tokens(text)}  # joined forms come first, words last
    words = [last_of[position] for position in sorted(last_of)]
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert fold_key(text) == " ".join(t.term for t in words)


@given(text=FRENCH_TEXT)
def test_accents_typed_or_not(text: str) -> None:
    for chain in (EXACT, STEM):
        assert [t.term for t in chain.tokens(text)] == [t.term for t in chain.tokens(unidecode(text))]


@given(text=FRENCH_TEXT)
def test_composed_or_decomposed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    for chain in (EXACT, STEM):
        assert [t.term for t in chain.tokens(text)] == [t.term for t in chain.tokens(decomposed)]


@given(text=FRENCH_TEXT)
def test_capitals_or_not(text: str) -> None:
    for chain in (EXACT, STEM):
        lower = [t.term for t in chain.tokens(text.lower())]
        assert [t.term for t in chain.tokens(text.upper())] == lower
        assert [t.term for t in chain.tokens(text)] == lower


@given(text=FRENCH_TEXT, place=st.integers(min_value=0), kind=st.sampled_from("\u00ad\u200b\ufeff"))
def test_invisible_characters_change_no_word(text: str, place: int, kind: str) -> None:
    words = text.split(" ")
    longest = max(words, key=len)
    if len(longest) > 1 and longest.isalpha():
        at = 1 + place % (len(longest) - 1)
        hidden = text.replace(longest, longest[:at] + kind + longest[at:], 1)
        assert [t.term for t in EXACT.tokens(hidden)] == [t.term for t in EXACT.tokens(text)]


@given(text=TEXTS)
def test_folding_and_normalising_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)


@given(text=FRENCH_TEXT)
def test_folded_french_is_lower_case_ascii(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower()


@given(text=TEXTS)
def test_remembering_changes_nothing(text: str) -> None:
    fresh = Chain("exact", str)
    assert fresh.tokens(text) == fresh.tokens(text) == EXACT.tokens(text)


@given(text=TEXTS)
def test_sentences_cover_everything_but_white_space_once(text: str) -> None:
    bounds = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in bounds)
    assert all(a[1] <= b[0] for a, b in pairwise(bounds))
    kept = "".join(text[start:end] for start, end in bounds)
    assert "".join(kept.split()) == "".join(text.split())


HOSTILE = [
    "a",
    "a.",
    "a.a",
    "a@",
    "a-",
    "l'",
    "1 ",
    "1 000 ",
    "\u00ad",
    "e\u0301",
    "a\u00ad",
    "@a.",
    "www.",
    "(e)",
    "·e",
    "M. ",
    "A.",
]


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_time_grows_with_length_only(piece: str) -> None:
    """Half a megabyte of one piece: a quadratic search would take minutes."""
    text = piece * (500_000 // len(piece))
    started = time.process_time()
    EXACT.tokens(text)
    sentences(text)
    assert time.process_time() - started < 5
