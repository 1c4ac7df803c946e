"""Linking in real builds: any number of workers, any order, added, removed, killed and gone on with."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.article import Article
from index.entities import Person
from index.journal import NAME, plan
from index.linking.corrections_file import read_corrections
from index.linking.names import are_variants, name_of
from index.linking.segments import linker_of, renames_of, sightings
from index.verify import verify_index
from index.whoosh_index import open_segments
from index.whoosh_schema import article_of
from index.whoosh_writer import add_to_index, build_index, remove_from_index

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "KIOSQUE_MEMORY": "16"}


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "index", *arguments]
    return subprocess.run(command, cwd=folder, env={**ENV, **environment}, capture_output=True, text=True, check=False)


def full(number: int, name: str = "Emmanuel Macron", day: str = "") -> Article:
    body = f"{name} est venu à Rennes. Il a salué la foule {number} fois."
    return Article(f"f{number}", f"Visite {number}", body, published=day or f"2018-03-{number % 28 + 1:02d}")


def bare(name: str = "Macron", article: str = "b", day: str = "2018-03-12") -> Article:
    return Article(article, "Une loi", f"Le projet de M. {name} est voté. M. {name} s'en réjouit.", published=day)


def persons(folder: Path) -> dict[str, list[str]]:
    """Of each living article, as its page shows them; and the columns, the fields and the stored values agree."""
    found: dict[str, list[str]] = {}
    for segment, deleted in open_segments(folder).segments:
        column, field = segment.column("persons"), segment.field("persons")
        gone = set(deleted.tolist())
        for n in range(segment.size):
            if n in gone:
                continue
            stored = segment.values(n)
            article = article_of(stored)
            found[article.id] = [person.value for person in article.persons or ()]
            assert stored.get("persons", "") == "\x1f".join(found[article.id])
            assert sorted(column.row(n) if column else []) == sorted(found[article.id])
            for value in found[article.id]:
                assert field is not None
                assert n in field.documents(field.terms.find(value.encode()))
    return found


def build(folder: Path, articles: Sequence[Article], workers: int = 1, **options: Any) -> dict[str, list[str]]:
    build_index(folder, articles, ["x"], workers, lambda _: None, **options)
    assert verify_index(folder).problems == ()
    return persons(folder)


def test_a_surname_alone_is_the_full_name_and_the_page_has_its_mentions(tmp_path: Path) -> None:
    found = build(tmp_path, [*map(full, range(9)), bare(), bare(article="later", day="2019-03-12")])
    assert found["b"] == ["Emmanuel Macron"]
    assert found["later"] == ["Macron"]
    ((segment, _),) = open_segments(tmp_path).segments
    (stored,) = (v for v in map(segment.values, range(segment.size)) if v["id"] == "b")
    (person,) = article_of(stored).persons or ()
    assert [m.text for m in person.mentions] == ["Macron", "Macron"]
    assert stored["renamed"] == {"persons": {"Macron": "Emmanuel Macron"}}


def test_persons_that_a_source_names_stay_as_they_are(tmp_path: Path) -> None:
    given = Article("g", "Une loi", "M. Macron.", published="2018-03-12", persons=(Person("Macron"),))
    found = build(tmp_path, [*map(full, range(9)), given, bare()])
    assert (found["g"], found["b"]) == (["Macron"], ["Emmanuel Macron"])


CROWD = [
    *[full(n) for n in range(200)],
    *[full(n, "Fabrice Luchini") for n in range(200, 260)],
    *[full(n, "Fabrice Lucchini") for n in range(260, 263)],
    *[full(n, "François Fillon") for n in range(270, 290)],
    *[full(n, "Penelope Fillon") for n in range(290, 300)],
    *[bare(article=f"m{n}", day=f"2018-0{n % 6 + 1}-15") for n in range(60)],
    *[bare("Fillon", f"x{n}") for n in range(5)],
    *[bare("Luchini", f"l{n}") for n in range(5)],
]


def test_workers_and_order_change_nothing(tmp_path: Path) -> None:
    alone = build(tmp_path / "1", CROWD)
    assert {alone[f"m{n}"][0] for n in (1, 2, 3)} == {"Emmanuel Macron"}
    # Months after the others: nobody else has the name in the whole corpus.
    assert alone["m4"] == ["Emmanuel Macron"]
    assert alone["x0"] == ["Fillon"]
    assert (alone["l0"], alone["f260"]) == (["Fabrice Luchini"], ["Fabrice Luchini"])
    assert build(tmp_path / "1", CROWD) == alone
    shuffled = random.Random(1).sample(CROWD, len(CROWD))
    # 1 MB a worker: a segment every few articles.
    assert build(tmp_path / "3", shuffled, workers=3, memory=1) == alone


def test_what_is_added_is_linked_to_what_is_there(tmp_path: Path) -> None:
    build(tmp_path, [*map(full, range(9))])
    add_to_index(tmp_path, [bare()], ["y"], lambda _: None)
    assert persons(tmp_path)["b"] == ["Emmanuel Macron"]
    assert verify_index(tmp_path).problems == ()
    # Merging keeps it, whatever comes.
    for n in range(8):
        add_to_index(
            tmp_path, [full(n, "Brigitte Macron") for n in range(20 * n + 50, 20 * n + 70)], ["z"], lambda _: None
        )
    assert persons(tmp_path)["b"] == ["Emmanuel Macron"]
    # The same article again is unchanged: its fingerprint is that of its source.
    tell: list[int] = []
    add_to_index(tmp_path, [bare()], ["y"], lambda progress: tell.append(progress.unchanged))
    assert tell == [1]
    add_to_index(tmp_path, [bare(article="late")], ["y"], lambda _: None)
    assert persons(tmp_path)["late"] == ["Brigitte Macron"], "160 articles of hers to 9 of his"


def test_what_is_removed_counts_no_more(tmp_path: Path) -> None:
    build(tmp_path, [*map(full, range(6))])
    remove_from_index(tmp_path, ["f0", "f1"])
    add_to_index(tmp_path, [bare()], ["y"], lambda _: None)
    assert persons(tmp_path)["b"] == ["Macron"]


def test_what_was_linked_is_no_evidence(tmp_path: Path) -> None:
    """Who is named when is the same before and after linking: no link confirms itself."""
    articles = [*map(full, range(5)), *[bare(article=f"m{n}") for n in range(40)]]
    build(tmp_path / "linked", articles)
    seen = sightings(open_segments(tmp_path / "linked").segments)
    counts = dict(zip(seen.values, np.bincount(seen.numbers, minlength=len(seen.values)).tolist(), strict=True))
    assert {value: n for value, n in counts.items() if n} == {"Emmanuel Macron": 5, "Macron": 40}
    add_to_index(tmp_path / "linked", [full(n, "Brigitte Macron") for n in range(50, 52)], ["x"], lambda _: None)
    add_to_index(tmp_path / "linked", [bare(article="late")], ["x"], lambda _: None)
    assert persons(tmp_path / "linked")["late"] == ["Macron"], "5 of 7, not 45 of 47"
    of_all = linker_of(open_segments(tmp_path / "linked").segments)
    assert of_all.link("Macron", -1, -1) is None


def test_whoosh_reads_and_merges_what_is_linked(tmp_path: Path) -> None:
    """Any Whoosh program sees the full names; when it merges segments itself, articles still show them."""
    from whoosh.index import open_dir

    build(tmp_path, [*map(full, range(9)), bare()])
    whoosh = open_dir(str(tmp_path))
    with whoosh.searcher() as searcher:
        (found,) = list(searcher.documents(id="b"))
    assert found["persons"] == "Emmanuel Macron"
    writer = whoosh.writer()
    writer.delete_by_term("id", "f0")
    writer.commit(optimize=True)
    with open_dir(str(tmp_path)).searcher() as searcher:
        (found,) = list(searcher.documents(id="b"))
    assert [person.value for person in article_of(found).persons or ()] == ["Emmanuel Macron"]


# --- on the command line


def jsonl(path: Path, articles: Sequence[Article]) -> None:
    lines = ({"id": a.id, "title": a.title, "body": a.body, "published": a.published} for a in articles)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_a_killed_build_goes_on_to_the_same_links(tmp_path: Path) -> None:
    padding = " ".join(f"mot{i}" for i in range(200))
    crowd = [Article(a.id, a.title, f"{a.body} {padding} {a.id}", published=a.published) for a in CROWD]
    more = [full(n, f"Jean Dupré{n}") for n in range(1000, 2200)]
    jsonl(tmp_path / "a.jsonl", [*crowd, *more])
    journal = tmp_path / "var/index/.building" / NAME
    command = [sys.executable, "-m", "index", "build", "a.jsonl", "--workers", "2", "--json"]
    process = subprocess.Popen(command, cwd=tmp_path, env=ENV, stdout=subprocess.PIPE, start_new_session=True)
    end = time.monotonic() + 60
    while not (journal.exists() and len(journal.read_text().splitlines()) > 1) and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not list((tmp_path / "var/index").glob("*.toc")), "nothing was there before, nothing is"
    done = json.loads(run(tmp_path, *command[3:]).stdout)
    assert done["resumed"] > 0, "it was killed too early or too late"
    assert verify_index(tmp_path / "var/index").problems == ()
    resumed = persons(tmp_path / "var/index")
    run(tmp_path, "build", "a.jsonl", "--workers", "1", "--fresh", "--index", "whole")
    assert resumed == persons(tmp_path / "whole")
    assert resumed["m1"] == ["Emmanuel Macron"]


ENTITIES = """
[[merge]]
kind = "person"
value = "Emmanuel Macron"
from = ["Zoé Blanc"]

[[forget]]
kind = "place"
value = "Rennes"
"""


def test_corrections_survive_and_are_applied_again(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", [*map(full, range(9)), full(20, "Zoé Blanc"), bare()])
    (tmp_path / "mine.toml").write_text(ENTITIES)
    done = run(tmp_path, "build", "a.jsonl", "--entities", "mine.toml", "--workers", "2")
    assert "corrected by the 2 rules of" in done.stdout, done.stderr
    index = tmp_path / "var/index"
    assert persons(index)["f20"] == ["Emmanuel Macron"]
    assert all(segment.column("places") is None for segment, _ in open_segments(index).segments)
    # add and build know it again, from any folder
    (tmp_path / "elsewhere").mkdir()
    jsonl(tmp_path / "elsewhere/b.jsonl", [full(30, "Zoé Blanc")])
    added = run(tmp_path / "elsewhere", "add", "b.jsonl", "--index", str(index))
    assert "corrected by" in added.stdout, added.stderr
    assert persons(index)["f30"] == ["Emmanuel Macron"]
    remove_from_index(index, ["f30"])
    assert open_segments(index).manifest.entities == str(tmp_path / "mine.toml")
    # changed, and built again
    (tmp_path / "mine.toml").write_text('[[split]]\nkind = "person"\nvalue = "Macron"\n')
    assert run(tmp_path, "build", "a.jsonl").returncode == 0
    assert persons(index)["f20"] == ["Zoé Blanc"]
    assert persons(index)["b"] == ["Macron"]
    # a mistake in it changes nothing, nor does its loss
    version = open_segments(index).manifest.version
    (tmp_path / "mine.toml").write_text("[[split]]\nkind = 'person'\n")
    for _ in range(2):
        for command in ("build", "add"):
            failed = run(tmp_path, command, "a.jsonl")
            assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
            assert "mine.toml" in failed.stderr
            assert "cure: " in failed.stderr
        (tmp_path / "mine.toml").unlink(missing_ok=True)
    assert open_segments(index).manifest.version == version
    # a setting, and the file in the current folder
    (tmp_path / "other.toml").write_text(ENTITIES)
    assert run(tmp_path, "build", "a.jsonl", KIOSQUE_ENTITIES="other.toml").returncode == 0
    assert persons(index)["f20"] == ["Emmanuel Macron"]
    (tmp_path / "other.toml").rename(tmp_path / "entities.toml")
    assert run(tmp_path, "build", "a.jsonl", "--index", "new").returncode == 0
    assert persons(tmp_path / "new")["f20"] == ["Emmanuel Macron"]


def test_a_name_that_the_user_has_changed_still_has_its_surname(tmp_path: Path) -> None:
    path = tmp_path / "entities.toml"
    path.write_text('[[rename]]\nkind = "person"\nvalue = "Emmanuel Macron"\nto = "Macron, Emmanuel"\n')
    both = Article("both", "Visite", "Emmanuel Macron et Brigitte Macron. Macron a souri.", published="2018-03-10")
    found = build(tmp_path / "i", [*map(full, range(9)), bare(), both], corrections=read_corrections(path))
    assert (found["f0"], found["b"]) == (["Macron, Emmanuel"], ["Macron, Emmanuel"])
    assert found["both"] == ["Macron, Emmanuel", "Brigitte Macron", "Macron"]


def test_an_interrupted_build_with_other_corrections_begins_anew() -> None:
    plans = [plan(None, digest) for digest in ("", "x", "y")]
    assert len({json.dumps(each) for each in plans}) == 3


@pytest.mark.corpus
def test_thousands_of_articles_are_linked_in_no_time(shared_data: Path, tmp_path: Path) -> None:
    """Linking costs less than a tenth of what building does, and joins what it should."""
    import lzma

    with lzma.open(shared_data / "orange/articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        chosen = [json.loads(line) for _, line in zip(range(3000), lines, strict=False)]
    articles = [Article(str(a["id"]), a["title"], a["body"], published=a["published"]) for a in chosen]
    begin = time.process_time()
    build(tmp_path, articles)
    taken = time.process_time() - begin
    parts = open_segments(tmp_path).segments
    pairs = {(old, new) for segment, _ in parts for _, old, new, _ in segment.renames["persons"].rows()}
    assert pairs
    for old, new in pairs:
        short, long = name_of(old), name_of(new)
        assert short.surname in long.endings() or are_variants(short, long), (old, new)
    begin = time.process_time()
    linker = linker_of(parts)
    for segment, _ in parts:
        renames_of(segment, linker)
    assert time.process_time() - begin < taken / 10
