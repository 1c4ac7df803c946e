"""The measures of near-copies, on invented articles: what they say is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.copies import exact
from benchmarks.copies.changed import CHANGES, changed
from benchmarks.copies.corpus import Story, recombined, segments
from index.copies.pairs import SHARE
from tests.copies.indexed import groups
from tests.reprints import ARTICLES, OTHERS, PORT

STORIES = [Story(a.id, a.title, a.body, a.published) for a in ARTICLES if a.published]


def test_exact_containment() -> None:
    found = exact.containment(STORIES)
    ids = [story.id for story in STORIES]
    whole, cut = (found[0, ids.index(name)] for name in ("entier", "coupe"))
    assert whole == cut == 1
    assert (0, ids.index("encore")) not in found
    assert all(
        share < 0.1
        for (a, b), share in found.items()
        if {ids[a], ids[b]} & {"seul1"} and "long" not in (ids[a], ids[b])
    )
    rows = exact.table(found, {pair for pair, share in found.items() if share >= SHARE}, SHARE)
    assert any("(100.0%)" in row for row in rows)


@pytest.mark.parametrize("name", CHANGES)
def test_changes(tmp_path: Path, name: str) -> None:
    story, other = Story("un", "", " ".join(PORT), "2020-01-01"), Story("deux", "", " ".join(OTHERS), "2020-01-01")
    (made,) = changed([story], [other], name)
    assert made.body != story.body
    found = groups(tmp_path, segments(tmp_path, "a", [story, other, made]))
    together = any({"un", "copy un"} <= {name for name, _ in members} for members in found.values())
    # Where every sixth word is another, half of the shingles are: not in every text half is left.
    assert together or name.startswith("15 %")


def test_recombined() -> None:
    made = list(recombined(STORIES, 40))
    assert made == list(recombined(STORIES, 40))
    assert len({story.id for story in made}) == 40
    assert {story.published for story in made} <= {story.published for story in STORIES}
