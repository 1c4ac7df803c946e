"""Kills writers: ``python tests/index/crashing.py FOLDER TIMES SEED`` prints what became of each as a JSON line.

One process with everything loaded forks a child that changes the index, and ends it with SIGKILL at a random
moment. After each the index must open, verify, and hold either what it held or all of what was to be.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from index.article import Article
from index.segments import BATCH
from index.verify import verify_index
from index.whoosh_index import open_segments
from index.whoosh_writer import add_to_index, build_index, remove_from_index

# Each change is given up to so many seconds; what came through is given less the next time, what was killed
# more: so that some are done and most are caught at work, also in the swap, however fast the machine.
PATIENCE = {"build": 0.2, "add": 0.1, "remove": 0.02}
LESS, MORE = 0.7, 1.1

State = dict[str, str]
"""The title of each article."""

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


def article(number: int, version: int, chance: random.Random) -> Article:
    # Surnames alone are linked to full names: then a segment is written again before it is published.
    name = chance.choice(("Emmanuel Macron", "Emmanuel Macron", "M. Macron", "Jean Dupré"))
    body = f"{name} est venu. " + " ".join(chance.choices(WORDS, k=60))
    day = f"20{number % 20:02d}-03-0{version % 9 + 1}"
    return Article(f"a{number:04d}", f"Titre {version}", body, published=day, places=(), dates=())


def state(folder: Path) -> State:
    """What the index holds, read from its arrays."""
    held = {}
    for segment, deleted in open_segments(folder).segments:
        gone = set(deleted.tolist())
        for document in range(segment.size):
            if document not in gone:
                stored = segment.stored.values(document)
                assert stored["id"] not in held, f"{stored['id']} is there twice"
                held[stored["id"]] = stored["title"]
    return held


def changes(folder: Path, before: State, chance: random.Random, turn: int) -> tuple[str, Callable[[], object], State]:
    """A random change: its name, how to make it, and the state after it."""
    kind = chance.choice(("build", "add", "add", "add", "remove"))
    if kind == "build":
        built = [article(n, turn, chance) for n in range(chance.randrange(40, 400))]
        plan = {"turn": turn}
        after = {a.id: a.title for a in built}
        return kind, lambda: build_index(folder, built, ["x"], 1, lambda _: None, memory=1, planned=plan), after
    if kind == "remove" and before:
        gone = chance.sample(sorted(before), min(len(before), chance.randrange(1, 60)))
        return kind, lambda: remove_from_index(folder, gone), {i: t for i, t in before.items() if i not in gone}
    added = [article(n, turn, chance) for n in chance.sample(range(500), chance.randrange(1, 3 * BATCH))]
    return "add", lambda: add_to_index(folder, added, ["x"], lambda _: None), before | {a.id: a.title for a in added}


def attempt(change: Callable[[], object], after: float) -> bool:
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
    first = [article(n, 0, chance) for n in range(300)]
    build_index(folder, first, ["x"], 1, lambda _: None)
    before = {a.id: a.title for a in first}
    for turn in range(1, times + 1):
        kind, change, after = changes(folder, before, chance, turn)
        done = attempt(change, chance.random() * PATIENCE[kind])
        PATIENCE[kind] *= LESS if done else MORE
        verdict = verify_index(folder)
        held = state(folder)
        assert held in (before, after), f"turn {turn}: {kind} left {len(held)} articles, neither old nor new"
        assert not done or held == after, f"turn {turn}: {kind} came to its end and is not there"
        line = {"kind": kind, "done": done, "new": held == after, "problems": verdict.problems}
        print(json.dumps(line | {"segments": len(open_segments(folder).segments)}), flush=True)
        before = held


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
