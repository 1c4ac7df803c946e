"""HTML pages of articles: what the page says about itself, and its main text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.article import Article, Rejected
from index.readers import json_ld
from index.readers.clean import clean_line
from index.readers.encoding import RECORD_LIMIT, decode, encoding_of, is_binary
from index.readers.fields import article_from, by_field
from index.readers.html_body import main_text, starts_alike
from index.readers.html_chapo import part_chapo
from index.readers.html_dates import publication_date
from index.readers.markup import blocks, markup_text, parse
from index.readers.names import printed_byline

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
MEANING = 'A web page with one article; its menus, captions and "lire aussi" are left out.'

_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
# Declarations stand in the first kilobyte (HTML standard 4.2.5.4); some pages are late.
_DECLARATIONS = 4096

_AUTHORS = (
    '[rel~="author"], [itemprop~="author"] [itemprop~="name"], [itemprop~="author"], .author-name, .byline, .auteur'
)
_AUTHOR_TAGS = ("article:author", "og:article:author", "author", "parsely-author", "dc.creator")
_SECTION_TAGS = ("article:section", "og:article:section", "og:section", "parsely-section", "articlesection")
# The printed lines after the title among which a date is looked for.
_NEAR_TITLE = 12


def sniff(head: bytes) -> bool:
    """Whether these bytes begin an HTML page."""
    return _START.search(head.replace(b"\x00", b"")) is not None


def read(
    stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None, address: str = ""
) -> Iterator[Article | Rejected]:
    """The article of a page; Rejected when the page has none, is longer than 50 MB or no text.

    ``address`` is where the page was fetched, when that is known; what the page says of its own address wins.
    ``mapping`` may name meta tags of the page ({"sujet": "section"}); they win over what is found.
    """
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        yield Rejected(origin, 0, "longer than 50 MB; cure: one article a page")
    elif is_binary(data[:_DECLARATIONS]):
        yield Rejected(origin, 0, "not a web page: it has control characters")
    else:
        yield _article(parse(page_text(data)), origin, mapping, address)


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
    meta, about = _meta(page), json_ld.article_object(page)
    body = page.body or page
    title = _title(page, meta, about)
    chapo, paragraphs = part_chapo(body, title, _descriptions(meta, about), main_text(body, title))
    text = _longer("\n\n".join(paragraphs), about.get("articleBody"))
    url = _url(page, meta, about) or address
    near_title = _near_title(body, title)
    date, date_from = publication_date(page, about, meta, near_title, url)
    record: dict[str, Any] = {
        "title": title,
        "chapo": "" if starts_alike(chapo, text) else chapo,
        "body": text,
        "published": date,
        "authors": _authors(page, meta, about, near_title),
        "source": _source(page, meta, about, url),
        "section": _section(page, meta, about),
        "url": url,
        "lang": _lang(page, meta),
        "id": meta.get("article:id", ""),
    }
    if mapping:
        record |= by_field({key: value for key, value in meta.items() if key in mapping}, mapping)
    # The file of a crawl bears the day of the crawl.
    article = article_from(record, origin, plain=True, file="" if address else origin)
    if isinstance(article, Article) and article.published == date and date:
        return replace(article, published_from=date_from)
    return article


def _meta(page: BeautifulSoup) -> dict[str, str]:
    """The page's meta tags by name or property, small letters; of several alike the first that says anything."""
    found: dict[str, str] = {}
    for tag in page.find_all("meta", content=True):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        value = clean_line(str(tag["content"]))
        if name and value and tag.find_parent(itemprop=True) is None:
            found.setdefault(name, value)
    return found


def _title(page: BeautifulSoup, meta: dict[str, str], about: dict[str, Any]) -> str:
    """The headline as printed where it can be told, without the site's name."""
    marked = page.select_one('[itemprop~="headline"]')
    candidates = (
        about.get("headline"), meta.get("og:title"), meta.get("twitter:title"), meta.get("dc.title"), meta.get("headline"),
        marked.get_text(" ") if marked else "",
    )  # fmt: skip
    given = next((_plain(c) for c in candidates if isinstance(c, str) and c.strip()), "")
    headings = [text for tag in page.find_all("h1") if (text := clean_line(tag.get_text(" ")))]
    named = clean_line(page.title.get_text()) if page.title else ""
    printed = _printed_title(headings, given, named)
    return printed or _without_site(given or named, meta.get("og:site_name", ""))


def _printed_title(headings: list[str], given: str, named: str) -> str:
    """The heading that is the headline: many blogs print their own name as a first one. "" for none."""
    if given:
        return next((heading for heading in headings if starts_alike(heading, given)), "")
    return max(headings, key=lambda heading: heading in named and len(heading), default="")


def _without_site(title: str, site: str) -> str:
    for separator in (" - ", " | ", " – ", " — ", " : ", " • "):
        head, found, tail = title.rpartition(separator)
        if found and head and site and tail.casefold() == site.casefold():
            return head
    head, found, tail = title.rpartition(" | ")
    return head if found and len(tail) < len(head) else title


def _plain(text: str) -> str:
    return clean_line(markup_text(text))


def _longer(text: str, declared: Any) -> str:
    """The text found, unless the page declares one more than twice as long."""
    given = markup_text(declared) if isinstance(declared, str) else ""
    return given if len(given) > 2 * len(text) else text


def _near_title(body: Tag, title: str) -> list[str]:
    lines = [line for block in blocks(body, _elsewhere) for line in block.text.split("\n")]
    start = lines.index(title) if title in lines else 0
    return lines[start : start + _NEAR_TITLE]


def _elsewhere(tag: Tag) -> bool:
    return tag.name in ("nav", "aside", "footer")


def _descriptions(meta: dict[str, str], about: dict[str, Any]) -> list[str]:
    declared = (about.get("description"), meta.get("og:description"), meta.get("description"))
    return [_plain(text) for text in declared if isinstance(text, str)]


def _authors(page: BeautifulSoup, meta: dict[str, str], about: dict[str, Any], near_title: list[str]) -> list[str]:
    declared = about.get("author")
    names = [json_ld.name_of(item) for item in (declared if isinstance(declared, list) else [declared])]
    if not any(names):
        names = [meta.get(key, "") for key in _AUTHOR_TAGS]
        names = [name for name in names if name and "://" not in name][:1]
    if not any(names):
        names = [clean_line(tag.get_text(" ")) for tag in page.select(_AUTHORS)][:1]
    if not any(names):
        names = [byline for line in near_title if (byline := printed_byline(line))][:1]
    return [name for name in names if name and len(name) <= 150]


def _source(page: BeautifulSoup, meta: dict[str, str], about: dict[str, Any], url: str) -> str:
    host = _host(url)
    marked = page.select_one('[itemprop~="publisher"] [itemprop~="name"]')
    publisher = clean_line(str(marked.get("content") or marked.get_text(" "))) if marked else ""
    found = (meta.get("og:site_name"), json_ld.name_of(about.get("publisher")), publisher, meta.get("dc.publisher"))
    return next((name for name in found if name), host.removeprefix("www."))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "") if "://" in url else ""
    except ValueError:  # "http://[a"
        return ""


def _section(page: BeautifulSoup, meta: dict[str, str], about: dict[str, Any]) -> str:
    marked = page.select_one('[itemprop~="articleSection"]:not(meta)')
    given = json_ld.name_of(about.get("articleSection")) or next((meta[k] for k in _SECTION_TAGS if k in meta), "")
    if not given and marked:
        given = clean_line(marked.get_text(" "))
    if given:
        return given
    steps = json_ld.breadcrumb(page)
    # The first step is the site's front page, the last often the article itself.
    return steps[1] if len(steps) > 2 or (len(steps) == 2 and len(steps[1]) < 30) else ""


def _url(page: BeautifulSoup, meta: dict[str, str], about: dict[str, Any]) -> str:
    link = page.select_one('link[rel~="canonical"][href]')
    about_url = about.get("url")
    found = (str(link["href"]) if link else "", meta.get("og:url", ""), about_url if isinstance(about_url, str) else "")
    return next((url.strip() for url in found if url.strip().startswith(("http://", "https://"))), "")


def _lang(page: BeautifulSoup, meta: dict[str, str]) -> str:
    html = page.html
    return str((html.get("lang") or html.get("xml:lang") if html else "") or meta.get("og:locale", ""))
