"""Every error a user can meet, as one tree.

    KiosqueError            exit 1, HTTP 500
    ├── BadRequest        exit 2, HTTP 400   a parameter that cannot be used: which, where, why
    ├── NotFound          exit 1, HTTP 404   no such article
    ├── CorpusError       exit 1             a source that cannot be read at all
    ├── BadCorrections    exit 1             an entities.toml that cannot be used
    ├── NotWritten        exit 1             a change of the index that the system does not allow
    ├── Interrupted       exit 130           a change of the index stopped by Ctrl-C
    └── IndexUnusable     exit 1, HTTP 503
        ├── IndexMissing                     nothing indexed there yet
        ├── IndexOutdated                    made by another version or another analysis
        ├── IndexDamaged                     a file is truncated, altered or lost
        └── IndexLocked                      another writer is at work

A message says what, where and the cure. Command lines print it as one line on stderr; the API as
RFC 9457 problem details; the site as a French page.
"""

from __future__ import annotations

from dataclasses import dataclass


class KiosqueError(Exception):
    """Base of all expected errors. ``str(error)`` is a sentence fit for a user."""

    exit_code = 1
    http_status = 500


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One unusable parameter: its name, the value's character position where known, and why."""

    parameter: str
    detail: str
    position: int | None = None


class BadRequest(KiosqueError):
    """One or more parameters cannot be used."""

    exit_code = 2
    http_status = 400

    def __init__(self, *problems: ParameterProblem) -> None:
        super().__init__("; ".join(f"{p.parameter}: {p.detail}" for p in problems))
        self.problems = problems


class NotFound(KiosqueError):
    """There is no such article, facet or page."""

    http_status = 404


class CorpusError(KiosqueError):
    """A source cannot be read at all (missing, unreadable, of no known format)."""


class BadCorrections(KiosqueError):
    """The user's file of corrections (entities.toml) cannot be used: each mistake with its line."""


class NotWritten(KiosqueError):
    """The disk is full, the folder read-only …: the index stays as it was."""


class Interrupted(KiosqueError):
    """Stopped by Ctrl-C: the index stays as it was."""

    # As shells report it: 128 + the signal's number.
    exit_code = 130


class IndexUnusable(KiosqueError):
    """The index cannot serve; the message names the cure."""

    http_status = 503


class IndexMissing(IndexUnusable):
    """Nothing has been indexed in that folder."""


class IndexOutdated(IndexUnusable):
    """The index was made by another version of the schema or of the text analysis."""


class IndexDamaged(IndexUnusable):
    """A file of the index is truncated, altered or lost."""


class IndexLocked(IndexUnusable):
    """Another process is writing to the index."""
