"""The text of a TEI element → its title, its paragraphs, and what they mark: persons, places, pages, dates.

Source: TEI P5 Guidelines: chapters 3 (core), 4 (structure), 11 (primary sources), 13 (names). Of choices the regular, corrected,
expanded form is read; notes, figures, running titles and catchwords are left out; words broken by a line are whole again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.readers.clean import clean_line, clean_text
from index.readers.print_lines import joined
from index.readers.xml_stream import local

_BLOCKS = frozenset((
    "p", "ab", "head", "lg", "l", "item", "list", "row", "table", "cell", "div", "div1", "div2", "div3", "div4", "sp", "speaker", "stage",
    "opener", "closer", "dateline", "byline", "signed", "salute", "trailer", "quote", "floatingText", "body", "front", "back", "u",
    "argument", "epigraph", "titlePart", "docTitle", "postscript", "cit", "said",
))  # fmt: skip
# A quotation within a line is part of it; these are blocks only beside blocks.
_INLINE_IN = frozenset(("p", "ab", "head", "l", "item", "quote", "cell"))
_SOMETIMES_INLINE = frozenset(("quote", "cit", "said", "list", "table", "floatingText"))
_SILENT = frozenset((
    "note", "noteGrp", "figure", "fw", "teiHeader", "del", "surplus", "gap", "metamark", "facsimile", "standOff", "bibl", "biblStruct",
    "listBibl", "index", "graphic", "formula", "notatedMusic", "interp", "interpGrp", "ana", "figDesc", "listPerson", "listPlace",
))  # fmt: skip
# Of a choice the first of these that is there.
_CHOSEN = ("reg", "corr", "expan", "unclear", "seg", "abbr", "sic", "orig")
_MASTHEADS = ("front",)
_RUBRICS = frozenset(("section", "rubrique", "rubric", "part"))
_LINE_END = "\n"
_BLOCK_END = "\x02"
# A line that ends within a word, with the sign of that or without.
_WITHIN_WORD = "\x03"
_BROKEN = re.compile("[-\u00ac\u00ad]?\\s*\x03\\s*")


@dataclass(slots=True)
class Said:
    """What an element says. ``persons`` and ``places``: as objects with their mentions in ``body``, as ``fields`` reads them."""

    title: str = ""
    body: str = ""
    authors: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    section: str = ""
    lang: str = ""
    pages: list[str] = field(default_factory=list)
    persons: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)


def said(element: Any, persons: Mapping[str, str], places: Mapping[str, str], page: str = "") -> Said:
    """What a text or a division says, which begins on ``page``; ``persons`` and ``places`` are the names that its header
    lists, by their ids."""
    found = Said(section=_section(element), lang=element.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
    title = _title(element)
    names: dict[str, list[tuple[str, str]]] = {"persName": [], "placeName": []}
    pages = [page]
    parts: list[str] = []
    for kind, value in _walk(element, title):
        if kind == "text":
            parts.append(value)
        elif kind == "page":
            # A page that begins before the first word is where the article begins.
            began = any(not part.isspace() and part != _BLOCK_END for part in parts if part)
            pages = [*pages, value] if began else [value]
        elif kind == "date":
            found.dates.append(value)
        elif kind == "author":
            found.authors.append(value)
        else:
            tag, _, key = kind.partition(" ")
            names[tag].append((key, value))
    in_title = [] if title is None else list(_walk(title, None))
    found.title = _flat(text for kind, text in in_title if kind == "text")
    for kind, value in in_title:
        tag, _, key = kind.partition(" ")
        if tag in names:
            names[tag].append((key, value))
    found.body = clean_text("\n\n".join(_block(part) for part in "".join(parts).split(_BLOCK_END)))
    found.pages = list(dict.fromkeys(page for page in pages if page))
    found.persons = _named(names["persName"], persons, found.body)
    found.places = _named(names["placeName"], places, found.body)
    return found


def _title(element: Any) -> Any:
    """The head that is the title: the element's own, else that of the one division it has."""
    head = element.find("{*}head")
    divisions = [child for child in element if local(child).startswith("div")]
    if head is None and len(divisions) == 1 and not any(local(child) in ("p", "ab") for child in element):
        return _title(divisions[0])
    return head


def _section(element: Any) -> str:
    """The head of the part of the paper that an article stands in."""
    for up in element.iterancestors():
        if local(up).startswith("div") and (up.get("type") or "").lower() in _RUBRICS:
            head = up.find("{*}head")
            if head is not None:
                return clean_line(" ".join("".join(head.itertext()).split()))
    return ""


def _page(element: Any) -> str:
    return clean_line(element.get("n") or "")


def _walk(top: Any, title: Any) -> Iterator[tuple[str, str]]:
    """What stands in an element, in order: ("text", …), ("page", number), ("date", …), ("author", …), ("persName KEY", surface)."""
    # An element to enter, or what to say once its content is done.
    stack: list[Any] = [top]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            yield item
            continue
        name = local(item)
        if item is not top:
            stack.append(("text", item.tail or ""))
        if name == "byline":
            # A signature is told, and is no text.
            marked = next(iter(item.iter("{*}docAuthor", "{*}author", "{*}persName", "{*}name")), item)
            yield "author", _flat(marked.itertext())
            yield from _skipped(item)
            continue
        if not name or item is title or name in _SILENT or (name in _MASTHEADS and item is not top):
            if item is title:
                stack.append(("text", _BLOCK_END))
            if name and item is not title:
                yield from _skipped(item)
            continue
        yield from _marks(item, name)
        if name == "lb":
            yield "text", _WITHIN_WORD if item.get("break") == "no" else _LINE_END
            continue
        children = _chosen(item) if name == "choice" else list(item)
        if name == "w" and any(local(child) == "form" for child in item):
            # TXM's words: the form as printed, not its analysis.
            children = [child for child in item if local(child) == "form"]
            stack.append(("text", " "))
        block = (
            name in _BLOCKS
            and item is not top
            and not (name in _SOMETIMES_INLINE and local(item.getparent()) in _INLINE_IN)
        )
        if block:
            stack.append(("text", _BLOCK_END))
        stack.extend(reversed(children))
        if block:
            yield "text", _BLOCK_END
        if name not in ("choice", "row", "list", "table") and not (
            name == "w" and children and local(children[0]) == "form"
        ):
            yield "text", item.text or ""


def _skipped(item: Any) -> Iterator[tuple[str, str]]:
    """Pages may begin within what is left out."""
    for inner in item.iter("{*}pb"):
        yield "page", _page(inner)


def _chosen(choice: Any) -> list[Any]:
    """The reading of a choice that is read."""
    by_name = {local(child): child for child in reversed(choice)}
    return next(([by_name[name]] for name in _CHOSEN if name in by_name), list(choice)[:1])


def _marks(item: Any, name: str) -> Iterator[tuple[str, str]]:
    if name == "pb":
        yield "page", _page(item)
    elif name in ("date", "docDate"):
        when = item.get("when") or item.get("when-iso") or ""
        if when and any(
            local(up) in ("dateline", "opener", "docDate", "head", "byline", "closer") for up in item.iterancestors()
        ):
            yield "date", when
    elif name in ("author", "docAuthor") or (name == "persName" and (item.get("type") or item.get("role")) == "author"):
        yield "author", _flat(item.itertext())
    if name in ("persName", "placeName") or (name in ("name", "rs") and item.get("type") in ("person", "place")):
        kind = "persName" if name == "persName" or item.get("type") == "person" else "placeName"
        surface = _flat(text for label, text in _inner(item) if label == "text")
        key = item.get("key") or item.get("ref") or item.get("corresp") or ""
        if surface:
            yield f"{kind} {key}", surface


def _inner(item: Any) -> Iterator[tuple[str, str]]:
    for text in item.itertext():
        yield "text", text


def _flat(texts: Any) -> str:
    return _block("".join(texts).replace(_BLOCK_END, _LINE_END))


def _block(text: str) -> str:
    return joined(_BROKEN.sub("", text).split("\n"))


def _named(marked: list[tuple[str, str]], listed: Mapping[str, str], body: str) -> list[dict[str, Any]]:
    """The persons or places marked, each under the name its list or key gives, with its places in the text."""
    found: dict[str, dict[str, Any]] = {}
    place = 0
    for key, surface in marked:
        name = listed.get(key.lstrip("#"), "") or _spoken(key) or surface
        one = found.setdefault(name, {"value": name, "mentions": []})
        start = body.find(surface, place)
        if start >= 0:
            place = start + len(surface)
            one["mentions"].append({"field": "body", "start": start, "end": place, "text": surface})
    return list(found.values())


def _spoken(key: str) -> str:
    """A key that is a name ("Gambetta, Léon"), not a number or an address."""
    if (
        not key
        or key.startswith("#")
        or "/" in key
        or any(sign.isdigit() for sign in key)
        or not any(map(str.isupper, key))
        or "_" in key
    ):
        return ""
    last, comma, first = key.partition(",")
    return clean_line(f"{first} {last}" if comma else key)
