"""ninjs, news in JSON, as Superdesk, TT, NTB, dpa and AP give it: versions 1, 2 and 3 of the IPTC's standard.

Not for: other JSON articles, whose field names are anybody's; see ``json_records``. Pictures, films and packages
are passed over, and so is what stands in ``associations``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.agency import Dispatch, no_article, subject
from index.readers.encoding import decode
from index.readers.json_records import records_of
from index.readers.names import strings
from index.readers.xml_text import html_text, plain_paragraphs, prose

NAME = "ninjs"
SUFFIXES = (".json", ".jsonl", ".ndjson", ".ninjs")
MEANING = "ninjs 1, 2 and 3: dispatches of news agencies in JSON (Superdesk, TT, NTB, dpa)."

# What hardly any other JSON calls its fields: two of them tell ninjs. Version 3 writes them in camel case.
_OWN_KEYS = re.compile(
    r'"(versioncreated|firstcreated|contentcreated|pubstatus|body_xhtml|description_text|description_html|headlines|'
    r'bodies|copyrightholder|copyrightnotice|usageterms|representationtype|contentmodified)"\s*:',
    re.IGNORECASE,
)
_TELLING = 2
_LISTS = ("item", "items", "_items", "results", "data", "hits", "docs")
_LEVELS = 4
_NO_ARTICLES = frozenset((
    "picture", "photo", "image", "graphic", "video", "audio", "animation", "event", "planning", "collection",
))  # fmt: skip
# What an article of them has.
_TEXT_KEYS = ("headline", "headlines", "body_text", "body_xhtml", "body_html", "bodies")
_HTML = re.compile(r"html|xhtml|rich", re.IGNORECASE)
_MAIN = re.compile(r"main|title|headline", re.IGNORECASE)
_SECOND = re.compile(r"sub|short|seo|social|print|kicker", re.IGNORECASE)
_CAPTION = re.compile(r"caption|alt", re.IGNORECASE)
_SIGN = re.compile(r"[A-Z]{1,4}")
_WRITERS = frozenset(("", "writer", "author", "reporter", "journalist", "correspondent", "contributor"))


def sniff(head: bytes) -> bool:
    """Whether a file is JSON whose first record has fields that only ninjs has."""
    text = decode(head).lstrip()
    return text.startswith(("{", "[")) and len({key.lower() for key in _OWN_KEYS.findall(text)}) >= _TELLING


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a ninjs file: one object, an array, a list inside an object, or JSON Lines."""
    passed: Counter[str] = Counter()
    empty = True
    for line, value in records_of(stream, origin):
        for one in [value] if isinstance(value, Rejected) else _items(value):
            if isinstance(one, dict):
                kind = _kind(one)
                if kind:
                    passed[kind] += 1
                    continue
                empty = False
                yield _dispatch(one).article(origin, line, mapping)
            else:
                empty = False
                reason = "not an article: no JSON object; cure: one object an article"
                yield one if isinstance(one, Rejected) else Rejected(origin, line, reason)
    if empty:
        yield no_article(origin, passed)


def _items(value: Any) -> list[Any]:
    """The items in a value: itself, or those of a list inside it, {"_items": […]} or {"data": {"items": […]}}."""
    inner = value
    for _ in range(_LEVELS):
        if isinstance(inner, list):
            return [_unwrapped(one) for one in inner]
        if not isinstance(inner, dict) or any(key in inner for key in _TEXT_KEYS):
            break
        inner = next((inner[key] for key in _LISTS if inner.get(key)), None)
    return [inner if isinstance(inner, dict) else value]


def _unwrapped(one: Any) -> Any:
    # AP's feeds: {"item": {…}} in a list.
    inner = one.get("item") if isinstance(one, dict) else None
    return inner if isinstance(inner, dict) else one


def _kind(item: Mapping[str, Any]) -> str:
    """What an item is that is no text ("picture item"); "" for a text."""
    kind = _text(item.get("type")).lower()
    if kind in _NO_ARTICLES:
        return f"{kind} item"
    return "package" if kind in ("composite", "package") and not _body(item) else ""


def _dispatch(given: Mapping[str, Any]) -> Dispatch:
    item = {key.lower(): value for key, value in given.items() if isinstance(key, str)}
    places = [place for one in _list(item, "places", "place") if (place := _place(one))]
    return Dispatch(
        id=_text(item.get("uri")) or _text(item.get("guid")) or _text(item.get("id")),
        revision=_text(item.get("version")),
        status=_text(item.get("pubstatus")),
        title=_title(item),
        chapos=list(_described(item)),
        body=_body(item),
        dates=[_text(item.get(key)) for key in ("versioncreated", "contentcreated", "firstpublished", "firstcreated")],
        authors=_authors(item),
        sources=_sources(item),
        section=_section(item),
        lang=_text(item.get("language")),
        url=_text(item.get("canonicalurl")),
        persons=[{"value": name} for one in _list(item, "people", "person") for name in strings(one)],
        places=places,
        origin_places=list(strings(item.get("located"))),
        more={key: _text(item.get(key)) for key in ("slugline", "ednote", "profile", "located", "copyrightholder")},
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _list(item: Mapping[str, Any], *keys: str) -> list[Any]:
    """The list under the first of these keys that holds anything; a single object as a list of it."""
    value: Any = next((item[key] for key in keys if item.get(key)), [])
    return value if isinstance(value, list) else [value]


def _valued(item: Mapping[str, Any], key: str) -> list[tuple[str, str, str]]:
    """Role, content type and value of each text in a list of versions 2 and 3."""
    found = []
    for one in _list(item, key):
        if isinstance(one, dict):
            folded = {name.lower(): value for name, value in one.items() if isinstance(name, str)}
            found.append((_text(folded.get("role")), _text(folded.get("contenttype")), _text(folded.get("value"))))
        elif isinstance(one, str):
            found.append(("", "", one))
    return found


def _title(item: Mapping[str, Any]) -> str:
    given = [(role, value) for role, _, value in _valued(item, "headlines") if value and not _SECOND.search(role)]
    main = next((value for role, value in given if _MAIN.search(role)), given[0][1] if given else "")
    return " ".join(prose(main or _text(item.get("headline")) or _text(item.get("title"))).split())


def _described(item: Mapping[str, Any]) -> Iterator[str]:
    for role, _, value in _valued(item, "descriptions"):
        if not _CAPTION.search(role):
            yield prose(value)
    yield from (
        prose(_text(item.get(key))) for key in ("description_html", "description_text", "standfirst", "abstract")
    )
    yield from (value for role, _, value in _valued(item, "headlines") if re.search("sub", role, re.IGNORECASE))


def _body(item: Mapping[str, Any]) -> str:
    """The text: from HTML, which parts its paragraphs, before plain text, which often does not."""
    folded = {key.lower(): value for key, value in item.items() if isinstance(key, str)}
    bodies = _valued(folded, "bodies")
    marked = [value for role, kind, value in bodies if _HTML.search(kind) or (not kind and _HTML.search(role))]
    plain = [value for _, kind, value in bodies if "plain" in kind or not kind]
    wire = [value for _, kind, value in bodies if kind]
    marked += [_text(folded.get(key)) for key in ("body_xhtml", "body_html")]
    for value in marked:
        if text := html_text(value, ("header", "nav", "footer")):
            return text
    for value in (*plain, _text(folded.get("body_text"))):
        if text := prose(value):
            return text
    texts = (html_text(value) if value.lstrip().startswith("<") else plain_paragraphs(value) for value in wire)
    return next(filter(None, texts), "")


def _authors(item: Mapping[str, Any]) -> list[str]:
    """The byline; else who is said to have written it."""
    if line := _text(item.get("by")) or _text(item.get("byline")):
        return [line]
    printed = [_text(one.get("by")) for one in _list(item, "bylines") if isinstance(one, dict)]
    named = [
        name
        for one in _list(item, "authors", "author")
        if not isinstance(one, dict) or _text(one.get("role")).lower() in _WRITERS
        for name in strings(one)
    ]
    return [name for name in printed if name] or named


def _sources(item: Mapping[str, Any]) -> list[str]:
    keys = ("source", "provider", "infosources", "infosource", "creditline", "copyrightholder")
    return [name for key in keys for one in _list(item, key) for name in strings(one)]


def _section(item: Mapping[str, Any]) -> str:
    """The wire's service, else the category among the subjects, else the first of them."""
    subjects = [one for one in _list(item, "subjects", "subject") if isinstance(one, dict)]
    services = [name for one in _list(item, "services", "service") for name in strings(one)]
    kinds = [one for one in subjects if re.search("categ", f"{one.get('rel')} {one.get('rels')} {one.get('scheme')}")]
    # AP's categories are single letters.
    named = [name for one in [*kinds, *subjects] for name in strings(one) if len(name) > 2]
    coded = [subject(_text(one.get(key))) for one in subjects for key in ("code", "literal", "uri")]
    return next(filter(None, [*services, *named, *coded]), "")


def _place(one: Any) -> dict[str, Any] | None:
    name = next(strings(one), "")
    # {"name": "NSW", "code": "NSW"}: a code is no name.
    if not name or (_SIGN.fullmatch(name) and isinstance(one, dict) and one.get("code") == name):
        return None
    folded = {key.lower(): value for key, value in one.items()} if isinstance(one, dict) else {}
    point = folded.get("geometry_geojson") or folded.get("geojson") or {}
    pair = point.get("coordinates") if isinstance(point, dict) and point.get("type") == "Point" else None
    lon, lat = pair[:2] if isinstance(pair, list) and len(pair) >= 2 else (None, None)
    return {"value": name, "lat": lat, "lon": lon}
