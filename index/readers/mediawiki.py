"""A dump of a MediaWiki (Wikinews above all): each page of the main namespace is an article, in its latest state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from unidecode import unidecode

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.fields import article_from
from index.readers.times import first_readable
from index.readers.wikitext import Plain, plain
from index.readers.xml_stream import XmlDamaged, elements, local, root_of

NAME = "mediawiki"
SUFFIXES = (".xml",)
MEANING = "A dump of a MediaWiki such as French Wikinews: articles without templates, their date read from one."

_REDIRECT = re.compile(r"\s*#\s*(?:redirect|redirection|rediriger|weiterleitung)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}(?:er)? \w+ \d{4}|\w+ \d{1,2}, \d{4}")

# Categories of the Wikinews that say what part of a paper an article would stand in; others name places, days, persons.
_SECTIONS = frozenset((
    "politique", "economie", "sport", "sports", "culture", "culture et loisirs", "societe", "sante", "environnement", "justice",
    "justice et criminalite", "sciences", "science", "sciences et technologies", "technologie", "technologies", "education",
    "faits divers", "meteo", "meteorologie", "necrologie", "religion", "medias", "transports", "catastrophes", "catastrophe",
    "conflits", "conflits armes", "insolite", "internet", "astronomie", "people", "culture et divertissement", "catastrophes et accidents",
    "crime and law", "culture and entertainment", "disasters and accidents", "economy and business", "environment",
    "health", "obituaries", "politics and conflicts", "science and technology", "weather", "wackynews",
))  # fmt: skip


@dataclass(slots=True)
class _Wiki:
    """What the head of a dump says of its wiki."""

    name: str = ""
    key: str = ""
    base: str = ""
    lang: str = ""
    namespaces: set[str] = field(default_factory=set)


def sniff(head: bytes) -> bool:
    """Whether these bytes begin a dump."""
    root = root_of(head)
    return root is not None and root[1] == "mediawiki"


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a dump, in its order; redirects, talk, templates and categories pass."""
    wiki: _Wiki | None = None
    latest: tuple[str, str, str] = ("", "", "")
    texts = pages = 0
    try:
        for element in elements(stream, "revision", "page"):
            if local(element) == "revision":
                latest = max(latest, _revision(element), key=lambda state: state[0])
                continue
            wiki = wiki or _wiki(element)
            pages += 1
            text, number = latest[2], latest[1]
            latest = ("", "", "")
            texts += bool(text)
            title = clean_line(element.findtext("{*}title") or "")
            if text and _is_article(element, title, text, wiki):
                yield _article(element, title, text, number, wiki, origin, mapping)
    except XmlDamaged as error:
        yield Rejected(origin, error.line, f"{error}; what came before is kept; cure: fetch the dump anew")
        return
    if not texts:
        reason = f"a dump of {pages:,} pages without their texts; cure: take the one called pages-articles"
        yield Rejected(origin, 0, reason)


def _revision(element: Any) -> tuple[str, str, str]:
    """When a state of a page was saved, its number, its text ("" when it is no wikitext)."""
    model = (element.findtext("{*}model") or "wikitext").strip()
    text = element.findtext("{*}text") or ""
    stamp = (element.findtext("{*}timestamp") or "").strip()
    return stamp or "0", (element.findtext("{*}id") or "").strip(), text if model == "wikitext" else ""


def _wiki(page: Any) -> _Wiki:
    root = page.getroottree().getroot()
    info = root.find("{*}siteinfo")
    lang = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    if info is None:
        return _Wiki(lang=lang)
    base = (info.findtext("{*}base") or "").strip()
    names = {
        (space.text or "").strip().lower()
        for space in info.iterfind("{*}namespaces/{*}namespace")
        if space.get("key") != "0"
    }
    name = clean_line(info.findtext("{*}sitename") or "")
    key = clean_line(info.findtext("{*}dbname") or "") or (urlsplit(base).hostname or name).removeprefix("www.")
    return _Wiki(name, key, base.rpartition("/")[0] if base.startswith("http") else "", lang, names - {""})


def _is_article(page: Any, title: str, text: str, wiki: _Wiki) -> bool:
    space = page.findtext("{*}ns")
    if space is None:
        # Dumps before 2011 tell the namespace in the title alone.
        prefix, colon, _ = title.partition(":")
        in_main = not (colon and prefix.strip().lower() in wiki.namespaces)
    else:
        in_main = space.strip() == "0"
    return in_main and page.find("{*}redirect") is None and not _REDIRECT.match(text)


def _article(
    page: Any, title: str, text: str, number: str, wiki: _Wiki, origin: str, mapping: Mapping[str, str] | None
) -> Article | Rejected:
    line = page.sourceline or 0
    said = plain(text)
    if not said.text:
        return Rejected(origin, line, f'"{title[:80]}" has no text once its templates are taken away')
    name = clean_line(page.findtext("{*}id") or "")
    record = {
        "id": f"{wiki.key}-{name}" if name and wiki.key else "",
        "title": title,
        "body": said.text,
        "published": _date(said),
        "source": wiki.name,
        "section": _section(said),
        "url": f"{wiki.base}/{quote(title.replace(' ', '_'), safe='/:,;@()!*')}" if wiki.base else "",
        "lang": wiki.lang,
    }
    article = article_from(record, origin, line, mapping, plain=True)
    revision = int(number) if number.isascii() and number.isdecimal() and len(number) < 15 else 0
    return replace(article, revision=revision) if isinstance(article, Article) else article


def _date(said: Plain) -> str:
    """The date of the first template that bears one, else of the category that is a day. When it was saved is no date."""
    days = [name for name in said.categories if _DAY.fullmatch(name.partition("|")[0])]
    return first_readable([("field", said.dates), ("field", days)])[0]


def _section(said: Plain) -> str:
    names = (name.partition("|")[0].strip() for name in said.categories)
    return next((name for name in names if unidecode(name).lower() in _SECTIONS), "")
