"""Xapian through Debian's Python binding, in a process of the system's Python that takes its own times."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.engine.peer import Answer, Built, Level, Query, Unavailable, size_of
from benchmarks.engine.peers.child import asked

_PYTHON = "/usr/bin/python3"
_CHILD = Path(__file__).with_name("xapian_child.py")


class Xapian:
    """See ``Peer``."""

    name = "xapian"

    def __init__(self) -> None:
        probe = [_PYTHON, "-c", "import xapian"]
        if not Path(_PYTHON).exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
            message = "the system's Python has no xapian: apt install python3-xapian"
            raise Unavailable(message)
        self._process = subprocess.Popen(
            [_PYTHON, str(_CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def _ask(self, **request: Any) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(asked(self._process, "Xapian", json.dumps(request)))
        return answer

    def build(self, items: Path, folder: Path) -> Built:
        """From the words."""
        return self._build(items, folder, "tokens")

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """With Xapian's French stemmer."""
        return self._build(items, folder, "text")

    def _build(self, items: Path, folder: Path, source: str) -> Built:
        shutil.rmtree(folder, ignore_errors=True)
        answer = self._ask(do="build", items=str(items), folder=str(folder), source=source)
        return Built(answer["seconds"], size_of(folder))

    def open(self, folder: Path) -> float:
        """Open and answer."""
        seconds: float = self._ask(do="open", folder=str(folder), query=asdict(Query("", must=("de",))))["seconds"]
        return seconds

    def search(self, query: Query, level: Level) -> Answer:
        """One search, with match spies for facets."""
        answer = self._ask(do="search", query=asdict(query), level=level)
        persons, places = ([(n, c) for n, c in answer.get(name, ())] for name in ("persons", "places"))
        return Answer(answer["ids"], answer["total"], persons, places, answer.get("months", {}))

    def timed(self, query: Query, level: Level) -> float:
        """As the process has it."""
        seconds: float = self._ask(do="search", query=asdict(query), level=level)["seconds"]
        return seconds

    def close(self) -> None:
        """End the process: it ends with its input."""
        with self._process:
            pass
