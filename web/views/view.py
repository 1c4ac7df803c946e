"""A view of the reading room: a page, its twins for programs, their shapes. One module of this folder each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from search.request import SearchRequest
from web.openapi_schemas import Schema
from web.operation import JSON, Operation
from web.parameters import Values

Answer = Callable[[SearchRequest, Values], Response]
"""The answer to a search and the operation's own parameters, defaults filled in."""


@dataclass(frozen=True, slots=True)
class View:
    """A view.

    ``name`` names its endpoint (``reading.NAME``), its texts (``view.NAME``) and its style sheet
    (``static/views/NAME.css``, where there is one). ``page`` answers its page at ``rule`` with the parameters of the first
    of ``operations``; ``answers`` has what serves each operation, by its name. ``schemas`` are the shapes of the answers.
    ``tab``: it stands among the ways to look at a search.
    """

    name: str
    rule: str
    page: Answer
    operations: tuple[Operation, ...]
    answers: Mapping[str, Answer]
    schemas: Mapping[str, Schema]
    tab: bool = True


def as_json(body: Any) -> Response:
    """A body for programs."""
    return Response(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"), content_type=JSON)
