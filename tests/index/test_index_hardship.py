"""What can go wrong around a writer: no room, another writer, a dead one; and what is named when files are altered."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.index import open_dir

from index.article import Article
from index.errors import IndexLocked, IndexUnusable
from index.manifest import path_of
from index.verify import verify_index
from index.whoosh_index import contents_of, latest_generation, open_segments
from index.whoosh_writer import Counts, add_to_index, remove_from_index
from tests.newsroom import ARTICLES, build_newsroom

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def serves(folder: Path, articles: int = len(ARTICLES)) -> None:
    """The committed index is whole, for us and for Whoosh."""
    segments, made, *_ = open_segments(folder)
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
    sentence = r"Error: File too large[^\n]*; the index in index is as it was"
    kept = r"; \d+ articles are done: the same build goes on from there, --fresh begins anew"
    assert re.fullmatch(f"{sentence}({kept})?\n", done.stderr)
    assert sorted({path.name for path in folder.iterdir()} - {".building"}) == before
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


def _ignore(_counts: Counts) -> None:
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


def test_what_names_the_segments_is_checked_too(tmp_path: Path) -> None:
    """Manifest and table of contents: a bit of them flipped, or the file lost."""
    folder = build_newsroom(tmp_path)
    generation = latest_generation(folder)
    manifest, contents = path_of(folder, generation), contents_of(folder, generation)
    for path, places in ((manifest, _values_in(manifest)), (contents, (10, 300, -1))):
        whole = path.read_bytes()
        for place in places:
            flipped(path, place)
            assert path.name in _said(folder), (path.name, place)
            path.write_bytes(whole)
    contents.rename(tmp_path / "lost")
    manifest.unlink()
    assert "python -m index build" in _said(folder)


def _values_in(manifest: Path) -> list[int]:
    """Places within the values of a manifest."""
    text = manifest.read_bytes()
    return [text.index(name) + len(name) + 4 for name in (b"articles", b"built_at", b"contents")]


def _said(folder: Path) -> str:
    try:
        return " ".join(verify_index(folder).problems)
    except IndexUnusable as error:
        return str(error)


def test_the_section_is_named(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    remove_from_index(folder, ["a01"])
    segments, made, *_ = open_segments(folder)
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


def _changed(n: int) -> list[Article]:
    return [replace(ARTICLES[n % 10], section=f"Section {n}")]
