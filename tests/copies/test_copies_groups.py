"""Pairs and groups: against the definition, whatever the order and the segments; linear."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.copies.generation import Known
from index.copies.groups import LONGER, PART, SAME, group
from index.copies.pairs import NEAR, Pairs, find_pairs
from index.copies.texts import UNDATED, Texts
from index.segment.sketches import Sketches
from tests.copies.indexed import deleting, groups, part
from tests.reprints import ARTICLES, BRIDGE, GROUPS, OTHERS, PORT, article


def pairs(*found: tuple[int, int]) -> Pairs:
    first, second = (np.array([pair[n] for pair in found], np.int64) for n in (0, 1))
    full = np.full(len(found), 255, np.uint8)
    return Pairs(first, second, full, full)


def grouped(found: Pairs, size: int) -> list[list[int]]:
    made = group(found, np.arange(size))
    return [made.documents[made.leads == lead].tolist() for lead in dict.fromkeys(made.leads.tolist())]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        ([(0, 1)], [[0, 1]]),
        ([(0, 1), (0, 2)], [[0, 1, 2]]),
        # A chain ends where the first text is no longer shared.
        ([(0, 1), (1, 2), (2, 3)], [[0, 1], [2, 3]]),
        # Two dispatches in one article, as much of each: it stands with the earlier.
        ([(0, 2), (1, 2), (1, 3)], [[0, 2], [1, 3]]),
        ([(3, 0), (3, 1), (0, 1)], [[0, 1, 3]]),
    ],
)
def test_groups(found: list[tuple[int, int]], expected: list[list[int]]) -> None:
    assert grouped(pairs(*found), 4) == expected
    assert grouped(pairs(*((b, a) for a, b in reversed(found))), 4) == expected


def test_all_share_with_the_lead_whatever_the_pairs() -> None:
    chance = random.Random(3)
    found = {tuple(sorted(chance.sample(range(60), 2))) for _ in range(150)}
    made = grouped(pairs(*found), 60)  # type: ignore[arg-type]
    assert len({n for members in made for n in members}) == sum(map(len, made))
    assert all((members[0], other) in found for members in made for other in members[1:])
    # A lead makes a pair with no earlier lead.
    leads = [members[0] for members in made]
    assert not any((a, b) in found for a in leads for b in leads)


def test_the_reprints(tmp_path: Path) -> None:
    found = groups(tmp_path, [part(tmp_path, "a", ARTICLES)])
    assert {lead: [name for name, _ in members] for lead, members in found.items()} == GROUPS
    kinds = dict(member for members in found.values() for member in members)
    assert (kinds["entier"], kinds["long"], kinds["coupe"]) == (SAME, LONGER, PART)


def test_a_third_of_a_dispatch_is_a_part(tmp_path: Path) -> None:
    articles = [
        article("tout", *PORT, *OTHERS, published="2021-01-01"),
        article("peu", PORT[0], published="2021-01-02"),
    ]
    assert groups(tmp_path, [part(tmp_path, "a", articles)]) == {"tout": [("tout", SAME), ("peu", PART)]}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2021-03-01", "2021-03-08", True),
        ("2021-03-01", "2021-03-09", False),
        ("2021-03-08T23:59:00+01:00", "2021-03-01", True),
        ("2021-03", "2021-03-30", True),
        ("2021-03", "2021-04-07", True),
        ("2021-03", "2021-04-08", False),
        ("2021", "2021-12", True),
        ("", "2021-03-01", True),
        ("", "", True),
    ],
)
def test_the_window(tmp_path: Path, one: str, other: str, together: bool) -> None:
    articles = [article("a", *PORT, published=one), article("b", *PORT, published=other)]
    assert bool(groups(tmp_path, [part(tmp_path, "a", articles)])) == together


def test_without_a_date_more_is_needed(tmp_path: Path) -> None:
    half = article("b", PORT[0], PORT[1], OTHERS[0], OTHERS[1], published="2021-01-01")
    for day, together in (("2021-01-02", True), ("", False)):
        articles = [article("a", PORT[0], PORT[1], OTHERS[2], published=day), half]
        assert bool(groups(tmp_path, [part(tmp_path, "a", articles)])) == together


def test_of_two_dispatches_in_one_article_the_longer_counts(tmp_path: Path) -> None:
    articles = [
        article("pont", *BRIDGE, published="2021-03-09"),
        article("port", *PORT, published="2021-03-10"),
        article("revue", *PORT, *BRIDGE, published="2021-03-11"),
        article("port2", *PORT, published="2021-03-12"),
    ]
    found = groups(tmp_path, [part(tmp_path, "a", articles)])
    assert {lead: [name for name, _ in members] for lead, members in found.items()} == {
        "port": ["port", "revue", "port2"],
    }


SENTENCES = [" ".join(f"{word}{n}" for word in "abcdefghijklmnopqrst") + "." for n in range(14)]
BODIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8, unique=True), max_size=8)


def articles_of(bodies: Sequence[Sequence[str]], days: Sequence[int]) -> list[Article]:
    return [
        article(f"x{n}", *body, published=f"2021-05-{days[n] + 1:02d}" if days[n] < 20 else "")
        for n, body in enumerate(bodies)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=BODIES, chance=st.randoms(use_true_random=False))
def test_order_and_segments_change_nothing(tmp_path: Path, bodies: list[list[str]], chance: random.Random) -> None:
    articles = articles_of(bodies, [chance.randrange(22) for _ in bodies])
    expected = groups(tmp_path, [part(tmp_path, "a", articles)])
    chance.shuffle(articles)
    cut = chance.randrange(len(articles) + 1)
    one, other = part(tmp_path, "b", articles[:cut]), part(tmp_path, "c", articles[cut:])
    assert groups(tmp_path, [one, other]) == expected
    # The first alone, then the second added to it.
    groups(tmp_path, [one])
    (tmp_path / "x.copies").rename(tmp_path / "before.copies")
    known = Known(tmp_path / "before.copies", [("b", one.segment.size)])
    assert groups(tmp_path, [one, other], known) == expected
    # Some are removed.
    gone = [each.id for each in articles if chance.random() < 0.3]
    left = [each for each in articles if each.id not in gone]
    groups(tmp_path, [one, other])
    (tmp_path / "x.copies").rename(tmp_path / "before.copies")
    known = Known(tmp_path / "before.copies", [("b", one.segment.size), ("c", other.segment.size)])
    expected = groups(tmp_path, [part(tmp_path, "d", left)])
    assert groups(tmp_path, [deleting(one, gone), deleting(other, gone)], known) == expected


def texts(sketches: list[list[int]], days: list[int]) -> Texts:
    """Texts of level 0, by their hashes."""
    starts = np.concatenate([[0], np.cumsum([len(s) for s in sketches])]).astype(np.int64)
    hashes = np.array([h for s in sketches for h in sorted(s)], np.uint32)
    first = np.array(days, np.int64)
    sketch = Sketches(np.zeros(len(days), np.uint8), starts, hashes)
    return Texts(sketch, np.argsort(first, kind="stable"), first, first, np.ones(len(days), np.bool_))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 40), max_size=20), st.one_of(st.integers(0, 30), st.just(int(UNDATED)))),
        max_size=NEAR,
    )
)
def test_pairs_are_those_of_the_definition(found: list[tuple[set[int], int]]) -> None:
    made = find_pairs(texts([sorted(s) for s, _ in found], [day for _, day in found]), np.ones(len(found), np.bool_))
    expected = set()
    for b, (theirs, day) in enumerate(found):
        for a, (mine, before) in enumerate(found[:b]):
            undated = UNDATED in (day, before)
            share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            close = undated or abs(day - before) <= 7
            if close and len(mine & theirs) >= 5 and share >= (0.8 if undated else 0.5):
                expected.add((a, b))
    assert {tuple(sorted(pair)) for pair in zip(made.first.tolist(), made.second.tolist(), strict=True)} == expected


def test_what_is_not_fresh_is_not_looked_for() -> None:
    found = texts([list(range(10))] * 4, [0, 1, 2, 3])
    made = find_pairs(found, np.array([False, False, True, False]))
    assert {tuple(sorted(p)) for p in zip(made.first.tolist(), made.second.tolist(), strict=True)} == {
        (0, 2), (1, 2), (2, 3)
    }  # fmt: skip


def test_the_work_is_linear_in_the_articles() -> None:
    """A thousand copies of one text in a week make no million of pairs, and yet one group."""
    size = 1_000
    found = texts([list(range(20))] * size, [n * 7 // size for n in range(size)])
    made = find_pairs(found, np.ones(size, np.bool_))
    assert len(made.first) <= size * (NEAR + 1)
    assert grouped(made, size) == [list(range(size))]


def test_few_fresh_among_many() -> None:
    """The short way, by a table of what is wanted, gives what the long way does."""
    chance = random.Random(11)
    sketches = [sorted(chance.sample(range(1 << 20), 12)) for _ in range(300)]
    sketches += [sketches[n][:8] + sorted(chance.sample(range(1 << 21, 1 << 22), 3)) for n in range(20)]
    found = texts(sketches, [chance.randrange(6) for _ in sketches])
    fresh = np.arange(len(sketches)) >= 300
    made = find_pairs(found, fresh)
    everything = find_pairs(found, np.ones(len(fresh), np.bool_))
    expected = {
        tuple(sorted((a, b)))
        for a, b in zip(everything.first.tolist(), everything.second.tolist(), strict=True)
        if a >= 300 or b >= 300
    }
    assert {tuple(sorted(p)) for p in zip(made.first.tolist(), made.second.tolist(), strict=True)} == expected
    assert len(expected) >= 20
