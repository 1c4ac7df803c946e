"""Conditional GET for pages: one is the same while index, address, language and code are."""

from __future__ import annotations

from flask import Response, make_response, request

from search.result import IndexState
from web import validators
from web.language import lang


def _tag(state: IndexState) -> str:
    return validators.etag(state, (lang(), request.full_path))


def unchanged(state: IndexState) -> Response | None:
    """304 when the reader already has this page; None when it has to be made."""
    tag = _tag(state)
    return _described(Response(status=304), tag) if validators.known(tag) else None


def page(body: str, state: IndexState) -> Response:
    """A page with its tag: kept by the browser, checked before each use, never in a shared cache."""
    return _described(make_response(body), _tag(state))


def _described(response: Response, tag: str) -> Response:
    validators.stamp(response, tag)
    response.vary.update(("Accept-Language", "Cookie"))
    return response
