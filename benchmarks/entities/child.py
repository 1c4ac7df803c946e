"""One peer in a process of its own: ``python -m benchmarks.entities.child PEER JOB``, one JSON object on standard output.

JOB is a JSON file: ``model``, the folder of what was trained; ``gold``, annotated articles to tag; ``first`` and
``next``, articles to be quick with; those that are not named are left out. Tokens a second of processor time: *cold*, the
first articles, every word seen for the first time; *next*, others after them; *warm*, the first again. *load* is the
seconds from the import to the first article. With ``train``, a list of annotated articles, the peer is trained instead.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from benchmarks.entities.gold import Record, count_tokens
from benchmarks.entities.peers import MODULES, Peer, Tagger
from benchmarks.machine import peak_megabytes

# Something of every kind: lists that are read at first need are loaded after it.
_PROBE: Record = {
    "id": "",
    "title": "",
    "body": "Le président Emmanuel Macron était mardi à Paris.",
    "published": "2019-05-14T10:00:00+02:00",
}


def measure(name: str, job: dict[str, Any]) -> dict[str, Any]:
    """Load, be timed, tag the annotated articles."""
    started = time.perf_counter()
    peer = _module(name)
    tagger = peer.load(Path(job.get("model", "")))
    list(tagger.tag([_PROBE]))
    told: dict[str, Any] = {"load_seconds": round(time.perf_counter() - started, 3)}
    if "first" in job:
        first, others = job["first"], job["next"]
        told["tokens"] = {"first": count_tokens(first), "next": count_tokens(others)}
        rounds = (("cold", first), ("next", others), ("warm", first))
        told["tokens_per_second"] = {key: _rate(tagger, articles) for key, articles in rounds}
        told["peak_megabytes"] = peak_megabytes()
    if "gold" in job:
        told["found"] = list(tagger.tag(job["gold"]))
    return told | {"version": peer.version(), "kinds": peer.KINDS}


def _rate(tagger: Tagger, articles: Sequence[Record]) -> int:
    started = time.process_time()
    deque(tagger.tag(articles), maxlen=0)
    seconds = time.process_time() - started
    # The clock of the system may tick in hundredths.
    return round(count_tokens(articles) / max(seconds, 0.001))


def _module(name: str) -> Peer:
    return cast("Peer", importlib.import_module(f"benchmarks.entities.peers.{MODULES[name]}"))


def main() -> int:
    """0 when done; 3 when the peer is not installed, with the reason on standard error."""
    name, job = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    try:
        if "train" in job:
            cast("Any", _module(name)).train(job["train"], Path(job["model"]))
            return 0
        told = measure(name, job)
    except ImportError as error:
        print(f"{name} is not installed here ({error}): make bench installs it", file=sys.stderr)
        return 3
    json.dump(told, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
