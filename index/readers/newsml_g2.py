"""NewsML-G2, as Reuters, dpa, AP, ANSA and press release wires send it: news items, alone or many in a message.

The IPTC's NewsML-G2 2.x. Not for: NewsML 1.2; see ``newsml``. Packages, concepts, planning, pictures and films
are no articles and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers import g2_subjects, nitf
from index.readers.agency import (
    Dispatch,
    Found,
    PassedOver,
    find,
    find_all,
    host,
    line_at,
    read_each,
    xml_lang,
)
from index.readers.encoding import peeked
from index.readers.g2_subjects import code, name_of
from index.readers.xml_stream import local, root_of
from index.readers.xml_text import element_line, element_text, html_text, plain_paragraphs, prose

NAME = "newsml-g2"
SUFFIXES = (".xml",)
MEANING = "NewsML-G2: news items of agencies (Reuters, dpa, AP, ANSA), alone or in a message."

_NAMESPACE = "http://iptc.org/std/nar/"
_NO_ARTICLES = {
    "packageItem": "package", "conceptItem": "concept", "knowledgeItem": "list of concepts",
    "planningItem": "planning item", "catalogItem": "catalogue",
}  # fmt: skip
_MEDIA = frozenset(("picture", "photo", "graphic", "video", "audio", "animation"))
# A text sent alone, without the item around it.
_CONTENT = "contentSet"
# Above and below the text of XHTML: subjects and headline once more; credits.
_AROUND = ("header", "nav", "footer", "dat", "byline")
_SECOND = re.compile(r"sub|second|kicker|deck", re.IGNORECASE)
_FIRST = re.compile(r"main|title|headline$", re.IGNORECASE)
_STANDFIRST = re.compile(r"summary|abstract|lead|teaser|standfirst|intro", re.IGNORECASE)
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"</?p\b[^<>]*>", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether a file's root is a message or an item of NewsML-G2, or the content of one."""
    root = root_of(head)
    if root is None:
        return False
    space, name = root
    if name == _CONTENT:
        return b"inlineXML" in head or b"inlineData" in head
    return (name in ("newsMessage", "newsItem") or name in _NO_ARTICLES) and space.startswith(_NAMESPACE)


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a NewsML-G2 file, one a news item that is a text."""

    def make(item: Any) -> Found:
        kind = _NO_ARTICLES.get(local(item)) or _medium(item)
        if kind:
            yield PassedOver(kind)
        else:
            yield _dispatch(item).article(origin, item.sourceline or 0, mapping)

    head, whole = peeked(stream)
    root = root_of(head)
    alone = root is not None and root[1] == _CONTENT
    yield from read_each(whole, origin, (_CONTENT,) if alone else ("newsItem", *_NO_ARTICLES), make)


def _medium(item: Any) -> str:
    """What an item is that is a picture, a film or a sound ("picture item"); "" for texts and where nothing says it."""
    kind = code(find(item, "itemMeta/itemClass")).lower()
    return f"{kind} item" if kind in _MEDIA else ""


def _dispatch(item: Any) -> Dispatch:
    about, meta = find(item, "itemMeta"), find(item, "contentMeta")
    content = item if local(item) == _CONTENT else find(item, _CONTENT)
    body, inner = _text(content)
    title, second = _headlines(meta)
    subjects = g2_subjects.of(item)
    sources = _sources(item)
    written = [line for line in map(element_line, find_all(meta, "by")) if line]
    creators = [name for name in map(name_of, find_all(meta, "creator")) if name and name not in sources]
    return Dispatch(
        id=item.get("guid") or inner.id,
        revision=item.get("version") or inner.revision,
        status=code(find(about, "pubStatus")) or inner.status,
        title=title or inner.title or line_at(about, "title") or _page_title(content),
        chapos=[_standfirst(meta), second, *inner.chapos],
        body=body,
        dates=[
            line_at(about, "versionCreated"),
            line_at(meta, "contentModified"),
            line_at(meta, "contentCreated"),
            line_at(about, "firstCreated"),
            *inner.dates,
        ],
        authors=written or inner.authors or creators,
        sources=sources + inner.sources,
        section=subjects.section or inner.section,
        lang=_lang(item, meta, content) or inner.lang,
        persons=subjects.persons or inner.persons,
        places=subjects.places or inner.places,
        origin_places=[name for name in map(name_of, find_all(meta, "located")) if name],
        more={
            "slugline": line_at(meta, "slugline"),
            "dateline": line_at(meta, "dateline"),
            "creditline": line_at(meta, "creditline"),
            "genre": name_of(find(meta, "genre")),
            "keywords": "; ".join(filter(None, map(element_line, find_all(meta, "keyword")))),
        },
    )


def _headlines(meta: Any) -> tuple[str, str]:
    """The headline and the second one."""
    first, second = "", ""
    for headline in sorted(find_all(meta, "headline"), key=lambda one: not _FIRST.search(one.get("role") or "main")):
        line = element_line(headline)
        if _SECOND.search(headline.get("role") or ""):
            second = second or line
        else:
            first = first or line
    return first, second


def _standfirst(meta: Any) -> str:
    described = find_all(meta, "description")
    roles = [one.get("role") or "" for one in described]
    chosen = [one for one, role in zip(described, roles, strict=True) if _STANDFIRST.search(role)] or [
        one for one, role in zip(described, roles, strict=True) if not _CAPTION.search(role)
    ]
    return next(filter(None, map(element_text, chosen)), "")


def _text(content: Any) -> tuple[str, Dispatch]:
    """The text of the first rendition that is one, and what an NITF rendition says besides."""
    inner = Dispatch()
    for inline in find_all(content, "inlineXML"):
        wire = next(inline.iter("{*}nitf"), None)
        if wire is not None:
            inner = nitf.dispatch(wire)
            if inner.body or inner.title:
                return inner.body, inner
            continue
        body = next(inline.iter("{*}body"), None)
        root = inline if body is None else body
        if text := element_text(root, _AROUND) or element_text(root):
            return text, inner
    for data in find_all(content, "inlineData"):
        if data.get("encoding"):
            continue
        kind, text = (data.get("contenttype") or "").lower(), data.text or ""
        if found := _plain(text) if "plain" in kind else html_text(text, _AROUND) if "html" in kind else prose(text):
            return found, inner
    return "", inner


def _plain(text: str) -> str:
    """Plain text; ANSA puts it between paragraph tags all the same."""
    bare = _PARAGRAPH_TAG.sub("\n", text)
    return plain_paragraphs("\n".join(line.rstrip() for line in bare.strip("\n \t").split("\n")))


def _page_title(content: Any) -> str:
    titles = content.iter("{*}title", "{*}h1", "{*}RUBRIK") if content is not None else ()
    return next(filter(None, map(element_line, titles)), "")


def _sources(item: Any) -> list[str]:
    """The provider, the credit line, who the information is from, who holds the rights: names before codes."""
    about, meta, rights = find(item, "itemMeta"), find(item, "contentMeta"), find(item, "rightsInfo")
    provider, holder = find(about, "provider"), find(rights, "copyrightHolder")
    origin = find(meta, "infoSource")
    named = name_of(provider)
    told = [named, line_at(meta, "creditline").rstrip("–—- "), code(provider), name_of(origin), name_of(holder)]
    # "reuters.com" is a name where there is no better one.
    plain = [name for name in told if name and not _DOMAIN.fullmatch(name)]
    address = host(provider.get("uri") or "") if provider is not None else ""
    return [*plain, *told, address]


def _lang(item: Any, meta: Any, content: Any) -> str:
    tag = next(filter(None, (one.get("tag") or "" for one in find_all(meta, "language"))), "")
    inline = find(content, "inlineXML")
    return tag or xml_lang(inline) or xml_lang(item)
