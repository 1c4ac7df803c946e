"""Many readers while another process builds, adds and removes: no error, no mixed page, no file kept."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from index.whoosh_index import latest_generation
from index.whoosh_writer import add_to_index
from search.engine import WhooshSearcher
from search.request import SearchRequest
from tests.newsroom import article, build_newsroom

ROOT = Path(__file__).resolve().parents[2]

# Every generation's articles bear its number as their section, but for those that only remove.
WRITER = """
import json, sys, time
from pathlib import Path
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from index.whoosh_index import latest_generation, open_index
from tests.newsroom import article

folder, end = Path(sys.argv[1]), time.monotonic() + float(sys.argv[2])
def articles():
    mark = str(latest_generation(folder) + 1)
    return [article(n, "Grève", "La grève continue. " * n, "2017-07-04", "Anna Roux", section=mark) for n in range(40)]
def told():
    print(json.dumps([latest_generation(folder), open_index(folder)[1].version]), flush=True)
while time.monotonic() < end:
    build_index(folder, articles(), ["x"], 1, lambda _: None)
    told()
    add_to_index(folder, articles(), ["x"], lambda _: None)
    told()
    remove_from_index(folder, ["a07", "a08"])
    told()
"""


def test_readers_never_meet_an_error_or_a_mixed_page(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    command = [sys.executable, "-c", WRITER, str(folder), "4"]
    writer = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    while latest_generation(folder) < 0:
        assert writer.poll() is None
        time.sleep(0.01)
    pages: list[tuple[int, str]] = []
    errors: list[BaseException] = []

    def read() -> None:
        # A searcher of one's own looks at the folder at once, as often as can be.
        while writer.poll() is None and not errors:
            searcher = WhooshSearcher(folder)
            for _ in range(3):
                try:
                    pages.append(_whole_page(searcher))
                except Exception as error:  # noqa: BLE001  any error is told below
                    errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    out, _ = writer.communicate()
    assert not errors, errors
    assert writer.returncode == 0
    versions = dict(json.loads(line) for line in out.splitlines())
    assert len({generation for generation, _ in pages}) > 5
    wrong = Counter((generation, version) for generation, version in pages if versions[generation] != version)
    assert not wrong, f"the manifest of another generation: {wrong}"


def _whole_page(searcher: WhooshSearcher) -> tuple[int, str]:
    """One search, all of it of one generation: which, and its version."""
    result = searcher.search(SearchRequest(q="grève", per_page=100))
    generation = result.index.generation
    removed = result.total == 38
    assert result.total in (38, 40)
    assert result.index.articles == result.total == len(result.hits)
    assert {hit.article.section for hit in result.hits} == {str(generation - removed)}
    assert [(v.value, v.count) for v in result.facets["section"].values] == [(str(generation - removed), result.total)]
    return generation, result.index.version


def _open_files(folder: Path) -> list[str]:
    handles = Path("/proc/self/fd")
    targets = (str(handle.readlink()) for handle in handles.iterdir() if handle.is_symlink())
    return [target for target in targets if target.startswith(str(folder))]


def _mapped(folder: Path) -> set[str]:
    lines = Path("/proc/self/maps").read_text().splitlines()
    return {line.partition(str(folder))[2] for line in lines if str(folder) in line}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux's /proc")
def test_old_generations_are_let_go(tmp_path: Path) -> None:
    folder = build_newsroom(tmp_path)
    searcher = WhooshSearcher(folder)
    searcher.state()
    for n in range(50):
        add_to_index(folder, [article(50, "Titre", f"Texte {n}")], ["x"], lambda _: None)
        searcher._looked = float("-inf")
        assert searcher.search(SearchRequest(q="texte")).index.generation == n + 1
    gc.collect()
    files = len([p for suffix in ("kiosque", "copies", "seen") for p in folder.glob(f"MAIN_*.{suffix}")])
    assert len(_open_files(folder)) <= files
    assert len(_mapped(folder)) <= files
