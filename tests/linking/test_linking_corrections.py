"""entities.toml: what it does to an article, and how each mistake in it is told."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import Mention, Person, Place
from index.errors import BadCorrections
from index.linking.corrections import Corrections
from index.linking.corrections_file import read_corrections


def corrections(folder: Path, text: str) -> Corrections:
    path = folder / "entities.toml"
    path.write_text(text, encoding="utf-8")
    return read_corrections(path)


def person(value: str, *texts: str) -> Person:
    """Mentioned by these texts one after the other."""
    return Person(value, tuple(Mention("body", 10 * n, 10 * n + len(text), text) for n, text in enumerate(texts)))


def values(of: Corrections, *found: Person, article: str = "", day: str = "") -> dict[str, list[str]]:
    return {p.value: [m.text for m in p.mentions] for p in of.persons(found, article, day)[0]}


MERGE = '[[merge]]\nkind = "person"\nvalue = "Emmanuel Macron"\nfrom = ["Manu", "Jupiter"]\n'


def test_names_become_one_with_all_their_mentions(tmp_path: Path) -> None:
    of = corrections(tmp_path, MERGE)
    assert values(of, person("Manu", "Manu"), person("Zoé", "Zoé"), person("Emmanuel Macron", "x", "Macron")) == {
        "Emmanuel Macron": ["x", "Manu", "Macron"],
        "Zoé": ["Zoé"],
    }
    # accents, case and hyphens do not count, as in facets
    assert values(of, person("JUPITER", "J")) == {"Emmanuel Macron": ["J"]}


def test_a_chain_leads_to_its_end_and_a_spelling_to_itself(tmp_path: Path) -> None:
    chain = MERGE + '[[rename]]\nkind = "person"\nvalue = "Emmanuel Macron"\nto = "E. Macron (président)"\n'
    of = corrections(tmp_path, chain)
    assert list(values(of, person("Manu"), person("Emmanuel Macron"))) == ["E. Macron (président)"]
    of = corrections(tmp_path, '[[rename]]\nkind = "person"\nvalue = "Edouard Philippe"\nto = "Édouard Philippe"\n')
    assert list(values(of, person("Edouard Philippe"), person("Édouard Philippe"))) == ["Édouard Philippe"]


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    of = corrections(tmp_path, '[[forget]]\nkind = "person"\nvalue = "Gordon Murray Design"\n')
    assert list(values(of, person("Gordon Murray Design", "x"), person("Zoé"))) == ["Zoé"]
    place = Place("Gordon Murray Design")
    assert of.places([place], "", "")[0] == (place,), "a person's rule concerns no place"


SPLIT = '[[split]]\nkind = "person"\nvalue = "Fillon"\n'


def test_a_split_takes_the_name_out_of_what_the_article_joined(tmp_path: Path) -> None:
    of = corrections(tmp_path, SPLIT)
    found = person("François Fillon", "François Fillon", "Fillon", "FILLON")
    assert values(of, found) == {"François Fillon": ["François Fillon"], "Fillon": ["Fillon", "FILLON"]}
    assert values(of, person("François Fillon", "Fillon")) == {"Fillon": ["Fillon"]}
    assert "fillon" in of.fixed()


def test_only_the_articles_named_go_to_the_target(tmp_path: Path) -> None:
    of = corrections(
        tmp_path,
        SPLIT + 'to = "Penelope Fillon"\nids = ["a1", 7]\n' + SPLIT + 'to = "François Fillon"\nsince = 2017-03-01\n'
        'until = "2017-04-30"\n',
    )
    fillon = person("Fillon", "Fillon")
    assert list(values(of, fillon, article="a1", day="2017-03-05")) == ["Penelope Fillon"]
    assert list(values(of, fillon, article="7")) == ["Penelope Fillon"]
    assert list(values(of, fillon, article="x", day="2017-03-01")) == ["François Fillon"]
    assert list(values(of, fillon, article="x", day="2017-04-30")) == ["François Fillon"]
    assert list(values(of, fillon, article="x", day="2017-05-01")) == ["Fillon"]
    # a month that is not wholly within, a year, and no date at all
    assert list(values(of, fillon, article="x", day="2017-04")) == ["François Fillon"]
    assert list(values(of, fillon, article="x", day="2017")) == ["Fillon"]
    assert [list(values(of, fillon, article="x", day=day)) for day in ("", "bientôt")] == [["Fillon"]] * 2
    joined = person("François Fillon", "François Fillon", "Fillon")
    assert values(of, joined, article="a1") == {"François Fillon": ["François Fillon"], "Penelope Fillon": ["Fillon"]}


def test_a_place_gets_the_attributes_of_the_one_it_becomes(tmp_path: Path) -> None:
    of = corrections(tmp_path, '[[merge]]\nkind = "place"\nvalue = "Rennes"\nfrom = ["Condate"]\n')
    (rennes,), _ = of.places([Place("Condate", (Mention("body", 0, 7, "Condate"),))], "", "")
    assert (rennes.value, rennes.kind, rennes.country, rennes.mentions[0].text) == ("Rennes", "city", "FR", "Condate")
    assert rennes.lat is not None
    assert "Bretagne" in rennes.path
    own = Place("Rennes", kind="hamlet")
    (both,), _ = of.places([Place("Condate"), own], "", "")
    assert both.kind == "hamlet", "what the article says of the place itself stands"


def test_what_was_done_is_told(tmp_path: Path) -> None:
    of = corrections(tmp_path, "# mine\n\n" + MERGE)
    _, applied = of.persons([person("Manu"), person("Zoé")], "", "")
    assert [(a.old, a.new, a.rule.action, a.rule.line) for a in applied] == [("Manu", "Emmanuel Macron", "merge", 3)]


NAMES = st.sampled_from(["Emmanuel Macron", "Macron", "Manu", "Zoé Blanc", "Blanc", "Fillon"])
FOUND = st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=4)), max_size=6, unique_by=lambda each: each[0])


@given(FOUND)
def test_no_mention_is_lost_or_doubled_and_twice_is_as_once(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, list[str]]]
) -> None:
    of = corrections(tmp_path_factory.mktemp("toml"), MERGE + SPLIT)
    places = iter(range(0, 10_000, 20))
    people = [
        Person(v, tuple(Mention("body", at := next(places), at + len(t), t) for t in texts)) for v, texts in found
    ]
    once, _ = of.persons(people, "", "")
    assert sorted(m.start for p in once for m in p.mentions) == sorted(m.start for p in people for m in p.mentions)
    assert of.persons(once, "", "")[0] == once
    assert len({p.value for p in once}) == len(once)


# --- mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[merge]\n", "no valid TOML"),
        ("\n[[mrege]]\nkind = 'person'\n", "line 2: [[mrege]] is unknown; there are merge, rename, forget, split"),
        ("[merge]\nkind = 'person'\n", "cure: begin each with [[merge]]"),
        ("merge = 3\n", "cure: begin each with [[merge]]"),
        (
            "\n[[forget]]\nkind = 'persons'\nvalue = 'x'\n",
            "line 2: kind = 'persons' is unknown; cure: kind = \"person\"",
        ),
        ("[[forget]]\nvalue = 'x'\n", "line 1: kind = None is unknown"),
        ("[[forget]]\nkind = 'place'\n", "line 1: value must be a name in quotes"),
        ("[[forget]]\nkind = 'place'\nvalue = ' '\n", "line 1: value must be a name in quotes"),
        ("[[forget]]\nkind = 'place'\nvalue = 'x'\nfrom = ['y']\n", "line 1: from is unknown in [[forget]]"),
        ("[[merge]]\nkind = 'place'\nvalue = 'x'\n", "line 1: from must be a list in brackets"),
        ("[[merge]]\nkind = 'place'\nvalue = 'x'\nfrom = 'y'\n", "line 1: from must be a list in brackets"),
        ("[[merge]]\nkind = 'place'\nvalue = 'x'\nfrom = [3]\n", "line 1: from must be a list in brackets"),
        ("[[rename]]\nkind = 'place'\nvalue = 'x'\n", "line 1: to must be a name in quotes"),
        (
            SPLIT + "since = 2017-01-01\n",
            'line 1: ids, since and until say which articles go where; cure: add to = "…"',
        ),
        (SPLIT + "to = 'X'\nsince = '2017'\n", "line 1: since = '2017' is no day; cure: since = 2017-01-31"),
        (
            SPLIT + "to = 'X'\nsince = 2017-02-01\nuntil = 2017-01-01\n",
            "since = 2017-02-01 is after until = 2017-01-01",
        ),
        ("merge = [{kind = 'x', value = 'y', from = ['z']}]\n", "[[merge]] number 1: kind = 'x'"),
        (
            MERGE + "[[forget]]\nkind = 'person'\nvalue = 'jupiter'\n",
            "line 5: “jupiter” has already been merged into “Emmanuel Macron” on line 1; cure: leave one of the two",
        ),
        (
            MERGE + "[[merge]]\nkind = 'person'\nvalue = 'Zoé'\nfrom = ['Manu']\n",
            "line 5: “Manu” has already been merged into “Emmanuel Macron” on line 1",
        ),
        (
            SPLIT + "[[forget]]\nkind = 'person'\nvalue = 'Fillon'\n",
            "line 4: “Fillon” has already been split on line 1",
        ),
        (
            MERGE + "[[forget]]\nkind = 'person'\nvalue = 'Emmanuel Macron'\n",
            "line 5: “Emmanuel Macron” is forgotten, but “Manu” has been merged into “Emmanuel Macron” on line 1",
        ),
        (
            "[[rename]]\nkind = 'person'\nvalue = 'A'\nto = 'B'\n[[rename]]\nkind = 'person'\nvalue = 'B'\nto = 'A'\n",
            "line 1: “A” becomes “B” and that in turn “A”: a circle; cure: leave one",
        ),
    ],
)
def test_mistakes_are_told_with_line_and_cure(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadCorrections) as caught:
        corrections(tmp_path, text)
    assert told in str(caught.value)
    assert str(tmp_path / "entities.toml") in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadCorrections) as caught:
        corrections(tmp_path, "[[forget]]\nkind = 'x'\nvalue = 3\n\n[[merge]]\nkind = 'y'\nvalue = 'z'\nfrom = ['a']\n")
    assert str(caught.value).count("\n") == 2
    assert [part in str(caught.value) for part in ("kind = 'x'", "value must be", "line 5: kind = 'y'")] == [True] * 3


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadCorrections, match="there is no such file of corrections; cure: "):
        read_corrections(tmp_path / "none.toml")
    with pytest.raises(BadCorrections, match="cannot be read"):
        read_corrections(tmp_path)
    (tmp_path / "latin.toml").write_bytes("# é".encode("latin-1"))
    with pytest.raises(BadCorrections, match="byte 2 is no UTF-8; cure: save the file as UTF-8"):
        read_corrections(tmp_path / "latin.toml")
    (tmp_path / "bom.toml").write_bytes("\ufeff".encode() + MERGE.encode())
    assert len(read_corrections(tmp_path / "bom.toml")) == 2


@given(st.text())
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("toml") / "entities.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(BadCorrections):
        assert len(read_corrections(path)) == 0


def test_the_example_of_the_docs_is_valid(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs/entities.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    of = corrections(tmp_path, example)
    assert {rule.action for rule in of.rules.values()} | {r.action for rs in of.splits.values() for r in rs} == {
        "merge",
        "rename",
        "forget",
        "split",
    }
    assert list(values(of, person("Fillon", "Fillon"), article="26035", day="2017-02-11")) == ["Penelope Fillon"]
