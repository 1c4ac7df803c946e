"""The scorer, on annotations small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.entities.gold import KINDS, Item, annotated, count_tokens
from benchmarks.entities.score import MERGED, NAMES, Score, Scores, score
from tests.benchmarks.annotated import article, found

FILLON = article(
    "François Fillon et Penelope Fillon à Paris. Fillon, mardi : Fillon la quitte. François part.",
    ("persons", "François Fillon", "François Fillon"),
    ("persons", "Penelope Fillon", "Penelope Fillon"),
    ("places", "Paris", "Paris"),
    ("persons", "Fillon", "François Fillon"),
    ("dates", "mardi", "2019-05-14"),
    ("persons", "Fillon", "Penelope Fillon"),
    ("persons", "François", "François Fillon"),
)


def counts(scores: Scores, name: str) -> tuple[int, int, int]:
    one = scores.by_name[name]
    return one.right, one.wrong, one.missed


def test_what_was_annotated_is_right() -> None:
    scores = score([FILLON], [annotated(FILLON)])
    assert set(scores.figures().values()) == {1.0}
    assert counts(scores, "persons spans") == (5, 0, 0)
    # François Fillon – Fillon, – François, Fillon – François; Penelope Fillon – Fillon.
    assert counts(scores, "persons merges") == (4, 0, 0)
    assert counts(scores, "persons whole values") == (2, 0, 0)
    assert not any(scores.errors.values())


def test_nothing_found_is_all_missed_and_nothing_put_together_wrongly() -> None:
    scores = score([FILLON], [[]])
    assert counts(scores, "persons spans") == (0, 0, 5)
    assert counts(scores, "persons values") == (0, 0, 2)
    figures = scores.figures()
    assert figures["persons spans F1"] == 0
    assert figures["persons merges precision"] == 1.0


def test_a_wrong_merge_is_told() -> None:
    items = found(
        FILLON,
        ("persons", "François Fillon", "François Fillon"),
        ("persons", "Penelope Fillon", "Penelope Fillon"),
        ("persons", "Fillon", "François Fillon"),
        ("persons", "Fillon", "François Fillon"),
    )
    scores = score([FILLON], [items])
    # François Fillon with either "Fillon": one of the two is Penelope. The two "Fillon" have one text: no pair.
    # Penelope Fillon – Fillon is missed.
    assert counts(scores, "persons merges") == (1, 1, 1)
    assert counts(scores, "persons whole values") == (0, 1, 0)
    assert scores.figures()["persons merges precision"] == 0.5
    told = [error for error in scores.errors["persons"] if error.startswith("&")]
    assert len(told) == 1
    assert "[François Fillon]" in told[0]


def test_a_span_that_is_wrong_is_no_wrong_merge_too() -> None:
    items = found(FILLON, ("persons", "François Fillon", "X"), ("persons", "Penelope", "X"))
    scores = score([FILLON], [items])
    assert counts(scores, "persons spans") == (1, 1, 4)
    assert counts(scores, "persons merges") == (0, 0, 0)
    assert counts(scores, "persons whole values") == (0, 0, 0)


def test_the_same_span_of_another_kind_is_wrong() -> None:
    scores = score([FILLON], [found(FILLON, ("persons", "Paris", "Paris"))])
    assert counts(scores, "places spans") == (0, 0, 1)
    assert counts(scores, "persons spans") == (0, 1, 5)


def test_values_are_compared_as_written_and_article_by_article() -> None:
    here = article("La Réunion.", ("places", "La Réunion", "La Réunion"))
    there = article("Rien.", number="2")
    scores = score(
        [here, there], [[Item("places", "body", 0, 10, "Réunion")], [Item("places", "body", 0, 4, "La Réunion")]]
    )
    assert counts(scores, "places spans") == (1, 1, 0)
    assert counts(scores, "places values") == (0, 2, 1)


def test_intervals_are_left_out_on_both_sides() -> None:
    record = article("Cet été, en 2018.", ("dates", "Cet été", "2019-06/2019-09"), ("dates", "2018", "2018"))
    items = found(record, ("dates", "Cet été", "2019-06-21/2019-09-22"), ("dates", "2018", "2018"))
    assert counts(score([record], [items]), "dates values") == (1, 0, 0)
    # A year where the annotators have an interval is too much, an interval where they have a year too little.
    items = found(record, ("dates", "Cet été", "2019"), ("dates", "2018", "2018/2019"))
    assert counts(score([record], [items]), "dates spans") == (0, 1, 1)


def test_one_list_an_article() -> None:
    with pytest.raises(ValueError, match="zip"):
        score([FILLON], [])


def test_tokens_are_words_and_signs() -> None:
    # L ' été , à Saint - Étienne : 3 , 5 % .
    assert count_tokens([article("L'été, à Saint-Étienne : 3,5 %.")]) == 14


MARKS = st.lists(
    st.builds(
        lambda kind, start, length, value: Item(kind, "body", start, start + length, value),
        st.sampled_from(KINDS), st.integers(0, 12), st.integers(1, 4), st.sampled_from(["A", "B", "2019/2020"]),
    ),
    unique_by=lambda item: item[:4],
)  # fmt: skip


@given(st.lists(MARKS, max_size=3), st.data())
def test_bounds_and_symmetry(articles: list[list[Item]], data: st.DataObject) -> None:
    """Precision and recall change places when gold and found do; every figure is a share."""
    others = [data.draw(MARKS) for _ in articles]
    there, back = (_scored(*pair) for pair in ((articles, others), (others, articles)))
    for name in NAMES:
        one, other = there.by_name[name], back.by_name[name]
        if not name.endswith("whole values"):
            assert (one.right, one.wrong, one.missed) == (other.right, other.missed, other.wrong)
    assert all(0 <= figure <= 1 for figure in there.figures().values())
    assert all(there.by_name[f"{kind} merges"].right >= 0 for kind in MERGED)


def _scored(gold: list[list[Item]], items: list[list[Item]]) -> Scores:
    names = {"persons": "PER", "places": "LOC", "dates": "DATE"}
    records = []
    for number, marks in enumerate(gold):
        mentions = [
            {"field": i.field, "start": i.start, "end": i.end, "type": names[i.kind], "value": i.value} for i in marks
        ]
        records.append({**article("abcdefghijklmnop", number=str(number)), "mentions": mentions})
    return score(records, items)


def test_f1_is_the_harmonic_mean() -> None:
    one = Score(right=6, wrong=2, missed=6)
    assert (one.precision, one.recall) == (0.75, 0.5)
    assert one.f1 == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))
