"""The one searcher of the running site, and its settings.

The engine opens the index at the first question and again when there is a newer one; so the site
starts without an index, answers 503, and recovers by itself once there is one.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from index.settings import Settings
from search.engine import open_searcher
from search.searcher import Searcher

_KEY = "kiosque.engine"


@dataclass(frozen=True, slots=True)
class Engine:
    """What every request of an application shares."""

    settings: Settings
    searcher: Searcher


def install(app: Flask, settings: Settings, given: Searcher | None) -> None:
    """Give the application its engine: the one given, else that of the settings."""
    app.extensions[_KEY] = Engine(settings, given or open_searcher(settings))


def _engine() -> Engine:
    engine: Engine = current_app.extensions[_KEY]
    return engine


def searcher() -> Searcher:
    """The searcher of the current application; its questions raise IndexUnusable while there is no index."""
    return _engine().searcher


def settings() -> Settings:
    """The settings of the current application."""
    return _engine().settings
