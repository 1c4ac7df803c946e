"""The frame of every view's page."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, render_template

from search.request import SearchRequest
from web import chips, conditional, engine, links
from web.operation import Operation
from web.parameters import Values

# Parameters of views that say which part of the answer is shown.
_PLACES = ("page", "start")


def page(
    view: str, operations: tuple[Operation, ...], wanted: SearchRequest, own: Values, **context: object
) -> Response:
    """The page of a view, from ``templates/VIEW.html``. ``context`` must have ``total`` and ``problems``."""
    here = operations[0].unusual(own.to_pairs())
    # Another search begins on its first page.
    own_pairs = [(name, value) for name, value in here if name not in _PLACES]

    def address(search: SearchRequest) -> str:
        return links.view(view, search, own_pairs)

    body = render_template(
        f"{view}.html",
        view=view,
        wanted=wanted,
        chips=chips.chips(wanted, address),
        cleared=chips.cleared(wanted, address),
        found=context,
        here=links.view(view, wanted, here),
        own_pairs=own_pairs,
        twins=[(o.answers[0][0], links.operation(o, wanted, o.unusual(own.to_pairs()))) for o in operations],
        styled=(Path(current_app.static_folder or "") / "views" / f"{view}.css").is_file(),
        **context,
    )
    return conditional.page(body, engine.searcher().state())
