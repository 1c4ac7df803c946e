"""What can go wrong around a writer: no room, no rights, another writer, a dead one, a flipped bit anywhere."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.index import open_dir

from index.errors import IndexLocked, NotWritten
from index.manifest import path_of, read
from index.segments import Progress
from index.transaction import Transaction
from index.verify import verify_index
from index.whoosh_index import contents_of, latest_generation, open_segments
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from tests.newsroom import ARTICLES, build_newsroom

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def serves(folder: Path, articles: int = len(ARTICLES)) -> None:
    """The committed index is whole, for us and for Whoosh."""
    segments, made, _ = open_segments(folder)
    assert sum(segment.size - len(deleted) for segment, deleted in segments) == made.articles == articles
    assert verify_index(folder).problems == ()
    opened = open_dir(str(folder))
    assert opened.doc_count() == articles
    opened.close()


# Files may grow to so many bytes, as on a full disk; the message is that of the system.
LIMITED = """
import resource, signal, sys
from index.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
sys.argv[0] = "index"
main()
"""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("limit", [0, 300, 20_000, 60_000])
def test_without_room_the_index_stays_as_it_was(tmp_path: Path, limit: int, workers: int) -> None:
    folder = build_newsroom(tmp_path / "index")
    before = sorted(path.name for path in folder.iterdir())
    lines = (f'{{"id": "n{n}", "title": "Titre {n}", "body": "{"mot" * n} fin"}}' for n in range(300))
    (tmp_path / "more.jsonl").write_text("\n".join(lines))
    command = ["build", "more.jsonl", "--workers", str(workers)] if workers > 1 else ["add", "more.jsonl"]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), *command, "--index", "index"],
        cwd=tmp_path, env=ENV, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert re.fullmatch(r"Error: File too large[^\n]*; the index in index is as it was\n", done.stderr)
    assert sorted(path.name for path in folder.iterdir()) == before
    serves(folder)
    remove_from_index(folder, ["a01"])
    serves(folder, len(ARTICLES) - 1)


@pytest.mark.parametrize("limit", range(2_000, 30_000, 4_000))
def test_no_room_at_whatever_moment_of_a_removal(tmp_path: Path, limit: int) -> None:
    """Some limits let it pass, some stop it in the middle: never anything in between."""
    folder = build_newsroom(tmp_path / "index")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "remove", "a01", "--index", "index"],
        cwd=tmp_path, env=ENV, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}
    serves(folder, len(ARTICLES) - (done.returncode == 0))


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self/status").exists(), reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Root may write whatever the rights: a file in the place of the folder does for everybody."""
    (tmp_path / "index").write_text("")
    for change in (lambda folder: build_index(folder, ARTICLES, ["x"], 1, _ignore), Transaction(tmp_path / "index", ".x").__enter__):
        with pytest.raises(NotWritten, match=r"index\); the index in .*index is as it was"):
            change(tmp_path / "index") if callable(change) and change.__name__ == "<lambda>" else change()


def _ignore(_progress: Progress) -> None:
    """Nobody watches."""


HOLDER = """
import sys, time
from pathlib import Path
from index.transaction import Transaction
with Transaction(Path(sys.argv[1]), ".adding") as change:
    (change.aside / "MAIN_half.kiosque").write_bytes(b"half")
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_dead_holders_lock_is_taken_over(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], env=ENV, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    said = rf"is being written by process {holder.pid}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d; wait for it to end"
    with pytest.raises(IndexLocked, match=said):
        remove_from_index(folder, ["a01"])
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert remove_from_index(folder, ["a01"]) == []
    assert not (folder / ".adding").exists()
    serves(folder, len(ARTICLES) - 1)


def flipped(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_a_flipped_bit_in_any_file_is_named(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    remove_from_index(folder, ["a01"])
    generation = latest_generation(folder)
    made = read(folder, generation)
    small = [path_of(folder, generation), contents_of(folder, generation)]
    for path in (*small, *(folder / name for name in made.files)):
        whole = path.read_bytes()
        for share in (0.3, 0.6, 0.9):
            flipped(path, int(len(whole) * share))
            assert path.name in _said(folder), (path.name, share)
            path.write_bytes(whole)
    assert verify_index(folder).problems == ()


def _said(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "index", "verify", "--index", str(folder)],
        env=ENV, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 1
    return done.stdout + done.stderr


def test_the_section_is_named(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    remove_from_index(folder, ["a01"])
    segments, made, _ = open_segments(folder)
    (deletions,) = (entry.deleted for entry in made.segments)
    file = segments[0][0].file
    for section in ("body.terms.bytes", "stored.blocks", "column.persons.ordinals", "times"):
        place = file._sections[section].offset
        flipped(file.path, place)
        assert verify_index(folder).problems[0] == f"{file.path.name}: section {section!r} is altered"
        flipped(file.path, place)
    flipped(folder / deletions, 64)
    assert verify_index(folder).problems[0] == f"{deletions}: section 'deleted' is altered"
    (folder / deletions).unlink()
    assert verify_index(folder).problems[0] == f"{deletions}: missing"


def test_many_additions_leave_few_segments(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    most = 0
    for n in range(40):
        article = replace(ARTICLES[n % 10], id=f"b{n:02d}", title=f"Titre {n}")
        made = add_to_index(folder, [article, *_changed(n)], ["more"], _ignore)
        most = max(most, len(made.segments))
    assert most <= 10
    serves(folder, len(ARTICLES) + 40)


def _changed(n: int) -> Sequence[object]:
    return [replace(ARTICLES[n % 10], section=f"Section {n}")]


def test_an_index_opens_at_once(tmp_path: Path) -> None:
    """Whatever its size: only the directory of each file is read."""
    folder = build_newsroom(tmp_path)
    segment, _ = open_segments(folder).segments[0]
    assert not segment._fields
    assert not segment._columns
