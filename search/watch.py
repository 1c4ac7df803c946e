"""``python -m search watch FILE``: what is new in saved searches since the last time, for cron and for eyes.

FILE has a search a line: a query, or the address of a search (of the site, the API or a feed) or what follows its "?"; lines
that begin with # are comments. New is what the index first saw since (``index.seen``); the state between two runs is one
small JSON file. Nothing is printed when nothing is new, so that cron sends no mail.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.errors import BadRequest, CorpusError
from search.engine import WhooshSearcher
from search.reading.arrivals import Arrival, Arrivals
from search.request import PARAMETERS, SearchRequest

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Search:
    """A line of the file: ``number`` counts from 1; ``name`` is the comment just before it, else the line."""

    number: int
    name: str
    request: SearchRequest

    @property
    def key(self) -> str:
        """Under which its state is kept: equal searches have equal keys."""
        return urlencode(self.request.to_pairs())


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is no search, and why."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class News:
    """What is new of a search: ``fresh`` articles, the first of them in ``arrivals``; ``first``: it was never watched before."""

    search: Search
    total: int
    fresh: int
    arrivals: tuple[Arrival, ...]
    first: bool


def searches(text: str) -> Iterator[Search | Bad]:
    """The searches of a file."""
    name = ""
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            name = line.lstrip("#").strip()
            continue
        try:
            yield Search(number, name or line, request_of(line))
        except (BadRequest, ValueError) as error:
            yield Bad(number, line, str(error))
        name = ""


def request_of(line: str) -> SearchRequest:
    """The search that a line means; order and page are left out. BadRequest names what cannot be used.

    >>> request_of("https://kiosque.example/feed.atom?q=climat&place=Lyon") == request_of("q=climat&place=Lyon")
    True
    """
    first = line.partition("=")[0].removeprefix("?")
    if "://" in line.split("?", maxsplit=1)[0] or line.startswith("/"):
        query = urlsplit(line).query
    elif line.startswith("?") or ("=" in line and first in PARAMETERS):
        query = line.removeprefix("?")
    else:
        return SearchRequest.from_pairs([("q", line)])
    wanted = SearchRequest.from_pairs(parse_qsl(query, keep_blank_values=True))
    return replace(wanted.first_page(), sort="relevance", per_page=SearchRequest().per_page, facets=None, options=())


class State:
    """Up to which second each search has been told; CorpusError when the file is none of ours."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds: dict[str, int] = {}
        if path.exists():
            try:
                read = json.loads(path.read_text(encoding="utf-8"))
                self.seconds = {str(key): int(second) for key, second in read["searches"].items()}
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                message = f"{path} is no state of a watch; name another with --state, or remove it to begin anew"
                raise CorpusError(message) from error

    def write(self, seconds: dict[str, int]) -> None:
        """Replace it, whole or not at all."""
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            aside.write_text(json.dumps({"version": _VERSION, "searches": seconds}, indent=1), encoding="utf-8")
            aside.replace(self.path)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def news(searcher: WhooshSearcher, search: Search, state: State, most: int, *, everything: bool) -> tuple[News, int]:
    """What is new of a search, and the second up to which that is so."""
    since = state.seconds.get(search.key)
    listed = most if since is not None or everything else 0
    found = searcher.ask(Arrivals(search.request, listed, since=-1 if since is None else since))
    return News(search, found.total, found.fresh, found.arrivals, since is None), found.latest
