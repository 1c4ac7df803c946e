"""A build that was killed goes on where it was, and says so; what does not fit is begun anew."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.journal import NAME, PART, Journal, Written, plan
from index.verify import verify_index
from index.whoosh_index import latest_generation, open_segments

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "KIOSQUE_MEMORY": "16"}
ARTICLES = 1_200
COMMAND = [sys.executable, "-m", "index", "build", "corpus", "--workers", "2", "--json"]


def record(n: int) -> str:
    # Words of its own: memory is used up after some two hundred of them.
    body = " ".join(f"mot{n}x{i}" for i in range(300))
    return json.dumps({"id": str(n), "title": f"Titre {n}", "body": body, "persons": [], "places": []}) + "\n"


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small index, and a build of a larger corpus that was killed when some segments were done."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "corpus").mkdir()
    (folder / "corpus/a.jsonl").write_text(record(1) + record(1) + "pas du JSON\n")
    assert run(folder, *COMMAND).returncode == 3
    with (folder / "corpus/b.jsonl").open("w") as out:
        out.writelines(map(record, range(2, ARTICLES + 1)))
    (folder / "corpus/c.jsonl").write_text(json.dumps({"id": "1", "title": "Autre", "body": "Autre texte."}))
    process = start(folder)
    until(lambda: len(segments_done(folder)) >= 2)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return folder


@pytest.fixture
def work(killed: Path, tmp_path: Path) -> Path:
    """A copy of it, file times included."""
    shutil.copytree(killed, tmp_path / "work")
    return tmp_path / "work"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=ENV, capture_output=True, text=True, check=False)


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(COMMAND, cwd=folder, env=ENV, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def segments_done(folder: Path, aside: str = ".building") -> list[dict[str, Any]]:
    try:
        lines = (folder / "var/index" / aside / NAME).read_text().splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines[1:]]


def check_whole(folder: Path) -> None:
    """Every article once, nothing left over."""
    index = folder / "var/index"
    segments = open_segments(index).segments
    found = Counter(segment.stored.values(n)["id"] for segment, _ in segments for n in range(segment.size))
    assert found == Counter(str(n) for n in range(1, ARTICLES + 1))
    assert verify_index(index).problems == ()
    assert not (index / ".building").exists()


def test_what_was_committed_is_untouched(work: Path) -> None:
    index = work / "var/index"
    assert latest_generation(index) == 0
    assert (verify_index(index).problems, verify_index(index).articles) == ((), 1)
    assert run(work, sys.executable, "-m", "index", "remove", "1").returncode == 0


def test_it_goes_on(work: Path) -> None:
    done = sum(segment["documents"] for segment in segments_done(work))
    made = run(work, *COMMAND)
    summary = json.loads(made.stdout)
    assert f"resuming: {done:,} articles are already indexed" in made.stderr
    wanted = {"resumed": done, "articles": ARTICLES, "added": ARTICLES, "duplicates": 1, "rejected": 2}
    assert {name: summary[name] for name in wanted} == wanted
    assert 0 < done < ARTICLES
    assert len((work / "var/rejected.jsonl").read_text().splitlines()) == 2
    check_whole(work)


def test_what_is_damaged_is_done_again(work: Path) -> None:
    """A segment with a flipped bit, and a line of the journal cut short."""
    first, *others = segments_done(work)
    path = work / "var/index/.building" / f"{first['name']}.kiosque"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 16
    path.write_bytes(data)
    with (work / "var/index/.building" / NAME).open("a") as journal:
        journal.write('{"name": "MAIN_x')
    summary = json.loads(run(work, *COMMAND).stdout)
    assert (summary["resumed"], summary["articles"]) == (sum(s["documents"] for s in others), ARTICLES)
    check_whole(work)


def test_it_begins_anew_when_asked_to(work: Path) -> None:
    made = run(work, *COMMAND, "--fresh")
    assert "resuming" not in made.stderr
    assert json.loads(made.stdout)["resumed"] == 0
    check_whole(work)


def test_ctrl_c_says_how_to_go_on(work: Path) -> None:
    before = len(segments_done(work))
    process = start(work)
    until(lambda: len(segments_done(work)) > before)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 130, said
    done = sum(segment["documents"] for segment in segments_done(work))
    told = re.search(r"the index in var/index is as it was; (\d+) articles are done", said)
    # A segment that is finished at the very moment is kept, and not told.
    assert told is not None, said
    assert 0 < int(told[1]) <= done
    assert "the same build goes on from there, --fresh begins anew" in said
    left = {path.name for path in (work / "var/index/.building").iterdir()}
    names = [segment["name"] for segment in segments_done(work)]
    assert left == {NAME, *(f"{name}.kiosque" for name in names), *(f"{name}{PART}" for name in names)}
    assert json.loads(run(work, *COMMAND).stdout)["resumed"] == done
    check_whole(work)


def test_sources_that_grew_are_gone_on_with(work: Path) -> None:
    """Only what has changed is read again: here the file that all finished segments are of has not."""
    done = sum(segment["documents"] for segment in segments_done(work))
    (work / "corpus/d.jsonl").write_text(record(ARTICLES + 1))
    summary = json.loads(run(work, *COMMAND).stdout)
    assert (summary["resumed"], summary["articles"]) == (done, ARTICLES + 1)


def test_a_file_that_changed_meanwhile_is_read_again(work: Path) -> None:
    lines = (work / "corpus/b.jsonl").read_text().splitlines(keepends=True)
    (work / "corpus/b.jsonl").write_text("".join(lines[:-10]))
    summary = json.loads(run(work, *COMMAND).stdout)
    # At most the three of the other files.
    assert summary["resumed"] <= 3
    assert summary["articles"] == ARTICLES - 10


ADD = [sys.executable, "-m", "index", "add", "corpus", "--workers", "2", "--json"]


def add_until_killed(folder: Path) -> None:
    """Add until one segment more is done than there was."""
    before = len(segments_done(folder, ".adding"))
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(ADD, cwd=folder, env=ENV, stderr=quiet, stdout=quiet, start_new_session=True)
    until(lambda: len(segments_done(folder, ".adding")) > before or process.poll() is not None)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert len(segments_done(folder, ".adding")) > before, "it was killed too early or too late"


def test_an_addition_goes_on_too(tmp_path: Path) -> None:
    """Killed again and again, it comes to its end, and to the same."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a.jsonl").write_text(record(1) + record(2))
    assert run(tmp_path, *ADD).returncode == 0
    changed = json.dumps({"id": "2", "title": "Autre", "body": "Un autre texte."}) + "\n"
    (tmp_path / "corpus/a.jsonl").write_text(record(1) + changed)
    for part in range(8):
        first = 3 + part * 150
        (tmp_path / f"corpus/b{part}.jsonl").write_text("".join(map(record, range(first, first + 150))))
    index = tmp_path / "var/index"
    for _ in range(2):
        add_until_killed(tmp_path)
        assert (verify_index(index).problems, verify_index(index).articles) == ((), 2)
    done = sum(segment["documents"] for segment in segments_done(tmp_path, ".adding"))
    summary = json.loads(run(tmp_path, *ADD).stdout)
    wanted = {"resumed": done, "articles": 1202, "added": 1200, "updated": 1, "unchanged": 1}
    assert {name: summary[name] for name in wanted} == wanted
    assert verify_index(index).problems == ()
    assert not (index / ".adding").exists()
    titles = {v["id"]: v["title"] for s, gone in open_segments(index).segments
              for n in range(s.size) if n not in gone for v in [s.stored.values(n)]}  # fmt: skip
    assert (len(titles), titles["2"]) == (1202, "Autre")


def test_an_addition_to_an_index_that_changed_begins_anew(tmp_path: Path) -> None:
    assert plan(None, "", "3:abc") != plan(None, "", "4:abd")
    assert plan(None) == plan({})
    assert plan(None) != plan({"x": "title"})
    assert plan(None) != plan(None, "corrections")


def test_a_journal_of_another_plan_says_nothing(tmp_path: Path) -> None:
    Journal(tmp_path, {"files": 1}).begin([Written("x", 0)])
    assert Journal(tmp_path, {"files": 2}).finished() == []
    (tmp_path / NAME).write_text("\x00")
    assert Journal(tmp_path, {"files": 1}).finished() == []
