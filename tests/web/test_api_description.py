"""OpenAPI and docs/api.md say what is: every route, parameter and key; and answers have those shapes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from search.request import PARAMETERS
from search.request_reader import collect
from web.openapi import document, schema
from web.operation import JSON
from web.operations import OPERATIONS
from web.views import VIEWS

DESCRIPTION = document("Kiosque")
_PAPERS = Path(__file__).parents[2] / "docs"
DOCS = "".join(
    paper.read_text(encoding="utf-8") for paper in (_PAPERS / "api.md", *sorted((_PAPERS / "reading").glob("*.md")))
)


def shape(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": DESCRIPTION["components"]}
    )


ANSWERS = [
    ("/api/v1/search", "Search"),
    ("/api/v1/search?q=(gilets&date.from=2015&date.to=2015", "Search"),
    ("/api/v1/search?q=introuvable&place=Lyon&person.not=Awa+Diouf", "Search"),
    ("/api/v1/articles/a34", "Article"),
    ("/api/v1/articles/a01", "Article"),
    ("/api/v1/articles/a01/similar", "Similar"),
    ("/api/v1/facets/person", "FacetPage"),
    ("/api/v1/facets/date?page=2", "FacetPage"),
    ("/api/v1/suggest?q=h", "Suggestions"),
    ("/api/v1/suggest?q=h&format=opensearch", "OpenSearchSuggestions"),
    ("/api/v1/status", "Status"),
    ("/healthz", "Health"),
    ("/api/v1/none", "Problem"),
    ("/api/v1/search?truc=1", "Problem"),
    # What a view answers when nothing but its address is given.
    *((o.path, name) for view in VIEWS for o in view.operations for media, name in o.answers if media == JSON),
]


@pytest.mark.parametrize(("path", "name"), ANSWERS)
def test_answers_have_the_declared_shape(site, path, name):
    shape(name).validate(json.loads(site.get(path).text))


def test_every_shape_of_json_is_tried():
    told = {name for o in OPERATIONS.values() for media, name in o.answers if media.endswith(("/json", "+json"))}
    assert told - {"OpenApi"} <= {name for _, name in ANSWERS}


def test_shapes_are_valid_and_all_references_lead_somewhere():
    for name, found in DESCRIPTION["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **found})
        shape(name)
    text = json.dumps(DESCRIPTION)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "#/')[1:]}:
        target = DESCRIPTION
        for key in reference.split("/"):
            target = target[key]


def test_every_route_is_described_and_every_description_served(site):
    routes = {r.rule for r in site.application.url_map.iter_rules() if r.endpoint.startswith("api.")}
    described = {p.replace("{id}", "<path:article_id>").replace("{name}", "<name>") for p in DESCRIPTION["paths"]}
    assert routes == described


def test_every_parameter_is_described():
    assert set(DESCRIPTION["components"]["parameters"]) == set(PARAMETERS)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda p: p.name)
def test_the_description_and_the_reader_agree(parameter):
    """The schema's limits are those the reader enforces, one by one."""
    told = schema(parameter)
    told = told.get("items", told)
    if "enum" in told:
        good, bad = told["enum"], ["no such choice"] if parameter.kind == "choice" else []
    elif told["type"] == "integer":
        good, bad = [told["minimum"], told["maximum"]], [told["minimum"] - 1, told["maximum"] + 1]
    elif told.get("maxLength"):
        good, bad = ["é" * told["maxLength"]], ["é" * (told["maxLength"] + 1), "a\0"]
    else:
        good, bad = ["2017", "mars 2017"], ["bientôt"]
    assert not any(collect([(parameter.name, str(value))])[1] for value in good)
    assert all(collect([(parameter.name, str(value))])[1] for value in bad)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda p: p.name)
def test_docs_explain_every_parameter(parameter):
    default = parameter.default and f"`{parameter.default}`"
    assert f"| `{parameter.name}` | {parameter.meaning} | {default} |" in DOCS


@pytest.mark.parametrize("name", sorted({p.name for o in OPERATIONS.values() for p in o.parameters}))
def test_docs_name_every_parameter_of_an_operation(name):
    assert f"`{name}`" in DOCS


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda o: o.name)
def test_docs_name_every_address_and_media_type(operation):
    assert f"`{operation.path}`" in DOCS
    assert all(media in DOCS for media, _ in operation.answers)


@pytest.mark.parametrize("status", sorted({s for o in OPERATIONS.values() for s in o.errors}))
def test_docs_explain_every_error(status):
    assert f"| {status} |" in DOCS


def test_docs_name_every_key_of_the_envelope():
    shapes = DESCRIPTION["components"]["schemas"]
    for name in ("Search", "Hit", "Snippet", "Facet", "FacetValue", "Proposal", "Problem"):
        for key in shapes[name]["properties"]:
            assert f"`{key}`" in DOCS or f'"{key}"' in DOCS, f"docs/api.md does not name {name}.{key}"
