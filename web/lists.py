"""A list that a reader pastes or uploads, one thing a line: from the body of a request to lines.

Nothing of it is kept, and nothing on the site changes by it, so that a forged request could do no harm.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from index.errors import BadRequest, ParameterProblem
from search.reading.batch import MOST_LINES, Line, lines_of
from search.request import Pair
from web.i18n import display

FORM = "multipart/form-data"
PLAIN = "text/plain"
_URLENCODED = "application/x-www-form-urlencoded"
_FIELD, _FILE = "lines", "file"


@dataclass(frozen=True, slots=True)
class Sent:
    """``text`` as it was pasted or uploaded; ``pairs``: the other fields of the form."""

    text: str
    lines: tuple[Line, ...]
    pairs: list[Pair]


def received() -> Sent:
    """The list of the current request: a text, or a form with the field ``lines``, the file ``file``, or both."""
    if request.mimetype == PLAIN:
        return _sent(decoded(request.get_data(cache=False)), [])
    if request.mimetype not in (FORM, _URLENCODED):
        raise UnsupportedMediaType
    # A part named "file" that has no file name is a field to werkzeug, a text to whoever sent it: it is read as well.
    parts = [
        *request.form.getlist(_FIELD),
        *request.form.getlist(_FILE),
        *(decoded(file.read()) for file in request.files.getlist(_FILE)),
    ]
    text = "\n".join(part for part in parts if part.strip())
    return _sent(text, [pair for pair in request.form.items(multi=True) if pair[0] not in (_FIELD, _FILE)])


def _sent(text: str, pairs: list[Pair]) -> Sent:
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        most, given = (display.number(n, "fr") for n in (MOST_LINES, len(lines)))
        raise BadRequest(ParameterProblem(_FIELD, f"au plus {most} lignes, en voici {given} ; coupez la liste"))
    return Sent(text, lines, pairs)


def decoded(data: bytes) -> str:
    """A file as text: UTF-8, UTF-16 with its mark, else what French Windows writes."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
