"""Damaged files of every format give articles and rejections, never an error, and in no time."""

from __future__ import annotations

import io
import random
import time
from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.readers import FORMATS, Format
from index.readers.beside import Nothing
from index.readers.extras import ExtraMissing

SAMPLES = Path(__file__).parent / "samples"
INPUTS = 60
SECONDS = 2.0


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut short, a part gone, doubled or strange, or written in another encoding."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 20, 400)))
    noise = bytes(chance.randrange(256) for _ in range(chance.choice((1, 30))))
    return chance.choice(
        (
            data[:start],
            data[:start] + data[end:],
            data[:end] + data[start:],
            data[:start] + noise + data[end:],
            data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "cp1252")), "replace"),
            data.replace(b"\n", chance.choice((b"\r\n", b"\r", b" "))),
        )
    )


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_damage_is_told_and_never_raised(format_: Format) -> None:
    samples = [path.read_bytes() for path in sorted((SAMPLES / format_.name).rglob("*")) if path.is_file()]
    chance = random.Random(2017)
    for _ in range(INPUTS):
        data = damaged(chance.choice(samples), chance)
        began = time.monotonic()
        try:
            found = list(format_.read(io.BufferedReader(io.BytesIO(data)), "f", None, Nothing()))
        except ExtraMissing as missing:
            pytest.skip(str(missing))
        assert time.monotonic() - began < SECONDS
        assert all(isinstance(each, Article | Rejected) for each in found)
        assert all(each.title or each.body for each in found if isinstance(each, Article))
        assert all(each.reason for each in found if isinstance(each, Rejected))
