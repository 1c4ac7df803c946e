"""impresso's canonical and rebuilt JSON: digitised papers of Switzerland, Luxembourg and France, one object a line.

Canonical: ``…-issues.jsonl`` says which articles an issue has, ``…-pages.jsonl`` holds their words; the issues are read and
bring their pages with them, pages without an issue beside them are documents of their own. Rebuilt: an article a line, with
its text. Source: the JSON schemas of impresso (``issue``, ``page``, ``paper_contentitem``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.beside import Beside
from index.readers.encoding import numbered_lines, text_stream
from index.readers.fields import article_from
from index.readers.impresso_text import PageText, page_text, rebuilt_text
from index.readers.json_values import Unreadable, values
from index.readers.plain_text import opening_words
from index.readers.print_lines import running
from index.readers.print_pages import page_title
from index.readers.recent import Recent
from index.readers.unpack import UNPACKING_ERRORS, GrowsTooFar

NAME = "impresso"
SUFFIXES = (".jsonl", ".json")
MEANING = "Digitised papers in impresso's canonical or rebuilt JSON: articles with their pages, no advertisements."

# "GDL-1900-01-02-a", of an article "-i0001", of a page "-p0001".
_ID = re.compile(r"([A-Za-z]\w*)-(\d{4})-(\d{2}-\d{2})-([a-z]{1,2})(?:-([ip])(\d{4}))?")
_SNIFFED = re.compile(rb'"id"\s*:\s*"[A-Za-z]\w*-\d{4}-\d{2}-\d{2}-[a-z]{1,2}(?:-[ip]\d{4})?"')
_KEYS = re.compile(rb'"(?:i|r|cdt|ft|ppreb|tp|pOf)"\s*:')

# Where pages lie, as seen from their issues, and issues as seen from their pages; as impresso stores them and side by side.
_PAGE_FOLDERS = ("", "pages/", "../pages/", "../pages/{paper}-{year}/", "../pages/{issue}/", "{issue}/")
_ISSUE_FOLDERS = ("", "../", "../issues/", "../../issues/", "issues/")
_ENDINGS = (".jsonl.bz2", ".jsonl", ".json.bz2", ".json", ".jsonl.gz")

_LEFT_OUT = frozenset(("ad", "advertisement", "image", "img", "picture", "pic"))
_TABLES = frozenset(("table", "tb"))
# A table that is shorter tells nothing.
_FEWEST_WORDS = 30
_WORD = re.compile(r"[^\W\d_]{3,}")

_ISSUES: Recent[frozenset[str]] = Recent()


def sniff(head: bytes) -> bool:
    """Whether a file begins as impresso's do: an object with one of its identifiers and one of its keys."""
    return (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
        and _SNIFFED.search(head) is not None
        and _KEYS.search(head) is not None
    )


def read_beside(
    stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None, beside: Beside
) -> Iterator[Article | Rejected]:
    """The articles of a file, line by line."""
    for line, record in _records(stream, origin):
        if isinstance(record, Rejected):
            yield record
            continue
        found = _ID.fullmatch(str(record.get("id"))) if isinstance(record, dict) else None
        if found is None:
            yield Rejected(
                origin, line, "not a record of impresso: its id is none; cure: one issue, page or article a line"
            )
        elif isinstance(record.get("i"), list):
            yield from _issue(record, found, origin, line, mapping, beside)
        elif isinstance(record.get("r"), list):
            if beside.named or not _is_claimed(origin, found, beside):
                yield from _lone_page(record, found, origin, line, mapping)
        else:
            yield from _rebuilt(record, found, origin, line, mapping)


def _records(stream: BinaryIO, origin: str) -> Iterator[tuple[int, Any]]:
    """Each object with its line; a Rejected in place of what is none."""
    lines = numbered_lines(text_stream(stream)[0])
    for number, line in lines:
        if line is None:
            yield number, Rejected(origin, number, "the line is longer than 50 MB; cure: one issue or page a line")
            continue
        if not (text := line.strip(" \t\r\n\x00")):
            continue
        try:
            yield number, json.loads(text, strict=False)
        except RecursionError:
            yield number, Rejected(origin, number, "not an article: nested too deeply")
        except ValueError as error:
            if number == 1 and not text.endswith("}"):
                yield from _one_object(chain([(number, line)], lines), origin)
                return
            yield number, Rejected(origin, number, f"not JSON: {error}")


def _one_object(lines: Iterator[tuple[int, str | None]], origin: str) -> Iterator[tuple[int, Any]]:
    """An object printed over many lines."""
    try:
        yield from values(lines)
    except Unreadable as error:
        yield error.line, Rejected(origin, error.line, str(error))


def _issue(
    record: Mapping[str, Any],
    found: re.Match[str],
    origin: str,
    line: int,
    mapping: Mapping[str, str] | None,
    beside: Beside,
) -> Iterator[Article | Rejected]:
    items = [item["m"] for item in record["i"] if isinstance(item, dict) and isinstance(item.get("m"), dict)]
    items = [m for m in items if _ID.fullmatch(str(m.get("id")))]
    pages, damage = _pages(found, beside)
    if damage:
        yield Rejected(origin, line, damage)
    if not pages:
        if not damage:
            name = f"{found[0]}-pages.jsonl"
            yield Rejected(
                origin, line, f"the text of its {len(items)} articles is not beside it; cure: put {name}.bz2 there"
            )
        return
    source = str(record.get("media_title_variant") or found[1])
    told: set[str] = set()
    for m in items:
        told.add(m["id"])
        texts = [(page, part) for page in pages for part in page.of(m["id"])]
        made = _article_record(m, texts, source)
        if made is not None:
            yield article_from(made | _common(found, source), origin, line, mapping, plain=True)
    for page in pages:
        # What belongs to no article of a page that has some are their headlines, which are titles already.
        if not any(owner in told for owner, _ in page.regions):
            yield from _page(page, found, source, origin, line, mapping)


def _article_record(m: Mapping[str, Any], texts: list[tuple[PageText, str]], source: str) -> dict[str, Any] | None:
    """The record of an article; None for what is none: an advertisement, a picture, a table of numbers."""
    kind = str(m.get("tp")).lower()
    body = running(part for _, text in texts for part in text.split("\n\n"))
    if not body or kind in _LEFT_OUT or (kind in _TABLES and not _is_prose(body)):
        return None
    title = str(m.get("t") or m.get("title") or "")
    first, _, rest = body.partition("\n\n")
    if rest and first.casefold() == title.casefold():
        body = rest
    numbers = list(dict.fromkeys(page.number for page, _ in texts))
    if kind == "page" and not title:
        title = page_title(source, "", numbers[0])
    return {
        "id": m["id"],
        "title": title or opening_words(body),
        "body": body,
        "page": ", ".join(numbers),
        "url": texts[0][0].url,
        "lang": m.get("consolidated_lg") or m.get("lg") or m.get("l") or "",
    }


def _is_prose(text: str) -> bool:
    """Whether at least half of a table are words: then it is text in columns."""
    tokens = text.split()
    return len(tokens) >= _FEWEST_WORDS and 2 * sum(bool(_WORD.search(token)) for token in tokens) >= len(tokens)


def _common(found: re.Match[str], source: str) -> dict[str, str]:
    return {"source": source, "published": f"{found[2]}-{found[3]}"}


def _page(
    page: PageText, found: re.Match[str], source: str, origin: str, line: int, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    """A page as one document, when there is text on it."""
    common = _common(found, source)
    title = page_title(source, common["published"], page.number)
    record = {"id": page.id, "title": title, "body": page.text, "page": page.number, "url": page.url}
    if page.text:
        yield article_from(record | common, origin, line, mapping, plain=True)


def _lone_page(
    record: Mapping[str, Any], found: re.Match[str], origin: str, line: int, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    page = page_text(record)
    if not page.text:
        yield Rejected(origin, line, "a page without text: blank, or a picture")
    yield from _page(page, found, found[1], origin, line, mapping)


def _rebuilt(
    record: Mapping[str, Any], found: re.Match[str], origin: str, line: int, mapping: Mapping[str, str] | None
) -> Iterator[Article | Rejected]:
    text = rebuilt_text(record)
    if not text:
        if str(record.get("tp")).lower() not in _LEFT_OUT:
            yield Rejected(origin, line, "an article without text (ft); cure: none, its source has none")
        return
    source = str(record.get("media_title_variant") or found[1])
    numbers = (
        [str(n) for n in pages if isinstance(n, int | float)] if isinstance(pages := record.get("pp"), list) else []
    )
    made = _article_record(record, [(PageText("", "", ""), text)], source)
    if made is not None:
        yield article_from(
            made | _common(found, source) | {"page": ", ".join(numbers)}, origin, line, mapping, plain=True
        )


def _pages(found: re.Match[str], beside: Beside) -> tuple[list[PageText], str]:
    """The pages of an issue, in order, and what is wrong with them."""
    issue, paper, year = found[0], found[1], found[2]
    names = (
        folder.format(issue=issue, paper=paper, year=year) + issue + "-pages" + ending
        for folder in _PAGE_FOLDERS
        for ending in _ENDINGS
    )
    pages: dict[str, PageText] = {}
    damage = ""
    try:
        stream = next((opened for name in names if (opened := beside.open(name)) is not None), None)
        if stream is None:
            return [], ""
        with closing(stream):
            for _, record in _records(stream, ""):
                if isinstance(record, Rejected):
                    damage = f"its pages: {record.reason}"
                elif isinstance(record, dict) and _ID.fullmatch(str(record.get("id"))):
                    pages[record["id"]] = page_text(record)
    except (OSError, GrowsTooFar, *UNPACKING_ERRORS) as error:
        damage = f"the file of its pages is damaged ({error}); what came before is kept; cure: fetch it anew"
    return [pages[name] for name in sorted(pages)], damage


def _is_claimed(origin: str, found: re.Match[str], beside: Beside) -> bool:
    """Whether the issue of a page lies where it will find this file."""
    issue = found[0].rpartition("-p")[0]
    here, name = re.fullmatch(r"(.*[/\\])?([^/\\]*)", origin, re.DOTALL).groups("")  # type: ignore[union-attr]
    if not name.startswith(f"{issue}-pages"):
        return False
    for folder in _ISSUE_FOLDERS:
        for stem in (f"{found[1]}-{found[2]}-issues", f"{issue}-issue", f"{issue}-issues"):
            for ending in _ENDINGS:
                if issue in _issues_of(f"{folder}{stem}{ending}", here, beside):
                    return True
    return False


def _issues_of(path: str, here: str, beside: Beside) -> frozenset[str]:
    """The ids of the issues in a file; none when there is no such file. It is read once for all pages of a year."""
    try:
        stream = beside.open(path)
        if stream is None:
            return frozenset()
        with closing(stream):
            return _ISSUES.get(f"{beside.root}\0{here}{path}", lambda: _ids_in(stream))
    except (OSError, GrowsTooFar, *UNPACKING_ERRORS):
        return frozenset()


def _ids_in(stream: BinaryIO) -> frozenset[str]:
    records = (record for _, record in _records(stream, ""))
    return frozenset(str(record.get("id")) for record in records if isinstance(record, dict) and "i" in record)
