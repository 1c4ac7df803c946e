"""Crashes, full disks and damaged files: what was committed is always there, and the damage is named."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from index.errors import IndexUnusable
from index.verify import verify_index
from index.whoosh_index import open_segments
from index.whoosh_writer import add_to_index
from tests.newsroom import article, build_newsroom

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
KILLS = 60


def test_a_writer_killed_at_any_moment_leaves_the_old_index_or_the_new(tmp_path: Path) -> None:
    """And run again, it makes what it makes undisturbed."""
    runner = Path(__file__).with_name("crashing.py")
    command = [sys.executable, str(runner), str(tmp_path), str(KILLS), "7"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(turns) == KILLS
    assert [turn["problems"] for turn in turns if turn["problems"]] == []
    # Enough were caught at work, and enough came through, for the question to have been asked.
    killed = Counter(turn["kind"] for turn in turns if not turn["done"])
    assert all(killed[kind] >= 3 for kind in ("build", "add", "prune", "remove")), killed
    assert sum(turn["new"] for turn in turns) >= 5
    assert sum(turn["resumed"] > 0 for turn in turns) >= 2
    assert max(turn["segments"] for turn in turns) <= 10


@pytest.mark.parametrize("kilobytes", [1, 4, 16, 40])
def test_a_disk_that_takes_no_more_is_told_in_a_sentence(tmp_path: Path, kilobytes: int) -> None:
    """The system refuses to let any file grow further: what a full disk does, for one process."""
    folder = build_newsroom(tmp_path / "index")
    before = open_segments(folder).manifest.version
    lines = [{"id": f"n{n}", "title": "Titre", "body": f"mot{n} " * 400} for n in range(200)]
    (tmp_path / "plus.jsonl").write_text("\n".join(map(json.dumps, lines)))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    command = [sys.executable, "-m", "index", "add", "plus.jsonl", "--index", str(folder)]
    done = subprocess.run(
        command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "File too large" in done.stderr
    assert open_segments(folder).manifest.version == before
    assert verify_index(folder).problems == ()
    add_to_index(folder, [article(30, "Titre", "Texte.")], ["x"], lambda _: None)


def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "un.jsonl").write_text(json.dumps({"id": "1", "title": "Un", "body": "Texte."}))
    command = [sys.executable, "-m", "index", "build", "un.jsonl", "--index", "file/index"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "file" in done.stderr


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    """All sections of all files: what is altered is named; what lies between sections is of no consequence."""
    folder = build_newsroom(tmp_path)
    add_to_index(folder, [article(1, "Autre", "Un autre texte.")], ["x"], lambda _: None)
    made = open_segments(folder).manifest
    assert {Path(name).suffix for name in made.files} >= {".kiosque", ".deleted", ".copies", ".seen"}
    chance = random.Random(1)
    named: Counter[str] = Counter()
    for name in made.files:
        path = folder / name
        sound = path.read_bytes()
        for _ in range(150):
            place = chance.randrange(len(sound))
            broken = bytearray(sound)
            broken[place] ^= 1 << chance.randrange(8)
            path.write_bytes(broken)
            problems = verify_index(folder).problems
            if problems:
                assert problems[0].startswith(f"{name}: ")
                assert problems[-1].startswith("cure: ")
                named[problems[0].split("'")[1] if "section" in problems[0] else "directory"] += 1
            else:
                assert _lies_between_sections(path, place)
        path.write_bytes(sound)
    assert len(named) > 20
    assert verify_index(folder).problems == ()


def _lies_between_sections(path: Path, place: int) -> bool:
    """Whether the byte belongs to no section, so that nobody ever reads it."""
    from index.segment.layout import SegmentFile

    file = SegmentFile(path)
    inside = (file._sections[name] for name in file.names())
    return not any(section.offset <= place < section.offset + section.length for section in inside)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    folder = build_newsroom(tmp_path)
    path = max(folder.glob("*.kiosque"))
    sound = path.read_bytes()
    path.write_bytes(sound[: int(len(sound) * share)])
    with pytest.raises(IndexUnusable, match="re-index"):
        open_segments(folder)
    assert path.name in " ".join(verify_index(folder).problems)
    path.unlink()
    assert any("missing" in problem for problem in verify_index(folder).problems)
