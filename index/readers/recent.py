"""What was found out a moment ago, so that 100,000 files of one folder do not ask for the same 100,000 times.

Useful for: what lies beside files that are read one after the other. Not for: anything that must be true this second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")

# Long beside the reading of one file, short beside the time in which somebody adds one.
_KEPT_FOR = 10.0
# Files are read folder by folder: a few are asked about at a time.
_MOST = 64


class Recent(Generic[Found]):
    """Answers by name, each asked for anew after ten seconds."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Found]] = {}

    def get(self, name: str, find: Callable[[], Found]) -> Found:
        """The answer known under ``name``, else what ``find`` says."""
        now = time.monotonic()
        known = self._known.get(name)
        if known is None or now - known[0] > _KEPT_FOR:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[name] = now, find()
        return known[1]
