"""The pages of the reading room: each view of ``web.views`` at its address, with the parameters of its twin in the API."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from web import conditional, engine
from web.parameters import read
from web.views import VIEWS
from web.views.view import View

blueprint = Blueprint("reading", __name__)


def _serving(view: View) -> Callable[[], Response]:
    def serve() -> Response:
        wanted, own = read(view.operations[0])
        return conditional.unchanged(engine.searcher().state()) or view.page(wanted, own)

    return serve


for _view in VIEWS:
    blueprint.add_url_rule(_view.rule, _view.name, _serving(_view))
