"""NewsML 1.0 to 1.2, as AFP, Belga, ATS, EFE and press release wires send it: items with a tree of components.

The IPTC's NewsML 1.2. Not for: its successor, which shares little but the name; see ``newsml_g2``.

A component of an item is a story (it has a headline and a text), a part of one (title, lead, body, by its Role), or
something beside it (a picture, its caption, a style sheet), which is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, BinaryIO

from lxml import etree

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
# More parts than any story has.
_MOST_PARTS = 200
_HEAD = frozenset(("NewsLines", "AdministrativeMetadata", "DescriptiveMetadata"))
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
        tree = _Tree(item)
        stories = [story for top in find_all(item, "NewsComponent") for story in tree.stories(top)]
        if not stories:
            yield PassedOver(_kind(item))
        for story, suffix in zip(stories, _suffixes(stories), strict=True):
            yield _dispatch(item, story, tree, suffix).article(origin, story.sourceline or 0, mapping)

    yield from read_each(stream, origin, ("NewsItem",), make)


@dataclass(slots=True)
class _Texts:
    """The texts of a story: by the roles of its parts, and what an NITF part says besides."""

    title: str
    lead: str
    body: str
    nitf: Dispatch | None


class _Tree:
    """The components of an item: which hold text, and in which role."""

    def __init__(self, item: Any) -> None:
        self._roles: dict[Any, str] = {}
        self._holding: set[Any] = set()
        self._heads: dict[Any, Any] = {}
        for content in item.iter("{*}DataContent"):
            holder = content.getparent()
            above = [one for one in holder.iterancestors() if local(one) == "NewsComponent"]
            roles = [role for one in above if (role := _attribute(one, "Role"))]
            kinds = [_attribute(holder, name) for name in ("MediaType", "MimeType", "Format")]
            beside = holder.get("Href") or local(holder) == "Encoding" or any(map(_BESIDE.search, [*roles, *kinds]))
            if not beside and any(words.strip() for words in content.itertext()):
                self._roles[content] = roles[0].lower() if roles else ""
                self._holding.update(above)

    def stories(self, component: Any) -> list[Any]:
        """The components below one that are a story each; itself when they are parts of one."""
        children = [child for child in find_all(component, "NewsComponent") if child in self._holding]
        headed = [child for child in children if _headline(child)]
        if len(headed) > 1 or (len(children) == 1 and any(map(element_line, children[0].iter("{*}HeadLine")))):
            return [story for child in headed or children for story in self.stories(child)]
        return [component] if component in self._holding or _headline(component) else []

    def head(self, component: Any) -> Any:
        """A component without the components in it, which may be thousands: what it says of itself."""
        if component not in self._heads:
            head = etree.Element("NewsComponent")
            if lang := xml_lang(component):
                head.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
            head.extend([deepcopy(child) for child in component if local(child) in _HEAD])
            self._heads[component] = head
        return self._heads[component]

    def texts(self, story: Any) -> _Texts:
        """The texts of a story."""
        titles: list[str] = []
        leads: list[str] = []
        bodies: list[str] = []
        inner: Dispatch | None = None
        for content in story.iter("{*}DataContent"):
            role = self._roles.get(content)
            if role is None:
                continue
            wire = next(content.iter("{*}nitf"), None)
            if wire is not None and inner is None:
                inner = nitf.dispatch(wire)
                text = inner.body
            else:
                text = _text(content)
            (titles if role in _TITLE else leads if role in _LEAD else bodies).append(text)
        return _Texts(next(iter(titles), ""), next(filter(None, leads), ""), _joined(bodies), inner)


def _headline(component: Any) -> str:
    return next(filter(None, (line_at(component, path) for path in _HEADLINES)), "")


def _joined(bodies: list[str]) -> str:
    """The parts of a text; one given in several forms (NITF, XHTML, plain) stands there once."""
    kept: list[str] = []
    for text in sorted(dict.fromkeys(filter(None, bodies)), key=len, reverse=True)[:_MOST_PARTS]:
        if not any(text in other for other in kept):
            kept.append(text)
    return "\n\n".join(text for text in dict.fromkeys(bodies) if text in kept)


def _text(content: Any) -> str:
    if len(content):
        body = next(content.iter("{*}body.content", "{*}body"), None)
        return element_text(content if body is None else body, ("header", "nav", "footer"))
    return prose(content.text or "")


def _dispatch(item: Any, story: Any, tree: _Tree, suffix: str) -> Dispatch:
    above = [one for one in story.iterancestors() if local(one) == "NewsComponent"]
    chain = [tree.head(one) for one in (story, *above)]
    identifier, management = find(item, "Identification/NewsIdentifier"), find(item, "NewsManagement")
    envelope = find(item.getparent(), "NewsEnvelope")
    texts = tree.texts(story)
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
    parties = [_party(one, "AdministrativeMetadata/Provider") for one in chain]
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
