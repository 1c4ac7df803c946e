"""Xapian, run by the system's own Python (Debian's python3-xapian): JSON lines in, JSON lines out.

It knows nothing of the project, so that it needs nothing but Xapian.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import xapian

_SLOT = {"persons": 0, "places": 1, "month": 2, "day": 3}
_SEPARATOR = "\x1f"
_COMMIT_EVERY = 50_000
# k1 and b as the others have them; nothing for the query's length, no lower bound of the document's.
_BM25 = (1.2, 0.0, 1.0, 0.75, 0.0)
# Longer terms are refused.
_LONGEST = 240


class Several(xapian.MatchSpy):  # type: ignore[misc]  # untyped
    """Counts values of which a document has several."""

    def __init__(self, slot: int) -> None:
        super().__init__()
        self.slot = slot
        self.counts: dict[str, int] = {}

    def __call__(self, document: Any, _weight: float) -> None:
        """One more hit."""
        counts = self.counts
        for value in document.get_value(self.slot).decode().split(_SEPARATOR):
            if value:
                counts[value] = counts.get(value, 0) + 1


def build(items: str, folder: str, source: str) -> dict[str, Any]:
    """Index the items of a file."""
    started = time.perf_counter()
    database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    analyser = xapian.TermGenerator()
    analyser.set_stemmer(xapian.Stem("fr"))
    with Path(items).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            item = json.loads(line)
            document = xapian.Document()
            if source == "tokens":
                for position, word in enumerate(item["tokens"].split(), 1):
                    document.add_posting(word[:_LONGEST], position)
            else:
                analyser.set_document(document)
                analyser.index_text(item["text"])
            for name, prefix in (("persons", "XP"), ("places", "XL")):
                document.add_value(_SLOT[name], _SEPARATOR.join(item[name]))
                for value in item[name]:
                    document.add_boolean_term((prefix + value)[:_LONGEST])
            document.add_value(_SLOT["month"], item["day"][:7])
            document.add_value(_SLOT["day"], item["day"])
            document.set_data(json.dumps([item["id"], item["text"]]))
            database.add_document(document)
            if number % _COMMIT_EVERY == 0:
                database.commit()
    database.commit()
    database.close()
    return {"seconds": time.perf_counter() - started}


def search(database: Any, query: dict[str, Any], level: str) -> dict[str, Any]:
    """Answer one query; the time is taken here."""
    started = time.perf_counter()
    enquire = xapian.Enquire(database)
    enquire.set_query(_query(query))
    enquire.set_weighting_scheme(xapian.BM25Weight(*_BM25))
    spies = []
    if level == "faceted":
        spies = [Several(_SLOT["persons"]), Several(_SLOT["places"]), xapian.ValueCountMatchSpy(_SLOT["month"])]
        for spy in spies:
            enquire.add_matchspy(spy)
    everything = database.get_doccount()
    found = enquire.get_mset(0, 10, 0 if level == "top10" else everything)
    answer: dict[str, Any] = {"ids": [json.loads(hit.document.get_data())[0] for hit in found]}
    answer["total"] = -1 if level == "top10" else found.get_matches_estimated()
    if spies:
        for name, spy in zip(("persons", "places"), spies, strict=False):
            answer[name] = sorted(spy.counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
        answer["months"] = {value.term.decode(): value.termfreq for value in spies[2].values()}
    answer["seconds"] = time.perf_counter() - started
    return answer


def _query(query: dict[str, Any]) -> Any:
    one = xapian.Query
    parts = [one(word) for word in query["must"]]
    if query["should"]:
        parts.append(one(one.OP_OR, [one(word) for word in query["should"]]))
    if query["phrase"]:
        parts.append(one(one.OP_PHRASE, query["phrase"], len(query["phrase"])))
    if query["prefix"]:
        parts.append(one(one.OP_WILDCARD, query["prefix"], 0, 0, one.OP_OR))
    asked = parts[0] if len(parts) == 1 else one(one.OP_AND, parts)
    if query["filter"]:
        name, value = query["filter"]
        term = ({"persons": "XP", "places": "XL"}[name] + value)[:_LONGEST]
        asked = one(one.OP_FILTER, asked, one(term))
    if query["days"]:
        asked = one(one.OP_FILTER, asked, one(one.OP_VALUE_RANGE, _SLOT["day"], *query["days"]))
    return asked


def main() -> None:
    """Answer line by line."""
    database = None
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "build":
            answer = build(asked["items"], asked["folder"], asked["source"])
        elif asked["do"] == "open":
            started = time.perf_counter()
            database = xapian.Database(asked["folder"])
            search(database, asked["query"], "total")
            answer = {"seconds": time.perf_counter() - started}
        else:
            answer = search(database, asked["query"], asked["level"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
