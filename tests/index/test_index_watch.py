"""``watch`` as it is run: what changes is indexed, a round that fails is tried again, and it ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.transaction import Transaction
from index.whoosh_index import latest_generation, open_segments

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def write(path: Path, **fields: str) -> None:
    path.write_text(json.dumps({"persons": [], "places": [], "body": "Texte.", **fields}), encoding="utf-8")


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "corpus/a.json", id="1", title="Un")
    command = [sys.executable, "-m", "index", "watch", "corpus", "--every", "0.2", "--workers", "1", "--prune"]
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        running = subprocess.Popen(command, cwd=tmp_path, env=ENV, stdout=out, stderr=err)
        until(lambda: (tmp_path / "out").read_text().count("\n") == 1)
        yield running
        if running.poll() is None:
            running.kill()
        running.wait()


def said(folder: Path) -> list[str]:
    return (folder / "out").read_text().splitlines()


def articles(folder: Path) -> int:
    return open_segments(folder / "var/index").manifest.articles


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(watching: subprocess.Popen[bytes], tmp_path: Path, how: int) -> None:
    watching.send_signal(how)
    assert watching.wait(20) == 0
    assert (tmp_path / "err").read_text() == "stopped\n"
    assert articles(tmp_path) == 1


def test_changes_are_followed(watching: subprocess.Popen[bytes], tmp_path: Path) -> None:
    write(tmp_path / "corpus/b.json", id="2", title="Deux")
    until(lambda: len(said(tmp_path)) == 2)
    assert "1 files read: 1 added, 0 updated, 0 removed; 2 articles" in said(tmp_path)[1]
    write(tmp_path / "corpus/b.json", id="2", title="Deux, corrigé")
    until(lambda: len(said(tmp_path)) == 3)
    assert "0 added, 1 updated" in said(tmp_path)[2]
    (tmp_path / "corpus/b.json").unlink()
    until(lambda: len(said(tmp_path)) == 4)
    assert "1 removed; 1 articles" in said(tmp_path)[3]
    generation = latest_generation(tmp_path / "var/index")
    time.sleep(1.0)
    assert (len(said(tmp_path)), latest_generation(tmp_path / "var/index")) == (4, generation), "nothing to do"


def test_a_round_that_fails_is_told_once_and_tried_again(watching: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with Transaction(tmp_path / "var/index", ".removing"):
        write(tmp_path / "corpus/b.json", id="2", title="Deux")
        until(lambda: "being written by" in (tmp_path / "err").read_text())
        time.sleep(1.0)
    until(lambda: len(said(tmp_path)) == 2)
    assert articles(tmp_path) == 2
    # The disk of the source is away for a while; nothing is pruned.
    (tmp_path / "corpus").rename(tmp_path / "ailleurs")
    until(lambda: "there is no file or folder corpus" in (tmp_path / "err").read_text())
    assert articles(tmp_path) == 2
    (tmp_path / "ailleurs").rename(tmp_path / "corpus")
    write(tmp_path / "corpus/c.json", id="3", title="Trois")
    until(lambda: len(said(tmp_path)) == 3)
    assert (articles(tmp_path), (tmp_path / "err").read_text().count("\n")) == (3, 2)
