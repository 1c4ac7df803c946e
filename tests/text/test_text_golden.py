"""What each text gives, by table: ``golden.tsv`` for terms and marks, ``stems.tsv`` for what meets and what does not."""

from __future__ import annotations

from itertools import combinations, groupby
from pathlib import Path

import pytest

from index.text import EXACT, STEM, Token, fold
from index.text.stem import stem

HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    """The rows of a table, escapes read."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    escaped = (line for line in lines if line and not line.startswith("## "))
    return [[unescaped(cell) for cell in line.split("\t")] for line in escaped]


def unescaped(cell: str) -> str:
    return cell.encode("ascii", "backslashreplace").decode("unicode_escape") if "\\" in cell else cell


def notation(tokens: list[Token]) -> str:
    """Terms one space apart, those at one position joined by a bar."""
    return " ".join("|".join(t.term for t in same) for _, same in groupby(tokens, key=lambda t: t.position))


GOLDEN = rows("golden.tsv")
STEMS = rows("stems.tsv")


def test_the_tables_are_large_enough() -> None:
    assert len(GOLDEN) + len(STEMS) >= 300
    assert len(GOLDEN) == len({row[0] for row in GOLDEN})


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: ascii(row[0]))
def test_exact_terms_and_marks(row: list[str]) -> None:
    text, terms, *marks = row
    tokens = EXACT.tokens(text)
    assert notation(tokens) == terms
    if marks:
        assert " ".join(text[t.start : t.end] for t in tokens) == marks[0]


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: ascii(row[0]))
def test_both_chains_give_the_same_places(row: list[str]) -> None:
    assert [t[1:] for t in STEM.tokens(row[0])] == [t[1:] for t in EXACT.tokens(row[0])]
    assert [t.term for t in STEM.tokens(row[0])] == [stem(t.term) for t in EXACT.tokens(row[0])]


@pytest.mark.parametrize("row", STEMS, ids=" ".join)
def test_stems(row: list[str]) -> None:
    relation, *words = row
    stems = [STEM.tokens(word)[0].term for word in words]
    match relation:
        case "meet":
            assert len(set(stems)) == 1, stems
        case "apart":
            assert all(a != b for a, b in combinations(stems, 2)), stems
        case "stem":
            assert stems[0] == words[1]
        case _:
            pytest.fail(f"unknown relation {relation}")


def test_fold_is_told_the_word_not_the_text() -> None:
    assert fold("Œdème") == "oedeme"
    assert fold("€") == ""
