"""What a browser or a program meets over HTTP: the site (French, English), the API, the exports."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

from index.settings import Settings
from search.searcher import Searcher
from web import engine, errors, filters, pages, security
from web.api import blueprint as api
from web.reading_room import blueprint as views


def create_app(settings: Settings | None = None, searcher: Searcher | None = None) -> Flask:
    """The WSGI application. Without settings they are read from the environment; without a searcher
    the index is opened at the first request, so a missing index never keeps the site from starting."""
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # An id may hold "//"; and a static file's address changes with its content.
    app.url_map.merge_slashes = False
    app.url_map.converters["any_id"] = pages.AnyId
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    engine.install(app, settings or Settings.from_environ(), searcher)
    security.install(app)
    errors.install(app)
    filters.install(app)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(views)
    app.register_blueprint(api)
    return app
