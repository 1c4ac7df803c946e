"""Kills writers: ``python tests/index/crashing.py FOLDER TIMES SEED`` prints what became of each as a JSON line.

One process with everything loaded changes some files, forks a child that brings the index up to them, and ends it with
SIGKILL at a random moment. After each the index must open, verify, and hold either what it held or all of what was
to be; run again, it must be what it becomes where nobody is killed: the same articles, answers and ledger.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.build import Run
from index.ledger import RACY, Ledger
from index.settings import Settings
from index.verify import verify_index
from index.whoosh_index import open_segments
from index.whoosh_writer import ledger_of, remove_from_index
from search.engine import open_searcher
from search.request import SearchRequest

# Each change is given up to so many seconds; what came through is given less the next time, what was killed
# more: so that some are done and most are caught at work, also in the swap, however fast the machine.
PATIENCE = {"build": 0.2, "add": 0.2, "prune": 0.2, "remove": 0.02}
LESS, MORE = 0.7, 1.1
FILES, IDS = 24, 300

State = dict[str, tuple[str, str]]
"""Title and body of each article."""
Change = Callable[[], object]

WORDS = [
    "le",
    "maire",
    "de",
    "la",
    "ville",
    "ouvre",
    "un",
    "pont",
    "sur",
    "la",
    "Loire",
    "et",
    "salue",
    "les",
    "élus",
    "venus",
    "de",
    "Nantes",
]
QUERIES = ("maire", "pont Loire", "personne:Macron", "élus -nantes", "titre:7")


def record(number: int, version: int, chance: random.Random) -> dict[str, Any]:
    # Surnames alone are linked to full names: then a segment is written again before it is published.
    name = chance.choice(("Emmanuel Macron", "Emmanuel Macron", "M. Macron", "Jean Dupré"))
    body = f"{name} est venu. " + " ".join(chance.choices(WORDS, k=40)) + f" mot{version}x{number}" * 20
    day = f"20{number % 20:02d}-03-0{version % 9 + 1}"
    title = f"Titre {version}"
    return {"id": f"a{number:04d}", "title": title, "body": body, "published": day, "places": []} | (
        {"revision": chance.randrange(3)} if chance.random() < 0.3 else {}
    )


def write(path: Path, version: int, chance: random.Random) -> None:
    numbers = chance.choices(range(IDS), k=chance.randrange(1, 30))
    lines = [json.dumps(record(number, version, chance)) for number in numbers]
    path.write_text("\n".join(lines) + chance.choice(("", "\npas du JSON")), encoding="utf-8")


def change_files(corpus: Path, turn: int, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 12)):
        path = corpus / f"{chance.randrange(FILES):02d}.jsonl"
        what = chance.choice(("write", "write", "touch", "remove", "rename"))
        if what == "write" or not path.exists():
            write(path, turn, chance)
        elif what == "touch":
            path.touch()
        elif what == "rename":
            path.rename(path.with_stem(f"{chance.randrange(FILES):02d}"))
        elif len(list(corpus.iterdir())) > 3:
            path.unlink()


def stored(folder: Path) -> Iterator[dict[str, Any]]:
    for segment, deleted in open_segments(folder).segments:
        gone = set(deleted.tolist())
        yield from (segment.values(document) for document in range(segment.size) if document not in gone)


def state(folder: Path) -> State:
    """What the index holds, read from its arrays."""
    held: State = {}
    for values in stored(folder):
        assert values["id"] not in held, f"{values['id']} is there twice"
        held[values["id"]] = values["title"], values["body"]
    return held


def answers(folder: Path) -> list[Any]:
    searcher = open_searcher(Settings(index=folder))
    results = [searcher.search(SearchRequest.from_pairs([("q", query)])) for query in QUERIES]
    return [(r.total, [(hit.article.id, hit.score) for hit in r.hits], r.facets["person"].values) for r in results]


def ledger(folder: Path) -> Ledger:
    """That of the index; whether a file was fresh when it was read is a matter of the moment."""
    found = ledger_of(folder, open_segments(folder).manifest) or Ledger.empty()
    flags = found.files["flags"] & ~np.uint8(RACY)
    return Ledger(found.files.replaced(flags=flags), found.records, found.rejected)


def change_of(kind: str, folder: Path, corpus: Path, gone: list[str]) -> Change:
    if kind == "remove":
        return lambda: remove_from_index(folder, gone)
    run = Run([corpus], folder, folder.with_suffix(".rejected"), memory=1, prune=kind == "prune")
    return run.build if kind == "build" else run.add


def attempt(change: Change, after: float) -> bool:
    """Make a change in a child, killed after so many seconds; whether it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            change()
        except BaseException:  # noqa: BLE001  a child must never go on as its parent
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "the change failed by itself"
    return os.WIFEXITED(status)


def main(folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    corpus, undisturbed = folder / "corpus", folder / "undisturbed"
    index = folder / "index"
    corpus.mkdir()
    for number in range(FILES // 2):
        write(corpus / f"{number:02d}.jsonl", 0, chance)
    change_of("build", index, corpus, [])()
    for turn in range(1, times + 1):
        before = state(index)
        kind = chance.choice(("build", "add", "add", "prune", "prune", "remove"))
        gone = chance.sample(sorted(before), min(len(before), chance.randrange(1, 60)))
        if kind != "remove":
            change_files(corpus, turn, chance)
        shutil.rmtree(undisturbed, ignore_errors=True)
        shutil.copytree(index, undisturbed)
        change_of(kind, undisturbed, corpus, gone)()
        after = state(undisturbed)
        change = change_of(kind, index, corpus, gone)
        done = attempt(change, chance.random() * PATIENCE[kind])
        PATIENCE[kind] *= LESS if done else MORE
        problems = verify_index(index).problems
        held = state(index)
        assert held in (before, after), f"turn {turn}: {kind} left {len(held)} articles, neither old nor new"
        assert not done or held == after, f"turn {turn}: {kind} came to its end and is not there"
        line = {"kind": kind, "done": done, "new": held == after, "problems": problems, "resumed": 0}
        if held != after or kind != "remove":
            line["resumed"] = getattr(change(), "resumed", 0)
        assert state(index) == after, f"turn {turn}: {kind}, run again, is not what it is undisturbed"
        if kind != "remove":
            assert ledger(index).equals(ledger(undisturbed)), f"turn {turn}: {kind}: another ledger"
        assert answers(index) == answers(undisturbed), f"turn {turn}: {kind}: other answers"
        print(json.dumps(line | {"segments": len(open_segments(index).segments)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
