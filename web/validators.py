"""Cache validators (RFC 9110, 8.8): an answer is the same while the index and the question are.

Weak ones: ``took_ms`` differs from one answer to the next, their meaning does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from flask import Response, request

from search.result import IndexState
from web.version import code_version

# Kept by the client only (a search tells what somebody works on), and confirmed before each use.
CACHING = "private, no-cache"


def etag(state: IndexState, *question: Iterable[str]) -> str:
    """A name for the answer of that index to that question; equal questions have equal names."""
    digest = hashlib.blake2b(digest_size=16)
    versions = (code_version(), state.version, str(state.generation))
    for part in (versions, *question):
        digest.update("\x1f".join(part).encode("utf-8", "replace") + b"\x1e")
    return digest.hexdigest()


def known(tag: str) -> bool:
    """Whether the client holds that very answer (If-None-Match)."""
    return request.if_none_match.contains_weak(tag)


def stamp(response: Response, tag: str) -> Response:
    """The response with its validator."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = CACHING
    return response
