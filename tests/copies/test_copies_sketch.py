"""Sketches: the same words give the same numbers wherever they stand; part of a text is part of its sketch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.segment.builder import SegmentBuilder
from index.segment.document import Document
from index.segment.layout import SegmentFile, SegmentWriter
from index.segment.segment import Segment
from index.segment.sketches import MIN_WORDS, SHINGLE, at_level, read_sketches
from index.shape import SHAPE

WORDS = st.lists(st.sampled_from([f"mot{n}" for n in range(400)] + ["l'été", "Jean-Paul", "3,5", "a"]), max_size=300)


def sketches(folder: Path, *bodies: str) -> list[tuple[int, set[int]]]:
    """Level and hashes of each body, indexed together."""
    builder = SegmentBuilder(folder / "s.kiosque", SHAPE)
    for number, body in enumerate(bodies):
        # Same times sort by falling id.
        name = f"{len(bodies) - number:04d}"
        builder.add(Document(name, {"title": "Un titre", "body": body}, {"id": [name]}, 0.0, {"id": name}))
    builder.write()
    segment = Segment(folder / "s.kiosque")
    found = read_sketches(segment.file, segment.size)
    each = [found.hashes[a:b] for a, b in zip(found.starts, found.starts[1:], strict=False)]
    assert all((np.diff(hashes.astype(np.int64)) > 0).all() for hashes in each)
    return [(int(level), set(hashes.tolist())) for level, hashes in zip(found.levels, each, strict=True)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, before=WORDS, after=WORDS)
def test_a_part_is_part_of_the_sketch(tmp_path: Path, words: list[str], before: list[str], after: list[str]) -> None:
    part, whole = " ".join(words), " ".join([*before, *words, *after])
    (alone,) = sketches(tmp_path, part)
    (level, hashes), (level_whole, hashes_whole) = sketches(tmp_path, part, whole)
    # Whatever else is indexed: terms have other numbers here.
    assert (level, hashes) == alone
    assert level <= level_whole
    common = np.array(sorted(hashes), np.uint32)
    kept = common[at_level(common, np.full(len(common), level_whole, np.uint8))]
    assert set(kept.tolist()) <= hashes_whole
    assert all(h % (1 << level_whole) == 0 for h in hashes_whole)


@pytest.mark.parametrize(
    ("words", "level", "fewest", "most"),
    [(30, 0, 27, 27), (66, 0, 63, 63), (67, 1, 18, 46), (200, 2, 32, 66), (600, 3, 50, 100), (2400, 3, 240, 360)],
)
def test_a_sketch_is_small_and_not_too_small(tmp_path: Path, words: int, level: int, fewest: int, most: int) -> None:
    ((found, hashes),) = sketches(tmp_path, " ".join(f"mot{n}" for n in range(words)))
    assert found == level
    assert fewest <= len(hashes) <= most


def test_a_short_text_has_no_sketch(tmp_path: Path) -> None:
    short, enough = (" ".join(f"mot{n}" for n in range(count)) for count in (MIN_WORDS - 1, MIN_WORDS))
    (_, none), (_, some) = sketches(tmp_path, short, enough)
    assert not none
    assert len(some) == MIN_WORDS - SHINGLE + 1


def test_case_accents_and_punctuation_do_not_matter(tmp_path: Path) -> None:
    one = " ".join(f"Été{n}, «\u00a0marché\u00a0» d'ici !" for n in range(20))
    other = " ".join(f"ete{n} marche d’ici." for n in range(20))
    first, second = sketches(tmp_path, one, other)
    assert first == second


def test_order_of_words_matters(tmp_path: Path) -> None:
    words = [f"mot{n}" for n in range(60)]
    (_, one), (_, other) = sketches(tmp_path, " ".join(words), " ".join(reversed(words)))
    assert not one & other


def test_segments_without_sketches_are_read(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path / "bare") as writer:
        writer.add("times", np.zeros(3))
    found = read_sketches(SegmentFile(tmp_path / "bare"), 3)
    assert (found.starts.tolist(), len(found.hashes), found.levels.tolist()) == ([0] * 4, 0, [0] * 3)
