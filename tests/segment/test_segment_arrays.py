"""The arrays of a segment against their definitions: packing, dictionaries, token streams, bounds, both ways of writing."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from index.errors import IndexDamaged, IndexOutdated
from index.segment.builder import SegmentBuilder, radix_order
from index.segment.codec import KiosqueCodec
from index.segment.columns import ranges
from index.segment.document import Document, Shape, TextShape, ValueShape
from index.segment.layout import SegmentFile, SegmentWriter
from index.segment.lengths import LENGTHS, encoded
from index.segment.packing import WIDTHS, Packed, PackedWriter
from index.segment.postings import WINDOW
from index.segment.segment import Segment
from index.segment.similarity import GRADED, NEWS, PLAIN, graded
from index.segment.terms import Terms, write_terms
from index.shape import SHAPE, stem_field
from index.text import EXACT, STEM
from index.whoosh_schema import document, whoosh_schema
from tests.newsroom import ARTICLES

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(
    chunks=st.lists(
        st.lists(st.one_of(st.integers(0, 3), st.integers(0, 300), st.integers(0, 2**32 - 1)), max_size=40), max_size=4
    ),
    width=st.sampled_from((None, *WIDTHS)),
)
def test_packed_numbers_come_back(tmp_path: Path, chunks: list[list[int]], width: int | None) -> None:
    path = tmp_path / "packed"
    numbers = np.array([n for chunk in chunks for n in chunk], np.uint32)
    with SegmentWriter(path) as writer:
        into = PackedWriter(writer, "x", width)
        for chunk in chunks:
            into.append(np.array(chunk, np.uint32))
        chosen = into.finish()
    packed = Packed(SegmentFile(path), "x", chosen)
    for start in range(0, len(numbers) + 1, 3):
        for end in range(start, len(numbers) + 1, 5):
            assert packed.range(start, end, "<u4").tolist() == numbers[start:end].tolist()
            assert packed.bytes(start, end).tolist() == np.minimum(numbers[start:end], 255).tolist()
    places = np.arange(len(numbers))[::-1]
    assert packed.take(places, "<u4").tolist() == numbers[places].tolist()


@FEW
@given(words=st.sets(st.binary(max_size=6), max_size=60), asked=st.binary(max_size=6))
def test_a_dictionary_finds_what_it_holds(tmp_path: Path, words: set[bytes], asked: bytes) -> None:
    ordered = sorted(words)
    with SegmentWriter(tmp_path / "terms") as writer:
        write_terms(writer, "t", ordered)
    terms = Terms(SegmentFile(tmp_path / "terms"), "t")
    assert list(terms) == ordered
    assert [terms.find(word) for word in ordered] == list(range(len(ordered)))
    assert terms.find(asked) == (ordered.index(asked) if asked in words else -1)
    assert terms.lower_bound(asked) == sum(word < asked for word in ordered)
    first, end = terms.prefix_range(asked)
    assert terms.between(first, end) == [word for word in ordered if word.startswith(asked)]


@given(keys=st.lists(st.integers(0, 2**32 - 1)))
def test_a_radix_sort_is_a_stable_sort(keys: list[int]) -> None:
    array = np.array(keys, np.uint32)
    assert radix_order(array).tolist() == np.argsort(array, kind="stable").tolist()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4))))
def test_ranges(pairs: list[tuple[int, int]]) -> None:
    begin, counts = (np.array(column, np.int64) for column in (zip(*pairs, strict=True) if pairs else ((), ())))
    assert ranges(begin, counts).tolist() == [first + n for first, count in pairs for n in range(count)]


def test_codes_are_the_nearest() -> None:
    assert encoded(LENGTHS).tolist() == list(range(256))
    assert graded(GRADED[1:]).tolist() == list(range(1, 256))
    lengths = np.arange(1, 5_000)
    assert (np.abs(LENGTHS[encoded(lengths)] - lengths) <= 0.5 + lengths * 0.027).all()


TEXTS = st.text(alphabet=st.sampled_from("aeé lL'’-. 0123œst,«»\n!N°#@"), max_size=60)


@FEW
@given(bodies=st.lists(TEXTS, min_size=1, max_size=6))
def test_stretches_give_what_the_chains_give(tmp_path: Path, bodies: list[str]) -> None:
    """Analysis by tables, text by text, against the chains themselves."""
    path = tmp_path / "segment"
    builder = SegmentBuilder(path, SHAPE)
    for number, body in enumerate(bodies):
        builder.add(Document(f"{number:03d}", {"body": body}, {"id": [f"{number:03d}"]}))
    builder.write()
    segment = Segment(path)
    for name, chain in (("body", EXACT), (stem_field("body"), STEM)):
        expected: dict[str, dict[str, list[int]]] = {}
        for number, body in enumerate(bodies):
            for token in chain.tokens(body):
                expected.setdefault(token.term, {}).setdefault(f"{number:03d}", []).append(token.position)
        assert _postings(segment, name) == {
            term: {i: sorted(p) if name == "body" else len(p) for i, p in found.items()}
            for term, found in expected.items()
        }


def _postings(segment: Segment, name: str) -> dict[str, dict[str, Any]]:
    """Per term and id: positions, or how many where there are none."""
    field, ids = segment.field(name), segment.column("id")
    found: dict[str, dict[str, Any]] = {}
    if field is None or ids is None:
        return found
    for number, term in enumerate(field.terms):
        names = [ids.row(int(n))[0] for n in field.documents(number)]
        freqs = field.freqs(*field.span(number)).tolist()
        if not field.meta.positions:
            found[term.decode()] = dict(zip(names, freqs, strict=True))
            continue
        start = field.position_span(number)[0]
        ends = np.cumsum(freqs) + start
        rows = [sorted(field.positions(int(e) - f, int(e)).tolist()) for f, e in zip(freqs, ends, strict=True)]
        found[term.decode()] = dict(zip(names, rows, strict=True))
    return found


def test_both_ways_of_writing_make_the_same_segment(tmp_path: Path) -> None:
    """The builder's arrays, and Whoosh's own writer with its analyzers, posting by posting."""
    builder = SegmentBuilder(tmp_path / "ours", SHAPE)
    created = whoosh_index.create_in(str(tmp_path), whoosh_schema())
    writer = created.writer(codec=KiosqueCodec())
    for article in ARTICLES:
        made = document(article, "")
        builder.add(made)
        row: dict[str, Any] = {f"_stored_{name}": value for name, value in made.stored.items()}
        row |= {name: list(values) for name, values in made.values.items() if values} | {"id": made.id}
        for name, text in made.texts.items():
            row |= {name: text, f"{name}_stem": text, f"{name}_accents": text}
        writer.add_document(**row)
    builder.write()
    writer.commit()
    ours, theirs = Segment(tmp_path / "ours"), Segment(next(tmp_path.glob("*.kiosque")))
    assert ours.field_metas.keys() == theirs.field_metas.keys()
    for name, meta in ours.field_metas.items():
        assert _postings(ours, name) == _postings(theirs, name), name
        assert (meta.length, meta.boost) == (theirs.field_metas[name].length, theirs.field_metas[name].boost)


@pytest.mark.parametrize("lead", [None, tuple(3 - n / 40 for n in range(80))])
def test_a_bound_is_never_below_a_factor(tmp_path: Path, lead: tuple[float, ...] | None) -> None:
    shape = Shape((TextShape("body", lead=lead),), (ValueShape("id"),))
    builder = SegmentBuilder(tmp_path / "segment", shape)
    chance = np.random.default_rng(5)
    words = [f"mot{n}" for n in range(12)]
    for number in range(1_000):
        body = " ".join(chance.choice(words, chance.integers(1, 60)))
        builder.add(Document(f"{number:04d}", {"body": body}, {"id": [f"{number:04d}"]}))
    builder.write()
    field = Segment(tmp_path / "segment").field("body")
    assert field is not None
    table = NEWS.table((PLAIN if lead is None else GRADED) * np.float32(1), field.meta.average)
    assert len(field.dense) > 5
    for term in field.dense.tolist():
        documents = field.documents(term)
        factors = table[field.codes(*field.span(term)).astype(int) * 256 + field.lengths[documents]]
        bounds = field.bounds(term)
        assert (bounds[documents // WINDOW] >= factors).all()
        highest = np.maximum.reduceat(factors, np.flatnonzero(np.diff(documents // WINDOW, prepend=-1)))
        assert np.allclose(highest, bounds[np.unique(documents // WINDOW)], atol=1e-4)


def test_another_version_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "segment"
    with SegmentWriter(path) as writer:
        writer.add("numbers", np.arange(5))
    data = bytearray(path.read_bytes())
    data[8:12] = struct.pack("<I", 99)
    path.write_bytes(data)
    with pytest.raises(IndexOutdated, match=r"layout 99.*re-index"):
        SegmentFile(path)
    path.write_bytes(b"something else altogether, long enough for a header of ours")
    with pytest.raises(IndexDamaged, match="not a segment"):
        SegmentFile(path)


def test_a_writer_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with SegmentWriter(tmp_path / "segment") as writer:
            writer.add("numbers", np.arange(5))
            message = "no more"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []
