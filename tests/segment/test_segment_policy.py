"""The merge policy, over years of additions: few segments, few writings, nothing too large."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segment.policy import MOST_DOCUMENTS, MOST_WORDS, Size, all_in_one, to_merge


class Simulated:
    """An index of sizes only: ``written`` counts documents as often as merging writes them."""

    def __init__(self) -> None:
        self.sizes: list[Size] = []
        self.written = 0
        self.most = 0

    def add(self, documents: int) -> None:
        self.sizes.append(Size(documents, 0, documents * 300))
        self.written += documents
        self.settle()

    def delete(self, chance: random.Random) -> None:
        """A document, each being as likely."""
        place = chance.choices(range(len(self.sizes)), [size.living for size in self.sizes])[0]
        self.sizes[place] = self.sizes[place]._replace(deleted=self.sizes[place].deleted + 1)

    def settle(self) -> None:
        while places := to_merge(self.sizes):
            merged = [self.sizes[place] for place in places]
            living = sum(size.living for size in merged)
            self.written += living
            self.sizes = [size for place, size in enumerate(self.sizes) if place not in places]
            if living:
                self.sizes.append(Size(living, 0, sum(size.words for size in merged)))
        self.most = max(self.most, len(self.sizes))


@pytest.mark.parametrize(
    ("additions", "each", "times"), [(1_000, 1, 22), (20_000, 1, 26), (500, 40, 10), (60, 5_000, 5)]
)
def test_additions_leave_few_segments_and_write_each_article_seldom(additions: int, each: int, times: int) -> None:
    """``times`` grows with the logarithm of what is added."""
    index = Simulated()
    for _ in range(additions):
        index.add(each)
    total = additions * each
    assert sum(size.living for size in index.sizes) == total
    assert index.most <= 10
    assert index.written / total <= times


def test_a_thousand_changes_of_a_large_index() -> None:
    """An article replaced is one deleted and one added: the large segment is left alone."""
    chance = random.Random(7)
    index = Simulated()
    index.add(1_000_000)
    for _ in range(1_000):
        index.delete(chance)
        index.add(1)
    assert index.most <= 10
    assert sum(size.living for size in index.sizes) == 1_000_000
    assert index.written < 1_000_000 + 25_000


def test_a_segment_full_of_holes_is_written_anew() -> None:
    assert to_merge([Size(1_000_000, 299_999)]) == []
    assert to_merge([Size(5), Size(1_000_000, 300_001)]) == [1]


@given(st.lists(st.tuples(st.integers(1, MOST_DOCUMENTS), st.integers(0, 100), st.integers(0, 400)), max_size=16))
def test_nothing_too_large_comes_out(drawn: list[tuple[int, int, int]]) -> None:
    sizes = [Size(n, n * percent // 100, min(n * words, MOST_WORDS)) for n, percent, words in drawn]
    for policy in (to_merge, all_in_one):
        left = list(sizes)
        for _ in range(2 * len(sizes) + 1):
            places = policy(left)
            if not places:
                break
            merged = [left[place] for place in places]
            documents, words = sum(size.living for size in merged), sum(size.words for size in merged)
            assert documents <= MOST_DOCUMENTS
            assert words <= MOST_WORDS
            left = [size for place, size in enumerate(left) if place not in places] + [Size(documents, 0, words)]
        else:
            pytest.fail(f"never content: {sizes}")
        assert sum(size.living for size in left) == sum(size.living for size in sizes)


def test_all_in_one() -> None:
    assert all_in_one([]) == all_in_one([Size(5)]) == []
    assert all_in_one([Size(700_000), Size(1_300_000), Size(3)]) == [0, 1, 2]
    assert all_in_one([Size(MOST_DOCUMENTS), Size(3)]) == []
    assert all_in_one([Size(10, 0, MOST_WORDS), Size(3, 0, 1)]) == []
