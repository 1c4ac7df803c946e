"""The formats in which results are taken away, each declared once: the API, the site and the command line read this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from index.article import Article
from search.export import bibtex, iramuteq, json_lines, ris, table, tei
from search.export.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` on the command line, ``suffix`` in addresses and files' names; ``what`` says it in a sentence for programs.

    ``write`` gives the file's text piece by piece, each article when it comes: nothing is held back.
    """

    name: str
    suffix: str
    media_type: str
    what: str
    write: Callable[[Iterable[Article], Provenance], Iterator[str]]


def _csv(articles: Iterable[Article], _provenance: Provenance) -> Iterator[str]:
    return table.rows(articles)


def _json_lines(articles: Iterable[Article], _provenance: Provenance) -> Iterator[str]:
    return json_lines.lines(articles)


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("csv", "csv", "text/csv", "CSV", _csv),
        Format("jsonl", "jsonl", "application/x-ndjson", "JSON Lines", _json_lines),
        Format("ris", "ris", "application/x-research-info-systems", "RIS, for Zotero, EndNote, Mendeley", ris.records),
        Format("bib", "bib", "application/x-bibtex", "BibTeX, for LaTeX and JabRef", bibtex.entries),
        Format("tei", "xml", "application/tei+xml", "TEI P5, a corpus for TXM", tei.documents),
        Format("iramuteq", "txt", "text/plain", "text for IRaMuTeQ", iramuteq.texts),
    )
}
