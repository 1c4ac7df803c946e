"""Who a short name is, by the articles of the same weeks; and all that must not be joined."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.linking.linker import UNDATED
from tests.linking.sightings import DAY, link, linker

MACRON = [(day, ["Emmanuel Macron"]) for day in range(9)]


def linked(corpus: Sequence[tuple[int, Sequence[str]]], value: str, day: int = 0, beside: Sequence[str] = ()) -> str:
    found = link(linker(corpus), value, day, beside)
    return found.value if found else value


def test_a_surname_is_the_full_name_of_its_weeks() -> None:
    found = link(linker([*MACRON, (3, ["Brigitte Macron", "Emmanuel Macron"])]), "Macron", 5)
    assert found == ("Emmanuel Macron", "surname", 1.0, 10)
    for short in ("Macron", "M. Macron", "E. Macron", "MACRON"):
        assert linked(MACRON, short) == "Emmanuel Macron"
    pen = [(day, ["Marine Le Pen"]) for day in range(5)]
    assert linked(pen, "Le Pen") == "Marine Le Pen"


def test_five_articles_are_needed_and_nine_in_ten() -> None:
    assert linked(MACRON[:5], "Macron") == "Emmanuel Macron"
    assert linked(MACRON[:4], "Macron") == "Macron"
    brigitte = (3, ["Brigitte Macron"])
    assert linked([*MACRON, brigitte], "Macron") == "Emmanuel Macron"
    assert linked([*MACRON[:8], brigitte], "Macron") == "Macron"


def test_two_who_are_always_named_together_are_not_told_apart() -> None:
    assert linked([(day, ["Patrick Balkany", "Isabelle Balkany"]) for day in range(20)], "Balkany") == "Balkany"


@pytest.mark.parametrize(
    ("day", "value"), [(30, "Emmanuel Macron"), (31, "Macron"), (-30, "Emmanuel Macron"), (-31, "Macron")]
)
def test_thirty_days_before_and_after(day: int, value: str) -> None:
    assert linked([(0, ["Emmanuel Macron"])] * 5, "Macron", day) == value


def test_an_article_without_a_date_is_of_all_times() -> None:
    corpus = [(200 * n, ["Emmanuel Macron"]) for n in range(5)]
    assert linked(corpus, "Macron", 0) == "Macron"
    assert linked(corpus, "Macron", UNDATED) == "Emmanuel Macron"
    undated = [(UNDATED, ["Emmanuel Macron"])] * 5
    assert linked(undated, "Macron", UNDATED) == "Emmanuel Macron"
    assert linked(undated, "Macron", 0) == "Macron"


def test_an_imprecise_date_has_the_weeks_around_all_of_it() -> None:
    of = linker([(0, ["Emmanuel Macron"])] * 5)
    assert of.link("Macron", DAY - 300, DAY - 30) is not None
    assert of.link("Macron", DAY - 300, DAY - 31) is None


def test_what_the_article_left_apart_stays_apart() -> None:
    assert linked(MACRON, "Macron", 0, ["Brigitte Macron", "Emmanuel Macron", "Macron"]) == "Macron"
    assert linked(MACRON, "Macron", 0, ["Édouard Philippe", "Macron"]) == "Emmanuel Macron"


def test_never_a_first_name_a_part_of_a_compound_or_a_place() -> None:
    assert linked([(0, ["Jean Martin"])] * 50, "Martin") == "Martin"
    assert linked([(0, ["Jean-Paul Belmondo"])] * 50, "Paul Belmondo") == "Paul Belmondo"
    assert linked([(0, ["Emmanuel Macron"])] * 50, "Emmanuel") == "Emmanuel"
    france = [(0, ["Cécile de Hollande"])] * 9
    assert linker(france).link("Hollande", UNDATED, UNDATED) is not None
    assert linker(france, places={"hollande": 10}).link("Hollande", UNDATED, UNDATED) is None


def test_initials_choose_among_the_bearers() -> None:
    corpus = [*MACRON, *[(day, ["Brigitte Macron"]) for day in range(9)]]
    assert linked(corpus, "Macron") == "Macron"
    assert linked(corpus, "E. Macron") == "Emmanuel Macron"
    assert linked(corpus, "E. Macron", 0, ["E. Macron", "Zoé Blanc"]) == "Emmanuel Macron"
    assert linked(corpus, "E. Macron", 0, ["E. Macron", "Brigitte Macron"]) == "E. Macron"
    assert linked(corpus, "B. Macron") == "Brigitte Macron"
    assert linked(corpus, "X. Macron") == "X. Macron"


def test_spellings_join_the_one_that_is_ten_times_as_frequent() -> None:
    corpus = [*[(day, ["Fabrice Luchini"]) for day in range(10)], (4, ["Fabrice Lucchini"])]
    found = link(linker(corpus), "Fabrice Lucchini", 4)
    assert found is not None
    assert (found.value, found.reason, found.total) == ("Fabrice Luchini", "spelling", 11)
    assert linked(corpus[1:], "Fabrice Lucchini", 4) == "Fabrice Lucchini"
    assert linked(corpus, "Fabrice Lucchini", 60) == "Fabrice Lucchini"
    # and the bearers of the rare spelling's surname are the same person
    assert (
        linked([*corpus, *[(5, ["Fabrice Lucchini"])] * 5, *[(6, ["Fabrice Luchini"])] * 50], "Lucchini", 5)
        == "Fabrice Luchini"
    )


def test_the_usual_spelling_is_the_value() -> None:
    corpus = [*[(0, ["Edouard Philippot"])] * 8, *[(0, ["Édouard Philippot"])] * 3, (0, ["EDOUARD PHILIPPOT"])]
    assert linked(corpus, "Philippot") == "Édouard Philippot"


def test_what_is_fixed_is_left_alone() -> None:
    assert link(linker(MACRON, fixed=["macron"]), "Macron") is None


PEOPLE = st.sampled_from(
    ["Emmanuel Macron", "Brigitte Macron", "Macron", "E. Macron", "Fabrice Luchini", "Fabrice Lucchini", "Luchini"]
)
CORPORA = st.lists(
    st.tuples(st.integers(0, 40) | st.just(UNDATED), st.lists(PEOPLE, max_size=3, unique=True)), max_size=60
)


@given(CORPORA, PEOPLE, st.integers(0, 40), st.integers())
def test_the_order_of_articles_counts_for_nothing(
    corpus: list[tuple[int, list[str]]], value: str, day: int, seed: int
) -> None:
    shuffled = random.Random(seed).sample(corpus, len(corpus))
    expected = link(linker(corpus), value, day)
    assert link(linker(shuffled), value, day) == expected
    assert link(linker(corpus, wanted=[value]), value, day) == expected
    assert linker(corpus, wanted=[value]).may_link(value) or expected is None


@given(CORPORA, PEOPLE, st.integers(0, 40))
def test_what_is_linked_keeps_to_the_rule(corpus: list[tuple[int, list[str]]], value: str, day: int) -> None:
    """The rule again, by counting articles one by one."""
    found = link(linker(corpus), value, day)
    every = [set(names) for _, names in corpus]
    near = [set(names) for at, names in corpus if at != UNDATED and abs(at - day) <= 30]
    if found and found.reason == "surname":
        assert found.value in {"Emmanuel Macron", "Brigitte Macron", "Fabrice Luchini"}
        surname = found.value.split()[1]
        alike = {found.value, "Fabrice Lucchini"}  # who may be a spelling of Luchini, never of Macron
        bearing = [names for names in near if any(n.split()[-1] == surname and n[1] != "." and " " in n for n in names)]
        if surname == "Macron" and value == "Macron":
            assert found.total == len(bearing)
            assert sum(found.value in names for names in bearing) >= max(5, 0.9 * len(bearing))
        assert sum(bool(names & alike) for names in near) >= 5
    if found and found.reason == "spelling":
        assert (value, found.value) in {
            ("Fabrice Luchini", "Fabrice Lucchini"),
            ("Fabrice Lucchini", "Fabrice Luchini"),
        }
        assert sum(found.value in names for names in near) >= 5
        assert sum(found.value in names for names in every) >= 10 * sum(value in names for names in every)
