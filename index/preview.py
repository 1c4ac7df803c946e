"""What is understood of a strange file, before anything is indexed: its first articles, their fields, who, where, when.

Useful for: the ``preview`` command. Not for: a whole corpus; ``build`` reports on that.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from index.article import Article, Rejected
from index.enrich import enrich_all
from index.readers.fields import our_field
from index.readers.sources import files_of, looked_at, read_sources

ARTICLES = 3
# Enough to see what a folder of 100,000 files is made of, in a second or two.
_FILES = 500
# A file in which nothing can be read has told its reason long before.
_REJECTED = 20

_WIDTH = 100
_LABEL = 12
_BEGINNING, _END = 400, 160

DATED_BY = {
    "field": "said by the source in a field",
    "json-ld": "said by the page's JSON-LD",
    "meta": "said by the page's meta tags",
    "markup": "said by the page's markup",
    "text": "printed near the title",
    "dateline": "read in the dateline of the text",
    "url": "read in the address",
    "file name": "read in the file's name",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of ``source``.

    ``formats``: how many of the files looked at are of each format, archives and unknown ones included. ``unused``:
    fields of the first file that no field of ours takes. ``articles`` are enriched; ``complete``: there are no more.
    """

    source: str
    formats: dict[str, int]
    unused: tuple[str, ...]
    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]
    complete: bool


def preview(source: Path, mapping: Mapping[str, str] | None = None, count: int = ARTICLES) -> Preview:
    """Read the first ``count`` articles of a file or folder; CorpusError when there is no such."""
    records = read_sources([source], mapping)
    articles, rejected, complete = _first(records, count)
    formats: Counter[str] = Counter()
    unused: tuple[str, ...] = ()
    for file in islice(files_of([source]), _FILES):
        format_, head = looked_at(file)
        formats[format_.name if format_ else "archive" if head else "unknown"] += 1
        if format_ and not unused:
            unused = tuple(name for name in format_.names(head) if our_field(name, mapping) is None)
    return Preview(str(source), dict(formats.most_common()), unused, tuple(enrich_all(articles)), rejected, complete)


def _first(records: Iterator[Article | Rejected], count: int) -> tuple[list[Article], tuple[Rejected, ...], bool]:
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for record in records:
        if isinstance(record, Rejected):
            rejected.append(record)
            if len(rejected) > _REJECTED:
                return articles, tuple(rejected[:_REJECTED]), False
        elif len(articles) == count:
            return articles, tuple(rejected), False
        else:
            articles.append(record)
    return articles, tuple(rejected), True


def as_text(seen: Preview, *, full: bool = False) -> str:
    """The preview for a terminal; ``full``: with the whole of every text."""
    formats = ", ".join(
        f"{name}" if count == 1 else f"{name} ({count:,} files)" for name, count in seen.formats.items()
    )
    lines = [f"{seen.source}: {formats or 'no file to read'}"]
    for number, article in enumerate(seen.articles, 1):
        lines += ["", f"── {number} " + "─" * (_WIDTH - 5), *_article_lines(article, full=full)]
    if seen.rejected:
        lines += ["", "not read:"]
        lines += [f"  {_place(each)}: {each.reason}" for each in seen.rejected]
    lines += ["", *_remarks(seen)]
    return "\n".join(lines) + "\n"


def _article_lines(article: Article, *, full: bool) -> Iterator[str]:
    date = f"{article.published}  ({DATED_BY[article.published_from]})" if article.published else "none found"
    yield from _labelled("title", article.title)
    yield from _labelled("published", date)
    for name in ("source", "section", "page", "url", "lang", "id"):
        yield from _labelled(name, getattr(article, name))
    yield from _labelled("authors", "; ".join(article.authors))
    yield from _labelled("chapo", article.chapo)
    paragraphs, words = article.body.count("\n\n") + 1, len(article.body.split())
    if article.body:
        yield from _labelled("body", f"{_counted(paragraphs, 'paragraph')}, {_counted(words, 'word')}")
        yield from (_indented(line) for line in _shown(article.body, full=full))
    else:
        yield from _labelled("body", "none")
    yield from _labelled("persons", "; ".join(_said(p.value, *p.titles[:1]) for p in article.persons or ()))
    yield from _labelled("places", "; ".join(_said(p.value, *p.path[-1:], p.country) for p in article.places or ()))
    yield from _labelled("dates", "; ".join(_said(d.value, *_spoken(d)) for d in article.dates or ()))
    yield from _labelled("read from", article.origin)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("s" if count != 1 else "")


def _labelled(label: str, text: str) -> list[str]:
    """The lines of a field, none for one without text."""
    lines = textwrap.wrap(text, _WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False)
    return [f"{label if not number else '':<{_LABEL}}{line}" for number, line in enumerate(lines)]


def _indented(line: str) -> str:
    return f"{'':<{_LABEL}}{line}" if line else ""


def _shown(body: str, *, full: bool) -> list[str]:
    if not full and len(body) > _BEGINNING + _END:
        beginning = body[:_BEGINNING].rpartition(" ")[0]
        end = body[-_END:].partition(" ")[2]
        body = f"{beginning} […]\n\n[…] {end}"
    lines = []
    for paragraph in body.split("\n"):
        lines += textwrap.wrap(paragraph, _WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False) or [""]
    return lines


def _said(value: str, *besides: str) -> str:
    told = ", ".join(dict.fromkeys(each for each in besides if each and each != value))
    return f"{value} ({told})" if told else value


def _spoken(date: Any) -> tuple[str, ...]:
    return tuple(f'"{mention.text}"' for mention in date.mentions[:1])


def _place(rejected: Rejected) -> str:
    return f"{rejected.origin}:{rejected.line}" if rejected.line else rejected.origin


def _remarks(seen: Preview) -> Iterator[str]:
    """What the reader should look at twice, with the cure."""
    if not seen.articles:
        yield "nothing was understood; see python -m index formats, or name a field: --map THEIRS=body"
    undated = sum(not article.published for article in seen.articles)
    if undated:
        yield f"{undated} of {len(seen.articles)} without a date: they will be found, but not by date; --map THEIRS=published"
    empty = sum(not article.body for article in seen.articles)
    if empty:
        yield f"{empty} of {len(seen.articles)} without a text; --map THEIRS=body names the field that holds it"
    if seen.unused:
        yield f"fields that are left out: {', '.join(seen.unused)}; take one with --map {seen.unused[0]}=section"
    if seen.complete:
        yield f"that is all: {_counted(len(seen.articles), 'article')}"
    elif seen.articles:
        yield f"these are the first, there are more; to index all: python -m index build {seen.source}"


def as_json(seen: Preview) -> dict[str, Any]:
    """The preview for programs: the articles with every mention, as ``annotate`` writes them."""
    return asdict(seen)
