"""Runs the peers, each in processes of its own with one thread, and scores what each has found."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import ROOT
from benchmarks.entities.gold import Item, Record
from benchmarks.entities.peers import MODULES
from benchmarks.entities.score import LEVELS, MERGED, Score, score

TRAINED = ("spacy",)
"""Those that learn from the training articles here, in the same run."""
MODELS = ROOT / "var" / "bench" / "entities"
_THREADS = ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMEXPR")
_ALONE = {f"{name}_NUM_THREADS": "1" for name in _THREADS} | {"PYTHONHASHSEED": "0"}
# Files come from the page cache and the machine does other things: the median of so many starts.
_STARTS = 3
_NOT_INSTALLED = 3


class Unavailable(Exception):
    """The peer cannot run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What all are given: ``gold`` to find names and dates in, ``train`` to learn from, ``first`` and ``next`` to be quick
    with."""

    gold: Sequence[Record]
    train: Sequence[Record] = ()
    first: Sequence[Record] = ()
    next: Sequence[Record] = ()


@dataclass(slots=True)
class Measured:
    """One peer: ``scores`` of what it finds by name, of speed what ``child`` tells."""

    version: str
    kinds: tuple[str, ...]
    load_seconds: float
    scores: dict[str, Score]
    tokens_per_second: dict[str, int] = field(default_factory=dict)
    peak_megabytes: float = 0.0


def measure(name: str, texts: Texts, models: Path = MODELS) -> Measured:
    """Everything about one peer. Unavailable when it is not installed."""
    job: dict[str, Any] = {"gold": [_bare(article) for article in texts.gold]}
    if texts.first:
        job |= {"first": texts.first, "next": texts.next}
    if name in TRAINED:
        job["model"] = str(_trained(name, texts.train, models))
    told = _run(name, job)
    starts = [told, *(_run(name, {key: job[key] for key in ("model",) if key in job}) for _ in range(_STARTS - 1))]
    found = [[Item(*item) for item in items] for items in told["found"]]
    by_name = _told_of(score(texts.gold, found).by_name, told["kinds"])
    return Measured(
        version=told["version"],
        kinds=tuple(told["kinds"]),
        load_seconds=median(start["load_seconds"] for start in starts),
        scores=by_name,
        tokens_per_second=told.get("tokens_per_second", {}),
        peak_megabytes=told.get("peak_megabytes", 0.0),
    )


def _told_of(scores: Mapping[str, Score], kinds: Sequence[str]) -> dict[str, Score]:
    """Those of the peer's kinds; nothing of merges where it has put nothing together."""
    links = {kind for kind in MERGED if scores[f"{kind} merges"].right + scores[f"{kind} merges"].wrong}
    return {
        name: one
        for name, one in scores.items()
        if (kind := name.split()[0]) in kinds and (kind in links or name.split(" ", 1)[1] in LEVELS)
    }


def _bare(article: Record) -> Record:
    """Without what is to be found."""
    return {key: value for key, value in article.items() if key != "mentions"}


def _trained(name: str, articles: Sequence[Record], models: Path) -> Path:
    """The folder of the peer's model of these articles: trained once, and anew when they, or how it is trained, change."""
    folder = models / f"{name}-{_digest(name, articles)}"
    if not folder.exists():
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=models) as aside:
            _run(name, {"train": articles, "model": aside + "/model"})
            (Path(aside) / "model").rename(folder)
    return folder


def _digest(name: str, articles: Sequence[Record]) -> str:
    """Of all that makes a model: the articles, the peer's module, its version."""
    source = Path(__file__).parent / "peers" / f"{MODULES[name]}.py"
    pins = (ROOT / "requirements-bench.txt").read_text(encoding="utf-8").splitlines()
    pin = next((line.split()[0] for line in pins if line.startswith(f"{name}==")), "")
    made_of = source.read_text(encoding="utf-8") + pin + json.dumps(articles, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


def cost() -> dict[str, float]:
    """What ``benchmarks.entities.cost`` tells. CalledProcessError when it fails."""
    command = [sys.executable, "-m", "benchmarks.entities.cost", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | _ALONE, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def _run(name: str, job: Mapping[str, Any]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(job, file, ensure_ascii=False)
        file.flush()
        command = [sys.executable, "-m", "benchmarks.entities.child", name, file.name]
        # What it says on standard error while it works is for whoever waits.
        done = subprocess.run(command, cwd=ROOT, env=os.environ | _ALONE, stdout=subprocess.PIPE, check=False)
    if done.returncode == _NOT_INSTALLED:
        raise Unavailable("not installed; make bench installs it")
    if done.returncode:
        raise Unavailable(f"it failed (exit code {done.returncode})")
    return dict(json.loads(done.stdout or b"{}"))
