"""OpenAPI 3.1, made from ``web.operations``, ``search.request.PARAMETERS`` and ``web.openapi_schemas``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from search.request import FACET_NAMES, PARAMETERS, Parameter
from web.openapi_schemas import SCHEMAS, many, ref
from web.operation import Operation
from web.operations import OPERATIONS, PATH_PARAMETERS
from web.problems import MEDIA_TYPE, TITLES
from web.views import VIEWS

API_VERSION = "1.0.0"
Json = dict[str, Any]

# No NUL, the one character refused everywhere.
_NO_NUL = r"^[^\u0000]*$"

_EXAMPLES = {
    "q": "« état d’urgence » -sport",
    "person": ["Marie Curie"],
    "place": ["Lyon"],
    "date.from": "mars 2017",
    "date.to": "2018",
    "mentioned.from": "13/09/2023",
    "facet": ["person", "date"],
}

_HEADERS: dict[str, Json] = {
    "ETag": {"description": "the index and the question; send it back as If-None-Match", "schema": {"type": "string"}},
    "Link": {"description": "RFC 8288: next and prev", "schema": {"type": "string"}},
    "Retry-After": {"description": "seconds", "required": True, "schema": {"type": "integer", "minimum": 1}},
}


def document(site_name: str) -> Json:
    """The whole description, ready for ``json.dumps``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site_name}: API",
            "version": API_VERSION,
            "summary": "Full-text and faceted search in French news",
            "description": "Read only, no key. Errors are RFC 9457 problem details, in French.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS.values()},
        "components": {
            "schemas": SCHEMAS | {name: shape for view in VIEWS for name, shape in view.schemas.items()},
            "parameters": {p.name: parameter(p) for p in PARAMETERS.values()},
            "responses": {f"Problem{status}": _problem(status) for status in sorted(_statuses())},
        },
    }


def _operation(operation: Operation) -> Json:
    responses: Json = {"200": _success(operation)}
    if operation.cached:
        responses["304"] = {"description": "The answer that the client already holds"}
    responses |= {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in operation.errors}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": list(_parameters(operation)),
        "responses": responses,
    }


def _parameters(operation: Operation) -> Iterator[Json]:
    for name, found in PATH_PARAMETERS.items():
        if f"{{{name}}}" in operation.path:
            yield {"name": name, "in": "path", "required": True, "description": found.meaning, "schema": schema(found)}
    own = {p.name for p in operation.parameters}
    yield from (parameter(p) for p in operation.parameters)
    if operation.search:
        yield from ({"$ref": f"#/components/parameters/{name}"} for name in PARAMETERS if name not in own)


def parameter(declared: Parameter) -> Json:
    """A parameter of the query string. Empty values count as absent."""
    example = _EXAMPLES.get(declared.name)
    return {
        "name": declared.name,
        "in": "query",
        "description": declared.meaning,
        "allowEmptyValue": True,
        "schema": schema(declared),
        **({"example": example} if example else {}),
    }


def schema(declared: Parameter) -> Json:
    """What values a parameter takes."""
    default = {"default": declared.default} if declared.default else {}
    match declared.kind:
        case "integer":
            bounds = {"minimum": declared.minimum, "maximum": declared.maximum}
            return {"type": "integer", **bounds, "default": int(declared.default)}
        case "choice":
            return {"type": "string", "enum": list(declared.choices), **default}
        case "date":
            return {"type": "string", "format": "kiosque-date"}
        case "values" if declared.name == "facet":
            return many({"type": "string", "enum": ["none", *FACET_NAMES]})
        case "values":
            return many(_text(declared))
        case _:
            return {**_text(declared), **default}


def _text(declared: Parameter) -> Json:
    longest = {"maxLength": declared.maximum} if declared.maximum else {}
    return {"type": "string", "pattern": _NO_NUL, **longest}


def _success(operation: Operation) -> Json:
    headers = ["ETag"] if operation.cached else []
    if operation.name in ("search", "facet"):
        headers.append("Link")
    content = {media: {"schema": ref(name)} for media, name in operation.answers}
    return {"description": operation.summary, "headers": {h: _HEADERS[h] for h in headers}, "content": content}


def _problem(status: int) -> Json:
    headers = {"Retry-After": _HEADERS["Retry-After"]} if status in (429, 503) else {}
    return {
        "description": TITLES[status],
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
    }


def _statuses() -> Iterable[int]:
    return {status for operation in OPERATIONS.values() for status in operation.errors}
