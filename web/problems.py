"""Errors as RFC 9457 problem details (``application/problem+json``), in French.

``type`` is always ``about:blank``: the status tells the kind; ``errors`` tells which parameter,
where in its value, and why. No message shows a path of the server: those go to the log.
"""

from __future__ import annotations

import json
import math
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException, TooManyRequests

from index.errors import BadRequest, IndexDamaged, IndexLocked, IndexMissing, IndexOutdated, IndexUnusable, KiosqueError
from index.errors import NotFound as NoSuchArticle
from web.operations import OPERATIONS

MEDIA_TYPE = "application/problem+json"

# How long a build of a small index takes; a client that asks again earlier gains nothing.
RETRY_WITHOUT_INDEX = 30

TITLES = {
    400: "Requête incorrecte",
    404: "Introuvable",
    405: "Méthode non permise",
    406: "Format non proposé",
    413: "Requête trop volumineuse",
    414: "Adresse trop longue",
    415: "Type de contenu refusé",
    429: "Trop de requêtes",
    500: "Erreur interne",
    503: "Service indisponible",
}

_DETAILS: tuple[tuple[type[Exception], str], ...] = (
    (IndexMissing, "Aucun index n’a encore été construit."),
    (IndexOutdated, "L’index vient d’une autre version du logiciel ; il doit être reconstruit."),
    (IndexDamaged, "L’index est endommagé ; il doit être reconstruit."),
    (IndexLocked, "L’index est en cours d’écriture."),
    (IndexUnusable, "L’index n’est pas utilisable pour le moment."),
    (NoSuchArticle, "Aucun article ne porte cet identifiant."),
)

_STATUS_DETAILS = {
    404: "Il n’y a rien à cette adresse.",
    405: "Cette adresse ne répond pas à cette méthode ; l’en-tête Allow dit auxquelles.",
    406: "Aucun des formats demandés n’est proposé à cette adresse.",
    413: "Ce qui est envoyé est trop volumineux.",
    414: "L’adresse est trop longue.",
    415: "Une liste s’envoie en text/plain ou en multipart/form-data.",
    429: "Trop de requêtes en une minute.",
}


_PATHS = {operation.path for operation in OPERATIONS.values()}


class RateExceeded(TooManyRequests):
    """Too many requests; ``seconds`` until the next is welcome."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(retry_after=self.seconds)


def for_programs(path: str) -> bool:
    """Whether what is at that path is made for programs, so that its errors are problem details."""
    return path.startswith("/api/") or path in _PATHS


def problem_response(error: Exception) -> Response:
    """The answer to an error of ours, of HTTP's, or unforeseen (500, told to the log only)."""
    status = _status(error)
    if status >= 500:
        unforeseen = None if isinstance(error, KiosqueError) else error
        current_app.logger.error("%s: %s: %s", request.path, type(error).__name__, error, exc_info=unforeseen)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Erreur"),
        "status": status,
        "detail": _detail(error, status),
        "instance": quote(request.path),
    }
    if isinstance(error, BadRequest):
        body["errors"] = [
            {"parameter": p.parameter, "position": p.position, "detail": p.detail} for p in error.problems
        ]
    response = Response(json.dumps(body, ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    _add_headers(response, error)
    return response


def _status(error: Exception) -> int:
    if isinstance(error, KiosqueError):
        return error.http_status
    return (error.code or 500) if isinstance(error, HTTPException) else 500


def _detail(error: Exception, status: int) -> str:
    if isinstance(error, BadRequest):
        return " ; ".join(f"{p.parameter} : {p.detail}" for p in error.problems)
    for kind, sentence in _DETAILS:
        if isinstance(error, kind):
            return sentence
    if status >= 500:
        return "Une erreur inattendue est survenue ; elle a été notée."
    return _STATUS_DETAILS.get(status, TITLES.get(status, "La requête n’a pas abouti."))


def _add_headers(response: Response, error: Exception) -> None:
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, IndexUnusable):
        response.headers["Retry-After"] = str(RETRY_WITHOUT_INDEX)
    if isinstance(error, RateExceeded):
        response.headers["Retry-After"] = str(error.seconds)
    if isinstance(error, HTTPException):
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
