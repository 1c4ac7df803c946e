"""Merging gives what building all documents at once gives: the same terms, postings, columns, stored values."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segment import merge
from index.segment.builder import SegmentBuilder
from index.segment.document import Document, Shape, TextShape
from index.segment.merge import merge_segments
from index.segment.segment import Segment
from index.segment.similarity import PLAIN, graded
from index.shape import SHAPE
from tests.segment.segment_contents import contents

WORDS = ["marché", "marche", "marchés", "MARCHÉ", "l’État", "été", "saint-étienne", "à", "1 000", "3,5 %", "œuvre", "."]
PERSONS = ["Édouard Roux", "Edouard Roux", "EDOUARD ROUX", "Anna Roux", "Jean Dupré", "ż"]
DAYS = ["2017-07-04", "2017-07", "2017", "XXXX-09-13", "1939/1945"]

texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
documents = st.builds(
    lambda title, body, persons, days, time: Document(
        "",
        {"title": title, "body": body},
        {"persons": persons, "mentioned": days},
        time,
        {"title": title, "body": body, "details": {"persons": persons}},
    ),
    texts,
    texts,
    st.lists(st.sampled_from(PERSONS), max_size=4),
    st.lists(st.sampled_from(DAYS), max_size=2),
    st.sampled_from([-math.inf, 0.0, 86_400.0, 1.5e9]),
)


def numbered(found: Sequence[Document]) -> list[Document]:
    """Ids that are not in the order of their numbers: "9" comes after "10"."""
    return [
        replace(
            document, id=str(n), values={**document.values, "id": (str(n),)}, stored={**document.stored, "id": str(n)}
        )
        for n, document in enumerate(found)
    ]


def built(found: Sequence[Document], path: Path, shape: Shape = SHAPE) -> Segment:
    builder = SegmentBuilder(path, shape)
    for document in found:
        builder.add(document)
    assert builder.write() == len(found)
    return Segment(path)


def numbers_of(segment: Segment, ids: set[str]) -> np.ndarray:
    found = [n for n in range(segment.size) if segment.stored.values(n)["id"] in ids]
    return np.array(found, "<u4")


def merged_and_built(parts: Sequence[Sequence[Document]], deleted: set[str], folder: Path) -> tuple[Segment, Segment]:
    """The living documents of some segments merged, and the same built at once."""
    segments = [built(part, folder / f"part{n}") for n, part in enumerate(parts)]
    living = [document for part in parts for document in part if document.id not in deleted]
    sources = [(segment, numbers_of(segment, deleted)) for segment in segments]
    assert merge_segments(sources, folder / "merged", SHAPE) == len(living)
    return Segment(folder / "merged"), built(living, folder / "all")


@settings(max_examples=60)
@given(st.lists(st.tuples(documents, st.integers(0, 3), st.booleans()), max_size=50), st.integers(1, 40))
def test_merged_equals_built_at_once(drawn: list[tuple[Document, int, bool]], postings_at_a_time: int) -> None:
    found = numbered([document for document, _, _ in drawn])
    parts: list[list[Document]] = [[], [], [], []]
    for document, (_, part, _) in zip(found, drawn, strict=True):
        parts[part].append(document)
    deleted = {document.id for document, (_, _, gone) in zip(found, drawn, strict=True) if gone}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_POSTINGS", postings_at_a_time)
        merged, at_once = merged_and_built(parts, deleted, Path(folder))
        assert merged.file.damaged() == []
        assert contents(merged) == contents(at_once)


def test_merging_twice_equals_building_at_once(tmp_path: Path) -> None:
    found = numbered([Document("", {"body": f"mot{n % 7} mot{n % 3} fin"}, {}, float(n % 5), {}) for n in range(90)])
    parts = [built(found[n::3], tmp_path / f"part{n}") for n in range(3)]
    none = np.empty(0, "<u4")
    merge_segments([(parts[0], none), (parts[1], numbers_of(parts[1], {"4", "7"}))], tmp_path / "two", SHAPE)
    two = Segment(tmp_path / "two")
    merge_segments([(parts[2], none), (two, numbers_of(two, {"0"}))], tmp_path / "three", SHAPE)
    left = [document for document in found if document.id not in {"0", "4", "7"}]
    assert contents(Segment(tmp_path / "three")) == contents(built(left, tmp_path / "all"))


def test_many_documents(tmp_path: Path) -> None:
    """More than 65,536, so that numbers have upper bits; positions beyond 255; frequencies beyond a width."""
    chance = np.random.default_rng(1)
    made = []
    for n in range(70_000):
        words = [f"m{w}" for w in np.minimum(chance.zipf(1.3, 4), 5_000).tolist()]
        made.append(Document("", {"body": " ".join(words * (400 if n % 9_000 == 0 else 1))}, {}, float(n % 999), {}))
    found = numbered(made)
    deleted = {str(n) for n in range(0, 70_000, 17)}
    merged, at_once = merged_and_built([found[:50_000], found[50_000:69_990], found[69_990:]], deleted, tmp_path)
    assert merged.size > 1 << 16
    assert contents(merged) == contents(at_once)


def test_plain_and_weighted_frequencies_mix(tmp_path: Path) -> None:
    plain = built(numbered([Document("", {"t": "un un deux"}, {})]), tmp_path / "plain", Shape((TextShape("t"),), ()))
    lead = Shape((TextShape("t", lead=(3.0,)),), ())
    weighted = built(numbered([Document("", {"t": "un deux deux"}, {})]), tmp_path / "weighted", lead)
    none = np.empty(0, "<u4")
    assert merge_segments([(plain, none), (weighted, none)], tmp_path / "both", lead) == 2
    field = Segment(tmp_path / "both").field("t")
    assert field is not None
    assert field.meta.graded
    one = field.terms.find(b"un")
    weights = field.weights[field.codes(*field.span(one))]
    assert weights.tolist() == pytest.approx([2.0, 3.0], rel=0.02)
    assert field.freqs(*field.span(one)).tolist() == [2, 1]
    assert graded(PLAIN[2:3]).tolist() == [field.codes(*field.span(one))[0]]


def test_garbage_goes_when_much_is_deleted(tmp_path: Path) -> None:
    found = numbered([Document("", {}, {}, 0.0, {"body": f"{n} {math.sin(n)}" * 200}) for n in range(300)])
    whole = built(found, tmp_path / "whole")
    for share, shrinks in ((0.1, False), (0.5, True)):
        deleted = {document.id for document in found[: int(300 * share)]}
        path = tmp_path / f"left{share}"
        merge_segments([(whole, numbers_of(whole, deleted))], path, SHAPE)
        left = Segment(path)
        assert {left.stored.values(n)["id"] for n in range(left.size)} == {d.id for d in found} - deleted
        assert (len(left.stored.blocks) < len(whole.stored.blocks) * 0.7) is shrinks
