"""The commands on a terminal: the bar is seen, Ctrl-C ends everything at once, a reader that goes is no error."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
SENTENCE = "Le préfet du Finistère a visité mardi le port de Brest avec Anne Le Goff, puis la gare de Quimper. "


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Enough text for queues between processes to be full: a batch is longer than a pipe holds."""
    with (tmp_path / "long.jsonl").open("w", encoding="utf-8") as out:
        for number in range(800):
            out.write(json.dumps({"id": str(number), "title": f"Titre {number}", "body": SENTENCE * 60}) + "\n")
    (tmp_path / "court.jsonl").write_text('{"title": "Titre", "body": "Texte."}\n', encoding="utf-8")
    return tmp_path


def on_terminal(folder: Path, *arguments: str, interrupt_at: str = "\0", patience: float = 40.0) -> tuple[int, str]:
    """Exit code and what is shown on a terminal that does not tell its size; Ctrl-C is pressed once
    ``interrupt_at`` is shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "index", *arguments], ENVIRONMENT)
    shown, pressed, end = "", False, time.monotonic() + patience
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            shown += os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:
            break
        if not pressed and interrupt_at in shown:
            pressed = True
            os.write(terminal, b"\x03")
    else:
        os.kill(pid, 9)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


def test_the_bar_is_shown_even_where_the_terminal_has_no_size(corpus: Path) -> None:
    code, shown = on_terminal(corpus, "build", "court.jsonl", "--workers", "1")
    assert code == 0
    assert "indexing:" in shown
    assert "1 articles" in shown


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_at_once_and_changes_nothing(corpus: Path, workers: str) -> None:
    on_terminal(corpus, "build", "court.jsonl", "--workers", "1")
    before = sorted(p.name for p in (corpus / "var/index").iterdir())
    code, shown = on_terminal(corpus, "build", "long.jsonl", "--workers", workers, interrupt_at=" articles,")
    assert code == 130, shown[-500:]
    assert "interrupted; the index in var/index is as it was" in shown
    assert "Traceback" not in shown
    assert sorted(p.name for p in (corpus / "var/index").iterdir()) == before


def test_a_reader_that_goes_away_is_no_error(corpus: Path) -> None:
    command = [sys.executable, "-m", "index", "annotate", "long.jsonl"]
    with subprocess.Popen(
        command, cwd=corpus, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.wait(60) == 0
        assert running.stderr.read() == b""


def test_a_source_that_is_not_there_leaves_everything_as_it_was(corpus: Path) -> None:
    (corpus / "var").mkdir()
    (corpus / "var/rejected.jsonl").write_text("ce qui était là\n", encoding="utf-8")
    command = [sys.executable, "-m", "index", "build", "nulle-part"]
    done = subprocess.run(command, cwd=corpus, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert (corpus / "var/rejected.jsonl").read_text(encoding="utf-8") == "ce qui était là\n"
    assert not (corpus / "var/index").exists()
