"""A file of many articles is cut at its marks, in bounded memory, and every character comes back."""

from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st

from index.readers.pieces import Piece, joined_lines, pieces

MARK = re.compile(r"^\*{4}", re.MULTILINE)


def cut(text: str, **options: int) -> list[Piece | None]:
    return list(pieces(io.BytesIO(text.encode()), MARK, **options))


def test_pieces_know_their_lines() -> None:
    assert cut("avant\n**** a\ntexte ****\n**** b\nx") == [
        Piece(1, "avant\n"),
        Piece(2, "**** a\ntexte ****\n"),
        Piece(4, "**** b\nx", last=True),
    ]


@given(
    st.lists(st.integers(0, 30_000), max_size=12),
    st.text(max_size=10).filter(lambda text: "*" not in text and "\r" not in text and "\ufeff" not in text),
)
def test_nothing_is_lost(lengths: list[int], head: str) -> None:
    text = head.encode("utf-8", "ignore").decode() + "".join(f"\n**** {n}\n{'x' * n}" for n in lengths)
    found = [piece for piece in cut(text) if piece]
    assert "".join(piece.text for piece in found) == text
    assert all(
        piece.line == text[: sum(len(p.text) for p in found[:n])].count("\n") + 1 for n, piece in enumerate(found)
    )
    assert sum(piece.text.startswith("****") for piece in found) == len(lengths)


def test_a_piece_that_is_too_long_is_passed_over() -> None:
    text = "**** a\n" + "y\n" * 200_000 + "**** b\nz\n"
    assert cut(text, limit=100_000) == [None, Piece(200_002, "**** b\nz\n", last=True)]


def test_lines_broken_at_a_width_are_joined() -> None:
    assert joined_lines("Un long\nparagraphe.\n \nUn autre.\n") == "Un long paragraphe.\n\nUn autre. "
