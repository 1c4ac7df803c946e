"""What an operation of the API is; ``web.operations`` has them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.export.table import DELIMITERS
from search.request import Pair, Parameter

JSON = "application/json"
CSV = "text/csv"
JSON_LINES = "application/x-ndjson"

EXPORT_OPTIONS = (
    Parameter("delimiter", "choice", "what parts the cells", "comma", tuple(DELIMITERS)),
    Parameter("bom", "choice", "1 begins the file with a byte order mark, for Excel", "0", ("0", "1")),
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to GET: ``answers`` maps media types to schema names of ``web.openapi_schemas``,
    ``errors`` lists the statuses it can fail with beside those of every operation."""

    name: str
    path: str
    summary: str
    answers: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...] = ()
    search: bool = False
    errors: tuple[int, ...] = (400, 414, 429, 503)
    cached: bool = True

    def unusual(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Those of the pairs that are parameters of its own and not their defaults: what its address must say."""
        usual = {p.name: p.default for p in self.parameters}
        return [(name, value) for name, value in pairs if usual.get(name, value) != value]
