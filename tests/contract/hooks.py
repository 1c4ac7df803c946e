"""What schemathesis cannot know from the description: how people write dates, what goes together."""

from __future__ import annotations

import schemathesis
from hypothesis import strategies as st

from search.request import PARAMETERS

_DATES = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda d: f"{d.year:04d}"),
    st.dates().map(lambda d: f"{d.year:04d}-{d.month:02d}"),
    st.dates().map(lambda d: f"{d.day:02d}/{d.month:02d}/{d.year:04d}"),
    st.sampled_from(["mars 2017", "1er août 2020", "13 septembre 2023"]),
)
schemathesis.openapi.format("kiosque-date", _DATES)

_REPEATABLE = {p.name for p in PARAMETERS.values() if p.kind == "values"}


@schemathesis.deserializer(
    "text/csv", "application/x-ndjson", "application/x-bibtex", "application/x-research-info-systems"
)
def text(context, response):
    """Lines are checked in tests/web/test_api_exports.py; here they are text."""
    return response.content.decode()


@schemathesis.hook
def filter_case(context, case):
    """Leave out two "violations" that are none in a query string: one value where a parameter may be
    repeated is an array of one, and blanks around a value do not count."""
    return not any(
        (name in _REPEATABLE and not isinstance(value, list)) or (isinstance(value, str) and value != value.strip())
        for name, value in (case.query or {}).items()
    )


@schemathesis.hook
def before_call(context, case, kwargs):
    """Leave out what is only wrong in company: a last day before the first, a cursor of no search.

    JSON Schema can't say either; tests/web/test_api_search.py tries both.
    """
    if not case.query or not case.meta or not case.meta.generation.mode.is_positive:
        return
    case.query.pop("cursor", None)
    for facet in ("date", "mentioned"):
        if f"{facet}.from" in case.query:
            case.query.pop(f"{facet}.to", None)
