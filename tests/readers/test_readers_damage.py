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
from tests.fuzz.mutations import mutated

SAMPLES = Path(__file__).parent / "samples"
INPUTS = 60
SECONDS = 2.0


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_damage_is_told_and_never_raised(format_: Format) -> None:
    samples = [path.read_bytes() for path in sorted((SAMPLES / format_.name).rglob("*")) if path.is_file()]
    chance = random.Random(2017)
    for _ in range(INPUTS):
        data = mutated(chance, samples)
        began = time.monotonic()
        try:
            found = list(format_.read(io.BufferedReader(io.BytesIO(data)), "f", None, Nothing()))
        except ExtraMissing as missing:
            pytest.skip(str(missing))
        assert time.monotonic() - began < SECONDS
        assert all(isinstance(each, Article | Rejected) for each in found)
        assert all(each.title or each.body for each in found if isinstance(each, Article))
        assert all(each.reason for each in found if isinstance(each, Rejected))
