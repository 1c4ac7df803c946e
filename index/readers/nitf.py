"""NITF, the markup of newswire texts since 1998: a file of its own, or the text inside NewsML.

The News Industry Text Format 3.x of the IPTC. Useful also for: the ``nitf`` elements of other formats (``parts``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.agency import Dispatch, Found, find, find_all, is_sentence, line_at, read_each, subject, xml_lang
from index.readers.xml_stream import root_of
from index.readers.xml_text import element_line, element_text

NAME = "nitf"
SUFFIXES = (".nitf", ".xml")
MEANING = "NITF: one dispatch of a news agency, or an article of a paper's archive."

# What stands in a name that is no part of it.
_BESIDES_NAME = ("function", "alt-code", "byttl")


def sniff(head: bytes) -> bool:
    """Whether a file's root is ``nitf``."""
    root = root_of(head)
    return root is not None and root[1] == "nitf"


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The article of an NITF file (of each, where several stand in one root)."""

    def make(nitf: Any) -> Found:
        yield dispatch(nitf).article(origin, nitf.sourceline or 0, mapping)

    yield from read_each(stream, origin, ("nitf",), make)


def dispatch(nitf: Any) -> Dispatch:
    """What an ``nitf`` element says of its dispatch."""
    head, body = find(nitf, "head"), find(nitf, "body")
    docdata, pubdata, above = find(head, "docdata"), find(head, "pubdata"), find(body, "body.head")
    authors, second = _bylines(above)
    chapos = [element_text(find(above, "abstract")), second, *_headlines(above, "hl2")]
    content = find(body, "body.content")
    return Dispatch(
        id=_attribute(docdata, "doc-id", "id-string"),
        revision=_attribute(docdata, "du-key", "version"),
        status=(docdata.get("management-status") or "") if docdata is not None else "",
        title=next(iter(_headlines(above, "hl1")), "") or line_at(head, "title"),
        chapos=chapos,
        body=_body(body, content),
        dates=_dates(docdata, pubdata, above),
        authors=authors,
        sources=_sources(docdata, pubdata, above),
        section=_section(head, pubdata),
        lang=_lang(nitf, body),
        persons=_named(docdata, content, "person"),
        places=_named(docdata, content, "location"),
        more={
            "slugline": _attribute(docdata, "du-key", "key"),
            "dateline": line_at(above, "dateline"),
            "fixture": _attribute(docdata, "fixture", "fix-id"),
        },
    )


def _attribute(element: Any, path: str, name: str) -> str:
    found = find(element, path)
    return str(found.get(name) or "") if found is not None else ""


def _headlines(above: Any, name: str) -> list[str]:
    # AP writes "headline" for "hedline".
    found = find_all(above, f"hedline/{name}") or find_all(above, f"headline/{name}")
    return [line for line in map(element_line, found) if line]


def _bylines(above: Any) -> tuple[list[str], str]:
    """The authors, and the second headline that some agencies print in their place."""
    authors: list[str] = []
    for byline in find_all(above, "byline"):
        persons = [element_line(person, _BESIDES_NAME) for person in byline.iter("{*}person")]
        line = element_line(byline, _BESIDES_NAME)
        if not persons and is_sentence(line):
            return authors, line
        # "By Meredith Jameson, <byttl>Staff Reporter</byttl>"
        authors += [name for name in persons or [line.rstrip(" ,;")] if name]
    return authors, ""


def _body(body: Any, content: Any) -> str:
    if content is None:
        return element_text(body, ("body.head", "body.end"))
    tagline = element_text(find(body, "body.end/tagline"))
    return "\n\n".join(part for part in (element_text(content), tagline) if part)


def _dates(docdata: Any, pubdata: Any, above: Any) -> list[str]:
    printed = find(above, "dateline/story.date")
    return [
        _attribute(docdata, "date.issue", "norm"),
        (pubdata.get("date.publication") or "") if pubdata is not None else "",
        _attribute(docdata, "date.release", "norm"),
        (printed.get("norm") or "") if printed is not None else "",
    ]


def _sources(docdata: Any, pubdata: Any, above: Any) -> list[str]:
    return [
        line_at(above, "distributor"),
        (pubdata.get("name") or "") if pubdata is not None else "",
        _attribute(docdata, "doc-id", "regsrc"),
        line_at(above, "rights/rights.owner") or line_at(above, "rights.owner"),
        _attribute(docdata, "del-list/from-src", "src-name"),
        _attribute(docdata, "doc.copyright", "holder"),
        _attribute(docdata, "doc.rights", "owner"),
    ]


def _section(head: Any, pubdata: Any) -> str:
    printed = (pubdata.get("position.section") or "") if pubdata is not None else ""
    subjects = find_all(head, "tobject/tobject.subject")
    named = (one.get("tobject.subject.type") or "" for one in subjects)
    coded = [subject(one.get("tobject.subject.refnum") or "") for one in subjects]
    coded += [subject(meta.get("content") or "") for meta in find_all(head, "meta") if "categ" in meta.get("name", "")]
    kind = _attribute(head, "tobject", "tobject.type")
    return next(filter(None, chain([printed], named, coded, [kind if kind.lower() != "news" else ""])), "")


def _lang(nitf: Any, body: Any) -> str:
    inside = next(body.iter("{*}lang"), None) if body is not None else None
    said = (inside.get("lang") or inside.get("iso") or "") if inside is not None else ""
    return nitf.get("baselang") or xml_lang(nitf) or xml_lang(body) or said


def _named(docdata: Any, content: Any, name: str) -> list[str]:
    """The persons or places marked in the text or declared as its content."""
    roots = [root for root in (find(docdata, "identified-content"), content) if root is not None]
    found = (element_line(one, _BESIDES_NAME).rstrip(" ,;") for root in roots for one in root.iter(f"{{*}}{name}"))
    return list(dict.fromkeys(one for one in found if one))
