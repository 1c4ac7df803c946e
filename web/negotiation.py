"""What a client wants to have of what an operation offers (RFC 9110, 12)."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import NotAcceptable

from web.operation import Operation


def negotiated(operation: Operation) -> str:
    """The media type to answer with; the first one when the client doesn't mind, 406 when none will do."""
    offered = [media_type for media_type, _ in operation.answers]
    if not request.accept_mimetypes:
        return offered[0]
    chosen = request.accept_mimetypes.best_match(offered)
    if chosen is None:
        raise NotAcceptable
    return chosen
