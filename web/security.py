"""What protects readers and the site: headers on every answer, limits on every request.

The pages need no inline script or style, no frame, no third party: the policy forbids them all, so
that text from a corpus can never run. Searches are confidential: no address leaves by ``Referer``.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import Flask, Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge

from index.errors import BadRequest, ParameterProblem
from web.language import t

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{directive} {source}" for directive, source in _POLICY.items())

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# The longest search (2,000 characters of query, every one nine bytes once quoted) fits with room for filters.
MAX_ADDRESS = 32_000
# Nothing but lists is ever sent to the site; what is sent elsewhere is refused before it is read.
MAX_BODY = 16_384
# Ten thousand lines of two hundred bytes.
MAX_LIST = 2_000_000
_TAKE_LISTS = ("/batch", "/api/v1/batch")


def install(app: Flask) -> None:
    """Headers and limits for every route of the application: errors, static files and API included."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(_refuse)
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refuse() -> None:
    """Raise for a request too large to look at, or with bytes that are no text."""
    longest = MAX_LIST if request.path in _TAKE_LISTS else MAX_BODY
    request.max_content_length = request.max_form_memory_size = longest
    if (request.content_length or 0) > longest:
        raise RequestEntityTooLarge
    if len(request.environ.get("QUERY_STRING", "")) + len(request.environ.get("PATH_INFO", "")) > MAX_ADDRESS:
        raise RequestURITooLarge
    problems = unreadable(request)
    if problems:
        raise BadRequest(*problems)


def unreadable(asked: Request) -> list[ParameterProblem]:
    """The parts of the address that are no UTF-8 or hold a null character; the path is called "path"."""
    parts = [("path", asked.environ.get("PATH_INFO", "").encode("latin-1", "replace"))]
    for pair in asked.environ.get("QUERY_STRING", "").split("&"):
        name, _, value = pair.partition("=")
        parts.append((_shown(name), unquote_to_bytes(value.replace("+", " "))))
        parts.append((_shown(name), unquote_to_bytes(name)))
    return [problem for name, raw in parts if (problem := _problem(name, raw))]


def _shown(name: str) -> str:
    return unquote_to_bytes(name).decode("utf-8", "replace")[:100]


def _problem(name: str, raw: bytes) -> ParameterProblem | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return ParameterProblem(name, t("input.utf8"), error.start)
    return ParameterProblem(name, t("input.nul"), text.index("\0")) if "\0" in text else None
