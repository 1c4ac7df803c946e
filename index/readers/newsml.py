"""NewsML 1.0 to 1.2, as AFP, Belga, ATS, EFE and press release wires send it: items with a tree of components.

The IPTC's NewsML 1.2. Not for: its successor, which shares little but the name; see ``newsml_g2``.

A component of an item is a story (it has a headline and a text), a part of one (title, lead, body, by its Role), or
something beside it (a picture, its caption, a style sheet), which is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers import nitf
from index.readers.agency import (
    Dispatch,
    Found,
    PassedOver,
    find,
    find_all,
    line_at,
    read_each,
    subject,
    xml_lang,
)
from index.readers.xml_stream import local, root_of
from index.readers.xml_text import element_line, element_text, prose

NAME = "newsml"
SUFFIXES = (".xml", ".newsml")
MEANING = "NewsML 1.2: dispatches of news agencies (AFP, Belga, ATS, EFE), one or several a file."

_TITLE = frozenset(("title", "headline"))
_LEAD = frozenset(("lead", "abstract", "summary", "chapo", "standfirst", "teaser", "intro"))
# Components beside the text; a role or class that holds one of these words.
_BESIDE = re.compile(
    r"photo|picture|image|caption|video|audio|sound|clip|graphi|animation|thumbnail|preview|logo|icon|stylesheet|css|"
    r"slideshow|contact|tweet|metadata",
    re.IGNORECASE,
)
_HEADLINES = ("NewsLines/HeadLine", "NewsLines/NewsLine/HeadLine")
# "…:TX-PAR-RHO61:1", "…:bsf153:1N": the revision, and how it updates.
_REVISION = re.compile(r":(\d+)[NUA]?")
# "urn:newsml:afp.com:20190121:TX-PAR-RHO61": what ends before the item names its agency alone (Belga).
_PARTS_OF_ID = 5


def sniff(head: bytes) -> bool:
    """Whether a file's root is ``NewsML``."""
    root = root_of(head)
    return root is not None and root[1] == "NewsML"


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a NewsML 1.2 file: one a story, and mostly one an item."""

    def make(item: Any) -> Found:
        stories = [story for top in find_all(item, "NewsComponent") for story in _stories(top)]
        if not stories:
            yield PassedOver(_kind(item))
            return
        suffixes = _suffixes(stories)
        for story, suffix in zip(stories, suffixes, strict=True):
            yield _dispatch(item, story, suffix).article(origin, story.sourceline or 0, mapping)

    yield from read_each(stream, origin, ("NewsItem",), make)


@dataclass(slots=True)
class _Texts:
    """The texts of a story: by the roles of its parts, and what an NITF part says besides."""

    title: str
    lead: str
    body: str
    nitf: Dispatch | None


def _stories(component: Any) -> list[Any]:
    """The components below one that are a story each; itself when they are parts of one."""
    children = [child for child in find_all(component, "NewsComponent") if _has_text(child)]
    headed = [child for child in children if any(line_at(child, path) for path in _HEADLINES)]
    if len(headed) > 1 or (len(children) == 1 and any(map(element_line, children[0].iter("{*}HeadLine")))):
        return [story for child in headed or children for story in _stories(child)]
    return [component] if _has_text(component) or _headline(component) else []


def _has_text(component: Any) -> bool:
    return next(_pieces(component), None) is not None


def _headline(component: Any) -> str:
    return next(filter(None, (line_at(component, path) for path in _HEADLINES)), "")


def _pieces(component: Any) -> Iterator[tuple[str, Any]]:
    """Role and content of each text of a component that is not beside the story."""
    for content in component.iter("{*}DataContent"):
        item = content.getparent()
        above = [one for one in item.iterancestors() if local(one) == "NewsComponent"]
        inside = [*above[: above.index(component)], component] if component in above else []
        roles = [role for one in inside if (role := _attribute(one, "Role"))]
        kinds = [_attribute(item, "MediaType"), _attribute(item, "MimeType"), _attribute(item, "Format")]
        if item.get("Href") or any(map(_BESIDE.search, [*roles, *kinds])) or local(item) == "Encoding":
            continue
        if element_text(content):
            yield (roles[0].lower() if roles else ""), content


def _texts(story: Any) -> _Texts:
    titles: list[str] = []
    leads: list[str] = []
    bodies: list[str] = []
    inner: Dispatch | None = None
    for role, content in _pieces(story):
        wire = next(content.iter("{*}nitf"), None)
        if wire is not None and inner is None:
            inner = nitf.dispatch(wire)
            text = inner.body
        else:
            text = _text(content)
        (titles if role in _TITLE else leads if role in _LEAD else bodies).append(text)
    # The same text in several forms (NITF, XHTML) stands there once.
    distinct = dict.fromkeys(text for text in bodies if text)
    kept = [text for text in distinct if not any(text != other and text in other for other in distinct)]
    return _Texts(next(iter(titles), ""), next(filter(None, leads), ""), "\n\n".join(kept), inner)


def _text(content: Any) -> str:
    if len(content):
        body = next(content.iter("{*}body.content", "{*}body"), None)
        return element_text(content if body is None else body, ("header", "nav", "footer"))
    return prose(content.text or "")


def _dispatch(item: Any, story: Any, suffix: str) -> Dispatch:
    chain = [story, *(one for one in story.iterancestors() if local(one) == "NewsComponent")]
    identifier, management = find(item, "Identification/NewsIdentifier"), find(item, "NewsManagement")
    envelope = find(item.getparent(), "NewsEnvelope")
    texts = _texts(story)
    inner = texts.nitf or Dispatch()
    written = [line for one in chain for line in _all_lines(one, "NewsLines/ByLine")][:1]
    initials = [one.get("Value") or "" for one in story.iter("{*}Property") if one.get("FormalName") == "author"]
    return Dispatch(
        id=_identity(identifier, line_at(management, "FirstCreated"), suffix),
        revision=line_at(identifier, "RevisionId"),
        status=_attribute(management, "Status") or inner.status,
        title=next(filter(None, map(_headline, chain)), "") or texts.title or inner.title,
        chapos=[texts.lead, *inner.chapos, _nearest(chain, "NewsLines/SubHeadLine")],
        body=texts.body,
        dates=[
            line_at(management, "ThisRevisionCreated"),
            line_at(management, "FirstCreated"),
            _nearest(chain, "DescriptiveMetadata/DateLineDate"),
            line_at(identifier, "DateId"),
            *inner.dates,
            line_at(envelope, "DateAndTime"),
        ],
        authors=written or inner.authors or _administered(chain, initials),
        sources=_sources(chain, identifier, envelope) + inner.sources,
        section=_section(chain) or inner.section,
        lang=_lang(chain, item) or inner.lang,
        persons=inner.persons,
        places=inner.places,
        more={
            "slugline": _nearest(chain, "NewsLines/SlugLine") or line_at(item, "Identification/NameLabel"),
            "dateline": _nearest(chain, "NewsLines/DateLine"),
            "creditline": _nearest(chain, "NewsLines/CreditLine"),
            "keywords": "; ".join(_all_lines(story, "NewsLines/KeywordLine")),
        },
    )


def _identity(identifier: Any, created: str, suffix: str) -> str:
    """The public identifier without its revision; else one made from its parts; "" when nothing names the item."""
    public = line_at(identifier, "PublicIdentifier")
    provider, day, item = (line_at(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId"))
    tail = _REVISION.search(public, public.rfind(":")) if ":" in public else None
    if tail and public.count(":") > _PARTS_OF_ID - 1 and tail[1] == line_at(identifier, "RevisionId"):
        public = public[: tail.start()]
    if public.count(":") < _PARTS_OF_ID - 1:
        # Belga's DateId is the revision's, so that the day the item was made tells more.
        public = f"urn:newsml:{provider}:{(created or day)[:8]}:{item}" if provider and item.strip("0") else ""
    return f"{public}#{suffix}" if public and suffix else public


def _suffixes(stories: list[Any]) -> list[str]:
    """What parts the stories of one item: nothing, their languages, their own identifiers, or their order."""
    if len(stories) == 1:
        return [""]
    for names in ([xml_lang(one) for one in stories], [one.get("Duid") or "" for one in stories]):
        if all(names) and len(set(names)) == len(names):
            return names
    return [str(number) for number in range(1, len(stories) + 1)]


def _sources(chain: list[Any], identifier: Any, envelope: Any) -> list[str]:
    parties = [_party(one, f"AdministrativeMetadata/{name}") for name in ("Provider",) for one in chain]
    credit = _nearest(chain, "NewsLines/CreditLine")
    others = [_party(one, "AdministrativeMetadata/Source") for one in chain]
    return [*parties, credit, _party(envelope, "SentFrom"), *others, line_at(identifier, "ProviderId")]


def _party(element: Any, path: str) -> str:
    return _attribute(element, f"{path}/Party")


def _administered(chain: list[Any], initials: list[str]) -> list[str]:
    """The authors that stand in the administrative metadata: ATS's initials, Belga's party with that topic."""
    parties = [
        party.get("FormalName") or ""
        for one in chain
        for party in find_all(one, "AdministrativeMetadata/Creator/Party")
        if (party.get("Topic") or "").upper() == "AUTHOR"
    ]
    return list(dict.fromkeys(name for name in initials or parties if name))


def _section(chain: list[Any]) -> str:
    for one in chain:
        for code in find_all(one, "DescriptiveMetadata/SubjectCode/*"):
            if named := subject(code.get("FormalName") or "") or subject(code.get("cat") or ""):
                return named
    return ""


def _lang(chain: list[Any], item: Any) -> str:
    for one in chain:
        if said := _attribute(one, "DescriptiveMetadata/Language") or xml_lang(one):
            return said
    return xml_lang(item)


def _kind(item: Any) -> str:
    if any(True for _ in item.iter("{*}NewsItemRef", "{*}NewsItem") if _ is not item):
        return "package"
    kinds = [_attribute(one, "MediaType") or _attribute(one, "MimeType") for one in item.iter("{*}ContentItem")]
    role = next((role.get("FormalName") or "" for role in item.iter("{*}Role")), "")
    return next(
        (f"{kind.lower()} item" for kind in [*kinds, role] if kind and _BESIDE.search(kind)), "item without text"
    )


def _attribute(element: Any, path: str) -> str:
    """The FormalName of the element at a path; of Urgency and its kin some agencies write the text instead."""
    found = find(element, path)
    return str(found.get("FormalName") or element_line(found)) if found is not None else ""


def _all_lines(element: Any, path: str) -> list[str]:
    return [line for line in map(element_line, find_all(element, path)) if line]


def _nearest(chain: list[Any], path: str) -> str:
    """The line at a path in the first of these components that has one."""
    return next(filter(None, (line_at(one, path) for one in chain)), "")
