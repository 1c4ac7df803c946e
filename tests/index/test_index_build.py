"""Building, adding, removing: the command line as it is run, on real files and a real index."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.errors import IndexDamaged, IndexLocked, IndexMissing, IndexOutdated
from index.manifest import path_of
from index.transaction import Transaction
from index.verify import verify_index
from index.whoosh_index import latest_generation, open_index, open_segments
from index.whoosh_writer import Counts, build_index, remove_from_index
from tests.newsroom import ARTICLES, build_newsroom

ROOT = Path(__file__).resolve().parents[2]


def line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def run(*arguments: object, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    """``python -m index …`` as a user runs it, in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "index", *map(str, arguments)],
        cwd=cwd,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "fil.jsonl").write_text(
        line(id="1", title="Un", body="Premier texte.", published="2017-07-04")
        + line(id="2", title="Deux", body="Second texte.", published="2018")
        + line(id="2", title="Deux", body="Second texte.", published="2018")
        + line(id="2", title="Autre", body="Même numéro, autre texte.")
        + "pas du JSON\n"
    )
    return folder


def test_build_counts_everything(corpus: Path, tmp_path: Path) -> None:
    done = run("build", "corpus", "--json", "--workers", "1", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    summary = json.loads(done.stdout)
    wanted = {"articles": 2, "added": 2, "duplicates": 1, "rejected": 2}
    assert {name: summary[name] for name in wanted} == wanted
    rejected = [json.loads(r) for r in (tmp_path / "var/rejected.jsonl").read_text().splitlines()]
    assert len(rejected) == 2
    assert {r["line"] for r in rejected} >= {5}
    assert all(r["origin"] and r["reason"] for r in rejected)
    assert json.loads(run("status", "--json", cwd=tmp_path).stdout)["articles"] == 2
    verdict = run("verify", "--json", cwd=tmp_path)
    assert (verdict.returncode, json.loads(verdict.stdout)["ok"]) == (0, True)


def test_one_article_in_two_files_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        line(title="Le pont", body="Il rouvre.", url="https://www.gazette.example/pont?utm_source=x")
        + line(title="Le pont", body="Il rouvre demain.", url="http://gazette.example/pont/")
        + line(id="7", title="Un", body="Un.")
        + line(id="7", title="Deux", body="Deux.")
    )
    done = run("build", "a.jsonl", "--json", "--workers", "1", cwd=tmp_path)
    summary = json.loads(done.stdout)
    assert {n: summary[n] for n in ("articles", "duplicates", "rejected")} == {
        "articles": 2, "duplicates": 1, "rejected": 1,
    }  # fmt: skip
    (rejected,) = [json.loads(r) for r in (tmp_path / "var/rejected.jsonl").read_text().splitlines()]
    assert (rejected["origin"], rejected["line"]) == ("a.jsonl", 4)


def test_two_workers_make_the_same_index(corpus: Path, tmp_path: Path) -> None:
    done = run("build", "corpus", "--json", "--workers", "2", "--index", "elsewhere", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["articles"]) == (3, 2)
    assert sorted(a["id"] for a in _stored(tmp_path / "elsewhere")) == ["1", "2"]


def _stored(folder: Path) -> list[dict[str, Any]]:
    opened, _ = open_index(folder)
    with opened.reader() as reader:
        return list(reader.all_stored_fields())


def test_add_replaces_changed_and_skips_unchanged(corpus: Path, tmp_path: Path) -> None:
    run("build", "corpus", cwd=tmp_path)
    more = tmp_path / "more.jsonl"
    more.write_text(
        line(id="1", title="Un", body="Premier texte.", published="2017-07-04")
        + line(id="2", title="Deux", body="Second texte, corrigé.", published="2018")
        + line(id="3", title="Trois", body="Troisième texte.")
    )
    done = run("add", "more.jsonl", "--json", cwd=tmp_path)
    summary = json.loads(done.stdout)
    wanted = {"articles": 3, "added": 1, "updated": 1, "unchanged": 1}
    assert {name: summary[name] for name in wanted} == wanted
    assert {a["id"]: a["body"] for a in _stored(tmp_path / "var/index") if a["id"] == "2"} == {
        "2": "Second texte, corrigé."
    }
    assert run("verify", cwd=tmp_path).returncode == 0


def test_add_makes_an_index_where_there_is_none(corpus: Path, tmp_path: Path) -> None:
    assert run("add", "corpus", cwd=tmp_path).returncode == 3
    assert json.loads(run("status", "--json", cwd=tmp_path).stdout)["articles"] == 2


def test_remove(corpus: Path, tmp_path: Path) -> None:
    run("build", "corpus", cwd=tmp_path)
    assert run("remove", "1", cwd=tmp_path).returncode == 0
    done = run("remove", "1", "2", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (1, {"removed": 1, "missing": ["1"]})
    assert json.loads(run("status", "--json", cwd=tmp_path).stdout)["articles"] == 0
    assert run("verify", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["status"], 1, "python -m index build"),
        (["verify"], 1, "python -m index build"),
        (["remove", "x"], 1, "python -m index build"),
        (["build", "nowhere"], 1, "nowhere"),
        (["build"], 2, "SOURCES"),
        (["build", "corpus", "--map", "x"], 2, "THEIRS=OURS"),
        (["build", "corpus", "--workers", "0"], 2, "workers"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_errors_are_one_clear_line(corpus: Path, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_mapping_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(line(numero="7", Grand_titre="Titre", contenu_long="Texte."))
    done = run("build", "x.jsonl", "--map", "Grand_titre=title", "--map", "contenu_long=body", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert _stored(tmp_path / "var/index")[0]["title"] == "Titre"


def test_formats_and_annotate(tmp_path: Path) -> None:
    assert "jsonl" in run("formats", cwd=tmp_path).stdout
    done = run("annotate", "-", cwd=tmp_path, text=line(id="1", title="", body="Le 4 juillet 2017, à Paris."))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [d["value"] for d in found["dates"]] == ["2017-07-04"]
    assert [p["value"] for p in found["places"]] == ["Paris"]
    assert run("annotate", "-", cwd=tmp_path, text="{").returncode == 3


def test_a_killed_build_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    run("build", "corpus", cwd=tmp_path)
    before = latest_generation(tmp_path / "var/index")
    big = tmp_path / "big.jsonl"
    with big.open("w") as out:
        out.writelines(line(id=str(n), title=f"Titre {n}", body="Un texte assez long. " * 30) for n in range(3_000))
    command = [sys.executable, "-m", "index", "build", "big.jsonl", "--workers", "2"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True
    )
    aside = tmp_path / "var/index/.building"
    assert _within(60, lambda: any(aside.glob("MAIN_*")))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert latest_generation(tmp_path / "var/index") == before
    assert verify_index(tmp_path / "var/index").problems == ()
    assert run("add", "corpus", "--json", cwd=tmp_path).returncode == 3
    assert run("build", "big.jsonl", cwd=tmp_path).returncode == 0
    assert not aside.exists()


def test_the_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    with Transaction(folder, ".adding"), pytest.raises(IndexLocked, match=str(os.getpid())):
        remove_from_index(folder, ["a01"])
    remove_from_index(folder, ["a01"])


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    path = path_of(folder, latest_generation(folder))
    made = json.loads(path.read_text())
    path.write_text(json.dumps(made | {"format_version": 99}))
    with pytest.raises(IndexOutdated, match="python -m index build"):
        open_index(folder)
    path.write_text(json.dumps(made | {"fingerprint": "other"}))
    with pytest.raises(IndexOutdated, match="another analysis"):
        open_index(folder)


def test_a_date_that_is_none_is_refused_before_it_is_stored(tmp_path: Path) -> None:
    progress: list[Counts] = []
    wrong = Article("x", "Titre", "Texte.", published="hier")
    made = build_index(tmp_path, [wrong, *ARTICLES], ["test"], 1, progress.append)
    assert made.articles == len(ARTICLES)
    assert ["hier" in r.reason for p in progress for r in p.rejected] == [True]


def test_damage_is_named(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    segment = max(folder.glob("MAIN_*"), key=lambda p: p.stat().st_size)
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    (problem, cure) = verify_index(folder).problems
    assert re.search(rf"{segment.name}: section '[a-z._]+' is altered", problem)
    assert "python -m index build" in cure
    segment.write_bytes(data[: len(data) // 2])
    assert any("cut short" in problem for problem in verify_index(folder).problems)
    with pytest.raises(IndexDamaged, match="cut short"):
        open_segments(folder)
    path_of(folder, latest_generation(folder)).write_text("{")
    with pytest.raises(IndexDamaged, match="re-index"):
        open_index(folder)
    with pytest.raises(IndexMissing):
        open_index(tmp_path / "none")


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """Nobody would ever send them their last batch: they would stay for good, each with its memory."""
    os.mkfifo(tmp_path / "fil.jsonl")
    command = [sys.executable, "-m", "index", "build", "fil.jsonl", "--workers", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})
    # A source that never ends: the workers wait for a batch.
    with (tmp_path / "fil.jsonl").open("w") as out:
        out.write(line(id="1", title="Un", body="Premier texte."))
        out.flush()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        # The two workers, and Python's own watcher over shared resources.
        assert _within(60, lambda: len(children.read_text().split()) == 3)
        workers = [int(worker) for worker in children.read_text().split()]
        process.kill()
        process.wait()
    assert _within(30, lambda: not any(Path(f"/proc/{worker}/cwd").exists() for worker in workers))


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not (reached := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return reached


def test_two_at_once_remove_what_each_was_asked_to(tmp_path: Path) -> None:
    """One of two that start together either does its work or is told to wait, and the index stays sound."""
    folder = build_newsroom(tmp_path / "index")
    command = [sys.executable, "-c", REMOVER, str(folder)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    removers = [
        subprocess.Popen([*command, f"a{n:02d}"], env=env, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        for n in range(1, 7)
    ]
    said = [remover.communicate()[1] for remover in removers]
    assert [remover.returncode for remover in removers] == [0] * 6, said
    assert sorted(a["id"] for a in _stored(folder)) == ["a07", "a08", "a09", "a10"]
    assert verify_index(folder).problems == ()


REMOVER = """
import sys, time
from pathlib import Path
from index.errors import IndexLocked
from index.whoosh_writer import remove_from_index
for _ in range(500):
    try:
        sys.exit(len(remove_from_index(Path(sys.argv[1]), sys.argv[2:])))
    except IndexLocked:
        time.sleep(0.001)
"""


def test_keep_replaces_an_outdated_index_of_the_same_sources_only(corpus: Path, tmp_path: Path) -> None:
    """What ``make run`` asks: a user's own corpus is never replaced by the seeds."""
    keep = ("build", "corpus", "--keep")
    folder = tmp_path / "var/index"
    assert run(*keep, cwd=tmp_path).returncode == 3
    assert (run(*keep, cwd=tmp_path).returncode, latest_generation(folder)) == (0, 0)
    path = path_of(folder, 0)
    made = json.loads(path.read_text())
    path.write_text(json.dumps(made | {"format_version": 99, "sources": ["mine"]}))
    done = run(*keep, cwd=tmp_path)
    assert (done.returncode, latest_generation(folder)) == (1, 0)
    assert "python -m index build" in done.stderr
    path.write_text(json.dumps(made | {"format_version": 99}))
    assert (run(*keep, cwd=tmp_path).returncode, latest_generation(folder)) == (3, 1)
