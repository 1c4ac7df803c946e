"""The one searcher of the running site: opened when first needed, and again after the index was unusable.

So the site starts without an index, answers 503, and recovers by itself once there is one.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from flask import Flask, current_app

from index.settings import Settings
from search.searcher import Searcher

_KEY = "kiosque.engine"


@dataclass
class Engine:
    """Holds the searcher; ``settings`` say where the index is."""

    settings: Settings
    opened: Searcher | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def searcher(self) -> Searcher:
        """The searcher; IndexUnusable while there is no usable index (nothing is kept then)."""
        with self._lock:
            if self.opened is None:
                # Late: the site starts, and says what is wrong, even where the engine cannot be loaded.
                from search.engine import open_searcher

                self.opened = open_searcher(self.settings)
            return self.opened


def install(app: Flask, settings: Settings, opened: Searcher | None) -> None:
    """Give the application its engine; ``opened`` is used as it is when given."""
    app.extensions[_KEY] = Engine(settings, opened)


def searcher() -> Searcher:
    """The searcher of the current application; IndexUnusable while there is no usable index."""
    engine: Engine = current_app.extensions[_KEY]
    return engine.searcher()


def settings() -> Settings:
    """The settings of the current application."""
    engine: Engine = current_app.extensions[_KEY]
    return engine.settings
