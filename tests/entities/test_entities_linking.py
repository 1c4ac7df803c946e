"""Which mentions of one article are one person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import linking
from index.entities.linking import Named, fullest_names, is_feminine, is_slip, values_of

FAR = 5_000


def values(*mentions: tuple[str, int] | tuple[str, int, str]) -> list[str]:
    return values_of([Named(m[0], 0, m[1], m[2] if len(m) > 2 else "") for m in mentions])


@pytest.mark.parametrize(
    ("names", "name", "fullest"),
    [
        (["Kim Jong-un", "Kim Jong"], "Kim Jong", "Kim Jong-un"),
        (["Joey Starr", "JoeyStarr"], "JoeyStarr", "Joey Starr"),
        (["Massimo Ossanna", "Massimo Ossana"], "Massimo Ossana", "Massimo Ossanna"),
        (["Abou Bakr al-Baghdadi", "Abu Bakr al-Baghdadi", "Al-Baghdadi"], "Al-Baghdadi", "Abou Bakr al-Baghdadi"),
        (["Louis Martin", "Louise Martin"], "Louise Martin", "Louise Martin"),
        (["Mario Rossi", "Maria Rossi"], "Maria Rossi", "Maria Rossi"),
        (["Tom Martin", "Tim Martin"], "Tim Martin", "Tim Martin"),
        (["EDOUARD PHILIPPE", "Édouard Philippe", "Edouard Philippe"], "EDOUARD PHILIPPE", "Édouard Philippe"),
    ],
)
def test_fullest(names, name, fullest):
    assert fullest_names(names)[name] == fullest


def test_the_commoner_spelling_is_right():
    assert values(("Dany Boon", 0), ("Danny Boon", 40), ("Dany Boon", 90)) == ["Dany Boon"] * 3


def test_the_last_named_is_meant():
    assert values(("François Fillon", 0), ("Penelope Fillon", FAR), ("Fillon", FAR + 200)) == [
        "François Fillon", "Penelope Fillon", "Penelope Fillon",
    ]  # fmt: skip


def test_two_in_one_sentence_stay_apart():
    assert values(("François Fillon", 0), ("Penelope Fillon", 20), ("Fillon", 60))[2] == "Fillon"


def test_nobody_remembers_further_back():
    assert values(("François Fillon", 0), ("Penelope Fillon", 300), ("Fillon", FAR))[2] == "Fillon"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("dit Mme ", "Penelope Fillon"),
        ("dit M. ", "François Fillon"),
        ("dit Madame ", "Penelope Fillon"),
        ("MM. ", "Fillon"),
    ],
)
def test_courtesy_tells(before, expected):
    assert values(("François Fillon", 0), ("Penelope Fillon", 20), ("Fillon", 60, before))[2] == expected


def test_a_headline_means_whom_most_is_said_of():
    found = values(("Macron", 0), ("Emmanuel Macron", 100), ("Emmanuel Macron", 300), ("Brigitte Macron", 600))
    assert found[0] == "Emmanuel Macron"
    assert values(("Macron", 0), ("Emmanuel Macron", 100), ("Brigitte Macron", 600))[0] == "Macron"


@given(st.lists(st.text(alphabet="AbcdÉe -'.", max_size=12), max_size=8))
def test_any_names(names):
    found = values_of([Named(name, 0, 40 * k) for k, name in enumerate(names)])
    assert len(found) == len(names)
    assert set(found) <= set(names)


def test_women():
    assert [n for n in ("brigitte", "philippe", "segolene", "segolène", "andre", "ines", "marc") if is_feminine(n)] == [
        "brigitte", "segolene", "segolène", "ines",
    ]  # fmt: skip


def test_a_list_of_thousands_is_not_compared_pair_by_pair(monkeypatch):
    """Of 6,300 names, which are 20 million pairs, only those that share a word at its place."""
    names = [f"Prenom{a:02d} Nomdefamille{b:03d}" for a in range(20) for b in range(300)]
    names += [f"Nomdefamille{b:03d}" for b in range(300)]
    compared = 0

    def counted(one, other):
        nonlocal compared
        compared += 1
        return is_slip(one, other)

    monkeypatch.setattr(linking, "is_slip", counted)
    found = values_of([Named(name, 0, 30 * k) for k, name in enumerate(names)])
    assert len(found) == len(names)
    assert compared < 1_200_000
