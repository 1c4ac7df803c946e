"""The analysis on real articles."""

from __future__ import annotations

import json
import lzma
from itertools import islice
from pathlib import Path

import pytest
from unidecode import unidecode

from index.text import EXACT, STEM

pytestmark = pytest.mark.corpus
ARTICLES = 600


@pytest.fixture(scope="module")
def texts(shared_data: Path) -> list[str]:
    with lzma.open(shared_data / "orange" / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [(json.loads(line).get("body") or "") for line in islice(lines, ARTICLES)]


@pytest.fixture(scope="module")
def words(texts: list[str]) -> set[str]:
    return {text[t.start : t.end] for text in texts for t in EXACT.tokens(text)}


def test_no_french_word_is_lost_when_its_accents_are_not_typed(words: set[str]) -> None:
    # n° is ndeg to Unidecode; nobody types that.
    french = {w for w in words if all(c < "\u0250" or c == "’" for c in w) and "°" not in w}
    assert len(french) > 15_000
    for chain in (EXACT, STEM):
        assert not [
            w for w in french if [t.term for t in chain.tokens(w)] != [t.term for t in chain.tokens(unidecode(w))]
        ]


def test_a_word_found_is_found_again_when_typed(texts: list[str]) -> None:
    """Each marked word, copied into the search box, gives the term it was marked for."""
    for text in texts[:100]:
        for token in EXACT.tokens(text):
            assert token.term in {t.term for t in EXACT.tokens(text[token.start : token.end])}
