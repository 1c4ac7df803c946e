"""Near-copies in a real index: built, added to, changed, removed from, merged; damaged."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.verify import verify_index
from index.whoosh_index import open_segments
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from tests.copies.indexed import groups_in
from tests.reprints import ARTICLES, BRIDGE_TWO, DISPATCH, GROUPS, LONG, OTHERS, PORT, WHOLE, article


def build(folder: Path, *articles: Article) -> Path:
    build_index(folder, articles, ["x"], 1, lambda _: None)
    return folder


def add(folder: Path, *articles: Article) -> None:
    add_to_index(folder, articles, ["x"], lambda _: None)


def test_build(tmp_path: Path) -> None:
    build(tmp_path, *ARTICLES)
    assert groups_in(tmp_path) == GROUPS
    assert verify_index(tmp_path).problems == ()


def test_a_folder_without_copies_and_an_empty_one(tmp_path: Path) -> None:
    assert groups_in(build(tmp_path / "a", DISPATCH)) == {}
    assert groups_in(build(tmp_path / "b")) == {}


def test_one_at_a_time_is_all_at_once(tmp_path: Path) -> None:
    """Whatever is merged on the way."""
    articles = list(ARTICLES)
    random.Random(5).shuffle(articles)
    for each in articles:
        add(tmp_path, each)
    assert groups_in(tmp_path) == GROUPS
    assert verify_index(tmp_path).problems == ()


def test_a_copy_is_added_later(tmp_path: Path) -> None:
    build(tmp_path, DISPATCH, BRIDGE_TWO)
    add(tmp_path, LONG)
    assert groups_in(tmp_path) == {"depeche": ["depeche", "long"]}
    # An earlier one still leads.
    add(tmp_path, replace(WHOLE, id="avant", published="2021-03-09"))
    assert groups_in(tmp_path) == {"avant": ["avant", "depeche", "long"]}


def test_the_first_is_removed(tmp_path: Path) -> None:
    build(tmp_path, *ARTICLES)
    remove_from_index(tmp_path, ["depeche"])
    assert groups_in(tmp_path) == {
        **{k: v for k, v in GROUPS.items() if k != "depeche"},
        "entier": GROUPS["depeche"][1:],
    }
    remove_from_index(tmp_path, ["pont1"])
    assert "pont2" not in groups_in(tmp_path)


def test_what_only_the_removed_had_in_common(tmp_path: Path) -> None:
    """Two halves of one dispatch are no near-copies of each other."""
    halves = [article("un", PORT[0], OTHERS[0], published="2021-03-11"), article("deux", PORT[2], OTHERS[1])]
    halves[1] = replace(halves[1], published="2021-03-12")
    build(tmp_path, article("tout", *PORT, OTHERS[0], OTHERS[1], published="2021-03-10"), *halves)
    assert groups_in(tmp_path) == {"tout": ["tout", "un", "deux"]}
    remove_from_index(tmp_path, ["tout"])
    assert groups_in(tmp_path) == {}


def test_a_changed_article_leaves_its_group_and_joins_another(tmp_path: Path) -> None:
    build(tmp_path, *ARTICLES)
    add(tmp_path, replace(WHOLE, body=BRIDGE_TWO.body))
    assert groups_in(tmp_path) == {
        "depeche": ["depeche", "coupe", "long", "sansdate"],
        # Of one moment or not, in the order of time.
        "entier": ["entier", "pont1", "pont2"],
    }


@pytest.mark.parametrize("seed", range(3))
def test_any_history_gives_what_a_build_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "grown"
    there: dict[str, Article] = {}
    for n in range(40):
        known = chance.random() < 0.3 and sorted(there)
        if known and chance.random() < 0.5:
            gone = chance.choice(known)
            del there[gone]
            remove_from_index(folder, [gone])
            continue
        name = chance.choice(known) if known else f"a{n:02d}"
        body = chance.sample([*PORT, *OTHERS], chance.randint(1, 4))
        there[name] = article(name, *body, published=f"2021-03-{chance.randint(1, 12):02d}")
        add(folder, there[name])
    assert groups_in(folder) == groups_in(build(tmp_path / "built", *there.values()))


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    build(tmp_path, *ARTICLES)
    made = open_segments(tmp_path).manifest
    assert made.copies in made.files
    path = tmp_path / made.copies
    raw = bytearray(path.read_bytes())
    raw[70] ^= 1
    path.write_bytes(raw)
    problem, _cure = verify_index(tmp_path).problems
    assert problem == f"{made.copies}: section 'documents' is altered"


def test_old_files_go(tmp_path: Path) -> None:
    build(tmp_path, DISPATCH)
    add(tmp_path, WHOLE)
    add(tmp_path, LONG)
    assert [path.name for path in tmp_path.glob("*.copies")] == [open_segments(tmp_path).manifest.copies]
