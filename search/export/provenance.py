"""Where an export comes from: the search, when it was made, on which index. Every file says it, so that it can be cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unidecode import unidecode

from search.request import SearchRequest

_NO_LETTER = re.compile(r"[^a-z0-9]+")
# Windows allows 255 characters in a name, folder sharers often less.
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Provenance:
    """``search`` is the search's canonical address, ``asked`` its query as typed, ``total`` how many articles it found,
    ``version`` the index's version, ``made_on`` the day of the export (ISO)."""

    search: str
    asked: str
    total: int
    version: str
    made_on: str

    def sentence(self) -> str:
        """All of it on one line, in French."""
        what = f"« {self.asked} »" if self.asked else "tous les articles"
        return " ".join(
            f"Kiosque, recherche {what}, {self.total} articles, index {self.version}, {self.made_on}, {self.search}".split()
        )

    def headers(self) -> Iterator[tuple[str, str]]:
        """The same for HTTP, whose headers take ASCII only: the query stands percent-encoded in the address."""
        yield "Kiosque-Search", self.search
        yield "Kiosque-Total", str(self.total)
        yield "Kiosque-Index", self.version
        yield "Kiosque-Date", self.made_on


def slug(request: SearchRequest) -> str:
    """What is sought, in signs that every file system takes; "" when everything is.

    >>> slug(SearchRequest(q="« état d’urgence »").with_dates("date", "2015", ""))
    'etat-d-urgence-2015'
    """
    said = [request.q, *(f.value for f in request.filters), *(d.first for d in request.dates)]
    plain = _NO_LETTER.sub("-", unidecode(" ".join(part for part in said if part)).lower())
    return plain.strip("-")[:_LONGEST_SLUG].strip("-")


def filename(request: SearchRequest, view: str, suffix: str, version: str, made_on: str) -> str:
    """A file's name that tells the search, the day and the index: ``kiosque-concordance-greve-2026-11-24-0f3a….csv``."""
    parts = ("kiosque", view, slug(request), made_on, _NO_LETTER.sub("-", version.lower()))
    return "-".join(part for part in parts if part) + f".{suffix}"
