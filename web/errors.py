"""Every failure as an answer: a page in the reader's language, or the API's problem details.

No traceback ever reaches a reader: what nobody foresaw is logged under a number, and the page gives it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index.errors import (
    BadRequest,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexUnusable,
    KiosqueError,
    NotFound,
)
from search.request import PARAMETERS, SearchRequest
from web.i18n import display
from web.language import lang, t
from web.problems import for_programs, problem_response
from web.security import MAX_ADDRESS

_Error = TypeVar("_Error", bound=Exception)

# Failures of the index, and what repairs them.
_BUILD = "python -m index build DOSSIER"
_CURES: tuple[tuple[type[IndexUnusable], str, str], ...] = (
    (IndexMissing, "missing", _BUILD),
    (IndexOutdated, "outdated", _BUILD),
    (IndexDamaged, "damaged", f"python -m index verify\n{_BUILD}"),
    (IndexLocked, "locked", ""),
)
_EXPLAINED = (400, 404, 405, 413, 414, 429, 500, 503)
# An index takes minutes to build: asking more often than this is of no use.
_RETRY_AFTER = "30"


@dataclass(frozen=True, slots=True)
class Explained:
    """A problem as the page shows it: ``before``, ``wrong`` and ``after`` are the value's characters
    around the position, where it is known."""

    parameter: str
    detail: str
    position: int | None
    before: str
    wrong: str
    after: str


def install(app: Flask) -> None:
    """Answer for the whole application: programs get problem details, readers a page."""
    app.register_error_handler(KiosqueError, _programs_apart(expected))
    app.register_error_handler(HTTPException, _programs_apart(refused))
    app.register_error_handler(Exception, _programs_apart(unforeseen))


def _programs_apart(page: Callable[[_Error], Response]) -> Callable[[_Error], Response]:
    def answer(error: _Error) -> Response:
        return problem_response(error) if for_programs(request.path) else page(error)

    return answer


def expected(error: KiosqueError) -> Response:
    """An error of ``index.errors``."""
    if isinstance(error, BadRequest):
        return _page(400, problems=_explained(error), repaired=_repaired(error))
    if isinstance(error, IndexUnusable):
        current_app.logger.warning("%s: %s", type(error).__name__, error)
        cure = next(((name, command) for kind, name, command in _CURES if isinstance(error, kind)), ("", ""))
        response = _page(503, cure=cure[0], command=cure[1])
        response.headers["Retry-After"] = _RETRY_AFTER
        return response
    return _page(404) if isinstance(error, NotFound) else unforeseen(error)


def refused(error: HTTPException) -> Response:
    """An error that HTTP names: unknown route, wrong method, too long…"""
    answer = error.get_response(request.environ)
    if (error.code or 500) < 400:
        return make_response(answer)
    response = _page(error.code or 500, limit=display.number(MAX_ADDRESS, lang()))
    for name in ("Allow", "Retry-After"):
        if name in answer.headers:
            response.headers[name] = answer.headers[name]
    return response


def unforeseen(error: Exception) -> Response:
    """Anything else: logged in full, told as a number."""
    reference = secrets.token_hex(4)
    current_app.logger.error("%s %s [%s]", request.method, request.path, reference, exc_info=error)
    return _page(500, reference=reference)


def _page(status: int, **values: object) -> Response:
    known = str(status) if status in _EXPLAINED else "other"
    given = {"problems": (), "repaired": None, "cure": "", "command": "", "limit": "", "reference": "—", **values}
    lead = t(f"error.{known}.lead", limit=given["limit"], reference=given["reference"])
    response = make_response(
        render_template("error.html", status=status, title=t(f"error.{known}.title"), lead=lead, **given), status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _explained(error: BadRequest) -> list[Explained]:
    return [_explain(p.parameter, p.detail, p.position) for p in error.problems]


def _explain(parameter: str, detail: str, position: int | None) -> Explained:
    value = request.args.get(parameter, "")
    at = len(value) if position is None else position
    # Enough characters around the position to recognise the place.
    start, end = max(0, at - 30), at + 30
    cut = (value[start:at], value[at : at + 1], value[at + 1 : end]) if position is not None else (value[:60], "", "")
    return Explained(parameter, detail, position, *cut)


def _repaired(error: BadRequest) -> SearchRequest | None:
    """The same search without what is wrong; None when something else still is."""
    wrong = {p.parameter for p in error.problems}
    pairs = [(n, v) for n, v in request.args.items(multi=True) if n not in wrong and n in PARAMETERS]
    try:
        return SearchRequest.from_pairs(pairs)
    except BadRequest:
        return None
