"""What is known of files: unchanged ones are not read, gone ones are noticed, and files and index always agree."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.build import Run
from index.errors import CorpusError
from index.ledger import NEW, WHOLE, Ledger, Stamp
from index.ledger_writer import LedgerWriter, companions_json
from index.report import Summary, general
from index.survey import companion, compare, survey, ways_of_reading
from index.verify import verify_index
from index.whoosh_index import latest_generation, open_segments
from index.whoosh_writer import add_to_index, ledger_of, remove_from_index

LONG_AGO = time.time() - 1000


def line(**fields: Any) -> str:
    return json.dumps({"persons": [], "places": [], **fields}, ensure_ascii=False) + "\n"


class Newsroom:
    """A folder of files, the index of them, and the commands."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.corpus, self.index = folder, folder / "corpus", folder / "index"
        self.corpus.mkdir(exist_ok=True)

    def write(self, name: str, *lines: str, age: bool = True) -> Path:
        path = self.corpus / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
        if age:
            os.utime(path, (LONG_AGO, LONG_AGO))
        return path

    def run(self, *sources: str, **options: Any) -> Run:
        paths = [self.folder / source for source in sources or ("corpus",)]
        return Run(paths, options.pop("index", self.index), self.folder / "rejected.jsonl", **options)

    def add(self, *sources: str, **options: Any) -> Summary:
        return self.run(*sources, **options).add()

    def held(self, index: Path | None = None) -> dict[str, str]:
        """The title of each article."""
        found: dict[str, str] = {}
        for segment, deleted in open_segments(index or self.index).segments:
            gone = set(deleted.tolist())
            found |= {v["id"]: v["title"] for n in range(segment.size) if n not in gone for v in [segment.values(n)]}
        return found

    def rejected(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in (self.folder / "rejected.jsonl").read_text().splitlines()]


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_what_has_not_changed_is_not_read(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."), "pas du JSON\n")
    room.write("b.txt", "Titre\n\nUn texte assez long pour en être un.\n")
    first = room.add()
    assert (first.added, first.rejected, first.files.read) == (2, 1, 2)
    generation = latest_generation(room.index)
    # Same size and time: nobody looks into it.
    room.write("a.jsonl", line(id="1", title="XX", body="Texte."), "pas du JSON\n")
    second = room.add()
    assert (second.unchanged, second.files.read, second.files.same, second.read) == (2, 0, 2, 0)
    # What is known of it is told as if it had been read.
    assert (second.rejected, second.reasons, second.by_source_and_year) == (1, first.reasons, first.by_source_and_year)
    assert [each["line"] for each in room.rejected()] == [2]
    assert latest_generation(room.index) == generation, "nothing changed, nothing is written"
    assert room.held()["1"] == "Un"


def test_a_touched_file_is_the_same_and_its_new_time_is_kept(room: Newsroom) -> None:
    path = room.write("a.jsonl", line(id="1", title="Un", body="Texte."))
    version = room.add().version
    os.utime(path, (LONG_AGO + 50, LONG_AGO + 50))
    touched = room.add()
    assert (touched.files.read, touched.files.same, touched.version) == (0, 1, version)
    ledger = ledger_of(room.index, open_segments(room.index).manifest)
    assert ledger is not None
    assert ledger.files["mtime"].tolist() == [path.stat().st_mtime_ns]
    assert verify_index(room.index).problems == ()


def test_a_change_that_leaves_size_and_time_is_seen_while_it_may_happen(room: Newsroom) -> None:
    """A file read within the grain of its time is hashed the next time."""
    path = room.write("a.jsonl", line(id="1", title="Un", body="Texte."), age=False)
    room.add()
    seen = path.stat()
    room.write("a.jsonl", line(id="1", title="XX", body="Texte."), age=False)
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert room.add().updated == 1
    assert room.held() == {"1": "XX"}


def test_other_options_and_other_readers_read_again(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.write("a.jsonl", line(id="1", Grand_titre="Un", body="Texte."))
    room.add()
    assert room.add(mapping={"Grand_titre": "title"}).updated == 1
    assert room.held() == {"1": "Un"}
    assert room.add(mapping={"Grand_titre": "title"}).files.read == 0
    monkeypatch.setattr("index.survey.readers_digest", lambda: "another version")
    assert room.add(mapping={"Grand_titre": "title"}).files.read == 1


def test_gone_files_are_told_and_pruned(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."), line(id="2", title="Deux", body="Texte."))
    room.write("b.jsonl", line(id="2", title="Deux", body="Texte."), line(id="3", title="Trois", body="Texte."))
    room.write("c.jsonl", line(id="4", title="Quatre", body="Texte."))
    room.add()
    (room.corpus / "a.jsonl").unlink()
    told = room.add()
    assert (told.files.gone, told.files.lost_articles, told.removed) == (1, 1, 0)
    assert "1 file is gone; --prune removes their 1 article" in told.as_text()
    assert room.add().files.gone == 1, "it is told until it is pruned"
    pruned = room.add(prune=True)
    assert (pruned.removed, pruned.files.gone) == (1, 0)
    assert room.held() == {"2": "Deux", "3": "Trois", "4": "Quatre"}, "what another file has stays"
    assert verify_index(room.index).problems == ()


def test_what_a_changed_file_has_no_more_stays_until_it_is_pruned(room: Newsroom) -> None:
    """``add today.jsonl``, whose name is the same each day, must not forget yesterday."""
    room.write("jour.jsonl", line(id="1", title="Hier", body="Texte."))
    room.add()
    room.write("jour.jsonl", line(id="22", title="Aujourd’hui", body="Texte."))
    told = room.add()
    assert (told.added, told.removed, told.files.shrunk, told.files.lost_articles) == (1, 0, 1, 1)
    assert set(room.held()) == {"1", "22"}
    assert room.add(prune=True).removed == 1
    assert set(room.held()) == {"22"}


def test_only_what_lies_below_the_sources_is_pruned(room: Newsroom) -> None:
    room.write("a/a.jsonl", line(id="1", title="Un", body="Texte."))
    room.write("ab/b.jsonl", line(id="2", title="Deux", body="Texte."))
    room.add()
    (room.corpus / "ab/b.jsonl").unlink()
    assert room.add("corpus/a", prune=True).removed == 0
    assert room.add(prune=True).removed == 1


def test_a_source_that_is_suddenly_empty_is_not_pruned(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."))
    room.add()
    shutil.rmtree(room.corpus)
    with pytest.raises(CorpusError, match=r"no files any more, .* of 1: is its disk there"):
        room.add(prune=True)
    room.corpus.mkdir()
    with pytest.raises(CorpusError, match="--allow-empty"):
        room.add(prune=True)
    assert room.held() == {"1": "Un"}
    assert room.add(prune=True, allow_empty=True).removed == 1
    assert room.held() == {}
    shutil.rmtree(room.corpus)
    with pytest.raises(CorpusError, match="there is no file or folder"):
        room.add(prune=True, allow_empty=True)


def test_who_lost_against_a_file_that_changes_comes_back(room: Newsroom) -> None:
    """Its own file has not changed, and must be read nevertheless."""
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."))
    room.write("b.jsonl", line(id="1", title="Autre", body="Autre texte."))
    assert room.add().rejected == 1
    assert room.held() == {"1": "Un"}
    room.write("a.jsonl", line(id="333", title="Trois", body="Texte."))
    summary = room.add(prune=True)
    assert room.held() == {"1": "Autre", "333": "Trois"}
    assert (summary.updated, summary.added, summary.rejected) == (1, 1, 0)


@pytest.mark.parametrize("turned", [False, True])
def test_the_highest_revision_is_kept(room: Newsroom, turned: bool) -> None:
    texts = [line(id="1", title=f"V{n}", body=f"Texte {n}.", revision=n) for n in (2, 3, 1)]
    names = ["c", "b", "a"] if turned else ["a", "b", "c"]
    for name, text in zip(names, texts, strict=True):
        room.write(f"{name}.jsonl", text)
    summary = room.run().build()
    assert room.held() == {"1": "V3"}
    assert (summary.added, summary.older, summary.rejected) == (1, 2, 0)
    (room.folder / "tard.jsonl").write_text(line(id="1", title="V2bis", body="Texte.", revision=2))
    late = room.add("tard.jsonl")
    assert (late.older, late.updated, room.held()) == (1, 0, {"1": "V3"})
    (room.folder / "tard.jsonl").write_text(line(id="1", title="V4", body="Texte quatre.", revision=4))
    assert (room.add("tard.jsonl").updated, room.held()) == (1, {"1": "V4"})


def test_a_revision_that_came_without_a_file_counts_too(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="V1", body="Texte.", revision=1))
    add_to_index(room.index, [Article("1", "V5", "Texte.", revision=5)], ["x"], lambda _: None)
    assert (room.add().older, room.held()) == (1, {"1": "V5"})
    assert (room.add().older, room.held()) == (1, {"1": "V5"})
    remove_from_index(room.index, ["1"])
    assert (room.add().added, room.held()) == (1, {"1": "V1"})


def test_a_removed_article_comes_back_with_its_file(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."), line(id="2", title="Deux", body="Texte."))
    room.write("b.jsonl", line(id="3", title="Trois", body="Texte."))
    room.add()
    remove_from_index(room.index, ["1"])
    assert set(room.held()) == {"2", "3"}
    again = room.add()
    assert (again.added, again.unchanged, again.files.read) == (1, 2, 1)


def test_a_file_that_is_named_twice_is_one(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."))
    summary = room.add("corpus", "corpus/a.jsonl", "corpus")
    assert (summary.files.found, summary.added, summary.duplicates) == (1, 1, 0)


def test_an_index_that_moves_with_its_files_knows_them(room: Newsroom) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."))
    room.add()
    (room.folder / "loin").mkdir()
    for name in ("corpus", "index"):
        shutil.move(room.folder / name, room.folder / "loin" / name)
    moved = Newsroom(room.folder / "loin")
    summary = moved.add(prune=True)
    assert (summary.files.read, summary.unchanged, summary.removed) == (0, 1, 0)


def test_a_pipe_leaves_articles_and_no_file(room: Newsroom) -> None:
    for number in (1, 2):
        pipe = room.folder / "tuyau"
        os.mkfifo(pipe)
        if os.fork() == 0:
            pipe.write_text(line(id=str(number), title=f"N{number}", body="Texte."))
            os._exit(0)
        assert room.add("tuyau", prune=True).added == 1
        os.wait()
        pipe.unlink()
    assert set(room.held()) == {"1", "2"}


def test_a_file_counts_as_changed_when_its_companion_does(tmp_path: Path) -> None:
    issue, page = tmp_path / "numero.xml", tmp_path / "page.xml"
    for path in (issue, page):
        path.write_text("<x/>")
        os.utime(path, (LONG_AGO, LONG_AGO))
    how = ways_of_reading(None)
    found = survey([issue])
    seen = issue.stat()
    writer = LedgerWriter()
    stamp = Stamp(found.paths[0], seen.st_size, seen.st_mtime_ns, (0, 0), how[True], WHOLE)
    writer.begin(stamp, 0, companions_json([companion(page)]))
    writer.add(Article("1", "Un", "Texte."), str(issue), 0, NEW)
    ledger = writer.ledger()
    ledger.as_written().write(tmp_path / "x.ledger", tmp_path)
    kept = Ledger.read(tmp_path / "x.ledger", tmp_path)
    assert compare(found, kept, how).same.tolist() == [True]
    os.utime(page, (LONG_AGO + 9, LONG_AGO + 9))
    assert compare(found, kept, how).same.tolist() == [False]
    page.unlink()
    assert compare(found, kept, how).same.tolist() == [False]


@pytest.mark.parametrize("damage", ["flip", "lose"])
def test_the_ledger_is_verified(room: Newsroom, damage: str) -> None:
    room.write("a.jsonl", line(id="1", title="Un", body="Texte."))
    room.add()
    path = room.index / open_segments(room.index).manifest.ledger
    if damage == "lose":
        path.unlink()
    else:
        data = bytearray(path.read_bytes())
        data[200] ^= 1
        path.write_bytes(data)
    assert path.name in verify_index(room.index).problems[0]


def test_the_report(room: Newsroom) -> None:
    room.write(
        "a.jsonl",
        line(id="1", title="Un", body="Texte.", published="2017-07-04", source="Le Phare"),
        line(id="2", title="Deux", body="Texte.", published="2018", source="Le Phare"),
        line(id="3", title="Trois", body="Texte.", source="La Gazette"),
        line(id="3", title="Trois", body="Texte.", source="La Gazette"),
        line(id="3", title="Autre", body="Un autre texte."),
        line(id="1", title="Encore", body="Un autre texte."),
        "pas du JSON\n", "ni cela\n",
    )  # fmt: skip
    summary = room.run().build()
    said = summary.as_json()
    wanted = {
        "read": 6, "new": 3, "changed": 0, "same": 0, "duplicates": 1, "rejected": 4, "without_date": 1,
        "by_source_and_year": {"La Gazette": {"": 1}, "Le Phare": {"2017": 1, "2018": 1}},
    }  # fmt: skip
    assert {name: said[name] for name in wanted} == wanted
    assert sorted(said["reasons"].values()) == [2, 2]
    assert [(each["origin"], each["line"]) for each in room.rejected()] == [
        (str(room.corpus / "a.jsonl"), number) for number in (7, 8, 5, 6)
    ]
    text = summary.as_text()
    assert "source: Le Phare: 2018 1, 2017 1" in text
    assert "rejected: 2 × id … was already read with another content" in text


def test_reasons_are_grouped_by_what_they_say() -> None:
    assert general("no title (its fields: a, b); cure: 'x' at line 12") == general(
        "no title (its fields: c); cure: 'it' at line 9"
    )
    assert general("the file's date isn't one") == "the file's date isn't one"


def mixed_corpus(room: Newsroom) -> None:
    """Small files, one large enough to be streamed, ids that collide across them."""
    chance = random.Random(5)
    for number in range(40):
        ids = chance.choices(range(60), k=4)
        room.write(f"p{number:02d}.jsonl", *(line(id=str(i), title=f"T{number}", body=f"Texte {number}.") for i in ids))
    room.write("grand.jsonl", *(line(id=f"g{n % 700}", title=f"G{n}", body=f"mot{n} " * 250) for n in range(800)))


def test_the_number_of_workers_changes_nothing(room: Newsroom) -> None:
    mixed_corpus(room)
    seen = []
    for workers in (1, 2, 3):
        index = room.folder / f"index{workers}"
        summary = room.run(index=index, workers=workers, memory=16).build()
        ledger = ledger_of(index, open_segments(index).manifest)
        assert ledger is not None
        seen.append((summary.rejected, summary.duplicates, room.held(index), room.rejected(), ledger))
    assert seen[0][0] > 50
    for other in seen[1:]:
        assert other[:4] == seen[0][:4]
        assert other[4].equals(seen[0][4])


NAMES = st.sampled_from(["a.jsonl", "b.jsonl", "c.jsonl", "d/e.jsonl"])
RECORDS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=4)
OPERATION = st.one_of(
    st.tuples(st.just("write"), NAMES, RECORDS, st.booleans()),
    st.tuples(st.just("touch"), NAMES),
    st.tuples(st.just("remove"), NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("forget"), st.integers(0, 5)),
    st.tuples(st.just("add"), st.booleans()),
)


def perform(room: Newsroom, what: tuple[Any, ...]) -> None:
    """One operation on the files, or on the index behind their back."""
    kind, *rest = what
    path = room.corpus / str(rest[0])
    if kind == "write":
        room.write(
            rest[0],
            *(line(id=f"i{i}", title=f"T{t}", body=f"Texte {t}.", revision=r) for i, t, r in rest[1]),
            age=rest[2],
        )
    elif kind == "add":
        room.add(prune=rest[0], allow_empty=rest[0])
    elif kind == "forget":
        if latest_generation(room.index) >= 0:
            remove_from_index(room.index, [f"i{rest[0]}"])
    elif path.exists():
        if kind == "touch":
            path.touch()
        elif kind == "remove":
            path.unlink()
        else:
            (room.corpus / "d").mkdir(exist_ok=True)
            path.rename(room.corpus / rest[1])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OPERATION, min_size=1, max_size=8))
def test_whatever_happens_to_files_the_index_is_what_a_build_makes(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[Any, ...]]
) -> None:
    room = Newsroom(tmp_path_factory.mktemp("room"))
    for operation in operations:
        perform(room, operation)
    room.add(prune=True, allow_empty=True)
    room.run(index=room.folder / "whole").build()
    assert room.held() == room.held(room.folder / "whole")
    again = room.add(prune=True, allow_empty=True)
    assert (again.added, again.updated, again.removed, again.files.read) == (0, 0, 0, 0)
    shutil.rmtree(room.folder)
