"""METS, the file that describes a digitised issue → what it says: the paper, its date, its pages, its articles.

Useful for: ``mets``, which reads the pages. Source: METS 1.x (Library of Congress); the profiles of Gallica (BnF
``manifest.xml`` and ``toc``), of Europeana Newspapers (ENMAP) and of CCS docWorks, which agree on the logical map's names.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.readers.alto_pages import ARK, gallica_url
from index.readers.clean import clean_line
from index.readers.times import first_readable
from index.readers.xml_stream import local

# Types of divisions in logical maps, in capitals.
_ARTICLES = frozenset((
    "ARTICLE", "NEWS", "LETTER", "INTERVIEW", "REVIEW", "EDITORIAL", "FEUILLETON", "SERIAL", "CHRONICLE", "POEM", "WEATHER",
    "DEATH_NOTICE", "OBITUARY", "CHAPTER",
))  # fmt: skip
_SECTIONS = frozenset(("SECTION", "RUBRIC", "RUBRIQUE"))
_HEADINGS = frozenset(("HEADING", "HEADLINE", "TITLE", "SUBTITLE", "SUBHEADLINE", "OVERLINE", "MAIN_TITLE"))
_BODIES = frozenset(("BODY", "BODY_CONTENT", "CONTENT"))
_CAPTIONS = frozenset(("CAPTION", "ILLUSTRATION", "IMAGE", "PICTURE"))
_MASTHEADS = frozenset(("TITLESECTION", "TITLE_SECTION", "MASTHEAD", "NEWSPAPER_TITLE"))
_ADVERTISEMENTS = frozenset(("ADVERTISEMENT", "ADVERTISEMENTS", "AD", "ADS", "PUBLICITY", "FREEAD"))
# An issue's own title that is a date and a number names no paper: "1915-12-01 (Année 12, Numéro 78)".
_NUMBERED = re.compile(
    r"\W*(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:n[°o]\.?|num[ée]ro|ann[ée]e) ?\d)", re.IGNORECASE
)
_LANGUAGES = {"french": "fr", "français": "fr", "german": "de", "english": "en", "italian": "it", "dutch": "nl"}
# What programs call a title that is not there, and cataloguers a publisher.
_NAMELESS = re.compile(r"untitled|sans titre|\[?s\. ?n\.\]?", re.IGNORECASE)
_LABEL_TAIL = re.compile(r"[\s,]+(?:no\.?|n°|num[ée]ro)?[\s.]*(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})?\s*$")
# A headline with what stands below it; longer than this and the rest is an introduction.
_LONGEST_HEADLINE = 150

Area = tuple[str, str]
"""Where a block stands: the id of a page's file in the METS, the id of a block in that file ("" for all of it)."""


@dataclass(frozen=True, slots=True)
class Described:
    """A bibliographic description: of the paper, of an issue, or of an article."""

    title: str = ""
    subtitle: str = ""
    host: str = ""
    publisher: str = ""
    dates: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lang: str = ""
    kinds: frozenset[str] = frozenset()
    urls: tuple[str, ...] = ()


@dataclass(slots=True)
class Piece:
    """An article of the logical map. ``advertisement``: to be left out, with its blocks."""

    id: str
    title: str = ""
    chapo: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    lang: str = ""
    advertisement: bool = False
    headings: list[Area] = field(default_factory=list)
    body: list[Area] = field(default_factory=list)
    captions: list[Area] = field(default_factory=list)


@dataclass(slots=True)
class Issue:
    """What a METS file says. ``files``: id → path of each text file; ``pages``: those of the pages in order, each with
    the page's number; ``contents``: other METS files that hold the articles."""

    source: str = ""
    publisher: str = ""
    date: str = ""
    lang: str = ""
    url: str = ""
    files: dict[str, str] = field(default_factory=dict)
    pages: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    masthead: list[Area] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


def issue_of(root: Any, folder: str = "") -> Issue:
    """What a METS tree says; ``folder`` is where its paths begin, relative to the file that is being read."""
    described = {one.get("ID", ""): _described(one) for one in root.iterfind("{*}dmdSec")}
    issue = Issue(lang="")
    _files(root, folder, issue)
    maps = list(root.iterfind("{*}structMap"))
    logical = [one for one in maps if (one.get("TYPE") or one.get("LABEL") or "").lower().startswith("logical")]
    used: set[str] = set()
    for one in logical:
        walk = _Walk(described, issue)
        walk.down(one)
        used |= walk.used
        if issue.pieces:
            break
    _order(maps, issue)
    _whole(root, [one for key, one in described.items() if key not in used], issue)
    return issue


def _files(root: Any, folder: str, issue: Issue) -> None:
    for group in root.iterfind("{*}fileSec//{*}fileGrp"):
        use = (group.get("USE") or group.get("ID") or "").lower()
        for file in group.iterfind("{*}file"):
            place = file.find("{*}FLocat")
            href = "" if place is None else next((v for k, v in place.attrib.items() if k.endswith("href")), "")
            path = re.sub(r"^file:/*", "", href.replace("\\", "/"))
            if not re.search(r"\.xml(?:\.\w+)?$", path, re.IGNORECASE) or "://" in path:
                continue
            path = posixpath.normpath(posixpath.join(folder, path))
            if "toc" in use:
                issue.contents.append(path)
            else:
                issue.files[file.get("ID", "")] = path


def _order(maps: list[Any], issue: Issue) -> None:
    """The pages as the physical map has them, else as the files are listed."""
    found: dict[str, str] = {}
    for one in maps:
        if (one.get("TYPE") or "").lower() != "physical":
            continue
        for div in one.iter("{*}div"):
            names = [e.get("FILEID", "") for e in _own(div) if e.get("FILEID", "") in issue.files]
            label = div.get("ORDERLABEL") or ""
            for name in names:
                found.setdefault(name, label if label.isdecimal() else div.get("ORDER") or "")
    issue.pages = list(found.items()) or [(name, "") for name in issue.files]


def _own(div: Any) -> Iterator[Any]:
    """The pointers of a division, not of those in it."""
    for child in div:
        if local(child) == "fptr":
            yield from child.iter("{*}fptr", "{*}area")


def _whole(root: Any, descriptions: list[Described], issue: Issue) -> None:
    """What is said of the issue as a whole. Those of issues come after those of the paper."""
    descriptions.reverse()
    label = clean_line(root.get("LABEL") or "")
    named = (title for one in descriptions for title in (one.title, one.host) if title and not _NUMBERED.match(title))
    tail = _LABEL_TAIL.search(label)
    issue.publisher = next((one.publisher for one in descriptions if one.publisher), "")
    issue.source = next(named, "") or (label[: tail.start()] if tail and not _NUMBERED.match(label) else "")
    texts = [("field", (*one.dates, one.title)) for one in descriptions]
    issue.date = first_readable([*texts, ("field", (tail[1] or "",) if tail else ())])[0]
    issue.lang = next((one.lang for one in descriptions if one.lang), "")
    urls = (url for one in descriptions for url in one.urls)
    identifiers = root.iterfind(".//{*}objectIdentifierValue")
    arks = (gallica_url(text) for one in identifiers if "version" not in (text := one.text or ""))
    issue.url = next((url for url in (*arks, *urls) if url), "")


def _described(section: Any) -> Described:
    """A description in MODS or Dublin Core."""
    texts: dict[str, list[str]] = {}
    host = ""
    authors: list[str] = []
    for element in section.iter():
        name = local(element)
        if not name:
            continue
        if name == "name":
            authors.append(
                clean_line(" ".join(t.text or "" for t in element.iterfind("{*}namePart") if t.get("type") != "date"))
            )
        elif text := clean_line(element.text or ""):
            within = {local(up) for up in element.iterancestors()}
            if "relatedItem" in within:
                host = host or (text if name == "title" else "")
            elif not (name == "title" and any("pagination" in v for v in element.attrib.values())):
                texts.setdefault(name, []).append(text)
    dates = [d for key in ("dateIssued", "date", "issued", "dateCreated", "temporal") for d in texts.get(key, [])]
    links = [text for key in ("identifier", "url", "relation") for text in texts.get(key, [])]
    lang = (texts.get("languageTerm") or texts.get("language") or [""])[0]
    return Described(
        title=_first_title(section),
        subtitle=" ".join(texts.get("subTitle", [])),
        host=host,
        dates=tuple(re.sub(r"^(\d{4}-\d\d-\d\d).*", r"\1", date) for date in dates),
        authors=tuple(name for name in authors if name),
        publisher=next((name for name in texts.get("publisher", []) if not _NAMELESS.fullmatch(name)), ""),
        lang=_LANGUAGES.get(lang.lower(), lang),
        kinds=frozenset(kind.upper() for key in ("classification", "genre", "type") for kind in texts.get(key, [])),
        urls=tuple(gallica_url(link) if ARK.search(link) else link for link in links if ARK.search(link) or link.startswith("http")),
    )  # fmt: skip


def _first_title(section: Any) -> str:
    """The first title of what is described, with the article that catalogues part from it ("LE" of "LE CONGRÈS")."""
    for title in section.iter("{*}title"):
        within = {local(up) for up in title.iterancestors()}
        text = clean_line(title.text or "")
        if text and "relatedItem" not in within and not any("pagination" in value for value in title.attrib.values()):
            article = clean_line(title.getparent().findtext("{*}nonSort") or "")
            whole = f"{article}{'' if article.endswith(chr(39)) else ' '}{text}".strip() if article else text
            return "" if _NAMELESS.fullmatch(whole) else whole
    return ""


class _Walk:
    """One way through a logical map: its articles, with their blocks in the map's order."""

    def __init__(self, described: dict[str, Described], issue: Issue) -> None:
        self._described = described
        self._issue = issue
        self.used: set[str] = set()

    def down(self, top: Any) -> None:
        """Follow the divisions below ``top``, however deep they lie."""
        stack: list[tuple[Any, Piece | None, str, str]] = [(top, None, "", "")]
        while stack:
            div, piece, section, role = stack.pop()
            kind = (div.get("TYPE") or "").upper()
            here = self._said(div)
            if piece is None and (kind in _ARTICLES or kind in _ADVERTISEMENTS):
                piece, role = self._piece(div, kind, here, section), "body"
                self._issue.pieces.append(piece)
            elif piece is None and kind in _SECTIONS:
                section = here.title or clean_line(div.get("LABEL") or "") or section
                self._claim(div)
            elif kind in _MASTHEADS:
                role = "masthead"
            elif piece is None and kind in _HEADINGS and role != "masthead":
                role = "section"
            elif piece is not None:
                role = _role(kind, role)
            self._take(div, piece, role)
            stack.extend((child, piece, section, role) for child in reversed(div) if local(child) == "div")

    def _said(self, div: Any) -> Described:
        names = (div.get("DMDID") or "").split()
        return next((self._described[name] for name in names if name in self._described), Described())

    def _claim(self, div: Any) -> None:
        self.used.update((div.get("DMDID") or "").split())

    def _piece(self, div: Any, kind: str, here: Described, section: str) -> Piece:
        self._claim(div)
        label = clean_line(div.get("LABEL") or "")
        label = "" if _NAMELESS.fullmatch(label) else label
        both = label or (f"{here.title} : {here.subtitle}" if here.subtitle else here.title)
        title, chapo = (here.title, here.subtitle) if here.subtitle and len(both) > _LONGEST_HEADLINE else (both, "")
        return Piece(
            id=div.get("ID") or str(len(self._issue.pieces) + 1),
            title=title,
            chapo=chapo,
            authors=here.authors,
            section=section,
            lang=here.lang,
            advertisement=kind in _ADVERTISEMENTS or bool(here.kinds & _ADVERTISEMENTS),
        )

    def _take(self, div: Any, piece: Piece | None, role: str) -> None:
        """Keep the blocks a division points to."""
        areas = [(e.get("FILEID", ""), e.get("BEGIN") or "") for e in _own(div) if e.get("FILEID")]
        areas = [area for area in areas if area[0] in self._issue.files and (area[1] or piece is not None)]
        if role in ("masthead", "section"):
            self._issue.masthead.extend(areas)
        elif piece is not None:
            {"heading": piece.headings, "caption": piece.captions}.get(role, piece.body).extend(areas)


def _role(kind: str, role: str) -> str:
    """What the blocks of a division within an article are. Headings inside a body are part of the text."""
    if kind in _CAPTIONS:
        return "caption"
    if kind in _HEADINGS and role in ("body", "heading"):
        return "heading"
    if kind in _BODIES:
        return "text"
    return role
