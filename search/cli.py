"""``python -m search "QUERY"``: the same search as the site's and the API's, on a terminal.

``--json`` prints the API's envelope, ``--export`` all results in a format of ``search.export``; ``python -m
search watch FILE`` what is new in saved searches (``search.watch``). Exit codes: 0 done (even without results); 1 failure; 2 usage.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from index import rim
from index.settings import Settings
from search.engine import WhooshSearcher
from search.envelope import envelope, link
from search.export.formats import FORMATS, Format
from search.export.provenance import Provenance
from search.request import DATE_FACETS, PARAMETERS, VALUE_FACETS, SearchRequest
from search.result import Hit, Marked, SearchResult
from search.watch_cli import watch

Pairs = list[tuple[str, str]]

# Python names cannot hold a dot: ``date.from`` is ``date_from`` in here and ``--date-from`` outside.
_NAMES = {name.replace(".", "_"): name for name in PARAMETERS if name != "q"}


def _options() -> list[click.Parameter]:
    """One option a parameter of the grammar: ``date.from`` is ``--date-from``."""
    options: list[click.Parameter] = [click.Argument(["query"], required=False, default="")]
    for variable, name in _NAMES.items():
        parameter = PARAMETERS[name]
        flag = "--" + variable.replace("_", "-")
        options.append(click.Option([flag, variable], multiple=parameter.kind == "values", help=parameter.meaning))
    options += [
        click.Option(["--index", "folder"], type=click.Path(path_type=Path), help="folder of the index"),
        click.Option(["--json", "as_json"], is_flag=True, help="print the API's envelope"),
        click.Option(["--export"], type=click.Choice(list(FORMATS)), help="print all results in that format"),
    ]
    return options


def _search(
    query: str, folder: Path | None, as_json: bool, export: str | None, **given: str | Sequence[str] | None
) -> int:
    settings = Settings.from_environ()
    request = SearchRequest.from_pairs([("q", query), *_pairs(given)])
    searcher = WhooshSearcher(folder or settings.index, settings.time_budget)
    if export:
        return _export(searcher, request, FORMATS[export])
    result = searcher.search(request)
    click.echo(json.dumps(envelope(result), ensure_ascii=False, indent=1) if as_json else as_text(result))
    return 0


def _export(searcher: WhooshSearcher, request: SearchRequest, form: Format) -> int:
    """All results as the API's exports have them; the search is named by its address on a site."""
    found = searcher.search(replace(request.first_page(), per_page=1, facets=()))
    day = dt.datetime.now(dt.UTC).date().isoformat()
    made = Provenance(link(request, "/"), request.q, found.total, found.index.version, day)
    # Bytes as they are: on Windows a text stream would double the line ends of CSV and RIS.
    out = sys.stdout.buffer
    for text in form.write(searcher.articles(request), made):
        out.write(text.encode("utf-8", "replace"))
    out.flush()
    return 0


def _pairs(given: dict[str, str | Sequence[str] | None]) -> Pairs:
    pairs: Pairs = []
    for variable, value in given.items():
        values = [value] if isinstance(value, str) else value or ()
        pairs += [(_NAMES[variable], v) for v in values]
    return pairs


def as_text(result: SearchResult) -> str:
    """The result for a reader at a terminal; marked words stand between «…»-free brackets [ ]."""
    width = min(100, shutil.get_terminal_size().columns)
    blocks = [_problems(result), _counts(result), _facets(result, width)]
    blocks += [_hit(number, hit, width) for number, hit in enumerate(result.hits, 1)]
    blocks += [f"→ {p.kind}: {p.text} ({p.total:,})" for p in result.proposals]
    return "\n\n".join(block for block in blocks if block)


def _counts(result: SearchResult) -> str:
    folded = f", {result.results:,} once near-copies are one" if result.results < result.total else ""
    return f"{result.total:,} articles{folded} ({result.took_ms:.0f} ms)"


def _problems(result: SearchResult) -> str:
    return "\n".join(f"! {p.detail}" for p in result.problems)


def _facets(result: SearchResult, width: int) -> str:
    shown = [name for name in (*VALUE_FACETS[:2], *DATE_FACETS[:1]) if name in result.facets]
    lines = []
    for name in shown:
        values = ", ".join(f"{v.label} ({v.count:,})" for v in result.facets[name].values if v.count)
        if values:
            lines += textwrap.wrap(f"{name}: {values}", width, subsequent_indent="  ")
    return "\n".join(lines)


def _hit(number: int, hit: Hit, width: int) -> str:
    article = hit.article
    facts = ", ".join(part for part in (article.day, article.source, article.section, article.id) if part)
    lines = [f"{number}. {_marked(hit.title)}", f"   {facts}"]
    if hit.copies:
        copies = f"{hit.copies.count} near-{'copy' if hit.copies.count == 1 else 'copies'}"
        of = f" in {hit.copies.sources} other source{'s' * (hit.copies.sources > 1)}" if hit.copies.sources else ""
        lines.append(f"   + {copies}{of}: --copies-of {hit.copies.id}")
    for snippet in hit.snippets:
        lines += textwrap.wrap(_marked(snippet), width - 3, initial_indent="   ", subsequent_indent="   ")
    return "\n".join(lines)


def _marked(text: Marked) -> str:
    parts, end = [], 0
    for start, stop in text.marks:
        parts += [text.text[end:start], "[", text.text[start:stop], "]"]
        end = stop
    return " ".join("".join([*parts, text.text[end:]]).split())


cli = click.Command(
    "search",
    callback=_search,
    params=_options(),
    help="Search the index for QUERY (the query language of docs/query-language.md). With `watch FILE`: see `watch --help`.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line and exit with its code. ``watch`` as the first word is the command; the word itself is found by
    ``python -m search '"watch"'``."""
    if sys.argv[1:2] == ["watch"]:
        sys.exit(rim.run(watch, "python -m search watch", sys.argv[2:]))
    sys.exit(rim.run(cli, "python -m search"))
