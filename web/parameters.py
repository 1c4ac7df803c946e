"""The query string of a request, read by the table of its operation."""

from __future__ import annotations

from flask import request

from index.errors import BadRequest
from search.request import SearchRequest
from search.request_reader import collect
from web.operations import Operation

Values = dict[str, str]


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
    return wanted, {name: given[name][0] if name in given else p.default for name, p in own.items()}
