"""A search as a feed: Atom (RFC 4287) and JSON Feed 1.1, the article met last first. No account: the address is enough.

The date of an entry is when the index first saw the article, or a reader that looks for news would never see what an archive
of old newspapers has gained; the day of the newspaper stands in the summary, and for programs in ``dc:date``
and ``_kiosque``. Feeds are in French, whoever asks: a subscription has no reader's language.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from index.article import Article
from search.envelope import is_web_address
from search.export.xml import quoted, text
from search.reading.arrivals import Arrival, ArrivalsAnswer
from web.i18n import display

# What a feed reader shows in its list.
_SUMMARY = 400
# RFC 4151: whose names the ids are, since a year in which they were. A port is no part of it.
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_SINCE = "2026"


@dataclass(frozen=True, slots=True)
class Feed:
    """What both formats say. All addresses are absolute; ``article`` makes that of an article's page; ``before`` and
    ``after`` are those of the neighbouring pages of the feed, "" for none; ``state``: when the index was made."""

    site: str
    title: str
    host: str
    search: str
    here: str
    before: str
    after: str
    articles: str
    state: str
    found: ArrivalsAnswer

    @property
    def tag(self) -> str:
        """The feed's id: the same as long as the search is, whatever page of it is asked for."""
        asked = urlencode(self.found.request.to_pairs())
        return f"{_authority(self.host)}:recherche/{quote(asked, safe='')}"

    def entry(self, article: Article) -> str:
        """An entry's id: the same in every feed of the site, for ever."""
        return f"{_authority(self.host)}:article/{quote(article.id, safe='', errors='replace')}"

    def page(self, article: Article) -> str:
        """The address of an article's page."""
        return self.articles + quote(article.id, safe="", errors="replace")

    @property
    def updated(self) -> str:
        """When the last article came, or where there is none when the index was made."""
        seconds = [arrival.second for arrival in self.found.arrivals]
        return _time(max(seconds)) if seconds else self.state


def _authority(host: str) -> str:
    name = host.partition(":")[0].lower()
    return f"tag:{name if _HOST.fullmatch(name) else 'localhost'},{_SINCE}"


def _time(second: int) -> str:
    return dt.datetime.fromtimestamp(second, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _summary(article: Article) -> str:
    """Newspaper, day, and how the text begins."""
    said = " ".join((article.chapo or article.body).split())
    cut = said if len(said) <= _SUMMARY else said[:_SUMMARY].rsplit(" ", 1)[0] + " […]"
    day = display.date(article.day, "fr") if article.day else ""
    where = ", ".join(part for part in (article.source, day) if part)
    return " — ".join(part for part in (where, cut) if part)


# --- Atom


def atom(feed: Feed) -> Iterator[str]:
    """The document, piece by piece."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    yield ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xml:lang="fr">\n'
    yield f"<id>{text(feed.tag)}</id>\n<title>{text(feed.title)}</title>\n<updated>{feed.updated}</updated>\n"
    yield f"<author><name>{text(feed.site)}</name></author>\n<generator>Kiosque</generator>\n"
    links = (("self", feed.here), ("alternate", feed.search), ("previous", feed.before), ("next", feed.after))
    for rel, href in links:
        if href:
            kind = "text/html" if rel == "alternate" else "application/atom+xml"
            yield f'<link rel="{rel}" type="{kind}" href={quoted(href)}/>\n'
    yield f"<opensearch:totalResults>{feed.found.total}</opensearch:totalResults>\n"
    for arrival in feed.found.arrivals:
        yield "".join(_entry(feed, arrival))
    yield "</feed>\n"


def _entry(feed: Feed, arrival: Arrival) -> Iterator[str]:
    article, when = arrival.article, _time(arrival.second)
    yield f"<entry>\n<id>{text(feed.entry(article))}</id>\n<title>{text(article.title or 'Sans titre')}</title>\n"
    yield f"<published>{when}</published><updated>{when}</updated>\n"
    yield f'<link rel="alternate" type="text/html" href={quoted(feed.page(article))}/>\n'
    if is_web_address(article.url):
        yield f'<link rel="via" href={quoted(_iri(article.url))}/>\n'
    yield from (f"<author><name>{text(name)}</name></author>\n" for name in article.authors if name.strip())
    if article.section:
        yield f"<category term={quoted(article.section)}/>\n"
    if article.day:
        yield f"<dc:date>{text(article.day)}</dc:date>\n"
    if article.source:
        yield f"<dc:source>{text(article.source)}</dc:source>\n"
    yield f'<summary type="text">{text(_summary(article))}</summary>\n</entry>\n'


def _iri(url: str) -> str:
    """A source's address as a reference may stand in XML: without blanks and signs that no IRI has."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._", errors="replace")


# --- JSON Feed


def json_feed(feed: Feed) -> str:
    """The whole document."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.search,
        "feed_url": feed.here,
        **({"next_url": feed.after} if feed.after else {}),
        "language": "fr",
        "authors": [{"name": feed.site}],
        "_kiosque": {"id": feed.tag, "total": feed.found.total, "updated": feed.updated},
        "items": [_item(feed, arrival) for arrival in feed.found.arrivals],
    }
    return json.dumps(body, ensure_ascii=False)


def _item(feed: Feed, arrival: Arrival) -> dict[str, object]:
    article, when = arrival.article, _time(arrival.second)
    authors = [{"name": name} for name in article.authors if name.strip()]
    return {
        "id": feed.entry(article),
        "url": feed.page(article),
        **({"external_url": _iri(article.url)} if is_web_address(article.url) else {}),
        "title": article.title or "Sans titre",
        "content_text": _summary(article),
        "date_published": when,
        **({"authors": authors} if authors else {}),
        **({"tags": [article.section]} if article.section else {}),
        **({"language": article.lang} if article.lang else {}),
        "_kiosque": {"id": article.id, "published": article.day or None, "source": article.source},
    }
