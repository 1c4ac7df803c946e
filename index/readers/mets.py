"""METS with ALTO: a digitised issue as libraries keep it (Gallica, Europeana Newspapers, CCS docWorks), in many files.

The METS file is read and brings its pages with it, wherever it says they lie; a page that an issue claims is not read
again by itself (``alto``). Articles are those of the METS; text that belongs to none makes a document of its page.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, BinaryIO

from lxml import etree

from index.article import Article, Rejected, stable_id
from index.readers.alto_pages import Block, Page, pages, text_of
from index.readers.beside import Beside, content
from index.readers.encoding import RECORD_LIMIT, decode
from index.readers.fields import article_from
from index.readers.mets_structure import Area, Issue, Piece, issue_of
from index.readers.plain_text import opening_words
from index.readers.print_pages import page_document
from index.readers.unpack import UNPACKING_ERRORS, GrowsTooFar
from index.readers.xml_stream import XmlDamaged, elements, root_of

NAME = "mets"
SUFFIXES = (".xml",)
MEANING = "A digitised issue (METS) with its pages (ALTO) beside it, as Gallica and Europeana Newspapers give them."

# What is left of a page when its articles are taken out must be this long to be a document: less is a price, a date.
_FEWEST_WORDS = 30
# An article without a title that is shorter than this is a scrap that recognition left: it stays with its page.
_SCRAP = 10

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NUMBERED = re.compile(r"&#(?:x([0-9a-fA-F]{1,7})|(\d{1,7}));?")
_IN_TOC = re.compile(r"[/\\]toc[/\\][^/\\]+$")
# Around names in print: bullets, dashes, quotation marks.
_SIGNS = re.compile(r"^[^\w(«]+|[^\w.)»!?]+$")
_XML = re.compile(r"\.xml(?:\.gz)?$", re.IGNORECASE)


def sniff(head: bytes) -> bool:
    """Whether these bytes begin a METS file."""
    root = root_of(head)
    return root is not None and root[1] == "mets"


def read_beside(
    stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None, beside: Beside
) -> Iterator[Article | Rejected]:
    """The articles of an issue, then what else stands on its pages; Rejected for pages that are missing or damaged."""
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        yield Rejected(origin, 0, "longer than 50 MB; cure: one issue a file")
        return
    if _is_contents(origin, beside):
        return
    root, damaged = _tree(data)
    if damaged is not None:
        yield Rejected(origin, damaged.line, f"{damaged}; what can be read of it is kept; cure: fetch it anew")
    if root is None:
        return
    issue = _with_contents(issue_of(root), beside)
    if not issue.pages:
        yield Rejected(origin, 0, "a METS file that names no pages of text (ALTO); cure: the METS of a digitised issue")
        return
    read = _Pages(issue, beside)
    yield from read.problems(origin)
    yield from _articles(issue, read, origin, mapping)


def _is_contents(origin: str, beside: Beside) -> bool:
    """Whether this is the table of contents of an issue of Gallica, whose manifest reads it: ``toc/T1234567.xml``."""
    return not beside.named and _IN_TOC.search(origin) is not None and content(beside, "../manifest.xml", 1) is not None


def _tree(data: bytes) -> tuple[Any, XmlDamaged | None]:
    """The root of a METS file, and where it is damaged: what can be saved of it is."""
    try:
        return next(elements(io.BytesIO(data)), None), None
    except XmlDamaged as error:
        saving = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            # What is no character, as a byte or by its number, would come out of this parser as it is.
            text = _NUMBERED.sub(_character, _DECLARATION.sub("", decode(data)))
            return etree.fromstring(text.encode("utf-8", "replace"), saving), error
        except (etree.XMLSyntaxError, ValueError):
            return None, error


def _character(match: re.Match[str]) -> str:
    """The number of a character; nothing for half of a surrogate pair, or one beyond Unicode."""
    code = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if code < 0xD800 or 0xDFFF < code < 0x110000 else ""


def _with_contents(issue: Issue, beside: Beside) -> Issue:
    """With the articles that another METS holds, the ``toc`` of Gallica."""
    # What the manifest calls it and what it is called are not always the same.
    folders = dict.fromkeys([*map(posixpath.dirname, issue.contents), "toc"])
    for path in dict.fromkeys([*issue.contents, *(name for folder in folders for name in beside.names(folder))]):
        data = content(beside, path, RECORD_LIMIT) if _XML.search(path) else None
        root = _tree(data)[0] if data else None
        if root is None:
            continue
        inner = issue_of(root, posixpath.dirname(path))
        ours = {place: name for name, place in issue.files.items()}
        if not inner.pieces or not set(inner.files.values()) & set(ours):
            continue
        issue.files, issue.pieces, issue.masthead = inner.files, inner.pieces, inner.masthead
        numbers = dict(issue.pages)
        issue.pages = [(name, numbers.get(ours.get(path, ""), "")) for name, path in inner.files.items()]
        issue.date, issue.source = issue.date or inner.date, issue.source or inner.source
        issue.lang, issue.publisher = issue.lang or inner.lang, issue.publisher or inner.publisher
        return issue
    return issue


def _open(beside: Beside, path: str) -> BinaryIO | None:
    """A file the METS names, which may have been compressed since, or no longer be."""
    for name in (path, f"{path}.gz", path.removesuffix(".gz")):
        if (stream := beside.open(name)) is not None:
            return stream
    return None


class _Pages:
    """The pages of an issue, and their blocks by the names that the METS has for them."""

    def __init__(self, issue: Issue, beside: Beside) -> None:
        self.pages: list[tuple[str, Page]] = []
        self._missing: list[str] = []
        self._damaged: list[tuple[str, XmlDamaged]] = []
        self._blocks: dict[Area, list[tuple[str, Block]]] = {}
        for order, (name, number) in enumerate(issue.pages, 1):
            self._read(name, issue.files[name], number or str(order), beside)

    def _read(self, name: str, path: str, number: str, beside: Beside) -> None:
        try:
            stream = _open(beside, path)
            if stream is None:
                self._missing.append(path)
                return
            with closing(stream):
                found, damaged = pages(stream)
        except (OSError, GrowsTooFar, *UNPACKING_ERRORS) as error:
            found, damaged = [], XmlDamaged(f"the compressed file is damaged ({error})", 0)
        if damaged is not None:
            self._damaged.append((path, damaged))
        for page in found:
            # Of several in one file only the file's own count tells which.
            page.number = number if len(found) == 1 else page.number
            self.pages.append((name, page))
            for block in page.blocks:
                for key in {*block.ids, ""}:
                    self._blocks.setdefault((name, key), []).append((page.number, block))

    def problems(self, origin: str) -> Iterator[Rejected]:
        """What could not be read."""
        if self._missing:
            shown = ", ".join(self._missing[:3]) + (" …" if len(self._missing) > 3 else "")
            reason = f"{len(self._missing)} of its pages are not there ({shown}); cure: put them where the METS says (a tar must be unpacked)"
            yield Rejected(origin, 0, reason)
        for path, error in self._damaged:
            yield Rejected(f"{origin} ({path})", error.line, f"{error}; what came before is kept; cure: fetch it anew")

    def at(self, areas: list[Area]) -> list[tuple[str, Block]]:
        """The blocks at these places, each once, with their pages' numbers."""
        found: dict[int, tuple[str, Block]] = {}
        for area in areas:
            for number, block in self._blocks.get(area, ()):
                found.setdefault(id(block), (number, block))
        return list(found.values())

    def url(self, number: str) -> str:
        """The address of the page with this number."""
        return next((page.url for _, page in self.pages if page.number == number), "")


def _articles(
    issue: Issue, read: _Pages, origin: str, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    masthead = read.at(issue.masthead)
    source = issue.source or _masthead(masthead) or issue.publisher
    if not issue.url:
        issue.url = re.sub(r"/f\d+$", "", next((page.url for _, page in read.pages if page.url), ""))
    key = issue.url.rpartition("/")[2] or stable_id("", source, issue.date, *issue.files.values())
    taken = {id(block) for _, block in masthead}
    lang = issue.lang or next((page.lang for _, page in read.pages if page.lang), "")
    common = {"source": source, "published": issue.date}
    for piece in issue.pieces:
        blocks = read.at([*piece.headings, *piece.body, *piece.captions])
        words = sum(block.words for _, block in blocks)
        if not piece.advertisement and words < (1 if piece.title else _SCRAP):
            continue
        taken.update(id(block) for _, block in blocks)
        if not piece.advertisement:
            record = _record(piece, blocks, read) | common | {"id": f"{key}-{piece.id}"}
            record["lang"] = piece.lang or lang
            record["url"] = read.url(record["page"].partition("-")[0].partition(",")[0]) or issue.url
            yield article_from(record, origin, mapping=mapping, plain=True)
    for _, page in read.pages:
        rest = [block for block in page.blocks if id(block) not in taken]
        if sum(block.words for block in rest) < (_FEWEST_WORDS if issue.pieces else 1):
            continue
        document = page_document(page.number, text_of(rest), source, issue.date)
        record = document | common | {"id": f"{key}-p{page.number}", "url": page.url or issue.url, "lang": lang}
        yield article_from(record, origin, mapping=mapping, plain=True)


def _masthead(blocks: list[tuple[str, Block]]) -> str:
    """The paper's name as printed on top of its first page, where the METS names none."""
    return next((_SIGNS.sub("", text) for _, block in blocks if len(text := block.paragraphs[0]) <= 80), "")


def _signature(name: str) -> str:
    """A name as signed, without the signs around it: "— ACHILLE PLISTA." The point of an initial stays."""
    name = _SIGNS.sub("", name)
    return name if len(name.rstrip(".").rpartition(" ")[2]) <= 2 else name.rstrip(".")


def _record(piece: Piece, blocks: list[tuple[str, Block]], read: _Pages) -> dict[str, Any]:
    body = read.at(piece.body) or read.at(piece.captions)
    text = text_of(block for _, block in body)
    headings = " ".join(" ".join(block.paragraphs) for _, block in read.at(piece.headings))
    numbers = list(dict.fromkeys(number for number, _ in blocks if number))
    return {
        "title": piece.title or headings or opening_words(text),
        "chapo": piece.chapo,
        "body": text,
        "authors": [_signature(name) for name in piece.authors],
        "section": piece.section,
        "page": ", ".join(numbers),
    }
