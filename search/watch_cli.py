"""The command line of ``search.watch``.

Exit codes: 0 done, whether anything is new or not; 1 failure; 2 usage; 3 done, but some lines are no searches.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from index.errors import BadRequest
from index.settings import Settings
from search.engine import WhooshSearcher
from search.envelope import page_of, public_url
from search.reading.arrivals import Arrival
from search.watch import Bad, News, Search, State, news, searches

BAD_LINES = 3
# Articles listed of a search; what comes in greater numbers at once is a new corpus, not news.
_MOST = 100


@click.command("watch", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=False))
@click.option("--state", type=click.Path(path_type=Path), help="file of what was told already (default: FILE.state)")
@click.option("--index", "folder", type=click.Path(path_type=Path), help="folder of the index")
@click.option("--all", "everything", is_flag=True, help="list the articles of searches never watched before, too")
@click.option("--most", type=click.IntRange(0), default=_MOST, show_default=True, help="articles listed of a search")
@click.option("--json", "as_json", is_flag=True, help="print one JSON object a search with news")
def watch(file: Path, state: Path | None, folder: Path | None, everything: bool, most: int, as_json: bool) -> int:
    """Print what is new in the searches of FILE since the last time; nothing when nothing is.

    FILE: a search a line, as a query or as the address of a search; # begins a comment. The first run says how many articles
    there are and lists none.
    """
    settings = Settings.from_environ()
    searcher = WhooshSearcher(folder or settings.index, settings.time_budget)
    known = State(state or file.with_name(file.name + ".state"))
    told: dict[str, int] = {}
    bad = False
    for each in searches(file.read_text(encoding="utf-8", errors="replace")):
        problem = (
            each.reason if isinstance(each, Bad) else _tell(searcher, each, known, told, most, everything, as_json)
        )
        if problem:
            bad = True
            click.echo(f"{file}:{each.number}: {problem}", err=True)
    # Only now: what was not printed, because something broke on the way, is news the next time.
    known.write(told)
    return BAD_LINES if bad else 0


def _tell(
    searcher: WhooshSearcher,
    search: Search,
    known: State,
    told: dict[str, int],
    most: int,
    everything: bool,
    as_json: bool,
) -> str:
    """Print the news of a search and note up to when; gives why it could not be searched."""
    try:
        found, told[search.key] = news(searcher, search, known, most, everything=everything)
    except BadRequest as error:
        if search.key in known.seconds:
            told[search.key] = known.seconds[search.key]
        return str(error)
    _print(found, as_json=as_json)
    return ""


def _print(found: News, *, as_json: bool) -> None:
    if not found.fresh and not found.first:
        return
    if as_json:
        click.echo(json.dumps(_json(found), ensure_ascii=False))
    else:
        click.echo("\n".join(_text(found)))


def _text(found: News) -> Iterator[str]:
    if found.first:
        yield f"{found.search.name}: {found.total:,} articles so far"
    else:
        yield f"{found.search.name}: {found.fresh:,} new"
    for arrival in found.arrivals:
        article = arrival.article
        facts = ", ".join(part for part in (article.day, article.source) if part)
        yield f"  {article.title or article.id}{f' ({facts})' if facts else ''}"
        yield f"    {public_url(article)}"
    left = found.fresh - len(found.arrivals)
    if left and found.arrivals:
        yield f"  … and {left:,} more"


def _json(found: News) -> dict[str, Any]:
    return {
        "line": found.search.number,
        "name": found.search.name,
        "search": found.search.key,
        "first": found.first,
        "total": found.total,
        "new": 0 if found.first else found.fresh,
        "articles": [_article(arrival) for arrival in found.arrivals],
    }


def _article(arrival: Arrival) -> dict[str, Any]:
    article = arrival.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published or None,
        "source": article.source,
        "url": public_url(article),
        "link": page_of(article.id),
        "first_seen": dt.datetime.fromtimestamp(arrival.second, dt.UTC).isoformat(),
    }
