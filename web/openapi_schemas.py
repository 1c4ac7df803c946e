"""The shapes of the API's answers as JSON Schema 2020-12, the dialect of OpenAPI 3.1.

Every object lists all its keys as required and closed: an answer with a key more or less fails
tests/web/test_api_shapes.py.
"""

from __future__ import annotations

from typing import Any

from search.request import FACET_NAMES

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
ISO_PREFIX = r"^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$"
DATE: Schema = {
    "type": ["string", "null"],
    "pattern": ISO_PREFIX,
    "description": "ISO 8601; its length is its precision; null when not known",
}
LINK: Schema = {"type": "string", "format": "uri-reference"}
LINK_OR_NULL: Schema = {"type": ["string", "null"], "format": "uri-reference"}


def said(schema: Schema, description: str) -> Schema:
    """The schema with a description."""
    return {**schema, "description": description}


def many(items: Schema) -> Schema:
    """An array of those."""
    return {"type": "array", "items": items}


def one_of(*values: str) -> Schema:
    """One of those strings."""
    return {"type": "string", "enum": list(values)}


def ref(name: str) -> Schema:
    """The schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def closed(optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """An object with these keys and no other; those in ``optional`` may be absent."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


SPAN = said({"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}, "start and end, half-open, in characters")

COPIES_OF = said(STRING, "the id of the first published of its near-copies, its own perhaps; empty when it has none")

SCHEMAS: dict[str, Schema] = {
    "Search": closed(
        query=closed(
            q=STRING,
            parsed=said(STRING, "what was understood, in French"),
            problems=many(ref("QueryProblem")),
        ),
        canonical=said(LINK, "this very search; equal searches have equal links"),
        total=said(COUNT, "how many articles match, exactly"),
        total_is_exact=said({"type": "boolean", "const": True}, "always true"),
        results=said(COUNT, "how many results the pages hold: near-copies are one, unless copies=all"),
        page=COUNT,
        per_page=COUNT,
        next=LINK_OR_NULL,
        prev=LINK_OR_NULL,
        hits=many(ref("Hit")),
        facets={
            "type": "object",
            "properties": {name: ref("Facet") for name in FACET_NAMES},
            "additionalProperties": False,
        },
        proposals=said(many(ref("Proposal")), "other searches that do have results"),
        took_ms=NUMBER,
        index=ref("Index"),
    ),
    "QueryProblem": closed(
        code=said(STRING, "a stable name, for programs"),
        detail=said(STRING, "a sentence in French"),
        start=said(COUNT, "where in q"),
        end=COUNT,
    ),
    "Hit": closed(
        id=STRING,
        title=STRING,
        published=DATE,
        score=said(NUMBER, "0 when sorted by date"),
        url=said(LINK, "the article at its source, or else its page here"),
        link=said(LINK, "its page here"),
        api=said(LINK, "the whole article"),
        source=STRING,
        section=STRING,
        authors=many(STRING),
        persons=many(STRING),
        places=many(STRING),
        title_marks=many(SPAN),
        title_html=said(STRING, "the title, escaped, with <mark>"),
        snippets=many(ref("Snippet")),
        copies_of=COPIES_OF,
        copies=said({"anyOf": [ref("Copies"), {"type": "null"}]}, "the other results for which this one stands"),
    ),
    "Copies": closed(
        id=said(STRING, "the first published of the group"),
        total=said(COUNT, "articles in the group, itself included, whatever was asked"),
        count=said(COUNT, "results for which this one stands, itself apart"),
        sources=said(COUNT, "other sources that these have"),
        url=said(LINK, "all of the group"),
        shown=said(many(ref("Copy")), "the first of them in the order of time"),
    ),
    "Copy": closed(
        id=STRING,
        title=STRING,
        published=DATE,
        source=STRING,
        kind=said(
            one_of("first", "same", "longer", "part"),
            "the first published; about its text; its text within a longer one; a part of it",
        ),
        link=said(LINK, "its page here"),
        api=said(LINK, "the whole article"),
    ),
    "Snippet": closed(
        field=one_of("title", "chapo", "body"),
        offset=said(COUNT, "where in the field it was cut"),
        text=STRING,
        marks=many(SPAN),
        html=said(STRING, "the text, escaped, with <mark>"),
    ),
    "Facet": closed(
        ("level",),
        name=one_of(*FACET_NAMES),
        level=said(one_of("year", "month", "day"), "dates only"),
        total_values=COUNT,
        exact=said(BOOLEAN, "whether the counts are exact"),
        without=said(COUNT, "results that have no value"),
        values=many(ref("FacetValue")),
    ),
    "FacetValue": closed(
        ("path",),
        value=STRING,
        label=STRING,
        count=COUNT,
        selected=BOOLEAN,
        excluded=BOOLEAN,
        path=said(many(STRING), "the places it lies in, widest first; only with within=1, and where known"),
        url=said(LINK, "the search that a click on the value makes"),
    ),
    "Proposal": closed(
        kind=one_of("spelling", "any-word", "drop-word", "drop-filter"), text=STRING, total=COUNT, url=LINK
    ),
    "Index": closed(
        version=said(STRING, "a name of this very content"), generation=COUNT, built_at=STRING, articles=COUNT
    ),
    "Mention": closed(field=one_of("title", "chapo", "body"), start=COUNT, end=COUNT, text=STRING),
    "Person": closed(
        value=STRING,
        titles=said(many(STRING), "what the text calls the person, most frequent first"),
        mentions=many(ref("Mention")),
    ),
    "Place": closed(
        value=STRING,
        kind=STRING,
        country=said(STRING, "ISO 3166-1 alpha-2, or empty"),
        lat={"type": ["number", "null"], "minimum": -90, "maximum": 90},
        lon={"type": ["number", "null"], "minimum": -180, "maximum": 180},
        path=said(many(STRING), "the places it lies in, widest first"),
        mentions=many(ref("Mention")),
    ),
    "SpokenDate": closed(
        value=STRING, precision=one_of("year", "month", "day", "interval"), mentions=many(ref("Mention"))
    ),
    "Article": closed(
        id=STRING,
        title=STRING,
        chapo=STRING,
        body=STRING,
        published=DATE,
        published_from=said(STRING, "where the date was found"),
        authors=many(STRING),
        source=STRING,
        section=STRING,
        page=said(STRING, "where it stands in the paper, or empty"),
        url=said(LINK, "the article at its source, or else its page here"),
        lang=STRING,
        persons=many(ref("Person")),
        places=many(ref("Place")),
        dates=many(ref("SpokenDate")),
        copies_of=COPIES_OF,
        link=LINK,
        api=LINK,
        similar=LINK,
        versions=said(LINK, "the article and its near-copies"),
    ),
    "Similar": closed(id=STRING, hits=many(ref("Hit"))),
    "FacetPage": closed(
        ("level",),
        name=one_of(*FACET_NAMES),
        level=one_of("year", "month", "day"),
        total_values=said(COUNT, "on all pages"),
        exact=BOOLEAN,
        without=COUNT,
        values=many(ref("FacetValue")),
        canonical=LINK,
        page=COUNT,
        per_page=COUNT,
        next=LINK_OR_NULL,
        prev=LINK_OR_NULL,
    ),
    "Suggestions": closed(
        q=STRING,
        suggestions=many(closed(text=STRING, kind=one_of("person", "place", "word"), count=COUNT)),
    ),
    "OpenSearchSuggestions": {
        "type": "array",
        "items": {"anyOf": [STRING, many(STRING)]},
        "minItems": 2,
        "maxItems": 2,
        "description": "OpenSearch Suggestions 1.1: what was typed, and its completions",
    },
    "JsonFeed": closed(
        ("next_url",),
        version=STRING,
        title=STRING,
        home_page_url=LINK,
        feed_url=LINK,
        next_url=LINK,
        language=STRING,
        authors=many(closed(name=STRING)),
        items=many(
            closed(
                ("external_url", "authors", "tags", "language"),
                id=said(STRING, "a tag: URI (RFC 4151), the same for ever"),
                url=LINK,
                external_url=said(LINK, "the article at its source"),
                title=STRING,
                content_text=STRING,
                date_published=said(STRING, "when the index first saw the article"),
                authors=many(closed(name=STRING)),
                tags=many(STRING),
                language=STRING,
                _kiosque=closed(id=STRING, published=DATE, source=STRING),
            )
        ),
        _kiosque=closed(id=STRING, total=COUNT, updated=STRING),
    ),
    "Status": closed(
        index=ref("Index"),
        first_day=DATE,
        last_day=DATE,
        undated=said(COUNT, "articles without a publication date"),
        values={
            "type": "object",
            "additionalProperties": COUNT,
            "description": "how many different values each facet has",
        },
        coverage=many(
            closed(
                source=said(STRING, "empty when none is named"),
                total=COUNT,
                years=many(closed(year={"type": ["string", "null"]}, count=COUNT)),
            )
        ),
        copies=said(
            closed(
                groups=COUNT,
                articles=said(COUNT, "in all groups"),
                largest=many(closed(id=STRING, title=STRING, total=COUNT, url=LINK)),
            ),
            "groups of near-copies",
        ),
        size_bytes=COUNT,
        fingerprint=said(STRING, "of the text analysis"),
    ),
    "Health": closed(status=one_of("ok"), index=ref("Index")),
    "Table": said(STRING, "RFC 4180 with a header line; several values in a cell are joined by ' | '"),
    "Lines": said(STRING, "one JSON object a line: an article as in Article, with its raw url"),
    "Xml": STRING,
    "Text": said(STRING, "UTF-8"),
    "OpenApi": {"type": "object", "description": "OpenAPI 3.1"},
    "Problem": {
        **closed(
            ("errors",),
            type=said({"type": "string", "format": "uri-reference"}, "about:blank: the status tells the kind"),
            title=STRING,
            status={"type": "integer", "minimum": 400, "maximum": 599},
            detail=said(STRING, "a sentence in French"),
            instance={"type": "string", "format": "uri-reference"},
            errors=many(
                closed(
                    parameter=STRING,
                    position=said({"type": ["integer", "null"]}, "character of the value, from 0"),
                    detail=STRING,
                )
            ),
        ),
        "description": "RFC 9457",
    },
}
