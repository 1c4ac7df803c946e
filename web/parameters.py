"""The query string of a request, read by the table of its operation."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from index.errors import BadRequest
from search.request import Pair, SearchRequest
from search.request_reader import collect
from web.operation import Operation


class Values(dict[str, str]):
    """An operation's own parameters by name; ``many`` has all values of those that can be repeated."""

    def __init__(self, single: Mapping[str, str], many: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(single)
        self.many = dict(many)

    def to_pairs(self, **changed: str) -> list[Pair]:
        """As they stand in an address, some of them changed."""
        repeated = [(name, value) for name, values in self.many.items() for value in values]
        single = {**self, **changed}
        return [(name, value) for name, value in single.items() if value and name not in self.many] + repeated


def read(operation: Operation) -> tuple[SearchRequest, Values]:
    """The search asked for (the empty one where the operation takes none), and the operation's own
    parameters, defaults filled in. BadRequest names every unusable parameter, unknown ones too."""
    own = {p.name: p for p in operation.parameters}
    pairs = list(request.args.items(multi=True))
    given, problems = collect([p for p in pairs if p[0] in own or not operation.search], own)
    wanted = SearchRequest()
    if operation.search:
        try:
            wanted = SearchRequest.from_pairs(p for p in pairs if p[0] not in own)
        except BadRequest as error:
            problems += error.problems
    if problems:
        raise BadRequest(*problems)
    single = {name: given[name][0] if name in given else p.default for name, p in own.items()}
    return wanted, Values(single, {name: tuple(given.get(name, ())) for name, p in own.items() if p.kind == "values"})
