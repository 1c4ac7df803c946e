"""What the concordance answers programs with, and the shape of it."""

from __future__ import annotations

from typing import Any

from search.envelope import page_of, public_url
from search.reading.collocates import MEASURES, SPAN, Collocate
from search.reading.concordance import BYS, Line
from web.openapi_schemas import COUNT, DATE, LINK, LINK_OR_NULL, NUMBER, STRING, closed, many, one_of, said

PLACES = tuple(f"L{n}" for n in range(SPAN, 0, -1)) + tuple(f"R{n}" for n in range(1, SPAN + 1))
"""The places beside a node, from the third word before it to the third after."""


def line_json(line: Line) -> dict[str, Any]:
    """A line."""
    return {
        "left": line.context.left,
        "node": line.context.node,
        "right": line.context.right,
        "field": line.field,
        "offset": line.context.start,
        "end": line.context.end,
        "id": line.article.id,
        "title": line.article.title,
        "source": line.article.source,
        "date": line.article.published or None,
        "url": public_url(line.article),
        "link": page_of(line.article.id),
    }


def collocate_json(collocate: Collocate, url: str) -> dict[str, Any]:
    """A collocate; ``url`` narrows to its lines."""
    return {
        "word": collocate.word,
        "written": collocate.written,
        "lines": collocate.lines,
        "left": collocate.left,
        "right": collocate.right,
        "at": dict(zip(PLACES, collocate.at, strict=True)),
        "frequency": collocate.frequency,
        "likelihood": round(collocate.likelihood, 2),
        "dice": round(collocate.dice, 2),
        "url": url,
    }


_LINE = closed(
    left=said(STRING, "what stands before, as the newspaper wrote it"),
    node=STRING,
    right=STRING,
    field=one_of("title", "chapo", "body"),
    offset=said(COUNT, "where the node begins in that field, in characters"),
    end=said(COUNT, "where it ends"),
    id=STRING,
    title=STRING,
    source=STRING,
    date=DATE,
    url=LINK,
    link=LINK,
)
_COLLOCATE = closed(
    word=said(STRING, "folded, as `near` takes it"),
    written=said(STRING, "its most frequent spelling"),
    lines=said(COUNT, "in how many lines"),
    left=said(COUNT, "how often before the node"),
    right=said(COUNT, "how often after it"),
    at=said(closed(**dict.fromkeys(PLACES, COUNT)), "how often at each place"),
    frequency=said(COUNT, "in the whole index"),
    likelihood=said(NUMBER, "Dunning's log-likelihood; negative: less often than by chance"),
    dice=said(NUMBER, "Rychlý's logDice"),
    url=LINK,
)
SCHEMAS = {
    "Concordance": closed(
        q=STRING,
        by=one_of(*BYS),
        words=COUNT,
        near=STRING,
        total=said(COUNT, "articles found by the search"),
        articles=said(COUNT, "those of them that have a line"),
        without=said(COUNT, "articles found by something that is no word: a facet, a date"),
        lines=said(COUNT, "occurrences in all"),
        page=COUNT,
        per_page=COUNT,
        next=LINK_OR_NULL,
        prev=LINK_OR_NULL,
        concordance=many(_LINE),
        measure=one_of(*MEASURES),
        collocates=said(many(_COLLOCATE), "those highest in the measure"),
    )
}
