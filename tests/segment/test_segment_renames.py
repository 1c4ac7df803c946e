"""Merging with renamings gives what building with the new values at once gives; and what was found is not lost."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segment.builder import SegmentBuilder
from index.segment.columns import SEPARATOR
from index.segment.document import Document
from index.segment.merge import merge_segments
from index.segment.renames import KEY, Renames
from index.segment.segment import Segment
from index.shape import SHAPE, TAGGED
from tests.segment.segment_contents import contents

NAMES = ["Macron", "Emmanuel Macron", "Édouard Roux", "Edouard Roux", "Roux", "ż"]
# To no second spelling of another name: which of two a column has is the one that came first, before or after.
MAPPINGS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["Emmanuel Macron", "Anna Blanc"]), max_size=2).map(
    lambda mapping: {old: new for old, new in mapping.items() if old != new and new not in mapping}
)
DRAWN = st.lists(
    st.tuples(st.lists(st.sampled_from(NAMES), max_size=4, unique=True), MAPPINGS, st.integers(0, 2), st.booleans()),
    max_size=24,
)


def document(number: int, persons: Sequence[str]) -> Document:
    stored = {"id": str(number), "persons": SEPARATOR.join(persons)}
    return Document(str(number), {"body": "texte"}, {"id": (str(number),), "persons": persons}, 0.0, stored, (TAGGED,))


def built(documents: Sequence[Document], path: Path) -> Segment:
    builder = SegmentBuilder(path, SHAPE)
    for each in documents:
        builder.add(each)
    builder.write()
    return Segment(path)


def renames(
    segment: Segment, mappings: Mapping[str, Mapping[str, str]], persons: Mapping[str, Sequence[str]]
) -> Renames:
    """Of a segment, by the ids of its documents."""
    rows = []
    for n in range(segment.size):
        key = segment.stored.values(n)["id"]
        rows += [(n, old, new, new in persons[key]) for old, new in mappings[key].items() if old in persons[key]]
    return Renames.of(rows)


def shown(segment: Segment) -> dict[str, Any]:
    """What a segment says of its persons, what was stored apart."""
    every = contents(segment)
    return {name: every[name] for name in ("size", "times")} | {
        "field": every["fields"].get("persons"),
        "column": every["columns"].get("persons"),
        "values": [{"id": v["id"], "persons": v["persons"]} for v in map(segment.values, range(segment.size))],
    }


@settings(max_examples=80)
@given(DRAWN)
def test_renamed_equals_built_with_the_new_values(
    drawn: list[tuple[list[str], dict[str, str], int, bool]],
) -> None:
    persons = {str(n): found for n, (found, *_) in enumerate(drawn)}
    mappings = {str(n): mapping for n, (_, mapping, *_) in enumerate(drawn)}
    living = [n for n, (*_, deleted) in enumerate(drawn) if not deleted]
    after = {str(n): list(dict.fromkeys(mappings[str(n)].get(p, p) for p in persons[str(n)])) for n in living}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [
            built([document(n, d[0]) for n, d in enumerate(drawn) if d[2] == part], folder / f"p{part}")
            for part in range(3)
        ]
        given_ = [renames(part, mappings, persons) for part in parts]
        gone = [
            np.array([n for n in range(p.size) if int(p.stored.values(n)["id"]) not in living], "<u4") for p in parts
        ]
        merge_segments(
            list(zip(parts, gone, strict=True)), folder / "m", SHAPE, [{"persons": r} if r else {} for r in given_]
        )
        merged = Segment(folder / "m")
        assert shown(merged) == shown(built([document(n, after[str(n)]) for n in living], folder / "all"))
        # Merged again, nothing changes; and what was found is still there.
        merge_segments([(merged, np.empty(0, "<u4"))], folder / "again", SHAPE)
        again = Segment(folder / "again")
        assert shown(again) == shown(merged)
        for n in range(again.size):
            stored, values = again.stored.values(n), again.values(n)
            key = stored["id"]
            assert stored["persons"] == SEPARATOR.join(persons[key])
            done = {old: new for old, new in mappings[key].items() if old in persons[key]}
            assert values.get(KEY, {}) == ({"persons": done} if done else {})


def test_a_segment_without_renamings_has_no_sections_of_them(tmp_path: Path) -> None:
    segment = built([document(1, ["Roux"])], tmp_path / "one")
    merge_segments([(segment, np.empty(0, "<u4"))], tmp_path / "two", SHAPE, [{}])
    assert not [name for name in Segment(tmp_path / "two").file.names() if name.startswith("renamed.")]
    assert Segment(tmp_path / "two").renames == {}


def test_flags_stay_with_their_documents(tmp_path: Path) -> None:
    pair = [document(1, ["Roux"]), replace(document(2, ["Roux"]), flags=())]
    merge_segments([(built(pair, tmp_path / "one"), np.empty(0, "<u4"))], tmp_path / "two", SHAPE)
    for segment in (Segment(tmp_path / "one"), Segment(tmp_path / "two")):
        flags = segment.numbers(TAGGED)
        assert flags is not None
        assert {segment.stored.values(n)["id"]: int(flags[n]) for n in range(2)} == {"1": 1, "2": 0}
