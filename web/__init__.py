"""What a browser or a program meets over HTTP: the site (French, English), the API, the exports."""

from __future__ import annotations

from flask import Flask

from index.settings import Settings
from search.searcher import Searcher
from web import engine


def create_app(settings: Settings | None = None, searcher: Searcher | None = None) -> Flask:
    """The WSGI application. Without settings they are read from the environment; without a searcher
    the index is opened at the first request, so a missing index never keeps the site from starting."""
    app = Flask(__name__)
    engine.install(app, settings or Settings.from_environ(), searcher)
    return app
