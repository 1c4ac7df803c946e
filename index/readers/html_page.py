"""HTML pages of articles: what the page says about itself, and its main text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.article import Article, Rejected
from index.readers.encoding import RECORD_LIMIT, decode, encoding_of, is_binary
from index.readers.fields import article_from, by_field
from index.readers.html_authors import authors
from index.readers.html_body import main_text, same_words, starts_alike
from index.readers.html_chapo import part_chapo
from index.readers.html_dates import publication_date
from index.readers.html_meta import Said
from index.readers.html_tree import Tree
from index.readers.markup import Block, blocks, markup_text, parse

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
MEANING = 'A web page with one article; its menus, captions and "lire aussi" are left out.'

_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
# Declarations stand in the first kilobyte (HTML standard 4.2.5.4); some pages are late.
_DECLARATIONS = 4096

# Of 2,700 pages the longest had 10,126 tags and 1.6 MB. These limits keep a page under two seconds and 500 MB.
_LONGEST_PAGE = 5_000_000
_MOST_TAGS = 50_000
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,100},[\w+/=%-]{100,}")
_BODY = re.compile(r"<(?:body|frameset)[\s>]", re.IGNORECASE)
_HEAD_TOKEN = re.compile(
    r"<!--.*?-->|<(?:script|style|title|noscript)\b.*?</(?:script|style|title|noscript)\s*>|<([a-z][\w-]*)",
    re.IGNORECASE | re.DOTALL,
)
_IN_HEAD = frozenset(("html", "head", "meta", "link", "base", "script", "style", "title", "noscript", "template"))
_LONGEST_HEAD = 1 << 16
_MOST_IN_HEAD = 500
# The printed lines after and above the title among which a date and a byline are looked for.
_NEAR_TITLE = 12
_ABOVE_TITLE = 4
_ELSEWHERE = frozenset(("nav", "aside", "footer", "figure"))
# Pages of some systems are one form.
_FORM_SHARE = 0.4


def sniff(head: bytes) -> bool:
    """Whether these bytes begin an HTML page."""
    return _START.search(head.replace(b"\x00", b"")) is not None


def read(
    stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None, address: str = ""
) -> Iterator[Article | Rejected]:
    """The article of a page; Rejected when the page has none, is longer than 5 MB (pictures apart) or no text.

    ``address`` is where the page was fetched, when that is known; what the page says of its own address wins.
    ``mapping`` may name meta tags of the page ({"sujet": "section"}); they win over what is found.
    """
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > _LONGEST_PAGE:
        # Pages saved with their pictures in them.
        data = _EMBEDDED.sub(b"", data)
    if len(data) > _LONGEST_PAGE:
        yield Rejected(origin, 0, "longer than 5 MB; cure: one article a page")
    elif is_binary(data[:_DECLARATIONS]):
        yield Rejected(origin, 0, "not a web page: it has control characters")
    else:
        yield _article(parse(_with_body(_start(page_text(data)))), origin, mapping, address)


def _start(text: str) -> str:
    """As much of a page as can be its article: not what follows its first 50,000 tags."""
    if text.count("<") <= _MOST_TAGS:
        return text
    end = -1
    for _ in range(_MOST_TAGS):
        end = text.find("<", end + 1)
    return text[:end]


def _with_body(text: str) -> str:
    """The page with the start tag of its body, which HTML lets authors leave out: libxml2 then knows no article in it."""
    if _BODY.search(text) is None:
        for token in islice(_HEAD_TOKEN.finditer(text, 0, _LONGEST_HEAD), _MOST_IN_HEAD):
            if token[1] and token[1].lower() not in _IN_HEAD:
                return f"{text[: token.start()]}<body>{text[token.start() :]}"
    return text


def page_text(data: bytes) -> str:
    """The text of a page: in the encoding it declares, unless its bytes say otherwise. Never raises.

    Bytes that are valid UTF-8 are that, whatever is declared; ISO-8859-1 means windows-1252, as in
    every browser (WHATWG Encoding standard).
    """
    if encoding_of(data) == "utf-8":
        return decode(data)
    declared = _XML_CHARSET.search(data[:_DECLARATIONS]) or _CHARSET.search(data[:_DECLARATIONS])
    name = declared[1].decode("ascii").lower() if declared else ""
    if not name or name.startswith("utf"):
        return decode(data)
    try:
        return data.decode("cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name, "replace")
    except LookupError:
        return decode(data)


def _article(page: BeautifulSoup, origin: str, mapping: Mapping[str, str] | None, address: str) -> Article | Rejected:
    tree = Tree(page)
    said = Said.of(tree, address)
    printed = list(blocks(tree.body, lambda tag: _is_elsewhere(tree, tag)))
    chapo, paragraphs = part_chapo(printed, said.title, said.descriptions, main_text(tree, said.title))
    text = _longer("\n\n".join(paragraphs), said.about.get("articleBody"))
    near_title = _near_title(printed, said.title)
    date, date_from = publication_date(tree, said.about, said.meta, said.heading, near_title, said.url)
    record: dict[str, Any] = {
        "title": said.title,
        "chapo": "" if starts_alike(chapo, text) else chapo,
        "body": text,
        "published": date,
        "authors": authors(tree, said.meta, said.about, said.heading, near_title, said.source),
        "source": said.source,
        "section": said.section,
        "url": said.url,
        "lang": said.lang,
        "id": said.meta.get("article:id", ""),
    }
    if mapping:
        record |= by_field({key: value for key, value in said.meta.items() if key in mapping}, mapping)
    # The file of a crawl bears the day of the crawl.
    article = article_from(record, origin, plain=True, file="" if address else origin)
    if isinstance(article, Article) and article.published == date and date:
        return replace(article, published_from=date_from)
    return article


def _longer(text: str, declared: Any) -> str:
    """The text found, unless the page declares one more than twice as long."""
    given = markup_text(declared) if isinstance(declared, str) else ""
    return given if len(given) > 2 * len(text) else text


def _near_title(printed: Sequence[Block], title: str) -> list[str]:
    """The lines from the title on, then those just above it: some pages print date and author there."""
    lines = [line for block in printed for line in block.text.split("\n")]
    start = next((number for number, line in enumerate(lines) if same_words(line, title)), 0)
    return lines[start : start + _NEAR_TITLE] + lines[max(start - _ABOVE_TITLE, 0) : start]


def _is_elsewhere(tree: Tree, tag: Tag) -> bool:
    return tag.name in _ELSEWHERE or (tag.name == "form" and tree.text_share(tag) < _FORM_SHARE)
